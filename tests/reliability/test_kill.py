"""T1: kill -9 at random points; nothing is lost, doubled or half-written."""

from __future__ import annotations

import hashlib
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from jieyue.ledger import open_ledger
from jieyue.workspace import Workspace
from tests.intake.forms import drop, form, take, tree, workspace

ROOT = Path(__file__).resolve().parents[2]
FILES = 40


def killed_after(desk: Workspace, seconds: float) -> bool:
    """Whether an intake was still running after that time, and was killed."""
    with subprocess.Popen([sys.executable, "-m", "tests.reliability.crash", str(desk.root)], cwd=ROOT) as run:
        try:
            run.wait(seconds)
        except subprocess.TimeoutExpired:
            run.send_signal(signal.SIGKILL)
            return True
        assert run.returncode == 0
        return False


def hashes(desk: Workspace, *folders: str) -> list[str]:
    return [
        hashlib.sha256(data).hexdigest()
        for name, data in tree(desk).items()
        if name.startswith(folders) and not name.endswith((".json", ".说明.txt"))
    ]


def check(desk: Workspace, dropped: set[str]) -> None:
    assert dropped <= set(hashes(desk, "收件箱", "待处理", "已归档")), "a dropped file is lost"
    with open_ledger(desk.ledger) as ledger:
        for filed in ledger.submissions():
            assert hashlib.sha256((desk.root / filed.location).read_bytes()).hexdigest() == filed.sha256


def torture(folder: Path, kills: int, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    desk = workspace(folder, tuple(f"湖南省第{number}局" for number in range(FILES)))
    started = time.monotonic()
    assert not killed_after(desk, 60)
    longest = (time.monotonic() - started) * 1.8
    dropped: set[str] = set()
    done = 0
    for attempt in range(kills * 4):
        if done == kills:
            break
        for number in range(FILES):
            text = form(f"湖南省第{number}局", str(attempt % 11), 备注=f"{attempt}-{number}")
            dropped.add(hashlib.sha256(drop(desk, f"{attempt}-{number}.txt", text).read_bytes()).hexdigest())
        done += killed_after(desk, chance.uniform(longest * 0.3, longest))
        check(desk, dropped)
    assert done == kills
    take(desk)
    check(desk, dropped)
    assert not list(desk.inbox.iterdir())
    kept = hashes(desk, "待处理", "已归档")
    assert len(kept) == len(set(kept)) == len(dropped), "a file rests twice"
    with open_ledger(desk.ledger) as ledger:
        assert {filed.sha256 for filed in ledger.submissions()} == dropped
        assert len(ledger.submissions()) == len(ledger.events()) == len(dropped)
    assert not list(desk.staging.iterdir())


def test_kill_nine_loses_nothing(tmp_path: Path) -> None:
    torture(tmp_path, 8, 1)


@pytest.mark.slow
def test_kill_nine_two_hundred_times_loses_nothing(tmp_path: Path) -> None:
    torture(tmp_path, 200, 2)

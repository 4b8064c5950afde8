"""T35: ten thousand forms: people see every second that it lives, memory stays small, Ctrl-C ends it in two seconds."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from jieyue.ledger import open_ledger
from jieyue.receiving.capped import CappedProcesses
from jieyue.receiving.intake import intake
from jieyue.receiving.worker import MEMORY, SECONDS, cap
from jieyue.workspace import Workspace
from tests.intake.forms import OPTIONS, drop, form, outcomes, read_text, workspace
from tests.reliability.desks import all_in_order, kept

ROOT = Path(__file__).resolve().parents[2]


def many(folder: Path, files: int) -> tuple[Workspace, set[str]]:
    desk = workspace(folder, ("湖南省水利厅",))
    for number in range(files):
        drop(desk, f"{number % 50}/{number}.txt", form(f"湖南省第{number}局"))
    return desk, set(kept(desk, desk.inbox))


def read_slowly(path: Path) -> object:
    time.sleep(2.5)
    return read_text(path)


def test_people_hear_every_second_even_from_a_slow_file(memory_path: Path) -> None:
    desk, _ = many(memory_path, 1)
    heard: list[float] = [time.monotonic()]
    options = replace(OPTIONS, progress=lambda _done, _all, _name: heard.append(time.monotonic()))
    intake(desk, read_slowly, options)  # type: ignore[arg-type]
    assert len(heard) >= 4
    assert max(later - sooner for sooner, later in pairwise(heard[1:])) < 1.5


def stopped(desk: Workspace, after: float) -> float:
    """Seconds from Ctrl-C to the end of an intake."""
    command = [sys.executable, "-m", "tests.reliability.crash", str(desk.root)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as run:
        time.sleep(after)
        started = time.monotonic()
        run.send_signal(signal.SIGINT)
        run.wait(20)
        return time.monotonic() - started


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.hazard("T35", 2.0, "seconds at most from Ctrl-C to the end")
def test_an_intake_that_is_stopped_ends_at_once_and_goes_on_later(memory_path: Path, figure: float) -> None:
    desk, dropped = many(memory_path, 400)
    for name in ("挂一.txt", "挂二.txt"):
        path = drop(desk, name, form(毒="挂起", 名=name))
        assert path.exists()
    assert stopped(desk, 2.5) < figure
    for path in desk.inbox.glob("挂*.txt"):
        path.unlink()
    intake(desk, read_text, OPTIONS)
    all_in_order(desk, dropped)


def never(_memory: int) -> None:
    """Enters a process that takes its time to begin."""
    time.sleep(60)


@pytest.mark.parametrize("enter", [cap, never], ids=["at work", "still starting"])
def test_reading_processes_are_ended_at_once_whatever_they_do(enter: Callable[[int], None]) -> None:
    house = CappedProcesses(time.sleep, 2, SECONDS, MEMORY, enter=enter)
    asked = [house.submit(time.sleep, 60) for _ in range(20)]
    time.sleep(1.0)
    started = time.monotonic()
    house.shutdown(cancel_futures=True)
    assert time.monotonic() - started < 2.0
    assert all(one.done() for one in asked)


@pytest.mark.slow
@pytest.mark.hazard("T35", 10000, "forms, told every second, under 500 MB")
def test_ten_thousand_forms(memory_path: Path, figure: int) -> None:
    import resource

    desk, dropped = many(memory_path, figure)
    heard: list[float] = []
    options = replace(OPTIONS, workers=2, progress=lambda _done, _all, _name: heard.append(time.monotonic()))
    report = intake(desk, read_text, options)
    assert len(report.files) == figure
    assert set(outcomes(report).values()) <= {"accepted", "review"}
    assert max(later - sooner for sooner, later in pairwise(heard)) < 1.5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 < 500 << 20
    all_in_order(desk, dropped)
    with open_ledger(desk.ledger) as ledger:
        assert len(ledger.submissions()) == figure

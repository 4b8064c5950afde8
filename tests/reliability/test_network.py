"""Privacy: the program never turns to any network, in none of its processes, in no command of the year."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.intake.forms import LONG_AGO

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples"
GUARD = """
import os, sys, socket
def hook(event, args):
    asked = event in ("socket.getaddrinfo", "socket.gethostbyname")
    spoken = event in ("socket.connect", "socket.sendto", "socket.sendmsg", "socket.bind")
    if asked or (spoken and args[0].family != getattr(socket, "AF_UNIX", None)):
        with open(os.environ["JIEYUE_HEARD"], "a") as heard:
            heard.write(f"{event} {args}\\n")
        os._exit(99)
sys.addaudithook(hook)
"""
"""Loaded by every Python process of the test, the readers too."""


@pytest.fixture
def guarded(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "guard").mkdir()
    (tmp_path / "guard/sitecustomize.py").write_text(GUARD, encoding="utf-8")
    path = os.pathsep.join((str(tmp_path / "guard"), str(ROOT)))
    return {**os.environ, "PYTHONPATH": path, "JIEYUE_HEARD": str(tmp_path / "heard"), "PYTHONUTF8": "1"}


def run(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "jieyue", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=240, cwd=ROOT, check=False)


def test_the_guard_hears(guarded: dict[str, str]) -> None:
    script = "import socket; socket.create_connection(('127.0.0.1', 9))"
    ended = subprocess.run([sys.executable, "-c", script], env=guarded, check=False, capture_output=True)
    assert ended.returncode == 99
    assert Path(guarded["JIEYUE_HEARD"]).exists()


def drop_samples(desk: Path) -> None:
    """What one day's forms are: the files of the first batch."""
    for path in sorted((SAMPLES / "收件箱/1-十月报送").iterdir()):
        if path.is_file():
            target = desk / "收件箱" / path.name
            target.write_bytes(path.read_bytes())
            os.utime(target, (LONG_AGO, LONG_AGO))


def test_the_commands_of_a_year_touch_no_network(guarded: dict[str, str], tmp_path: Path) -> None:
    desk = tmp_path / "工作区"
    assert run(guarded, "new", str(desk), "--year", "2026", "--level", "province").returncode == 0
    (desk / "单位名录.xlsx").write_bytes((SAMPLES / "单位名录.xlsx").read_bytes())
    (desk / "设置.toml").write_bytes((SAMPLES / "设置.toml").read_bytes())
    drop_samples(desk)
    work = ("-C", str(desk))
    form = str(SAMPLES / "收件箱/1-十月报送/供销社.xlsx")
    for arguments in (
        ("intake", *work, "--received", "2026-10-30"),
        ("status", *work),
        ("extract", form),
        ("generate", "reminder", *work),
        ("export", *work),
        ("doctor", *work),
    ):
        ended = run(guarded, *arguments)
        assert ended.returncode in (0, 1), (arguments, ended.stderr)
    heard = Path(guarded["JIEYUE_HEARD"])
    assert not heard.exists(), heard.read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_whole_demonstration_year_touches_no_network(guarded: dict[str, str], tmp_path: Path) -> None:
    ended = run(guarded, "demo", str(tmp_path / "示例年度"))
    assert ended.returncode in (0, 1), ended.stderr
    assert not Path(guarded["JIEYUE_HEARD"]).exists()

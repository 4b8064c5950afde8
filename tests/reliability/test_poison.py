"""T19: files that hang, exhaust memory, end their reader or recurse; also where the system offers no limits."""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from jieyue.ledger import open_ledger
from jieyue.model import Submission
from jieyue.receiving.capped import CappedProcesses
from jieyue.receiving.child import CannotStart
from jieyue.receiving.intake import intake
from jieyue.receiving.memory import memory_of
from jieyue.receiving.worker import MEMORY, SECONDS, Job, Readers, cap, read_one
from jieyue.workspace import Workspace
from jieyue.year.retrying import retry
from tests.intake.forms import OPTIONS, codes, drop, form, outcomes, read_text, take, workspace

HARMS = ("挂起", "退出", "内存", "嵌套")
HURRIED = replace(OPTIONS, workers=2, seconds=4.0)


@pytest.fixture
def desk(memory_path: Path) -> Workspace:
    return workspace(memory_path, tuple(f"湖南省第{number}局" for number in range(100)))


def poisoned(desk: Workspace, good: int, each: int) -> None:
    """Good files with poison spread among them."""
    for number in range(good):
        drop(desk, f"{number:03}.txt", form(f"湖南省第{number}局"))
    for number in range(each * len(HARMS)):
        drop(desk, f"{number * 5:03}毒.txt", form(毒=HARMS[number % len(HARMS)], 号=str(number)))
    report = take(desk, HURRIED)
    seen = outcomes(report)
    assert {name for name, outcome in seen.items() if outcome == "accepted"} == {f"{n:03}.txt" for n in range(good)}
    poison = [name for name in seen if "毒" in name]
    assert len(poison) == each * len(HARMS)
    for name in poison:
        assert codes(report, name) == ["file-poison"]
    with open_ledger(desk.ledger) as ledger:
        assert len(ledger.poison()) == len(poison)
        assert all(ledger.poison().values())


@pytest.mark.hazard("T19", 4, "poisons in 44 files")
def test_poison_harms_no_neighbour_and_is_named(desk: Workspace, figure: int) -> None:
    poisoned(desk, 40, figure // len(HARMS))


@pytest.mark.slow
@pytest.mark.hazard("T19", 16, "poisons in 100 files")
def test_sixteen_poisons_in_a_hundred_files_harm_no_neighbour(desk: Workspace, figure: int) -> None:
    poisoned(desk, 84, figure // len(HARMS))


def test_the_caps_are_those_promised() -> None:
    assert (MEMORY, SECONDS) == (1 << 30, 60.0)


def test_poison_is_not_tried_again_until_a_person_asks(desk: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    path = drop(desk, "毒.txt", form("湖南省第1局", 毒="退出"))
    same = path.read_bytes()
    take(desk, HURRIED)
    drop(desk, "又.txt", same)
    started = time.monotonic()
    assert outcomes(take(desk, HURRIED)) == {"又.txt": "duplicate"}
    again = retry(desk, read_text, "毒.txt", HURRIED)
    assert (again.outcome, [found.code for found in again.problems]) == ("review", ["file-poison"])
    healed = retry(desk, read_harmlessly, "毒.txt", HURRIED)
    assert healed.outcome == "accepted"
    assert healed.location == "已归档/自评表/毒.txt"
    assert time.monotonic() - started < 30
    with open_ledger(desk.ledger) as ledger:
        assert ledger.poison() == {}
        assert [event.action for event in ledger.events()] == ["receive", "retry", "retry"]
        assert ledger.submissions()[0].unit == "湖南省第1局"
    assert not list(desk.waiting.iterdir())


def read_harmlessly(path: Path) -> Submission:
    """A better reader: what harmed the old one does not harm it."""
    text = path.read_text(encoding="utf-8").replace("毒：", "度：")
    copy = path.with_name("copy.part")
    copy.write_text(text, encoding="utf-8")
    try:
        return read_text(copy)
    finally:
        copy.unlink()


def without_resource(memory: int) -> None:
    """Enters a process of a system that knows no limits and no alarm: only who watches from outside can help."""
    import signal

    sys.modules["resource"] = None  # type: ignore[assignment]
    if hasattr(signal, "setitimer"):
        del signal.setitimer
    cap(memory)


def hold_the_interpreter(path: Path) -> Submission:
    """Hangs where no other thread of the process gets a turn, as a slow pattern does; or eats memory for real."""
    if "饿" in path.name:
        eaten = []
        while True:
            eaten.append(bytearray(8 << 20))
            time.sleep(0.01)
    import re

    re.match(r"(a|aa)+$", "a" * 60 + "b")
    return read_text(path)


@pytest.mark.parametrize(("name", "seconds", "why"), [("挂.txt", 1.0, "耗时超过1秒"), ("饿.txt", 30.0, "内存超过上限")])
def test_without_limits_of_the_system_the_watchdog_holds(tmp_path: Path, name: str, seconds: float, why: str) -> None:
    path, good = tmp_path / name, tmp_path / "好.txt"
    path.write_text(form(), encoding="utf-8")
    good.write_text(form(), encoding="utf-8")
    house = CappedProcesses(read_one, 1, seconds, 200 << 20, enter=without_resource)
    with Readers(hold_the_interpreter, 1, seconds, house=house) as readers:
        assert [one.died for one in readers.read([Job(path)])] == [why]
        readers.reader = read_text
        (one,) = readers.read([Job(good)])
        assert one.submission is not None
        assert one.submission.unit


def cannot(_memory: int) -> None:
    raise OSError("no")


def test_when_no_reader_comes_up_no_file_is_blamed(desk: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jieyue.receiving.worker.cap", cannot)
    path = drop(desk, "好.txt", form("湖南省第1局"))
    with pytest.raises(CannotStart, match="文件仍在原处"):
        intake(desk, read_text, HURRIED)
    assert path.exists()
    with open_ledger(desk.ledger) as ledger:
        assert ledger.poison() == {}


def test_when_the_system_starts_no_process_no_file_is_blamed(desk: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_self: object) -> None:
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr("multiprocessing.process.BaseProcess.start", refused)
    path = drop(desk, "好.txt", form("湖南省第1局"))
    with pytest.raises(CannotStart, match="读取进程启动不了"):
        intake(desk, read_text, HURRIED)
    assert path.exists()


def test_memory_of_a_process_is_told() -> None:
    import os

    assert memory_of(os.getpid()) > 1 << 20
    assert memory_of(0x7FFFFFF0) == 0

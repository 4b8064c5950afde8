"""T2: every file and SQL operation fails, once and from then on, with every usual fault."""

from __future__ import annotations

import errno
import re
import shutil
from pathlib import Path

import pytest

from jieyue.errors import JieyueError
from jieyue.workspace import Workspace
from tests.reliability.desks import all_in_order, fresh, nothing_lost, start, take_inline
from tests.reliability.operations import count, failing

CODES = (errno.ENOSPC, errno.EACCES, errno.EIO, 0)
CHINESE = re.compile(r"[一-鿿]")


def fails_well(desk: Workspace, number: int, code: int, *, once: bool) -> bool:
    """Whether the run said that it could not work, in Chinese and with a remedy; anything else must not escape."""
    said = ""
    try:
        with failing(desk.root, number, code, once=once):
            take_inline(desk)
    except JieyueError as error:
        said = str(error)
    assert not said or (CHINESE.search(said) and "；" in said), f"no finding and remedy: {said}"
    return bool(said)


def fault_loop(folder: Path, step: int) -> tuple[int, int]:
    """Every ``step``-th combination of operation, fault and duration tried; (tried, refused)."""
    desk, dropped = start(folder / "起")
    probe = fresh(desk, folder / "试")
    whole = count(probe.root, lambda: take_inline(probe))
    cases = [(number, code, once) for number in range(1, whole + 1) for code in CODES for once in (True, False)]
    refused = 0
    for number, code, once in cases[::step]:
        copy = fresh(desk, folder / "次")
        refused += fails_well(copy, number, code, once=once)
        nothing_lost(copy, dropped)
        take_inline(copy)
        all_in_order(copy, dropped)
        shutil.rmtree(folder / "次")
    return len(cases[::step]), refused


@pytest.mark.hazard("T2", 150, "operation, fault, once or for good")
def test_any_operation_may_fail_and_nothing_is_lost(
    memory_path: Path, monkeypatch: pytest.MonkeyPatch, figure: int
) -> None:
    monkeypatch.setattr("jieyue.receiving.archive.PATIENCE", 0.0)
    monkeypatch.setattr("jieyue.receiving.gathering.PATIENCE", 0.0)
    tried, refused = fault_loop(memory_path, 13)
    assert tried >= figure
    assert refused >= tried / 3


@pytest.mark.slow
@pytest.mark.hazard("T2", 8 * 250, "every operation, every fault, once and for good")
def test_every_operation_fails_in_every_way_and_nothing_is_lost(
    memory_path: Path, monkeypatch: pytest.MonkeyPatch, figure: int
) -> None:
    monkeypatch.setattr("jieyue.receiving.archive.PATIENCE", 0.0)
    monkeypatch.setattr("jieyue.receiving.gathering.PATIENCE", 0.0)
    tried, refused = fault_loop(memory_path, 1)
    assert tried >= figure
    assert refused >= tried / 3

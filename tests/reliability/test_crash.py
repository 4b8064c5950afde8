"""T1: the process ends before any operation whatever; the next run goes on, and nobody has to help."""

from __future__ import annotations

import random
import shutil
from datetime import date, datetime
from pathlib import Path

import pytest

from generate.documents import Outgoing
from jieyue.backup import back_up, backups, is_whole
from jieyue.ledger import open_ledger
from jieyue.sending import place_of, send
from jieyue.workspace import Workspace
from tests.intake.forms import workspace
from tests.reliability.desks import all_in_order, fresh, nothing_lost, start, take_inline
from tests.reliability.operations import count, killed_at

AT = datetime.fromisoformat("2026-12-25T10:00:00+08:00")


def some(whole: int, wanted: int, seed: int) -> list[int]:
    """Which operations to be killed at: all of them, or as many as wanted."""
    numbers = range(1, whole + 1)
    return sorted(random.Random(seed).sample(numbers, min(wanted, whole)))  # noqa: S311 - not for secrets


def crash_intake(folder: Path, wanted: int) -> int:
    desk, dropped = start(folder / "起")
    probe = fresh(desk, folder / "试")
    whole = count(probe.root, lambda: take_inline(probe))
    killed = 0
    for number in some(whole, wanted, 1):
        copy = fresh(desk, folder / str(number))
        killed += killed_at(copy.root, number, lambda copy=copy: take_inline(copy))  # type: ignore[misc]
        nothing_lost(copy, dropped)
        take_inline(copy)
        all_in_order(copy, dropped)
        shutil.rmtree(folder / str(number))
    return killed


@pytest.mark.hazard("T1", 195, "an intake ended before an operation")
def test_intake_killed_before_many_an_operation_loses_nothing(memory_path: Path, figure: int) -> None:
    assert crash_intake(memory_path, 200) >= figure


@pytest.mark.slow
@pytest.mark.hazard("T1", 250, "an intake ended before each of its operations")
def test_intake_killed_before_every_operation_loses_nothing(memory_path: Path, figure: int) -> None:
    assert crash_intake(memory_path, 100_000) >= figure


def documents(round_of: str) -> list[Outgoing]:
    return [
        Outgoing("commendation", f"通报{number}.docx", f"{round_of}{number}".encode(), None, "通报", number=given)
        for number, given in enumerate((None, "湘管发〔2026〕12号", "湘管发〔2026〕13号"))
    ]


def send_all(desk: Workspace, made: list[Outgoing]) -> None:
    with open_ledger(desk.ledger) as ledger:
        send(desk, ledger, made, date(2026, 12, 25), AT)


def sent_in_order(desk: Workspace, made: list[Outgoing]) -> None:
    """Each document whole in its place, each number given once, everything noted once."""
    with open_ledger(desk.ledger) as ledger:
        assert [entry.number for entry in ledger.numbers()] == [one.number for one in made if one.number]
        noted = [(entry.location, entry.sha256) for entry in ledger.documents()]
        assert len(noted) == len(set(noted))
    for one in made:
        assert place_of(desk, one).read_bytes() == one.content
    assert not list(desk.staging.iterdir())


def whole_documents(desk: Workspace, made: list[Outgoing]) -> None:
    """Every document is the old or the new one, whole; the old ones are all there until the new one is."""
    new = {one.content for one in made}
    old = {content.replace("新".encode(), "旧".encode()) for content in new}
    there = {path.read_bytes() for path in desk.outgoing.rglob("*.docx")}
    assert there <= new | old
    assert all(content in there or content.replace("旧".encode(), "新".encode()) in there for content in old)


def crash_sending(folder: Path, wanted: int) -> int:
    desk = workspace(folder / "起")
    send_all(desk, documents("旧"))
    made = documents("新")
    probe = fresh(desk, folder / "试")
    whole = count(probe.root, lambda: send_all(probe, made))
    killed = 0
    for number in some(whole, wanted, 2):
        copy = fresh(desk, folder / str(number))
        killed += killed_at(copy.root, number, lambda copy=copy: send_all(copy, made))  # type: ignore[misc]
        whole_documents(copy, made)
        send_all(copy, made)
        sent_in_order(copy, made)
        shutil.rmtree(folder / str(number))
    return killed


@pytest.mark.hazard("T1", 110, "a generation ended before an operation")
def test_generation_killed_before_many_an_operation_writes_nothing_by_halves(memory_path: Path, figure: int) -> None:
    assert crash_sending(memory_path, 200) >= figure


def open_and_back_up(desk: Workspace) -> None:
    with open_ledger(desk.ledger) as ledger:
        back_up(desk, ledger)


def crash_backup(folder: Path, wanted: int) -> int:
    desk, dropped = start(folder / "起")
    take_inline(desk)
    probe = fresh(desk, folder / "试")
    whole = count(probe.root, lambda: open_and_back_up(probe))
    killed = 0
    for number in some(whole, wanted, 3):
        copy = fresh(desk, folder / str(number))
        killed += killed_at(copy.root, number, lambda copy=copy: open_and_back_up(copy))  # type: ignore[misc]
        assert all(is_whole(one) for one in backups(copy)), "a half-written backup passes for a whole one"
        take_inline(copy)
        all_in_order(copy, dropped)
        shutil.rmtree(folder / str(number))
    return killed


@pytest.mark.hazard("T1", 20, "a backup ended before each of its operations")
def test_a_backup_killed_before_any_operation_is_whole_or_is_none(memory_path: Path, figure: int) -> None:
    assert crash_backup(memory_path, 50) >= figure

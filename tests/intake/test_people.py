from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from jieyue.errors import WrongUsage
from jieyue.formset import load_form_set
from jieyue.ledger import open_ledger
from jieyue.model import Kind
from jieyue.units.register import read_register
from jieyue.year.decided import current, in_use, policy_of
from jieyue.year.people import (
    Office,
    Person,
    correct,
    decide_accept,
    decide_policy,
    decide_unit,
    decide_version,
    find_file,
    undo,
)
from tests.intake.forms import UNITS, drop, form, outcomes, take, tree, workspace

WANG = Person("王某", "电话核实")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    desk = workspace(tmp_path)
    drop(desk, "一.txt", form())
    drop(desk, "二.txt", form(score="9"))
    drop(desk, "高.txt", form(UNITS[1], "24"))
    drop(desk, "谁.txt", form("水利单位"))
    take(desk)
    with open_ledger(desk.ledger) as ledger:
        yield Office(desk, ledger, load_form_set())


def test_a_corrected_file_moves_to_the_archive_and_keeps_what_was_read(office: Office) -> None:
    after = correct(office, find_file(office.ledger, "高.txt"), "1.1", "8", WANG)
    assert (after.outcome, after.usable, after.location) == ("accepted", True, "已归档/自评表/高.txt")
    seen = tree(office.workspace)
    assert "已归档/自评表/高.txt.json" in seen
    assert not [name for name in seen if name.startswith("待处理/高")]
    assert str(after.submission.items[0].self_score) == "24"
    assert str(current(after, office.ledger.standing("correct")).items[0].self_score) == "8"
    event = office.ledger.events()[-1]
    assert (event.who, event.before, event.after, event.why) == ("王某", "24", "8", "电话核实")


def test_the_note_of_a_file_that_goes_on_waiting_tells_what_is_still_open(office: Office) -> None:
    drop(office.workspace, "两.txt", form("水利单位", "24"))
    take(office.workspace)
    note = office.workspace.waiting / "两.txt.说明.txt"
    asked = note.read_text(encoding="utf-8")
    after = correct(office, find_file(office.ledger, "两.txt"), "1.1", "8", WANG)
    assert after.outcome == "review"
    still = note.read_text(encoding="utf-8")
    assert "24" in asked
    assert "24" not in still
    assert "水利单位" in still
    undo(office, office.ledger.events()[-1].id, WANG)
    assert note.read_text(encoding="utf-8") == asked


def test_undo_brings_the_file_back_to_wait(office: Office) -> None:
    before = tree(office.workspace)
    correct(office, find_file(office.ledger, "高.txt"), "1.1", "8", WANG)
    undo(office, office.ledger.events()[-1].id, WANG)
    after = find_file(office.ledger, "高.txt")
    assert (after.outcome, after.usable) == ("review", False)
    assert tree(office.workspace).keys() == before.keys()
    with pytest.raises(WrongUsage, match="已经撤销过"):
        undo(office, office.ledger.events()[-1].undoes or 0, WANG)


def test_the_later_version_counts_unless_a_person_says_otherwise(office: Office) -> None:
    assert in_use(office.ledger, Kind.SELF_ASSESSMENT)[UNITS[0]].name == "二.txt"
    decide_version(office, find_file(office.ledger, "一.txt"), WANG)
    assert in_use(office.ledger, Kind.SELF_ASSESSMENT)[UNITS[0]].name == "一.txt"


def test_a_unit_decided_by_a_person_settles_the_file(office: Office) -> None:
    register = read_register(office.workspace.register)
    after = decide_unit(office, find_file(office.ledger, "谁.txt"), UNITS[2], register, WANG)
    assert (after.unit, after.outcome) == (UNITS[2], "accepted")
    with pytest.raises(WrongUsage, match="单位名录中没有"):
        decide_unit(office, after, "没有的单位", register, WANG)


def test_a_file_may_be_taken_as_it_is(office: Office) -> None:
    assert decide_accept(office, find_file(office.ledger, "高.txt"), WANG).outcome == "accepted"


def test_a_policy_is_kept_with_its_reason(office: Office) -> None:
    decide_policy(office, "full", WANG)
    assert policy_of(office.ledger) == "full"
    undo(office, office.ledger.events()[-1].id, WANG)
    assert policy_of(office.ledger) is None


@pytest.mark.parametrize(
    ("about", "value"), [("1.1", "11"), ("1.1", "-1"), ("1.1", "NaN"), ("9.9", "1"), ("filled_on", "2026-02-30")]
)
def test_a_correction_that_cannot_be_is_refused(office: Office, about: str, value: str) -> None:
    events = office.ledger.events()
    with pytest.raises(WrongUsage):
        correct(office, find_file(office.ledger, "高.txt"), about, value, WANG)
    assert office.ledger.events() == events


def test_the_trail_cannot_be_rewritten(office: Office) -> None:
    import sqlite3

    with sqlite3.connect(office.workspace.ledger) as raw, pytest.raises(sqlite3.IntegrityError, match="only grow"):
        raw.execute("UPDATE events SET who = 'x'")
    raw.close()


def test_a_decision_between_runs_leaves_the_next_run_nothing_to_do(office: Office) -> None:
    decide_accept(office, find_file(office.ledger, "高.txt"), WANG)
    before = tree(office.workspace)
    assert outcomes(take(office.workspace)) == {}
    assert tree(office.workspace) == before

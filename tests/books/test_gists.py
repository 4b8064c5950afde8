"""What is kept to save time never says anything but what is worked out anew, whatever was done in between."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from jieyue.data import data_folder
from jieyue.derived import derived
from jieyue.model import Kind, Submission, Unit
from jieyue.problems import problem
from jieyue.record import card_record
from jieyue.units import register_kept
from jieyue.upkeep import doctor
from jieyue.workspace import Workspace
from jieyue.year import gists
from jieyue.year.people import Person, undo
from tests.books.desks import (
    LIBRARY,
    LOSING,
    MONEY,
    NOVEMBER,
    SCHOOL,
    WATER,
    acting,
    call,
    form,
    looking,
    paper,
    receive,
    workspace,
    write_register,
)

_WHY = ("--why", "核实")
_FAULT = problem("score-above-maximum", about="2.2", found="24", max=20, place="表!G7")


@pytest.fixture(autouse=True)
def _even_a_small_year_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gists, "WORTH_KEEPING", 1)
    monkeypatch.setattr(register_kept, "WORTH_KEEPING", 1)


def told(desk: Workspace) -> Any:
    """Everything that a year says of its units, to the last word."""
    with looking(desk) as seen:
        book = seen.book()
        units = [
            (
                one.unit,
                one.state,
                one.problems,
                one.submission,
                one.verification,
                [(card_record(card), card.lines) for card in (one.self_card, one.verified_card) if card],
            )
            for one in book.standings
        ]
        return units, book.left_out, book.previous, seen.session.register, [one.usable for one in seen.shelf.files]


def same(desk: Workspace) -> Any:
    """What is said from what was kept, after it was compared with what is worked out anew."""
    twice = told(desk), told(desk)
    assert any((desk.hidden / "derived").iterdir())
    shutil.rmtree(desk.hidden / "derived")
    assert twice == (told(desk),) * 2
    return twice[0]


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    made = workspace(tmp_path / "甲")
    receive(made, {"水.x": form(WATER, LOSING["96"]), "钱.x": form(MONEY, problems=(_FAULT,)), "馆.x": without_cars()})
    sheets = {
        name: form(unit, LOSING["80"], Kind.VERIFICATION) for name, unit in (("核水.x", WATER), ("核钱.x", MONEY))
    }
    receive(made, {**sheets, "案.x": paper(WATER, Kind.WORK_PLAN)}, NOVEMBER)
    told(made)
    return made


def without_cars() -> Submission:
    """A form that says of one item that it does not apply."""
    made = form(LIBRARY)
    items = (
        replace(one, self_score=None, not_applicable=True, rules=()) if one.item == "3.3" else one for one in made.items
    )
    return replace(made, items=tuple(items))


def own_form_set(desk: Workspace) -> None:
    """The office's own table, with another pass mark."""
    own = desk.root / "forms" / "hunan-2020"
    shutil.copytree(data_folder("forms") / "hunan-2020", own, dirs_exist_ok=True)
    table = own / "indicators.yaml"
    table.write_text(table.read_text(encoding="utf-8").replace("pass_mark: 80", "pass_mark: 85"), encoding="utf-8")


def renamed(desk: Workspace) -> None:
    """水利厅 has a new name since the summer."""
    new = Unit("湖南省水务厅", "省级", former_names=(WATER,))
    write_register(desk, [new, MONEY, SCHOOL, LIBRARY])


def policy(desk: Workspace) -> None:
    """Another policy by the settings."""
    with desk.settings.open("a", encoding="utf-8") as file:
        file.write('\n[policy]\nnot_applicable = "full"\n')


def taken_back(desk: Workspace) -> None:
    """The last correction undone."""
    with acting(desk) as (opened, office):
        undo(office, opened.ledger.standing("correct")[-1].id, Person("王某", "误改"))


ACTS: dict[str, Callable[[Workspace], object]] = {
    "corrected": lambda desk: call(desk, "correct", WATER, "2.2", "18", *_WHY),
    "corrected sheet": lambda desk: call(desk, "correct", WATER, "3.1.3", "1", "--verified", *_WHY),
    "undone": lambda desk: [call(desk, "correct", WATER, "2.2", "17", *_WHY), taken_back(desk)],
    "accepted": lambda desk: call(desk, "decide", "钱.x", "--accept", *_WHY),
    "set aside": lambda desk: call(desk, "decide", "核水.x", "--set-aside", *_WHY),
    "another version": lambda desk: receive(desk, {"新水.x": form(WATER, LOSING["90"])}),
    "version chosen": lambda desk: call(desk, "decide", "水.x", "--use", *_WHY),
    "policy decided": lambda desk: call(desk, "decide", "--not-applicable", "rescale", *_WHY),
    "policy set": policy,
    "form set": own_form_set,
    "register": renamed,
    "plan shared": lambda desk: call(desk, "decide", "案.x", "--share", MONEY, *_WHY),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS.keys())
def test_what_is_kept_says_what_is_worked_out_anew_after(act: Callable[[Workspace], object], desk: Workspace) -> None:
    act(desk)
    same(desk)


@pytest.mark.parametrize("seed", range(3))
def test_what_is_kept_says_what_is_worked_out_anew_after_anything_in_any_order(seed: int, desk: Workspace) -> None:
    chance = random.Random(seed)  # noqa: S311 - a repeatable order
    acts = [act for act in ACTS.values() if act is not policy]
    for number in range(12):
        chance.choice(acts)(desk)
        if number % 3 == 2:
            same(desk)


def test_a_change_is_seen_through_what_was_kept_before(desk: Workspace) -> None:
    before = told(desk)
    for act in (ACTS["corrected sheet"], policy, own_form_set, renamed):
        act(desk)
        after = told(desk)
        assert after != before
        before = after


def test_what_is_damaged_or_of_another_ground_is_not_believed(desk: Workspace) -> None:
    good = told(desk)
    for path in (desk.hidden / "derived").iterdir():
        for data in (path.read_bytes().replace(b"80", b"90"), b"", b"{}", path.read_bytes()[:-1]):
            path.write_bytes(data)
            assert told(desk) == good
    kept = derived(desk, "try.json", "one")
    kept.keep([1])
    assert (kept.recall(), derived(desk, "try.json", "other").recall()) == ([1], None)


def test_doctor_names_what_is_damaged_and_drops_it(desk: Workspace) -> None:
    (path,) = (desk.hidden / "derived").glob("gists-*")
    path.write_bytes(path.read_bytes().replace(b"80", b"90"))
    assert [one.code for one in doctor.examine(desk, "某")] == ["derived-damaged"]
    assert doctor.repair(desk, "某").left == ()
    assert not path.exists()


def test_a_record_is_like_any_other_though_it_is_read_later(desk: Workspace) -> None:
    with looking(desk) as seen:
        (filed, *_) = seen.shelf.files
        whole = replace(filed.submission)
        assert type(whole) is not type(filed.submission)
        assert whole == filed.submission == whole
        assert hash(whole) == hash(filed.submission)
        assert replace(filed.submission, year=2027) == replace(whole, year=2027)

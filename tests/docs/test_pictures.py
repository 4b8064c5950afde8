"""The manual's pictures: each has a file, each comes from a command of the demonstration, on a clock of its own."""

from __future__ import annotations

from datetime import datetime

from jieyue.demo import steps
from jieyue.year.people import Person
from tests.docs.clock import Clock, own_clock
from tests.docs.pictures import AFTERWARDS, BEFORE, FOLDER, NOTE, PAGES, SCREENS


def test_every_terminal_is_drawn_from_a_command_that_is_played() -> None:
    played = [*(step.command for step in steps()), *AFTERWARDS, *BEFORE.values()]
    assert [begin for begin in SCREENS if not any(f"{one} ".startswith(f"{begin} ") for one in played)] == []


def test_every_picture_there_is_one_that_is_drawn() -> None:
    drawn = {*PAGES, *(name for name, _ in SCREENS.values()), NOTE[0]}
    assert {path.stem for path in FOLDER.glob("*.png")} == drawn


def test_what_is_done_while_pictures_are_drawn_happens_on_the_day_the_command_names() -> None:
    with own_clock():
        Clock.reach(["generate", "通报", "--date", "2099-12-28"])
        assert f"{Person('周某', '试').at:%Y-%m-%d %H:%M}" == "2099-12-28 09:00"
        Clock.reach(["undo"])
        assert f"{Person('周某', '试').at:%H:%M}" == "09:01"
    assert Person("周某", "试").at.year == datetime.now().astimezone().year

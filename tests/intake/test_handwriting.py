"""What a clerk writes into a note of 待处理 stays, whatever becomes of the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from jieyue.model import Submission
from jieyue.problems import problem
from jieyue.receiving.handwriting import HAND
from jieyue.workspace import Workspace
from tests.books.desks import WATER, call, form, receive, workspace

WORDS = "张科长10月21日电话：明天重报"


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    made = workspace(tmp_path / "甲")
    receive(made, {"表.x": faulty()})
    return made


def faulty() -> Submission:
    """Two faults to settle one after the other."""
    high = problem("score-above-maximum", place="自评表!G7", about="2.2.1", found="5", max="4")
    day = problem("date-unreadable", about="filled_on", found="10月12日")
    return form(WATER, {"2.2.1": "-1"}, filled_on=None, problems=(high, day))


def note(where: Workspace) -> Path:
    return where.waiting / "表.x.说明.txt"


def settle_one(where: Workspace) -> None:
    call(where, "correct", "表.x", "filled_on", "2026-10-12", "--why", "电话核实")


def test_a_line_written_into_a_note_stands_below_it_when_the_note_is_written_anew(desk: Workspace) -> None:
    lines = note(desk).read_text(encoding="utf-8").splitlines()
    note(desk).write_text("\n".join([*lines[:4], WORDS, *lines[4:]]), encoding="utf-8")
    settle_one(desk)
    text = note(desk).read_text(encoding="utf-8")
    assert "10月12日" not in text.partition(HAND)[0]
    assert text.endswith(f"{HAND}\n{WORDS}\n")
    call(desk, "undo", "2", "--why", "看错了")
    assert note(desk).read_text(encoding="utf-8").count(WORDS) == 1


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_a_note_saved_by_any_editor_is_understood(desk: Workspace, encoding: str) -> None:
    text = note(desk).read_text(encoding="utf-8").replace("\n", "\r\n")
    note(desk).write_bytes(f"{text}\r\n{WORDS}\r\n".encode(encoding))
    settle_one(desk)
    assert note(desk).read_text(encoding="utf-8").partition(HAND)[2].split() == [WORDS]


def test_a_note_nobody_wrote_into_has_no_part_for_it_and_leaves_with_its_file(desk: Workspace) -> None:
    settle_one(desk)
    assert HAND not in note(desk).read_text(encoding="utf-8")
    call(desk, "correct", "表.x", "2.2.1", "4", "--why", "电话核实")
    assert not note(desk).exists()
    assert not list(desk.archive.rglob("*说明.txt"))


def test_a_note_with_a_persons_words_goes_to_the_archive_and_comes_back(desk: Workspace) -> None:
    note(desk).write_text(f"{note(desk).read_text(encoding='utf-8')}{WORDS}\n", encoding="utf-8")
    call(desk, "decide", "表.x", "--accept", "--why", "同意收下")
    kept = desk.archive / "自评表" / "表.x.说明.txt"
    assert kept.read_text(encoding="utf-8").endswith(f"{WORDS}\n")
    assert call(desk, "doctor", "--repair").exit_code == 0
    call(desk, "undo", "2", "--why", "再核实")
    assert note(desk).read_text(encoding="utf-8").endswith(f"{HAND}\n{WORDS}\n")
    assert not kept.exists()

"""Documents into 发文: drafts and finals, numbers, what a clerk changed, and a process killed at any point."""

from __future__ import annotations

import io
import zipfile
from functools import partial
from itertools import cycle
from pathlib import Path

import pytest

from generate.documents import Outgoing
from jieyue.durable import digest
from jieyue.errors import WrongUsage
from jieyue.ledger import open_ledger
from jieyue.sending import DRAFT, foresee, number_register
from jieyue.workspace import Workspace
from tests.documents.desks import DAY, LETTERS, desk, failing, letters, names, sent, sent_letters
from tests.documents.templates import lines_of
from tests.reliability.conftest import memory_path
from tests.reliability.kills import forked, killed

__all__ = ["memory_path"]
NUMBER = "湘管发〔2026〕12号"


def test_a_draft_shows_in_its_name_and_carries_no_number(tmp_path: Path) -> None:
    workspace = desk(tmp_path)
    (one,) = sent(workspace, number=NUMBER, narrative=None)
    assert names(workspace) == [f"通报{DRAFT}.docx"]
    assert one.document.blanks == ("主要做法",)
    with open_ledger(workspace.ledger) as ledger:
        assert ledger.numbers() == ()
        (entry,) = ledger.documents()
    assert entry.draft
    assert entry.sha256 == digest(one.path.read_bytes())


def test_the_final_takes_the_place_of_its_draft(tmp_path: Path) -> None:
    workspace = desk(tmp_path)
    sent(workspace, day=None)
    sent(workspace, number=NUMBER)
    assert names(workspace) == ["通报.docx"]


def test_a_draft_made_again_replaces_the_former_draft(tmp_path: Path) -> None:
    workspace = desk(tmp_path)
    sent(workspace)
    (one,) = sent(workspace, day=None)
    assert one.fate == "replaced"
    assert one.kept == ()
    assert names(workspace) == [f"通报{DRAFT}.docx"]


def test_the_same_document_again_changes_nothing(tmp_path: Path) -> None:
    workspace = desk(tmp_path)
    (first,) = sent(workspace, number=NUMBER)
    stamp, books = first.path.stat().st_mtime_ns, (workspace.ledger.read_bytes(), workspace.journal.read_bytes())
    (again,) = sent(workspace, number=NUMBER)
    assert (workspace.ledger.read_bytes(), workspace.journal.read_bytes()) == books, "nothing is noted twice"
    assert again.fate == "same"
    assert again.path.stat().st_mtime_ns == stamp
    with open_ledger(workspace.ledger) as ledger:
        assert len(ledger.documents()) == 1


def test_a_draft_changed_by_hand_is_kept_under_another_name(tmp_path: Path) -> None:
    workspace = desk(tmp_path)
    (one,) = sent(workspace)
    one.path.write_bytes(b"edited in WPS")
    (again,) = sent(workspace)
    assert [path.name for path in again.kept] == ["通报（人工修改）.docx"]
    assert again.kept[0].read_bytes() == b"edited in WPS"
    assert again.path.read_bytes() == again.document.content


def test_a_draft_changed_by_hand_outlives_its_final(tmp_path: Path) -> None:
    workspace = desk(tmp_path)
    (one,) = sent(workspace)
    one.path.write_bytes(b"edited in WPS")
    (final,) = sent(workspace, number=NUMBER)
    assert names(workspace) == ["通报.docx", "通报（人工修改）.docx"]
    assert final.kept[0].read_bytes() == b"edited in WPS"


def test_two_changed_drafts_are_both_kept(tmp_path: Path) -> None:
    workspace = desk(tmp_path)
    for text in (b"one", b"two"):
        (one,) = sent(workspace)
        one.path.write_bytes(text)
    sent(workspace)
    assert set(names(workspace)) == {f"通报{DRAFT}.docx", "通报（人工修改）.docx", "通报（人工修改）（2）.docx"}


def test_a_numbered_document_that_now_reads_otherwise_is_kept(tmp_path: Path) -> None:
    workspace = desk(tmp_path)
    (first,) = sent(workspace, number=NUMBER)
    before = first.path.read_bytes()
    (again,) = sent(workspace, book=failing("湖南省水利厅"))
    assert again.document.number == NUMBER
    assert [path.name for path in again.kept] == ["通报（旧稿）.docx"]
    assert again.kept[0].read_bytes() == before


def test_a_number_is_never_given_twice(tmp_path: Path) -> None:
    workspace = desk(tmp_path)
    sent(workspace, number=NUMBER)
    with pytest.raises(WrongUsage, match="湘管发〔2026〕12号已用于《通报》；请换一个号"):
        sent(workspace, "核查通知", number=NUMBER)
    assert names(workspace) == ["通报.docx"]


def test_letters_keep_their_numbers_when_another_unit_fails_later(tmp_path: Path) -> None:
    workspace = desk(tmp_path)
    sent(workspace, "整改", failing("乙局", "丙局"), "湘管函〔2026〕30号")
    made = sent(workspace, "整改", failing("甲局", "乙局", "丙局"), "湘管函〔2026〕30号")
    assert [one.document.number for one in made] == ["湘管函〔2026〕32号", "湘管函〔2026〕30号", "湘管函〔2026〕31号"]
    assert [one.fate for one in made] == ["new", "same", "same"]


def test_letters_without_a_number_asked_for_keep_theirs(tmp_path: Path) -> None:
    workspace = desk(tmp_path)
    sent(workspace, "整改", failing("乙局"), "湘管函〔2026〕30号")
    made = sent(workspace, "整改", failing("甲局", "乙局"))
    assert [one.document.number for one in made] == [None, "湘管函〔2026〕30号"]


def test_a_first_number_of_another_document_is_refused_for_letters(tmp_path: Path) -> None:
    workspace = desk(tmp_path)
    sent(workspace, number=NUMBER)
    with pytest.raises(WrongUsage, match="已用于《通报》"):
        sent(workspace, "整改", failing("甲局", "乙局"), NUMBER)


def test_the_register_of_numbers_names_those_no_longer_in_use_and_the_gaps(tmp_path: Path) -> None:
    workspace = desk(tmp_path)
    sent(workspace, number=NUMBER)
    sent(workspace, number="湘管发〔2026〕15号")
    with open_ledger(workspace.ledger) as ledger:
        lines = number_register(ledger)
        assert ledger.number_gaps() == ("湘管发〔2026〕13号", "湘管发〔2026〕14号")
    assert [(one.number, one.document, one.in_use) for one in lines] == [
        (NUMBER, "通报", False),
        ("湘管发〔2026〕15号", "通报", True),
    ]


def test_a_notice_without_a_number_takes_none(tmp_path: Path) -> None:
    workspace = desk(tmp_path)
    (one,) = sent(workspace, "公示", number=NUMBER)
    assert one.document.number is None
    assert names(workspace) == ["公示.docx"]


def test_a_document_that_departs_is_a_draft_with_the_findings_beside_it(tmp_path: Path) -> None:
    workspace = desk(tmp_path)
    (one,) = sent(workspace, number=NUMBER, inspect=lambda _: ["R12 第3段：行距应为固定值"])
    assert names(workspace) == [f"通报{DRAFT}.docx", f"通报{DRAFT}.说明.txt"]
    assert "· R12 第3段" in one.path.with_suffix(".说明.txt").read_text(encoding="utf-8")
    assert "湘管发〔2026〕\N{IDEOGRAPHIC SPACE}号" in lines_of(one.document.content)
    sent(workspace, number=NUMBER)
    assert names(workspace) == ["通报.docx"]


def test_foreseeing_changes_nothing(tmp_path: Path) -> None:
    workspace = desk(tmp_path)
    (one,) = foresee(workspace, [Outgoing("commendation", "通报.docx", b"x")])
    assert (one.path.name, one.fate) == ("通报.docx", "new")
    assert names(workspace) == []


def check(workspace: Workspace) -> None:
    """Every file seen is whole, known to the ledger, and shows a number that is its own."""
    with open_ledger(workspace.ledger) as ledger:
        known = {(entry.location, entry.sha256): entry for entry in ledger.documents()}
        owners = {entry.number: entry.name for entry in ledger.numbers()}
    for path in workspace.outgoing.iterdir():
        content = path.read_bytes()
        assert path.suffix == ".docx", f"{path.name} is half-written"
        assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
        if "（旧稿）" not in path.name:
            entry = known[f"发文/{path.name}", digest(content)]
            assert owners[entry.number or ""] == path.stem
            assert entry.number in lines_of(content)


def torture(folder: Path, kills: int, seed: int) -> None:
    """Letters sent over and over with other scores; what was kept of former ones is looked at, then cleared."""
    workspace = desk(folder)
    sent_letters(workspace, letters(workspace, "70"))
    made = cycle([letters(workspace, f"{score}.5") for score in (10, 30, 50, 79)])
    cuts = (forked(partial(sent_letters, workspace, each)) for each in made)
    for _ in killed(kills, cuts, seed):
        check(workspace)
        for path in workspace.outgoing.glob("*（旧稿）*"):
            path.unlink()
    sent_letters(workspace, letters(workspace, "70"))
    check(workspace)
    with open_ledger(workspace.ledger) as ledger:
        assert len(ledger.numbers()) == LETTERS
    assert not list(workspace.staging.iterdir())


@pytest.mark.hazard("T1", 30, "SIGKILL of a generation")
def test_kill_nine_leaves_whole_files_and_every_number_once(memory_path: Path, figure: int) -> None:
    torture(memory_path, figure, 1)


@pytest.mark.slow
@pytest.mark.hazard("T1", 200, "SIGKILL of a generation")
def test_kill_nine_two_hundred_times_leaves_whole_files(memory_path: Path, figure: int) -> None:
    torture(memory_path, figure, 2)


def test_the_day_is_the_documents_date(tmp_path: Path) -> None:
    workspace = desk(tmp_path)
    sent(workspace)
    with open_ledger(workspace.ledger) as ledger:
        assert ledger.documents()[0].dated == DAY

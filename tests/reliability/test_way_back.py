"""The way back: what a lost or foreign ledger, a renamed folder or a missing one leave, and what is said of it."""

from __future__ import annotations

import errno
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from subprocess import PIPE

import pytest

from jieyue.backup import back_up
from jieyue.borne import unknown_numbers
from jieyue.cli.main import run
from jieyue.errors import Exit, JieyueError, WrongUsage
from jieyue.ledger import open_ledger
from jieyue.ledger.schema import VERSION
from jieyue.sending import number_register, numbers_of
from jieyue.upkeep import doctor
from jieyue.upkeep.restoring import rebuild, restore
from jieyue.workspace import Workspace
from tests.documents.desks import AT, composed, names, sent
from tests.documents.desks import desk as sending_desk
from tests.intake.forms import drop, take
from tests.reliability.desks import INLINE, all_in_order, start, take_inline

ROOT = Path(__file__).resolve().parents[2]
NUMBER = "湘管发〔2026〕38号"
STOPPED = "已停止；已经收妥的不受影响，未收的仍在收件箱"


@pytest.fixture
def desk(memory_path: Path) -> Workspace:
    worked, _ = start(memory_path)
    take_inline(worked)
    return worked


def test_without_journal_and_backup_it_is_said_what_no_archive_can_bring_back(
    desk: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(desk.hidden)
    assert run(["-C", str(desk.root), "doctor", "--rebuild"]) == Exit.NEEDS_A_PERSON
    told = capsys.readouterr().out
    for word in ("更正", "决定", "抽查样本", "文号", "intake"):
        assert word in told
    take_inline(desk)
    assert run(["-C", str(desk.root), "doctor"]) == Exit.DONE


def test_a_rebuild_begins_with_the_backup_that_knows_more_than_the_journal(desk: Workspace) -> None:
    with open_ledger(desk.ledger) as ledger:
        ledger.reserve_number(NUMBER, "通报", "通报", AT)
        back_up(desk, ledger)
    desk.ledger.unlink()
    desk.journal.unlink()
    assert "已恢复备份" in rebuild(desk)
    with open_ledger(desk.ledger) as ledger:
        assert [entry.number for entry in ledger.numbers()] == [NUMBER]


def test_a_number_on_a_document_is_never_given_again_though_the_ledger_forgot_it(memory_path: Path) -> None:
    desk = sending_desk(memory_path)
    sent(desk, number=NUMBER)
    shutil.rmtree(desk.hidden)
    desk.staging.mkdir(parents=True)
    with open_ledger(desk.ledger) as ledger, pytest.raises(WrongUsage, match="已用于《通报》"):
        composed("核查通知", numbers_of(ledger, unknown_numbers(desk, ledger)), number=NUMBER)
    visit = doctor.repair(desk, "某")
    assert any(NUMBER in line for line in visit.done)
    with open_ledger(desk.ledger) as ledger:
        assert unknown_numbers(desk, ledger) == {}
        assert [(line.number, line.document, line.in_use) for line in number_register(ledger)] == [
            (NUMBER, "通报", True)
        ]
    sent(desk, number=NUMBER)
    assert "通报.docx" in names(desk), "the document itself may go by its number again"


def test_originals_are_found_in_a_folder_that_was_renamed(desk: Workspace) -> None:
    desk.archive.rename(desk.root / "已归档（旧）")
    assert doctor.repair(desk, "某").left == ()
    assert doctor.examine(desk, "某") == ()
    assert list((desk.root / "已归档（旧）").rglob("*.txt")), "nothing is taken away from there"


def test_an_original_that_was_received_again_is_found_among_the_duplicates(desk: Workspace) -> None:
    original = next((desk.archive / "自评表").glob("*.txt"))
    again = drop(desk, original.name, original.read_bytes())
    original.unlink()
    assert take(desk, INLINE).count("duplicate") == 1
    assert not again.exists()
    assert doctor.repair(desk, "某").left == ()
    assert original.is_file()


def test_a_folder_that_is_gone_is_said_and_made_anew(desk: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    for folder in (desk.inbox, desk.outgoing):
        shutil.rmtree(folder)
    assert run(["-C", str(desk.root), "intake"]) == Exit.COULD_NOT_WORK
    assert "收件箱：文件夹不在了" in capsys.readouterr().err
    assert [one.code for one in doctor.examine(desk, "某")] == ["folder-missing"] * 2
    assert doctor.repair(desk, "某").left == ()
    all_in_order(desk, ())


def test_a_file_where_people_expect_a_folder_is_left_to_them(desk: Workspace) -> None:
    desk.outgoing.rmdir()
    desk.outgoing.write_bytes(b"x")
    (found,) = doctor.repair(desk, "某").left
    assert (found.code, found.mend) == ("folder-missing", None)
    assert desk.outgoing.read_bytes() == b"x"


@pytest.mark.parametrize("way", [restore, rebuild])
def test_the_ledger_of_a_newer_version_is_not_put_aside_for_an_older_one(desk: Workspace, way: object) -> None:
    with sqlite3.connect(desk.ledger) as connection:
        connection.execute("CREATE TABLE later (x)")
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()
    data = desk.ledger.read_bytes()
    with pytest.raises(JieyueError, match="请升级"):
        way(desk)  # type: ignore[operator]
    assert desk.ledger.read_bytes() == data


def test_a_backup_that_finds_no_room_leaves_the_ledger_in_its_place(
    desk: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = desk.ledger.read_bytes()

    def full(_source: Path, _target: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("jieyue.upkeep.restoring.shutil.copyfile", full)
    with pytest.raises(OSError, match="No space"):
        restore(desk)
    assert desk.ledger.read_bytes() == data


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="signals of POSIX")
def test_told_to_end_or_its_window_closed_a_command_stops_in_order(desk: Workspace) -> None:
    command = [sys.executable, "-m", "jieyue", "-C", str(desk.root), "watch"]
    with ExitStack() as ending:
        watching = [
            ending.enter_context(subprocess.Popen(command, cwd=ROOT, text=True, stdout=PIPE, stderr=PIPE))
            for _ in range(2)
        ]
        for window in watching:
            ending.callback(window.kill)
        for window, told in zip(watching, (signal.SIGTERM, signal.SIGHUP), strict=True):
            assert "正在守候" in str(window.stdout and window.stdout.readline())
            window.send_signal(told)
            _, said = window.communicate(timeout=20)
            assert (window.returncode, said.strip()) == (Exit.COULD_NOT_WORK, STOPPED)

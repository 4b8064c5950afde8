"""T8 and the way back: a damaged ledger opens whole or is refused; backup, journal and archive bring it back."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from jieyue.backup import backups, keep_backup, newest_whole, thin_out
from jieyue.cli.main import run
from jieyue.errors import Exit
from jieyue.ledger import Event, LedgerDamaged, open_ledger
from jieyue.ledger.schema import KEYS
from jieyue.upkeep import doctor
from jieyue.upkeep.restoring import chosen_backup, rebuild, restore
from jieyue.workspace import Workspace
from tests.intake.forms import UNITS, drop, form, take, tree, workspace
from tests.reliability.desks import INLINE, all_in_order, mixed, start, take_inline

Dump = dict[str, list[tuple[object, ...]]]


def dump(path: Path) -> Dump:
    """Every row of the ledger, without checksums and places in the journal."""
    connection = sqlite3.connect(path)
    try:
        query = "SELECT * FROM {} ORDER BY 1"
        return {table: connection.execute(query.format(table)).fetchall() for table in KEYS}
    finally:
        connection.close()


def worked(folder: Path) -> tuple[Workspace, set[str]]:
    desk, dropped = start(folder)
    take_inline(desk)
    return desk, dropped


def taken(desk: Workspace) -> dict[str, tuple[str, str | None]]:
    """What became of each file, and whose it is, by its bytes."""
    with open_ledger(desk.ledger) as ledger:
        return {filed.sha256: (filed.outcome, filed.unit) for filed in ledger.submissions()}


def refusal(desk: Workspace, files: int) -> str:
    """Why the ledger is not opened; empty for one that holds so many files and takes a new entry."""
    try:
        with open_ledger(desk.ledger) as ledger:
            assert len(ledger.submissions()) == files
            with ledger.transaction():
                ledger.add_event(Event(INLINE.clock(), "某", "try", "写得进去"))
    except LedgerDamaged as damaged:
        return str(damaged)
    return ""


def flips(folder: Path, times: int) -> tuple[int, int]:
    """One random byte flipped in each of so many copies; (opened whole, refused)."""
    chance = random.Random(8)  # noqa: S311 - not for secrets
    desk, _ = worked(folder)
    whole, good = desk.ledger.read_bytes(), dump(desk.ledger)
    opened = 0
    for _ in range(times):
        data = bytearray(whole)
        data[chance.randrange(len(data))] ^= chance.randrange(1, 256)
        desk.ledger.write_bytes(data)
        said = refusal(desk, len(good["files"]))
        if said:
            assert "doctor --repair" in said
            assert desk.ledger.read_bytes() == bytes(data), "a damaged ledger was touched"
            continue
        opened += 1
        now = dump(desk.ledger)
        assert now["events"].pop()[4] == "写得进去"
        assert now == good, "a changed ledger passed for whole"
        Path(desk.hidden / "journal.jsonl").write_bytes(_cut_last_line(desk.hidden / "journal.jsonl"))
    return opened, times - opened


def _cut_last_line(path: Path) -> bytes:
    return b"".join(path.read_bytes().splitlines(keepends=True)[:-1])


@pytest.mark.hazard("T8", 1000, "flipped bytes")
def test_a_flipped_byte_is_harmless_or_refused(memory_path: Path, figure: int) -> None:
    opened, refused = flips(memory_path, figure)
    assert opened + refused == figure
    assert refused > 20


@pytest.mark.slow
@pytest.mark.hazard("T8", 10_000, "flipped bytes")
def test_ten_thousand_flipped_bytes_are_harmless_or_refused(memory_path: Path, figure: int) -> None:
    opened, refused = flips(memory_path, figure)
    assert opened + refused == figure


def damage(desk: Workspace) -> None:
    data = bytearray(desk.ledger.read_bytes())
    data[100:200] = bytes(100)
    desk.ledger.write_bytes(data)
    with pytest.raises(LedgerDamaged, match="doctor"):
        open_ledger(desk.ledger)


def test_repair_restores_the_newest_backup_and_what_came_after(memory_path: Path) -> None:
    desk, dropped = worked(memory_path)
    more = mixed(desk, "再")
    take_inline(desk)
    good = dump(desk.ledger)
    assert newest_whole(desk)
    damage(desk)
    found = doctor.examine(desk, "某")
    assert [one.code for one in found] == ["ledger-damaged"]
    assert "恢复备份" in found[0].remedy
    visit = doctor.repair(desk, "某")
    assert visit.left == ()
    assert dump(desk.ledger) == good
    all_in_order(desk, dropped | more)
    assert [path for path in desk.hidden.iterdir() if path.name.startswith("台账-停用-")], "the damaged one is kept"


def test_without_any_backup_the_ledger_is_made_from_the_journal(memory_path: Path) -> None:
    desk, dropped = worked(memory_path)
    good = dump(desk.ledger)
    for one in backups(desk):
        one.path.unlink()
    damage(desk)
    assert doctor.repair(desk, "某").left == ()
    assert dump(desk.ledger) == good
    all_in_order(desk, dropped)


def test_a_ledger_that_is_gone_comes_back_by_itself(memory_path: Path) -> None:
    desk, dropped = worked(memory_path)
    good = dump(desk.ledger)
    desk.ledger.unlink()
    take_inline(desk)
    assert dump(desk.ledger) == good
    all_in_order(desk, dropped)


def test_without_ledger_journal_and_backups_the_archive_is_enough(memory_path: Path) -> None:
    desk, dropped = worked(memory_path)
    before = taken(desk)
    for path in [*desk.hidden.rglob("*.sqlite"), desk.journal]:
        path.unlink()
    rebuild(desk)
    doctor.repair(desk, "某")
    take_inline(desk)
    assert taken(desk) == before
    all_in_order(desk, dropped)


def _without_hidden_folder(desk: Workspace) -> None:
    shutil.rmtree(desk.hidden)


def _without_ledger_and_journal(desk: Workspace) -> None:
    desk.ledger.unlink()
    desk.journal.unlink()


@pytest.mark.parametrize(
    ("lose", "says", "ends"),
    [
        (_without_hidden_folder, ".jieyue", Exit.NEEDS_A_PERSON),
        (_without_ledger_and_journal, "doctor --restore", Exit.DONE),
    ],
)
def test_a_lost_ledger_is_missed_before_a_new_one_takes_its_place_and_is_rebuilt_when_asked(
    memory_path: Path, capsys: pytest.CaptureFixture[str], lose: Callable[[Workspace], None], says: str, ends: Exit
) -> None:
    desk, dropped = worked(memory_path)
    before = taken(desk)
    lose(desk)
    for command in ("status", "intake", "doctor"):
        assert run(["-C", str(desk.root), command]) == Exit.COULD_NOT_WORK
        told = capsys.readouterr().err
        assert says in told
        assert "doctor --rebuild" in told
    assert not desk.ledger.exists()
    assert run(["-C", str(desk.root), "doctor", "--rebuild"]) == ends
    take_inline(desk)
    assert taken(desk) == before
    all_in_order(desk, dropped)


def test_a_file_where_a_folder_belongs_is_named(memory_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk, _ = worked(memory_path)
    shutil.rmtree(desk.backups)
    desk.backups.write_bytes(b"")
    assert run(["-C", str(desk.root), "doctor", "--repair"]) == Exit.COULD_NOT_WORK
    assert "同名的文件" in capsys.readouterr().err


def test_a_register_that_is_gone_is_missed(memory_path: Path) -> None:
    desk, _ = worked(memory_path)
    desk.register.unlink()
    assert [one.code for one in doctor.examine(desk, "某")] == ["register-missing"]


def test_a_folder_where_the_journal_belongs_is_named(memory_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk, _ = worked(memory_path)
    desk.journal.unlink()
    desk.journal.mkdir()
    for command in ("status", "doctor"):
        assert run(["-C", str(desk.root), command]) == Exit.COULD_NOT_WORK
        assert "是文件夹，不是文件" in capsys.readouterr().err


def test_a_named_backup_is_restored_and_the_journal_brings_it_to_the_present(memory_path: Path) -> None:
    desk, _ = worked(memory_path)
    oldest = backups(desk)[-1]
    mixed(desk, "再")
    take_inline(desk)
    good = dump(desk.ledger)
    said = restore(desk, chosen_backup(desk, oldest.path.name))
    assert oldest.path.name in said
    assert dump(desk.ledger) == good


def test_a_damaged_journal_line_is_said_and_set_aside(memory_path: Path) -> None:
    desk, dropped = worked(memory_path)
    lines = desk.journal.read_bytes().splitlines(keepends=True)
    desk.journal.write_bytes(lines[0].replace("湖南".encode(), "湖北".encode()) + b"".join(lines[1:]))
    found = doctor.examine(desk, "某")
    assert [one.code for one in found] == ["journal-damaged"]
    good = dump(desk.ledger)
    assert doctor.repair(desk, "某").left == ()
    desk.ledger.unlink()
    with open_ledger(desk.ledger):
        assert dump(desk.ledger) == good, "the new journal holds everything"
    all_in_order(desk, dropped)


def test_a_torn_journal_line_was_never_acknowledged(memory_path: Path) -> None:
    desk, _ = worked(memory_path)
    good, journal = dump(desk.ledger), desk.journal.read_bytes()
    for length in (1, 40, 200):
        desk.journal.write_bytes(journal + journal[:length])
        with open_ledger(desk.ledger):
            assert dump(desk.ledger) == good
        assert desk.journal.read_bytes() == journal


def test_backups_are_checked_named_by_transactions_and_thinned_out(memory_path: Path) -> None:
    desk = workspace(memory_path)
    for number in range(12):
        drop(desk, f"{number}.txt", form(UNITS[0], 备注=str(number)))
        take(desk, INLINE)
        with open_ledger(desk.ledger) as ledger:
            for one in backups(desk):
                one.path.touch()
                _age(one.path, 7200)
            keep_backup(desk, ledger)
            assert backups(desk)[0].transactions == ledger.transactions
    thin_out(desk)
    assert 8 <= len(backups(desk)) <= 9


def _age(path: Path, seconds: float) -> None:
    import os

    state = path.stat()
    os.utime(path, (state.st_atime - seconds, state.st_mtime - seconds))


def test_doctor_names_each_thing_and_mends_it(memory_path: Path) -> None:
    desk, dropped = worked(memory_path)
    record = next(desk.archive.rglob("*.json"))
    record.write_text("{}", encoding="utf-8")
    next(desk.waiting.glob("*.说明.txt")).unlink()
    (desk.staging / f"{'0' * 32}.part").write_bytes(b"x")
    (desk.hidden / "lock").write_text(
        json.dumps({"who": "张三", "pid": 1, "host": "h", "since": "2026-10-20T09:00:00+08:00"}), encoding="utf-8"
    )
    (desk.archive / "自评表/无人知.txt").write_text(form(UNITS[2], "7"), encoding="utf-8")
    (desk.waiting / "旧.txt.说明.txt").write_text("旧", encoding="utf-8")
    (desk.archive / "自评表/一.txt").replace(desk.archive / "挪走.txt")
    backups(desk)[0].path.write_bytes(b"x" * 100)
    found = {one.code for one in doctor.examine(desk, "某")}
    assert found == {
        "lock-stale",
        "beside-missing",
        "leftover",
        "stray",
        "stray-beside",
        "original-moved",
        "backup-damaged",
    }
    visit = doctor.repair(desk, "某")
    assert [one.code for one in visit.left] == []
    assert all(any("一" <= char <= "鿿" for char in line) for line in visit.done)
    take_inline(desk)
    all_in_order(desk, dropped)
    assert doctor.examine(desk, "某") == ()


def test_a_lost_original_is_named_and_left_to_a_person(memory_path: Path) -> None:
    desk, _ = worked(memory_path)
    (desk.archive / "自评表/早.txt").write_text("改动过", encoding="utf-8")
    (found,) = doctor.examine(desk, "某")
    assert (found.code, found.mend) == ("original-lost", None)
    assert doctor.repair(desk, "某").left == (found,)


def test_a_doctor_who_only_looks_changes_nothing(memory_path: Path) -> None:
    desk, _ = worked(memory_path)
    before = tree(desk), desk.ledger.read_bytes(), desk.journal.read_bytes()
    doctor.examine(desk, "某")
    assert (tree(desk), desk.ledger.read_bytes(), desk.journal.read_bytes()) == before

"""T36: a ledger of every version opens; the process may end at any moment of the way to the present one."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from jieyue.errors import JieyueError
from jieyue.ledger import open_ledger
from jieyue.ledger.schema import KEYS, VERSION, columns
from tests.reliability.operations import count, killed_at
from tests.reliability.test_crash import some

LEDGERS = Path(__file__).parent / "ledgers"
OLD = sorted(LEDGERS.glob("*.sql"))
Rows = dict[str, list[tuple[object, ...]]]


def old_ledger(source: Path, folder: Path) -> Path:
    """The ledger of that version in a folder of its own."""
    path = folder / ".jieyue/ledger.sqlite"
    path.parent.mkdir(parents=True)
    connection = sqlite3.connect(path)
    connection.executescript(source.read_text(encoding="utf-8"))
    connection.close()
    return path


def rows(path: Path) -> Rows:
    """What people would miss: every entry, by the columns that the first version had."""
    connection = sqlite3.connect(path)
    try:
        query = "SELECT {} FROM {} ORDER BY 1"
        return {table: connection.execute(query.format(", ".join(columns(table)), table)).fetchall() for table in KEYS}
    finally:
        connection.close()


def open_once(path: Path) -> None:
    open_ledger(path).__exit__()


def test_there_is_a_ledger_of_every_earlier_version() -> None:
    assert [path.stem for path in OLD] == [f"version-{number}" for number in range(1, VERSION)]


@pytest.mark.parametrize("source", OLD, ids=lambda path: path.stem)
@pytest.mark.hazard("T36", len(OLD), "version before the present one, opened")
def test_an_older_ledger_opens_with_everything_and_is_kept_as_it_was(source: Path, memory_path: Path) -> None:
    path = old_ledger(source, memory_path)
    before = rows(path)
    with open_ledger(path) as ledger:
        assert len(ledger.submissions()) == len(before["files"]) == 3
        assert ledger.numbers()[0].number == "湘管发〔2026〕12号"
        assert ledger.draws()[0].sample == ("湖南省水利厅",)
        assert ledger.poison()
    assert rows(path) == before
    (kept,) = (path.parent / "backups").glob("升级前-*.sqlite")
    assert rows(kept) == before
    path.unlink()
    open_once(path)
    assert rows(path) == before, "the journal holds what the older ledger held"


@pytest.mark.parametrize("source", OLD, ids=lambda path: path.stem)
@pytest.mark.hazard("T36", 50, "ended on the way from an older version")
def test_killed_on_the_way_to_the_present_version(source: Path, memory_path: Path, figure: int) -> None:
    path = old_ledger(source, memory_path / "试")
    before = rows(path)
    whole = count(memory_path, lambda: open_once(path))
    killed = 0
    for number in some(whole, 60, 36):
        folder = memory_path / str(number)
        path = old_ledger(source, folder)
        killed += killed_at(folder, number, lambda path=path: open_once(path))  # type: ignore[misc]
        open_once(path)
        assert rows(path) == before
        shutil.rmtree(folder)
    assert killed >= figure


def test_a_ledger_of_a_newer_version_is_refused_untouched(memory_path: Path) -> None:
    path = memory_path / "ledger.sqlite"
    open_once(path)
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE later (x)")
    connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()
    data = path.read_bytes()
    with pytest.raises(JieyueError, match="请升级"):
        open_ledger(path)
    assert path.read_bytes() == data


def test_a_backup_of_an_older_version_beside_a_newer_journal_loses_nothing(memory_path: Path) -> None:
    path = old_ledger(OLD[0], memory_path)
    with open_ledger(path) as ledger, ledger.transaction():
        ledger.forget_poison("f" * 64)
    now = rows(path)
    shutil.copyfile(path.parent / "backups/升级前-版本1.sqlite", path)
    open_once(path)
    assert rows(path) == now


def test_every_line_of_the_journal_is_readable_by_people(memory_path: Path) -> None:
    path = old_ledger(OLD[0], memory_path)
    open_once(path)
    (line,) = (path.parent / "journal.jsonl").read_text(encoding="utf-8").splitlines()
    assert "湖南省水利厅" in line
    assert json.loads(line)["entry"]["do"][0] == ["snapshot"]

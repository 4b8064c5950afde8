"""The connection to the ledger: opened carefully, checked, migrated; one transaction at a time, each in the journal.

A transaction is written to the audit journal and synced, then committed.  A process that dies in between leaves a
line that nobody has acknowledged; whoever opens the ledger next carries it out.  A ledger restored from an older copy
catches up in the same way.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jieyue.durable import make_folder, put_in_place
from jieyue.errors import JieyueError
from jieyue.ledger import schema
from jieyue.ledger.history import History, LedgerDamaged, now
from jieyue.ledger.journal import Journal, JournalDamaged, Operation, Place
from jieyue.ledger.rows import Row, carry_out, last_number
from jieyue.ledger.sums import Mark, read_mark, verify, write_mark

_ROLLBACK_MODE = b"\x01\x01"
"""Bytes 18 and 19 of the file: anything else would let it be read and never written."""
_TROUBLE = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}


_SAID_WRONG = (sqlite3.Error, ValueError)
"""SQLite's own complaint, and Python's about text in it, or in its complaint, that is none."""


@dataclass(slots=True)
class _Work:
    """An open transaction: where the ledger will stand after it, what it did, and the last number it gave by table."""

    mark: Mark
    operations: list[Operation] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)


class Store:
    """An open ledger file.  Writers hold the workspace's lock; readers may come at any time."""

    def __init__(self, path: Path, *, check: bool = True) -> None:
        self.path = path
        self.journal = Journal(path.with_name("journal.jsonl"))
        self._work: _Work | None = None
        try:
            self._connection = sqlite3.connect(path, timeout=10, isolation_level=None)
        except sqlite3.Error as error:
            raise self._unusable(error) from error
        self._history = History(self._connection, self.journal)
        try:
            self._prepare(check)
        except _SAID_WRONG as error:
            self._connection.close()
            raise self._unusable(error) from error
        except BaseException:
            self._connection.close()
            raise

    def _prepare(self, check: bool) -> None:
        run = self._connection.execute
        if self._mode() not in (b"", _ROLLBACK_MODE):
            raise sqlite3.DatabaseError("header")
        run("PRAGMA journal_mode = DELETE")
        run("PRAGMA synchronous = EXTRA")
        run("PRAGMA trusted_schema = OFF")
        run("PRAGMA cell_size_check = ON")
        version = int(run("PRAGMA user_version").fetchone()[0])
        if version > schema.VERSION:
            self._refuse_newer(version)
        if version < schema.VERSION:
            self._migrate(version)
        elif check:
            self._verify()
        if self._history.is_behind():
            with suppress(sqlite3.OperationalError), self._begun():
                """Beginning is enough: it catches up."""

    def _mode(self) -> bytes:
        try:
            with self.path.open("rb") as file:
                return file.read(20)[18:20]
        except OSError:
            return b""

    def _refuse_newer(self, version: int) -> None:
        if schema.outline(self._connection) == schema.expected_outline():
            raise sqlite3.DatabaseError("version")
        raise JieyueError(f"{self.path.name}：由更新的版本写成（{version}）；请升级 jieyue 后再用")

    def _verify(self) -> None:
        """Looks at one state, whatever another process commits meanwhile."""
        self._connection.execute("BEGIN")
        try:
            verify(self._connection)
        finally:
            self._connection.execute("ROLLBACK")

    def _unusable(self, error: Exception) -> JieyueError:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in _TROUBLE:
            return JieyueError(f"{self.path.name}：写不进去；请检查磁盘空间和权限后重试，已收的不受影响")
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return JieyueError(f"{self.path.name}：正被其他程序占用；请稍后重试")
        return LedgerDamaged(f"{self.path.name}：台账已损坏，未作任何改动；请用 jieyue doctor --repair 恢复最近的备份")

    def _migrate(self, found: int) -> None:
        """Brings the tables to the present version, all or nothing; an older ledger is checked and copied first."""
        run = self._connection.execute
        if found:
            bad = run("PRAGMA integrity_check(1)").fetchone()[0]
            if bad != "ok":
                raise sqlite3.DatabaseError(str(bad))
            self._keep_old(found)
        run("BEGIN IMMEDIATE")
        try:
            version = int(run("PRAGMA user_version").fetchone()[0])
            if version < schema.VERSION:
                self._history.migrate(version)
            run("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                run("ROLLBACK")
            raise

    def _keep_old(self, version: int) -> None:
        folder = self.path.parent / "backups"
        kept = folder / f"升级前-版本{version}.sqlite"
        if not kept.exists():
            make_folder(folder)
            put_in_place(kept, self.copy_to)

    def close(self) -> None:
        """Ends the connection."""
        self._connection.close()

    @property
    def transactions(self) -> int:
        """How many transactions the ledger has seen; it only grows, whatever the clock does."""
        return self.place.number

    @property
    def place(self) -> Place:
        """The line of the audit journal that the ledger saw last."""
        return read_mark(self._connection).place

    def operations_since(self, place: Place) -> list[Operation] | None:
        """What was done after that line; None where the journal does not hold it, or cannot be believed after it."""
        if not self.journal.holds(place):
            return None
        try:
            return [one for entry in self.journal.entries(place) for one in entry.operations]
        except JournalDamaged:
            return None

    @property
    def in_transaction(self) -> bool:
        """Whether something is entered and not yet committed."""
        return self._work is not None

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of the block's changes, durably, or none.  Within another transaction it is part of that one."""
        if self._work:
            yield
            return
        try:
            with self._begun():
                yield
        except sqlite3.IntegrityError:
            raise
        except sqlite3.Error as error:
            raise self._unusable(error) from error

    @contextmanager
    def _begun(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        size = -1
        try:
            self._work = _Work(self._history.catch_up())
            size = self._work.mark.place.end
            yield
            self._commit(self._work)
        except BaseException:
            self._roll_back(size)
            raise
        finally:
            self._work = None

    def _commit(self, work: _Work) -> None:
        if work.operations:
            work.mark.place = self.journal.append(work.mark.place, now(), work.operations)
            write_mark(self._connection, work.mark)
        self._connection.execute("COMMIT")

    def _roll_back(self, size: int) -> None:
        """Undoes the transaction; its line leaves the journal unless it was committed after all."""
        if self._connection.in_transaction:
            with suppress(sqlite3.Error, MemoryError):
                self._connection.execute("ROLLBACK")
        with suppress(sqlite3.Error, OSError, MemoryError):
            if size >= 0 and not self._connection.in_transaction and read_mark(self._connection).place.end == size:
                self.journal.cut(size)

    def renew_journal(self) -> None:
        """Begins the audit journal anew with everything the ledger holds; the old one is set aside."""
        with self.transaction():
            if self._work:
                self._work.mark = self._history.renew(self._work.mark)

    def rows(self, query: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        try:
            return self._connection.execute(query, values).fetchall()
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            raise self._unusable(error) from error

    def insert(self, table: str, row: Row) -> int:
        """Adds a row, within a transaction; its number, given here where the rows of the table have one."""
        if table not in schema.NUMBERS:
            self._enter(["insert", table, dict(row)])
            return 0
        number = self._next_number(table)
        self._enter(["insert", table, {**row, schema.NUMBERS[table]: number}])
        return number

    def _next_number(self, table: str) -> int:
        numbers = self._open.numbers
        last = numbers[table] if table in numbers else last_number(self._connection, table)
        numbers[table] = last + 1
        return last + 1

    def change(self, table: str, key: Any, row: Row) -> None:
        """Changes columns of the row with that key, if there is one, within a transaction."""
        self._enter(["change", table, key, dict(row)])

    def delete(self, table: str, key: Any) -> None:
        """Takes out the row with that key, if there is one, within a transaction."""
        self._enter(["delete", table, key])

    @property
    def _open(self) -> _Work:
        if self._work is None:
            raise RuntimeError("the ledger is changed within a transaction only")
        return self._work

    def _enter(self, operation: Operation) -> None:
        carry_out(self._connection, self._open.mark, operation)
        self._open.operations.append(operation)

    def copy_to(self, path: Path) -> None:
        """A consistent copy of the whole ledger in a new file."""
        copy = sqlite3.connect(path)
        try:
            self._connection.backup(copy)
        finally:
            copy.close()

"""The connection to the ledger: opened carefully, checked, migrated; one transaction at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from jieyue.errors import JieyueError
from jieyue.ledger.schema import VERSION, migrate


class LedgerDamaged(JieyueError):
    """The ledger cannot be trusted; the message offers the newest backup."""


class Store:
    """An open ledger file.  Writers hold the workspace's lock; readers may come at any time."""

    def __init__(self, path: Path, *, check: bool = True) -> None:
        self.path = path
        try:
            self._connection = sqlite3.connect(path, timeout=10, isolation_level=None)
        except sqlite3.Error as error:
            raise self._unusable(error) from error
        try:
            self._prepare(check)
        except sqlite3.Error as error:
            self._connection.close()
            raise self._unusable(error) from error
        except BaseException:
            self._connection.close()
            raise

    def _prepare(self, check: bool) -> None:
        run = self._connection.execute
        run("PRAGMA journal_mode = DELETE")
        run("PRAGMA synchronous = EXTRA")
        run("PRAGMA trusted_schema = OFF")
        run("PRAGMA cell_size_check = ON")
        version = int(run("PRAGMA user_version").fetchone()[0])
        if version > VERSION:
            raise JieyueError(f"{self.path.name}：由更新的版本写成（{version}）；请升级 jieyue 后再用")
        if version and check:
            found = run("PRAGMA integrity_check(1)").fetchone()[0]
            if found != "ok":
                raise sqlite3.DatabaseError(str(found))
        if version < VERSION:
            migrate(self._connection)

    def _unusable(self, error: sqlite3.Error) -> JieyueError:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
            return JieyueError(f"{self.path.name}：写不进去；请检查磁盘空间和权限后重试，已收的不受影响")
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return JieyueError(f"{self.path.name}：正被其他程序占用；请稍后重试")
        return LedgerDamaged(f"{self.path.name}：台账已损坏，未作任何改动；请用 jieyue doctor --repair 恢复最近的备份")

    def close(self) -> None:
        """Ends the connection."""
        self._connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of the block's changes, durably, or none."""
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
        except sqlite3.IntegrityError:
            raise
        except sqlite3.Error as error:
            raise self._unusable(error) from error

    def rows(self, query: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise self._unusable(error) from error

    def run(self, statement: str, values: tuple[Any, ...] = ()) -> int:
        """Carries out one statement; the id of the row it added."""
        return self._connection.execute(statement, values).lastrowid or 0

    def copy_to(self, path: Path) -> None:
        """A consistent copy of the whole ledger in a new file."""
        copy = sqlite3.connect(path)
        try:
            self._connection.backup(copy)
        finally:
            copy.close()

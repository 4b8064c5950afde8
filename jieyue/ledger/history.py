"""How ledger and journal are brought together: catching up, beginning anew, making the whole ledger from the journal.

Everything here happens within the caller's transaction.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import datetime

from jieyue.errors import JieyueError
from jieyue.ledger import schema
from jieyue.ledger.journal import Entry, Journal, JournalDamaged, Operation, Place
from jieyue.ledger.rows import carry_out
from jieyue.ledger.sums import Mark, count_anew, read_mark, sum_anew, write_mark


class LedgerDamaged(JieyueError):
    """The ledger cannot be trusted; the message offers the newest backup."""


class History:
    """A ledger's connection and the journal beside it."""

    def __init__(self, connection: sqlite3.Connection, journal: Journal) -> None:
        self._connection = connection
        self._journal = journal

    def is_behind(self) -> bool:
        """Whether the journal ends elsewhere than the ledger saw last."""
        place = read_mark(self._connection).place
        return self._journal.size() != place.end or not self._journal.holds(place)

    def migrate(self, found: int) -> None:
        """Brings the tables from version ``found`` to the present one.  A journal once begun knows everything."""
        schema.step_up(self._connection, found)
        schema.unguard(self._connection)
        sum_anew(self._connection)
        schema.guard(self._connection)
        mark = Mark(totals=count_anew(self._connection))
        if next(self._entries(mark), None):
            self.rebuild()
        elif any(rows for rows, _ in mark.totals.values()):
            self._snapshot(mark)
        else:
            write_mark(self._connection, mark)

    def catch_up(self) -> Mark:
        """The mark, after carrying out what the journal holds beyond it."""
        mark = read_mark(self._connection)
        size = self._journal.size()
        if size >= mark.place.end and self._journal.holds(mark.place):
            if size > mark.place.end:
                self._redo(mark)
            return mark
        if self._journal_is_newer(mark):
            return self.rebuild()
        return self.renew(mark)

    def renew(self, mark: Mark) -> Mark:
        """Begins the journal anew with everything the ledger holds; the old one is kept under another name."""
        self._set_aside()
        return self._snapshot(mark)

    def rebuild(self) -> Mark:
        """Empties the ledger and carries out the whole journal."""
        schema.unguard(self._connection)
        for table in schema.KEYS:
            self._connection.execute(f"DELETE FROM {table}")  # noqa: S608 - constants
        schema.guard(self._connection)
        mark = Mark()
        self._redo(mark)
        return mark

    def _redo(self, mark: Mark) -> None:
        for entry in self._entries(mark):
            for operation in entry.operations:
                carry_out(self._connection, mark, operation)
            mark.place = entry.place
        self._journal.cut(mark.place.end)
        write_mark(self._connection, mark)

    def _entries(self, mark: Mark) -> Iterator[Entry]:
        try:
            yield from self._journal.entries(mark.place)
        except JournalDamaged as damage:
            raise LedgerDamaged(
                f"{self._journal.path.name}：审计日志{damage}已损坏，未作任何改动；请用 jieyue doctor --repair 处理"
            ) from damage

    def _journal_is_newer(self, mark: Mark) -> bool:
        """Whether the journal, begun anew since this copy of the ledger was made, holds all of it and more."""
        return max((entry.place.number for entry in self._entries(Mark())), default=0) > mark.place.number

    def _set_aside(self) -> None:
        """A journal that is not this ledger's is kept under another name; nothing is thrown away."""
        if self._journal.size():
            moment = datetime.now().astimezone().strftime("%Y%m%dT%H%M%S.%f")
            path = self._journal.path
            path.replace(path.with_name(f"journal-旧-{moment}.jsonl"))

    def _snapshot(self, mark: Mark) -> Mark:
        """Begins the journal with everything the ledger holds."""
        self._journal.cut(0)
        operations: list[Operation] = [["snapshot"]]
        for table in schema.KEYS:
            names = schema.columns(table)
            rows = self._connection.execute(f"SELECT {', '.join(names)} FROM {table} ORDER BY rowid")  # noqa: S608
            operations += [["insert", table, dict(zip(names, row, strict=True))] for row in rows]
        mark.place = self._journal.append(Place(mark.place.number), now(), operations)
        write_mark(self._connection, mark)
        return mark


def now() -> str:
    """The moment, as the journal notes it."""
    return datetime.now().astimezone().isoformat(timespec="seconds")

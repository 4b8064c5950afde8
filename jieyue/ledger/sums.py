"""What SQLite cannot tell by itself: whether a row still says what was entered, and whether any row is gone.

Each row carries a checksum of its values; the mark carries the number of rows and the sum of their checksums by table,
and where in the audit journal the ledger stands.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from dataclasses import dataclass, field
from typing import Any

from jieyue.ledger.journal import Place
from jieyue.ledger.schema import KEYS, columns, expected_outline, outline

Totals = dict[str, list[int]]
_text = json.JSONEncoder(ensure_ascii=False).encode


def checksum(*values: Any) -> int:
    """The checksum of a row's values in the order of the columns."""
    return zlib.crc32(_text(values).encode("utf-8", "surrogatepass"))


@dataclass(slots=True)
class Mark:
    """Where the ledger stands: the journal's line it saw last, and rows and checksums by table."""

    place: Place = field(default_factory=Place)
    totals: Totals = field(default_factory=lambda: {table: [0, 0] for table in KEYS})

    def count(self, table: str, rows: int, total: int) -> None:
        """Counts rows that came (or went, negative)."""
        self.totals[table][0] += rows
        self.totals[table][1] += total


def read_mark(connection: sqlite3.Connection) -> Mark:
    """The mark as it stands.  Raises ``sqlite3.DatabaseError`` when it is not to be believed."""
    rows = connection.execute("SELECT number, start, size, digest, totals, sum FROM mark").fetchall()
    if not rows:
        return Mark()
    *values, kept = rows[0]
    if checksum(*values) != kept:
        raise sqlite3.DatabaseError("mark")
    return Mark(Place(*values[:4]), json.loads(values[4]))


def write_mark(connection: sqlite3.Connection, mark: Mark) -> None:
    """Keeps the mark, within the caller's transaction."""
    place = mark.place
    values = (place.number, place.start, place.end, place.digest, json.dumps(mark.totals))
    connection.execute("INSERT OR REPLACE INTO mark VALUES (1, ?, ?, ?, ?, ?, ?)", (*values, checksum(*values)))


def count_anew(connection: sqlite3.Connection) -> Totals:
    """Rows and checksums by table as they are."""
    found: Totals = {}
    for table in KEYS:
        row = connection.execute(f"SELECT count(*), coalesce(sum(sum), 0) FROM {table}").fetchone()  # noqa: S608
        found[table] = list(row)
    return found


def sum_anew(connection: sqlite3.Connection) -> None:
    """Gives every row its checksum, within the caller's transaction; the audit trail must be open for it."""
    connection.create_function("checksum", -1, checksum, deterministic=True)
    for table in KEYS:
        connection.execute(f"UPDATE {table} SET sum = checksum({', '.join(columns(table))})")  # noqa: S608


def verify(connection: sqlite3.Connection) -> None:
    """Raises ``sqlite3.DatabaseError`` unless every page, definition and row is as it was written."""
    found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if found != "ok":
        raise sqlite3.DatabaseError(str(found))
    if outline(connection) != expected_outline():
        raise sqlite3.DatabaseError("schema")
    connection.create_function("checksum", -1, checksum, deterministic=True)
    mark = read_mark(connection)
    for table in KEYS:
        wrong = f"sum <> checksum({', '.join(columns(table))})"
        query = f"SELECT count(*), coalesce(sum(sum), 0), coalesce(sum({wrong}), 0) FROM {table}"  # noqa: S608
        rows, total, wrongly = connection.execute(query).fetchone()
        if wrongly or [rows, total] != mark.totals[table]:
            raise sqlite3.DatabaseError(table)

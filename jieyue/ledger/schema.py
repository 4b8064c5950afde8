"""The tables of the ledger, their versions, and the steps from one version to the next.

The audit trail (events) only grows: the database itself refuses to change or delete a line of it.
"""

from __future__ import annotations

import sqlite3
from functools import cache

VERSION = 2
"""What this program writes.  Every earlier one opens and is brought here."""

_FIRST = """
CREATE TABLE files (
    sha256 TEXT PRIMARY KEY, seq INTEGER NOT NULL UNIQUE, name TEXT NOT NULL, received TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('accepted', 'review')), kind TEXT NOT NULL, unit TEXT, year INTEGER,
    usable INTEGER NOT NULL CHECK (usable IN (0, 1)), location TEXT NOT NULL, record TEXT NOT NULL
) STRICT;
CREATE INDEX files_by_unit ON files (unit, kind);
CREATE TABLE sightings (
    id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL, name TEXT NOT NULL, origin TEXT NOT NULL, stamp TEXT NOT NULL,
    at TEXT NOT NULL, outcome TEXT NOT NULL, location TEXT NOT NULL, removed INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX sightings_open ON sightings (removed) WHERE removed = 0;
CREATE TABLE events (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, action TEXT NOT NULL, target TEXT NOT NULL,
    about TEXT, before TEXT, after TEXT, why TEXT NOT NULL DEFAULT '', undoes INTEGER UNIQUE
) STRICT;
CREATE TRIGGER events_keep BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events only grow'); END;
CREATE TRIGGER events_stay BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events only grow'); END;
CREATE TABLE documents (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, kind TEXT NOT NULL, unit TEXT, number TEXT, dated TEXT,
    location TEXT NOT NULL, sha256 TEXT NOT NULL, draft INTEGER NOT NULL, basis INTEGER NOT NULL
) STRICT;
CREATE TABLE numbers (
    number TEXT PRIMARY KEY, at TEXT NOT NULL, kind TEXT NOT NULL, unit TEXT NOT NULL
) STRICT;
CREATE TABLE draws (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, method TEXT NOT NULL, seed TEXT NOT NULL,
    population TEXT NOT NULL, sample TEXT NOT NULL
) STRICT;
CREATE TABLE poison (sha256 TEXT PRIMARY KEY, at TEXT NOT NULL, why TEXT NOT NULL) STRICT;
"""

_UNGUARD = "DROP TRIGGER events_keep;\nDROP TRIGGER events_stay;\n"
_GUARD = """
CREATE TRIGGER events_keep BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events only grow'); END;
CREATE TRIGGER events_stay BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events only grow'); END;
"""

KEYS = {
    "files": "sha256",
    "sightings": "id",
    "events": "id",
    "documents": "id",
    "numbers": "number",
    "draws": "id",
    "poison": "sha256",
}
"""Every table that holds entries, with its key."""

NUMBERS = {"files": "seq", **{table: key for table, key in KEYS.items() if key == "id"}}
"""Every table whose rows are numbered, with the column of the number."""

_SUMS = "".join(f"ALTER TABLE {table} ADD COLUMN sum INTEGER NOT NULL DEFAULT 0;\n" for table in KEYS)
_SECOND = """
CREATE TABLE files_anew (
    sha256 TEXT PRIMARY KEY, seq INTEGER NOT NULL UNIQUE, name TEXT NOT NULL, received TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('accepted', 'review', 'ignored')), kind TEXT NOT NULL, unit TEXT,
    year INTEGER, usable INTEGER NOT NULL CHECK (usable IN (0, 1)), location TEXT NOT NULL, record TEXT NOT NULL,
    sum INTEGER NOT NULL
) STRICT;
INSERT INTO files_anew SELECT * FROM files ORDER BY seq;
DROP TABLE files;
ALTER TABLE files_anew RENAME TO files;
CREATE INDEX files_by_unit ON files (unit, kind);
CREATE TABLE mark (
    id INTEGER PRIMARY KEY CHECK (id = 1), number INTEGER NOT NULL, start INTEGER NOT NULL, size INTEGER NOT NULL,
    digest TEXT NOT NULL, totals TEXT NOT NULL, sum INTEGER NOT NULL
) STRICT;
"""
"""Files that a person sets aside; checksums of rows, and where in the audit journal the ledger stands."""

_STEPS: tuple[str, ...] = (_FIRST, _SUMS + _SECOND)
"""Step n leads from version n to n + 1."""


def step_up(connection: sqlite3.Connection, found: int) -> None:
    """Brings the tables from version ``found`` to :data:`VERSION`, within the caller's transaction."""
    for step in _STEPS[found:]:
        run_script(connection, step)
    connection.execute(f"PRAGMA user_version = {VERSION}")


def unguard(connection: sqlite3.Connection) -> None:
    """Lets the audit trail be filled anew, within the caller's transaction; see :func:`guard`."""
    run_script(connection, _UNGUARD)


def guard(connection: sqlite3.Connection) -> None:
    """Closes the audit trail against changes again."""
    run_script(connection, _GUARD)


def run_script(connection: sqlite3.Connection, script: str) -> None:
    """The statements of a script one at a time, so that they stay within one transaction."""
    text = ""
    for line in script.splitlines():
        text += line + "\n"
        if text.strip() and sqlite3.complete_statement(text):
            connection.execute(text)
            text = ""


def outline(connection: sqlite3.Connection) -> set[tuple[str, str, str | None]]:
    """The definitions of all tables, indexes and triggers."""
    return {tuple(row) for row in connection.execute("SELECT type, name, sql FROM sqlite_schema")}


@cache
def expected_outline() -> set[tuple[str, str, str | None]]:
    """The definitions of a whole ledger of :data:`VERSION`."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        step_up(connection, 0)
        unguard(connection)
        guard(connection)
        return outline(connection)
    finally:
        connection.close()


@cache
def columns(table: str) -> tuple[str, ...]:
    """The columns of a table, its checksum left out."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        step_up(connection, 0)
        rows = connection.execute(f"SELECT name FROM pragma_table_info('{table}')")  # noqa: S608 - a constant of KEYS
        return tuple(name for (name,) in rows if name != "sum")
    finally:
        connection.close()

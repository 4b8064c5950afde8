"""The tables of the ledger, their versions, and the steps from one version to the next.

The audit trail (events) only grows: the database itself refuses to change or delete a line of it.
"""

from __future__ import annotations

import sqlite3

VERSION = 1

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

_STEPS: tuple[str, ...] = (_FIRST,)
"""Step n leads from version n to n + 1."""


def migrate(connection: sqlite3.Connection) -> None:
    """Brings the tables to :data:`VERSION`, all steps or none."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        found = int(connection.execute("PRAGMA user_version").fetchone()[0])
        for step in _STEPS[found:]:
            for statement in _statements(step):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _statements(script: str) -> list[str]:
    """The statements of a script, one at a time, so that they stay within one transaction."""
    found: list[str] = []
    text = ""
    for line in script.splitlines():
        text += line + "\n"
        if text.strip() and sqlite3.complete_statement(text):
            found.append(text)
            text = ""
    return found

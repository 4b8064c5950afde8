"""Entries put into the tables, changed and taken out, with their checksums, for new work and for the journal alike."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from functools import cache
from typing import Any

from jieyue.ledger.journal import Operation
from jieyue.ledger.schema import KEYS, NUMBERS, columns
from jieyue.ledger.sums import Mark, checksum

Row = Mapping[str, Any]
_DEFAULTS: Row = {"removed": 0, "why": ""}
"""What a line of the journal means that was written before the column existed, or left it out."""


def carry_out(connection: sqlite3.Connection, mark: Mark, operation: Operation) -> None:
    """One operation, within the caller's transaction; the mark counts it."""
    kind, *rest = operation
    if kind == "insert":
        _insert(connection, mark, *rest)
    elif kind == "change":
        _change(connection, mark, *rest)
    elif kind == "delete":
        _delete(connection, mark, *rest)


def last_number(connection: sqlite3.Connection, table: str) -> int:
    """The number of the last row; 0 where there is none."""
    query = f"SELECT coalesce(max({NUMBERS[table]}), 0) FROM {table}"  # noqa: S608 - constants
    return int(connection.execute(query).fetchone()[0])


def _insert(connection: sqlite3.Connection, mark: Mark, table: str, row: Row) -> None:
    values = list(map(_plain, [row.get(name, default) for name, default in _blank(table)]))
    total = checksum(*values)
    connection.execute(_insertion(table), (*values, total))
    mark.count(table, 1, total)


@cache
def _blank(table: str) -> tuple[tuple[str, Any], ...]:
    """The columns of a table, each with what it holds where nothing is given."""
    return tuple((name, _DEFAULTS.get(name)) for name in columns(table))


@cache
def _insertion(table: str) -> str:
    names = (*columns(table), "sum")
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"  # noqa: S608 - constants


def _change(connection: sqlite3.Connection, mark: Mark, table: str, key: Any, row: Row) -> None:
    names = columns(table)
    query = f"SELECT sum, {', '.join(names)} FROM {table} WHERE {KEYS[table]} = ?"  # noqa: S608 - constants
    found = connection.execute(query, (key,)).fetchone()
    if not found:
        return
    new = {name: _plain(row[name]) for name in names if name in row}
    total = checksum(*({**dict(zip(names, found[1:], strict=True)), **new}.values()))
    places = ", ".join(f"{name} = ?" for name in (*new, "sum"))
    query = f"UPDATE {table} SET {places} WHERE {KEYS[table]} = ?"  # noqa: S608 - constants
    connection.execute(query, (*new.values(), total, key))
    mark.count(table, 0, total - found[0])


def _delete(connection: sqlite3.Connection, mark: Mark, table: str, key: Any) -> None:
    where = f"FROM {table} WHERE {KEYS[table]} = ?"
    found = connection.execute(f"SELECT sum {where}", (key,)).fetchone()
    if found:
        connection.execute(f"DELETE {where}", (key,))
        mark.count(table, -1, -found[0])


def _plain(value: Any) -> Any:
    """As SQLite will give it back."""
    return int(value) if isinstance(value, bool) else value

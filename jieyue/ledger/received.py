"""Received files out of their rows: what is listed of a file at once, its record when it is first asked for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from functools import lru_cache, partial
from typing import Any

from jieyue.later import Later, LaterSubmission
from jieyue.ledger.entries import Filed
from jieyue.ledger.store import Store
from jieyue.model import Kind, Submission
from jieyue.record import dumps, from_record, to_record

LISTED = "sha256, seq, name, received, outcome, kind, unit, year, usable, location"
"""The columns of a file that are read at once."""
_REMEMBERED = 1024
"""Records, some 20 MB: whoever walks through a nation's year holds no more of them than in a city's."""
_KINDS: Mapping[str, Kind] = {kind.value: kind for kind in Kind}


class Received:
    """Makes files out of rows and reads their records; the last ones read are remembered."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._record = lru_cache(_REMEMBERED)(self._read)

    def files(self, where: str = "", values: tuple[Any, ...] = ()) -> tuple[Filed, ...]:
        """The files of the rows that a clause asks for, in the order received."""
        rows = self._store.rows(f"SELECT {LISTED} FROM files {where} ORDER BY seq", values)  # noqa: S608 - constants
        return tuple(map(self._filed, rows))

    def forget(self) -> None:
        """Records may have changed."""
        self._record.cache_clear()

    def _filed(self, row: tuple[Any, ...]) -> Filed:
        sha256, seq, name, received, outcome, kind, unit, year, usable, location = row
        return Filed(
            sha256,
            seq,
            name,
            datetime.fromisoformat(received),
            outcome,
            _KINDS[kind],
            unit,
            year,
            bool(usable),
            location,
            LaterSubmission(partial(self._record, sha256)),
        )

    def _read(self, sha256: str) -> Submission:
        ((record,),) = self._store.rows("SELECT record FROM files WHERE sha256 = ?", (sha256,))
        return from_record(json.loads(record, parse_float=Decimal))


def columns_of(filed: Filed) -> dict[str, Any]:
    """What may change of a received file, by column, but for its record."""
    columns = {name: getattr(filed, name) for name in ("outcome", "unit", "year", "location")}
    return {**columns, "kind": filed.kind.value, "usable": int(filed.usable)}


def record_of(filed: Filed) -> dict[str, Any]:
    """The record as text, by column; nothing where it is the one that the ledger holds."""
    return {} if isinstance(filed.submission, Later) else {"record": dumps(to_record(filed.submission))}

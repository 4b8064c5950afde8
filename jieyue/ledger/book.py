"""The ledger's questions and entries, typed.  Nothing here reads forms or decides."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from jieyue.errors import WrongUsage
from jieyue.ledger.entries import DocumentEntry, Draw, Event, Filed, NumberEntry, Sighting
from jieyue.ledger.journal import Place
from jieyue.ledger.received import Received, columns_of, record_of
from jieyue.ledger.store import Store
from jieyue.model import Kind

_EVENT = "at, who, action, target, about, before, after, why, undoes, id"
_DOCUMENT = "id, at, kind, unit, number, dated, location, sha256, draft, basis"
_NUMBER = re.compile(r"([^〔]+〔\d{4}〕)([1-9]\d*)号")


def open_ledger(path: Path, *, check: bool = True) -> Ledger:
    """The ledger at ``path``, made when there is none.  Raises ``LedgerDamaged`` rather than use a faulty one."""
    return Ledger(Store(path, check=check))


class Ledger:
    """An open ledger; use as a context manager."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._received = Received(store)

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self._store.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All entries of the block, durably, or none."""
        try:
            with self._store.transaction():
                yield
        finally:
            self._received.forget()

    @property
    def in_transaction(self) -> bool:
        """Whether something is entered and not yet committed."""
        return self._store.in_transaction

    def renew_journal(self) -> None:
        """Begins the audit journal anew with everything the ledger holds; the old one is set aside."""
        self._store.renew_journal()

    @property
    def transactions(self) -> int:
        """How many transactions the ledger has seen; it only grows, whatever the clock does."""
        return self._store.transactions

    @property
    def place(self) -> Place:
        """The line of the audit journal that the ledger saw last."""
        return self._store.place

    def changed_since(self, place: Place) -> frozenset[str] | None:
        """The files (sha256) that came or changed after that line; None where the journal does not tell."""
        operations = self._store.operations_since(place)
        if operations is None:
            return None
        return frozenset(
            row["sha256"] if kind == "insert" else row
            for kind, table, row, *_ in (one for one in operations if len(one) > 1)
            if table == "files"
        )

    def copy_to(self, path: Path) -> None:
        """A consistent copy of the ledger in a new file."""
        self._store.copy_to(path)

    # what was received

    def submissions(self, kind: Kind | None = None) -> tuple[Filed, ...]:
        """Every received file that is known by its bytes, in the order received."""
        return self._received.files("WHERE kind = ?", (kind.value,)) if kind else self._received.files()

    def records(self) -> Iterator[tuple[str, str, str]]:
        """The records as text, each with its file's sha256 and place, in the order received, some at a time."""
        last = -1
        while rows := self._store.rows(
            "SELECT seq, sha256, location, record FROM files WHERE seq > ? ORDER BY seq LIMIT 500", (last,)
        ):
            last = rows[-1][0]
            yield from (row[1:] for row in rows)

    def filed(self, sha256: str) -> Filed | None:
        """The received file with those bytes."""
        return next(iter(self._received.files("WHERE sha256 = ?", (sha256,))), None)

    def of_unit(self, unit: str, kind: Kind) -> tuple[Filed, ...]:
        """Every version a unit sent of one kind, in the order received."""
        return self._received.files("WHERE unit = ? AND kind = ?", (unit, kind.value))

    def first_names(self) -> dict[str, str]:
        """The name under which each content (sha256) was first received."""
        return dict(self._store.rows("SELECT sha256, name FROM files"))

    def units_heard(self) -> set[tuple[str, str]]:
        """Which units sent files of which kind."""
        return set(self._store.rows("SELECT DISTINCT unit, kind FROM files WHERE unit NOT NULL"))

    def add_file(self, filed: Filed, record: str | None = None) -> None:
        """Enters a received file; its bytes are unique.  ``seq`` is given here; ``record`` is the record as text."""
        given = {"sha256": filed.sha256, "name": filed.name, "received": filed.received.isoformat()}
        written = {"record": record} if record else record_of(filed)
        self._store.insert("files", {**given, **columns_of(filed), **written})

    def change_file(self, filed: Filed) -> None:
        """Replaces what may change of a received file: outcome, unit, place, record."""
        self._store.change("files", filed.sha256, {**columns_of(filed), **record_of(filed)})

    def add_sighting(self, seen: Sighting, at: datetime) -> int:
        """Notes a file seen in 收件箱; it is open until it was removed from there."""
        row = {"sha256": seen.sha256, "name": seen.name, "origin": seen.origin, "stamp": seen.stamp}
        return self._store.insert(
            "sightings", {**row, "at": at.isoformat(), "outcome": seen.outcome, "location": seen.location, "removed": 0}
        )

    def open_sightings(self) -> tuple[Sighting, ...]:
        """Files that are safe but may still lie in 收件箱."""
        query = "SELECT sha256, name, origin, stamp, outcome, location, id FROM sightings WHERE removed = 0"
        return tuple(Sighting(*row) for row in self._store.rows(query))

    def sightings(self) -> tuple[Sighting, ...]:
        """Every file ever seen and kept."""
        query = "SELECT sha256, name, origin, stamp, outcome, location, id FROM sightings ORDER BY id"
        return tuple(Sighting(*row) for row in self._store.rows(query))

    def close_sightings(self, ids: Iterable[int]) -> None:
        """Notes that the files are gone from 收件箱."""
        for number in ids:
            self._store.change("sightings", number, {"removed": 1})

    # what people did

    def add_event(self, event: Event) -> int:
        """Adds a line to the audit trail; its id is given here."""
        names = ("who", "action", "target", "about", "before", "after", "why", "undoes")
        return self._store.insert("events", {"at": event.at.isoformat(), **_parts(event, names)})

    def events(self, *, but: str = "") -> tuple[Event, ...]:
        """The audit trail, oldest first; without the entries of one action, if that is asked for."""
        query = f"SELECT {_EVENT} FROM events WHERE action <> ? ORDER BY id"  # noqa: S608 - constants
        rows = self._store.rows(query, (but,))
        return tuple(Event(datetime.fromisoformat(row[0]), *row[1:]) for row in rows)

    def standing(self, action: str) -> tuple[Event, ...]:
        """The events of one action that nobody undid."""
        query = (
            f"SELECT {_EVENT} FROM events WHERE action = ?"  # noqa: S608 - constants
            " AND id NOT IN (SELECT undoes FROM events WHERE undoes NOT NULL) ORDER BY id"
        )
        return tuple(Event(datetime.fromisoformat(row[0]), *row[1:]) for row in self._store.rows(query, (action,)))

    # what was sent

    def reserve_number(self, number: str, kind: str, unit: str | None, at: datetime) -> None:
        """Gives a document number to one document, for ever.  Raises :class:`WrongUsage` if another one has it."""
        with self.transaction():
            rows = self._store.rows("SELECT kind, unit FROM numbers WHERE number = ?", (number,))
            if rows and (rows[0][1] or rows[0][0]) != (unit or kind):
                raise WrongUsage(f"发文字号{number}已用于《{rows[0][1] or rows[0][0]}》；请换一个号")
            if not rows:
                row = {"number": number, "at": at.isoformat(), "kind": kind, "unit": unit or ""}
                self._store.insert("numbers", row)

    def numbers(self) -> tuple[NumberEntry, ...]:
        """Every document number ever given, in the order given."""
        rows = self._store.rows("SELECT number, at, kind, unit FROM numbers ORDER BY rowid")
        return tuple(
            NumberEntry(number, datetime.fromisoformat(at), kind, unit or None) for number, at, kind, unit in rows
        )

    def number_gaps(self) -> tuple[str, ...]:
        """Numbers skipped between those given, in order of 代字, year and number."""
        series: dict[str, set[int]] = {}
        for (number,) in self._store.rows("SELECT number FROM numbers"):
            if parts := _NUMBER.fullmatch(number):
                series.setdefault(parts[1], set()).add(int(parts[2]))
        return tuple(
            f"{code}{missing}号"
            for code, given in sorted(series.items())
            for missing in range(min(given), max(given))
            if missing not in given
        )

    def record_document(self, document: DocumentEntry) -> int:
        """Notes a generated document, resting on everything entered so far; its id.

        The same document made again (kind, unit, place and bytes) is noted once while nothing changed.
        """
        with self.transaction():
            basis = self._last_event()
            key = (document.kind, document.unit or "", document.location, document.sha256, basis)
            known = self._store.rows(
                "SELECT id FROM documents WHERE kind = ? AND coalesce(unit, '') = ? AND location = ?"
                " AND sha256 = ? AND basis = ?",
                key,
            )
            if known:
                return int(known[0][0])
            names = ("kind", "unit", "number", "location", "sha256")
            dated = document.dated.isoformat() if document.dated else None
            more = {"at": document.at.isoformat(), "dated": dated, "draft": int(document.draft), "basis": basis}
            return self._store.insert("documents", {**_parts(document, names), **more})

    def documents(self) -> tuple[DocumentEntry, ...]:
        """Every document made, oldest first, each knowing whether the data changed since."""
        last = self._last_event()
        rows = self._store.rows(f"SELECT {_DOCUMENT} FROM documents ORDER BY id")  # noqa: S608 - constants
        return tuple(_document(row, last) for row in rows)

    def record_draw(self, draw: Draw) -> int:
        """Keeps a draw with all that is needed to repeat it; the same as the last one is kept once."""
        values = (draw.method, draw.seed, _list(draw.population), _list(draw.sample))
        with self.transaction():
            known = self._store.rows(
                "SELECT id FROM draws WHERE method = ? AND seed = ? AND population = ? AND sample = ?"
                " AND id = (SELECT max(id) FROM draws)",
                values,
            )
            if known:
                return int(known[0][0])
            self.add_event(Event(draw.at, draw.who, "draw", "抽查", after=_list(draw.sample), why=draw.method))
            names = ("method", "seed", "population", "sample")
            row = dict(zip(names, values, strict=True))
            return self._store.insert("draws", {"at": draw.at.isoformat(), "who": draw.who, **row})

    def draws(self) -> tuple[Draw, ...]:
        """Every draw, oldest first."""
        rows = self._store.rows("SELECT id, at, who, method, seed, population, sample FROM draws ORDER BY id")
        return tuple(_draw(row) for row in rows)

    # files that kill their reader

    def poison(self) -> dict[str, str]:
        """What happened to the reader, by the sha256 of the file."""
        return dict(self._store.rows("SELECT sha256, why FROM poison"))

    def add_poison(self, sha256: str, why: str, at: datetime) -> None:
        """Remembers a file that must not be read again until its bytes change."""
        self._store.delete("poison", sha256)
        self._store.insert("poison", {"sha256": sha256, "at": at.isoformat(), "why": why})

    def forget_poison(self, sha256: str) -> None:
        """Lets a file be read again because a person asks."""
        with self.transaction():
            self._store.delete("poison", sha256)

    def _last_event(self) -> int:
        return int(self._store.rows("SELECT coalesce(max(id), 0) FROM events")[0][0])


def _parts(entry: object, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in names}


def _document(row: tuple[Any, ...], last: int) -> DocumentEntry:
    number, at, kind, unit, given, dated, location, sha256, draft, basis = row
    entry = DocumentEntry(
        number, datetime.fromisoformat(at), kind, unit, given, None, location, sha256, bool(draft), last > basis, basis
    )
    return replace(entry, dated=date.fromisoformat(dated)) if dated else entry


def _draw(row: tuple[Any, ...]) -> Draw:
    number, at, who, method, seed, population, sample = row
    when = datetime.fromisoformat(at)
    return Draw(number, when, who, method, seed, tuple(json.loads(population)), tuple(json.loads(sample)))


def _list(names: tuple[str, ...]) -> str:
    return json.dumps(names, ensure_ascii=False)

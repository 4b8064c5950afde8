"""The audit journal: every transaction of the ledger as one line of JSON, appended and synced before it is committed.

The ledger can be made anew from it, in whole or from any older copy: it holds what was entered, not how it is kept.
A line proves itself by its checksum and names the checksum of the line before.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jieyue.durable import sync_folder

Operation = list[Any]
"""``["insert", table, row]``, ``["change", table, key, row]``, ``["delete", table, key]`` or ``["snapshot"]``."""

_HEAD = '{"sum": "'
_MIDDLE = '", "entry": '
_DIGITS = 32
_START = len(_HEAD) + _DIGITS + len(_MIDDLE)


class JournalDamaged(Exception):
    """A line that is followed by others cannot be believed."""

    def __init__(self, line: int, offset: int) -> None:
        self.line = line
        self.offset = offset
        super().__init__(f"第{line}行")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line stands: its number in the count of transactions, its first and its last byte, its checksum."""

    number: int = 0
    start: int = 0
    end: int = 0
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One transaction: what it did, where its line stands, and the checksum of the line before."""

    place: Place
    after: str
    operations: tuple[Operation, ...]


class Journal:
    """The file; it is opened for each use, so that nothing is held between transactions."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def size(self) -> int:
        """Bytes; 0 where there is none."""
        try:
            return self.path.stat().st_size
        except FileNotFoundError:
            return 0

    def append(self, last: Place, at: str, operations: Sequence[Operation]) -> Place:
        """Adds a line after ``last`` and makes it durable; where it stands.  All or nothing is left to :meth:`cut`."""
        entry = {"number": last.number + 1, "after": last.digest, "at": at, "do": operations}
        text = json.dumps(entry, ensure_ascii=False).encode("utf-8", "surrogatepass")
        digest = _digest(text)
        line = b"".join((_HEAD.encode(), digest.encode(), _MIDDLE.encode(), text, b"}\n"))
        is_new = not self.path.exists()
        with self.path.open("ab") as file:
            start = file.tell()
            file.write(line)
            file.flush()
            os.fsync(file.fileno())
        if is_new:
            sync_folder(self.path.parent)
        return Place(last.number + 1, start, start + len(line), digest)

    def cut(self, size: int) -> None:
        """Takes back what was never committed, or never written whole."""
        if self.size() <= size:
            return
        with self.path.open("r+b") as file:
            file.truncate(size)
            os.fsync(file.fileno())

    def holds(self, place: Place) -> bool:
        """Whether the line that the ledger saw last is this journal's."""
        if not place.end:
            return True
        try:
            with self.path.open("rb") as file:
                file.seek(place.start)
                head = file.read(_START)
                file.seek(place.end - 1)
                return head == f"{_HEAD}{place.digest}{_MIDDLE}".encode() and file.read(1) == b"\n"
        except FileNotFoundError:
            return False

    def entries(self, after: Place = Place()) -> Iterator[Entry]:
        """The lines that follow ``after``; a torn end is no line.

        Raises :class:`JournalDamaged` at a line that is wrong although others follow.
        """
        if self.size() <= after.end:
            return
        with self.path.open("rb") as file:
            file.seek(after.end)
            last = after
            for number, line in enumerate(file, 1):
                entry = _entry(line, last.end)
                if entry is None or entry.after != last.digest:
                    if any(_entry(rest, 0) for rest in file):
                        raise JournalDamaged(number, last.end)
                    return
                yield entry
                last = entry.place


def _entry(line: bytes, start: int) -> Entry | None:
    """The line read back; None for one that does not prove itself."""
    if not line.endswith(b"}\n") or not line.startswith(_HEAD.encode()):
        return None
    digest = line[len(_HEAD) : len(_HEAD) + _DIGITS].decode("ascii", "replace")
    text = line[_START:-2]
    if _digest(text) != digest:
        return None
    entry = json.loads(text.decode("utf-8", "surrogatepass"))
    return Entry(Place(entry["number"], start, start + len(line), digest), entry["after"], tuple(entry["do"]))


def _digest(text: bytes) -> str:
    return hashlib.blake2b(text, digest_size=_DIGITS // 2).hexdigest()

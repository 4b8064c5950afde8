"""What the ledger hands out: frozen lines of its tables."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from jieyue.model import Kind, Submission


@dataclass(frozen=True, slots=True)
class Filed:
    """One received file: its record as read, and where it rests (relative to the workspace).

    ``usable`` says that figures may rest on it: no error stands open but that another version exists.
    """

    sha256: str
    seq: int
    name: str
    received: datetime
    outcome: str
    kind: Kind
    unit: str | None
    year: int | None
    usable: bool
    location: str
    submission: Submission


@dataclass(frozen=True, slots=True)
class Sighting:
    """One file seen in 收件箱; ``stamp`` tells it from a later file of the same name."""

    sha256: str
    name: str
    origin: str
    stamp: str
    outcome: str
    location: str
    id: int = 0


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the audit trail: who did what to which file or unit, when, and why."""

    at: datetime
    who: str
    action: str
    target: str
    about: str | None = None
    before: str | None = None
    after: str | None = None
    why: str = ""
    undoes: int | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """One generated document.  ``stale``: the year's data changed after it was made, that is after event ``basis``."""

    id: int
    at: datetime
    kind: str
    unit: str | None
    number: str | None
    dated: date | None
    location: str
    sha256: str
    draft: bool
    stale: bool
    basis: int = 0

    def says_no_more_than(self, last: DocumentEntry | None) -> bool:
        """Whether the last entry of its place says the same, and no event came since (then ``last`` is stale)."""
        return last is not None and replace(last, id=self.id, at=self.at, basis=self.basis) == self


@dataclass(frozen=True, slots=True)
class NumberEntry:
    """One 发文字号 given away: to which kind of document, and to which one of them."""

    number: str
    at: datetime
    kind: str
    name: str | None


@dataclass(frozen=True, slots=True)
class Draw:
    """One 抽查 draw, repeatable from seed and population."""

    id: int
    at: datetime
    who: str
    method: str
    seed: str
    population: tuple[str, ...]
    sample: tuple[str, ...]

"""What the 台账 prints: the year's figures, what was received, changed and issued."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from jieyue.formset import FormSet
from jieyue.model import Yearbook
from jieyue.settings import Settings


@dataclass(frozen=True, slots=True)
class Received:
    """One file of the 收文登记: what came in, what it was and what became of it, in words a person reads."""

    received: datetime | None
    name: str
    unit: str | None
    kind: str
    format: str
    outcome: str
    sha256: str
    problems: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the audit trail: who changed or decided what, when, from what to what, and why."""

    when: datetime | None
    who: str
    action: str
    unit: str | None
    about: str | None
    before: str | None
    after: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Issued:
    """One document written: ``state`` is 草稿, 正式, 已过期 …; ``missing`` says what is still blank in it."""

    when: datetime | None
    kind: str
    title: str
    number: str | None
    file: str
    unit: str | None
    state: str
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Ledger:
    """All that the 台账 prints."""

    book: Yearbook
    settings: Settings
    form_set: FormSet
    files: Sequence[Received] = ()
    changes: Sequence[Change] = ()
    documents: Sequence[Issued] = ()

    @property
    def remark(self) -> str:
        """What every sheet's figures rest on."""
        day = self.book.as_of
        return f"{self.settings.organ.name}　截至{day.year}年{day.month}月{day.day}日　结论以核查得分为准"

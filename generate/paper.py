"""What a KIND draws on, and what it hands over: a paper still without its head, date and signature."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from generate.narrative import Narrative
from generate.values import Rows
from jieyue.errors import Exit, JieyueError
from jieyue.formset import FormSet
from jieyue.model import LEVEL_WORDS, Standing, Yearbook
from jieyue.settings import Settings


class NothingToReport(JieyueError):
    """The kind has nothing to say: no document is written, and the message says why."""

    exit = Exit.DONE


class Blank(str):
    """A visible blank in the official form; ``name`` is what still has to be given."""

    __slots__ = ("name",)
    name: str

    def __new__(cls, shown: str, name: str) -> Blank:
        """``shown`` stands in the document, ``name`` in the list of what is missing."""
        blank = super().__new__(cls, shown)
        blank.name = name
        return blank

    def __getnewargs__(self) -> tuple[str, str]:  # type: ignore[override]
        """What another process makes it of."""
        return str(self), self.name


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything a document may draw on."""

    book: Yearbook
    settings: Settings
    form_set: FormSet
    narrative: Narrative = field(default_factory=Narrative)
    day: date | None = None
    unit: str | None = None
    drawn: bool = False

    @property
    def own(self) -> tuple[Standing, ...]:
        """The units the desk evaluates itself."""
        word = LEVEL_WORDS[self.settings.level]
        return tuple(standing for standing in self.book.standings if standing.unit.level == word)


@dataclass(frozen=True, slots=True)
class Annex:
    """One 附件: the name its place in the template goes by, and its title."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class Paper:
    """One document before its head, title, addressees, annex labels, signature and imprint are set.

    ``format`` is ``document`` (red head), ``letter`` (信函) or ``plain`` (no head: 公示).  ``absent`` names the annexes
    the template knows and this paper does not have; ``copied`` papers go to the settings' 抄送 organs too; ``doubts``
    are told to the person who makes it.
    """

    template: str
    title: str
    file_name: str
    context: Mapping[str, Any]
    addressees: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()
    absent: tuple[str, ...] = ()
    format: str = "document"
    signers: tuple[str, ...] | None = None
    remark: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    copied: bool = False
    unit: str | None = None
    replaced: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ready:
    """A file that is finished as it is: a workbook beside a document."""

    file_name: str
    content: bytes
    unit: str | None = None


_TO_BE_ADDED = re.compile(r"〔待补充：([^〕]{0,300})〕")


def blanks_in(value: Any) -> Iterator[str]:
    """What still has to be given in a context value: its :class:`Blank` texts and every 〔待补充：…〕."""
    if isinstance(value, Blank):
        yield value.name
    elif isinstance(value, str):
        if "〔待" in value:
            yield from _TO_BE_ADDED.findall(value)
    elif isinstance(value, Rows):
        texts = [cell for row in value.rows for cell in row if isinstance(cell, str)]
        yield from blanks_in([text for text in texts if type(text) is Blank or "〔待" in text])
    elif isinstance(value, Mapping):
        yield from blanks_in(list(value.values()))
    elif isinstance(value, list | tuple):
        for part in value:
            yield from blanks_in(part)

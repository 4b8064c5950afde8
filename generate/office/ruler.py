"""How many lines texts take, and whether they are long: all of a text that the finishing of a document depends on.

Texts may stand behind signs (:mod:`generate.office.hidden`).  Then the ruler alone knows them, and keeps what it was
asked and what it answered: whatever was decided was decided by the markup and by these answers, and by nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TypeVar, cast

from generate.office.layouts import Layout, Layouts
from generate.office.widths import lines_needed

_MOST = 20_000
_Found = TypeVar("_Found")
Answer = tuple[float, float]
"""As programs set it that keep our settings, and as loose ones do."""
Count = Callable[[str, Layout, float], Answer]
"""Says how many lines a text takes in a layout and a column of so many points."""


_WIDEST = 1.3
"""字 that a character takes at most, the gap beside it included."""
_WIDEST_DIGIT = 0.6
"""字 that a digit takes at most."""


def surely_fits(text: str, room: float) -> bool:
    """Whether a text fits into ``room`` 字 in every program, told by its length alone."""
    return len(text) * (_WIDEST_DIGIT if text.isdecimal() else _WIDEST) <= room and "\n" not in text


def counts(text: str, layout: Layout, width: float) -> Answer:
    """How many lines a text takes in a column of ``width`` points."""
    if surely_fits(text, sure_room(layout, width)):
        return 1, 1
    step = layout.size + layout.tracking
    room = max((width - layout.left - layout.right) / step, 1)
    return _counted(text, room, room - layout.first / step)


@lru_cache(maxsize=16384)
def _counted(text: str, room: float, first: float) -> Answer:
    return lines_needed(text, room, first), lines_needed(text, room, first, loose=True)


def sure_room(layout: Layout, width: float) -> float:
    """How many 字 fit on the first line."""
    return (width - layout.left - layout.right - max(layout.first, 0)) / (layout.size + layout.tracking)


@dataclass(frozen=True, slots=True)
class LinesOf:
    """How many lines a text takes in a column of so many points."""

    text: str
    layout: Layout
    width: float

    def answer(self, said: Mapping[int, str]) -> Answer:
        """The lines in strict and in loose programs."""
        return counts(self.text.translate(said), self.layout, self.width)


@dataclass(frozen=True, slots=True)
class Longer:
    """Whether a text has more than so many characters."""

    text: str
    most: int

    def answer(self, said: Mapping[int, str]) -> Answer:
        """The same in all programs."""
        longer = len(self.text.translate(said)) > self.most
        return longer, longer


Question = LinesOf | Longer


@dataclass(frozen=True, slots=True)
class Ruler:
    """Counts lines in the styles of one sheet; ``said`` are texts by the signs that hide them, none in plain documents.

    ``known`` is what is found out by XML and holds as long as no text is hidden or none is another's.
    """

    layouts: Layouts
    said: Mapping[int, str] = field(default_factory=dict)
    asked: dict[Question, Answer] = field(default_factory=dict)
    known: dict[Hashable, object] = field(default_factory=dict)

    def once(self, key: Hashable, find: Callable[[], _Found]) -> _Found:
        """What ``find`` finds, kept by a key that says all it depends on."""
        if key not in self.known:
            if len(self.known) > _MOST:
                self.known.clear()
            self.known[key] = find()
        return cast(_Found, self.known[key])

    def lines(self, text: str, layout: Layout, width: float) -> Answer:
        """How many lines a text takes in a column of so many points; kept with the question where texts are hidden."""
        return self._answer(LinesOf(text, layout, width)) if self.said else counts(text, layout, width)

    def any_longer(self, texts: Iterable[str], most: int) -> bool:
        """Whether one of these texts has more than so many characters."""
        if not self.said:
            return any(len(text) > most for text in texts)
        return any(self._answer(Longer(text, most))[0] for text in texts)

    def _answer(self, question: Question) -> Answer:
        if question not in self.asked:
            self.asked[question] = question.answer(self.said)
        return self.asked[question]

    def on(self, layouts: Layouts) -> Ruler:
        """The same on another style sheet."""
        return replace(self, layouts=layouts, known={})

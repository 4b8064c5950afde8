"""One paragraph apart from its place, and what all paragraphs of its shape have in common with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields, replace

from lxml import etree

from generate.lint.manuscript import Para, Run
from generate.lint.properties import Props
from generate.office.shapes import cut, sign, signed

_PLACES = 256


@dataclass(frozen=True, eq=False, slots=True)
class Said:
    """One paragraph apart from its place: runs, effective formatting, ``listed`` for its automatic number.

    ``break_first`` and ``break_last`` are page breaks in its text, ``breaks_page`` is its formatting; ``empty`` means
    nothing to read.  ``standing`` are the places where a batch has it, each with the paragraph it is there.
    """

    runs: tuple[Run, ...]
    props: Props
    mark: Props
    listed: Props
    style: str
    break_first: bool
    break_last: bool
    breaks_page: bool
    characters: int
    empty: bool
    drawings: Sequence[etree._Element] = ()
    standing: dict[tuple[str, int, int, str, bool], Para] = field(default_factory=dict, compare=False)

    def at(self, place: str, section: int, at: int, label: str, begins: bool) -> Para:
        """The paragraph in the flow of a story: the same at the same place, so that what is found out of it stays."""
        where = (place, section, at, label, begins)
        known = self.standing.get(where)
        if known is None:
            if len(self.standing) > _PLACES:
                self.standing.clear()
            drawn = bool(self.drawings)
            about = (place, self.runs, self.props, self.mark, self.style, section, at, label, None, None, drawn, begins)
            known = self.standing[where] = Para(*about)
        return known

    def like(self, other: Said) -> bool:
        """Whether two paragraphs say the same in the same formatting."""
        return all(getattr(self, one.name) == getattr(other, one.name) for one in fields(self) if one.compare)


@dataclass(frozen=True, slots=True)
class Mould:
    """What the paragraphs of one shape say: one of them, and for each of its runs which of the texts it shows."""

    said: Said
    texts: tuple[int | None, ...]

    @classmethod
    def learned(cls, xml: str, read: Callable[[str], Said]) -> Mould | None:
        """Learned from one paragraph, read with a sign in place of each text; None where texts tell more than words.

        It must give, of the texts it was learned from, what reading gives.
        """
        apart = words_apart(xml)
        if apart is None:
            return None
        shape, texts = apart
        said = read(signed(shape, len(texts)))
        places = {sign(number): number for number in range(len(texts))}
        mould = cls(said, tuple(places.get(run.text) for run in said.runs))
        return mould if mould.filled(texts).like(read(xml)) else None

    def filled(self, texts: Sequence[str]) -> Said:
        """The paragraph of this shape with these texts."""
        runs = tuple(
            run if number is None else Run(texts[number], run.props, run.font, run.latin)
            for run, number in zip(self.said.runs, self.texts, strict=True)
        )
        return replace(self.said, runs=runs, characters=sum(len(run.text) for run in runs), standing={})


def words_apart(xml: str) -> tuple[str, tuple[str, ...]] | None:
    """Shape and texts of a paragraph; None where a text is blank, which can tell of a page."""
    apart = cut(xml)
    if apart is None or not all(text.strip() for text in apart[1]):
        return None
    return apart

"""A docx as lint sees it: paragraphs with effective formatting and places, tables, sections and footers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from generate.lint.properties import Props, number

PAGE_NUMBER = "\ue000"
"""Stands for a PAGE field in a text."""


@dataclass(frozen=True)
class Run:
    """Text in one formatting; ``font`` is the typeface of its Hanzi, ``latin`` that of its letters and digits."""

    text: str
    props: Props
    font: str | None
    latin: str | None

    @property
    def size(self) -> float:
        """The size in points."""
        return (number(self.props, "sz") or 20) / 2

    @property
    def bold(self) -> bool:
        """Whether the text is bold."""
        return bool(self.props.get("b"))

    @property
    def colour(self) -> str:
        """The colour as six hex digits; black for automatic."""
        value = self.props.get("color", "auto").upper()
        return "000000" if value in ("AUTO", "", "WINDOWTEXT") else value

    @property
    def tracking(self) -> float:
        """Points added to every character."""
        return (number(self.props, "spacing") or 0) / 20


@dataclass(frozen=True)
class Table:
    """A table: its place among the body's tables, where it floats (``w:tblpPr``), its number of rows."""

    number: int
    floating: Props
    rows: int
    depth: int = 1


@dataclass(frozen=True)
class Cell:
    """A cell: where it is and its borders."""

    table: Table
    row: int
    column: int
    props: Props


@dataclass(frozen=True, eq=False)
class Para:
    """One paragraph with its effective formatting.  ``props`` are those of the paragraph, ``mark`` of its end mark.

    One that stands for the quiet rows of a table has no text; ``folded`` is how many paragraphs say something there.
    """

    place: str
    runs: tuple[Run, ...]
    props: Props
    mark: Props
    style: str
    section: int
    at: int = 0
    label: str = ""
    cell: Cell | None = None
    boxed: Props | None = None
    drawing: bool = False
    new_page: bool = False
    folded: int = 0

    @cached_property
    def text(self) -> str:
        """What a person reads, with an automatic number in front."""
        return self.label + "".join(run.text for run in self.runs)

    @cached_property
    def words(self) -> str:
        """The text without spaces at its ends."""
        return self.text.strip(" \t\n\u3000\xa0")

    @property
    def blank(self) -> bool:
        """Nothing to read and nothing drawn."""
        return not self.words and not self.drawing and not self.folded

    @property
    def framed(self) -> bool:
        """Whether the paragraph stands in a frame or a text box: out of the flow."""
        return self.boxed is not None or any(key.startswith("framePr") for key in self.props)

    @property
    def align(self) -> str:
        """left, right, center, both or distribute."""
        value = self.props.get("jc", "left")
        return {"start": "left", "end": "right"}.get(value, value)

    @cached_property
    def size(self) -> float:
        """The size in points of most of its characters; of its end mark where it is blank."""
        weights: dict[float, int] = {}
        for run in self.runs:
            weights[run.size] = weights.get(run.size, 0) + len(run.text.strip())
        if not any(weights.values()):
            return (number(self.mark, "sz") or 20) / 2
        return max(weights, key=lambda size: weights[size])

    @property
    def title(self) -> str:
        """The place with the paragraph's first words, so that it is found quickly."""
        words = self.words.replace("\n", "").replace("\t", " ")
        shown = words if len(words) <= 12 else f"{words[:12]}…"
        return f"{self.place}“{shown}”" if shown else self.place


@dataclass(frozen=True)
class Section:
    """A section: its properties flattened (``pgSz.w``, ``docGrid.linePitch``) and its footers by kind."""

    props: Props
    footers: Mapping[str, str]

    @property
    def landscape(self) -> bool:
        """Whether its pages are turned."""
        return (self.mm("pgSz.w") or 0) > (self.mm("pgSz.h") or 0)

    def mm(self, key: str) -> float | None:
        """A length in millimetres."""
        twips = number(self.props, key)
        return None if twips is None else twips / 1440 * 25.4


@dataclass(frozen=True)
class Stroke:
    """A drawn line (a shape): colour, width in millimetres, the paragraph that holds it."""

    colour: str
    width: float | None
    at: int


@dataclass(frozen=True)
class Manuscript:
    """The whole file."""

    paras: tuple[Para, ...]
    sections: tuple[Section, ...]
    footers: Mapping[str, tuple[Para, ...]]
    settings: Props
    strokes: tuple[Stroke, ...] = ()
    normal_size: float = 10.5

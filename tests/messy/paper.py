"""What a returned form looks like before it is a file: boxes in rows, lines around them, and what is true of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

ABOVE, LEFT = "^", "<"
"""A place covered by the box above or to the left."""


@dataclass(frozen=True)
class Box:
    """One cell.  ``text`` is what is seen; ``number``, ``code`` and ``formula`` are for workbooks alone.

    ``look`` names how a Word file wraps the text (a content control, a tracked insertion …); ``old`` is what was
    there before, where the look needs it.
    """

    text: str = ""
    kind: str = "text"
    number: str | None = None
    code: str = "General"
    formula: str | None = None
    look: str = "plain"
    old: str = "9"
    day: date | None = None
    score: bool = False


Place = Box | str
"""A box, or ``ABOVE`` or ``LEFT``."""


@dataclass
class Line:
    """A paragraph outside the table (in a workbook: a cell over the table's width).  ``look`` as for boxes."""

    text: str
    look: str = "plain"
    story: str = "body"


@dataclass
class Table:
    """Rows of places, all of one length once squared; rows and columns that are hidden by number."""

    rows: list[list[Place]]
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    row_looks: dict[int, str] = field(default_factory=dict)
    sum_column: tuple[int, int] | None = None
    """Column and first row of the cells that the formula of the last row adds up."""

    def squared(self) -> list[list[Place]]:
        width = max(len(row) for row in self.rows)
        return [[*row, *[Box()] * (width - len(row))] for row in self.rows]


@dataclass
class Sheet:
    """One sheet of a workbook, or a stretch of a Word file."""

    name: str
    blocks: list[Line | Table]
    state: str = "visible"
    top: int = 0
    left: int = 0


@dataclass
class Truth:
    """What a careful clerk takes from the form, and what must and may be said about it.

    ``need`` are problems that must be there; ``may`` are error codes that are no false alarm beside them.
    ``either`` are abouts whose value may be as given or None.
    """

    kind: str = "self_assessment"
    unit: str | None = None
    person: str | None = None
    phone: str | None = None
    filled_on: date | None = None
    year: int | None = 2026
    total: Decimal | None = None
    items: dict[str, Decimal | None] = field(default_factory=dict)
    rules: dict[str, Decimal | None] = field(default_factory=dict)
    verified: dict[str, Decimal | None] = field(default_factory=dict)
    need: list[tuple[str, str]] = field(default_factory=list)
    may: set[str] = field(default_factory=set)
    either: set[str] = field(default_factory=set)
    refused: bool = False
    units: list[str] = field(default_factory=list)


@dataclass
class Form:
    """A form to be written: sheets, truth, the labels under which it is counted, the container to write it with."""

    sheets: list[Sheet]
    truth: Truth
    labels: list[str]
    container: str

    @property
    def suffix(self) -> str:
        return ".xlsx" if self.container.startswith("xlsx") else ".docx"


def said(text: str, **more: object) -> Box:
    """A box of text."""
    return replace(Box(text), **more)  # type: ignore[arg-type]


def spans(rows: list[list[Place]], row: int, column: int) -> tuple[int, int]:
    """How many rows and columns the box at a place covers."""
    down = across = 1
    while row + down < len(rows) and rows[row + down][column] == ABOVE:
        down += 1
    while column + across < len(rows[row]) and rows[row][column + across] == LEFT:
        across += 1
    return down, across

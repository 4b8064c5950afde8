"""The one cell model that every reader yields; everything after it is blind to the file's format.

Rows and columns count from 0.  A merged cell appears once, at its top left, with its spans.  Text is what a
person would see with tracked changes accepted; what is hidden is kept and marked, never dropped.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from jieyue.frozen import frozen
from jieyue.model import Problem


class CellKind(StrEnum):
    """What the file says a cell holds."""

    EMPTY = "empty"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    BOOLEAN = "boolean"
    ERROR = "error"
    FORMULA = "formula"
    """A formula without a cached value."""

    __hash__ = str.__hash__


_NEVER_BLANK = (CellKind.FORMULA, CellKind.ERROR)


@frozen
class Cell:
    """One cell.  ``number`` is exact as stored (shortest decimal form); ``comment`` is a note hung on it.

    ``tag`` is the tag of the content control (内容控件) that holds the text, where the file has one.
    """

    row: int
    column: int
    text: str
    place: str
    kind: CellKind = CellKind.TEXT
    rows: int = 1
    columns: int = 1
    number: Decimal | None = None
    date: date | None = None
    formula: str | None = None
    hidden: bool = False
    comment: str | None = None
    tag: str | None = None
    nested: tuple[Table, ...] = ()

    @property
    def blank(self) -> bool:
        """True when a person sees nothing in it."""
        text = self.text
        if text and not text.isspace():
            return False
        return self.kind not in _NEVER_BLANK


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a document or one worksheet; ``cells`` in reading order, blank ones may be left out."""

    name: str
    cells: tuple[Cell, ...]
    rows: int
    columns: int
    hidden: bool = False

    def by_row(self) -> Iterator[tuple[Cell, ...]]:
        """Yields the cells of each row that has any, left to right."""
        row: list[Cell] = []
        for cell in self.cells:
            if row and cell.row != row[0].row:
                yield tuple(row)
                row = []
            row.append(cell)
        if row:
            yield tuple(row)


@frozen
class Line:
    """One paragraph (or line of a page) outside every table."""

    text: str
    place: str
    hidden: bool = False
    tag: str | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """The invisible mark of our own blank forms; it survives renaming and may be absent."""

    form_set: str
    kind: str
    year: int | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A returned file as cells and lines, in reading order, with what the reader noticed on the way.

    ``problems`` holds what the container itself says: tracked changes, hidden content, macros.  ``unseen`` is the
    hidden text of a Word document, which is in no block.
    """

    format: str
    blocks: tuple[Table | Line, ...]
    mark: Mark | None = None
    problems: tuple[Problem, ...] = ()
    unseen: tuple[str, ...] = ()

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables, in reading order."""
        return tuple(block for block in self.blocks if isinstance(block, Table))

    @property
    def lines(self) -> tuple[Line, ...]:
        """The paragraphs outside tables, in reading order."""
        return tuple(block for block in self.blocks if isinstance(block, Line))

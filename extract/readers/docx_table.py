"""Rows of Word cells put together to a table: merges downwards and to the right, hidden rows, covered text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from extract.grid import Cell, CellKind, Table
from extract.readers.docx_plain import Shape, whole
from extract.readers.docx_styles import W, switch
from extract.readers.noticed import Noticed
from jieyue.safe.guard import Budget, check_area

_TEXT, _EMPTY = CellKind.TEXT, CellKind.EMPTY


@dataclass(slots=True)
class Draft:
    """What one cell holds, before its place and height are settled."""

    text: str
    tag: str | None = None
    comment: str | None = None
    nested: tuple[Table, ...] = ()
    row: int = 0
    column: int = 0
    rows: int = 1
    columns: int = 1
    hidden: bool = False


class TableDraft:
    """One table while its rows are added."""

    def __init__(self, name: str, budget: Budget, noticed: Noticed) -> None:
        self._name = name
        self._budget = budget
        self._noticed = noticed
        self._drafts: list[Draft] = []
        self._above: dict[int, Draft] = {}
        """Merges that may go on below, by column."""
        self._rows = self._width = 0

    @property
    def row(self) -> int:
        """The number of the row that comes next."""
        return self._rows

    def add(self, properties: etree._Element | None, cells: Iterable[tuple[Shape, Draft]]) -> None:
        """Adds a row."""
        drafts, row, known = self._drafts, self._rows, len(self._drafts)
        column = first_column(properties)
        hidden = bool(switch(properties, "hidden"))
        below: dict[int, Draft] = {}
        last: Draft | None = None
        for (columns, vertical, across, _), draft in cells:
            draft.row, draft.column, draft.columns, draft.hidden = row, column, columns, hidden
            upper = self._above.get(column) if vertical == "continue" else None
            if across == "continue" and last is not None:
                last.columns += columns
                self._unseen(draft)
            elif upper is not None:
                upper.rows += 1
                below[column] = upper
                self._unseen(draft)
            else:
                drafts.append(draft)
                last = draft
                if vertical:
                    below[column] = draft
            if hidden:
                self._unseen(draft)
            column += columns
        self._above = below
        self._width = max(self._width, column)
        self._rows += 1
        self._budget.cells(len(drafts) - known)

    def _unseen(self, draft: Draft) -> None:
        """Text in a hidden row or in a cell that a merge covers is not shown to anyone."""
        if draft.text.strip():
            self._noticed.hidden.append(draft.text.strip())

    def table(self) -> Table:
        """The table, its cells in reading order."""
        check_area(self._rows, self._width, self._name)
        return Table(self._name, tuple([cell_of(draft, self._name) for draft in self._drafts]), self._rows, self._width)


def cell_of(draft: Draft, name: str) -> Cell:
    """The cell that a draft became."""
    row, column, text = draft.row, draft.column, draft.text
    return Cell(
        row,
        column,
        text,
        place_of(name, row, column),
        _TEXT if text else _EMPTY,
        draft.rows,
        draft.columns,
        None,
        None,
        None,
        draft.hidden,
        draft.comment,
        draft.tag,
        draft.nested,
    )


def place_of(name: str, row: int, column: int) -> str:
    """Where a person finds a cell."""
    return f"{name} 第{row + 1}行第{column + 1}列"


def first_column(properties: etree._Element | None) -> int:
    """The column in which a row with these properties begins."""
    entry = properties.find(f"{W}gridBefore") if properties is not None else None
    return whole(entry.get(f"{W}val"), 0) if entry is not None else 0

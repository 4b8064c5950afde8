"""One worksheet: its cells with places, spans, formulas, and what of it is hidden."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from extract.grid import Line, Table
from extract.readers.references import MAX_ROWS, Span, column_of, corner
from extract.readers.sheet_grid import ORDINARY_SPAN, Entry, SheetGrid
from extract.readers.xlsx_extras import print_lines
from extract.readers.xlsx_formulas import SharedFormulas
from extract.readers.xlsx_values import MAIN, NOTHING, Stored, Value, Values, inline_value
from jieyue.safe.refusal import refuse

_YES = ("1", "true")
_ROW, _C, _V, _F, _IS = (f"{MAIN}{name}" for name in ("row", "c", "v", "f", "is"))
BARE = Stored(inline=NOTHING)
"""A cell that says nothing."""


class SheetRead(NamedTuple):
    """One worksheet: its cells, its formulas, print header and footer."""

    table: Table
    formulas: list[str]
    above: tuple[Line, ...]
    below: tuple[Line, ...]


class Sheet:
    """Reads one worksheet part into a Table."""

    def __init__(self, root: etree._Element, name: str, values: Values, comments: dict[Span, str]) -> None:
        self._root = root
        self._name = name
        self._values = values
        self._comments = comments
        self._shared = SharedFormulas()
        self._hidden_rows: set[int] = set()
        self._formulas: list[str] = []

    def read(self, *, hidden: bool) -> SheetRead:
        """The whole sheet; ``hidden`` where its tab is."""
        above, below = (tuple(print_lines(self._root, self._name, part)) for part in ("Header", "Footer"))
        return SheetRead(self._table(hidden), self._formulas, above, below)

    @property
    def row_sizes(self) -> list[int]:
        """The number of cells in each row, as they come."""
        return [len(list(row.iterchildren(_C))) for row in self._all("sheetData", "row")]

    @property
    def is_clipped(self) -> bool:
        """True where a merged range is so large that what is filled decides how much of it counts."""
        areas = [(end[0] - start[0] + 1) * (end[1] - start[1] + 1) for start, end in self._ranges()]
        return max(areas, default=0) > ORDINARY_SPAN

    def _table(self, hidden: bool) -> Table:
        """The sheet as a Table; blank cells beyond the last filled row or column are left out."""
        grid = SheetGrid(
            self._name,
            self._entries(),
            self._ranges(),
            self._hidden_rows,
            list(self._columns_hidden()),
            self._comments,
        )
        return grid.table(hidden, self._values.budget)

    def _entries(self) -> list[Entry]:
        """The cells in the order of the file; rows of styled blanks, thousands of them in some files, are left out."""
        entries: list[Entry] = []
        data = self._root.find(f"{MAIN}sheetData")
        index = -1
        for row in data.iterchildren(_ROW) if data is not None else ():
            index = self._row_index(row.get("r"), index + 1)
            if row.get("hidden") in _YES or _zero(row.get("ht")):
                self._hidden_rows.add(index)
            if any(map(len, row)):
                self._add_row(row, index, entries)
        return entries

    def _row_index(self, stored: str | None, following: int) -> int:
        index = int(stored) - 1 if stored and stored.isascii() and stored.isdecimal() else following
        if not 0 <= index < MAX_ROWS:
            raise refuse("file-damaged", why=f"工作表“{self._name}”的行号不存在")
        return index

    def _add_row(self, row: etree._Element, index: int, entries: list[Entry]) -> None:
        column, characters = -1, 0
        for cell in row.iterchildren(_C):
            reference = cell.get("r")
            column = column_of(reference) if reference else column + 1
            stored = stored_in(cell, self._values.struck, self._shared, index, column)
            if stored.formula:
                self._formulas.append(stored.formula)
            value = self._values.of(stored)
            characters += len(value.text)
            entries.append((index, column, value, stored.formula))
        self._values.budget.text(characters)

    def _all(self, group: str, name: str) -> Iterator[etree._Element]:
        """The elements ``name`` in every ``group`` of the sheet."""
        for holder in self._root.iterchildren(f"{MAIN}{group}"):
            yield from holder.iterchildren(f"{MAIN}{name}")

    def _columns_hidden(self) -> Iterator[tuple[int, int]]:
        for entry in self._all("cols", "col"):
            first, last = entry.get("min") or "", entry.get("max") or ""
            if first.isdecimal() and last.isdecimal() and (entry.get("hidden") in _YES or _zero(entry.get("width"))):
                yield int(first) - 1, int(last) - 1

    def _ranges(self) -> Iterator[tuple[Span, Span]]:
        for entry in self._all("mergeCells", "mergeCell"):
            first, _, second = (entry.get("ref") or "").partition(":")
            start, end = corner(first), corner(second)
            if start is not None and end is not None:
                yield start, end


def stored_in(cell: etree._Element, struck: list[str], shared: SharedFormulas, row: int = 0, column: int = 0) -> Stored:
    """What a cell says; a formula that it shares is found in ``shared`` by its place."""
    if not len(cell):
        return BARE
    text: str | None = None
    formula: str | None = None
    inline: Value | None = None
    for child in cell:
        tag = child.tag
        if tag == _V:
            text = child.text
        elif tag == _F:
            formula = shared.text(child, row, column)
        elif tag == _IS:
            inline = inline_value(child, struck)
    return Stored(cell.get("t"), cell.get("s"), text or "", formula, inline)


def _zero(size: str | None) -> bool:
    if size is None:
        return False
    try:
        return float(size) == 0
    except ValueError:
        return False

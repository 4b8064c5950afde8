"""One worksheet: its cells with places, spans, formulas, and what of it is hidden."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from extract.grid import CellKind, Table
from extract.readers.references import MAX_ROWS, Span, column_of, corner
from extract.readers.sheet_grid import Entry, SheetGrid
from extract.readers.xlsx_formulas import SharedFormulas
from extract.readers.xlsx_values import MAIN, NOTHING, Value, Values
from jieyue.safe.refusal import refuse

"""Anything in a cell; rows of styled blanks, thousands of them in some files, are passed over."""
_YES = ("1", "true")
_ROW, _C, _V, _F, _IS = (f"{MAIN}{name}" for name in ("row", "c", "v", "f", "is"))


class Sheet:
    """Reads one worksheet part into a Table."""

    def __init__(self, root: etree._Element, name: str, values: Values, comments: dict[Span, str]) -> None:
        self._root = root
        self._name = name
        self._values = values
        self._comments = comments
        self._hidden_rows: set[int] = set()
        self.formulas: list[str] = []

    def table(self, hidden: bool) -> Table:
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
        entries: list[Entry] = []
        data = self._root.find(f"{MAIN}sheetData")
        shared = SharedFormulas()
        index = -1
        for row in data.iterchildren(_ROW) if data is not None else ():
            index = self._row_index(row.get("r"), index + 1)
            if row.get("hidden") in _YES or _zero(row.get("ht")):
                self._hidden_rows.add(index)
            if any(map(len, row)):
                self._add_row(row, index, shared, entries)
        return entries

    def _add_row(self, row: etree._Element, index: int, shared: SharedFormulas, entries: list[Entry]) -> None:
        """Adds the cells of a row that is not made of styled blanks alone."""
        column = -1
        for cell in row.iterchildren(_C):
            reference = cell.get("r")
            column = column_of(reference) if reference else column + 1
            entries.append(self._entry(cell, index, column, shared) if len(cell) else (index, column, NOTHING, None))

    def _row_index(self, stored: str | None, following: int) -> int:
        index = int(stored) - 1 if stored and stored.isascii() and stored.isdecimal() else following
        if not 0 <= index < MAX_ROWS:
            raise refuse("file-damaged", why=f"工作表“{self._name}”的行号不存在")
        return index

    def _entry(self, cell: etree._Element, row: int, column: int, shared: SharedFormulas) -> Entry:
        stored: str | None = None
        formula: str | None = None
        value: Value | None = None
        kind = cell.get("t")
        for child in cell:
            tag = child.tag
            if tag == _V:
                stored = child.text
            elif tag == _F:
                formula = shared.text(child, row, column)
            elif tag == _IS:
                value = self._values.rich(child)
        if formula:
            self.formulas.append(formula)
        if value is None and not stored and formula and kind != "str":
            value = Value(CellKind.FORMULA, formula)
        return row, column, value or self._values.value(kind, cell.get("s"), stored or ""), formula

    def _columns_hidden(self) -> Iterator[tuple[int, int]]:
        for entry in self._root.iterfind(f"{MAIN}cols/{MAIN}col"):
            first, last = entry.get("min") or "", entry.get("max") or ""
            if first.isdecimal() and last.isdecimal() and (entry.get("hidden") in _YES or _zero(entry.get("width"))):
                yield int(first) - 1, int(last) - 1

    def _ranges(self) -> Iterator[tuple[Span, Span]]:
        for entry in self._root.iterfind(f"{MAIN}mergeCells/{MAIN}mergeCell"):
            first, _, second = (entry.get("ref") or "").partition(":")
            start, end = corner(first), corner(second)
            if start is not None and end is not None:
                yield start, end


def _zero(size: str | None) -> bool:
    if size is None:
        return False
    try:
        return float(size) == 0
    except ValueError:
        return False

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

_YES = ("1", "true")
_ROW, _C, _V, _F, _IS = (f"{MAIN}{name}" for name in ("row", "c", "v", "f", "is"))
_VALUES = (_IS, _V)


class Sheet:
    """Reads one worksheet part into a Table."""

    def __init__(self, root: etree._Element, name: str, values: Values, comments: dict[Span, str]) -> None:
        self._root = root
        self._name = name
        self._values = values
        self._comments = comments
        self._shared = SharedFormulas()
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
        """Adds the cells of a row: most often each holds nothing, one stored value or one inline string."""
        stored, inline = self._values.value, self._values.rich
        column, characters = -1, 0
        for cell in row.iterchildren(_C):
            reference = cell.get("r")
            column = column_of(reference) if reference else column + 1
            value, formula = NOTHING, None
            if len(cell):
                child = cell[0]
                tag = child.tag
                if len(cell) > 1 or tag not in _VALUES:
                    value, formula = self._calculated(cell, index, column)
                elif tag == _V:
                    value = stored(cell.get("t"), cell.get("s"), child.text or "")
                else:
                    value = inline(child)
            characters += len(value.text)
            entries.append((index, column, value, formula))
        self._values.budget.text(characters)

    def _calculated(self, cell: etree._Element, row: int, column: int) -> tuple[Value, str | None]:
        """Value and formula of a cell; a formula without a stored result is its own value."""
        stored: str | None = None
        formula: str | None = None
        value: Value | None = None
        kind = cell.get("t")
        for child in cell:
            tag = child.tag
            if tag == _V:
                stored = child.text
            elif tag == _F:
                formula = self._shared.text(child, row, column)
            elif tag == _IS:
                value = self._values.rich(child)
        if formula:
            self.formulas.append(formula)
        if value is None and not stored and formula and kind != "str":
            value = Value(CellKind.FORMULA, formula)
        return value or self._values.value(kind, cell.get("s"), stored or ""), formula

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


def _zero(size: str | None) -> bool:
    if size is None:
        return False
    try:
        return float(size) == 0
    except ValueError:
        return False

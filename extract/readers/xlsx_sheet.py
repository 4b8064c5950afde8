"""One worksheet: its cells with places, spans, formulas, and what of it is hidden."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from lxml import etree

from extract.grid import Cell, CellKind, Table
from extract.readers.references import MAX_ROWS, Span, column_index, column_letters, corner
from extract.readers.xlsx_formulas import SharedFormulas
from extract.readers.xlsx_values import MAIN, NOTHING, Value, Values, rich_text
from jieyue.safe.guard import MAX_AREA, check_area
from jieyue.safe.refusal import refuse

_ORDINARY_SPAN = 10_000
_COVERED = 2_000_000
_YES = ("1", "true")
_ROW, _C, _V, _F, _IS = (f"{MAIN}{name}" for name in ("row", "c", "v", "f", "is"))


@dataclass(slots=True)
class _Entry:
    """A cell of the file before spans are known to it."""

    row: int
    column: int
    value: Value
    formula: str | None = None


@dataclass(slots=True)
class Merges:
    """Merged ranges: spans by their top left, and the cells they cover."""

    spans: dict[Span, Span] = field(default_factory=dict)
    covered: set[Span] = field(default_factory=set)


class Sheet:
    """Reads one worksheet part into a Table."""

    def __init__(self, root: etree._Element, name: str, values: Values, comments: dict[Span, str]) -> None:
        self._root = root
        self._name = name
        self._values = values
        self._comments = comments
        self._hidden_rows: set[int] = set()
        self._hidden_columns: list[tuple[int, int]] = []
        self.formulas: list[str] = []

    def table(self, hidden: bool) -> Table:
        """The sheet as a Table; blank cells beyond the last filled row or column are left out."""
        self._hidden_columns = list(self._columns_hidden())
        entries = self._ordered(list(self._entries()))
        filled = [entry for entry in entries if entry.value is not NOTHING or entry.formula]
        rows = max((entry.row for entry in filled), default=-1) + 1
        columns = max((entry.column for entry in filled), default=-1) + 1
        check_area(rows, columns, f"工作表“{self._name}”")
        merges = self._merges(rows, columns)
        cells = tuple(self._cells(entries, rows, columns, merges))
        self._values.budget.cells(len(cells))
        return Table(
            self._name,
            cells,
            max([rows, *(cell.row + cell.rows for cell in cells if cell.rows > 1)]),
            max([columns, *(cell.column + cell.columns for cell in cells if cell.columns > 1)]),
            hidden,
        )

    def _ordered(self, entries: list[_Entry]) -> list[_Entry]:
        """In reading order, one to a place; a place given twice keeps what was given last, as programs do."""
        places = {(entry.row, entry.column): entry for entry in entries}
        for row, column in self._comments:
            places.setdefault((row, column), _Entry(row, column, NOTHING))
        if len(places) == len(entries) and all(
            (first.row, first.column) < (second.row, second.column) for first, second in pairwise(entries)
        ):
            return entries
        return [places[place] for place in sorted(places)]

    def _entries(self) -> Iterator[_Entry]:
        data = self._root.find(f"{MAIN}sheetData")
        shared = SharedFormulas()
        index = -1
        for row in data if data is not None else ():
            if row.tag != _ROW:
                continue
            index = self._row_index(row.get("r"), index + 1)
            if row.get("hidden") in _YES or _zero(row.get("ht")):
                self._hidden_rows.add(index)
            column = -1
            for cell in row:
                if cell.tag != _C:
                    continue
                reference = cell.get("r")
                column = column_index(reference.rstrip("0123456789")) if reference else column + 1
                if len(cell):
                    yield self._entry(cell, index, column, shared)
                else:
                    yield _Entry(index, column, NOTHING)

    def _row_index(self, stored: str | None, following: int) -> int:
        index = int(stored) - 1 if stored and stored.isascii() and stored.isdecimal() else following
        if not 0 <= index < MAX_ROWS:
            raise refuse("file-damaged", why=f"工作表“{self._name}”的行号不存在")
        return index

    def _entry(self, cell: etree._Element, row: int, column: int, shared: SharedFormulas) -> _Entry:
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
                value = self._values.text(rich_text(child))
        if formula:
            self.formulas.append(formula)
        if value is None and not stored and formula and kind != "str":
            value = Value(CellKind.FORMULA, formula)
        return _Entry(row, column, value or self._values.value(kind, cell.get("s"), stored or ""), formula)

    def _columns_hidden(self) -> Iterator[tuple[int, int]]:
        for entry in self._root.iterfind(f"{MAIN}cols/{MAIN}col"):
            first, last = entry.get("min") or "", entry.get("max") or ""
            if first.isdecimal() and last.isdecimal() and (entry.get("hidden") in _YES or _zero(entry.get("width"))):
                yield int(first) - 1, int(last) - 1

    def _merges(self, rows: int, columns: int) -> Merges:
        """Merged ranges that matter: the large ones cut to what is filled, the absurd refused."""
        found = Merges()
        for entry in self._root.iterfind(f"{MAIN}mergeCells/{MAIN}mergeCell"):
            first, _, second = (entry.get("ref") or "").partition(":")
            start, end = corner(first), corner(second)
            if start is None or end is None or start in found.covered or start in found.spans:
                continue
            span = self._clipped(end[0] - start[0] + 1, end[1] - start[1] + 1, rows - start[0], columns - start[1])
            if span[0] * span[1] < 2:
                continue
            found.spans[start] = span
            if len(found.covered) + span[0] * span[1] > _COVERED:
                raise refuse("file-too-large", why=f"工作表“{self._name}”的合并单元格过多")
            found.covered.update(
                (row, column)
                for row in range(start[0], start[0] + span[0])
                for column in range(start[1], start[1] + span[1])
            )
            found.covered.discard(start)
        return found

    def _clipped(self, rows: int, columns: int, filled_rows: int, filled_columns: int) -> Span:
        if rows < 1 or columns < 1:
            return 1, 1
        if rows * columns > MAX_AREA:
            raise refuse("file-too-large", why=f"工作表“{self._name}”有{rows}行{columns}列的合并单元格")
        if rows * columns > _ORDINARY_SPAN:
            return max(1, min(rows, filled_rows)), max(1, min(columns, filled_columns))
        return rows, columns

    def _cells(self, entries: list[_Entry], rows: int, columns: int, merges: Merges) -> Iterator[Cell]:
        spans, covered, comments = merges.spans, merges.covered, self._comments
        hidden_rows, hidden_columns = self._hidden_rows, self._hidden_columns
        letters = [column_letters(column) for column in range(columns)]
        name, single = self._name, (1, 1)
        for entry in entries:
            row, column = at = entry.row, entry.column
            value = entry.value
            if value is NOTHING and (row >= rows or column >= columns or at in covered) and at not in comments:
                continue
            span = spans.get(at, single)
            hidden = at in covered or (value.kind is CellKind.NUMBER and not value.text)
            if hidden_rows or hidden_columns:
                hidden = hidden or self._is_hidden(row, column, span)
            letter = letters[column] if column < columns else column_letters(column)
            yield Cell(
                row,
                column,
                value.text,
                f"{name}!{letter}{row + 1}",
                value.kind,
                span[0],
                span[1],
                value.number,
                value.day,
                entry.formula,
                hidden,
                comments.get(at) if comments else None,
            )

    def _is_hidden(self, row: int, column: int, span: Span) -> bool:
        """Whether every row or every column that the cell spans is hidden."""
        return all(index in self._hidden_rows for index in range(row, row + span[0])) or all(
            any(first <= index <= last for first, last in self._hidden_columns)
            for index in range(column, column + span[1])
        )


def _zero(size: str | None) -> bool:
    if size is None:
        return False
    try:
        return float(size) == 0
    except ValueError:
        return False

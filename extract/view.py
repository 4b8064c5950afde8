"""What a person sees of a document: its tables without hidden cells, merged cells found from every place they cover."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from extract.grid import Cell, Document, Line, Table

_NOTHING: Mapping[int, Cell] = {}
_TALLEST, _WIDEST = 2000, 500
"""How many places of a merged cell are entered at most, downwards and to the right."""
_SEARCHED = 200
"""Columns that are looked at in a row."""


class View:
    """The visible cells of one table: ``rows`` by the row they begin in.  ``order`` counts the tables of a document."""

    __slots__ = ("_at", "_covering", "order", "rows", "table")

    def __init__(self, table: Table, order: int) -> None:
        self.table = table
        self.order = order
        self.rows: dict[int, list[Cell]] = {}
        self._at: dict[int, dict[int, Cell]] = {}
        self._covering: dict[int, list[Cell]] = {}
        self._enter(table.cells)

    def _enter(self, cells: Iterable[Cell]) -> None:
        """Notes visible cells where they cover a place; of several the single one counts, else the first."""
        rows, at = self.rows, self._at
        for cell in cells:
            if cell.hidden:
                continue
            row = cell.row
            if row in rows:
                rows[row].append(cell)
            else:
                rows[row] = [cell]
                at.setdefault(row, {})
            if cell.rows == 1 and cell.columns == 1:
                at[row][cell.column] = cell
            else:
                self._enter_merged(cell)

    def _enter_merged(self, cell: Cell) -> None:
        columns = range(cell.column, cell.column + min(cell.columns, _WIDEST))
        for covered in range(cell.row, cell.row + min(cell.rows, _TALLEST)):
            line = self._at.setdefault(covered, {})
            for column in columns:
                line.setdefault(column, cell)

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that covers this place, if there is one."""
        line = self._at.get(row)
        return line.get(column) if line else None

    def line(self, row: int) -> Mapping[int, Cell]:
        """By column, the cells that cover some place of the row."""
        return self._at.get(row, _NOTHING)

    def covering(self, row: int) -> list[Cell]:
        """Every cell that covers some place of the row, left to right."""
        known = self._covering.get(row)
        if known is None:
            line = self._at.get(row, _NOTHING)
            cells = {id(line[column]): line[column] for column in sorted(line) if column < _SEARCHED}
            known = self._covering[row] = list(cells.values())
        return known


def views(document: Document) -> list[View]:
    """The visible tables in reading order; a table inside a cell comes after the one around it."""
    found: list[View] = []
    for table in document.tables:
        _add(table, found)
    return found


def _add(table: Table, found: list[View]) -> None:
    if table.hidden:
        return
    found.append(View(table, len(found)))
    for cell in table.cells:
        if not cell.hidden:
            for inner in cell.nested:
                _add(inner, found)


def texts(document: Document) -> Iterator[Line | Cell]:
    """All visible lines and cells in reading order, those of inner tables included."""
    for block in document.blocks:
        if isinstance(block, Line):
            if not block.hidden:
                yield block
        else:
            yield from _cells(block)


def _cells(table: Table) -> Iterator[Cell]:
    if table.hidden:
        return
    for cell in table.cells:
        if not cell.hidden:
            yield cell
            for inner in cell.nested:
                yield from _cells(inner)

"""What a person sees of a document: its tables without hidden cells, merged cells found from every place they cover."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from extract.grid import Cell, Document, Line, Table


@dataclass(eq=False)
class View:
    """The visible cells of one table.  ``order`` counts the tables of a document."""

    table: Table
    order: int
    rows: dict[int, list[Cell]] = field(default_factory=dict)
    _at: dict[tuple[int, int], Cell] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for cell in self.table.cells:
            if cell.hidden:
                continue
            self.rows.setdefault(cell.row, []).append(cell)
            if cell.rows == 1 and cell.columns == 1:
                self._at[cell.row, cell.column] = cell
                continue
            for row in range(cell.row, cell.row + min(cell.rows, 2000)):
                for column in range(cell.column, cell.column + min(cell.columns, 500)):
                    self._at.setdefault((row, column), cell)

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that covers this place, if there is one."""
        return self._at.get((row, column))

    def covering(self, row: int) -> list[Cell]:
        """Every cell that covers some place of the row, left to right."""
        last = max(self.table.columns, *(cell.column + cell.columns for cell in self.rows.get(row, ())), 1)
        found: dict[int, Cell] = {}
        for column in range(min(last, 200)):
            cell = self._at.get((row, column))
            if cell is not None:
                found.setdefault(id(cell), cell)
        return list(found.values())


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

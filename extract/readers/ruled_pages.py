"""Rows that a page break cuts in two: the part overleaf is put back where the row began."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.grid import Cell, CellKind, Line, Table

_NUMBER = re.compile(r"[(（]?[0-9０-９]{1,3}(?:[.．][0-9０-９]{1,2})?分?[)）]?")
_POINT = re.compile(r"\s*[(（]?[0-9０-９]{1,2}[.．、)）]")
_CLOSED = "。；;！!：:"
_HEADER_ROWS = 12


def mended(pages: Sequence[Sequence[Table | Line]]) -> list[Table | Line]:
    """The blocks of all pages in order; a row that goes on overleaf is whole on the page where it begins."""
    found: list[Table | Line] = []
    last = -1
    for page in pages:
        begin, first = len(found), True
        for block in page:
            if isinstance(block, Table) and first:
                first = False
                above = found[last] if last >= 0 else None
                if isinstance(above, Table):
                    found[last], rest = _joined(above, block)
                    if rest is None:
                        continue
                    block = rest  # noqa: PLW2901 - the same table without what belongs to the page before
            found.append(block)
        tables = [number for number in range(begin, len(found)) if isinstance(found[number], Table)]
        last = tables[-1] if tables else last if not first else -1
    return found


def _joined(before: Table, after: Table) -> tuple[Table, Table | None]:
    """Both tables, a cut row moved to the first; None where nothing is left of the second."""
    if before.columns != after.columns:
        return before, after
    row = _first_row(before, after)
    upper = {cell.column: cell for cell in before.cells if cell.row + cell.rows == before.rows}
    lower = [cell for cell in after.cells if cell.row == row]
    if not _is_rest(upper, lower):
        return before, after
    more = {cell.column: cell.text for cell in lower if not cell.blank}
    cells = tuple(
        replace(cell, text=_together(cell.text, more[cell.column]))
        if cell is upper.get(cell.column) and cell.column in more
        else cell
        for cell in before.cells
    )
    return replace(before, cells=cells), _without(after, row)


def _first_row(before: Table, after: Table) -> int:
    """The first row of the second table that does not repeat the heading of the first."""
    heads = {_texts(before, row) for row in range(min(before.rows, _HEADER_ROWS)) if len(set(_texts(before, row))) > 2}
    return 1 if after.rows > 1 and _texts(after, 0) in heads else 0


def _texts(table: Table, row: int) -> tuple[str, ...]:
    return tuple(cell.text for cell in table.cells if cell.row == row and not cell.blank)


def _is_rest(upper: dict[int, Cell], lower: list[Cell]) -> bool:
    """Words that go on under words, and nothing under a number: no row of its own looks so."""
    words = [cell for cell in lower if not cell.blank]
    if not words or any(_is_number(cell.text) for cell in words):
        return False
    for cell in words:
        above = upper.get(cell.column)
        if above is None or above.blank or above.columns != cell.columns or _is_number(above.text):
            return False
    empty = {cell.column for cell in lower if cell.blank}
    numbers = [cell for column, cell in upper.items() if column in empty and _is_number(cell.text)]
    if all(cell.rows > 1 for cell in numbers):
        return bool(numbers) and not any(_is_next_point(upper[cell.column], cell) for cell in words)
    return True


def _is_next_point(above: Cell, cell: Cell) -> bool:
    """``3.…`` below a sentence that had ended: beside a number over several rows it is a row of its own."""
    return bool(_POINT.match(cell.text)) and above.text.rstrip()[-1:] in tuple(_CLOSED)


def _is_number(text: str) -> bool:
    return _NUMBER.fullmatch("".join(text.split())) is not None


def _together(text: str, more: str) -> str:
    """A paragraph that goes on, or a new one where the sentence had ended."""
    return f"{text}\n{more}" if text.rstrip()[-1:] in tuple(_CLOSED) else text + more


def _without(table: Table, row: int) -> Table | None:
    """The table without one row; what reaches down from it begins below, empty."""
    if table.rows <= 1 + row:
        return None
    cells: list[Cell] = []
    for cell in table.cells:
        if cell.row == row and cell.rows == 1:
            continue
        if cell.row == row:
            cells.append(replace(cell, rows=cell.rows - 1, text="", kind=CellKind.EMPTY))
        elif cell.row > row:
            cells.append(replace(cell, row=cell.row - 1))
        else:
            cells.append(cell)
    return replace(table, cells=tuple(cells), rows=table.rows - 1)

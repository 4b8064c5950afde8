"""Rows that a page break cuts in two: the part overleaf is put back where the row began."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.grid import Cell, CellKind, Line, Table

_NUMBER = re.compile(r"[(（]?[0-9０-９]{1,3}(?:[.．][0-9０-９]{1,2})?分?[)）]?")
_POINT = re.compile(r"\s*[(（]?[0-9０-９]{1,2}[.．、)）]")
_UNIT = re.compile(r"[(（]?分|[年月日号项次个份张条类人%％、，,;；。)）]")
"""How no cell begins: the unit of a number above, or what follows a comma."""
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
        replace(cell, text=_together(cell.text, more[cell.column]), kind=CellKind.TEXT)
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
    """Words that go on under words, and nothing under a number but its unit: no row of its own looks so."""
    words = [cell for cell in lower if not cell.blank]
    above = {cell.column: upper.get(cell.column) for cell in words}
    if not words or any(
        one is None or one.columns != cell.columns for cell, one in zip(words, above.values(), strict=True)
    ):
        return False
    numbers = [cell for cell in words if _is_number(cell.text) and not _ends(upper[cell.column], cell)]
    texts = [cell for cell in words if cell not in numbers]
    if not all(_goes_on(upper[cell.column], cell) for cell in texts):
        return False
    empty = {cell.column for cell in lower if cell.blank}
    printed = [cell for column, cell in upper.items() if column in empty and _is_number(cell.text)]
    if numbers:
        return all(upper[cell.column].blank for cell in numbers) and _is_torn(upper, texts, printed)
    if all(cell.rows > 1 for cell in printed):
        return bool(printed) and not any(_is_next_point(upper[cell.column], cell) for cell in words)
    return True


def _ends(above: Cell, cell: Cell) -> bool:
    """The points in brackets below a title, or the unit below a number: ``绿色采购`` over ``（6分）``."""
    return cell.text.strip()[:1] in ("(", "（") and not above.blank and not _is_number(above.text)


def _goes_on(above: Cell, cell: Cell) -> bool:
    """Words under words; under a number only what cannot begin a cell: ``3`` over ``（分）``, ``2`` over ``月起``."""
    return not above.blank and (not _is_number(above.text) or _UNIT.match(cell.text.strip()) is not None)


def _is_torn(upper: dict[int, Cell], texts: list[Cell], printed: list[Cell]) -> bool:
    """True where a number begins overleaf: a sentence is cut too, and the row's own 分值 stands on the page before."""
    cut = any(upper[cell.column].text.rstrip()[-1:] not in tuple(_CLOSED) for cell in texts)
    return cut and any(cell.rows == 1 for cell in printed) and not any(_POINT.match(cell.text) for cell in texts)


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

"""Plain worksheets, folded (see :mod:`extract.readers.folding`): the same cells at the same places.

Where the cells of a sheet stand is found out by reading it once in the ordinary way with numbers in its cells.  What a
cell says is kept by its bytes; what that means, by the strings and styles of the workbook, is found out in each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise

from lxml import etree

from extract.grid import Cell, CellKind
from extract.readers.folding import Head, Moulds, Piece, Units, head_of
from extract.readers.references import Span
from extract.readers.sheet_grid import put_together
from extract.readers.xlsx_formulas import SharedFormulas, is_in_group
from extract.readers.xlsx_sheet import BARE, Sheet, SheetRead, stored_in
from extract.readers.xlsx_values import MAIN, NOTHING, Stored, Strings, Styles, Value, Values
from jieyue.safe.guard import RECEIVED, Budget, Limits
from jieyue.safe.package import root_of
from jieyue.safe.refusal import Refused

_CELL, _CELL_END, _NUMBER = b"<c ", b"</c>", b"<v>%d</v></c>"
_C = f"{MAIN}c"
_REFERENCE = re.compile(r"[A-Z]{1,3}[1-9]\d{0,6}")


class Mould:
    """Where the cells of a sheet stand, in the order of the file; ``rows`` are the first and the last of each row."""

    def __init__(self, numbered: SheetRead, rows: Sequence[Span]) -> None:
        self._numbered = numbered
        self._rows = rows
        self._spots = cells = numbered.table.cells
        covered = {place for cell in cells for place in _covered(cell)}
        self._covered = [(cell.row, cell.column) in covered for cell in cells]
        self._last: tuple[list[Value], list[str | None], list[Cell]] = [], [], []
        """Values, formulas and cells of the sheet that was made last: most cells are those of the next one."""

    def read(self, stored: Sequence[Stored], values: Values, hidden: bool) -> SheetRead | None:
        """The sheet with these cells; None where a row says nothing between others that do."""
        said, formulas = [values.of(one) for one in stored], [one.formula for one in stored]
        spots = self._spots
        filled = [unit for unit, value in enumerate(said) if value is not NOTHING or formulas[unit]]
        rows = spots[filled[-1]].row + 1 if filled else 0
        columns = max([spots[unit].column for unit in filled], default=-1) + 1
        if any(spots[start].row < rows and all(one is BARE for one in stored[start:end]) for start, end in self._rows):
            return None
        made = self._cells(said, formulas)
        cells = [
            cell
            for cell, value, covered in zip(made, said, self._covered, strict=True)
            if value is not NOTHING or not (covered or cell.row >= rows or cell.column >= columns)
        ]
        values.budget.text(sum([len(value.text) for value in said]))
        table = put_together(self._numbered.table.name, cells, (rows, columns), hidden, values.budget)
        return SheetRead(table, [one for one in formulas if one], self._numbered.above, self._numbered.below)

    def _cells(self, values: list[Value], formulas: list[str | None]) -> list[Cell]:
        if not self._last[2]:
            made = list(map(_filled, self._spots, values, formulas))
        else:
            made = [
                cell if new is old and says is said else _filled(spot, new, says)
                for spot, new, says, old, said, cell in zip(self._spots, values, formulas, *self._last, strict=True)
            ]
        self._last = values, formulas, made
        return made


def _covered(cell: Cell) -> Iterator[Span]:
    """The places that a merged cell covers beside its own."""
    if cell.rows + cell.columns > 2:
        for row in range(cell.row, cell.row + cell.rows):
            for column in range(cell.column, cell.column + cell.columns):
                if (row, column) != (cell.row, cell.column):
                    yield row, column


def _filled(spot: Cell, value: Value, formula: str | None) -> Cell:
    kind, text, exact, day = value
    row, column, place, down, across = spot.row, spot.column, spot.place, spot.rows, spot.columns
    hidden = spot.hidden or (kind is CellKind.NUMBER and not text)
    return Cell(row, column, text, place, kind, down, across, exact, day, formula, hidden)


class _Known:
    """Cells and moulds met under one head."""

    def __init__(self, head: Head) -> None:
        self._head = head
        self._cells = Units(head, _cut, _learnt)
        self._moulds = Moulds[Mould]()

    def read(self, data: bytes, name: str, values: Values, hidden: bool) -> SheetRead | None:
        """The sheet ``name`` with these bytes, if it can be folded."""
        first, *rest = data.split(_CELL)
        pieces = self._cells.pieces(rest)
        if not pieces:
            return None
        shell = b"".join((name.encode(), b"\0", first, *[piece.shell for piece in pieces]))
        mould = self._moulds.of(shell, lambda: self._mould(first, pieces, name))
        return mould.read([piece.kept for piece in pieces], values, hidden) if mould is not None else None

    def _mould(self, first: bytes, pieces: Sequence[Piece[Stored]], name: str) -> Mould | None:
        numbered = first + b"".join(
            [piece.shell.replace(_CELL_END, _NUMBER % unit, 1) for unit, piece in enumerate(pieces)]
        )
        if not self._head.covers(numbered[len(self._head.start) :]):
            return None
        try:
            sheet = Sheet(root_of(numbered, name), name, Values(Strings(), Styles(), False, Budget()), {})
            read = sheet.read(hidden=False)
        except Refused:
            return None
        numbers = [cell.text for cell in read.table.cells]
        if numbers != list(map(str, range(len(pieces)))) or sheet.is_clipped:
            return None
        return Mould(read, list(pairwise(accumulate(sheet.row_sizes, initial=0))))


def _cut(piece: bytes) -> tuple[bytes, bytes] | None:
    opening, end, behind = piece.partition(b">")
    if opening.endswith(b"/"):
        return _CELL + opening + end, behind
    inside, end, behind = piece.partition(_CELL_END)
    return (_CELL + inside + end, behind) if end else None


def _learnt(fence: etree._Element) -> tuple[Stored, bytes] | None:
    """What a cell says and its stub; None where something beside it says so too, or there is more to say of it."""
    cell = fence[0]
    struck: list[str] = []
    stored = stored_in(cell, struck, SharedFormulas())
    reference = cell.get("r") or ""
    if cell.tag != _C or struck or is_in_group(cell) or not _REFERENCE.fullmatch(reference):
        return None
    return stored, f'<c r="{reference}" t="str"></c>'.encode("ascii")


_known = lru_cache(maxsize=8)(_Known)


def folded(data: bytes, name: str, values: Values, hidden: bool, limits: Limits = RECEIVED) -> SheetRead | None:
    """The sheet ``name`` from its part; None where it is to be read as it is."""
    head = head_of(data, limits)
    return _known(head).read(data, name, values, hidden) if head else None

"""Rows of Word 97–2003 tables: where their cells begin and end, and which are merged.

A row states the edges of its cells in twips; the columns of a table are the edges of all its rows together.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

_DEFINITIONS, _VERTICAL, _MERGE, _SPLIT = (0xD608, 0xD606), 0xD62B, 0x5624, 0x5625
_DELETE, _INSERT, _WIDTH = 0x5622, 0x7621, 0x7623
_ACROSS, _CONTINUES, _RESTARTS = 0x03, 0x20, 0x40
_MOST_CELLS = 63
_CELL_SIZE = 20
_ORDINARY_WIDTH = 1440
_SAME_EDGE = 40
"""Twips (0.7 mm) within which two edges of different rows are one."""


@dataclass(slots=True)
class RowShape:
    """The edges of a row's cells, one more than cells, and each cell's flags."""

    edges: list[int] = field(default_factory=list)
    flags: list[int] = field(default_factory=list)

    def continues_above(self, cell: int) -> bool:
        """Whether the cell is the lower part of the one above."""
        return self.flags[cell] & (_CONTINUES | _RESTARTS) == _CONTINUES

    def continued_below(self, cell: int) -> bool:
        """Whether cells below may be parts of this one."""
        return bool(self.flags[cell] & (_CONTINUES | _RESTARTS))

    def continues_left(self, cell: int) -> bool:
        """Whether the cell is a part of the one on its left.

        Descriptions of the format differ about which of the two bits marks the first of merged cells; it is the one
        that the leftmost of them has.
        """
        own, first = self.flags[cell] & _ACROSS, cell
        if not own:
            return False
        while first and self.flags[first - 1] & _ACROSS:
            first -= 1
        return first != cell and own != self.flags[first] & _ACROSS


def row_shape(properties: Iterable[tuple[int, bytes]], cells: int) -> RowShape:
    """The shape of a row that has ``cells`` cells; those that it does not define follow in ordinary widths."""
    shape = RowShape()
    for number, operand in properties:
        if number in _DEFINITIONS:
            shape = _defined(operand)
        elif number == _VERTICAL and len(operand) >= 2 and operand[0] < len(shape.flags):
            kept = shape.flags[operand[0]] & ~(_CONTINUES | _RESTARTS)
            shape.flags[operand[0]] = kept | {1: _CONTINUES, 3: _CONTINUES | _RESTARTS}.get(operand[1], 0)
        elif number in _CHANGES and len(operand) >= 2:
            _CHANGES[number](shape, operand)
    return _fitted(shape, cells)


def _defined(operand: bytes) -> RowShape:
    count = min(operand[0], _MOST_CELLS) if operand else 0
    if len(operand) < 1 + 2 * (count + 1):
        return RowShape()
    edges = list(struct.unpack_from(f"<{count + 1}h", operand, 1))
    begins = 1 + 2 * (count + 1)
    flags = []
    for number in range(count):
        entry = operand[begins + _CELL_SIZE * number :][:2]
        flags.append(int.from_bytes(entry, "little"))
    return RowShape(edges, flags)


def _merge(shape: RowShape, operand: bytes) -> None:
    for cell in range(operand[0], min(operand[1], len(shape.flags))):
        shape.flags[cell] = shape.flags[cell] & ~_ACROSS | (1 if cell == operand[0] else 2)


def _split(shape: RowShape, operand: bytes) -> None:
    for cell in range(operand[0], min(operand[1], len(shape.flags))):
        shape.flags[cell] &= ~_ACROSS


def _delete(shape: RowShape, operand: bytes) -> None:
    first, after = operand[0], min(operand[1], len(shape.flags))
    if first < after:
        gone = shape.edges[after] - shape.edges[first]
        shape.edges[first + 1 :] = [edge - gone for edge in shape.edges[after + 1 :]]
        del shape.flags[first:after]


def _insert(shape: RowShape, operand: bytes) -> None:
    if len(operand) < 4:
        return
    first, count = min(operand[0], len(shape.flags)), min(operand[1], _MOST_CELLS)
    width = int.from_bytes(operand[2:4], "little")
    start = shape.edges[first] if shape.edges else 0
    added = [start + width * number for number in range(1, count + 1)]
    moved = [edge + width * count for edge in shape.edges[first + 1 :]]
    shape.edges = [*(shape.edges[: first + 1] or [0]), *added, *moved]
    shape.flags[first:first] = [0] * count


def _width(shape: RowShape, operand: bytes) -> None:
    if len(operand) < 4:
        return
    width = int.from_bytes(operand[2:4], "little")
    for cell in range(operand[0], min(operand[1], len(shape.flags))):
        change = width - (shape.edges[cell + 1] - shape.edges[cell])
        shape.edges[cell + 1 :] = [edge + change for edge in shape.edges[cell + 1 :]]


_CHANGES = {_MERGE: _merge, _SPLIT: _split, _DELETE: _delete, _INSERT: _insert, _WIDTH: _width}


def _fitted(shape: RowShape, cells: int) -> RowShape:
    """The shape cut or extended to the cells that there are, its edges in order."""
    edges = shape.edges or [0]
    if edges[-1] <= edges[0] and len(edges) > 1:
        edges = [edges[0] + _ORDINARY_WIDTH * number for number in range(len(edges))]
    while len(edges) < cells + 1:
        edges.append(edges[-1] + _ORDINARY_WIDTH)
    ordered = edges[:1]
    for edge in edges[1 : cells + 1]:
        ordered.append(max(edge, ordered[-1]))
    flags = [*shape.flags[:cells], *([0] * (cells - len(shape.flags)))]
    return RowShape(ordered, flags)


def columns_of(shapes: Sequence[RowShape]) -> dict[int, int]:
    """The column that each edge begins, edges of different rows that nearly meet being one."""
    edges = sorted({edge for shape in shapes for edge in shape.edges})
    widths = [second - first for shape in shapes for first, second in zip(shape.edges, shape.edges[1:], strict=False)]
    same = min([_SAME_EDGE, *(width // 2 for width in widths if width > 1)])
    found: dict[int, int] = {}
    column, first = -1, 0
    for edge in edges:
        if column < 0 or edge - first > same:
            column, first = column + 1, edge
        found[edge] = column
    return found

"""Ruling lines of a page to grids of boxes: where a table is, and which boxes are merged.

Lengths are points, y grows downwards.  A rule is a thin straight piece; pieces in one line are joined first.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from jieyue.safe.refusal import refuse

NEAR = 3.0
"""Lines this close are one line: double borders, and the width of a pen."""
_MOST_RULES = 4000
_MOST_BOXES = 100_000


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line along an axis, from its left or upper end to the other."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def level(self) -> bool:
        """True for a line that runs from left to right."""
        return self.x1 - self.x0 >= self.y1 - self.y0


@dataclass(frozen=True, slots=True)
class Box:
    """One cell: its corner and spans in the grid, and its edges on the page."""

    row: int
    column: int
    rows: int
    columns: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Grid:
    """One ruled table: the lines between columns and rows, and its boxes in reading order."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    boxes: tuple[Box, ...]

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies within the outer edges."""
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]

    def box_at(self, x: float, y: float) -> Box | None:
        """The box round a point."""
        for box in self.boxes:
            if box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1:
                return box
        return None


Piece = tuple[float, float, float]
"""A joined line: where it lies across, where it begins and ends along."""


def grids(rules: Iterable[Rule]) -> list[Grid]:
    """The tables of one page, from the top down; a single frame without any division is none."""
    levels, uprights = _joined(rules)
    if len(levels) + len(uprights) > _MOST_RULES:
        raise refuse("file-too-large", why=f"一页上的表格线超过{_MOST_RULES}条")
    found = []
    for across, along in _connected(levels, uprights):
        grid = _grid(across, along)
        if grid is not None and len(grid.boxes) > 1:
            found.append(grid)
    return sorted(found, key=lambda grid: (grid.ys[0], grid.xs[0]))


def _joined(rules: Iterable[Rule]) -> tuple[list[Piece], list[Piece]]:
    """Level and upright lines, each made of all its pieces."""
    levels: list[Piece] = []
    uprights: list[Piece] = []
    for rule in rules:
        if rule.level:
            levels.append(((rule.y0 + rule.y1) / 2, rule.x0, rule.x1))
        else:
            uprights.append(((rule.x0 + rule.x1) / 2, rule.y0, rule.y1))
    return _in_line(levels), _in_line(uprights)


def _in_line(pieces: list[Piece]) -> list[Piece]:
    """Pieces that lie in one line and touch, as one."""
    found: list[Piece] = []
    for group in _close(sorted(pieces)):
        middle = sum(piece[0] for piece in group) / len(group)
        start, end = None, 0.0
        for _, begins, ends in sorted(group, key=lambda piece: piece[1]):
            if start is not None and begins <= end + NEAR:
                end = max(end, ends)
                continue
            if start is not None:
                found.append((middle, start, end))
            start, end = begins, ends
        if start is not None:
            found.append((middle, start, end))
    return [piece for piece in found if piece[2] - piece[1] > NEAR]


def _close(pieces: list[Piece]) -> Iterator[list[Piece]]:
    """Groups of pieces that lie at nearly the same height."""
    group: list[Piece] = []
    for piece in pieces:
        if group and piece[0] - group[0][0] > NEAR:
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def _connected(levels: list[Piece], uprights: list[Piece]) -> Iterator[tuple[list[Piece], list[Piece]]]:
    """Lines that cross or touch, together; a group that cannot enclose anything is left out."""
    group_of = list(range(len(levels) + len(uprights)))

    def root(one: int) -> int:
        while group_of[one] != one:
            group_of[one] = group_of[group_of[one]]
            one = group_of[one]
        return one

    heights = [level[0] for level in levels]
    for number, (x, top, bottom) in enumerate(uprights, len(levels)):
        for index in range(bisect_left(heights, top - NEAR), len(levels)):
            y, left, right = levels[index]
            if y > bottom + NEAR:
                break
            if left - NEAR <= x <= right + NEAR:
                group_of[root(index)] = root(number)
    groups: dict[int, tuple[list[Piece], list[Piece]]] = {}
    for number in range(len(group_of)):
        group = groups.setdefault(root(number), ([], []))
        if number < len(levels):
            group[0].append(levels[number])
        else:
            group[1].append(uprights[number - len(levels)])
    yield from (group for group in groups.values() if len(group[0]) > 1 and len(group[1]) > 1)


def _grid(levels: list[Piece], uprights: list[Piece]) -> Grid | None:
    """The boxes that the lines of one group enclose."""
    xs, ys = _marks(uprights), _marks(levels)
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 1:
        return None
    if rows * columns > _MOST_BOXES:
        raise refuse("file-too-large", why=f"一页上的表格有{rows}行{columns}列")
    walls = _walls(uprights, xs, ys)
    floors = _walls(levels, ys, xs)
    boxes: list[Box] = []
    for region in _regions(rows, columns, walls, floors):
        boxes.extend(_boxes(region, xs, ys))
    return Grid(tuple(xs), tuple(ys), tuple(sorted(boxes, key=lambda box: (box.row, box.column))))


def _marks(pieces: list[Piece]) -> list[float]:
    """Where lines lie, each place once."""
    return [sum(piece[0] for piece in group) / len(group) for group in _close(sorted(pieces))]


def _walls(pieces: list[Piece], marks: list[float], steps: list[float]) -> set[tuple[int, int]]:
    """(mark, step) for every step along a mark that is drawn."""
    middles = [(one + other) / 2 for one, other in pairwise(steps)]
    found = set()
    for at, begins, ends in pieces:
        mark = min(range(len(marks)), key=lambda one: abs(marks[one] - at))
        for step in range(bisect_left(middles, begins), len(middles)):
            if middles[step] > ends:
                break
            found.add((mark, step))
    return found


def _regions(
    rows: int, columns: int, walls: set[tuple[int, int]], floors: set[tuple[int, int]]
) -> Iterator[set[tuple[int, int]]]:
    """Sets of elementary boxes with no line between them.

    The outer edges close a table whether drawn or not: a cell that goes on overleaf has no line at its foot.
    """
    seen: set[tuple[int, int]] = set()
    for row in range(rows):
        for column in range(columns):
            if (row, column) in seen:
                continue
            region: set[tuple[int, int]] = set()
            pending = [(row, column)]
            while pending:
                here = pending.pop()
                if here in region or not (0 <= here[0] < rows and 0 <= here[1] < columns):
                    continue
                region.add(here)
                pending.extend(_neighbours(here, walls, floors))
            seen |= region
            yield region


def _neighbours(
    here: tuple[int, int], walls: set[tuple[int, int]], floors: set[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    row, column = here
    if (column, row) not in walls:
        yield row, column - 1
    if (column + 1, row) not in walls:
        yield row, column + 1
    if (row, column) not in floors:
        yield row - 1, column
    if (row + 1, column) not in floors:
        yield row + 1, column


def _boxes(region: set[tuple[int, int]], xs: list[float], ys: list[float]) -> Iterator[Box]:
    """The region as one box, or row by row where its shape is no rectangle."""
    top, bottom = min(row for row, _ in region), max(row for row, _ in region) + 1
    left, right = min(column for _, column in region), max(column for _, column in region) + 1
    if len(region) == (bottom - top) * (right - left):
        yield _box(top, left, bottom, right, xs, ys)
        return
    for row in range(top, bottom):
        start = None
        for column in range(left, right + 1):
            if (row, column) in region:
                start = column if start is None else start
            elif start is not None:
                yield _box(row, start, row + 1, column, xs, ys)
                start = None


def _box(top: int, left: int, bottom: int, right: int, xs: list[float], ys: list[float]) -> Box:
    return Box(top, left, bottom - top, right - left, xs[left], ys[top], xs[right], ys[bottom])


def aligned(found: list[Grid]) -> list[Grid]:
    """The same grids with columns counted alike wherever outer edges agree, as parts of one table over pages do."""
    groups: list[list[int]] = []
    for number, grid in enumerate(found):
        for group in groups:
            first = found[group[0]]
            if abs(first.xs[0] - grid.xs[0]) <= NEAR and abs(first.xs[-1] - grid.xs[-1]) <= NEAR:
                group.append(number)
                break
        else:
            groups.append([number])
    renewed = list(found)
    for group in groups:
        if len(group) > 1 and len({found[number].xs for number in group}) > 1:
            marks = _marks([(x, 0.0, 0.0) for number in group for x in found[number].xs])
            for number in group:
                renewed[number] = _recounted(found[number], marks)
    return renewed


def _recounted(grid: Grid, marks: list[float]) -> Grid:
    def column(x: float) -> int:
        return min(range(len(marks)), key=lambda one: abs(marks[one] - x))

    boxes = []
    for box in grid.boxes:
        left, right = column(box.x0), column(box.x1)
        columns = max(right - left, 1)
        boxes.append(Box(box.row, left, box.rows, columns, box.x0, box.y0, box.x1, box.y1))
    return Grid(tuple(marks), grid.ys, tuple(boxes))

"""A model of how a word processor fills pages: exact lines, whole table rows, blocks that stay together.

Line heights are exact and every Hanzi has one width, so counting gives the pages of a document without laying it
out.  It answers where the text ends, which decides the imprint's page (R60, R65, R67).  Heights are points from the
top of the type area; pages count from 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from generate.office.heights import block_lines, rows_of
from generate.office.layouts import Layouts, Sheet, points_of
from generate.office.wml import W

_SLACK = 0.6
"""Points by which a line may exceed the page: half of what 22 lines of 28.95 pt leave over."""
_LONG = 50
"""A table of more rows than this is an annex's list."""


@dataclass(frozen=True, slots=True)
class Box:
    """One paragraph or table row to be placed: its line heights, and whether it stays with the next.

    A frame or floating table has no lines; it is an ``obstacle`` from one height to another that text goes below.
    """

    element: etree._Element
    lines: tuple[float, ...]
    keep_next: bool = False
    new_page: bool = False
    whole: bool = False
    header: float = 0
    obstacle: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class End:
    """Where a block ended: its page, how many of its lines are there, and the points left below it."""

    page: int = 0
    lines: int = 0
    left: float = 0


@dataclass
class Place:
    """Where the text has come to: page, height used on it, its whole height; where each block began and ended."""

    page: int = 1
    used: float = 0
    height: float = 0
    pages_of: dict[etree._Element, int] = field(default_factory=dict)
    ends: dict[etree._Element, End] = field(default_factory=dict)


class Typesetter:
    """Fills pages with the boxes of a body, section by section."""

    def __init__(
        self,
        layouts: Layouts,
        sheets: Mapping[etree._Element, Sheet],
        long_tables: dict[etree._Element, list[Box]] | None = None,
        *,
        loose: bool = False,
    ) -> None:
        self._layouts = layouts
        self._long_tables = {} if long_tables is None else long_tables
        self._loose = loose
        self._sheets = sheets
        self._sheet = Sheet()
        self._obstacles: list[tuple[float, float]] = []
        self.place = Place()

    def run(self, blocks: list[etree._Element]) -> Place:
        """Places every block; where the last one ended is in the result."""
        start = 0
        for end, section in _sections(blocks, self._sheets):
            self._sheet = self._sheets[section]
            if start:
                self._turn()
            self._fill(list(self._boxes(blocks[start:end])))
            start = end
        self.place.height = self.height
        return self.place

    @property
    def height(self) -> float:
        """The height of the page now filled."""
        return self._sheet.height if self.place.page == 1 else self._sheet.later

    def _turn(self) -> None:
        self.place.page, self.place.used = self.place.page + 1, 0
        self._obstacles = []

    def _fill(self, boxes: list[Box]) -> None:
        at = 0
        while at < len(boxes):
            end = at + 1
            while end < len(boxes) and boxes[end - 1].keep_next and not boxes[end].new_page:
                end += 1
            self._chain(boxes[at:end])
            at = end

    def _chain(self, boxes: list[Box]) -> None:
        """A chain kept together moves to a new page unless it would fill one."""
        together = sum(sum(box.lines) for box in boxes[:-1]) + (boxes[-1].lines[0] if boxes[-1].lines else 0)
        if boxes[-1].whole:
            together += sum(boxes[-1].lines[1:])
        fits_here = self.place.used + together <= self.height + _SLACK
        moves = len(boxes) > 1 and not fits_here and together <= self._sheet.later
        if self.place.used > 0 and (boxes[0].new_page or moves):
            self._turn()
        for box in boxes:
            self._put(box)

    def _put(self, box: Box) -> None:
        if box.whole and self.place.used + sum(box.lines) > self.height + _SLACK and self.place.used > 0:
            self._turn()
            self.place.used += box.header
        self.place.pages_of.setdefault(box.element, self.place.page)
        if box.obstacle:
            self._obstacles.append(box.obstacle)
        count = 0
        for line in box.lines:
            page = self.place.page
            self._line(line)
            count = count + 1 if self.place.page == page else 1
        self.place.ends[box.element] = End(self.place.page, count, self.height - self.place.used)

    def _line(self, line: float) -> None:
        for top, bottom in self._obstacles:
            if self.place.used < bottom and self.place.used + line > top:
                self.place.used = bottom
        if self.place.used + line > self.height + _SLACK and self.place.used > 0:
            self._turn()
        self.place.used += line

    def _boxes(self, blocks: list[etree._Element]) -> Iterator[Box]:
        for block in blocks:
            if block.tag == f"{W}tbl":
                yield from self._rows(block)
            elif block.tag == f"{W}p":
                frame = block.find(f"{W}pPr/{W}framePr")
                yield self._paragraph(block) if frame is None else self._frame(block, frame)

    def _frame(self, block: etree._Element, frame: etree._Element) -> Box:
        top = points_of(frame, "y")
        top -= self._sheet.top if frame.get(f"{W}vAnchor") == "page" else 0
        space, height = points_of(frame, "vSpace"), points_of(frame, "h")
        return Box(block, (), obstacle=(top - space, top + height + space))

    def _paragraph(self, block: etree._Element) -> Box:
        layout = self._layouts.of_paragraph(block)
        lines = block_lines(block, layout, self._sheet.width, loose=self._loose)
        broken = any(mark.get(f"{W}type") == "page" for mark in block.iter(f"{W}br"))
        return Box(block, lines, layout.keep_next, layout.new_page or broken)

    def _rows(self, table: etree._Element) -> list[Box]:
        """The boxes of a table; those of a long one are made once for all runs."""
        if table in self._long_tables:
            return self._long_tables[table]
        boxes = list(self._table(table))
        if len(boxes) > _LONG:
            self._long_tables[table] = boxes
        return boxes

    def _table(self, table: etree._Element) -> Iterator[Box]:
        place = table.find(f"{W}tblPr/{W}tblpPr")
        rows = rows_of(table, self._layouts)
        if place is not None:
            top = points_of(place, "tblpY")
            yield Box(table, (), obstacle=(top, top + sum(height for _, height in rows)) if top else None)
            return
        heads = [height for row, height in rows if row.find(f"{W}trPr/{W}tblHeader") is not None]
        for number, (row, height) in enumerate(rows):
            head = number < len(heads)
            yield Box(row, (height,), head or self._kept(row), whole=True, header=0 if head else sum(heads))

    def _kept(self, row: etree._Element) -> bool:
        first = row.find(f"{W}tc/{W}p")
        return first is not None and self._layouts.of_paragraph(first).keep_next


def _sections(
    blocks: list[etree._Element], sheets: Mapping[etree._Element, Sheet]
) -> Iterator[tuple[int, etree._Element]]:
    """The end of each section among the blocks, with its properties; the last section's stand behind all blocks."""
    for number, block in enumerate(blocks, 1):
        section = block.find(f"{W}pPr/{W}sectPr")
        if section is not None:
            yield number, section
    yield len(blocks), list(sheets)[-1]

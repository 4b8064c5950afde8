"""A model of how a word processor fills pages: exact lines, whole table rows, blocks that stay together.

Line heights are exact and every Hanzi has one width, so counting gives the pages of a document without laying it
out.  It answers where the text ends, which decides the imprint's page (R60, R65, R67).  Heights are points from the
top of the type area; pages count from 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby, islice

from lxml import etree

from generate.office.folding import FOLD
from generate.office.layouts import Sheet, points_of
from generate.office.lines import Paragraphs
from generate.office.rows import Behind, Tables
from generate.office.ruler import Ruler
from generate.office.styles import TABLE_PITCH
from generate.office.wml import W

_SLACK = 0.6
"""Points by which a line may exceed the page: half of what 22 lines of 28.95 pt leave over."""
_ROW_SLACK = -2.0
"""Points that loose programs, which round heights and count the lowest rule, want left below a table's row."""


@dataclass(frozen=True, slots=True)
class Box:
    """One paragraph or table row to be placed: its line heights, and whether it stays with the next.

    A frame or floating table has no lines; it is an ``obstacle`` from one height to another that text goes below.
    ``times`` rows of one line and the same height, free to stand on two pages, make one box.
    """

    element: etree._Element
    lines: tuple[float, ...]
    keep_next: bool = False
    new_page: bool = False
    whole: bool = False
    header: float = 0
    obstacle: tuple[float, float] | None = None
    times: int = 1


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
        paragraphs: Paragraphs,
        tables: Tables,
        ruler: Ruler,
        sheets: Mapping[etree._Element, Sheet],
        behind: Behind,
        long_tables: dict[tuple[etree._Element, bool], tuple[list[Box], bool]],
        *,
        loose: bool = False,
    ) -> None:
        self._paragraphs = paragraphs
        self._tables = tables
        self._ruler = ruler
        self._behind = behind
        self._long_tables = long_tables
        self._loose = loose
        self._sheets = sheets
        self._sheet = Sheet()
        self._obstacles: list[tuple[float, float]] = []
        self.place = Place()
        self.agreed = True
        """Whether looser programs set everything met so far as we ask."""

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
        if self.place.used > 0 and (boxes[0].new_page or (len(boxes) > 1 and self._moves(boxes))):
            self._turn()
        for box in boxes:
            self._put_all(box)

    def _moves(self, boxes: list[Box]) -> bool:
        """Whether a chain does not fit here and would on a page of its own."""
        together = sum(sum(box.lines) for box in boxes[:-1]) + (boxes[-1].lines[0] if boxes[-1].lines else 0)
        if boxes[-1].whole:
            together += sum(boxes[-1].lines[1:])
        return self.place.used + together > self.height + _SLACK and together <= self._sheet.later

    def _slack(self, box: Box) -> float:
        return _ROW_SLACK if box.whole and self._loose else _SLACK

    def _note(self, box: Box, used: float) -> None:
        """A row that only just has room is one that loose programs may put on the next page."""
        self.agreed = self.agreed and not (box.whole and used > self.height + _ROW_SLACK)

    def _put_all(self, box: Box) -> None:
        """Puts a box as often as it says: one row, and as many more at once as the page has room for."""
        left = box.times
        while left:
            self._put(box)
            left -= 1
            if left and not self._obstacles:
                room = self.height + self._slack(box) - self.place.used
                more = max(0, min(int(room / box.lines[0]), left))
                self.place.used += more * box.lines[0]
                self._note(box, self.place.used)
                self.place.ends[box.element] = End(self.place.page, 1, self.height - self.place.used)
                left -= more

    def _put(self, box: Box) -> None:
        if not self._fits(box):
            self._break(box)

    def _fits(self, box: Box) -> bool:
        """Puts a box whose lines all have room on this page, where nothing stands in their way; whether it has."""
        if self._obstacles or box.obstacle:
            return False
        place, height = self.place, self.height
        used = place.used
        for line in box.lines:
            used += line
        if used > height + self._slack(box):
            return False
        self._note(box, used)
        place.used = used
        place.pages_of.setdefault(box.element, place.page)
        place.ends[box.element] = End(place.page, len(box.lines), height - used)
        return True

    def _break(self, box: Box) -> None:
        """Puts a box line by line."""
        if box.whole and self.place.used + sum(box.lines) > self.height + self._slack(box) and self.place.used > 0:
            self._turn()
            self.place.used += box.header
        if box.obstacle:
            self._obstacles.append(box.obstacle)
        count = 0
        for line in box.lines:
            page = self.place.page
            self._line(line, 0 if box.whole else box.header)
            self.place.pages_of.setdefault(box.element, self.place.page)
            count = count + 1 if self.place.page == page else 1
        self.place.pages_of.setdefault(box.element, self.place.page)
        self.place.ends[box.element] = End(self.place.page, count, self.height - self.place.used)

    def _line(self, line: float, header: float) -> None:
        place = self.place
        for top, bottom in self._obstacles:
            if place.used < bottom and place.used + line > top:
                place.used = bottom
        if place.used + line > self.height + _SLACK and place.used > 0:
            self._turn()
            place.used += header
        place.used += line

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
        lines = self._paragraphs.lines(block, self._sheet.width, self._ruler)
        self.agreed = self.agreed and lines.loose == lines.strict
        return Box(block, lines.loose if self._loose else lines.strict, lines.keep_next, lines.new_page)

    def _rows(self, table: etree._Element) -> list[Box]:
        """The boxes of a table; those of one with rows behind stubs are made once for all runs."""
        key = table, self._loose
        if key not in self._long_tables:
            rows = list(self._tables.rows_of(table, self._behind, self._ruler))
            agreed = all(strict == loose for _, (strict, loose), _ in rows)
            boxes = list(self._table(table, [(row, both[self._loose], keeps) for row, both, keeps in rows]))
            if table.find(FOLD) is None:
                self.agreed = self.agreed and agreed
                return boxes
            self._long_tables[key] = boxes, agreed
        boxes, agreed = self._long_tables[key]
        self.agreed = self.agreed and agreed
        return boxes

    def _table(self, table: etree._Element, rows: list[tuple[etree._Element, float, bool]]) -> Iterator[Box]:
        place = table.find(f"{W}tblPr/{W}tblpPr")
        if place is not None:
            top = points_of(place, "tblpY")
            yield Box(table, (), obstacle=(top, top + sum(height for _, height, _ in rows)) if top else None)
            return
        titles = {row for row in table if row.find(f"{W}trPr/{W}tblHeader") is not None}
        heads = [height for row, height, _ in rows if row in titles] if titles else []
        for row, height, _ in rows[: len(heads)]:
            yield Box(row, (height,), keep_next=True, whole=True)
        for (row, height, keeps), same in groupby(rows[len(heads) :]):
            count = sum(1 for _ in same)
            whole = row.tag == FOLD or row.find(f"{W}trPr/{W}cantSplit") is not None
            lines = (height,) if whole else _lines_of(height)
            alike = Box(row, lines, keeps, whole=whole, header=sum(heads), times=count if whole and not keeps else 1)
            yield from [alike] * (count if keeps or not whole else 1)


def _lines_of(height: float) -> tuple[float, ...]:
    """The lines at which a row of that height may be broken."""
    line = TABLE_PITCH.pt
    count = max(1, int(height // line))
    return (height - line * (count - 1), *[line] * (count - 1))


def _sections(
    blocks: list[etree._Element], sheets: Mapping[etree._Element, Sheet]
) -> Iterator[tuple[int, etree._Element]]:
    """The end of each section among the blocks, with its properties; the last section's stand behind all blocks."""
    places = {block: number for number, block in enumerate(blocks, 1)} if len(sheets) > 1 else {}
    for section in sheets:
        carrier = next(islice(section.iterancestors(), 1, 2), None)
        if carrier in places and section is carrier.find(f"{W}pPr/{W}sectPr"):
            yield places[carrier], section
    yield len(blocks), list(sheets)[-1]

"""A model of how a word processor fills pages: exact lines, whole table rows, blocks that stay together.

Line heights are exact and every Hanzi has one width, so counting gives the pages of a document without laying it out.
It answers where the text ends, which decides the imprint's page (R60, R65, R67).  Heights are points from the top of the
type area; pages count from 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from generate.office.widths import lines_needed
from generate.office.wml import W

_PER_POINT = 20
_SLACK = 0.6
"""Points by which a line may exceed the page: half of what 22 lines of 28.95 pt leave over."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What a paragraph's style and own properties say about the room it takes, in points."""

    line: float = 28.95
    size: float = 16
    tracking: float = -0.25
    left: float = 0
    right: float = 0
    first: float = 0
    keep_next: bool = False
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """The type area of a section's pages, in points; ``later`` is its height after the first page (R85)."""

    width: float
    height: float
    later: float


@dataclass(frozen=True, slots=True)
class Box:
    """One paragraph or table row to be placed: its line heights, and whether it stays with the next."""

    element: etree._Element
    lines: tuple[float, ...]
    keep_next: bool = False
    new_page: bool = False
    whole: bool = False
    header: float = 0


@dataclass(frozen=True, slots=True)
class End:
    """Where a block ended: its page, how many of its lines are there, and the points left below it."""

    page: int = 0
    lines: int = 0
    left: float = 0


@dataclass
class Place:
    """Where the text has come to: page, height used on it, its whole height; on which page each block began and how it ended."""

    page: int = 1
    used: float = 0
    height: float = 0
    pages_of: dict[etree._Element, int] = field(default_factory=dict)
    ends: dict[etree._Element, End] = field(default_factory=dict)


class Layouts:
    """The layouts of a style sheet, by style id, inheritance resolved."""

    def __init__(self, styles: etree._Element) -> None:
        self._elements = {style.get(f"{W}styleId", ""): style for style in styles.iter(f"{W}style")}
        self._known: dict[str, Layout] = {}

    def of_style(self, style_id: str) -> Layout:
        """The layout of a paragraph style."""
        if style_id not in self._known:
            style = self._elements.get(style_id)
            self._known[style_id] = Layout() if style is None else self._resolved(style)
        return self._known[style_id]

    def _resolved(self, style: etree._Element) -> Layout:
        parent = style.find(f"{W}basedOn")
        inherited = self.of_style(parent.get(f"{W}val", "")) if parent is not None else Layout()
        return changed(inherited, style.find(f"{W}pPr"), style.find(f"{W}rPr"))

    def of_paragraph(self, paragraph: etree._Element) -> Layout:
        """The layout of one paragraph with what it has beyond its style."""
        properties = paragraph.find(f"{W}pPr")
        named = None if properties is None else properties.find(f"{W}pStyle")
        base = self.of_style("Normal" if named is None else named.get(f"{W}val", ""))
        return changed(base, properties, None) if properties is not None and len(properties) > 1 else base


def changed(layout: Layout, paragraph: etree._Element | None, characters: etree._Element | None) -> Layout:
    """``layout`` with what the given properties say instead."""
    return Layout(
        line=_points(paragraph, "spacing", "line", layout.line),
        size=_points(characters, "sz", "val", layout.size, 2),
        tracking=_points(characters, "spacing", "val", layout.tracking),
        left=_points(paragraph, "ind", "left", layout.left),
        right=_points(paragraph, "ind", "right", layout.right),
        first=_points(paragraph, "ind", "firstLine", -_points(paragraph, "ind", "hanging", -layout.first)),
        keep_next=_switch(paragraph, "keepNext", default=layout.keep_next),
        new_page=_switch(paragraph, "pageBreakBefore", default=layout.new_page),
    )


def _points(
    properties: etree._Element | None, name: str, attribute: str, default: float, parts: int = _PER_POINT
) -> float:
    found = None if properties is None else properties.find(f"{W}{name}")
    value = None if found is None else found.get(f"{W}{attribute}")
    return default if value is None else float(value) / parts


def _switch(properties: etree._Element | None, name: str, *, default: bool) -> bool:
    found = None if properties is None else properties.find(f"{W}{name}")
    return default if found is None else found.get(f"{W}val", "1") not in ("0", "false")


def text_of(paragraph: etree._Element) -> str:
    """A paragraph's text, line breaks as ``\\n``."""
    pieces = []
    for element in paragraph.iter(f"{W}t", f"{W}br", f"{W}tab"):
        pieces.append("\n" if element.tag == f"{W}br" else "　" if element.tag == f"{W}tab" else element.text or "")
    return "".join(pieces)


def sheet_of(section: etree._Element, later_bottom: float | None = None) -> Sheet:
    """The type area a ``w:sectPr`` gives; ``later_bottom`` is the bottom margin its footers make after page one."""
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    if size is None or margins is None:
        return Sheet(442.2, 637.8, 637.8)

    def value(element: etree._Element, name: str) -> float:
        return float(element.get(f"{W}{name}", "0")) / _PER_POINT

    width = value(size, "w") - value(margins, "left") - value(margins, "right")
    room = value(size, "h") - value(margins, "top")
    bottom = value(margins, "bottom")
    return Sheet(width, room - bottom, room - (later_bottom or bottom))


class Typesetter:
    """Fills pages with the boxes of a body, section by section."""

    def __init__(self, layouts: Layouts, sheets: Mapping[etree._Element, Sheet]) -> None:
        self._layouts = layouts
        self._sheets = sheets
        self._sheet = Sheet(442.2, 637.8, 637.8)
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
        if boxes[0].new_page and self.place.used > 0:
            self._turn()
        elif len(boxes) > 1 and not fits_here and together <= self._sheet.later and self.place.used > 0:
            self._turn()
        for box in boxes:
            self._put(box)

    def _put(self, box: Box) -> None:
        if box.whole and self.place.used + sum(box.lines) > self.height + _SLACK and self.place.used > 0:
            self._turn()
            self.place.used += box.header
        self.place.pages_of.setdefault(box.element, self.place.page)
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
                yield from self._table(block)
            elif block.tag == f"{W}p" and not self._framed(block):
                yield self._paragraph(block)

    def _framed(self, block: etree._Element) -> bool:
        """A frame takes its place out of the flow of the text on the page."""
        frame = block.find(f"{W}pPr/{W}framePr")
        if frame is None:
            return False
        top = float(frame.get(f"{W}y", "0")) / _PER_POINT
        top -= _PAGE_TOP if frame.get(f"{W}vAnchor") == "page" else 0
        space = float(frame.get(f"{W}vSpace", "0")) / _PER_POINT
        self._obstacles.append((top - space, top + float(frame.get(f"{W}h", "0")) / _PER_POINT + space))
        return True

    def _paragraph(self, block: etree._Element) -> Box:
        layout = self._layouts.of_paragraph(block)
        broken = any(mark.get(f"{W}type") == "page" for mark in block.iter(f"{W}br"))
        lines = [layout.line] * paragraph_lines(text_of(block), layout, self._sheet.width)
        lines[-1] += _rule_below(block)
        return Box(block, tuple(lines), layout.keep_next, layout.new_page or broken)

    def _table(self, table: etree._Element) -> Iterator[Box]:
        place = table.find(f"{W}tblPr/{W}tblpPr")
        rows = _rows(table, self._layouts)
        if place is not None:
            self._float(place, sum(height for _, height in rows))
            return
        heads = [height for row, height in rows if row.find(f"{W}trPr/{W}tblHeader") is not None]
        for number, (row, height) in enumerate(rows):
            head = number < len(heads)
            yield Box(row, (height,), head or self._kept(row), whole=True, header=0 if head else sum(heads))

    def _float(self, place: etree._Element, height: float) -> None:
        if f"{W}tblpY" in place.attrib:
            top = float(place.get(f"{W}tblpY", "0")) / _PER_POINT
            self._obstacles.append((top, top + height))

    def _kept(self, row: etree._Element) -> bool:
        first = row.find(f"{W}tc/{W}p")
        return first is not None and self._layouts.of_paragraph(first).keep_next


def lines_of(paragraph: etree._Element, layouts: Layouts, width: float) -> int:
    """How many lines a paragraph takes in a column of ``width`` points."""
    return paragraph_lines(text_of(paragraph), layouts.of_paragraph(paragraph), width)


def height_of(block: etree._Element, layouts: Layouts) -> float:
    """How high a table, or a paragraph of one line, is, in points."""
    return table_height(block, layouts) if block.tag == f"{W}tbl" else layouts.of_paragraph(block).line


def table_height(table: etree._Element, layouts: Layouts) -> float:
    """How high a table is, in points."""
    return sum(height for _, height in _rows(table, layouts))


def _rows(table: etree._Element, layouts: Layouts) -> list[tuple[etree._Element, float]]:
    margins = _cell_margins(table)
    return [(row, _row_height(row, layouts, margins)) for row in table.iterchildren(f"{W}tr")]


def _row_height(row: etree._Element, layouts: Layouts, margins: tuple[float, float]) -> float:
    height = row.find(f"{W}trPr/{W}trHeight")
    least = 0 if height is None else float(height.get(f"{W}val", "0")) / _PER_POINT
    beside, above = margins
    cells = [_cell_height(cell, layouts, beside) + above for cell in row.iterchildren(f"{W}tc")]
    return max(least, *cells) + _RULE


def _cell_height(cell: etree._Element, layouts: Layouts, beside: float) -> float:
    width = _points(cell.find(f"{W}tcPr"), "tcW", "w", 0) - beside
    height = 0.0
    for block in cell.iterchildren(f"{W}p"):
        layout = layouts.of_paragraph(block)
        height += layout.line * paragraph_lines(text_of(block), layout, width)
    return height


_PAGE_TOP = 104.9
"""The top margin of the first page in points, for frames anchored to the page."""
_RULE = 0.5
"""The height a table's rule adds to a row, in points."""


def _rule_below(block: etree._Element) -> float:
    """The height a rule under a paragraph adds to it, in points."""
    rule = block.find(f"{W}pPr/{W}pBdr/{W}bottom")
    return 0 if rule is None else float(rule.get(f"{W}space", "0")) + float(rule.get(f"{W}sz", "0")) / 8


def paragraph_lines(text: str, layout: Layout, width: float) -> int:
    """How many lines a text takes in a column of ``width`` points."""
    step = layout.size + layout.tracking
    room = max((width - layout.left - layout.right) / step, 1)
    return lines_needed(text, room, room - layout.first / step)


def _cell_margins(table: etree._Element) -> tuple[float, float]:
    """White space beside and above the text of cells, both sides together; ours unless the table says otherwise."""
    margins = table.find(f"{W}tblPr/{W}tblCellMar")
    if margins is None:
        named = table.find(f"{W}tblPr/{W}tblStyle")
        return (8.5, 4.0) if named is not None and named.get(f"{W}val") != "TableNormal" else (0, 0)
    sides = [_points(margins, side, "w", 0) for side in ("left", "right", "top", "bottom")]
    return sides[0] + sides[1], sides[2] + sides[3]


def _sections(
    blocks: list[etree._Element], sheets: Mapping[etree._Element, Sheet]
) -> Iterator[tuple[int, etree._Element]]:
    """The end of each section among the blocks, with its properties; the last section's stand behind all blocks."""
    for number, block in enumerate(blocks, 1):
        section = block.find(f"{W}pPr/{W}sectPr")
        if section is not None:
            yield number, section
    yield len(blocks), list(sheets)[-1]

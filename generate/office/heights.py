"""How high paragraphs and tables are: exact lines times how many of them a text needs."""

from __future__ import annotations

from lxml import etree

from generate.office.layouts import Layout, Layouts, points, points_of
from generate.office.widths import lines_needed
from generate.office.wml import NAMESPACES, W

Margins = tuple[float, float]
"""White space beside and above the text of a cell, both sides together, in points."""


def text_of(paragraph: etree._Element) -> str:
    """A paragraph's text; a line break is a new line, a tab a space of one 字."""
    return "".join(_sign_or_text(element) for element in paragraph.iter(f"{W}t", f"{W}br", f"{W}tab"))


def _sign_or_text(element: etree._Element) -> str:
    if element.tag == f"{W}br":
        return "\n"
    return "\N{IDEOGRAPHIC SPACE}" if element.tag == f"{W}tab" else element.text or ""


def lines_of(paragraph: etree._Element, layouts: Layouts, width: float) -> int:
    """How many lines a paragraph takes in a column of ``width`` points."""
    return paragraph_lines(text_of(paragraph), layouts.of_paragraph(paragraph), width)


def height_of(block: etree._Element, layouts: Layouts) -> float:
    """How high a table, or a paragraph of one line, is, in points."""
    return table_height(block, layouts) if block.tag == f"{W}tbl" else layouts.of_paragraph(block).line


def table_height(table: etree._Element, layouts: Layouts) -> float:
    """How high a table with all its rows is, in points."""
    margins = cell_margins(table)
    return sum(row_height(row, layouts, margins) for row in table.iterchildren(f"{W}tr"))


def sure_room(layout: Layout, width: float) -> float:
    """How many 字 fit on the first line."""
    return (width - layout.left - layout.right - max(layout.first, 0)) / (layout.size + layout.tracking)


def row_height(row: etree._Element, layouts: Layouts, margins: Margins, *, loose: bool = False) -> float:
    """How high a row is, in points, between cells of these ``margins``."""
    beside, above = margins
    cells = [_cell_height(cell, layouts, beside, loose=loose) + above for cell in row.iterchildren(f"{W}tc")]
    return max(least_height(row), *cells) + RULE


def least_height(row: etree._Element) -> float:
    """The height a row has at least, in points."""
    height = row.find(f"{W}trPr/{W}trHeight")
    return 0 if height is None else points_of(height, "val")


def cell_width(cell: etree._Element) -> float:
    """The width of a cell, white space included, in points."""
    return points(cell.find(f"{W}tcPr"), "tcW", "w", 0)


def _cell_height(cell: etree._Element, layouts: Layouts, beside: float, *, loose: bool) -> float:
    width = cell_width(cell) - beside
    height = 0.0
    for block in cell.iterchildren(f"{W}p"):
        layout = layouts.of_paragraph(block)
        height += layout.line * paragraph_lines(text_of(block), layout, width, loose=loose)
    return height


_EXTENT = f".//{{{NAMESPACES['wp']}}}inline/{{{NAMESPACES['wp']}}}extent"
_EMU_PER_POINT = 12_700
RULE = 0.5
"""The height a table's rule adds to a row, in points."""


def picture_height(paragraph: etree._Element) -> float:
    """The height of the highest picture in a paragraph, in points."""
    extents = paragraph.iterfind(_EXTENT)
    return max((float(extent.get("cy", "0")) / _EMU_PER_POINT for extent in extents), default=0)


def rule_below(block: etree._Element) -> float:
    """The height a rule under a paragraph adds to it, in points."""
    rule = block.find(f"{W}pPr/{W}pBdr/{W}bottom")
    return 0 if rule is None else float(rule.get(f"{W}space", "0")) + float(rule.get(f"{W}sz", "0")) / 8


_WIDEST = 1.3
"""字 that a character takes at most, the gap beside it included."""
_WIDEST_DIGIT = 0.6
"""字 that a digit takes at most."""


def surely_fits(text: str, room: float) -> bool:
    """Whether a text fits into ``room`` 字 in every program, told by its length alone."""
    return len(text) * (_WIDEST_DIGIT if text.isdecimal() else _WIDEST) <= room and "\n" not in text


def paragraph_lines(text: str, layout: Layout, width: float, *, loose: bool = False) -> int:
    """How many lines a text takes in a column of ``width`` points."""
    if surely_fits(text, sure_room(layout, width)):
        return 1
    step = layout.size + layout.tracking
    room = max((width - layout.left - layout.right) / step, 1)
    return lines_needed(text, room, room - layout.first / step, loose=loose)


def cell_margins(table: etree._Element) -> Margins:
    """White space beside and above the text of cells, both sides together; ours unless the table says otherwise."""
    margins = table.find(f"{W}tblPr/{W}tblCellMar")
    if margins is None:
        named = table.find(f"{W}tblPr/{W}tblStyle")
        return (8.5, 4.0) if named is not None and named.get(f"{W}val") != "TableNormal" else (0, 0)
    sides = [points(margins, side, "w", 0) for side in ("left", "right", "top", "bottom")]
    return sides[0] + sides[1], sides[2] + sides[3]

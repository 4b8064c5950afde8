"""How high paragraphs and tables are: exact lines times how many of them a text needs."""

from __future__ import annotations

from lxml import etree

from generate.office.layouts import points, points_of
from generate.office.ruler import Answer, Ruler
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


def lines_of(paragraph: etree._Element, ruler: Ruler, width: float) -> float:
    """How many lines a paragraph takes in a column of ``width`` points."""
    strict, _ = ruler.lines(text_of(paragraph), ruler.layouts.of_paragraph(paragraph), width)
    return strict


def height_of(block: etree._Element, ruler: Ruler) -> float:
    """How high a table, or a paragraph of one line, is, in points."""
    return table_height(block, ruler) if block.tag == f"{W}tbl" else ruler.layouts.of_paragraph(block).line


def table_height(table: etree._Element, ruler: Ruler) -> float:
    """How high a table with all its rows is, in points."""
    margins = cell_margins(table)
    return sum(row_heights(row, ruler, margins)[0] for row in table.iterchildren(f"{W}tr"))


def row_heights(row: etree._Element, ruler: Ruler, margins: Margins) -> Answer:
    """How high a row is, in points, between cells of these ``margins``: in strict and in loose programs."""
    beside, above = margins
    cells = [_cell_heights(cell, ruler, beside) for cell in row.iterchildren(f"{W}tc")]
    least = least_height(row)
    strict, loose = (max(least, *(cell[one] + above for cell in cells)) + RULE for one in (False, True))
    return strict, loose


def least_height(row: etree._Element) -> float:
    """The height a row has at least, in points."""
    height = row.find(f"{W}trPr/{W}trHeight")
    return 0 if height is None else points_of(height, "val")


def cell_width(cell: etree._Element) -> float:
    """The width of a cell, white space included, in points."""
    return points(cell.find(f"{W}tcPr"), "tcW", "w", 0)


def _cell_heights(cell: etree._Element, ruler: Ruler, beside: float) -> Answer:
    width = cell_width(cell) - beside
    height = [0.0, 0.0]
    for block in cell.iterchildren(f"{W}p"):
        layout = ruler.layouts.of_paragraph(block)
        for program, lines in enumerate(ruler.lines(text_of(block), layout, width)):
            height[program] += layout.line * lines
    return height[False], height[True]


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


def cell_margins(table: etree._Element) -> Margins:
    """White space beside and above the text of cells, both sides together; ours unless the table says otherwise."""
    margins = table.find(f"{W}tblPr/{W}tblCellMar")
    if margins is None:
        named = table.find(f"{W}tblPr/{W}tblStyle")
        return (8.5, 4.0) if named is not None and named.get(f"{W}val") != "TableNormal" else (0, 0)
    sides = [points(margins, side, "w", 0) for side in ("left", "right", "top", "bottom")]
    return sides[0] + sides[1], sides[2] + sides[3]

"""How high paragraphs and tables are: exact lines times how many of them a text needs."""

from __future__ import annotations

from lxml import etree

from generate.office.alike import LikeRows, markup_and_texts
from generate.office.layouts import Layout, Layouts, points, points_of
from generate.office.widths import lines_needed
from generate.office.wml import NAMESPACES, W


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
    """How high a table is, in points."""
    return sum(height for _, height in rows_of(table, layouts))


def rows_of(table: etree._Element, layouts: Layouts) -> list[tuple[etree._Element, float]]:
    """The rows of a table with their heights in points."""
    margins = _cell_margins(table)
    if len(table) < _LONG:
        return [(row, _row_height(row, layouts, margins)) for row in table.iterchildren(f"{W}tr")]
    known = LikeRows()
    rows = []
    for row in table.iterchildren(f"{W}tr"):
        markup, texts = markup_and_texts(row)
        height = known.height(markup, texts)
        if height is None:
            height = _row_height(row, layouts, margins)
            known.learn(markup, height, _rooms(row, layouts, margins[0]))
        rows.append((row, height))
    return rows


def _rooms(row: etree._Element, layouts: Layouts, beside: float) -> list[float] | None:
    """How many 字 fit on the one line of each cell; None for a row of another make."""
    rooms = []
    for cell in row.iterchildren(f"{W}tc"):
        blocks = list(cell.iterchildren(f"{W}p"))
        if len(blocks) != 1 or len(blocks[0].findall(f".//{W}t")) > 1:
            return None
        layout = layouts.of_paragraph(blocks[0])
        if paragraph_lines(text_of(blocks[0]), layout, _room(cell, beside)) > 1:
            return None
        if text_of(blocks[0]):
            rooms.append(sure_room(layout, _room(cell, beside)))
    return rooms


def _room(cell: etree._Element, beside: float) -> float:
    return points(cell.find(f"{W}tcPr"), "tcW", "w", 0) - beside


def sure_room(layout: Layout, width: float) -> float:
    """How many 字 fit on the first line."""
    return (width - layout.left - layout.right - max(layout.first, 0)) / (layout.size + layout.tracking)


def _row_height(row: etree._Element, layouts: Layouts, margins: tuple[float, float]) -> float:
    height = row.find(f"{W}trPr/{W}trHeight")
    least = 0 if height is None else points_of(height, "val")
    beside, above = margins
    cells = [_cell_height(cell, layouts, beside) + above for cell in row.iterchildren(f"{W}tc")]
    return max(least, *cells) + _RULE


def _cell_height(cell: etree._Element, layouts: Layouts, beside: float) -> float:
    width = _room(cell, beside)
    height = 0.0
    for block in cell.iterchildren(f"{W}p"):
        layout = layouts.of_paragraph(block)
        height += layout.line * paragraph_lines(text_of(block), layout, width)
    return height


_EXTENT = f".//{{{NAMESPACES['wp']}}}inline/{{{NAMESPACES['wp']}}}extent"
_EMU_PER_POINT = 12_700
_LONG = 200
"""From so many rows on it pays to look for rows that are alike."""
_RULE = 0.5
"""The height a table's rule adds to a row, in points."""


def block_lines(paragraph: etree._Element, layout: Layout, width: float, *, loose: bool = False) -> tuple[float, ...]:
    """The heights of a paragraph's lines, a picture's and a rule's among them."""
    lines = [layout.line] * paragraph_lines(text_of(paragraph), layout, width, loose=loose)
    pictures = [float(extent.get("cy", "0")) / _EMU_PER_POINT for extent in paragraph.iterfind(_EXTENT)]
    lines[-1] = max(lines[-1], *pictures, 0) + rule_below(paragraph)
    return tuple(lines)


def rule_below(block: etree._Element) -> float:
    """The height a rule under a paragraph adds to it, in points."""
    rule = block.find(f"{W}pPr/{W}pBdr/{W}bottom")
    return 0 if rule is None else float(rule.get(f"{W}space", "0")) + float(rule.get(f"{W}sz", "0")) / 8


_WIDEST = 1.2
"""字 that a character takes at most, the gap beside it included."""


def paragraph_lines(text: str, layout: Layout, width: float, *, loose: bool = False) -> int:
    """How many lines a text takes in a column of ``width`` points."""
    if len(text) * _WIDEST <= sure_room(layout, width) and "\n" not in text:
        return 1
    step = layout.size + layout.tracking
    room = max((width - layout.left - layout.right) / step, 1)
    return lines_needed(text, room, room - layout.first / step, loose=loose)


def _cell_margins(table: etree._Element) -> tuple[float, float]:
    """White space beside and above the text of cells, both sides together; ours unless the table says otherwise."""
    margins = table.find(f"{W}tblPr/{W}tblCellMar")
    if margins is None:
        named = table.find(f"{W}tblPr/{W}tblStyle")
        return (8.5, 4.0) if named is not None and named.get(f"{W}val") != "TableNormal" else (0, 0)
    sides = [points(margins, side, "w", 0) for side in ("left", "right", "top", "bottom")]
    return sides[0] + sides[1], sides[2] + sides[3]

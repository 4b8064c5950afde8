"""Rows that no page holds are broken between pages, so that nothing of them is set below the page's edge."""

from __future__ import annotations

from lxml import etree

from generate.office.heights import cell_margins, row_heights, text_of
from generate.office.page import TYPE_WIDTH
from generate.office.rendered import Rendered
from generate.office.rows import LONG_TEXT
from generate.office.wml import W

_MOST = TYPE_WIDTH.pt - 36
"""Points that a row may take to stay whole: a turned page's height without the head of the table."""


def let_tall_rows_break(document: Rendered) -> None:
    """Every other row stays on one page."""
    for table in document.body.iterchildren(f"{W}tbl"):
        for row in table.iterchildren(f"{W}tr"):
            whole = row.find(f"{W}trPr/{W}cantSplit")
            if whole is not None and _is_tall(document, table, row):
                row.find(f"{W}trPr").remove(whole)  # type: ignore[union-attr]


def _is_tall(document: Rendered, table: etree._Element, row: etree._Element) -> bool:
    """Whether a row is higher than a page; one of short texts never is."""
    if not document.ruler.any_longer(map(text_of, row.iter(f"{W}p")), LONG_TEXT):
        return False
    _, loose = row_heights(row, document.ruler, cell_margins(table))
    return loose > _MOST

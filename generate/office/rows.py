"""The rows of tables with their heights; those of one shape share a plan, so that only their texts are counted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from generate.lengths import Pt
from generate.office.folding import FOLD, Row, row_of
from generate.office.heights import (
    RULE,
    Margins,
    cell_margins,
    cell_width,
    least_height,
    row_heights,
)
from generate.office.layouts import Layout, Layouts
from generate.office.ruler import Answer, Count, Ruler, counts, sure_room, surely_fits
from generate.office.shapes import canonical, parsed
from generate.office.wml import W

_PLAIN = frozenset(
    f"{W}{name}"
    for name in (
        *("tr", "trPr", "cantSplit", "trHeight", "tc", "tcPr", "tcW", "vAlign", "gridSpan", "shd", "tcBorders"),
        *("top", "bottom", "left", "right", "p", "pPr", "pStyle", "jc", "ind", "spacing", "r", "rPr", "rFonts", "t"),
    )
)
"""All that a row may consist of whose height follows from its texts, one in a paragraph."""
_FOLDED = ("表格文字", "表头文字")
"""The styles of paragraphs in tables that no step of the finishing looks for."""
LONG_TEXT = 150
"""Characters of a text from which on its row may be higher than a page: such rows are looked at one by one."""
_REMEMBERED = 65_536
"""Rows of which the heights are kept: pages are filled several times, and a long list is asked in order each time."""
_HEIGHT = re.compile("<w:trHeight [^<>]*>")
Behind = Callable[[etree._Element], Sequence[Row]]
Heights = Answer
"""The heights of a row in points."""


@dataclass(frozen=True, eq=False)
class RowPlan:
    """The cells of a shape: the least height of its row; of each cell the width, and of each paragraph the layout."""

    least: float
    cells: tuple[tuple[float, tuple[tuple[Layout, bool], ...]], ...]
    keep_next: bool

    @lru_cache(maxsize=_REMEMBERED)  # noqa: B019 - plans are few and live as long as the style sheet they are of
    def heights(self, texts: tuple[str, ...], margins: Margins) -> Heights:
        """How high the row with these texts is, in points."""
        rooms, lowest = self._of_single_lines(margins)
        if all(map(surely_fits, texts, rooms)):
            return lowest, lowest
        return self.counted(texts, margins, counts)

    @lru_cache(maxsize=16)  # noqa: B019 - as above
    def _of_single_lines(self, margins: Margins) -> tuple[tuple[float, ...], float]:
        """The room in 字 that each text has on a line, and the height of the row when all fit on theirs."""
        beside, _ = margins
        rooms = [
            sure_room(layout, width - beside) for width, paragraphs in self.cells for layout, said in paragraphs if said
        ]
        lowest, _ = self.counted(("",) * len(rooms), margins, counts)
        return tuple(rooms), lowest

    def counted(self, texts: Sequence[str], margins: Margins, count: Count) -> Heights:
        """The same, every text counted."""
        beside, above = margins
        left = iter(texts)
        cells = [
            [(layout.line, count(next(left) if said else "", layout, width - beside)) for layout, said in paragraphs]
            for width, paragraphs in self.cells
        ]
        strict, loose = (
            max(self.least, *(above + sum(line * lines[one] for line, lines in cell) for cell in cells)) + RULE
            for one in (False, True)
        )
        return strict, loose

    def seen(self, texts: tuple[str, ...], margins: Margins, ruler: Ruler) -> Heights:
        """The same, where perhaps the ruler alone may see the texts."""
        return self.counted(texts, margins, ruler.lines) if ruler.said else self.heights(texts, margins)


class Tables:
    """The rows of a style sheet's tables; ``names`` are its styles by id."""

    def __init__(self, layouts: Layouts, names: Mapping[str, str]) -> None:
        self.layouts = layouts
        self._names = names
        self._plans: dict[str, RowPlan | None] = {}

    def may_fold(self, rows: Sequence[Row], ruler: Ruler) -> list[bool]:
        """Which rows may stand aside while a document is finished."""
        return [self._plan(row) is not None and not ruler.any_longer(row.texts, LONG_TEXT) for row in rows]

    def rows_of(
        self, table: etree._Element, behind: Behind, ruler: Ruler
    ) -> Iterator[tuple[etree._Element, Heights, bool]]:
        """Each row's element (or the stub it is behind), its heights, whether it stays with the next."""
        margins = cell_margins(table)
        for child in table:
            if child.tag == f"{W}tr":
                yield child, *self._measured(child, margins, ruler)
            elif child.tag == FOLD:
                for row in behind(child):
                    plan = self._plan(row)
                    if plan is not None:
                        yield child, plan.seen(row.texts, margins, ruler), plan.keep_next

    def _measured(self, row: etree._Element, margins: Margins, ruler: Ruler) -> tuple[Heights, bool]:
        """The heights of a row that is not folded, and whether it stays with the next; rows of a batch are alike."""
        key = etree.tostring(row, with_tail=False), margins
        return ruler.once(key, lambda: (row_heights(row, ruler, margins), self._keeps(row)))

    def may_rise(self, row: etree._Element, margins: Margins, more: float, ruler: Ruler) -> float:
        """The height in points, and ``more``, that a row has in a loose program, if it is another there; else 0."""
        (strict, loose), _ = self._measured(row, margins, ruler) if row.tag == f"{W}tr" else ((0, -more), False)
        return loose + more if loose + more > strict else 0

    def raised(self, row: Row, margins: Margins, more: float, ruler: Ruler) -> Row:
        """A folded row, as high at least as it is in a loose program and ``more``; the row itself where it is so."""
        plan = self._plan(row)
        strict, loose = plan.seen(row.texts, margins, ruler) if plan else (0, -more)
        if loose + more <= strict:
            return row
        least = f'<w:trHeight w:val="{_least(loose + more)}" w:hRule="atLeast"/>'
        return row_of(_HEIGHT.sub("", row.xml, 1).replace("</w:trPr>", f"{least}</w:trPr>", 1)) or row

    def _plan(self, row: Row) -> RowPlan | None:
        if row.shape not in self._plans:
            self._plans[row.shape] = self._made(row)
        return self._plans[row.shape]

    def _made(self, row: Row) -> RowPlan | None:
        element = parsed(row.shape)
        if element is None or not canonical(element, row.shape) or not self._plain(element):
            return None
        cells = tuple((cell_width(cell), self._paragraphs(cell)) for cell in element.iterchildren(f"{W}tc"))
        return RowPlan(least_height(element), cells, self._keeps(element)) if cells else None

    def _plain(self, element: etree._Element) -> bool:
        styles = {mark.get(f"{W}val", "") for mark in element.iter(f"{W}pStyle")}
        paragraphs = list(element.iter(f"{W}p"))
        return (
            all(one.tag in _PLAIN for one in element.iter())
            and all(self._names.get(style) in _FOLDED for style in styles)
            and all(one.find(f"{W}pPr/{W}pStyle") is not None for one in paragraphs)
            and all(len(one.findall(f"{W}r/{W}t")) <= 1 for one in paragraphs)
        )

    def _paragraphs(self, cell: etree._Element) -> tuple[tuple[Layout, bool], ...]:
        return tuple(
            (self.layouts.of_paragraph(one), bool(one.findtext(f"{W}r/{W}t"))) for one in cell.iterchildren(f"{W}p")
        )

    def _keeps(self, row: etree._Element) -> bool:
        first = row.find(f"{W}tc/{W}p")
        return first is not None and self.layouts.of_paragraph(first).keep_next


def set_least(row: etree._Element, height: float) -> bool:
    """Gives a row a least height, in points with its rule."""
    properties = row.find(f"{W}trPr")
    if properties is None:
        properties = row.makeelement(f"{W}trPr")
        row.insert(0, properties)
    mark = properties.find(f"{W}trHeight")
    if mark is None:
        mark = etree.SubElement(properties, f"{W}trHeight")
    mark.set(f"{W}val", str(_least(height)))
    mark.set(f"{W}hRule", "atLeast")
    return True


def _least(height: float) -> int:
    """The least height in twips of a row that is so many points high with its rule."""
    return Pt(height - RULE).twips

"""What only the printed pages show: positions in millimetres against the standard (``lint --render``).

The PDF is LibreOffice's; a page of Word or WPS may differ by what their line heights differ, so the bounds are wide.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from statistics import median

from generate.lengths import Hang
from generate.lint.departure import Departure, Strength
from generate.lint.elements import TEXT, Elements, Format, Part
from generate.lint.faces import hanzi
from generate.lint.identify import identified
from generate.lint.patterns import squeezed
from generate.lint.printed import Line, Page, printed
from generate.lint.reading import opened
from generate.office.head import MARK_TOP
from generate.office.page import CHARACTERS, LEFT, TYPE_BOTTOM, TYPE_WIDTH

_DASH, _DASH_BELOW = "—", 7.0
_PRINTED_NUMBER = re.compile(r"—\d{1,4}—$")
_NEAR = 1.6
_ENOUGH_LINES = 8
_TEXT_SIZE = 16.0
_Measure = Callable[[Elements, Sequence[Page]], Iterator[Departure]]
_MEASURES: list[_Measure] = []


MEASURED = (
    ("R09", "行距每面22行，每行不多于28字"),
    ("R24", "发文机关标志上边缘距页边72毫米"),
    ("R34", "红色分隔线距发文字号4毫米，宽156毫米"),
    ("R44", "首页显示正文"),
    ("R60", "版记末条分隔线与版心下边缘重合"),
    ("R65", "版记在双页"),
    ("R66", "页码的一字线在版心下边缘之下7毫米，单页右空一字、双页左空一字"),
)
"""What is measured, by rule."""


def measured(source: Path | bytes, pdf: bytes) -> tuple[Departure, ...]:
    """What the printed pages (``pdf``) of an official document (``source``, a docx) depart in."""
    elements = identified(opened(source))
    if elements.format in (Format.OTHER, Format.SPECIAL):
        return ()
    pages = printed(pdf)
    return tuple(found for measure in _MEASURES for found in measure(elements, pages))


def _measure(function: _Measure) -> _Measure:
    _MEASURES.append(function)
    return function


def _departure(
    rule: str, clause: str, strength: Strength, place: str, found: str, wanted: str, remedy: str
) -> Departure:
    said = f"排版测得{found}"
    return Departure(rule, clause, strength, strength.severity, (place,), said, wanted, remedy)


def _line(page: Page, words: str) -> Line | None:
    """The first line with the beginning of some words."""
    wanted = squeezed(words)[:10]
    return next((line for line in page.lines if wanted and wanted in squeezed(line.text)), None)


@_measure
def _mark(elements: Elements, pages: Sequence[Page]) -> Iterator[Departure]:
    """R24: 35 mm below the type area's top."""
    mark = elements.first(Part.MARK)
    line = _line(pages[0], mark.words) if mark is not None and pages else None
    if line is None or elements.format is not Format.DOCUMENT or abs(line.top - MARK_TOP.mm) <= _NEAR:
        return
    found, remedy = f"标志上边缘距页边{line.top:.1f}毫米", "请调整标志的位置"
    yield _departure("R24", "7.2.4", Strength.MUST, "第1页", found, f"{MARK_TOP.mm:g}毫米", remedy)


@_measure
def _rule(elements: Elements, pages: Sequence[Page]) -> Iterator[Departure]:
    """R34: 4 mm under the number, 156 mm wide."""
    number = elements.last(Part.NUMBER, Part.SIGNERS)
    line = _line(pages[0], number.words[:8]) if number is not None and pages else None
    if line is None or elements.format is not Format.DOCUMENT:
        return
    below = [stroke for stroke in pages[0].strokes if stroke.red and line.baseline < stroke.middle < line.baseline + 15]
    if not below:
        return
    gap = below[0].middle - line.baseline - 0.12 * line.size * 25.4 / 72
    if not 2.8 <= gap <= 5.2:
        remedy = "请调整红线与发文字号的距离"
        yield _departure("R34", "7.2.7", Strength.MUST, "第1页", f"红线距发文字号{gap:.1f}毫米", "4毫米", remedy)
    wide = below[0].right - below[0].left
    if abs(wide - TYPE_WIDTH.mm) > _NEAR:
        yield _departure("R34", "7.2.7", Strength.MUST, "第1页", f"红线宽{wide:.0f}毫米", "156毫米", "请改红线长度")


@_measure
def _first_page(elements: Elements, pages: Sequence[Page]) -> Iterator[Departure]:
    """R44: the first page shows text."""
    body = elements.first(*TEXT)
    if body is not None and pages and _line(pages[0], body.words) is None:
        remedy = "请缩减版头以下的行距，或把主送机关移入版记"
        yield _departure("R44", "7.3.3", Strength.MUST, "第1页", "首页没有正文", "首页显示正文", remedy)


def _text_lines(pages: Sequence[Page]) -> Iterator[list[Line]]:
    """The lines of text on each upright page: 3号, within the type area."""
    for page in pages:
        if not page.landscape:
            yield [one for one in page.lines if abs(one.size - _TEXT_SIZE) < 0.3 and one.baseline < TYPE_BOTTOM.mm + 1]


@_measure
def _pitch(elements: Elements, pages: Sequence[Page]) -> Iterator[Departure]:
    """R09: 22 lines to the page, by the usual distance of lines."""
    steps = [below.baseline - above.baseline for lines in _text_lines(pages) for above, below in pairwise(lines)]
    steps = [step for step in steps if 5 < step < 16]
    pitch = median(steps) if len(steps) >= _ENOUGH_LINES and elements.of(*TEXT) else Hang(1).mm
    if not 10.05 <= pitch <= 10.62:
        found = f"行距{pitch:.2f}毫米，每面约{225 / pitch:.1f}行"
        yield _departure("R09", "5.2.3", Strength.USUAL, "正文", found, "每面22行", "请把行距设为固定值28.95磅")


@_measure
def _characters(elements: Elements, pages: Sequence[Page]) -> Iterator[Departure]:
    """R09: 28 characters to the line, by the fullest line of Hanzi."""
    full = [hanzi(one.text) for lines in _text_lines(pages) for one in lines if hanzi(one.text) == len(one.text)]
    longest = max(full, default=CHARACTERS)
    if longest > CHARACTERS and elements.of(*TEXT):
        found = f"一行排了{longest}字"
        yield _departure("R09", "5.2.3", Strength.USUAL, "正文", found, "每行28字", "请调整字间距或文档网格")


def _numbered(page: Page) -> Line | None:
    """The page number as printed; LibreOffice leaves blank pages out of a PDF, so a page's place does not tell it."""
    below = (one for one in page.lines if one.baseline > TYPE_BOTTOM.mm and _PRINTED_NUMBER.match(one.text))
    return next(below, None)


def _count(line: Line) -> int:
    return int(line.text.strip(_DASH))


@_measure
def _page_numbers(elements: Elements, pages: Sequence[Page]) -> Iterator[Departure]:
    """R66: dashes 7 mm below the type area, 1字 from the right or the left."""
    zi = TYPE_WIDTH.mm / CHARACTERS
    for page in pages:
        line = _numbered(page)
        if line is None or page.landscape or not elements.file.footers:
            continue
        dash = line.baseline - 0.38 * line.size * 25.4 / 72
        place = f"第{_count(line)}页"
        if abs(dash - TYPE_BOTTOM.mm - _DASH_BELOW) > _NEAR:
            found = f"一字线在版心下边缘之下{dash - TYPE_BOTTOM.mm:.1f}毫米"
            yield _departure("R66", "7.5", Strength.MUST, place, found, "7毫米", "请调整页脚距边界的距离")
        odd = _count(line) % 2 == 1
        off = LEFT.mm + TYPE_WIDTH.mm - zi - line.right if odd else line.left - LEFT.mm - zi
        if abs(off) > 2.2:
            side = "右" if odd else "左"
            found = f"页码{side}空{off / zi + 1:.1f}字"
            yield _departure("R66", "7.5", Strength.MUST, place, found, f"居{side}空一字", "请调整页码的位置")


@_measure
def _imprint(elements: Elements, pages: Sequence[Page]) -> Iterator[Departure]:
    """R60, R65: the last rule on the type area's bottom edge of the last page, which is an even one."""
    words = elements.last(Part.PRINTED)
    if words is None or elements.format is not Format.DOCUMENT:
        return
    page = next((one for one in reversed(pages) if _line(one, words.words[:10]) is not None), None)
    if page is None:
        return
    lowest = max((one.middle for one in page.strokes if not one.red), default=None)
    if lowest is not None and abs(lowest - TYPE_BOTTOM.mm) > _NEAR:
        found = f"版记末条分隔线距版心下边缘{TYPE_BOTTOM.mm - lowest:.1f}毫米"
        remedy = "请把版记固定在页面底端"
        yield _departure("R60", "7.4.1", Strength.MUST, "末页", found, "与版心下边缘重合", remedy)
    line = _numbered(page)
    if line is not None and _count(line) % 2:
        found, remedy = f"版记在第{_count(line)}页", "请使版记落在双页（最后一页的背面）"
        yield _departure("R65", "7.4.1", Strength.DERIVED, f"第{_count(line)}页", found, "版记在双页", remedy)

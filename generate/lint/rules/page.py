"""Paper, margins, type area, grid, colour (R03–R11, W1, W2)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

from generate.lint.colours import is_red, nearly_black
from generate.lint.departure import Strength
from generate.lint.elements import HEADINGS, Elements, Format, Part
from generate.lint.manuscript import Para, Section
from generate.lint.measures import pitch, section_of
from generate.lint.properties import number
from generate.lint.registry import EVERY, OFFICIAL, TEXTS, Finding, at, rule
from generate.office.letter import SECOND_LINE
from generate.office.page import (
    CHARACTERS,
    LEFT,
    LINES,
    PAPER_HEIGHT,
    PAPER_WIDTH,
    RIGHT,
    TYPE_BOTTOM,
    TYPE_TOP,
    TYPE_WIDTH,
    W1,
    W2,
    Profile,
)

_HEIGHTS = {one.name: (PAPER_HEIGHT - one.top - one.bottom).pt + 0.05 for one in (W1, W2)}
"""The text's height in points by profile; a letter's lower first page does not count."""
_WITHIN = 1.05
"""R04, R05: ±1 mm, and what rounding to twips adds."""
_LETTER_LOWEST = PAPER_HEIGHT - SECOND_LINE
_BODY = 16.0


def _sections(elements: Elements) -> Iterator[tuple[str, Section]]:
    for count, section in enumerate(elements.file.sections, 1):
        if section.mm("pgSz.w") is not None:
            yield f"第{count}节 页面", section


def _off(value: float | None, wanted: float, within: float = _WITHIN) -> bool:
    return value is not None and abs(value - wanted) > within


def _mm(value: float | None) -> str:
    return f"{value or 0:.1f}毫米".replace(".0毫", "毫")


def profile_of(section: Section) -> Profile:
    """W1 or W2, whichever a section's margins are nearer to."""
    return _nearest(section.mm("pgMar.top") or 0, section.mm("pgMar.bottom") or 0)


@lru_cache(maxsize=256)
def _nearest(top: float, bottom: float) -> Profile:
    return min((W1, W2), key=lambda one: round(abs(top - one.top.mm) + abs(bottom - one.bottom.mm), 1))


@rule(
    "R03",
    "5.1",
    Strength.MUST,
    wanted="A4（210毫米×297毫米）",
    remedy="请在“页面布局—纸张大小”中选 A4",
    formats=EVERY,
)
def paper(elements: Elements) -> Iterator[Finding]:
    """A4, upright or turned."""
    for place, section in _sections(elements):
        wide, high = sorted((section.mm("pgSz.w") or 0, section.mm("pgSz.h") or 0))
        if _off(wide, PAPER_WIDTH.mm) or _off(high, PAPER_HEIGHT.mm):
            yield Finding(place, f"纸张为{_mm(section.mm('pgSz.w'))}×{_mm(section.mm('pgSz.h'))}")


@rule(
    "R04",
    "5.2.1",
    Strength.MUST,
    wanted="天头（上白边）37毫米±1毫米",
    remedy="请把上边距改为3.7厘米",
    formats=EVERY,
)
def top_margin(elements: Elements) -> Iterator[Finding]:
    """37 mm, or what half a line gap less leaves of it on the wider pitch of GB/T 33476.2."""
    for place, section in _sections(elements):
        top = section.mm("pgMar.top")
        if not section.landscape and _off(top, profile_of(section).top.mm):
            yield Finding(place, f"天头为{_mm(top)}")


@rule(
    "R05",
    "5.2.1",
    Strength.MUST,
    wanted="订口（左白边）28毫米±1毫米",
    remedy="请把左边距（连同装订线）改为2.8厘米",
    formats=EVERY,
)
def left_margin(elements: Elements) -> Iterator[Finding]:
    """28 mm with the gutter."""
    for place, section in _sections(elements):
        left = (section.mm("pgMar.left") or 0) + (section.mm("pgMar.gutter") or 0)
        if not section.landscape and _off(left, LEFT.mm):
            yield Finding(place, f"订口为{_mm(left)}")


@rule(
    "R06",
    "5.2.1",
    Strength.MUST,
    wanted="版心156毫米×225毫米，右边距26毫米、下边距35毫米",
    remedy="请把右边距改为2.6厘米、下边距改为3.5厘米",
    formats=EVERY,
)
def type_area(elements: Elements) -> Iterator[Finding]:
    """What R03–R05 leave open: the fore-edge and the bottom (R07); a letter's first page may go lower (R85)."""
    for place, section in _sections(elements):
        if section.landscape:
            yield from _turned_area(place, section)
            continue
        right, bottom = section.mm("pgMar.right"), section.mm("pgMar.bottom")
        if _off(right, RIGHT.mm):
            yield Finding(place, f"右边距为{_mm(right)}")
        lowest = _LETTER_LOWEST.mm if elements.format is Format.LETTER else profile_of(section).bottom.mm
        if bottom is not None and not lowest - _WITHIN <= bottom <= profile_of(section).bottom.mm + _WITHIN:
            yield Finding(place, f"下边距为{_mm(bottom)}")


def _turned_area(place: str, section: Section) -> Iterator[Finding]:
    """R69: a turned page has the same type area, turned."""
    width = (section.mm("pgSz.w") or 0) - (section.mm("pgMar.left") or 0) - (section.mm("pgMar.right") or 0)
    height = (section.mm("pgSz.h") or 0) - (section.mm("pgMar.top") or 0) - (section.mm("pgMar.bottom") or 0)
    length = (TYPE_BOTTOM - TYPE_TOP).mm
    if _off(height, TYPE_WIDTH.mm, 2.1) or (_off(width, length, 2.1) and _off(width, length + 4.84, 2.1)):
        yield Finding(place, f"横排页版心为{_mm(width)}×{_mm(height)}", "版心225毫米×156毫米（纵向版心转90度）")


def _body(elements: Elements) -> tuple[Para, ...]:
    return tuple(para for para in elements.of(Part.BODY, *HEADINGS) if para.size == _BODY)


@rule(
    "R09",
    "5.2.3",
    Strength.USUAL,
    wanted=f"每面{LINES}行（固定值28.95磅；按 GB/T 33476.2 设 34.58 毫米天头时为29.6磅）",
    remedy="请在“段落—行距”中选固定值、28.95磅",
)
def lines_per_page(elements: Elements) -> Iterator[Finding]:
    """22 lines fill the page."""
    for para in _body(elements):
        span, high = pitch(elements.file, para), _HEIGHTS[profile_of(section_of(elements.file, para)).name]
        most, least = _fitting(high, span.low), _fitting(high, span.high)
        if not least <= LINES <= most:
            count = f"{least}" if least == most else f"{least}至{most}"
            yield at(para, f"行距{_pitch_words(para)}，每面{count}行")


@lru_cache(maxsize=256)
def _fitting(high: float, line: float) -> int:
    """How many lines of so many points fill a height."""
    return int(Fraction(round(high * 20), round(line * 20)))


def _pitch_words(para: Para) -> str:
    line, kind = number(para.props, "spacing.line") or 240, para.props.get("spacing.lineRule", "auto")
    if kind == "exact":
        return f"固定值{line / 20:g}磅"
    return f"最小值{line / 20:g}磅" if kind == "atLeast" else f"{line / 240:g}倍"


@rule(
    "R09",
    "5.2.3",
    Strength.USUAL,
    wanted=f"每行{CHARACTERS}字（3号字间距紧缩0.25磅，或文档网格每行28字）",
    remedy="请在“页面设置—文档网格”中设每行28字，或把正文字间距紧缩0.25磅",
)
def characters_per_line(elements: Elements) -> Iterator[Finding]:
    """28 characters fill the line; known where tracking or the grid decides it."""
    for para in _body(elements):
        step = _step(elements, para)
        if step is not None and int(TYPE_WIDTH.pt / step + 0.01) != CHARACTERS:
            yield Finding("正文", f"字间距使每行排{int(TYPE_WIDTH.pt / step + 0.01)}字", at=para.at)
            return


def _step(elements: Elements, para: Para) -> float | None:
    """The advance of one character in points."""
    section = section_of(elements.file, para)
    tracking = {run.tracking for run in para.runs if run.text.strip()}
    if len(tracking) != 1:
        return None
    kind = section.props.get("docGrid.type")
    if kind in ("linesAndChars", "snapToChars") and para.props.get("snapToGrid", "1"):
        if elements.file.normal_size != _BODY:
            return None
        return _BODY + (number(section.props, "docGrid.charSpace") or 0) / 4096 + tracking.pop()
    return _BODY + tracking.pop()


@rule(
    "R10",
    "5.2.4",
    Strength.MUST,
    wanted="黑色",
    remedy="请把文字颜色改为黑色（自动）",
    formats=TEXTS,
    alone=True,
)
def colour(elements: Elements) -> Iterator[Finding]:
    """Black, but for the mark; a letter's lines and the red rule are no text."""
    for para in elements.file.paras:
        if elements.parts.get(para.at) in (Part.MARK, Part.BELOW):
            continue
        ink = _ink(para)
        if ink:
            yield at(para, f"文字颜色为{'红色' if is_red(ink) else '#' + ink}")


@lru_cache(maxsize=4096)
def _ink(para: Para) -> str | None:
    """The first colour of its text that is not black."""
    inks = (run.colour for run in para.runs if run.text.strip())
    return next((ink for ink in inks if ink != "000000" and not nearly_black(ink)), None)


@rule(
    "R11",
    "7.1",
    Strength.MUST,
    wanted="公文（有发文机关标志、发文字号、标题）",
    remedy="如是公文，请补齐版头和标题；如不是，只须看页面和文字的提示",
    formats=frozenset((Format.OTHER,)),
)
def official(_elements: Elements) -> Iterator[Finding]:
    """A file that is evidently no official document gets this remark, and page and text remarks only."""
    yield Finding("全文", "未见发文机关标志、发文字号和公文标题，不像公文")


@rule(
    "R68",
    "7.5",
    Strength.SHALL,
    wanted="附件与正文一起装订时，页码连续编排",
    remedy="请在该节“页码格式”中选“续前节”",
    formats=OFFICIAL,
)
def continued(elements: Elements) -> Iterator[Finding]:
    """Later sections do not begin their page numbers anew."""
    for count, section in enumerate(elements.file.sections[1:], 2):
        if section.props.get("pgNumType.start"):
            yield Finding(f"第{count}节 页码", f"页码从{section.props['pgNumType.start']}重新编起")

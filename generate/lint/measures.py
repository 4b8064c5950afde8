"""Lengths that the formatting alone decides: indents in 字, line pitch, white space between paragraphs, right edges.

What depends on a typeface's own height is given as a range; nothing is guessed.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from generate.lengths import Hang, Zi
from generate.lint.manuscript import Manuscript, Para, Section
from generate.lint.properties import number
from generate.office.page import CHARACTERS
from generate.office.widths import width_in_zi

ZI, LINE = Zi(1).pt, Hang(1).pt
"""One 字 and one 行 in points (R01, R02)."""
_NATURAL = (1.13, 1.45)
"""How high a typeface's own line is, in ems: from 仿宋_GB2312 to the tallest faces in use."""
_DEFAULT_LINE = 240
_SNAPPING = ("lines", "linesAndChars", "snapToChars")


@dataclass(frozen=True, slots=True)
class Span:
    """A length in points known to lie between two values."""

    low: float
    high: float

    def __add__(self, other: Span) -> Span:
        return Span(self.low + other.low, self.high + other.high)

    def surely_outside(self, low: float, high: float) -> bool:
        """Whether no possible value lies within the bounds."""
        return self.high < low or self.low > high

    @property
    def lines(self) -> str:
        """The length in 行, for people."""
        return f"约{(self.low + self.high) / 2 / LINE:.1f}行"


def section_of(file: Manuscript, para: Para) -> Section:
    """The section a paragraph lies in."""
    return file.sections[min(para.section, len(file.sections) - 1)]


def pitch(file: Manuscript, para: Para) -> Span:
    """The height of one line."""
    line, rule = number(para.props, "spacing.line"), para.props.get("spacing.lineRule", "auto")
    if rule == "exact" and line:
        return Span(line / 20, line / 20)
    grid = _grid(section_of(file, para), para)
    natural = [_snapped(para.size * factor, grid) for factor in _NATURAL]
    if rule == "atLeast" and line:
        return Span(max(natural[0], line / 20), max(natural[1], line / 20))
    times = (line or _DEFAULT_LINE) / _DEFAULT_LINE
    return Span(natural[0] * times, natural[1] * times)


def _grid(section: Section, para: Para) -> float:
    """The line grid in points that the paragraph snaps to; 0 for none."""
    if section.props.get("docGrid.type") not in _SNAPPING or para.props.get("snapToGrid", "1") == "":
        return 0
    return (number(section.props, "docGrid.linePitch") or 0) / 20


def _snapped(height: float, grid: float) -> float:
    return height if grid <= 0 else max(1, math.ceil(height / grid - 0.02)) * grid


def before(file: Manuscript, para: Para) -> float:
    """White space above a paragraph, in points."""
    return _space(file, para, "before")


def after(file: Manuscript, para: Para) -> float:
    """White space below a paragraph, in points."""
    return _space(file, para, "after")


def _space(file: Manuscript, para: Para, side: str) -> float:
    if para.props.get(f"spacing.{side}Autospacing") in ("1", "true", "on"):
        return 14
    lines = number(para.props, f"spacing.{side}Lines")
    if lines:
        grid = _grid(section_of(file, para), para) or 12
        return lines / 100 * grid
    return (number(para.props, f"spacing.{side}") or 0) / 20


def gap(file: Manuscript, above: Para, below: Para) -> Span:
    """White space between two paragraphs of one story: blank paragraphs and spacing; frames take no room."""
    between = [para for para in file.paras[above.at + 1 : below.at] if not para.framed and para.cell is None]
    made = Span(0, 0)
    for para in between:
        space = before(file, para) + after(file, para)
        made += pitch(file, para) + Span(space, space)
    space = after(file, above) + before(file, below)
    return made + Span(space, space)


def blank_between(file: Manuscript, above: Para, below: Para) -> bool:
    """Whether nothing but blank paragraphs lies between two paragraphs outside tables."""
    between: Iterable[Para] = file.paras[above.at + 1 : below.at]
    return all(para.blank for para in between if not para.framed) and above.cell is None and below.cell is None


@lru_cache(maxsize=4096)
def first_indent(para: Para) -> float:
    """Where the first line begins after the left indent, in 字 of the paragraph; typed spaces count."""
    return _indent(para, "firstLine") - _indent(para, "hanging") + _typed(para.text)


@lru_cache(maxsize=4096)
def left_indent(para: Para) -> float:
    """Where wrapped lines begin, in 字 of the paragraph."""
    return _indent(para, "left") or _indent(para, "start")


@lru_cache(maxsize=4096)
def right_indent(para: Para) -> float:
    """How far the right edge is moved in, in 字 of the paragraph."""
    return _indent(para, "right") or _indent(para, "end")


def _indent(para: Para, side: str) -> float:
    characters = number(para.props, f"ind.{side}Chars")
    if characters:
        return characters / 100
    return (number(para.props, f"ind.{side}") or 0) / 20 / (para.size + _tracking(para))


def _tracking(para: Para) -> float:
    return next((run.tracking for run in para.runs if run.text.strip()), 0)


def _typed(text: str) -> float:
    """The width of spaces typed in front of a text, in 字."""
    return width_in_zi(text[: len(text) - len(text.lstrip(" \u3000\xa0"))])


@lru_cache(maxsize=4096)
def right_edge(para: Para) -> float | None:
    """How far a one-line paragraph ends before the right edge of the type area, in 字; None where tabs decide."""
    text = para.text.rstrip("\n")
    if "\t" in text.strip("\t") or "\n" in text or "\t" in text:
        return None
    unit = (para.size + _tracking(para)) / ZI
    wide = width_in_zi(text.rstrip(" \u3000\xa0")) * unit
    trailing = width_in_zi(text) * unit - wide
    left, right = (left_indent(para) + _first_only(para)) * unit, right_indent(para) * unit
    if wide + left + right > CHARACTERS:
        return None
    if para.align == "right":
        return right + trailing
    if para.align == "center":
        return right + (CHARACTERS - left - right - wide - trailing) / 2 + trailing
    return CHARACTERS - left - wide


def _first_only(para: Para) -> float:
    return _indent(para, "firstLine") - _indent(para, "hanging")

"""A printed document (PDF) as lines of text and drawn rules, in millimetres from the page's top left corner.

The only module that imports pdfplumber; the PDF is one that LibreOffice has just made.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_MM = 25.4 / 72
_GLYPH_TOP = 0.86
"""How far a Hanzi reaches above its baseline, in ems."""
_LONG, _FLAT = 50.0, 2.0


@dataclass(frozen=True, slots=True)
class Line:
    """Characters on one baseline; ``top`` is where Hanzi of their size begin."""

    text: str
    left: float
    right: float
    top: float
    baseline: float
    size: float


@dataclass(frozen=True, slots=True)
class Stroke:
    """A long horizontal rule: its ends, its middle height and whether it is red."""

    left: float
    right: float
    middle: float
    red: bool


@dataclass(frozen=True, slots=True)
class Page:
    """One page from top to bottom."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    strokes: tuple[Stroke, ...]

    @property
    def landscape(self) -> bool:
        """Whether the page is turned."""
        return self.width > self.height


def printed(pdf: bytes) -> tuple[Page, ...]:
    """The pages of a PDF."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return tuple(_page(page.page_number, page.layout) for page in document.pages)


def _page(number: int, layout: Any) -> Page:
    height = float(layout.height)
    items = list(_items(layout))
    lines = tuple(sorted(_lines(items, height), key=lambda line: line.baseline))
    strokes = tuple(sorted(_strokes(items, height), key=lambda stroke: stroke.middle))
    return Page(number, float(layout.width) * _MM, height * _MM, lines, strokes)


def _items(layout: Any) -> Iterator[Any]:
    for item in layout:
        if hasattr(item, "__iter__"):
            yield from _items(item)
        else:
            yield item


def _lines(items: list[Any], height: float) -> Iterator[Line]:
    rows: dict[int, list[Any]] = {}
    for item in items:
        if hasattr(item, "fontname") and item.upright and item.get_text().strip():
            rows.setdefault(round(item.matrix[5]), []).append(item)
    for chars in rows.values():
        chars.sort(key=lambda char: char.x0)
        first = chars[0]
        size, baseline = float(first.height), height - float(first.matrix[5])
        yield Line(
            "".join(char.get_text() for char in chars),
            chars[0].x0 * _MM,
            chars[-1].x1 * _MM,
            (baseline - _GLYPH_TOP * size) * _MM,
            baseline * _MM,
            size,
        )


def _strokes(items: list[Any], height: float) -> Iterator[Stroke]:
    for item in items:
        drawn = hasattr(item, "linewidth") and (item.x1 - item.x0) * _MM >= _LONG and item.height * _MM <= _FLAT
        if drawn:
            colours = item.non_stroking_color if item.fill else item.stroking_color
            middle = (height - (item.y0 + item.y1) / 2) * _MM
            yield Stroke(item.x0 * _MM, item.x1 * _MM, middle, _red(colours))


def _red(colour: Any) -> bool:
    return isinstance(colour, tuple | list) and len(colour) == 3 and colour[0] > 0.6 and max(colour[1:]) < 0.35

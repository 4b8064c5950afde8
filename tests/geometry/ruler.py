"""A ruler on the printed page: text, strokes and ink of a PDF in millimetres from the page's top left corner.

Text and strokes are read from the PDF; ink is measured on the page drawn at 254 dpi, ten dots to the millimetre.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pdfplumber
import pypdfium2
from PIL import Image, ImageChops

DOTS = 10
_POINT = 25.4 / 72
_DARK = 140
_CLEARLY_RED = 80


@dataclass(frozen=True)
class Box:
    """A rectangle on the page in millimetres from its top left corner."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def centre(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True)
class Stroke:
    """A horizontal rule: where its middle lies, from where to where, how thick, whether red."""

    left: float
    right: float
    y: float
    weight: float
    red: bool

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def top(self) -> float:
        return self.y - self.weight / 2

    @property
    def bottom(self) -> float:
        return self.y + self.weight / 2


@dataclass(frozen=True)
class Line:
    """One line of text: its characters without spaces, where they stand, size and colour of the first."""

    text: str
    box: Box
    size: float
    baseline: float
    chars: tuple[dict[str, Any], ...]

    def words(self, words: str) -> Box:
        """Where some words of the line stand."""
        wanted = squeezed(words)
        at = self.text.index(wanted)
        return around(self.chars[at : at + len(wanted)])


def squeezed(text: str) -> str:
    """Text without any white space, as lines of a PDF are."""
    return "".join(text.split())


class Page:
    """One page of a PDF, measured when asked."""

    def __init__(self, page: Any, path: Path) -> None:
        self._page, self._path = page, path
        self.number: int = page.page_number
        self.width, self.height = float(page.width) * _POINT, float(page.height) * _POINT

    @property
    def turned(self) -> bool:
        return self.width > self.height

    @cached_property
    def chars(self) -> list[dict[str, Any]]:
        return [char for char in self._page.chars if char["text"].strip()]

    @cached_property
    def lines(self) -> list[Line]:
        """Horizontal text from top to bottom; characters on one baseline are one line."""
        rows: dict[int, list[dict[str, Any]]] = {}
        for char in self.chars:
            if char["upright"]:
                rows.setdefault(round(2 * float(char["matrix"][5])), []).append(char)
        return [_line(chars, self.height) for _, chars in sorted(rows.items(), reverse=True)]

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)

    def line(self, words: str) -> Line | None:
        """The first line that holds ``words`` (white space left out)."""
        wanted = squeezed(words)
        return next((line for line in self.lines if wanted in line.text), None)

    @cached_property
    def strokes(self) -> list[Stroke]:
        """Horizontal rules from top to bottom; one drawn twice is one."""
        found = {_stroke(line) for line in self._page.lines if abs(line["top"] - line["bottom"]) < 0.1}
        return sorted(found, key=lambda stroke: (stroke.y, stroke.left))

    @cached_property
    def image(self) -> Image.Image:
        """The page drawn at ten dots to the millimetre."""
        document = pypdfium2.PdfDocument(self._path)
        try:
            return document[self.number - 1].render(scale=254 / 72).to_pil().convert("RGB")
        finally:
            document.close()

    def ink(self, area: Box, *, red: bool = False) -> Box:
        """The ink within an area, of any colour or red alone."""
        left, top = max(area.left, 0), max(area.top, 0)
        corner = tuple(round(value * DOTS) for value in (left, top, area.right, area.bottom))
        found = _mask(self.image.crop(corner), red=red).getbbox()
        assert found, f"no ink on page {self.number} within {area}"
        return Box(left + found[0] / DOTS, top + found[1] / DOTS, left + found[2] / DOTS, top + found[3] / DOTS)

    def ink_of(self, box: Box) -> Box:
        """The ink of the characters in a box; glyphs may reach a little beyond it."""
        return self.ink(Box(box.left - 0.5, box.top - 0.5, box.right + 0.5, box.bottom + 0.5))


def _line(chars: list[dict[str, Any]], height: float) -> Line:
    chars.sort(key=lambda char: char["x0"])
    first = chars[0]
    baseline = height - float(first["matrix"][5]) * _POINT
    text = "".join(char["text"] for char in chars)
    return Line(text, around(chars), float(first["size"]), baseline, tuple(chars))


def _stroke(line: dict[str, Any]) -> Stroke:
    colour = line.get("stroking_color") or (0,)
    left, right, y = (round(float(line[name]) * _POINT, 2) for name in ("x0", "x1", "top"))
    return Stroke(left, right, y, float(line["linewidth"]) * _POINT, red=is_red(colour))


def is_red(colour: Any) -> bool:
    """Whether a PDF colour is red."""
    return isinstance(colour, tuple | list) and len(colour) == 3 and colour[0] > 0.8 and max(colour[1:]) < 0.2


def _mask(image: Image.Image, *, red: bool) -> Image.Image:
    first, green, _ = image.split()
    if red:
        return ImageChops.subtract(first, green).point(lambda value: 255 if value > _CLEARLY_RED else 0)
    return green.point(lambda value: 255 if value < _DARK else 0)


def around(chars: Any) -> Box:
    """The box round some characters."""
    return Box(
        min(float(char["x0"]) for char in chars) * _POINT,
        min(float(char["top"]) for char in chars) * _POINT,
        max(float(char["x1"]) for char in chars) * _POINT,
        max(float(char["bottom"]) for char in chars) * _POINT,
    )


class Print:
    """A rendered document: its pages."""

    def __init__(self, path: Path) -> None:
        self._pdf = pdfplumber.open(path)
        self.pages = [Page(page, path) for page in self._pdf.pages]

    def close(self) -> None:
        self._pdf.close()

    def __getitem__(self, number: int) -> Page:
        """The page of that number, the first being 1."""
        return self.pages[number - 1]

    def __len__(self) -> int:
        return len(self.pages)

    def __iter__(self) -> Iterator[Page]:
        return iter(self.pages)

    def find(self, words: str, start: int = 1) -> tuple[Page, Line] | None:
        """The first line that holds ``words``, from page ``start`` on."""
        for page in self.pages[start - 1 :]:
            if line := page.line(words):
                return page, line
        return None

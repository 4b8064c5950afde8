"""Characters at their places to lines of text: what stands side by side, and where a paragraph was only wrapped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

_GAP = 0.3
"""Empty space between characters, in heights of a character, from which a person sees a space."""
_SAME_PLACE = 0.2
_LABEL = re.compile(r"[\u4e00-\u9fff][\u4e00-\u9fff \u3000]{1,12}(?:[(（][^()（）]{0,8}[)）])? ?[:：]")
_TORN = re.compile(r"[:：]|[\u4e00-\u9fff]$")
"""A colon, or one character: no line begins so."""
_REST = re.compile(r"(?!注)[\u4e00-\u9fff][:：]")
_TORN_NUMBER = re.compile(r"\d-\n\d|[\d〇○零一二三四五六七八九十]\n[年月日\-]")
_HALF_LABEL = re.compile(r"[\s\u3000;；,，][\u4e00-\u9fff]{1,4}$")


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character on a page, in points, y downwards; ``run`` counts the pieces of text the writer set at once."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    run: int = 0
    order: int = 0
    upright: bool = True

    @property
    def x(self) -> float:
        """The middle, across."""
        return (self.x0 + self.x1) / 2

    @property
    def y(self) -> float:
        """The middle, down."""
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        """The height, for which a character takes the size of its font."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class TextLine:
    """Characters side by side, as one text."""

    text: str
    x0: float
    x1: float
    y: float
    height: float


def text_lines(glyphs: Iterable[Glyph]) -> list[TextLine]:
    """Upright characters by lines from the top; each line from the left; what is set aslant comes last, run by run."""
    glyphs = list(glyphs)
    lines = [_line(row) for row in _rows([glyph for glyph in glyphs if glyph.upright])]
    runs: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        if not glyph.upright:
            runs.setdefault(glyph.run, []).append(glyph)
    slanted = (_as_written(run) for run in runs.values())
    return [line for line in (*lines, *slanted) if line.text.strip()]


def _rows(glyphs: list[Glyph]) -> Iterator[list[Glyph]]:
    row: list[Glyph] = []
    middle = 0.0
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.y, glyph.x0)):
        if row and glyph.y - middle > 0.4 * max(row[0].height, glyph.height):
            yield row
            row = []
        if not row or glyph.height > row[0].height:
            middle = glyph.y
        row.append(glyph)
    if row:
        yield row


def _line(row: list[Glyph]) -> TextLine:
    parts: list[str] = []
    before: Glyph | None = None
    for glyph in sorted(row, key=lambda glyph: (glyph.x0, glyph.order)):
        if before is not None:
            if _printed_twice(before, glyph):
                continue
            gap = (glyph.x0 - before.x1) / max(glyph.height, 1.0)
            if gap > _GAP:
                parts.append(" " * min(max(round(gap * 2), 1), 8))
        parts.append(glyph.text)
        before = glyph
    text = "".join(parts)
    middle = sum(glyph.y for glyph in row) / len(row)
    return TextLine(text.rstrip(), min(g.x0 for g in row), max(g.x1 for g in row), middle, max(g.height for g in row))


def _printed_twice(before: Glyph, glyph: Glyph) -> bool:
    """Bold that is made by printing a character again a hair beside itself."""
    near = _SAME_PLACE * max(glyph.height, 1.0)
    return before.text == glyph.text and abs(before.x0 - glyph.x0) < near and abs(before.y - glyph.y) < near


def _as_written(run: list[Glyph]) -> TextLine:
    text = "".join(glyph.text for glyph in sorted(run, key=lambda glyph: glyph.order))
    first = run[0]
    return TextLine(text, first.x0, max(g.x1 for g in run), first.y, first.height)


def paragraph(lines: Sequence[TextLine], right: float) -> str:
    """Lines of one cell as a text: joined where the next word had no room left before the edge at ``right``."""
    text = ""
    for number, line in enumerate(lines):
        text += line.text.strip() if number else line.text.lstrip()
        if number + 1 < len(lines):
            text += _between(line, lines[number + 1], right)
    return text


def _between(line: TextLine, following: TextLine, right: float) -> str:
    """Nothing for a wrapped line, a space between wrapped Latin words, else a new line."""
    start = following.text.lstrip()
    word = 1
    while word < len(start) and start[:word].isascii() and start[word - 1].isalnum() and start[word].isalnum():
        word += 1
    width = word * line.height * (0.5 if start[:1].isascii() else 1.0)
    if right - line.x1 > width + 0.8 * line.height:
        return "\n"
    latin = line.text[-1:].isascii() and start[:1].isascii() and line.text[-1:].isalpha() and start[:1].isalpha()
    return " " if latin else ""


def unwrapped(lines: Sequence[TextLine], edges: Sequence[float]) -> list[TextLine]:
    """Lines outside tables, a line with what a full page width pushed below it; ``edges`` are those of the tables.

    A line that is full may still be a paragraph's last: one that begins with a label of its own begins anew.
    """
    if not lines:
        return []
    left = min(*(line.x0 for line in lines), *edges, lines[0].x0)
    right = max(*(line.x1 for line in lines), *edges, lines[0].x1)
    found: list[TextLine] = []
    above: TextLine | None = None
    for line in lines:
        if above is not None and _close_under(above, line) and _goes_on(above, line, left, right):
            text = found[-1].text + _between(above, line, above.x1) + line.text.strip()
            found[-1] = replace(found[-1], text=text)
        else:
            found.append(line)
        above = line
    return found


def _close_under(above: TextLine, line: TextLine) -> bool:
    near = 0 < line.y - above.y < 2 * max(above.height, line.height)
    return near and abs(above.height - line.height) < 1


def _goes_on(above: TextLine, line: TextLine, left: float, right: float) -> bool:
    """True where a line begins at the edge under a full one that did not stand in the middle, or is torn off it."""
    text = line.text.strip()
    half = bool(_HALF_LABEL.search(above.text))
    if _TORN.match(text) or (half and _REST.match(text)) or _TORN_NUMBER.search(f"{above.text.strip()}\n{text}"):
        return line.x0 - above.x0 < 0.8 * line.height
    if _LABEL.match(text) and not half:
        return False
    starts = line.x0 - left < 0.8 * line.height and above.x0 - left < 3 * above.height
    return starts and _between(above, line, right) != "\n"

"""The page as it comes to be, in order, so that what is covered or cut off is known at the end."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from extract.readers.ruled import Sheet
from extract.readers.ruled_grid import Rule
from extract.readers.ruled_text import Glyph
from jieyue.safe.guard import Budget
from jieyue.safe.refusal import refuse

Matrix = tuple[float, float, float, float, float, float]
Area = tuple[float, float, float, float]
"""Left, top, right, bottom."""
Points = list[tuple[float, float]]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_ASCENT = 0.88
_THIN = 3.0
"""A filled area no wider than this is a line drawn with a brush."""
_SMALLEST = 1.0
"""Characters lower than this no one reads."""
_MOST_PIECES = 200_000
_MOST_COVERED = 20_000_000
"""Pairs of a character and an area that may cover it."""


def multiplied(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that does ``first`` and ``then`` one after the other."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def applied(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """A point moved by a matrix."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


@dataclass(slots=True)
class _Cover:
    """An area painted over whatever came before ``order``."""

    area: Area
    order: int
    white: bool


@dataclass(slots=True)
class Canvas:
    """One page; :meth:`sheet` gives what a person sees of it."""

    whole: Area
    budget: Budget
    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    covers: list[_Cover] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    cut_off: dict[int, list[str]] = field(default_factory=dict)
    white: list[Glyph] = field(default_factory=list)
    unreadable: int = 0
    pictures: float = 0.0
    hidden_layer: bool = False
    runs: int = 0

    @property
    def is_pictured(self) -> bool:
        """Whether pictures take up most of the page."""
        left, top, right, bottom = self.whole
        return 3 * self.pictures > (right - left) * (bottom - top)

    def begin_run(self, matrix: Matrix, clip: Area, seen: bool, ghost: bool, white: bool) -> Run:
        """A piece of text that is set at once; a ``ghost`` is text that only lies under a picture of itself."""
        self.runs += 1
        return Run(self, matrix, clip, seen, ghost, white, self.runs)

    def stroke(self, points: Points, clip: Area, width: float) -> None:
        """Lines drawn with a pen; those aslant are no rules."""
        if width > 4 * _THIN:
            return
        for (x0, y0), (x1, y1) in pairwise(points):
            if abs(x1 - x0) < 0.5 or abs(y1 - y0) < 0.5:
                self._rule((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)), clip)

    def fill(self, points: Points, clip: Area, white: bool, opaque: bool) -> None:
        """A filled area: a thin one is a line, another may cover what lies beneath."""
        if not 4 <= len(points) <= 6:
            return
        xs, ys = [x for x, _ in points], [y for _, y in points]
        area = (min(xs), min(ys), max(xs), max(ys))
        wide, high = area[2] - area[0], area[3] - area[1]
        if min(wide, high) <= _THIN:
            if not white and max(wide, high) > min(wide, high):
                self._rule(area, clip)
            return
        if opaque and all(min(abs(x - area[0]), abs(x - area[2])) < 0.5 for x in xs):
            self._cover(area, clip, white)

    def picture(self, points: Points, clip: Area, see_through: bool) -> None:
        """A picture: one without holes covers what lies beneath."""
        xs, ys = [x for x, _ in points], [y for _, y in points]
        area = _cut((min(xs), min(ys), max(xs), max(ys)), clip)
        self.pictures += max(area[2] - area[0], 0) * max(area[3] - area[1], 0)
        if not see_through:
            self._cover(area, clip, white=False)

    def _cover(self, area: Area, clip: Area, white: bool) -> None:
        if len(self.covers) < _MOST_PIECES:
            self.covers.append(_Cover(_cut(area, clip), len(self.glyphs) + len(self.white), white))

    def _rule(self, area: Area, clip: Area) -> None:
        left, top, right, bottom = _cut(area, (clip[0] - 1, clip[1] - 1, clip[2] + 1, clip[3] + 1))
        if right >= left and bottom >= top and len(self.rules) < _MOST_PIECES:
            self.rules.append(Rule(left, top, right, bottom))

    def sheet(self, number: int) -> Sheet:
        """What is seen; the rest is in ``hidden``."""
        covers = sorted(self.covers, key=lambda cover: cover.order)
        if len(covers) * (len(self.glyphs) + len(self.white)) > _MOST_COVERED:
            raise refuse("file-too-large", why=f"第{number}页内容过于复杂")
        shown = [glyph for glyph in self.glyphs if not self._covered(glyph, covers)]
        for glyph in self.white:
            if any(cover.order <= glyph.order and not cover.white and _inside(glyph, cover.area) for cover in covers):
                shown.append(glyph)
            else:
                self.hidden.append(glyph.text)
        shown.sort(key=lambda glyph: glyph.order)
        return Sheet(number, shown, self.rules)

    def _covered(self, glyph: Glyph, covers: list[_Cover]) -> bool:
        for cover in reversed(covers):
            if cover.order <= glyph.order:
                return False
            if _inside(glyph, cover.area):
                self.hidden.append(glyph.text)
                return True
        return False


@dataclass(slots=True)
class Run:
    """Characters that are set at once, by one matrix."""

    canvas: Canvas
    matrix: Matrix
    clip: Area
    seen: bool
    ghost: bool
    white: bool
    number: int

    def glyph(self, text: str, x: float, y: float, width: float, size: float) -> None:
        """One character whose base line begins at x and y."""
        canvas = self.canvas
        canvas.budget.text(1)
        a, b, c, d, e, f = self.matrix
        x0, y0 = a * x + c * y + e, b * x + d * y + f
        x1, y1 = x0 + a * width, y0 + b * width
        height = abs(d) * size if abs(d) > abs(c) else abs(c) * size
        upright = a > 0 > d and abs(b) < 0.1 * a
        order = len(canvas.glyphs) + len(canvas.white)
        if upright:
            box = (min(x0, x1), y0 - _ASCENT * height, max(x0, x1), y0 + (1 - _ASCENT) * height)
        else:
            box = (min(x0, x1) - height / 2, min(y0, y1), max(x0, x1) + height / 2, max(y0, y1))
        made = Glyph(text, box[0], box[2], box[1], box[3], self.number, order, upright)
        if not self.seen or height < _SMALLEST:
            if text.strip() and not self.ghost:
                canvas.hidden.append(text)
        elif not _inside(made, self.clip):
            canvas.cut_off.setdefault(self.number, []).append(text)
        elif self.white:
            canvas.white.append(made)
        else:
            canvas.glyphs.append(made)
        canvas.unreadable += text == "\ufffd"


def _cut(area: Area, clip: Area) -> Area:
    return max(area[0], clip[0]), max(area[1], clip[1]), min(area[2], clip[2]), min(area[3], clip[3])


def _inside(glyph: Glyph, area: Area) -> bool:
    return area[0] <= glyph.x <= area[2] and area[1] <= glyph.y <= area[3]

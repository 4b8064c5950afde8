"""The graphics state of a pdf page and its paths (ISO 32000-1, 8.4 and 8.5): which lines and areas are drawn where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from extract.readers.pdf_file import FAULTS, PdfFile
from extract.readers.pdf_font import Font
from extract.readers.pdf_lexer import Tokens
from extract.readers.ruled_canvas import Canvas, Matrix, applied, multiplied

Operator = Callable[[list[Any]], None]
_MOST_SAVED = 500


@dataclass(slots=True)
class State:
    """The graphics state, as far as it says where text stands and whether it is seen."""

    matrix: Matrix
    clip: tuple[float, float, float, float]
    font: Font | None = None
    size: float = 0.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0
    white: bool = False
    opaque: bool = True
    pen: float = 1.0


@dataclass(slots=True)
class Shared:
    """What the pages of one file have in common."""

    file: PdfFile
    tokens: Tokens = field(default_factory=Tokens)
    fonts: dict[int, Font | None] = field(default_factory=dict)
    layers_off: frozenset[int] = frozenset()


class Graphics:
    """Carries out what draws lines and areas, and keeps the state of text and paint."""

    def __init__(self, shared: Shared, canvas: Canvas, matrix: Matrix) -> None:
        self._shared = shared
        self._file = shared.file
        self._canvas = canvas
        self._state = State(matrix, canvas.whole)
        self._saved: list[State] = []
        self._path: list[list[tuple[float, float]]] = []
        self._curved = False
        self._clipping = False
        self._marks: list[bool] = []
        """For each marked content that is open, whether its layer is off."""
        self._resources: object = None

    def _graphics_operators(self) -> dict[bytes, Operator]:
        """By the word of the standard."""
        both, lines, area = self._painter(True, True), self._painter(True, False), self._painter(False, True)
        return {
            **{b"q": self._save, b"Q": self._restore, b"cm": self._concat, b"w": self._pen, b"gs": self._outer_state},
            **dict.fromkeys((b"g", b"rg", b"k", b"sc", b"scn"), self._colour),
            **{b"m": self._move, b"l": self._line, b"h": self._close, b"re": self._rectangle},
            **dict.fromkeys((b"c", b"v", b"y"), self._curve),
            **dict.fromkeys((b"W", b"W*"), self._clip),
            **{b"S": lines, b"n": self._painter(False, False)},
            **{b"s": self._painter(True, False, close=True)},
            **dict.fromkeys((b"f", b"F", b"f*"), area),
            **dict.fromkeys((b"B", b"B*"), both),
            **dict.fromkeys((b"b", b"b*"), self._painter(True, True, close=True)),
        }

    def _painter(self, stroke: bool, fill: bool, close: bool = False) -> Operator:
        def paint(operands: list[Any]) -> None:
            if close:
                self._close(operands)
            self._paint(stroke, fill)

        return paint

    def _save(self, _: list[Any]) -> None:
        if len(self._saved) < _MOST_SAVED:
            self._saved.append(replace(self._state))

    def _restore(self, _: list[Any]) -> None:
        if self._saved:
            self._state = self._saved.pop()

    def _concat(self, numbers: list[float]) -> None:
        a, b, c, d, e, f = numbers[-6:]
        self._state.matrix = multiplied((a, b, c, d, e, f), self._state.matrix)

    def _pen(self, numbers: list[float]) -> None:
        self._state.pen = numbers[-1]

    def _colour(self, numbers: list[Any]) -> None:
        """White where every part of grey or RGB is full, or no ink of CMYK is used."""
        parts = [one for one in numbers if isinstance(one, float)]
        self._state.white = bool(parts) and (
            not any(parts) if len(parts) == 4 else len(parts) in (1, 3) and min(parts) > 0.97
        )

    def _outer_state(self, names: list[Any]) -> None:
        found = self._file.get(self._resources, "ExtGState", names[-1])
        alpha, blend = self._file.get(found, "ca"), self._file.name(self._file.get(found, "BM"))
        if alpha is not None:
            self._state.opaque = float(alpha) > 0.9
        if blend and blend not in ("Normal", "Compatible"):
            self._state.opaque = False
        font = self._file.items(self._file.get(found, "Font"))
        if len(font) == 2:
            self._state.font, self._state.size = self._new_font(font[0]), float(font[1])

    def _new_font(self, spec: object) -> Font | None:
        identity = self._file.identity(spec) or id(self._file.get(spec))
        fonts = self._shared.fonts
        if identity not in fonts:
            if len(fonts) > 1000:
                return None
            self._shared.tokens.spend(200)
            try:
                fonts[identity] = Font(self._file.get(spec) or {})
            except FAULTS:
                fonts[identity] = None
        return fonts[identity]

    def _move(self, numbers: list[float]) -> None:
        x, y = numbers[-2:]
        self._path.append([applied(self._state.matrix, x, y)])

    def _line(self, numbers: list[float]) -> None:
        x, y = numbers[-2:]
        if self._path:
            self._path[-1].append(applied(self._state.matrix, x, y))

    def _curve(self, numbers: list[float]) -> None:
        self._move(numbers)
        self._curved = True

    def _close(self, _: list[Any]) -> None:
        if self._path:
            self._path[-1].append(self._path[-1][0])

    def _rectangle(self, numbers: list[float]) -> None:
        x, y, w, h = numbers[-4:]
        corners = ((x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y))
        self._path.append([applied(self._state.matrix, *corner) for corner in corners])

    def _clip(self, _: list[Any]) -> None:
        self._clipping = True

    def _paint(self, stroke: bool, fill: bool) -> None:
        """Ends a path: its lines are drawn, its area is filled, or it bounds what follows."""
        state = self._state
        self._shared.tokens.spend(sum(map(len, self._path)) // 8)
        if not any(self._marks):
            width = abs(state.matrix[0] * state.matrix[3] - state.matrix[1] * state.matrix[2]) ** 0.5 * state.pen
            for points in self._path:
                if stroke:
                    self._canvas.stroke(points, state.clip, width)
                if fill:
                    self._canvas.fill(points, state.clip, state.white, state.opaque and not self._curved)
        if self._clipping and self._path:
            xs = [x for points in self._path for x, _ in points]
            ys = [y for points in self._path for _, y in points]
            left, top, right, bottom = state.clip
            state.clip = (max(left, min(xs)), max(top, min(ys)), min(right, max(xs)), min(bottom, max(ys)))
        self._path, self._curved, self._clipping = [], False, False

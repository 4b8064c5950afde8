"""What a page of a pdf shows: its text and forms carried out onto a canvas, and what it only hides.

Follows ISO 32000-1: form objects (8.10), text (9.4), optional content (8.11).  Points, y downwards.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from extract.readers.pdf_file import FAULTS
from extract.readers.pdf_graphics import Graphics, Operator, Shared
from extract.readers.pdf_lexer import instructions
from extract.readers.ruled_canvas import IDENTITY, Canvas, Matrix, applied, multiplied

_DEPTH = 20
_MOST_MARKS = 500


class Interpreter(Graphics):
    """Runs the content of one page onto a canvas."""

    def __init__(self, shared: Shared, canvas: Canvas, matrix: Matrix) -> None:
        super().__init__(shared, canvas, matrix)
        self._text = self._line_start = IDENTITY
        self._depth = 0
        self._operators = {**self._graphics_operators(), **self._text_operators()}

    def _text_operators(self) -> dict[bytes, Operator]:
        """By the word of the standard."""
        return {
            **{b"BT": self._begin_text, b"Tf": self._font, b"Tc": self._spacing, b"Tw": self._word_spacing},
            **{b"TL": self._leading, b"Ts": self._rise, b"Tr": self._mode, b"Td": self._offset},
            **{b"Tm": self._text_matrix, b"T*": self._next_line, b"Tj": self._show_one, b"TJ": self._show_array},
            **{
                b"'": self._show_on_next_line,
                b'"': self._show_spaced,
                b"Do": self._invoke,
                b"BI": self._inline_picture,
            },
            **{b"BDC": self._begin_marked, b"BMC": self._begin_marked, b"EMC": self._end_marked},
            **{b"Tz": self._scale, b"TD": self._offset_leading, b"BI": self._inline_picture},
        }

    def run(self, data: bytes, resources: object) -> None:
        """Carries out a content stream; what is malformed in it is passed over."""
        outer, self._resources = self._resources, resources
        for word, operands in instructions(data, self._shared.tokens):
            operator = self._operators.get(word)
            if operator is not None:
                try:
                    operator(operands)
                except FAULTS:
                    continue
        self._resources = outer

    def form(self, stream: object, matrix: Matrix | None = None) -> None:
        """Carries out a form object, placed by its own matrix after ``matrix``."""
        if self._depth >= _DEPTH:
            return
        self._shared.tokens.spend(50)
        own = [float(one) for one in self._file.items(self._file.get(stream, "Matrix"))]
        saved, depth_of_saved, marks = replace(self._state), len(self._saved), list(self._marks)
        around = multiplied(matrix or IDENTITY, self._state.matrix)
        self._state.matrix = multiplied((*own,) if len(own) == 6 else IDENTITY, around)  # type: ignore[arg-type]
        self._depth += 1
        try:
            self.run(self._file.data(stream), self._file.get(stream, "Resources") or self._resources)
        finally:
            self._depth -= 1
            del self._saved[depth_of_saved:]
            self._state, self._marks = saved, marks

    def _begin_text(self, _: list[Any]) -> None:
        self._text = self._line_start = IDENTITY

    def _font(self, operands: list[Any]) -> None:
        name, size = operands[-2:]
        spec = self._file.raw(self._file.get(self._resources, "Font"), name)
        self._state.font, self._state.size = self._new_font(spec), float(size)

    def _spacing(self, numbers: list[float]) -> None:
        self._state.spacing = numbers[-1]

    def _word_spacing(self, numbers: list[float]) -> None:
        self._state.word_spacing = numbers[-1]

    def _scale(self, numbers: list[float]) -> None:
        self._state.scale = numbers[-1] / 100

    def _leading(self, numbers: list[float]) -> None:
        self._state.leading = numbers[-1]

    def _rise(self, numbers: list[float]) -> None:
        self._state.rise = numbers[-1]

    def _mode(self, numbers: list[float]) -> None:
        self._state.mode = int(numbers[-1])

    def _offset(self, numbers: list[float]) -> None:
        x, y = numbers[-2:]
        self._text = self._line_start = multiplied((1, 0, 0, 1, x, y), self._line_start)

    def _offset_leading(self, numbers: list[float]) -> None:
        self._state.leading = -numbers[-1]
        self._offset(numbers)

    def _text_matrix(self, numbers: list[float]) -> None:
        a, b, c, d, e, f = numbers[-6:]
        self._text = self._line_start = (a, b, c, d, e, f)

    def _next_line(self, _: list[Any]) -> None:
        self._offset([0.0, -self._state.leading])

    def _show_one(self, operands: list[Any]) -> None:
        self._show(operands[-1:])

    def _show_array(self, operands: list[Any]) -> None:
        self._show(operands[-1])

    def _show_on_next_line(self, operands: list[Any]) -> None:
        self._next_line([])
        self._show(operands[-1:])

    def _show_spaced(self, operands: list[Any]) -> None:
        self._state.word_spacing, self._state.spacing = operands[-3], operands[-2]
        self._show_on_next_line(operands)

    def _show(self, pieces: list[Any]) -> None:
        """Sets strings one after the other; numbers between them move the pen back."""
        state, font = self._state, self._state.font
        if font is None:
            self._canvas.unreadable += sum(len(one) for one in pieces if isinstance(one, bytes))
            return
        at = 0.0
        matrix = multiplied(self._text, state.matrix)
        seen = state.mode not in (3, 7) and not any(self._marks)
        run = self._canvas.begin_run(matrix, state.clip, seen, state.mode == 3, state.white)
        for piece in pieces:
            if not isinstance(piece, bytes):
                at -= piece / 1000 * state.size * (1.0 if font.vertical else state.scale)
                continue
            self._shared.tokens.spend(len(piece) // 4)
            for text, width, space in font.shown(piece):
                extra = state.spacing + (state.word_spacing if space else 0.0)
                if font.vertical:
                    run.glyph(text, -state.size / 2, at - 0.88 * state.size, state.size, state.size)
                    at += -(state.size + extra)
                    continue
                wide = width * state.size * state.scale
                run.glyph(text, at, state.rise, wide, state.size)
                at += wide + extra * state.scale
        shift = (1, 0, 0, 1, 0, at) if font.vertical else (1, 0, 0, 1, at, 0)
        self._text = multiplied(shift, self._text)

    def _invoke(self, names: list[Any]) -> None:
        """``Do``: a form object is carried out, a picture may cover what lies beneath."""
        found = self._file.get(self._resources, "XObject", names[-1])
        if any(self._marks) or self._is_off(self._file.raw(found, "OC")):
            self._canvas.hidden_layer = True
        elif self._file.name(self._file.get(found, "Subtype")) == "Form":
            self.form(found)
        elif found is not None:
            self._picture(any(self._file.get(found, name) is not None for name in ("SMask", "Mask", "ImageMask")))

    def _inline_picture(self, _: list[Any]) -> None:
        self._picture(see_through=True)

    def _picture(self, see_through: bool) -> None:
        corners = [applied(self._state.matrix, x, y) for x, y in ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))]
        self._canvas.picture(corners, self._state.clip, see_through or not self._state.opaque)

    def _begin_marked(self, operands: list[Any]) -> None:
        names = [one for one in operands if isinstance(one, str)]
        off = len(names) >= 2 and names[-2] == "OC" and self._is_off(self._layer(names[-1]))
        self._canvas.hidden_layer |= off
        if len(self._marks) < _MOST_MARKS:
            self._marks.append(off)

    def _end_marked(self, _: list[Any]) -> None:
        if self._marks:
            self._marks.pop()

    def _layer(self, name: str) -> object:
        return self._file.raw(self._file.get(self._resources, "Properties"), name)

    def _is_off(self, layer: object) -> bool:
        """Whether an optional layer (图层), or the group that it is in, is switched off."""
        if layer is None or not self._shared.layers_off:
            return False
        one = self._file.raw(layer, "OCGs")
        members = [layer, one, *(one if isinstance(one, list) else [])]
        return any(self._file.identity(member) in self._shared.layers_off for member in members)

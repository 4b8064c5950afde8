"""What a page of an OFD file (GB/T 33190—2016) shows: text, paths and pictures set onto a canvas.

Lengths in the file are millimetres, y downwards; on the canvas they are points.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from extract.readers.ruled_canvas import IDENTITY, Canvas, Matrix, applied, multiplied
from jieyue.safe.refusal import refuse

POINTS = 72 / 25.4
_MOST_OBJECTS = 200_000
_MOST_NUMBERS = 20_000
_NUMBER = re.compile(r"-?\d{0,9}\.?\d{1,9}(?:[eE]-?\d{1,2})?")
_PATH = re.compile(r"([A-Za-z])|(-?\d{0,9}\.?\d{1,9}(?:[eE]-?\d{1,2})?)")
_TAKES = {"M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "S": 2}
_CONTAINERS = ("Layer", "PageBlock", "Content", "Appearance")


def local(element: etree._Element) -> str:
    """The name of an element without its namespace."""
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def numbers(text: str | None) -> list[float]:
    """The numbers of a list such as ``0 0 210 297``."""
    return [float(one) for one in _NUMBER.findall(text or "")[:_MOST_NUMBERS]]


class PageReader:
    """Sets the objects of one page onto its canvas."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._left = _MOST_OBJECTS

    def read(self, holder: etree._Element, matrix: Matrix = (POINTS, 0.0, 0.0, POINTS, 0.0, 0.0)) -> None:
        """The objects inside ``holder`` in the order in which they are painted."""
        for child in holder:
            self._left -= 1
            if self._left < 0:
                raise refuse("file-too-large", why="页面内容过于复杂")
            kind = local(child)
            if child.get("Visible") == "false":
                self._canvas.hidden_layer |= any(str(text).strip() for text in child.itertext())
            elif kind in _CONTAINERS:
                self.read(child, matrix)
            elif kind == "TextObject":
                self._text(child, _own(child, matrix))
            elif kind == "PathObject":
                self._path(child, _own(child, matrix))
            elif kind == "ImageObject":
                self._picture(child, matrix)

    def _text(self, element: etree._Element, matrix: Matrix) -> None:
        size = _one(element.get("Size"), 4.0)
        scale = _one(element.get("HScale"), 1.0)
        turned = element.get("CharDirection", "0") != "0" or element.get("ReadDirection", "0") != "0"
        seen = element.get("Alpha") != "0" and _fill_alpha(element) != "0"
        for code in element:
            if local(code) != "TextCode":
                continue
            base = multiplied((1, 0, 0, -1, _one(code.get("X"), 0), _one(code.get("Y"), 0)), matrix)
            if turned:
                base = multiplied((0, 1, -1, 0, 0, 0), base)
            run = self._canvas.begin_run(base, self._canvas.whole, seen, ghost=False, white=_is_white(element))
            text = code.text or ""
            across, down = _steps(code.get("DeltaX"), len(text)), _steps(code.get("DeltaY"), len(text))
            x = y = 0.0
            for number, character in enumerate(text):
                wide = size * scale * (1.0 if ord(character) > 0x2E7F else 0.5)
                step = across[number] if number < len(across) else 0.0 if number < len(down) else wide
                if character.strip():
                    # the font's own widths are not known: one character reaches to the next, within reason
                    run.glyph(character, x, y, step if 0.3 * wide < step < 1.2 * size * scale else wide, size)
                x += step
                y -= down[number] if number < len(down) else 0.0

    def _path(self, element: etree._Element, matrix: Matrix) -> None:
        stroke = element.get("Stroke") != "false"
        fill = element.get("Fill") == "true"
        width = abs(_one(element.get("LineWidth"), 0.353)) * POINTS
        shown = element.get("Alpha") != "0"
        for child in element:
            if local(child) == "AbbreviatedData" and shown:
                for points in _outlines(child.text or ""):
                    placed = [applied(matrix, x, y) for x, y in points]
                    if stroke:
                        self._canvas.stroke(placed, self._canvas.whole, width)
                    if fill:
                        self._canvas.fill(placed, self._canvas.whole, _is_white(element), _fill_alpha(element) is None)

    def _picture(self, element: etree._Element, matrix: Matrix) -> None:
        box = numbers(element.get("Boundary"))
        if len(box) == 4:
            x, y, w, h = box
            corners = [applied(matrix, *corner) for corner in ((x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y))]
            self._canvas.picture(corners, self._canvas.whole, see_through=True)


def _own(element: etree._Element, matrix: Matrix) -> Matrix:
    """From the points of an object to those of the canvas: its own matrix, then its place."""
    box, own = numbers(element.get("Boundary")), numbers(element.get("CTM"))
    place: Matrix = (1.0, 0.0, 0.0, 1.0, box[0], box[1]) if len(box) >= 2 else IDENTITY
    if len(own) == 6:
        place = multiplied((own[0], own[1], own[2], own[3], own[4], own[5]), place)
    return multiplied(place, matrix)


def _one(text: str | None, standard: float) -> float:
    found = numbers(text)
    return found[0] if found else standard


def _steps(text: str | None, length: int) -> list[float]:
    """The distances between characters; ``g 5 1.5`` stands for five times 1.5."""
    found: list[float] = []
    words = iter((text or "").split()[: 3 * length + 3])
    for word in words:
        count = 1
        if word == "g":
            count = int(_one(next(words, None), 0))
            word = next(words, "0")  # noqa: PLW2901 - the distance that is repeated
        found += [_one(word, 0.0)] * max(min(count, length - len(found)), 0)
    return found


def _outlines(data: str) -> Iterator[list[tuple[float, float]]]:
    """The straight outlines of a path; where a curve comes, an outline ends and another begins."""
    points: list[tuple[float, float]] = []
    operands: list[float] = []
    operator = ""
    tokens = [*_PATH.findall(data)[:_MOST_NUMBERS], ("M", "")]
    for letter, number in tokens:
        if number:
            operands.append(float(number))
        if letter == "C" and points:
            points.append(points[0])
        elif letter in ("M", "S") and len(points) > 1:
            yield points
        if letter in ("M", "S"):
            points = []
        if letter:
            operator, operands = letter, []
        elif len(operands) == _TAKES.get(operator, 0):
            end = (operands[-2], operands[-1])
            if operator in ("Q", "B", "A"):
                if len(points) > 1:
                    yield points
                points = []
            points.append(end)
            operands = []


def _is_white(element: etree._Element) -> bool:
    for child in element:
        if local(child) == "FillColor":
            value = numbers(child.get("Value"))
            return len(value) in (1, 3) and min(value) >= 250
    return False


def _fill_alpha(element: etree._Element) -> str | None:
    for child in element:
        if local(child) == "FillColor":
            return child.get("Alpha")
    return None

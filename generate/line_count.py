"""How many lines a text takes in a cell: Chinese characters are two half-width characters wide."""

from __future__ import annotations

import math
import unicodedata


def width_of(text: str) -> int:
    """The width of one line in half-width characters."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def lines_in(text: str, width: float) -> int:
    """Lines that ``text`` takes in a cell of ``width`` half-width characters, a little on the safe side."""
    room = max(width - 1.5, 2)
    return sum(max(1, math.ceil(width_of(line) / room)) for line in text.split("\n"))

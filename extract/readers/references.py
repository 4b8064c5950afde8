"""Cell references of spreadsheets: ``G7`` to row 6, column 6 and back."""

from __future__ import annotations

import re
from functools import lru_cache

from jieyue.safe.refusal import refuse

MAX_ROWS, MAX_COLUMNS = 1_048_576, 16_384
Span = tuple[int, int]
"""Rows and columns: of a place, from zero; of a size, from one."""

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_LETTERS: dict[str, int] = {}


def column_index(letters: str) -> int:
    """A is 0, XFD is 16383; ``file-damaged`` beyond."""
    known = _LETTERS.get(letters)
    if known is None:
        known = 0
        for letter in letters.upper():
            known = known * 26 + ord(letter) - 64
        known -= 1
        if not 0 <= known < MAX_COLUMNS or not letters.isascii() or not letters.isalpha():
            raise refuse("file-damaged", why=f"单元格位置“{letters[:10]}”不存在")
        _LETTERS[letters] = known
    return known


@lru_cache(maxsize=16_384)
def column_of(reference: str) -> int:
    """The column of ``G7``, whatever stands for its row; ``file-damaged`` where there is no such column."""
    return column_index(reference.rstrip("0123456789"))


def column_letters(column: int) -> str:
    """0 is A, 16383 is XFD."""
    text, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


@lru_cache(maxsize=16_384)
def corner(reference: str) -> Span | None:
    """Row and column of ``G7``, from zero; None where it is no reference."""
    found = _REFERENCE.fullmatch(reference.strip())
    if not found or not 0 < int(found[2]) <= MAX_ROWS:
        return None
    return int(found[2]) - 1, column_index(found[1])

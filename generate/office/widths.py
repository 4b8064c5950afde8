"""How wide a text is in 字, and into how many lines it falls: a Hanzi and full-width punctuation are one 字, others half."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_WIDE_PUNCTUATION = frozenset("“”‘’—…·–")
"""Ambiguous by Unicode, full-width in a Chinese typeface."""
_NOT_FIRST = frozenset("，。、；：？！）》〉】〕’”…—·％,.;:?!)]}%")
_NOT_LAST = frozenset("（《〈【〔‘“([{")
_PIECE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.,:/@_%+-]*|.", re.DOTALL)


@lru_cache(maxsize=8192)
def zi(character: str) -> float:
    """The width of one character in 字."""
    if character in _WIDE_PUNCTUATION or unicodedata.east_asian_width(character) in "WFA":
        return 1.0
    return 0.0 if unicodedata.combining(character) else 0.5


def width_in_zi(text: str) -> float:
    """The width of a text in 字."""
    return sum(map(zi, text))


def lines_needed(text: str, room: float, first: float | None = None) -> int:
    """How many lines ``text`` takes in lines of ``room`` 字, the first of ``first``; at least one.

    Words and figures stay whole; closing marks begin no line and opening marks end none.
    """
    lines, left = 1, room if first is None else first
    for piece, width in _unbreakable(text):
        if piece == "\n":
            lines, left = lines + 1, room
        elif width <= left + 1e-6:
            left -= width
        else:
            more = _overlong(width, room)
            lines, left = lines + more, room * more - width if more > 1 else room - width
    return lines


def _overlong(width: float, room: float) -> int:
    return max(1, -int(-width // room))


def _unbreakable(text: str) -> Iterator[tuple[str, float]]:
    """The pieces between which a line may end, with their widths."""
    held = ""
    for found in _PIECE.finditer(text):
        piece = found.group()
        if piece == "\n":
            if held:
                yield held, width_in_zi(held)
            yield piece, 0
            held = ""
        elif held and held[-1] not in _NOT_LAST and piece[0] not in _NOT_FIRST:
            yield held, width_in_zi(held)
            held = piece
        else:
            held += piece
    if held:
        yield held, width_in_zi(held)

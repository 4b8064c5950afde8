"""How wide a text is in 字 and how many lines it takes: Hanzi and full-width marks are one 字, others half."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

_WIDE_PUNCTUATION = frozenset("“”‘’—…·–")
"""Ambiguous by Unicode, full-width in a Chinese typeface."""
_NOT_FIRST = frozenset("，。、；：？！）》〉】〕’”…—·％,.;:?!)]}%")
_NOT_LAST = frozenset("（《〈【〔‘“([{")
_PIECE = re.compile(r"[\u4e00-\u9fff]+|[A-Za-z0-9][A-Za-z0-9.,:/@_%+-]*|.", re.DOTALL)
_CLAUSE = re.compile(r"(?<=[，。；：、])(?=[\u4e00-\u9fff])")
"""Between a mark and a Hanzi a line may always end, so that what stands before and behind is set alike everywhere."""
_FIRST_HANZI = "\u4e00"
_HAIR = 1e-6
"""字 by which a sum of widths may exceed the room that it fills."""


@lru_cache(maxsize=8192)
def zi(character: str) -> float:
    """The width of one character in 字."""
    if character in _WIDE_PUNCTUATION or unicodedata.east_asian_width(character) in "WFA":
        return 1.0
    return 0.0 if unicodedata.combining(character) else 0.5


def width_in_zi(text: str) -> float:
    """The width of a text in 字."""
    return sum(map(zi, text))


@lru_cache(maxsize=16384)
def lines_needed(text: str, room: float, first: float | None = None, *, loose: bool = False) -> int:
    """How many lines ``text`` takes in lines of ``room`` 字 (one at least), the first of ``first``; at least one.

    Words and figures stay whole; closing marks begin no line and opening marks end none.  ``loose`` is how programs set
    that ignore our settings and have other typefaces: a gap beside figures, letters and figures wider.
    """
    lines, left = 1, room if first is None else first
    whole = left
    for piece, width, count in chain.from_iterable(_pieces(clause, loose) for clause in _CLAUSE.split(text)):
        if piece == "\n":
            lines, left, whole = lines + 1, room, room
        elif count > 1:
            more, left = _laid(count, room, left)
            lines, whole = lines + more, room if more else whole
        elif width <= left + _HAIR:
            left = max(left - width, 0)
        else:
            more = max(1, -int(-width // room))
            begun = left == whole and width > room
            lines, left, whole = lines + more - begun, room * more - width, room
    return lines


def _laid(count: int, room: float, left: float) -> tuple[int, float]:
    """How many lines begin with so many Hanzi, between any of which a line may end, and the room then left."""
    begun = 0
    while True:
        here = max(0, min(int(left + _HAIR), count))
        count, left = count - here, max(left - here, 0)
        if not count:
            return begun, left
        begun, count, left = begun + 1, count - 1, room - 1


@dataclass(frozen=True, slots=True)
class _Setting:
    """How wide letters and digits are, capitals, and the gap between them and Hanzi, in 字."""

    half: float
    capital: float
    gap: float

    def width(self, piece: str) -> float:
        """The width of what has no gap within, in 字."""
        if not piece.isascii():
            return width_in_zi(piece)
        return sum(self.capital if sign in _CAPITALS else self.half for sign in piece)


_CAPITALS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZmw&%@")
_STRICT, _LOOSE = _Setting(0.5, 0.5, 0), _Setting(0.58, 0.8, 0.25)


@lru_cache(maxsize=16384)
def _pieces(clause: str, loose: bool) -> tuple[tuple[str, float, int], ...]:
    return tuple(_unbreakable(clause, _LOOSE if loose else _STRICT))


def _unbreakable(text: str, setting: _Setting) -> Iterator[tuple[str, float, int]]:
    """The pieces between which a line may end, with their widths; Hanzi in a row as one, with how many they are."""
    held, width, latin = "", 0.0, False
    for found in _PIECE.finditer(text):
        piece, more = found.group(), ""
        if piece[0] >= _FIRST_HANZI:
            piece, more = piece[0], piece[1:]
        begins_latin = piece[0].isascii() and piece[0].isalnum()
        gap = setting.gap if held and begins_latin != latin and _meets(held[-1], piece[0]) else 0
        wide = setting.width(piece) + gap
        if held and (piece == "\n" or (held[-1] not in _NOT_LAST and piece[0] not in _NOT_FIRST)):
            yield held, width, 1
            held, width = "", 0.0
        if piece == "\n":
            yield piece, 0, 1
            continue
        held, width, latin = held + piece, width + wide, begins_latin
        if more:
            yield held, width, 1
            if len(more) > 1:
                yield more[:-1], 1, len(more) - 1
            held, width = more[-1], 1
    if held:
        yield held, width, 1


def _meets(before: str, after: str) -> bool:
    """Whether a Hanzi and a letter or digit stand beside each other."""
    return any(character.isalnum() and not character.isascii() for character in (before, after))

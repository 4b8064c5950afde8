"""How wide a text is in 字 and how many lines it takes: Hanzi and full-width marks are one 字, others half."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_WIDE_PUNCTUATION = frozenset("“”‘’—…·–")
"""Ambiguous by Unicode, full-width in a Chinese typeface."""
_NOT_FIRST = frozenset("，。、；：？！）》〉】〕’”…—·％,.;:?!)]}%")
_HANGING = frozenset("，。、；：,.;:")
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


@lru_cache(maxsize=16384)
def lines_needed(text: str, room: float, first: float | None = None, *, loose: bool = False) -> int:
    """How many lines ``text`` takes in lines of ``room`` 字, the first of ``first``; at least one.

    Words and figures stay whole; closing marks begin no line and opening marks end none.  ``loose`` is how programs set
    that ignore our settings: a gap beside figures, figures a little wider, one closing mark hung beyond the line.
    """
    lines, left = 1, room if first is None else first
    for piece, width in _unbreakable(text, _LOOSE if loose else _STRICT):
        hung = 1 if loose and piece[-1] in _HANGING else 0
        if piece == "\n":
            lines, left = lines + 1, room
        elif width - hung <= left + 1e-6:
            left = max(left - width, 0)
        else:
            more = max(1, -int(-width // room))
            lines, left = lines + more, room * more - width
    return lines


@dataclass(frozen=True, slots=True)
class _Setting:
    """How wide letters and digits are, and the gap between them and Hanzi, in 字."""

    half: float
    gap: float


_STRICT, _LOOSE = _Setting(0.5, 0), _Setting(0.555, 0.2)


def _unbreakable(text: str, setting: _Setting) -> Iterator[tuple[str, float]]:
    """The pieces between which a line may end, with their widths."""
    held, width, latin = "", 0.0, False
    for found in _PIECE.finditer(text):
        piece = found.group()
        begins_latin = piece[0].isascii() and piece[0].isalnum()
        gap = setting.gap if held and begins_latin != latin and _meets(held[-1], piece[0]) else 0
        wide = width_in_zi(piece) * (setting.half / 0.5 if begins_latin else 1) + gap
        if held and (piece == "\n" or (held[-1] not in _NOT_LAST and piece[0] not in _NOT_FIRST)):
            yield held, width
            held, width = "", 0.0
        if piece == "\n":
            yield piece, 0
            continue
        held, width, latin = held + piece, width + wide, begins_latin
    if held:
        yield held, width


def _meets(before: str, after: str) -> bool:
    """Whether a Hanzi and a letter or digit stand beside each other."""
    return any(character.isalnum() and not character.isascii() for character in (before, after))

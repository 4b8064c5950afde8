"""How wide a text is in 字: a Hanzi and full-width punctuation are one, Latin letters and digits half."""

from __future__ import annotations

import unicodedata

_WIDE_PUNCTUATION = frozenset("“”‘’—…·–")
"""Ambiguous by Unicode, full-width in a Chinese typeface."""


def zi(character: str) -> float:
    """The width of one character in 字."""
    if character in _WIDE_PUNCTUATION or unicodedata.east_asian_width(character) in "WFA":
        return 1.0
    return 0.0 if unicodedata.combining(character) else 0.5


def width_in_zi(text: str) -> float:
    """The width of a text in 字."""
    return sum(map(zi, text))

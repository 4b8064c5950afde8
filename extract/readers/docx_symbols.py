"""Characters of symbol fonts (Wingdings, Symbol) as Unicode: ticks and boxes above all."""

from __future__ import annotations

from functools import lru_cache

_WINGDINGS = {
    0x28: "☎", 0x6C: "●", 0x6D: "○", 0x6E: "■", 0x6F: "□", 0x71: "□", 0x72: "□", 0x75: "◆", 0x78: "☒", 0xA1: "○",
    0xA7: "▪", 0xA8: "□", 0xD8: "➢", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    **{0x81 + step: chr(0x2460 + step) for step in range(10)},
}  # fmt: skip
_WINGDINGS_2 = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x96: "●", 0xA2: "■", 0xA3: "□",
    **{0x6A + step: chr(0x2460 + step) for step in range(10)},
}  # fmt: skip
_WINGDINGS_3 = {0x71: "△", 0x72: "▽", 0x70: "▲", 0x74: "▶"}
_SYMBOL = {
    0xA3: "≤", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xD6: "√",
}  # fmt: skip
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "wingdings 3": _WINGDINGS_3, "symbol": _SYMBOL}

UNKNOWN = "\ufffd"
"""Stands for a symbol that is not known here, so that it is seen and not lost."""


@lru_cache(maxsize=1024)
def is_symbol_font(font: str | None) -> bool:
    """Whether the letters of ``font`` are pictures."""
    return font is not None and font.lower() in _FONTS


def symbol(font: str | None, code: int) -> str:
    """The character ``code`` of ``font``; codes of the private area F000–F0FF mean the font's own 00–FF."""
    table = _FONTS.get((font or "").lower())
    own = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    if table is not None:
        return table.get(own, UNKNOWN if own > 0x20 else " ")
    return chr(code) if 0x20 <= code < 0xD800 or 0xF900 <= code < 0xFFFE else UNKNOWN


def symbols(font: str, text: str) -> str:
    """A run of letters set in a symbol font."""
    return "".join(symbol(font, ord(letter)) for letter in text)

"""How a run looks where that matters: not there, crossed out, small and raised or lowered, in a font of symbols."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from extract.readers.docx_styles import Style, W
from extract.readers.docx_symbols import is_symbol_font
from extract.readers.noticed import Noticed

_VAL = f"{W}val"
_NO = ("0", "false", "off")
_VANISH, _STYLE, _FONTS, _ALIGN = (f"{W}{name}" for name in ("vanish", "rStyle", "rFonts", "vertAlign"))
_STRIKES = tuple(f"{W}{name}" for name in ("strike", "dstrike"))
_INSERTED = tuple(f"{W}{name}" for name in ("ins", "moveTo"))


@dataclass(frozen=True, slots=True)
class Look:
    """What run properties do to the text; ``font`` is that of symbols."""

    hidden: bool = False
    struck: bool = False
    small: bool = False
    font: str | None = None


PLAIN = Look()


def look_of(properties: etree._Element, styles: Mapping[str, Style], hidden_around: bool, noticed: Noticed) -> Look:
    """The look of a run with these properties in a paragraph whose style hides its text or not."""
    hidden: bool | None = None
    struck = small = False
    styled, font = hidden_around, None
    for entry in properties:
        tag = entry.tag
        if tag == _VANISH:
            hidden = entry.get(_VAL) not in _NO
        elif tag == _STYLE:
            style = styles.get(entry.get(_VAL) or "")
            styled = styled != (style is not None and style.hidden)
        elif tag == _FONTS:
            name = entry.get(f"{W}ascii") or entry.get(f"{W}hAnsi")
            font = name if is_symbol_font(name) else None
        elif tag in _STRIKES:
            struck = struck or entry.get(_VAL) not in _NO
        elif tag == _ALIGN:
            small = entry.get(_VAL) in ("superscript", "subscript")
        elif tag in _INSERTED:
            noticed.tracked = True
    hidden = styled if hidden is None else hidden
    return Look(hidden, struck, small, font) if hidden or struck or small or font else PLAIN

"""Cells of a Word table that hold nothing but plain runs: most of them, and their text can be joined at once.

A cell is plain where none of the elements stands in it that change, hide, add or move text.  Everything else is read
element by element in :mod:`extract.readers.docx_body`, with the same result.
"""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from extract.readers.docx_styles import Style, W
from extract.readers.docx_symbols import is_symbol_font

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_NAMES = (
    "sdt customXml smartTag ins del moveTo moveFrom hyperlink fldSimple fldChar bdo dir ruby tbl tab ptab br cr "
    "noBreakHyphen sym drawing pict object footnoteReference endnoteReference commentReference vanish strike dstrike "
    "vertAlign numPr"
)
_UNUSUAL = (*(f"{W}{name}" for name in _NAMES.split()), f"{_MC}AlternateContent", f"{_M}oMath", f"{_M}oMathPara")
_FONTS, _STYLES = f"{W}rFonts", (f"{W}pStyle", f"{W}rStyle")
_TC, _P, _T = f"{W}tc", f"{W}p", f"{W}t"
_TABS = f"{W}tabs"


def unusual_cells(body: etree._Element, styles: Mapping[str, Style]) -> set[etree._Element] | None:
    """The cells under ``body`` that are not plain; None where the document's own style makes all of them so."""
    default = styles.get("")
    if default is not None and (default.hidden or default.number):
        return None
    found: set[etree._Element] = set()
    for element in body.iter(*_UNUSUAL, _FONTS, *_STYLES):
        if not _is_harmless(element, styles):
            found.update(element.iterancestors(_TC))
    return found


def _is_harmless(element: etree._Element, styles: Mapping[str, Style]) -> bool:
    """Fonts of letters, styles that neither hide nor number, tab stops."""
    tag = element.tag
    if tag == _FONTS:
        return not is_symbol_font(element.get(f"{W}ascii") or element.get(f"{W}hAnsi"))
    if tag in _STYLES:
        style = styles.get(element.get(f"{W}val") or "")
        return style is None or not (style.hidden or style.number)
    parent = element.getparent()
    return parent is not None and parent.tag == _TABS


def plain_text(cell: etree._Element) -> str:
    """The text of a plain cell, a paragraph a line."""
    text = "\n".join(["".join(map(str, line.itertext(_T, with_tail=False))) for line in cell.iterchildren(_P)])
    return text.replace("\u00ad", "") if not text.isascii() else text

"""Rows and cells of a Word table that hold nothing but plain runs: most of them, and one look reads a whole row.

A cell is plain where none of the elements stands in it that change, hide, add or move text, a row where all its cells
are and nothing is said of the row itself.  Everything else is read element by element in
:mod:`extract.readers.docx_body`, with the same result.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

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
_ASCII, _HANSI, _VAL = f"{W}ascii", f"{W}hAnsi", f"{W}val"
_TC, _TCPR, _P, _T = (f"{W}{name}" for name in ("tc", "tcPr", "p", "t"))
_SPAN, _VMERGE, _HMERGE, _CELL_DELETED = (f"{W}{name}" for name in ("gridSpan", "vMerge", "hMerge", "cellDel"))
_TABS = f"{W}tabs"
_LOOKED_AT = (_T, _P, _TC, _TCPR, _FONTS, *_STYLES, *_UNUSUAL)
_WIDEST = 1000
"""Grid columns beyond which a span is a mistake; Word itself stops at 63."""


class Shape(NamedTuple):
    """Columns, merge downwards, merge to the right and whether the cell is deleted, as its properties say.

    A merge is ``restart`` or ``continue`` (which is also what is meant when nothing is said), or None.
    """

    columns: int = 1
    vertical: str | None = None
    across: str | None = None
    gone: bool = False


SINGLE = Shape()


def shape_of(properties: etree._Element | None) -> Shape:
    """The shape of a cell with these properties."""
    if properties is None or not len(properties):
        return SINGLE
    columns, vertical, across, gone = SINGLE
    for entry in properties:
        tag = entry.tag
        if tag == _SPAN:
            columns = max(1, whole(entry.get(_VAL), 1))
        elif tag == _VMERGE:
            vertical = entry.get(_VAL) or "continue"
        elif tag == _HMERGE:
            across = entry.get(_VAL) or "continue"
        elif tag == _CELL_DELETED:
            gone = True
    return Shape(columns, vertical, across, gone)


def whole(stated: str | None, otherwise: int) -> int:
    """A number of columns as stated, within reason."""
    known = stated is not None and stated.isascii() and stated.isdecimal() and len(stated) < 12
    return min(int(stated), _WIDEST) if known and stated is not None else otherwise


def plain_cells(holder: etree._Element, styles: Mapping[str, Style]) -> list[tuple[Shape, str]] | None:
    """Shape and text, a paragraph a line, of the cells of a row, or of the one cell ``holder``; None if not plain."""
    cells: list[tuple[Shape, list[str]]] = []
    parts: list[str] = []
    told = True
    for element in holder.iter(*_LOOKED_AT):
        tag = element.tag
        if tag == _T:
            parts.append(element.text or "")
        elif tag == _FONTS:
            if is_symbol_font(element.get(_ASCII) or element.get(_HANSI)):
                return None
        elif tag == _P:
            parts.append("\n")
        elif tag == _TC:
            parts, told = [], False
            cells.append((SINGLE, parts))
        elif tag == _TCPR:
            # Properties that a change mentions come after: they are those the cell had before.
            if not told and len(element):
                cells[-1] = (shape_of(element), parts)
            told = True
        elif not _is_harmless(element, styles):
            return None
    return [(shape, _shown(parts[1] if len(parts) == 2 else "".join(parts[1:]))) for shape, parts in cells]


def _is_harmless(element: etree._Element, styles: Mapping[str, Style]) -> bool:
    """Styles that neither hide nor number, tab stops."""
    if element.tag in _STYLES:
        style = styles.get(element.get(_VAL) or "")
        return style is None or not (style.hidden or style.number)
    parent = element.getparent()
    return parent is not None and parent.tag == _TABS


def _shown(text: str) -> str:
    """Without soft hyphens, which nobody sees, and empty lines at the end."""
    return (text if text.isascii() else text.replace("\u00ad", "")).rstrip("\n")

"""Rows and cells of a Word table that hold nothing but plain runs: most of them, and one look reads a whole row.

A cell is plain where none of the elements stands in it that change, hide, add or move text, a row where all its cells
are and nothing is said of the row itself; what is not plain is found by few looks at the whole document.  Everything
else is read element by element in :mod:`extract.readers.docx_body`, with the same result.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from extract.readers.docx_styles import Style, W
from extract.readers.docx_symbols import is_symbol_font

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_NAMES = (
    "sdt customXml smartTag ins del moveTo moveFrom hyperlink fldSimple fldChar bdo dir ruby tbl tab ptab br cr "
    "noBreakHyphen sym drawing pict object footnoteReference endnoteReference commentReference vanish strike dstrike "
    "vertAlign numPr tcPrChange"
)
_UNUSUAL = (*(f"{W}{name}" for name in _NAMES.split()), f"{_MC}AlternateContent", f"{_M}oMath", f"{_M}oMathPara")
_FONTS, _STYLES = f"{W}rFonts", (f"{W}pStyle", f"{W}rStyle")
_ASCII, _HANSI, _VAL = f"{W}ascii", f"{W}hAnsi", f"{W}val"
_TR, _TC, _P, _T = (f"{W}{name}" for name in ("tr", "tc", "p", "t"))
_SHAPES = _SPAN, _VMERGE, _HMERGE, _DELETED = f"{W}gridSpan", f"{W}vMerge", f"{W}hMerge", f"{W}cellDel"
_TABS = f"{W}tabs"
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
        elif tag == _DELETED:
            gone = True
    return Shape(columns, vertical, across, gone)


def whole(stated: str | None, otherwise: int) -> int:
    """A number of columns as stated, within reason."""
    known = stated is not None and stated.isascii() and stated.isdecimal() and len(stated) < 12
    return min(int(stated), _WIDEST) if known and stated is not None else otherwise


class Unusual:
    """The cells and rows under ``body`` that are not plain, looked for when the first is asked about."""

    def __init__(self, body: etree._Element, styles: Mapping[str, Style]) -> None:
        self._body, self._styles = body, styles
        default = styles.get("")
        self._all = default is not None and bool(default.hidden or default.number)
        self._found: set[etree._Element] | None = None

    def __contains__(self, element: etree._Element) -> bool:
        if self._found is None:
            odd = () if self._all else _odd_elements(self._body, self._styles)
            self._found = {around for one in odd for around in one.iterancestors(_TC, _TR)}
        return self._all or element in self._found


def _odd_elements(body: etree._Element, styles: Mapping[str, Style]) -> Iterator[etree._Element]:
    """What changes, hides, adds or moves text: all unusual elements but tab stops, fonts of symbols, some styles."""
    for element in body.iter(*_UNUSUAL):
        parent = element.getparent()
        if parent is None or parent.tag != _TABS:
            yield element
    odd_styles = {name for name, style in styles.items() if style.hidden or style.number}
    if odd_styles:
        yield from (element for element in body.iter(*_STYLES) if (element.get(_VAL) or "") in odd_styles)
    for element in body.iter(_FONTS):
        if is_symbol_font(element.get(_ASCII) or element.get(_HANSI)):
            yield element


def plain_cells(row: etree._Element) -> list[tuple[Shape, str]]:
    """Shape and text of the cells of a plain row."""
    texts: list[list[str]] = []
    shapes: dict[int, Shape] = {}
    parts: list[str] = []
    for element in row.iter(_T, _P, _TC, *_SHAPES):
        tag = element.tag
        if tag == _T:
            parts.append(element.text or "")
        elif tag == _P:
            parts.append("\n")
        elif tag == _TC:
            parts = []
            texts.append(parts)
        elif texts:
            shapes[len(texts) - 1] = shape_of(element.getparent())
    # Before every paragraph stands a line break; most often there is that and one run.
    return [
        (shapes.get(number, SINGLE), _shown(parts[1] if len(parts) == 2 else "".join(parts[1:])))
        for number, parts in enumerate(texts)
    ]


def plain_text(cell: etree._Element) -> str:
    """The text of a plain cell, a paragraph a line."""
    return _shown("\n".join(["".join(map(str, line.itertext(_T, with_tail=False))) for line in cell.iterchildren(_P)]))


@lru_cache(maxsize=4096)
def _shown(text: str) -> str:
    """Without soft hyphens, which nobody sees, and empty lines at the end."""
    return (text if text.isascii() else text.replace("\u00ad", "")).rstrip("\n")

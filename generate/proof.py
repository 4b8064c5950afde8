"""Reads a rendered part again: whole XML, and every value in it, uncut and in order."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from xml.parsers import expat

from lxml import etree

from generate.office.folding import Row, fold
from generate.office.hidden import Hidden
from generate.office.part import Part
from generate.office.shapes import parsed
from generate.office.wml import W

_TEXT_SHEET = b"""<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
  <xsl:output method="text"/>
  <xsl:template match="w:p">&#x2029;<xsl:apply-templates/></xsl:template>
  <xsl:template match="w:br|w:cr"><xsl:text>&#10;</xsl:text></xsl:template>
  <xsl:template match="w:r/w:tab"><xsl:text>&#9;</xsl:text></xsl:template>
  <xsl:template match="w:instrText|w:delText"/>
</xsl:stylesheet>"""
PARAGRAPH = "\N{PARAGRAPH SEPARATOR}"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


@lru_cache(maxsize=1)
def _to_text() -> etree.XSLT:
    return etree.XSLT(etree.fromstring(_TEXT_SHEET))


def text_of(root: etree._Element) -> str:
    """The text of a part as people read it, breaks and tabs kept; each paragraph begins with :data:`PARAGRAPH`."""
    return str(_to_text()(root))


def prove(part: Part, values: Sequence[str]) -> str | None:
    """What is wrong with the rendered part, in Chinese; None when every value came out as it went in.

    Markup that a batch has in common is parsed once; what stands between its tags is read in every part.
    """
    broken = any("\n" in value or "\t" in value for value in values)
    try:
        text = _read_blindly(part.hidden) if part.hidden and not broken else _read(part, broken=broken)
    except (etree.XMLSyntaxError, expat.ExpatError):
        return "不是完整的文档结构"
    position = 0
    for value in values:
        found = text.find(value, position)
        if found < 0:
            return f"缺少或改变了内容“{value[:40]}”"
        position = found + len(value)
    return None


def _read_blindly(part: Hidden) -> str:
    """The characters of a part: those of its markup, its own texts in their places."""
    return _characters_of(part.blind).translate(part.said)


@lru_cache(maxsize=16)
def _characters_of(blind: str) -> str:
    return _characters(blind.encode())


def _read(part: Part, *, broken: bool) -> str:
    """Of rows alike in a long table the first of each shape is parsed; of the others the texts are read."""
    folded = fold(part.apart, _whole)
    content = folded.xml.encode()
    return folded.read(text_of(etree.fromstring(content, _PARSER)) if broken else _characters(content))


def _whole(rows: Sequence[Row]) -> list[bool]:
    """Which rows are whole XML without breaks and tabs, by their shapes."""
    return [_stands(row.shape) for row in rows]


@lru_cache(maxsize=256)
def _stands(shape: str) -> bool:
    row = parsed(shape)
    return row is not None and row.find(f".//{W}br") is None and row.find(f".//{W}tab") is None


def _characters(content: bytes) -> str:
    """All characters of the part, breaks and tabs apart: half the time of building its tree."""
    pieces: list[str] = []
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.CharacterDataHandler = pieces.append
    parser.Parse(content, True)
    return "".join(pieces)

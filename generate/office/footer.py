"""Page numbers: 4号 half-width 宋体 between dashes, right on odd pages, left on even ones (R66, R67, R69, R85, R86)."""

from __future__ import annotations

from generate.lengths import Length, Mm
from generate.office.letter import lower_line
from generate.office.page import FOOTER_DISTANCE, TYPE_BOTTOM
from generate.office.wml import DECLARED, field, paragraph, run, xml

_TURNED_LEFT = Mm("25.4")
"""R69: where the box of the turned number begins, so that its dashes lie 28 mm from the landscape page's left edge."""
_TURNED_WIDE, _TURNED_HIGH = Mm(6), Mm(60)
_ODD_END, _EVEN_START = Mm("178.4"), Mm("33.6")
"""R69: 1字 within the portrait type area: 210 − 26 − 5.6 mm, and 28 + 5.6 mm, from the portrait page's left."""


def odd_footer() -> bytes:
    """R66: 1字 from the right."""
    return _footer(paragraph("GwPageOdd", _number()))


def even_footer() -> bytes:
    """R66: 1字 from the left."""
    return _footer(paragraph("GwPageEven", _number()))


def empty_footer() -> bytes:
    """R67: pages that carry no number."""
    return _footer(paragraph("GwPageOdd"))


def letter_first_footer() -> bytes:
    """R81, R86: the lower double line and no number, in no height, so that the text may run to R85's edge."""
    return _footer(lower_line() + paragraph("GwAnchor"))


def letter_odd_footer() -> bytes:
    """R85: the footer pushes the text of later pages up to the type area's edge."""
    return _footer(_pushing() + paragraph("GwPageOdd", _number()))


def letter_even_footer() -> bytes:
    """R85: as on odd pages."""
    return _footer(_pushing() + paragraph("GwPageEven", _number()))


def _pushing() -> str:
    """Blank height from the type area's edge down to the number's line."""
    number_line = Mm("4.94")
    rest = Mm(297) - TYPE_BOTTOM - FOOTER_DISTANCE - number_line
    return paragraph("GwPageEven", layout=f'<w:spacing w:line="{rest.twips}" w:lineRule="exact"/>')


def turned_odd_footer() -> bytes:
    """R69: on a landscape page the number stands where it stands on a portrait one, so it is turned with the sheet."""
    return _footer(_turned("GwPageOdd", _ODD_END - _TURNED_HIGH, "right"))


def turned_even_footer() -> bytes:
    """R69: as on odd pages, at the other end of the edge."""
    return _footer(_turned("GwPageEven", _EVEN_START, "left"))


def _number() -> str:
    return run("— ") + field("PAGE") + run(" —")


def _turned(style: str, top: Length, align: str) -> str:
    """A text box on the page's left edge whose text runs downwards.

    It stands beside no text; but LibreOffice puts one without wrapping into the corner of an only turned page.
    """
    number = paragraph(
        style, _number(), f'<w:ind w:leftChars="0" w:left="0" w:rightChars="0" w:right="0"/><w:jc w:val="{align}"/>'
    )
    box = (
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" behindDoc="0" locked="0" '
        'layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="page"><wp:posOffset>{_TURNED_LEFT.emu}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{top.emu}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{_TURNED_WIDE.emu}" cy="{_TURNED_HIGH.emu}"/><wp:wrapSquare wrapText="bothSides"/>'
        '<wp:docPr id="1" name="页码"/>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        '<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{_TURNED_WIDE.emu}" cy="{_TURNED_HIGH.emu}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        f"</a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr><wps:txbx><w:txbxContent>{number}"
        '</w:txbxContent></wps:txbx><wps:bodyPr vert="vert" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" '
        'anchor="t"><a:noAutofit/></wps:bodyPr></wps:wsp></a:graphicData></a:graphic></wp:anchor>'
    )
    return paragraph(
        style,
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
        "</mc:AlternateContent></w:r>",
    )


def _footer(content: str) -> bytes:
    return xml(f"<w:ftr {DECLARED}>{content}</w:ftr>")

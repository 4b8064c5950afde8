"""What must not be torn apart: the end of the text and its signature, the date and its remark, sections and their text."""

from __future__ import annotations

from lxml import etree

from generate.office.rendered import Rendered
from generate.office.wml import W

_BEFORE_SIGNATURE = ("署名前空行", "附件说明")


def keep_together(document: Rendered) -> None:
    """R55: no signature stands alone on a page; R57: the remark follows its date; breaks take no line of their own."""
    fold_breaks(document)
    blocks = list(document.body)
    starts = [at for at, block in enumerate(blocks) if _signs(document, block)]
    if not starts:
        return
    at = starts[0] - 1
    while at > 0 and document.style_of(blocks[at]) in _BEFORE_SIGNATURE:
        at -= 1
    if at >= 0 and blocks[at].tag == f"{W}p":
        keep_with_next(blocks[at])
    for remark in document.paragraphs("附注"):
        before = remark.getprevious()
        if before is not None and before.tag == f"{W}p":
            keep_with_next(before)


def _signs(document: Rendered, block: etree._Element) -> bool:
    """Whether a block is the first organ's name, alone or in a row of names under their seals."""
    if block.tag == f"{W}p":
        return document.style_of(block) == "发文机关署名"
    return any(document.style_of(paragraph) == "用印署名" for paragraph in block.iter(f"{W}p"))


def keep_with_next(paragraph: etree._Element) -> None:
    """Sets ``w:keepNext`` where the schema wants it."""
    properties = paragraph.find(f"{W}pPr")
    if properties is None or properties.find(f"{W}keepNext") is not None:
        return
    properties.insert(1 if properties.find(f"{W}pStyle") is not None else 0, properties.makeelement(f"{W}keepNext"))


def fold_breaks(document: Rendered) -> None:
    """A section break in a paragraph of its own moves into the text before it, which may fill its page to the end."""
    for paragraph in list(document.paragraphs("版记定位")):
        section, before = paragraph.find(f"{W}pPr/{W}sectPr"), paragraph.getprevious()
        if section is not None and before is not None and ends_section(before, section):
            body = paragraph.getparent()
            if body is not None:
                body.remove(paragraph)


def ends_section(paragraph: etree._Element, section: etree._Element) -> bool:
    """Puts ``section`` at the end of a paragraph of text that ends no section yet; whether it could."""
    if paragraph.tag != f"{W}p" or paragraph.find(f"{W}pPr/{W}sectPr") is not None:
        return False
    properties = paragraph.find(f"{W}pPr")
    if properties is None or properties.find(f"{W}framePr") is not None:
        return False
    properties.append(section)
    return True

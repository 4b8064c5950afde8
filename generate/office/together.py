"""What must not be torn apart: text and its signature, date and remark, sections and their text."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from lxml import etree

from generate.lengths import Length, Pt
from generate.office.heights import height_of
from generate.office.page import TYPE_BOTTOM, TYPE_TOP, TYPE_WIDTH
from generate.office.pagination import End, Place
from generate.office.rendered import Rendered
from generate.office.signature import seal_table
from generate.office.wml import NAMESPACES, W, xml

TEXT = ("公文正文", "公文一级标题", "公文二级标题", "公文三级标题", "公文四级标题")
"""The styles of the text and its headings."""
_FEW = 3
"""Fewer lines of text than these on the signature's page are as good as none."""
_MOST_TIGHTENED = 0.5
"""The share of the blank lines before the signature that may be taken away."""
_SEALS_ABREAST = 3
"""R55: so many seals of 42 mm stand beside each other at most."""
_SPARE = 1.0
"""Points to spare for what a model cannot know."""
_BEFORE_SIGNATURE = ("附件说明前空行", "附件说明", "署名前空行")


def keep_together(document: Rendered) -> None:
    """R55: no signature stands alone on a page; R57: the remark follows its date; breaks take no line of their own."""
    fold_breaks(document)
    for remark in document.paragraphs("附注"):
        before = remark.getprevious()
        if before is not None and before.tag == f"{W}p":
            keep_with_next(before)
    ending = _ending(document)
    if ending is not None:
        _keep_signature(document, *ending)


def _ending(document: Rendered) -> tuple[etree._Element, list[etree._Element]] | None:
    """The last paragraph of text, and what follows it up to the date and its remark (R57); None without such a one."""
    signature = next(filter(partial(_signs, document), _blocks_of(document, "发文机关署名", "用印署名")), None)
    if signature is None:
        return None
    blocks = list(document.body)
    start = blocks.index(signature)
    dated = next((at for at in range(start, len(blocks)) if document.style_of(blocks[at]) == "成文日期"), start)
    below = range(dated + 1, min(dated + 3, len(blocks)))
    end = next((at for at in below if document.style_of(blocks[at]) == "附注"), dated)
    last = start - 1
    while last > 0 and document.style_of(blocks[last]) in _BEFORE_SIGNATURE:
        last -= 1
    return (blocks[last], blocks[last + 1 : end + 1]) if last >= 0 and blocks[last].tag == f"{W}p" else None


def _blocks_of(document: Rendered, *styles: str) -> Iterator[etree._Element]:
    """The blocks of the body in which paragraphs of these styles stand, in order."""
    body = document.body
    for paragraph in document.paragraphs(*styles):
        block = next((one for one in (paragraph, *paragraph.iterancestors()) if one.getparent() is body), None)
        if block is not None:
            yield block


def _keep_signature(document: Rendered, last: etree._Element, block: list[etree._Element]) -> None:
    """Tightens the blank lines where that is enough, else takes the end of the text over to the signature's page.

    Some word processors move a whole paragraph to keep it with the next, so it is only done where it is needed.
    LibreOffice lets go of it where a table follows; so a paragraph that begins on one page for certain begins the next.
    """
    places = document.filled_by_both()
    ends = [place.ends.get(last, End()) for place in places]
    whole = [end.page == place.pages_of.get(last) for place, end in zip(places, ends, strict=True)]
    torn = [end for place, end in zip(places, ends, strict=True) if _torn(place, end, block)]
    tightened = bool(torn) and _tightened(document, block, min(end.left for end in torn))
    first = _with_headings(document, last)
    if torn and not tightened:
        if _can_move(document, [first, last], block, places):
            begin_page(first)
        elif closer := _closer_seals(document, block):
            _keep_signature(document, last, closer)
            return
    if torn or any(whole) or min(end.lines for end in ends) < _FEW:
        keep_with_next(last)


def _closer_seals(document: Rendered, block: list[etree._Element]) -> list[etree._Element] | None:
    """R55: the block with its seals three in a row, where they stood in more rows of two; else None."""
    table = next((one for one in block if one.tag == f"{W}tbl"), None)
    if table is None:
        return None
    organs = [
        name for one in table.iter(f"{W}p") if document.style_of(one) == "用印署名" and (name := document.words_of(one))
    ]
    if len(table.findall(f"{W}tr")) <= -(-len(organs) // _SEALS_ABREAST):
        return None
    date = next(document.words_of(one) for one in table.iter(f"{W}p") if document.style_of(one) == "成文日期")
    return [
        _replaced(document, one, seal_table(organs, date, _SEALS_ABREAST)) if one is table else one for one in block
    ]


def _replaced(document: Rendered, block: etree._Element, made: str) -> etree._Element:
    """Puts another block in a block's place."""
    new = etree.fromstring(xml(f'<w:body xmlns:w="{NAMESPACES["w"]}">{made}</w:body>'))[0]
    document.body.replace(block, new)
    document.adopt_styles()
    return new


def _torn(place: Place, end: End, block: list[etree._Element]) -> bool:
    """Whether a part of the signature, names in rows among them, comes to another page than the text's end."""
    parts = [part for one in block for part in ([one] if one.tag == f"{W}p" else one)]
    return any(place.ends.get(part, end).page != end.page for part in parts)


def _with_headings(document: Rendered, paragraph: etree._Element) -> etree._Element:
    """The paragraph, or the first of the headings that stay with it."""
    while (before := paragraph.getprevious()) is not None and keeps_next(document, before):
        paragraph = before
    return paragraph


def keeps_next(document: Rendered, block: etree._Element) -> bool:
    """Whether a block is a paragraph that stays with the next, as a heading does."""
    return block.tag == f"{W}p" and document.layouts.of_paragraph(block).keep_next


def _can_move(
    document: Rendered, ends: list[etree._Element], block: list[etree._Element], places: tuple[Place, Place]
) -> bool:
    """Whether the end of the text may begin a page: text is left before it, and there is room with the signature."""
    first, last = ends
    before = first.getprevious()
    if before is None or document.style_of(before) not in TEXT:
        return False
    needed = sum(document.lines(last, TYPE_WIDTH.pt).loose)
    needed += sum(height_of(one, document.ruler) for one in block)
    starts = {place.pages_of.get(first) for place in places}
    return len(starts) == 1 and needed <= (TYPE_BOTTOM - TYPE_TOP).pt


def _tightened(document: Rendered, block: list[etree._Element], room: float) -> bool:
    """R55: makes the blank lines before the signature lower when the block then fits into ``room``; whether it does."""
    gaps = [one for one in block if document.style_of(one) == "署名前空行"]
    over = sum(height_of(one, document.ruler) for one in block) - room + _SPARE
    whole = sum(height_of(one, document.ruler) for one in gaps)
    if not gaps or over > whole * _MOST_TIGHTENED:
        return False
    for gap in gaps:
        _set_line(gap, Pt((whole - over) / len(gaps)))
    return True


def _set_line(paragraph: etree._Element, height: Length) -> None:
    properties = paragraph.find(f"{W}pPr")
    if properties is not None:
        etree.SubElement(properties, f"{W}spacing", {f"{W}line": str(height.twips), f"{W}lineRule": "exact"})


def _signs(document: Rendered, block: etree._Element) -> bool:
    """Whether a block is the first organ's name, alone or in a row of names under their seals."""
    if block.tag == f"{W}p":
        return document.style_of(block) == "发文机关署名"
    return any(document.style_of(paragraph) == "用印署名" for paragraph in block.iter(f"{W}p"))


def keep_with_next(paragraph: etree._Element) -> None:
    """Sets ``w:keepNext`` where the schema wants it."""
    _switch_on(paragraph, "keepNext", ("pStyle",))


def begin_page(paragraph: etree._Element) -> None:
    """Sets ``w:pageBreakBefore`` where the schema wants it."""
    _switch_on(paragraph, "pageBreakBefore", ("pStyle", "keepNext", "keepLines"))


def _switch_on(paragraph: etree._Element, name: str, before: tuple[str, ...]) -> None:
    """Adds a switch to a paragraph's properties, behind those named."""
    properties = paragraph.find(f"{W}pPr")
    if properties is not None and properties.find(f"{W}{name}") is None:
        behind = sum(properties.find(f"{W}{one}") is not None for one in before)
        properties.insert(behind, properties.makeelement(f"{W}{name}"))


def fold_breaks(document: Rendered) -> None:
    """A section break in a paragraph of its own moves into the text before it, which may fill its page to the end.

    Between two turned annexes it would make an empty upright page; there it goes.
    """
    for paragraph in list(document.paragraphs("版记定位")):
        section, before = paragraph.find(f"{W}pPr/{W}sectPr"), paragraph.getprevious()
        if section is None or before is None:
            continue
        empty = before.find(f"{W}pPr/{W}sectPr") is not None
        if empty or ends_section(before, section):
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

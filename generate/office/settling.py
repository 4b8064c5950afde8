"""Pages made the same in every word processor, where the lines of one might fill another number of pages.

Programs break lines a little differently: beside figures, at hyphens, with other typefaces.  A stretch of the document
(the text, each annex) that could end on either of two pages is settled: rows of tables get the height they need at
most, and a paragraph that may begin a page begins it.  So the imprint's page is known, whatever sets the document.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from generate.office.pagination import Place
from generate.office.rendered import Rendered
from generate.office.together import TEXT, begin_page, keeps_next
from generate.office.wml import W

_MOST = 12
"""So many times at most a document is settled further."""
_MORE = 1.0
"""Points by which the rows of a list grow that would fill its pages to a hair."""


def settled(document: Rendered, imprint: etree._Element) -> tuple[Place, Place]:
    """Where the text before the imprint ends, as programs set it that keep our settings, and as loose ones do."""
    places = document.filled_by_both(imprint)
    if [table for table in document.body if _spans_pages(table, places) and document.even_out(table)]:
        places = document.filled_by_both(imprint)
    for _ in range(_MOST):
        stretch = next((one for one in _stretches(document, imprint) if _parts(one, places)), None)
        if stretch is None or not _settle(document, stretch, places):
            break
        places = document.filled_by_both(imprint)
    return places


def _stretches(document: Rendered, imprint: etree._Element) -> Iterator[list[etree._Element]]:
    """The blocks between one forced new page and the next."""
    blocks: list[etree._Element] = []
    for block in document.body:
        if block is imprint or (blocks and _begins(document, block)):
            yield blocks
            blocks = []
        if block is imprint:
            return
        blocks.append(block)


def _begins(document: Rendered, block: etree._Element) -> bool:
    """Whether a block begins a page whatever stands before it."""
    before = block.getprevious()
    if before is not None and before.find(f"{W}pPr/{W}sectPr") is not None:
        return True
    return block.tag == f"{W}p" and document.layouts.of_paragraph(block).new_page


def _parts(stretch: Sequence[etree._Element], places: tuple[Place, Place]) -> bool:
    """Whether a stretch ends on another page in one program than in another."""
    strict, loose = (_end(place, stretch) for place in places)
    return strict != loose


def _end(place: Place, blocks: Sequence[etree._Element]) -> int:
    """The page on which the last of these blocks ends that takes any room; 0 for none."""
    parts = (part for block in reversed(blocks) for part in _boxes(block))
    return next((place.ends[part].page for part in parts if part in place.ends), 0)


def _boxes(block: etree._Element) -> Iterator[etree._Element]:
    """What of a block is placed: a paragraph, or a table's rows, the last first."""
    return iter([block]) if block.tag == f"{W}p" else block.iterchildren(reversed=True)


def _settle(document: Rendered, stretch: Sequence[etree._Element], places: tuple[Place, Place]) -> bool:
    """Makes a stretch a little more certain; whether it could."""
    if _begin_page(document, stretch, places):
        return True
    return bool([table for table in stretch if _is_list(table) and document.even_out(table, _MORE)])


def _is_list(block: etree._Element) -> bool:
    """Whether a block is a table whose head returns on every page."""
    return block.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None


def _spans_pages(block: etree._Element, places: tuple[Place, Place]) -> bool:
    """Whether a block is a list on several pages: rows of unlike heights may fill more of them than the highest do."""
    head = next(block.iterchildren(f"{W}tr"), block)
    return _is_list(block) and any(place.pages_of.get(head) != _end(place, [block]) for place in places)


def _begin_page(document: Rendered, stretch: Sequence[etree._Element], places: tuple[Place, Place]) -> bool:
    """Lets a paragraph of text begin the page that it begins in loose programs; whether there is such a one."""
    strict, loose = places
    for page in range(_end(loose, stretch), 1, -1):
        at = next((at for at, block in enumerate(stretch) if _end(loose, [block]) >= page), 0)
        while at > 0 and (document.style_of(stretch[at]) not in TEXT or _led(document, stretch[at])):
            at -= 1
        if at > 0 and _end(strict, stretch[:at]) == _end(loose, stretch[:at]) and not _begins(document, stretch[at]):
            begin_page(stretch[at])
            return True
    return False


def _led(document: Rendered, block: etree._Element) -> bool:
    """Whether a block stays with the heading before it."""
    before = block.getprevious()
    return before is not None and keeps_next(document, before)

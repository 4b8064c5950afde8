"""Where the imprint goes: on the last page, an even one, after an unnumbered blank page if need be (R43, R65, R67)."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from lxml import etree

from generate.lengths import Twip
from generate.office.heights import lines_of, table_height
from generate.office.imprint import listed_rows, stand_on_edge
from generate.office.page import TYPE_WIDTH
from generate.office.pagination import Place
from generate.office.rendered import Rendered
from generate.office.settling import settled
from generate.office.together import TEXT, ends_section
from generate.office.wml import DECLARED, W, paragraph

_CLEAR = 29.0
"""White space, in points, that must remain between text and imprint: a line."""
_IMPRINT = ("抄送", "印发")


def place_imprint(document: Rendered, *, even: bool) -> None:
    """Puts breaks before the imprint so that it stands where R65 and R67 want it; a file without one is left alone."""
    imprint = _imprint(document)
    if imprint is None:
        return
    places = settled(document, imprint)
    needed = table_height(imprint, document.ruler) + _CLEAR
    fits = all(place.used + needed <= place.height for place in places)
    apart = _after_break(imprint)
    if not _printed(document, imprint) or not even:
        if not fits or apart:
            _begin_section(document, imprint, "nextPage")
        return
    ends = [place.page - apart for place in places]
    if not fits or apart or any(page % 2 for page in ends):
        _on_next_even_page(document, imprint, ends)


def move_addressees(document: Rendered) -> None:
    """R43, R44: addressees that leave no room for text on the first page go into the imprint."""
    imprint = _imprint(document)
    if imprint is not None and _text_begins(document, document.filled(imprint)) > 1:
        _move_addressees(document, imprint)


def _on_next_even_page(document: Rendered, imprint: etree._Element, ends: Sequence[int]) -> None:
    """The imprint has a page of its own after the text; where that page is odd, a blank one goes before it (R67).

    ``ends`` are the pages the text may end on, the likeliest first.  Where they differ the blank page is left to the
    section's kind, so that the imprint stands on an even page whichever comes true.
    """
    blank = ends[0] % 2 == 0
    if blank and len(set(ends)) == 1:
        _blank_page(document, imprint)
    _begin_section(document, imprint, "evenPage")
    if blank:
        document.unnumbered(document.last_section)
    _stand_on_edge(document, imprint)


def _stand_on_edge(document: Rendered, imprint: etree._Element) -> None:
    """R60: a fixed place instead of "bottom", which LibreOffice takes from another edge on such a page."""
    place, margins = imprint.find(f"{W}tblPr/{W}tblpPr"), document.last_section.find(f"{W}pgMar")
    if place is None or margins is None:
        return
    rows = len(imprint.findall(f"{W}tr"))
    lines = int(sum(lines_of(line, document.ruler, TYPE_WIDTH.pt) for line in imprint.iter(f"{W}p")))
    if f"{W}tblpYSpec" in place.attrib:
        del place.attrib[f"{W}tblpYSpec"]
    margin = Twip(int(margins.get(f"{W}top", "0")))
    top = stand_on_edge(lines, rows, margin, ruled=_printed(document, imprint))
    place.set(f"{W}tblpY", str(top.twips))


def _printed(document: Rendered, imprint: etree._Element) -> bool:
    """Whether the imprint names who printed it; that of a letter does not, and has no rules (R87)."""
    return any(document.style_of(line) == "印发" for line in imprint.iter(f"{W}p"))


def _imprint(document: Rendered) -> etree._Element | None:
    found = None
    for line in document.paragraphs(*_IMPRINT):
        found = next(line.iterancestors(f"{W}tbl"), found)
    return found


def _text_begins(document: Rendered, place: Place) -> int:
    """The page on which the first line of text stands."""
    first = next(document.paragraphs(*TEXT), None)
    return 1 if first is None else place.pages_of.get(first, 1)


def _after_break(imprint: etree._Element) -> bool:
    """Whether the imprint already begins a section, and so a page: a landscape annex came before it."""
    before = imprint.getprevious()
    return before is not None and before.find(f"{W}pPr/{W}sectPr") is not None


def _begin_section(document: Rendered, imprint: etree._Element, kind: str) -> None:
    if not _after_break(imprint):
        _end_text(document, imprint)
    _set_kind(document.last_section, kind)
    imprint.addprevious(_parsed(paragraph("GwAnchor")))


def _end_text(document: Rendered, imprint: etree._Element) -> None:
    """Ends the text's section as it was, before the imprint."""
    section, before = deepcopy(document.last_section), imprint.getprevious()
    if before is None or not ends_section(before, section):
        _break_before(imprint, section)


def _blank_page(document: Rendered, imprint: etree._Element) -> None:
    """A page with nothing on it, not even a number."""
    if not _after_break(imprint):
        _end_text(document, imprint)
    blank = deepcopy(document.last_section)
    _set_kind(blank, "nextPage")
    document.unnumbered(blank)
    _break_before(imprint, blank)


def _break_before(imprint: etree._Element, section: etree._Element) -> None:
    carrier = _parsed(paragraph("GwAnchor"))
    properties = carrier.find(f"{W}pPr")
    if properties is not None:
        properties.append(section)
    imprint.addprevious(carrier)


def _set_kind(section: etree._Element, kind: str) -> None:
    mark = section.find(f"{W}type")
    if mark is None:
        mark = etree.Element(f"{W}type")
        section.insert(len(section.findall(f"{W}footerReference")), mark)
    mark.set(f"{W}val", kind)


def _move_addressees(document: Rendered, imprint: etree._Element) -> None:
    """R62: 主送 as the first row of the imprint."""
    given = list(document.paragraphs("主送机关"))
    if not given:
        return
    names = "".join(map(document.words_of, given)).rstrip("：")
    for one in given:
        parent = one.getparent()
        if parent is not None:
            parent.remove(one)
    row = _parsed(listed_rows([names], [])[0])
    below = imprint.find(f"{W}tr")
    if below is not None:
        _lighten(document, below)
        below.addprevious(row)
    if imprint.find(f"{W}tblPr/{W}tblpPr[@{W}tblpY]") is not None:
        _stand_on_edge(document, imprint)


def _lighten(document: Rendered, row: etree._Element) -> None:
    """The row below 主送: no rule above 抄送, a thin one above 印发 (R60, R62)."""
    copies = any(document.style_of(line) == "抄送" for line in row.iter(f"{W}p"))
    for rule in row.iter(f"{W}top"):
        rule.set(f"{W}val", "nil" if copies else "single")
        rule.set(f"{W}sz", "6")


def _parsed(made: str) -> etree._Element:
    """An element of ours with its namespaces."""
    return etree.fromstring(f"<root {DECLARED}>{made}</root>")[0]

"""A rendered file as the finishing sees it: the body, the styles by name, the footers, and what was changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial

from lxml import etree

from generate.office import footer
from generate.office.folding import FOLD, Apart, Folded, fold
from generate.office.heights import cell_margins, text_of
from generate.office.layouts import Layouts, Sheet, points_of, sheet_of
from generate.office.lines import Lines, Paragraphs
from generate.office.page import W1
from generate.office.pagination import Box, Place, Typesetter
from generate.office.rows import Tables, set_least
from generate.office.ruler import Ruler
from generate.office.styles import BY_ID
from generate.office.wml import NAMESPACES, R, W

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
BODY, _STYLES = "word/document.xml", "word/styles.xml"
_RELATIONS, _TYPES = "word/_rels/document.xml.rels", "[Content_Types].xml"
READ = (_STYLES, _RELATIONS, _TYPES)
"""The parts beside the body that the finishing reads."""
_LATER_BOTTOM = 99.2
"""The bottom margin, in points, that the footers of a letter's later pages make (R85)."""
_NUMBER_LINE = 14.0
"""The line of a page number in points: on a turned page the footer reaches into the type area by it (R69)."""
_NO_NUMBER = "footerNone"
_FOOTER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"
_FOOTER_RELATION = f"{NAMESPACES['r']}/footer"


class SightNeeded(Exception):
    """What is to be done depends on the very words of a text that stands behind a sign."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A style sheet and what is read from it once."""

    root: etree._Element
    names: Mapping[str, str]
    pitches: frozenset[str]
    paragraphs: Paragraphs
    tables: Tables
    ruler: Ruler

    @classmethod
    def of(cls, root: etree._Element) -> _Sheet:
        names = {style.get(f"{W}styleId", ""): _name(style) for style in root.iter(f"{W}style")}
        pitches = frozenset(spacing.get(f"{W}line", "") for spacing in root.iter(f"{W}spacing"))
        layouts = Layouts(root)
        return cls(root, names, pitches, Paragraphs(layouts), Tables(layouts, names), Ruler(layouts))


@lru_cache(maxsize=8)
def _sheet_of(styles: bytes) -> _Sheet:
    return _Sheet.of(etree.fromstring(styles, _PARSER))


@dataclass
class Rendered:
    """The parts of one file; those in ``new`` replace or join the others.  Long tables are folded."""

    parts: Mapping[str, bytes]
    root: etree._Element
    folded: Folded
    _sheet: _Sheet
    ruler: Ruler
    new: dict[str, bytes] = field(default_factory=dict)
    styles_touched: bool = False
    _long_tables: dict[tuple[etree._Element, bool], tuple[list[Box], bool]] = field(default_factory=dict)

    @classmethod
    def read(cls, parts: Mapping[str, bytes], body: Apart, said: Mapping[int, str] | None = None) -> Rendered:
        """Parses body and styles; both must be there.  ``said`` are the texts behind signs, if the body has any."""
        sheet = _sheet_of(parts[_STYLES])
        ruler = Ruler(sheet.ruler.layouts, said) if said else sheet.ruler
        folded = fold(body, partial(sheet.tables.may_fold, ruler=ruler))
        return cls(parts, etree.fromstring(folded.xml.encode(), _PARSER), folded, sheet, ruler)

    @property
    def styles(self) -> etree._Element:
        """The style sheet, shared with other documents until it is touched."""
        return self._sheet.root

    @property
    def pitches(self) -> frozenset[str]:
        """The line pitches that the style sheet names."""
        return self._sheet.pitches

    @property
    def layouts(self) -> Layouts:
        """The layouts of the style sheet."""
        return self._sheet.tables.layouts

    def touch_styles(self, change: Callable[[etree._Element], object]) -> None:
        """Changes the style sheet of this document alone."""
        root = self.styles if self.styles_touched else deepcopy(self.styles)
        change(root)
        self._sheet = _Sheet.of(root)
        self.ruler = self.ruler.on(self._sheet.ruler.layouts)
        self._long_tables.clear()
        self.styles_touched = True

    def lines(self, paragraph: etree._Element, width: float) -> Lines:
        """The lines of a paragraph in a column of so many points."""
        return self._sheet.paragraphs.lines(paragraph, width, self.ruler)

    def words_of(self, paragraph: etree._Element) -> str:
        """The text of a paragraph, for whoever moves it or lays it out anew.  Raises :class:`SightNeeded` if hidden."""
        if self.ruler.said:
            raise SightNeeded
        return text_of(paragraph)

    @property
    def body(self) -> etree._Element:
        """The ``w:body``."""
        found = self.root.find(f"{W}body")
        if found is None:
            raise ValueError("word/document.xml without w:body")
        return found

    @property
    def last_section(self) -> etree._Element:
        """The ``w:sectPr`` at the end of the body."""
        found = self.body.find(f"{W}sectPr")
        return etree.SubElement(self.body, f"{W}sectPr") if found is None else found

    def sections(self) -> list[etree._Element]:
        """Every ``w:sectPr`` in order; the body's own last."""
        return list(self.root.iter(f"{W}sectPr"))

    def style_of(self, paragraph: etree._Element) -> str:
        """The name of a paragraph's style, as a clerk sees it."""
        named = paragraph.find(f"{W}pPr/{W}pStyle")
        return "" if named is None else self._names.get(named.get(f"{W}val", ""), "")

    def paragraphs(self, *names: str) -> Iterator[etree._Element]:
        """The paragraphs of the styles of these names, in order."""
        ids = {style for style, name in self._names.items() if name in names}
        for mark in self.root.iter(f"{W}pStyle"):
            if mark.get(f"{W}val") in ids and (properties := mark.getparent()) is not None:
                paragraph = properties.getparent()
                if paragraph is not None and paragraph.tag == f"{W}p":
                    yield paragraph

    @property
    def _names(self) -> Mapping[str, str]:
        return self._sheet.names

    def adopt_styles(self) -> None:
        """Styles our blocks use that a saved template calls by other ids are found by name; missing ones are added."""
        used = {mark.get(f"{W}val", "") for mark in self.root.iter(f"{W}pStyle")}
        missing = sorted(used & BY_ID.keys() - self._names.keys())
        if not missing:
            return
        by_name = {name: style_id for style_id, name in self._names.items()}
        renamed = {style: by_name[BY_ID[style].name] for style in missing if BY_ID[style].name in by_name}
        for mark in self.root.iter(f"{W}pStyle"):
            if mark.get(f"{W}val", "") in renamed:
                mark.set(f"{W}val", renamed[mark.get(f"{W}val", "")])
        for style in missing:
            if style not in renamed:
                self._add_style(style)

    def _add_style(self, style_id: str) -> None:
        declared = f'xmlns:w="{NAMESPACES["w"]}"'
        made = BY_ID[style_id].xml(W1).replace("<w:style ", f"<w:style {declared} ", 1)
        self.touch_styles(lambda styles: styles.append(etree.fromstring(made)))

    def empty_footer(self) -> str:
        """The relationship id of a footer without a number (R67); added where the file has none of ours."""
        relations = etree.fromstring(self.new.get(_RELATIONS, self.parts[_RELATIONS]), _PARSER)
        for relation in relations:
            if relation.get("Target", "").endswith(f"{_NO_NUMBER}.xml"):
                return relation.get("Id", "")
        etree.SubElement(
            relations,
            f"{{{relations.nsmap[None]}}}Relationship",
            {"Id": "rIdNoNumber", "Type": _FOOTER_RELATION, "Target": f"{_NO_NUMBER}.xml"},
        )
        types = etree.fromstring(self.parts[_TYPES], _PARSER)
        attributes = {"PartName": f"/word/{_NO_NUMBER}.xml", "ContentType": _FOOTER_TYPE}
        etree.SubElement(types, f"{{{types.nsmap[None]}}}Override", attributes)
        self.new |= {
            _RELATIONS: _written(relations),
            _TYPES: _written(types),
            f"word/{_NO_NUMBER}.xml": footer.empty_footer(),
        }
        return "rIdNoNumber"

    def unnumbered(self, section: etree._Element) -> None:
        """Takes the page number from a section's pages."""
        footer_id = self.empty_footer()
        for reference in section.findall(f"{W}footerReference"):
            section.remove(reference)
        for at, kind in enumerate(("even", "default")):
            attributes = {f"{W}type": kind, f"{R}id": footer_id}
            section.insert(at, section.makeelement(f"{W}footerReference", attributes))

    def first_page_once(self) -> None:
        """Only the document's first page has a footer of its own; no later section begins with one (R81, R86)."""
        for section in self.sections()[1:]:
            for mark in [*section.findall(f"{W}titlePg"), *section.findall(f"{W}footerReference")]:
                if mark.tag == f"{W}titlePg" or mark.get(f"{W}type") == "first":
                    section.remove(mark)

    def filled(self, until: etree._Element | None = None) -> Place:
        """Where the text ends at the latest, by the model; ``until`` and what follows it are left out."""
        return self._filled(until, loose=True).place

    def filled_by_both(self, until: etree._Element | None = None) -> tuple[Place, Place]:
        """The same, set as we ask and as looser programs set it."""
        strict = self._filled(until, loose=False)
        return strict.place, strict.place if strict.agreed else self._filled(until, loose=True).place

    def _filled(self, until: etree._Element | None, *, loose: bool) -> Typesetter:
        blocks = [block for block in self.body if block.tag != f"{W}sectPr"]
        if until is not None:
            blocks = blocks[: blocks.index(until)]
        sections = self.sections()
        letter = sections[0].find(f"{W}titlePg") is not None
        sheets = {section: _page(section, letter=letter) for section in sections}
        known = (self._sheet.paragraphs, self._sheet.tables, self.ruler)
        typesetter = Typesetter(*known, sheets, self.folded.behind, self._long_tables, loose=loose)
        typesetter.run(blocks)
        return typesetter

    def even_out(self, table: etree._Element, more: float = 0) -> bool:
        """Gives rows that might be higher in a loose program the height they have there; whether there were any.

        With so many points ``more``, every row gets that height and as much beyond it.
        """
        if not more and self._long_tables.get((table, False), ([], False))[1]:
            return False
        tables, margins = self._sheet.tables, cell_margins(table)
        may_rise = partial(tables.may_rise, margins=margins, more=more, ruler=self.ruler)
        touched = [set_least(row, height) for row in table if (height := may_rise(row))]
        folds = list(self.folded.folds)
        for stub in table.iterfind(FOLD):
            number = self.folded.number(stub)
            folds[number] = tuple(tables.raised(row, margins, more, self.ruler) for row in folds[number])
        if touched or folds != list(self.folded.folds):
            self.folded = replace(self.folded, folds=tuple(folds))
            self._long_tables.clear()
            return True
        return False

    def changed(self) -> dict[str, bytes]:
        """The parts that differ from those read."""
        changed = {BODY: self.folded.unfolded(_written(self.root)), **self.new}
        return {**changed, _STYLES: _written(self.styles)} if self.styles_touched else changed


def _page(section: etree._Element, *, letter: bool) -> Sheet:
    size = section.find(f"{W}pgSz")
    if size is None or size.get(f"{W}orient") != "landscape":
        return sheet_of(section, _LATER_BOTTOM if letter else None)
    margins = section.find(f"{W}pgMar")
    return sheet_of(section, None if margins is None else points_of(margins, "footer") + _NUMBER_LINE)


def _name(style: etree._Element) -> str:
    name = style.find(f"{W}name")
    return "" if name is None else name.get(f"{W}val", "")


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

"""The structure of a Word document: paragraphs and tables in reading order, through every kind of wrapper.

The text of a table inside a cell is in ``Cell.nested`` alone, never mixed into the text of that cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from lxml import etree

from extract.grid import Line, Table
from extract.readers.docx_flow import DELETED, INSERTED, Wrapped, flattened
from extract.readers.docx_numbering import Numbering
from extract.readers.docx_plain import Shape, Unusual, plain_cells, plain_text, shape_of
from extract.readers.docx_styles import Style, W
from extract.readers.docx_table import Draft, TableDraft, first_column, place_of
from extract.readers.docx_text import Passage, TextReader
from extract.readers.noticed import Noticed
from extract.readers.signs import CHECKED, UNCHECKED
from jieyue.safe.guard import Budget

_VAL = f"{W}val"
_P, _TBL, _TR, _TC = (f"{W}{name}" for name in ("p", "tbl", "tr", "tc"))
_TRPR, _TCPR, _PPR, _STYLE, _MARK, _NUMBER = (
    f"{W}{name}" for name in ("trPr", "tcPr", "pPr", "pStyle", "rPr", "numPr")
)


@dataclass(slots=True)
class _Content:
    """What stands in one cell."""

    texts: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    nested: list[Table] = field(default_factory=list)
    boxed: list[Line] = field(default_factory=list)


class Unfolded(Exception):
    """Says that a folded table stands where more than its cells decides what they hold."""


class Folded(Protocol):
    """A table known without its tree; see :mod:`extract.readers.docx_folded`."""

    def table(self, name: str, budget: Budget) -> Table:
        """The table under this name."""


class BodyReader:
    """Reads stories (正文, 页眉, 文本框 …) of one document into blocks."""

    def __init__(
        self,
        styles: dict[str, Style],
        numbering: Numbering,
        comments: dict[str, str],
        budget: Budget,
        noticed: Noticed,
    ) -> None:
        self._styles = styles
        self._numbering = numbering
        self._comments = comments
        self._budget = budget
        self._noticed = noticed
        self._text = TextReader(styles, budget, noticed)
        self._aside: list[Line | Table] = []
        self._folded: Mapping[etree._Element, Folded] = {}
        self._unusual: Unusual | None = None
        """Rows and cells of the main story that are more than plain text; None where that is not asked."""

    def body(self, holder: etree._Element, folded: Mapping[etree._Element, Folded]) -> Iterator[Line | Table]:
        """The blocks of the main story, ``第3段``, ``表2``; raises :class:`Unfolded`."""
        paragraphs = tables = 0
        self._folded = folded
        self._unusual = Unusual(holder, self._styles)
        for piece in self._pieces(holder):
            if isinstance(piece, Passage):
                paragraphs += 1
                yield from self._lines(piece, f"第{paragraphs}段")
            else:
                tables += 1
                yield from self._table_blocks(piece, f"表{tables}")
        self._unusual = None
        self._text.end_story()

    def story(self, holder: etree._Element, place: str) -> Iterator[Line | Table]:
        """The blocks of a story beside the main one; every line has the same place."""
        tables = 0
        for piece in self._pieces(holder):
            if isinstance(piece, Passage):
                yield from self._lines(piece, place)
            else:
                tables += 1
                yield from self._table_blocks(piece, f"{place}表{tables}")
        self._text.end_story()

    def plain_text(self, holder: etree._Element) -> str:
        """The paragraphs of a note or comment as one text."""
        pieces = self._pieces(holder)
        return "\n".join("".join(piece.parts) for piece in pieces if isinstance(piece, Passage)).strip()

    def _pieces(self, holder: etree._Element, around: Wrapped | None = None) -> Iterator[Passage | Wrapped]:
        """Paragraphs as passages, those whose mark is deleted run on into the next; tables as elements."""
        pending: Passage | None = None
        for wrapped in flattened(holder, around or Wrapped(holder), self._noticed):
            if wrapped.element.tag == _P:
                passage = pending or Passage()
                pending = passage if self._paragraph(wrapped, passage) else None
                if pending is None:
                    yield passage
            elif wrapped.element.tag == _TBL:
                if pending is not None:
                    yield pending
                pending = None
                yield wrapped
        if pending is not None:
            yield pending

    def _paragraph(self, wrapped: Wrapped, passage: Passage) -> bool:
        """Adds one paragraph; True when its mark is deleted, so that the next one runs on."""
        properties = _first(wrapped.element, _PPR)
        named, mark, numbered = "", None, False
        for entry in properties if properties is not None else ():
            if entry.tag == _STYLE:
                named = entry.get(_VAL) or ""
            elif entry.tag == _MARK:
                mark = entry
            elif entry.tag == _NUMBER:
                numbered = True
        style = self._styles.get(named)
        if wrapped.tag is not None and wrapped.tag not in passage.tags:
            passage.tags.append(wrapped.tag)
        if not wrapped.hint:
            self._text.paragraph(wrapped.element, style, passage)
        if mark is not None and self._mark_deleted(mark):
            return True
        if numbered or (style is not None and style.number):
            label = self._numbering.label(properties, style)
            passage.parts[:0] = [label] if label else []
        return False

    def _mark_deleted(self, mark: etree._Element) -> bool:
        tags = {entry.tag for entry in mark}
        deleted = not tags.isdisjoint(DELETED)
        self._noticed.tracked |= deleted or not tags.isdisjoint(INSERTED)
        return deleted

    def _lines(self, passage: Passage, place: str) -> Iterator[Line | Table]:
        text = "".join(passage.parts)
        if text.strip():
            yield Line(text, place, tag=_only(passage.tags))
        yield from self._beside(passage, place)
        for note in passage.comments:
            self._noticed.unplaced.append((f"{place}的批注", self._comments.get(note, "")))

    def _beside(self, passage: Passage, place: str) -> Iterator[Line | Table]:
        """Text boxes and lettering that hang on a passage."""
        for mark in passage.marks:
            yield Line(mark, f"{place} 水印")
        for box in passage.boxes:
            yield from list(self.story(box, f"{place} 文本框"))

    def _table_blocks(self, wrapped: Wrapped, name: str) -> Iterator[Line | Table]:
        yield self._table(wrapped, name)
        yield from self._aside
        self._aside = []

    def _table(self, wrapped: Wrapped, name: str) -> Table:
        folded = self._folded.get(wrapped.element)
        if folded is not None:
            if not wrapped.bare or self._text.is_in_field:
                raise Unfolded
            return folded.table(name, self._budget)
        made = TableDraft(name, self._budget, self._noticed)
        for line in flattened(wrapped.element, wrapped, self._noticed):
            properties = line.element.find(_TRPR) if line.element.tag == _TR else None
            if line.element.tag == _TR and not self._row_deleted(properties):
                made.add(properties, self._plain_row(line) or self._row(line, properties, name, made.row))
        return made.table()

    def _row_deleted(self, properties: etree._Element | None) -> bool:
        if properties is None:
            return False
        deleted = properties.find(f"{W}del") is not None
        self._noticed.tracked |= deleted or properties.find(f"{W}ins") is not None
        return deleted

    def _plain_row(self, line: Wrapped) -> list[tuple[Shape, Draft]] | None:
        """Shape and content of the cells of a row, if it is plain."""
        if not self._is_plain(line):
            return None
        cells = plain_cells(line.element)
        self._budget.text(sum([len(text) for _, text in cells]))
        self._noticed.tracked |= True in [shape.gone for shape, _ in cells]
        return [(shape, Draft(text)) for shape, text in cells if not shape.gone]

    def _is_plain(self, wrapped: Wrapped) -> bool:
        return self._unusual is not None and wrapped.bare and wrapped.element not in self._unusual

    def _row(
        self, line: Wrapped, properties: etree._Element | None, name: str, row: int
    ) -> Iterator[tuple[Shape, Draft]]:
        """Shape and content of the cells of a row."""
        column = first_column(properties)
        for cell in flattened(line.element, line, self._noticed):
            if cell.element.tag != _TC:
                continue
            shape = shape_of(_first(cell.element, _TCPR))
            if shape.gone:
                self._noticed.tracked = True
                continue
            yield shape, self._draft(cell, place_of(name, row, column))
            column += shape.columns

    def cell(self, cell: etree._Element) -> tuple[Shape, Draft]:
        """Shape and content of a cell by itself."""
        return shape_of(_first(cell, _TCPR)), self._draft(Wrapped(cell), "")

    def _draft(self, wrapped: Wrapped, place: str) -> Draft:
        if self._is_plain(wrapped):
            text = plain_text(wrapped.element)
            self._budget.text(len(text))
            return Draft(text)
        content = self._content(wrapped, place)
        text = "\n".join(content.texts).rstrip("\n")
        if wrapped.state is not None and not wrapped.hint:
            text = CHECKED if wrapped.state else UNCHECKED
        comment = "\n".join(filter(None, (self._comments.get(note) for note in content.comments))) or None
        return Draft(text, _only(content.tags), comment, tuple(content.nested))

    def _content(self, wrapped: Wrapped, place: str) -> _Content:
        content = _Content()
        for piece in self._pieces(wrapped.element, wrapped):
            if isinstance(piece, Passage):
                content.texts.append("".join(piece.parts))
                content.tags += piece.tags
                content.comments += piece.comments
                if piece.boxes or piece.marks:
                    self._hang(piece, place, content)
            else:
                content.nested.append(self._table(piece, f"{place} 内表{len(content.nested) + 1}"))
        self._text.end_story()
        if content.boxed or content.nested:
            blank = not "".join(content.texts).strip()
            if not (blank and self._stand_in(content)):
                self._noticed.unplaced += [(line.place, line.text) for line in content.boxed]
        return content

    def _hang(self, piece: Passage, place: str, content: _Content) -> None:
        """What floats over a cell goes behind the table; its lines may stand in for the cell."""
        blocks = list(self._beside(piece, place))
        self._aside += blocks
        content.boxed += [block for block in blocks if isinstance(block, Line)]

    def _stand_in(self, content: _Content) -> bool:
        """True where a blank cell takes the one text that floats over it or fills the table inside it for its own."""
        inner = [cell.text for table in content.nested for cell in table.cells if cell.text.strip()]
        floating = [line.text for line in content.boxed]
        if len(inner) + len(floating) != 1:
            return False
        content.texts = [*inner, *floating]
        self._noticed.boxed += [text.strip() for text in floating]
        return True


def _only(tags: list[str]) -> str | None:
    """The tag, where all of a passage's controls have the same one."""
    return tags[0] if len(set(tags)) == 1 else None


def _first(holder: etree._Element, tag: str) -> etree._Element | None:
    """The properties of ``holder``: by the schema its first child, by some programs any."""
    if len(holder) and holder[0].tag == tag:
        return holder[0]
    return holder.find(tag)

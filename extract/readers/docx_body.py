"""The structure of a Word document: paragraphs and tables in reading order, through every kind of wrapper.

The text of a table inside a cell is in ``Cell.nested`` alone, never mixed into the text of that cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from extract.grid import Cell, CellKind, Line, Table
from extract.readers.docx_numbering import Numbering
from extract.readers.docx_plain import Shape, plain_cells, plain_text, shape_of, unusual, whole
from extract.readers.docx_styles import Style, W, switch
from extract.readers.docx_text import CHECKED, UNCHECKED, Noticed, Passage, Said, TextReader, said_of
from jieyue.safe.guard import Budget, check_area

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_VAL = f"{W}val"
_P, _TBL, _TR, _TC, _SDT = (f"{W}{name}" for name in ("p", "tbl", "tr", "tc", "sdt"))
_TRPR, _TCPR, _PPR, _STYLE, _MARK, _NUMBER = (
    f"{W}{name}" for name in ("trPr", "tcPr", "pPr", "pStyle", "rPr", "numPr")
)
_OPEN = tuple(f"{W}{name}" for name in ("customXml", "smartTag", "ins", "moveTo"))
_GONE = (f"{W}del", f"{W}moveFrom")


class _Wrapped(NamedTuple):
    """An element with what the content controls round it say."""

    element: etree._Element
    hint: bool = False
    tag: str | None = None
    state: bool | None = None


_BARE = (False, None, None)
"""What :class:`_Wrapped` says of an element without a content control round it."""


@dataclass(slots=True)
class _Draft:
    """A cell whose height is not settled yet."""

    row: int
    column: int
    columns: int
    text: str
    tag: str | None
    comment: str | None
    hidden: bool
    nested: tuple[Table, ...]
    rows: int = 1


@dataclass(slots=True)
class _Content:
    """What stands in one cell."""

    texts: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    nested: list[Table] = field(default_factory=list)
    boxed: list[Line] = field(default_factory=list)


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
        self._unusual: set[etree._Element] | None = None
        """Rows and cells of the main story that are more than plain text; None where that was not asked."""

    def body(self, holder: etree._Element) -> Iterator[Line | Table]:
        """The blocks of the main story: ``第3段``, ``表2``."""
        paragraphs = tables = 0
        self._unusual = unusual(holder, self._styles)
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

    def _pieces(self, holder: etree._Element, around: _Wrapped | None = None) -> Iterator[Passage | _Wrapped]:
        """Paragraphs as passages, those whose mark is deleted run on into the next; tables as elements."""
        pending: Passage | None = None
        for wrapped in self._flattened(holder, around or _Wrapped(holder)):
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

    def _flattened(self, holder: etree._Element, around: _Wrapped) -> Iterator[_Wrapped]:
        """The children of ``holder`` with content controls, smart tags and insertions opened, deletions left out."""
        for child in holder:
            tag = child.tag
            if tag == _SDT:
                said = said_of(child)
                if said.content is not None:
                    yield from self._flattened(said.content, _inside(said, around))
            elif tag in _OPEN:
                self._noticed.tracked |= tag in _OPEN[2:]
                yield from self._flattened(child, around)
            elif tag in _GONE:
                self._noticed.tracked = True
            elif tag == f"{_MC}AlternateContent":
                branch = next(iter(child), None)
                if branch is not None:
                    yield from self._flattened(branch, around)
            else:
                yield _Wrapped(child, around.hint, around.tag, around.state)

    def _paragraph(self, wrapped: _Wrapped, passage: Passage) -> bool:
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
        deleted = not tags.isdisjoint(_GONE)
        self._noticed.tracked |= deleted or not tags.isdisjoint(_OPEN[2:])
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

    def _table_blocks(self, wrapped: _Wrapped, name: str) -> Iterator[Line | Table]:
        yield self._table(wrapped, name)
        yield from self._aside
        self._aside = []

    def _table(self, wrapped: _Wrapped, name: str) -> Table:
        drafts: list[_Draft] = []
        above: dict[int, _Draft] = {}
        row = width = 0
        for line in self._flattened(wrapped.element, wrapped):
            properties = line.element.find(_TRPR) if line.element.tag == _TR else None
            if line.element.tag != _TR or self._row_deleted(properties):
                continue
            first = len(drafts)
            above, end = self._row(line, properties, row, name, above, drafts)
            width = max(width, end)
            row += 1
            self._budget.cells(len(drafts) - first)
        check_area(row, width, name)
        return Table(name, tuple(_cell(draft, name) for draft in drafts), row, width)

    def _row_deleted(self, properties: etree._Element | None) -> bool:
        if properties is None:
            return False
        deleted = properties.find(f"{W}del") is not None
        self._noticed.tracked |= deleted or properties.find(f"{W}ins") is not None
        return deleted

    def _row(
        self,
        line: _Wrapped,
        properties: etree._Element | None,
        row: int,
        name: str,
        above: dict[int, _Draft],
        drafts: list[_Draft],
    ) -> tuple[dict[int, _Draft], int]:
        """Adds one row's cells to ``drafts``; gives the merges that may go on below, by column, and the row's end."""
        column = _number(properties, "gridBefore", 0)
        hidden = bool(switch(properties, "hidden"))
        below: dict[int, _Draft] = {}
        last: _Draft | None = None
        for (columns, vertical, across, gone), content in self._cells_of(line):
            if gone:
                self._noticed.tracked = True
                continue
            draft = self._draft(content, row, column, columns, name)
            draft.hidden = hidden
            upper = above.get(column) if vertical == "continue" else None
            if across == "continue" and last is not None:
                last.columns += columns
                self._covered(draft)
            elif upper is not None:
                upper.rows += 1
                below[column] = upper
                self._covered(draft)
            else:
                drafts.append(draft)
                last = draft
                if vertical:
                    below[column] = draft
            if hidden and draft.text.strip():
                self._noticed.hidden.append(draft.text.strip())
            column += columns
        return below, column

    def _cells_of(self, line: _Wrapped) -> Iterable[tuple[Shape, _Wrapped | str]]:
        """The cells of a row with their shapes: in a plain row their texts, else elements still to be read."""
        if self._is_plain(line):
            return plain_cells(line.element)
        cells = [wrapped for wrapped in self._flattened(line.element, line) if wrapped.element.tag == _TC]
        return [
            (
                shape_of(_first(cell.element, _TCPR)),
                plain_text(cell.element) if self._is_plain(cell) else cell,
            )
            for cell in cells
        ]

    def _is_plain(self, wrapped: _Wrapped) -> bool:
        return self._unusual is not None and wrapped.element not in self._unusual and wrapped[1:] == _BARE

    def _covered(self, draft: _Draft) -> None:
        """Text in a cell that a merge covers is not shown to anyone."""
        if draft.text.strip():
            self._noticed.hidden.append(draft.text.strip())

    def _draft(self, wrapped: _Wrapped | str, row: int, column: int, columns: int, name: str) -> _Draft:
        if isinstance(wrapped, str):
            self._budget.text(len(wrapped))
            return _Draft(row, column, columns, wrapped, None, None, False, ())
        place = _place(name, row, column)
        content = self._content(wrapped, place)
        text = "\n".join(content.texts).rstrip("\n")
        if wrapped.state is not None and not wrapped.hint:
            text = CHECKED if wrapped.state else UNCHECKED
        comment = "\n".join(filter(None, (self._comments.get(note) for note in content.comments))) or None
        return _Draft(row, column, columns, text, _only(content.tags), comment, False, tuple(content.nested))

    def _content(self, wrapped: _Wrapped, place: str) -> _Content:
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


def _inside(said: Said, around: _Wrapped) -> _Wrapped:
    return _Wrapped(
        around.element,
        around.hint or said.hint,
        said.tag or around.tag,
        around.state if said.state is None else said.state,
    )


def _cell(draft: _Draft, name: str) -> Cell:
    return Cell(
        draft.row,
        draft.column,
        draft.text,
        _place(name, draft.row, draft.column),
        CellKind.TEXT if draft.text else CellKind.EMPTY,
        draft.rows,
        draft.columns,
        hidden=draft.hidden,
        comment=draft.comment,
        tag=draft.tag,
        nested=draft.nested,
    )


def _place(name: str, row: int, column: int) -> str:
    return f"{name} 第{row + 1}行第{column + 1}列"


def _only(tags: list[str]) -> str | None:
    """The tag, where all of a passage's controls have the same one."""
    return tags[0] if len(set(tags)) == 1 else None


def _number(properties: etree._Element | None, name: str, otherwise: int) -> int:
    entry = properties.find(f"{W}{name}") if properties is not None else None
    return whole(entry.get(_VAL), otherwise) if entry is not None else otherwise


def _first(holder: etree._Element, tag: str) -> etree._Element | None:
    """The properties of ``holder``: by the schema its first child, by some programs any."""
    if len(holder) and holder[0].tag == tag:
        return holder[0]
    return holder.find(tag)

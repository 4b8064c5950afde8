"""The structure of a Word document: paragraphs and tables in reading order, through every kind of wrapper.

The text of a table inside a cell is in ``Cell.nested`` alone, never mixed into the text of that cell.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from extract.grid import Cell, CellKind, Line, Table
from extract.readers.docx_numbering import Numbering
from extract.readers.docx_styles import Style, W, switch
from extract.readers.docx_text import CHECKED, UNCHECKED, Noticed, Passage, TextReader, checkbox_state, is_hint
from jieyue.safe.guard import Budget, check_area

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_VAL = f"{W}val"
_P, _TBL, _TR, _TC, _SDT = (f"{W}{name}" for name in ("p", "tbl", "tr", "tc", "sdt"))
_OPEN = tuple(f"{W}{name}" for name in ("customXml", "smartTag", "ins", "moveTo"))
_GONE = (f"{W}del", f"{W}moveFrom")
_WIDEST = 1000
"""Grid columns beyond which a span is a mistake; Word itself stops at 63."""


@dataclass(frozen=True, slots=True)
class _Wrapped:
    """An element with what the content controls round it say."""

    element: etree._Element
    hint: bool = False
    tag: str | None = None
    state: bool | None = None


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

    def body(self, holder: etree._Element) -> Iterator[Line | Table]:
        """The blocks of the main story: ``第3段``, ``表2``."""
        paragraphs = tables = 0
        for piece in self._pieces(holder):
            if isinstance(piece, Passage):
                paragraphs += 1
                yield from self._lines(piece, f"第{paragraphs}段")
            else:
                tables += 1
                yield from self._table_blocks(piece, f"表{tables}")
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
                content = child.find(f"{W}sdtContent")
                if content is not None:
                    yield from self._flattened(content, _inside(child.find(f"{W}sdtPr"), around))
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
        properties = wrapped.element.find(f"{W}pPr")
        style_id = properties.find(f"{W}pStyle") if properties is not None else None
        style = self._styles.get((style_id.get(_VAL) or "") if style_id is not None else "")
        if wrapped.tag is not None and wrapped.tag not in passage.tags:
            passage.tags.append(wrapped.tag)
        if not wrapped.hint:
            self._text.paragraph(wrapped.element, style, passage)
        if properties is not None and self._mark_deleted(properties):
            return True
        if (style is not None and style.number) or (
            properties is not None and properties.find(f"{W}numPr") is not None
        ):
            label = self._numbering.label(properties, style)
            passage.parts[:0] = [label] if label else []
        return False

    def _mark_deleted(self, properties: etree._Element) -> bool:
        mark = properties.find(f"{W}rPr")
        if mark is None:
            return False
        if mark.find(f"{W}del") is not None or mark.find(f"{W}moveFrom") is not None:
            self._noticed.tracked = True
            return True
        if mark.find(f"{W}ins") is not None or mark.find(f"{W}moveTo") is not None:
            self._noticed.tracked = True
        return False

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
            properties = line.element.find(f"{W}trPr") if line.element.tag == _TR else None
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
        for wrapped in self._flattened(line.element, line):
            if wrapped.element.tag != _TC:
                continue
            cell = wrapped.element.find(f"{W}tcPr")
            if cell is not None and cell.find(f"{W}cellDel") is not None:
                self._noticed.tracked = True
                continue
            columns = max(1, _number(cell, "gridSpan", 1))
            vertical, across = _merge(cell, "vMerge"), _merge(cell, "hMerge")
            draft = self._draft(wrapped, row, column, columns, name)
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

    def _covered(self, draft: _Draft) -> None:
        """Text in a cell that a merge covers is not shown to anyone."""
        if draft.text.strip():
            self._noticed.hidden.append(draft.text.strip())

    def _draft(self, wrapped: _Wrapped, row: int, column: int, columns: int, name: str) -> _Draft:
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
                for block in self._beside(piece, place):
                    self._aside.append(block)
                    if isinstance(block, Line):
                        content.boxed.append(block)
            else:
                content.nested.append(self._table(piece, f"{place} 内表{len(content.nested) + 1}"))
        self._text.end_story()
        blank = not "".join(content.texts).strip()
        if not (blank and self._stand_in(content)):
            self._noticed.unplaced += [(line.place, line.text) for line in content.boxed]
        return content

    def _stand_in(self, content: _Content) -> bool:
        """True where a blank cell takes the one text that floats over it or fills the table inside it for its own."""
        inner = [cell.text for table in content.nested for cell in table.cells if cell.text.strip()]
        floating = [line.text for line in content.boxed]
        if len(inner) + len(floating) != 1:
            return False
        content.texts = [*inner, *floating]
        self._noticed.boxed += [text.strip() for text in floating]
        return True


def _inside(properties: etree._Element | None, around: _Wrapped) -> _Wrapped:
    tag = properties.find(f"{W}tag") if properties is not None else None
    state = checkbox_state(properties)
    return _Wrapped(
        around.element,
        around.hint or is_hint(properties),
        (tag.get(_VAL) if tag is not None else None) or around.tag,
        around.state if state is None else state,
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
    stated = (entry.get(_VAL) or "") if entry is not None else ""
    return min(int(stated), _WIDEST) if stated.isascii() and stated.isdecimal() and len(stated) < 12 else otherwise


def _merge(properties: etree._Element | None, name: str) -> str | None:
    """``restart``, ``continue`` (which is also what is meant when nothing is said), or None without a merge."""
    entry = properties.find(f"{W}{name}") if properties is not None else None
    return None if entry is None else entry.get(_VAL) or "continue"

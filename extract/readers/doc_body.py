"""The structure of a Word 97–2003 document: paragraphs and tables in reading order, as the reader of docx gives them.

A table is nothing but marks: characters that end cells and rows, at a depth that their paragraphs state.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from extract.grid import Line, Table
from extract.readers.doc_formats import Formats, Layout
from extract.readers.doc_pieces import Pieces
from extract.readers.doc_styles import Style
from extract.readers.doc_tables import RawCell, RawRow, RawTable, TableMaker
from extract.readers.doc_text import Passage, TextReader
from extract.readers.list_numbering import ListCounter
from extract.readers.noticed import Noticed
from jieyue.safe.guard import Budget
from jieyue.safe.refusal import refuse

_MARKS = re.compile("[\r\x07\x0c]")
_CELL, _SECTION = "\x07", "\x0c"
_PLAIN = Style()
_MOST_PARAGRAPHS = 500_000


@dataclass(frozen=True, slots=True)
class _Paragraph:
    passage: Passage
    mark: str
    layout: Layout
    deleted: bool = False


@dataclass(slots=True)
class _Open:
    """A table that is still being read."""

    table: RawTable = field(default_factory=RawTable)
    cells: list[RawCell] = field(default_factory=list)
    cell: RawCell = field(default_factory=RawCell)


class BodyReader:
    """Reads stories of one document into blocks."""

    def __init__(
        self,
        pieces: Pieces,
        formats: Formats,
        styles: list[Style],
        text: TextReader,
        numbering: ListCounter,
        noticed: Noticed,
    ) -> None:
        self._pieces = pieces
        self._formats = formats
        self._styles = styles
        self._text = text
        self._numbering = numbering
        self._noticed = noticed
        self._budget = Budget()
        self._count = 0
        self.boxes: Callable[[int, str], Iterator[Line | Table]] = lambda _, __: iter(())
        """The blocks of the text box whose anchor stands at a character, under a place."""
        self.sections: frozenset[int] = frozenset()
        """Where sections end."""
        self.tables = TableMaker(noticed, self._beside)

    def body(self, begins: int, ends: int) -> Iterator[Line | Table]:
        """The blocks of the main story: ``第3段``, ``表2``."""
        yield from self._blocks(begins, ends, lambda number: f"第{number}段", "表")

    def story(self, begins: int, ends: int, place: str) -> Iterator[Line | Table]:
        """The blocks of a story beside the main one; every line has the same place."""
        yield from self._blocks(begins, ends, lambda _: place, f"{place}表")

    def plain_text(self, begins: int, ends: int) -> str:
        """The paragraphs of a note or comment as one text."""
        found = [paragraph.passage.text for paragraph in self._paragraphs(begins, ends)]
        self._text.end_story()
        return "\n".join(found).strip()

    def _blocks(self, begins: int, ends: int, place: Callable[[int], str], table: str) -> Iterator[Line | Table]:
        paragraphs = tables = 0
        for piece in self._pieces_of(begins, ends):
            if isinstance(piece, Passage):
                paragraphs += 1
                yield from self._lines(piece, place(paragraphs))
            else:
                tables += 1
                yield from self.tables.blocks(piece, f"{table}{tables}")
        self._text.end_story()

    def _lines(self, passage: Passage, place: str) -> Iterator[Line | Table]:
        text = passage.text
        if text.strip():
            yield Line(text, place)
        yield from self._beside(passage, place)
        for note in passage.comments:
            self._noticed.unplaced.append((f"{place}的批注", note))

    def _beside(self, passage: Passage, place: str) -> Iterator[Line | Table]:
        for shape in passage.shapes:
            yield from self.boxes(shape, f"{place} 文本框")

    def _pieces_of(self, begins: int, ends: int) -> Iterator[Passage | RawTable]:
        """Paragraphs outside tables, and whole tables."""
        opened: list[_Open] = []
        for paragraph in self._paragraphs(begins, ends):
            depth = paragraph.layout.depth
            while len(opened) > depth:
                yield from _close(opened)
            opened += [_Open() for _ in range(depth - len(opened))]
            if opened:
                self._take(paragraph, opened[-1], depth)
            else:
                yield paragraph.passage
        while opened:
            yield from _close(opened)

    def _take(self, paragraph: _Paragraph, table: _Open, depth: int) -> None:
        """A paragraph inside a table: a part of the cell being read, perhaps its end, or the end of its row."""
        layout = paragraph.layout
        if layout.row_end and (paragraph.mark == _CELL or depth > 1):
            if paragraph.deleted:
                self._noticed.tracked = True
            else:
                table.table.rows.append(RawRow(table.cells, layout.table))
            table.cells, table.cell = [], RawCell()
            return
        table.cell.passages.append(paragraph.passage)
        if (paragraph.mark == _CELL and depth == 1) or (depth > 1 and layout.inner_cell):
            table.cells.append(table.cell)
            table.cell = RawCell()
            self._text.end_story()

    def _paragraphs(self, begins: int, ends: int) -> Iterator[_Paragraph]:
        """The paragraphs from ``begins`` up to ``ends``; one whose mark is deleted runs on into the next."""
        self._budget.text(max(0, ends - begins))
        passage: Passage | None = None
        for mark in _MARKS.finditer(self._pieces.text, begins, ends):
            if mark[0] == _SECTION and mark.end() not in self.sections:
                continue
            self._paragraph_count()
            layout = self._layout(mark.start())
            passage = self._passage(begins, mark.start(), layout, passage)
            deleted = self._text.look(mark.start()).deleted
            begins = mark.end()
            if deleted and mark[0] == "\r" and not layout.row_end and not layout.inner_cell:
                self._noticed.tracked = True
                continue
            self._number(layout, passage)
            yield _Paragraph(passage, mark[0], layout, deleted)
            passage = None
        if begins < ends or passage is not None:
            yield _Paragraph(self._passage(begins, ends, Layout(0), passage), "\r", Layout(0))

    def _paragraph_count(self) -> None:
        self._count += 1
        if self._count > _MOST_PARAGRAPHS:
            raise refuse("file-too-large", why=f"段落超过{_MOST_PARAGRAPHS // 10_000}万个")

    def _passage(self, begins: int, ends: int, layout: Layout, passage: Passage | None) -> Passage:
        passage = passage or Passage()
        self._text.start_paragraph()
        self._text.add(begins, ends, self._style(layout), passage)
        return passage

    def _layout(self, place: int) -> Layout:
        piece = self._pieces.at(place)
        return self._formats.layout(piece.place_of(place), piece.changes)

    def _style(self, layout: Layout) -> Style:
        return self._styles[layout.style] if layout.style < len(self._styles) else _PLAIN

    def _number(self, layout: Layout, passage: Passage) -> None:
        """Sets the automatic number before a paragraph."""
        style = self._style(layout)
        number = style.list if layout.list is None else layout.list
        level = style.level if layout.level is None else layout.level
        if number:
            label = self._numbering.label(str(number), level or 0)
            passage.parts[:0] = [label] if label else []


def _close(opened: list[_Open]) -> Iterator[Passage | RawTable]:
    """Ends the innermost table: it belongs to the cell round it, or to the story.

    Cells without the end of any row are no table to anyone; their paragraphs stand by themselves.
    """
    last = opened.pop()
    if last.cell.passages or last.cell.tables:
        last.cells.append(last.cell)
    if last.table.rows or opened:
        if last.cells:
            last.table.rows.append(RawRow(last.cells, ()))
        if not opened:
            yield last.table
        elif last.table.rows:
            opened[-1].cell.tables.append(last.table)
        return
    for cell in last.cells:
        yield from cell.passages
        yield from cell.tables

"""Records of a workbook stream (BIFF5, BIFF8): what is needed beside the cells, and a copy fit for a cell parser.

The cells themselves are xlrd's business.  This module measures the stream before it is parsed, gathers what xlrd
leaves out (text boxes, comments, print lines, formula tokens, links), and masks every record that xlrd could only
stumble over.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from extract.readers.biff_strings import Pieces, sized_text
from extract.readers.references import Span
from jieyue.safe.guard import MAX_AREA, Budget
from jieyue.safe.refusal import refuse

_BOF, _EOF, _FILEPASS, _BOUNDSHEET, _SUPBOOK, _CONTINUE = 0x809, 0x0A, 0x2F, 0x85, 0x1AE, 0x3C
_HEADER, _FOOTER, _NOTE, _OBJ, _TXO = 0x14, 0x15, 0x1C, 0x5D, 0x1B6
_FORMULA, _SHARED, _ARRAY, _MULRK, _MULBLANK, _BLANK = 0x06, 0x4BC, 0x221, 0xBD, 0xBE, 0x201
_ONE_CELL = frozenset({_FORMULA, 0x203, 0x204, 0x205, 0xD6, 0xFD, 0x27E})
_CELLS = _ONE_CELL | {_MULRK, _MULBLANK, _BLANK}
_FOR_XLRD = _CELLS | {
    _BOF, _EOF, _BOUNDSHEET, _CONTINUE, _SUPBOOK, _SHARED, _ARRAY,
    0x17, 0x22, 0x31, 0x42, 0x55, 0x7D, 0x99, 0xE0, 0xE5, 0xFC, 0x200, 0x207, 0x208, 0x225, 0x236, 0x41E,
}  # fmt: skip
"""Cells and their formats; and EXTERNSHEET, DATEMODE, CODEPAGE, COLINFO, MERGEDCELLS, SST, ROW and the like."""
_BIFF8 = b"\x00\x06"
_MASK = 0x0FFF
"""A record number that nobody uses."""
_MAX_RECORDS = 3_000_000
_MAX_SHEETS = 1000
_NOTE_OBJECT = 0x19
_WORKSHEET, _MACROS = 0, 1
_RECALCULATED, _LIBREOFFICE = 0x1C1, bytes.fromhex("548d0100")
"""The record that names the program which calculated last, and what LibreOffice always writes there."""
_OWN_BOOK, _ADD_IN = b"\x01\x04", b"\x01\x3a"


@dataclass(slots=True)
class Formula:
    """A formula's options and its tokens; ``kind`` is the record that holds them."""

    options: int
    tokens: bytes
    kind: int = _FORMULA


@dataclass(slots=True)
class SheetFacts:
    """What a worksheet has beside plain cells."""

    formulas: dict[Span, Formula] = field(default_factory=dict)
    groups: dict[Span, Formula] = field(default_factory=dict)
    """Shared and array formulas, by the cell that begins them."""
    comments: dict[Span, str] = field(default_factory=dict)
    boxes: list[str] = field(default_factory=list)
    header: str = ""
    footer: str = ""


@dataclass(slots=True)
class BookFacts:
    """What the workbook says; ``masked`` is the stream for the cell parser, one ``sheets`` entry a worksheet."""

    masked: bytes
    sheets: list[SheetFacts]
    active: set[str]
    zeros_doubtful: bool = False
    """Whether the writing program stores 0 for a result that it does not know (LibreOffice: for texts)."""


@dataclass(slots=True)
class _Record:
    kind: int
    body: bytes
    start: int


class Scanner:
    """One pass over a workbook stream."""

    def __init__(self, stream: bytes) -> None:
        self._stream = stream
        self._unicode = stream[4:6] == _BIFF8
        self._copy = bytearray(stream)
        self._budget = Budget()
        self._records = 0
        self._blanks = 0
        self._active: set[str] = set()
        self._engine = _LIBREOFFICE

    def scan(self) -> BookFacts:
        """The facts of the book; ``file-encrypted`` behind a password, ``file-too-large``, ``file-damaged``."""
        places: list[int] = []
        for record in self._substream(0):
            if record.kind == _FILEPASS:
                raise refuse("file-encrypted")
            if record.kind == _BOUNDSHEET:
                self._sheet_entry(record.body, places)
            elif record.kind == _SUPBOOK:
                self._link(record.body)
            elif record.kind == _RECALCULATED:
                self._engine = record.body[4:8]
        if len(places) > _MAX_SHEETS:
            raise refuse("file-too-large", why=f"工作表超过{_MAX_SHEETS}个")
        sheets = [self._sheet(place) for place in places]
        return BookFacts(bytes(self._copy), sheets, self._active, self._engine == _LIBREOFFICE)

    def _sheet_entry(self, body: bytes, places: list[int]) -> None:
        if len(body) < 8:
            raise refuse("file-damaged", why="工作表目录不完整")
        place, _, kind = struct.unpack_from("<IBB", body)
        if kind == _WORKSHEET:
            places.append(place)
        elif kind == _MACROS:
            self._active.add("宏表")

    def _link(self, body: bytes) -> None:
        """Whether the book looks into other books or programs; DDE parts its names with a character 3."""
        if self._unicode and len(body) > 4 and body[2:4] not in (_OWN_BOOK, _ADD_IN):
            name = sized_text(body, 2)
            self._active.add("DDE公式" if "\x03" in name else "对其他工作簿的链接")

    def _substream(self, place: int) -> Iterator[_Record]:
        """The records from the BOF at ``place`` to its EOF, without those of streams inside (charts)."""
        stream, depth = self._stream, 0
        while True:
            if place + 4 > len(stream):
                raise refuse("file-damaged", why="工作簿数据在中途断掉")
            kind, size = struct.unpack_from("<HH", stream, place)
            if depth == 0 and kind != _BOF:
                raise refuse("file-damaged", why="工作表的开头不对")
            self._count()
            if self._unicode and kind not in _FOR_XLRD:
                struct.pack_into("<H", self._copy, place, _MASK)
            depth += (kind == _BOF) - (kind == _EOF)
            if depth == 0:
                return
            if depth == 1:
                yield _Record(kind, stream[place + 4 : place + 4 + size], place)
            place += 4 + size

    def _count(self) -> None:
        self._records += 1
        if self._records > _MAX_RECORDS:
            raise refuse("file-too-large", why=f"数据记录超过{_MAX_RECORDS // 10_000}万条")

    def _sheet(self, place: int) -> SheetFacts:
        facts = SheetFacts()
        objects = _Objects(facts, self._budget)
        cell: Span = (0, 0)
        for record in self._substream(place):
            kind, body = record.kind, record.body
            if kind in _CELLS:
                cell = self._cells(kind, body, facts)
            elif kind in (_SHARED, _ARRAY):
                facts.groups[cell] = _group(kind, body)
            elif self._unicode:
                objects.take(kind, body)
        objects.end()
        return facts

    def _cells(self, kind: int, body: bytes, facts: SheetFacts) -> Span:
        if len(body) < 6:
            raise refuse("file-damaged", why="单元格数据不完整")
        row, column = struct.unpack_from("<HH", body)
        if kind not in _ONE_CELL and kind != _MULRK:
            self._blanks += max(1, len(body) // 2 - 3)
            if self._blanks > MAX_AREA:
                raise refuse("file-too-large", why=f"空白单元格超过{MAX_AREA // 10_000}万个")
            return row, column
        self._budget.cells(len(body) // 6 if kind == _MULRK else 1)
        if kind == _FORMULA and len(body) >= 22:
            size = int.from_bytes(body[20:22], "little")
            facts.formulas[row, column] = Formula(body[14], body[22 : 22 + size])
        return row, column


class _Objects:
    """What floats over the cells of a sheet: a text belongs to the object before it, a comment names its object."""

    def __init__(self, facts: SheetFacts, budget: Budget) -> None:
        self._facts = facts
        self._budget = budget
        self._object: tuple[int, int] = (0, 0)
        self._pieces: Pieces | None = None
        self._texts: dict[int, str] = {}
        self._notes: list[tuple[Span, int]] = []

    def take(self, kind: int, body: bytes) -> None:
        """One record that is no cell."""
        if kind == _CONTINUE:
            if self._pieces is not None:
                self._pieces.add(body)
            return
        self._settle()
        if kind == _OBJ and len(body) >= 8:
            self._object = struct.unpack_from("<HH", body, 4)
        elif kind == _TXO:
            self._pieces = Pieces(body)
        elif kind == _NOTE and len(body) >= 8:
            row, column, _, number = struct.unpack_from("<4H", body)
            self._notes.append(((row, column), number))
        elif kind == _HEADER:
            self._facts.header = sized_text(body, 0)
        elif kind == _FOOTER:
            self._facts.footer = sized_text(body, 0)

    def _settle(self) -> None:
        if self._pieces is None:
            return
        text, self._pieces = self._pieces.text, None
        self._budget.text(len(text))
        kind, number = self._object
        if kind == _NOTE_OBJECT:
            self._texts[number] = text.strip()
        elif text.strip():
            self._facts.boxes.append(text)

    def end(self) -> None:
        """Hangs the comments on their cells."""
        self._settle()
        self._facts.comments.update((at, text) for at, number in self._notes if (text := self._texts.get(number)))


def _group(kind: int, body: bytes) -> Formula:
    start = 10 if kind == _SHARED else 14
    size = int.from_bytes(body[start - 2 : start], "little")
    return Formula(0, body[start : start + size], kind)

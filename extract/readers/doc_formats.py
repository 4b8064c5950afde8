"""Formatting of a Word 97–2003 document: what the pages of paragraph and character properties say about a place.

Only what decides about content is kept: tables, lists, hidden, deleted and inserted text, symbols, form fields.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from extract.readers.doc_fib import CHARACTER_PAGES, PARAGRAPH_PAGES, Word, positions
from extract.readers.doc_sprms import sprms
from jieyue.safe.refusal import refuse

_OneRun = Callable[[bytes, int, int], bytes]
"""Reads one run of a page: the page, where its pointers begin, which one."""
_PAGE = 512
_NUMBER = 0x3FFFFF
_MAX_DEPTH = 30
_MOST_RUNS = 1_000_000
_MOST_PUT_AWAY = 20_000_000
"""Bytes of properties read from the data stream."""
_HUGE = (0x6645, 0x6646, 0x646B)
_IN_TABLE, _ROW_END, _DEPTH, _DEEPER = 0x2416, 0x2417, 0x6649, 0x664A
_INNER_CELL, _INNER_ROW_END, _LIST, _LEVEL = 0x244B, 0x244C, 0x460B, 0x260A
_DELETED, _INSERTED, _HIDDEN, _PLAIN = 0x0800, 0x0801, 0x083C, 0x2A33
_STRUCK, _ON, _RAISED = (0x0837, 0x2A53), (1, 0x81), 0x2A48
_SYMBOL, _FONT, _STYLE, _OBJECT_AT, _DATA = 0x6A09, 0x4A4F, 0x4A30, 0x6A03, 0x0806


@dataclass(frozen=True, slots=True)
class Look:
    """Characters: ``hidden`` is as stored (0, 1, 0x80 as in the style, 0x81 not as in the style)."""

    hidden: int = 0x80
    struck: bool = False
    small: bool = False
    """Raised or lowered."""
    deleted: bool = False
    inserted: bool = False
    font: int | None = None
    symbol: tuple[int, int] | None = None
    style: int | None = None
    field_data: int | None = None
    """Where in the data stream the entry of a form field lies."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A paragraph: its style, how many tables it lies in, what its mark ends, its list, its row's definition."""

    style: int
    depth: int = 0
    row_end: bool = False
    inner_cell: bool = False
    list: int | None = None
    level: int | None = None
    table: tuple[tuple[int, bytes], ...] = ()


class Formats:
    """Looks up the formatting of places in the main stream."""

    def __init__(self, word: Word) -> None:
        self._word = word
        self._looks: dict[bytes, Look] = {}
        self._layouts: dict[bytes, Layout] = {}
        self._put_away = 0
        self._paragraphs = _Runs(word, PARAGRAPH_PAGES, _paragraph_run)
        self._characters = _Runs(word, CHARACTER_PAGES, _character_run)

    def layout(self, place: int, changes: bytes) -> Layout:
        """The paragraph whose mark lies at ``place``."""
        stored = self._paragraphs.at(place)[1] or b"\0\0"
        key = stored + changes
        found = self._layouts.get(key)
        if found is None:
            found = self._layouts[key] = self._layout(stored, changes)
        return found

    def look(self, place: int, changes: bytes) -> tuple[int, Look]:
        """The look of the character at ``place``, and the place in the stream up to which it holds."""
        ends, stored = self._characters.at(place)
        key = stored + changes
        found = self._looks.get(key)
        if found is None:
            found = self._looks[key] = _look(stored, changes)
        return ends, found

    def _layout(self, stored: bytes, changes: bytes) -> Layout:
        values: dict[int, int] = {}
        table: list[tuple[int, bytes]] = []
        for number, operand in self._opened(stored[2:] + changes):
            if number >> 10 & 7 == 5:
                table.append((number, operand))
            elif number == _DEEPER:
                values[_DEPTH] = values.get(_DEPTH, 1) + _signed(operand)
            else:
                values[number] = _signed(operand)
        depth = values.get(_DEPTH, 1) if values.get(_IN_TABLE) or values.get(_DEPTH, 0) > 0 else 0
        if depth > _MAX_DEPTH:
            raise refuse("file-too-large", why=f"表格嵌套超过{_MAX_DEPTH}层")
        return Layout(
            int.from_bytes(stored[:2], "little"),
            max(depth, 0),
            bool(values.get(_ROW_END) or values.get(_INNER_ROW_END)),
            bool(values.get(_INNER_CELL)),
            values.get(_LIST),
            values.get(_LEVEL),
            tuple(table),
        )

    def _opened(self, stored: bytes) -> Iterator[tuple[int, bytes]]:
        """The properties, those that were put away in the data stream in place."""
        for number, operand in sprms(stored):
            if number in _HUGE and len(operand) == 4:
                place = int.from_bytes(operand, "little")
                size = int.from_bytes(self._word.data[place : place + 2], "little")
                self._put_away += size
                if self._put_away > _MOST_PUT_AWAY:
                    raise refuse("file-too-large", why="表格的格式过多")
                yield from sprms(self._word.data[place + 2 : place + 2 + size])
            else:
                yield number, operand


def _signed(operand: bytes) -> int:
    return int.from_bytes(operand[:4], "little", signed=len(operand) > 1)


def _look(stored: bytes, changes: bytes) -> Look:
    values: dict[int, int] = {}
    for number, operand in sprms(stored + changes):
        if number == _PLAIN:
            values.clear()
        else:
            values[number] = int.from_bytes(operand[:4], "little")
    symbol = values.get(_SYMBOL)
    return Look(
        values.get(_HIDDEN, 0x80),
        any(values.get(number) in _ON for number in _STRUCK),
        bool(values.get(_RAISED)),
        bool(values.get(_DELETED)),
        bool(values.get(_INSERTED)),
        values.get(_FONT),
        (symbol & 0xFFFF, symbol >> 16) if symbol is not None else None,
        values.get(_STYLE),
        values.get(_OBJECT_AT) if values.get(_DATA) else None,
    )


class _Runs:
    """Stretches of the main stream with one formatting each, from the pages that a bin table lists."""

    def __init__(self, word: Word, part: int, one: _OneRun) -> None:
        found: list[tuple[int, int, bytes]] = []
        _, entries = positions(word.part(part), 4)
        if len(entries) > len(word.main) // _PAGE + 1:
            raise refuse("file-damaged", why="格式目录不对")
        for entry in entries:
            number = int.from_bytes(entry, "little") & _NUMBER
            page = word.main[number * _PAGE : (number + 1) * _PAGE]
            if len(page) != _PAGE:
                raise refuse("file-damaged", why="格式页超出文件范围，文件不完整")
            found += _runs(page, one)
            if len(found) > _MOST_RUNS:
                raise refuse("file-too-large", why=f"格式超过{_MOST_RUNS // 10_000}万处")
        found.sort(key=lambda run: run[0])
        self._begins = [run[0] for run in found]
        self._found = found

    def at(self, place: int) -> tuple[int, bytes]:
        """Where the stretch round ``place`` ends, and its properties."""
        index = bisect_right(self._begins, place) - 1
        if index >= 0 and place < self._found[index][1]:
            return self._found[index][1:]
        following = self._begins[index + 1] if index + 1 < len(self._begins) else 1 << 40
        return following, b""


def _runs(page: bytes, one: _OneRun) -> Iterator[tuple[int, int, bytes]]:
    count = page[511]
    size = 4 * (count + 1)
    if size > _PAGE - 1:
        raise refuse("file-damaged", why="格式页不完整")
    places = struct.unpack_from(f"<{count + 1}I", page)
    for number in range(count):
        if places[number] < places[number + 1]:
            yield places[number], places[number + 1], one(page, size, number)


def _paragraph_run(page: bytes, begins: int, number: int) -> bytes:
    place = page[min(begins + 13 * number, 511)] * 2
    if not place:
        return b""
    size = 2 * page[place] - 1
    if size < 0:
        place += 1
        size = 2 * page[place]
    return page[place + 1 : min(place + 1 + size, 511)]


def _character_run(page: bytes, begins: int, number: int) -> bytes:
    place = page[min(begins + number, 511)] * 2
    return page[place + 1 : min(place + 1 + page[place], 511)] if place else b""

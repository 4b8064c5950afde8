"""Workbooks of Excel 97 and older (xls, et): every worksheet a Table, in the order of the tabs.

xlrd parses the cells, because it alone gives number formats and hidden rows; see decision 10.  Everything after the
cells is shared with the reader of xlsx, so that one form saved in both ways yields one grid.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from extract.active_content import active_content
from extract.grid import Document, Line, Table
from extract.ole import MAGIC, Container
from extract.ole_properties import mark_in
from extract.readers.biff import BookFacts, Scanner, SheetFacts
from extract.readers.references import MAX_ROWS, Span
from extract.readers.sheet_grid import SheetGrid, crossed_out, hidden_content
from extract.readers.xls_cells import CellReader
from extract.readers.xlsx_extras import print_sections
from jieyue.safe.guard import Budget, file_bytes
from jieyue.safe.refusal import Refused, refuse

_STREAMS = ("workbook", "book")
_MAX_STREAM = 100 * 1024 * 1024
_MAX_ANCIENT = 5 * 1024 * 1024
"""Bytes of a workbook older than Excel 5, which is not measured before it is parsed."""
_BOF = 0x809
_MACROS, _CONTROLS, _EMBEDDED = "_vba_project_cur", "ctls", "mbd"


def read(path: Path) -> Document:
    """The workbook at ``path``, as :func:`extract.readers.xlsx.read` gives it.

    Formulas keep their text with ``=``, or ``=?`` where it cannot be told.
    Raises :class:`~jieyue.safe.refusal.Refused`.
    """
    data = file_bytes(path)
    container = Container(data) if data.startswith(MAGIC) else None
    stream = data if container is None else container.read(_stream_name(container), _MAX_STREAM)
    facts = _facts(stream)
    if container is not None:
        facts.active.update(_active_storages(container))
    mark = mark_in(container) if container is not None else None
    struck: list[str] = []
    blocks = tuple(_blocks(_parsed(facts.masked), facts, struck))
    problems = (*active_content(facts.active), *hidden_content(blocks), *crossed_out(struck))
    return Document("xls", blocks, mark, problems)


def _stream_name(container: Container) -> str:
    for wanted in _STREAMS:
        for name in container.names:
            if name.lower() == wanted:
                return name
    raise refuse("file-damaged", why="找不到工作簿数据")


def _active_storages(container: Container) -> Iterator[str]:
    for name in container.names:
        first = name.lower().split("/")[0]
        if first == _MACROS:
            yield "宏"
        elif first == _CONTROLS:
            yield "ActiveX控件"
        elif first.startswith(_EMBEDDED):
            yield "嵌入对象"


def _facts(stream: bytes) -> BookFacts:
    if len(stream) < 8:
        raise refuse("file-damaged", why="工作簿是空的")
    if struct.unpack_from("<H", stream)[0] == _BOF:
        return Scanner(stream).scan()
    if len(stream) > _MAX_ANCIENT:
        raise refuse("file-too-large", why="工作簿版本过旧且过大")
    return BookFacts(stream, [], set())


def _parsed(stream: bytes) -> Any:
    """The book as xlrd parses it; whatever it stumbles over means a damaged file."""
    import xlrd

    try:
        return xlrd.open_workbook(
            file_contents=stream, formatting_info=True, ragged_rows=True, logfile=io.StringIO(), on_demand=False
        )
    except Refused:
        raise
    except Exception as fault:
        if "encrypted" in str(fault):
            raise refuse("file-encrypted") from fault
        raise refuse("file-damaged", why="工作簿内部结构不完整") from fault


def _blocks(book: Any, facts: BookFacts, struck: list[str]) -> Iterator[Table | Line]:
    budget = Budget()
    reader = CellReader(book, budget, facts.zeros_doubtful)
    reader.struck = struck
    for index, sheet in enumerate(book.sheets()):
        known = facts.sheets[index] if index < len(facts.sheets) else SheetFacts()
        for block in _sheet(sheet, known, reader, budget):
            if isinstance(block, Table):
                yield block
            else:
                budget.text(len(block.text))
                yield replace(block, hidden=sheet.visibility != 0)


def _sheet(sheet: Any, facts: SheetFacts, reader: CellReader, budget: Budget) -> Iterator[Table | Line]:
    name = sheet.name.replace("\x00", "") or "工作表"
    grid = SheetGrid(
        name,
        list(reader.entries(sheet, facts)),
        _ranges(sheet),
        _hidden_rows(sheet),
        _hidden_columns(sheet),
        _comments(sheet, facts),
    )
    yield from _print_lines(facts.header, f"{name} 页眉")
    table = grid.table(sheet.visibility != 0, budget)
    if table.cells:
        yield table
    yield from (Line(text.strip(), f"{name} 文本框") for text in facts.boxes)
    yield from _print_lines(facts.footer, f"{name} 页脚")


def _print_lines(coded: str, place: str) -> Iterator[Line]:
    seen = set()
    for text in print_sections(coded):
        if text and text not in seen:
            seen.add(text)
            yield Line(text, place)


def _ranges(sheet: Any) -> Iterator[tuple[Span, Span]]:
    for first_row, after_row, first_column, after_column in sheet.merged_cells:
        yield (first_row, first_column), (after_row - 1, after_column - 1)


def _hidden_rows(sheet: Any) -> set[int]:
    stated = sheet.rowinfo_map
    hidden = {row for row, about in stated.items() if about.hidden or about.height == 0}
    if sheet.default_row_hidden:
        hidden.update(row for row in range(min(sheet.nrows, MAX_ROWS)) if row not in stated)
    return hidden


def _hidden_columns(sheet: Any) -> list[tuple[int, int]]:
    stated = sheet.colinfo_map
    return [(column, column) for column in sorted(stated) if stated[column].hidden or stated[column].width == 0]


def _comments(sheet: Any, facts: SheetFacts) -> dict[Span, str]:
    older = {at: note.text.strip() for at, note in sheet.cell_note_map.items() if note.text.strip()}
    return {**older, **facts.comments}

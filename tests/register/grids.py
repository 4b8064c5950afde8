"""Registers written as Markdown-like tables in a test: one line a row, cells between bars."""

from __future__ import annotations

from datetime import date

from extract.grid import Cell, CellKind, Document, Table


def sheet(text: str, *, name: str = "单位名录", hidden_rows: tuple[int, ...] = ()) -> Document:
    """A workbook of one sheet; ``hidden_rows`` count from 1."""
    lines = [line.strip().strip("|").split("|") for line in text.strip().splitlines()]
    cells = tuple(
        _cell(row, column, part.strip(), name, row + 1 in hidden_rows)
        for row, parts in enumerate(lines)
        for column, part in enumerate(parts)
        if part.strip()
    )
    return Document("xlsx", (Table(name, cells, len(lines), max(map(len, lines))),))


def _cell(row: int, column: int, text: str, sheet_name: str, hidden: bool) -> Cell:
    place = f"{sheet_name}!{'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[column]}{row + 1}"
    if text.startswith("@"):
        day = date.fromisoformat(text[1:])
        return Cell(row, column, text[1:], place, CellKind.DATE, date=day, hidden=hidden)
    return Cell(row, column, text, place, hidden=hidden)

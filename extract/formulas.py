"""Formulas whose result the file does not hold: a plain reference or a simple sum over cells that are numbers."""

from __future__ import annotations

import re
from decimal import Decimal

from extract.grid import Cell, CellKind
from extract.numerals import tidy
from extract.values import read_score
from extract.view import View

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6}):\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")
_SUM = re.compile(r"SUM\(([A-Z0-9$:,]{2,400})\)")
_LITERAL = re.compile(r"\d{1,3}(?:\.\d{1,2})?")
_DEPTH = 6
_MOST = 500


def compute(view: View, cell: Cell, depth: int = 0) -> Decimal | None:
    """The value of a simple formula over numbers of the same sheet; None for any other formula."""
    formula = (cell.formula or cell.text or "").strip().lstrip("=+").replace(" ", "").upper()
    if depth > _DEPTH or not formula:
        return None
    found = _SUM.fullmatch(formula)
    parts = (found.group(1).split(",") if found else formula.split("+"))[:_MOST]
    total = Decimal(0)
    for part in parts:
        value = _part(view, part, bool(found), depth)
        if value is None:
            return None
        total += value
    return tidy(total)


def _part(view: View, part: str, in_sum: bool, depth: int) -> Decimal | None:
    if found := _REFERENCE.fullmatch(part):
        return _cell(view, int(found.group(2)) - 1, _column(found.group(1)), in_sum, depth)
    if _LITERAL.fullmatch(part):
        return Decimal(part)
    found = _RANGE.fullmatch(part) if in_sum else None
    if not found:
        return None
    first, last = _column(found.group(1)), _column(found.group(3))
    top, bottom = int(found.group(2)) - 1, int(found.group(4)) - 1
    if (last - first + 1) * (bottom - top + 1) > _MOST:
        return None
    values = [_cell(view, row, col, True, depth) for row in range(top, bottom + 1) for col in range(first, last + 1)]
    return None if None in values else sum((value for value in values if value is not None), Decimal(0))


def _cell(view: View, row: int, column: int, in_sum: bool, depth: int) -> Decimal | None:
    """The number at a place; a blank counts as nothing within SUM, and text never counts."""
    cell = view.at(row, column)
    if cell is None or cell.blank or (cell.row, cell.column) != (row, column):
        return Decimal(0) if in_sum else None
    if cell.kind is CellKind.FORMULA:
        return compute(view, cell, depth + 1)
    if cell.kind is not CellKind.NUMBER:
        return None
    return read_score(cell, Decimal(0)).value


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1

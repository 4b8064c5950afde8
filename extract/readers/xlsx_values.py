"""What a cell of a worksheet holds: stored strings turned into text, exact numbers, dates, errors."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from extract.grid import CellKind
from extract.readers.number_format import BUILT_IN, day_of, number_format, plain, shown
from jieyue.safe.guard import Budget
from jieyue.safe.package import Package
from jieyue.safe.refusal import refuse

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_T, _R, _RUN_TEXT = f"{MAIN}t", f"{MAIN}r", f"{MAIN}r/{MAIN}t"
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_EXACT = re.compile(r"-?\d{1,15}(?:\.\d*)?")


class Value(NamedTuple):
    """A cell's value, wherever the cell stands."""

    kind: CellKind
    text: str
    number: Decimal | None = None
    day: date | None = None


NOTHING = Value(CellKind.EMPTY, "")


def exact(stored: str) -> Decimal | None:
    """The number a person typed: at most 15 significant digits, as Excel keeps them; None where it is none.

    ``3.4999999999999996`` is how a program stores 3.5.
    """
    stored = stored.strip()
    if len(stored) < 16 and _EXACT.fullmatch(stored):
        return Decimal(stored)
    try:
        rounded = Decimal(format(float(stored), ".15g")) if len(stored) < 400 else Decimal("NaN")
    except (ValueError, InvalidOperation):
        return None
    return rounded if rounded.is_finite() else None


@lru_cache(maxsize=4096)
def number_value(stored: str, code: str, epoch_1904: bool = False) -> Value:
    """A stored number under a number format; a date or time of day carries no number."""
    number = exact(stored)
    if number is None:
        return Value(CellKind.TEXT, stored)
    if code == "General":
        return Value(CellKind.NUMBER, plain(number), number)
    form = number_format(code)
    try:
        text = shown(number, code, epoch_1904)
    except (ArithmeticError, ValueError):
        text = plain(number)
    if form.timed:
        return Value(CellKind.DATE, text, None, day_of(number, epoch_1904) if form.dated else None)
    return Value(CellKind.NUMBER, text, number)


def rich_text(holder: etree._Element) -> str:
    """The text of a string item, its runs joined, phonetic guides (拼音) left out."""
    parts = []
    for child in holder:
        if child.tag == _T:
            parts.append(child.text or "")
        elif child.tag == _R:
            parts.extend(piece.text or "" for piece in child if piece.tag == _T)
    return unescaped("".join(parts))


def unescaped(text: str) -> str:
    """Text with its ``_x000D_`` escapes undone and its line ends made one."""
    if "_x" in text:
        text = _ESCAPE.sub(lambda found: _character(found[1]), text)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _character(code: str) -> str:
    number = int(code, 16)
    return chr(number) if number in (9, 10, 13) or (number >= 32 and not 0xD800 <= number < 0xE000) else ""


def shared_strings(package: Package, book: str) -> list[str]:
    """The strings of the workbook, by index."""
    for name in package.related("sharedStrings", book):
        strings = []
        for item in package.xml(name):
            first = item[0] if len(item) else None
            if first is not None and len(item) == 1 and first.tag == _T:
                strings.append(unescaped(first.text or ""))
            else:
                strings.append(rich_text(item))
        return strings
    return []


def format_codes(package: Package, book: str) -> list[str]:
    """The number format code of each cell style, by index."""
    for name in package.related("styles", book):
        root = package.xml(name)
        custom = {}
        for entry in root.iterfind(f"{MAIN}numFmts/{MAIN}numFmt"):
            custom[entry.get("numFmtId")] = entry.get("formatCode") or "General"
        styles = root.find(f"{MAIN}cellXfs")
        return [_code(style.get("numFmtId"), custom) for style in styles] if styles is not None else []
    return []


def _code(number: str | None, custom: dict[str | None, str]) -> str:
    if number in custom:
        return custom[number]
    return BUILT_IN.get(int(number), "General") if number and number.isdecimal() else "General"


class Values:
    """Turns cells of one workbook into values."""

    def __init__(self, strings: Sequence[str], codes: Sequence[str], epoch_1904: bool, budget: Budget) -> None:
        self._strings = strings
        self._codes = codes
        self._epoch_1904 = epoch_1904
        self.budget = budget

    def value(self, kind: str | None, style: str | None, stored: str) -> Value:
        """The value of a cell with type ``kind``; ``stored`` is the text of its ``v``."""
        if kind == "s":
            return self._string(stored)
        if not stored and kind != "str":
            return NOTHING
        if kind is None or kind == "n":
            value = number_value(stored, self._style_code(style), self._epoch_1904)
            self.budget.text(len(value.text))
            return value
        if kind == "b":
            return Value(CellKind.BOOLEAN, "TRUE" if stored.strip() in ("1", "true") else "FALSE")
        if kind == "e":
            return Value(CellKind.ERROR, stored)
        return self._dated(stored) if kind == "d" else self.text(unescaped(stored))

    def text(self, text: str) -> Value:
        """A text as a value."""
        self.budget.text(len(text))
        return Value(CellKind.TEXT, text) if text else NOTHING

    def _string(self, index: str) -> Value:
        try:
            return self.text(self._strings[int(index)] if int(index) >= 0 else "")
        except (ValueError, IndexError) as fault:
            raise refuse("file-damaged", why="单元格引用的文字不存在") from fault

    def _style_code(self, style: str | None) -> str:
        try:
            return self._codes[int(style)] if style else self._codes[0] if self._codes else "General"
        except (ValueError, IndexError):
            return "General"

    def _dated(self, stored: str) -> Value:
        try:
            return Value(CellKind.DATE, stored[:10], None, date.fromisoformat(stored[:10]))
        except ValueError:
            return self.text(stored)

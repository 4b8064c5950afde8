"""What a cell of a worksheet holds: stored strings turned into text, exact numbers, dates, errors."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from extract.grid import CellKind
from extract.readers.number_format import BUILT_IN, day_of, number_format, plain, shown
from extract.readers.signs import SMALL
from jieyue.safe.guard import Budget
from jieyue.safe.package import Package, root_of
from jieyue.safe.refusal import refuse

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_T, _R, _RUN_TEXT = f"{MAIN}t", f"{MAIN}r", f"{MAIN}r/{MAIN}t"
_LOOK, _STRIKE, _RAISED = f"{MAIN}rPr", f"{MAIN}strike", f"{MAIN}vertAlign"
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_EXACT = re.compile(r"-?\d{1,15}(?:\.\d*)?")


class Value(NamedTuple):
    """A cell's value, wherever the cell stands."""

    kind: CellKind
    text: str
    number: Decimal | None = None
    day: date | None = None


NOTHING = Value(CellKind.EMPTY, "")


class Stored(NamedTuple):
    """What a file says of a cell: its type and style, the text of its ``v``, its formula, its inline string."""

    kind: str | None = None
    style: str | None = None
    text: str = ""
    formula: str | None = None
    inline: Value | None = None


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


@lru_cache(maxsize=4096)
def _text_value(text: str) -> Value:
    """A text as a value; the printed words are the same in every form."""
    return Value(CellKind.TEXT, text) if text else NOTHING


@lru_cache(maxsize=4096)
def _stored_text(stored: str) -> Value:
    """A text as a value, its escapes undone."""
    return _text_value(unescaped(stored))


def rich_text(holder: etree._Element, struck: list[str] | None = None) -> str:
    """The text of a string item, its runs joined, phonetic guides (拼音) left out.

    Runs that are crossed out go to ``struck`` instead; raised and lowered digits stay so: ``1²`` is not 12.
    """
    if len(holder) == 1 and holder[0].tag == _T:
        return unescaped(holder[0].text or "")
    parts = []
    for child in holder:
        if child.tag == _T:
            parts.append(child.text or "")
        elif child.tag == _R:
            text = "".join(piece.text or "" for piece in child if piece.tag == _T)
            look = child.find(_LOOK)
            if look is not None and struck is not None and is_struck(look):
                struck.append(text)
                continue
            raised = look.find(_RAISED) if look is not None else None
            parts.append(text if raised is None or raised.get("val") == "baseline" else text.translate(SMALL))
    return unescaped("".join(parts))


def inline_value(holder: etree._Element, struck: list[str]) -> Value:
    """The value of an inline string; what of it is crossed out goes to ``struck``."""
    if len(holder) == 1 and holder[0].tag == _T:
        return _stored_text(holder[0].text or "")
    return _text_value(rich_text(holder, struck))


def is_struck(look: etree._Element) -> bool:
    """Whether a font crosses its text out."""
    entry = look.find(_STRIKE)
    return entry is not None and entry.get("val") not in ("0", "false")


def unescaped(text: str) -> str:
    """Text with its ``_x000D_`` escapes undone and its line ends made one."""
    if "_x" in text:
        text = _ESCAPE.sub(lambda found: _character(found[1]), text)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _character(code: str) -> str:
    number = int(code, 16)
    return chr(number) if number in (9, 10, 13) or (number >= 32 and not 0xD800 <= number < 0xE000) else ""


@dataclass(slots=True)
class Strings:
    """The strings of a workbook by index, and what of them is crossed out."""

    texts: list[str] = field(default_factory=list)
    struck: dict[int, str] = field(default_factory=dict)


@dataclass(slots=True)
class Styles:
    """The number format code of each cell style by index, and the styles that cross their text out."""

    codes: list[str] = field(default_factory=list)
    struck: set[int] = field(default_factory=set)


def shared_strings(package: Package, book: str) -> Strings:
    """The strings of the workbook."""
    found = Strings()
    for name in package.related("sharedStrings", book)[:1]:
        strings = found.texts
        for item in package.xml(name):
            first = item[0] if len(item) else None
            if first is not None and len(item) == 1 and first.tag == _T:
                strings.append(unescaped(first.text or ""))
            else:
                crossed: list[str] = []
                strings.append(rich_text(item, crossed))
                if crossed:
                    found.struck[len(strings) - 1] = "".join(crossed)
    return found


def styles_of(package: Package, book: str) -> Styles:
    """What matters of the cell styles."""
    for name in package.related("styles", book)[:1]:
        return package.said(name, _styles_in)
    return Styles()


def _styles_in(data: bytes, name: str) -> Styles:
    root = root_of(data, name)
    found = Styles()
    custom = {}
    for entry in root.iterfind(f"{MAIN}numFmts/{MAIN}numFmt"):
        custom[entry.get("numFmtId")] = entry.get("formatCode") or "General"
    fonts = root.iterfind(f"{MAIN}fonts/{MAIN}font")
    crossed = {str(number) for number, font in enumerate(fonts) if is_struck(font)}
    for number, style in enumerate(root.iterfind(f"{MAIN}cellXfs/*")):
        found.codes.append(_code(style.get("numFmtId"), custom))
        if style.get("fontId") in crossed:
            found.struck.add(number)
    return found


def _code(number: str | None, custom: dict[str | None, str]) -> str:
    if number in custom:
        return custom[number]
    return BUILT_IN.get(int(number), "General") if number and number.isdecimal() else "General"


class Values:
    """Turns cells of one workbook into values."""

    def __init__(self, strings: Strings, styles: Styles, epoch_1904: bool, budget: Budget) -> None:
        self._strings, self._struck_strings = strings.texts, strings.struck
        self._codes, self._struck_styles = styles.codes, styles.struck
        self._epoch_1904 = epoch_1904
        self.budget = budget
        """What the texts of the cells are spent from."""
        self.struck: list[str] = []
        """Crossed-out text that was met and left out."""

    def of(self, stored: Stored) -> Value:
        """The value of a cell; a formula without a stored result is its own value."""
        kind, style, text, formula, inline = stored
        if inline is not None:
            return inline
        if formula and not text and kind != "str":
            return Value(CellKind.FORMULA, formula)
        value = self._value(kind, style, text)
        if self._struck_styles and style and value.text and style.isdecimal() and int(style) in self._struck_styles:
            self.struck.append(value.text)
            return NOTHING
        return value

    def _value(self, kind: str | None, style: str | None, stored: str) -> Value:
        if kind == "s":
            return self._string(stored)
        if not stored and kind != "str":
            return NOTHING
        if kind is None or kind == "n":
            return number_value(stored, self._style_code(style), self._epoch_1904)
        if kind == "b":
            return Value(CellKind.BOOLEAN, "TRUE" if stored.strip() in ("1", "true") else "FALSE")
        if kind == "e":
            return Value(CellKind.ERROR, stored)
        return _dated(stored) if kind == "d" else _stored_text(stored)

    def _string(self, index: str) -> Value:
        try:
            number = int(index)
            text = self._strings[number] if number >= 0 else ""
        except (ValueError, IndexError) as fault:
            raise refuse("file-damaged", why="单元格引用的文字不存在") from fault
        if number in self._struck_strings:
            self.struck.append(self._struck_strings[number])
        return _text_value(text)

    def _style_code(self, style: str | None) -> str:
        try:
            return self._codes[int(style)] if style else self._codes[0] if self._codes else "General"
        except (ValueError, IndexError):
            return "General"


def _dated(stored: str) -> Value:
    try:
        return Value(CellKind.DATE, stored[:10], None, date.fromisoformat(stored[:10]))
    except ValueError:
        return _text_value(stored)

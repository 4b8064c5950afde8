"""The rows of long lists as worksheet XML, cell for cell as XlsxWriter writes them, without an object for each cell.

A province's 台账 has three million cells; a look of each column is found once, a text that returns is escaped once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import chain, islice
from typing import TypeVar
from xml.sax.saxutils import escape

from generate.line_count import lines_in
from generate.plain_text import cell_text, escaped, looks_like_formula

Value = str | int | Decimal | date | bool | None
MOST_ROWS = 1_048_576
"""Rows of a worksheet (ECMA-376 part 1, 18.3.1.73)."""
FULL = 1_000_000
"""Lines of a list on one sheet; a nation's deductions take more, and go on on the next."""
_EDGE_SPACE = re.compile(r"^\s|\s$")
_PLAIN_DIGITS = 15
"""Numbers up to so many signs are written as they are; a spreadsheet's precision is 16 digits."""
_FIRST_DAY = date(1899, 12, 30)
"""Day 0 of a worksheet, its 29 February 1900 counted in."""
_REMEMBERED = 65_536
_LINE, _ROOM = 13, 2
"""Points of one line of a text of size 10, and what the row has beside its lines; one line makes the default row."""
_HIGHEST = 409
"""Points; no spreadsheet has a higher row."""

Style = Callable[[int, bool], int]
"""The number of the look of a column; the flag: the text must not be taken for a formula."""

Line = TypeVar("Line")


class RowMaker:
    """Makes the rows of one list; ``style`` is asked for a look when it is first needed.

    ``wrapped`` columns (number: width in half-width characters) wrap their texts; a row is as high as the longest.
    """

    def __init__(self, columns: int, style: Style, wrapped: Mapping[int, float] | None = None) -> None:
        self.columns = columns
        self._style = style
        self._wrapped = tuple((wrapped or {}).items())
        self._heads = [f'<c r="{column_letters(column)}' for column in range(columns)]
        self._looks: list[str | None] = [None] * columns

    def row(self, number: int, values: Iterable[Value]) -> str:
        """The row ``number``, counted from 1."""
        at, heads, looks = str(number), self._heads, self._looks
        values = tuple(values)
        lines = max((_lines(values[column], width) for column, width in self._wrapped), default=1)
        cells = [f'<row r="{at}">' if lines == 1 else f'<row r="{at}" ht="{min(lines * _LINE + _ROOM, _HIGHEST)}">']
        for column, value in enumerate(values):
            quoted, content = _content(value)
            look = self._made(column, quoted=True) if quoted else looks[column] or self._look(column)
            cells.append(f"{heads[column]}{at}{look}{content}")
        cells.append("</row>")
        return "".join(cells)

    def _look(self, column: int) -> str:
        look = self._looks[column] = self._made(column, quoted=False)
        return look

    def _made(self, column: int, *, quoted: bool) -> str:
        return f'" s="{self._style(column, quoted)}"'


def sheetfuls(lines: Iterable[Line], most: int = FULL) -> Iterator[tuple[str, Iterator[Line]]]:
    """The lines sheet by sheet, each to be taken before the next, with what to add to the sheet's name."""
    left, number = iter(lines), 1
    more: list[Line] = []
    while number == 1 or more:
        yield "" if number == 1 else f"{number}", islice(chain(more, left), most)
        more = list(islice(left, 1))
        number += 1


def column_letters(column: int) -> str:
    """A for 0, AA for 26."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _content(value: Value) -> tuple[bool, str]:
    """What follows a cell's look, and whether it is a text that must not be taken for a formula."""
    if type(value) is Decimal or type(value) is int:
        return False, _figure(value)
    if value is None or value == "":
        return False, "/>"
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, date):
        return False, _figure((value - _FIRST_DAY).days)
    return False, _figure(+value)


def _figure(value: int | Decimal) -> str:
    text = str(value)
    return f"><v>{text if len(text) <= _PLAIN_DIGITS else format(value, '.16G')}</v></c>"


@lru_cache(maxsize=_REMEMBERED)
def _lines(value: Value, width: float) -> int:
    return lines_in(value, width) if isinstance(value, str) else 1


@lru_cache(maxsize=_REMEMBERED)
def _text(value: str) -> tuple[bool, str]:
    text = escape(escaped(cell_text(value)))
    space = ' xml:space="preserve"' if _EDGE_SPACE.search(text) else ""
    return looks_like_formula(value), f' t="inlineStr"><is><t{space}>{text}</t></is></c>'

"""Days without a label round the table: in a cell of their own, or under the seal (盖章) of the unit that signs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from extract.dates import read_date
from extract.grid import Cell, CellKind, Document, Line
from extract.view import View
from extract.words import close_up

_SIGNATURE = re.compile(r"盖\s*章|公\s*章|签\s*[字章名]")
_NUMERAL = r"[\d〇零○一二三四五六七八九十廿卅元]"
_LIKE_A_DAY = re.compile(
    rf"{_NUMERAL}{{2,4}}[年.\-/]{_NUMERAL}{{1,3}}[月.\-/](?:{_NUMERAL}{{1,3}}[日号]?)?|{_NUMERAL}{{1,3}}月{_NUMERAL}{{1,3}}[日号]"
)
_OF_OTHERS = re.compile(r"核\s*查|验\s*收|复\s*核|评\s*审|审\s*核|主管部门|上级|评价组|考核组|机关事务管理局意见")
"""Who signs below the unit: its verifiers, on a day of their own."""


def days_in_cells(views: list[View], body: Mapping[int, set[int]]) -> Iterator[date]:
    """Days outside the score table that fill a cell or stand at the foot of a signature; not of those who verify.

    ``body`` holds, by table, the rows of the score table.
    """
    for view in views:
        inside = body.get(view.order, ())
        for number, cells in view.rows.items():
            days = [day for cell in cells if (day := _day_of(cell))] if number not in inside else []
            if days and not _of_others(view, number):
                yield from days


def unread_at_foot(document: Document, views: list[View], body: Mapping[int, set[int]]) -> Line | Cell | None:
    """What closes a document or sheet like a day but is none in full: ``10月12日``, ``2026年2月30日``."""
    lines = [line for line in document.lines if not line.hidden and line.text.strip()]
    feet: list[Line | Cell] = [*lines[-1:]]
    for view in views:
        rows = ((number, [cell for cell in view.rows[number] if not cell.blank]) for number in reversed(view.rows))
        last, filled = next(((number, cells) for number, cells in rows if cells), (-1, []))
        if last not in body.get(view.order, ()) and len(filled) == 1:
            feet += filled
    alike = (foot for foot in feet if _LIKE_A_DAY.fullmatch(close_up(foot.text)))
    return next((foot for foot in alike if read_date(foot.text) is None), None)


def is_like_a_day(text: str) -> bool:
    """True for a day, labelled or not, and for what would be one if it had a year or existed."""
    day = close_up(text).rpartition(":")[2]
    return _LIKE_A_DAY.fullmatch(day) is not None or read_date(day) is not None


def _day_of(cell: Cell) -> date | None:
    """The day that fills a cell, or the last line of one that is signed: 情况属实。（盖章） over 2026年10月12日."""
    if cell.kind is CellKind.DATE:
        return cell.date
    if cell.kind is not CellKind.TEXT:
        return None
    *above, foot = cell.text.strip().splitlines() or [""]
    signed = not above or any(_SIGNATURE.search(line) for line in above)
    return read_date(foot) if signed else None


def _of_others(view: View, row: int) -> bool:
    """True where a row, or a cell that reaches into it, speaks of those who verify."""
    beside = (cell for cell in view.table.cells if cell.row <= row < cell.row + cell.rows)
    return any(_OF_OTHERS.search(cell.text) for cell in beside)

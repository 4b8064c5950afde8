"""Where a person looks when the cell in question is not there: the row of one place, the column of another."""

from __future__ import annotations

import re

_SHEET = re.compile(r"(.{0,80}!)([A-Z]{1,3})(\d{1,7})")
_WORD = re.compile(r"(.{0,40}第)(\d{1,6})(行第)(\d{1,6})(列.{0,20})")


def crossing(row: str | None, column: str | None) -> str | None:
    """The place in the row of ``row`` and the column of ``column``; ``row`` itself where that cannot be said."""
    if not row or not column:
        return row
    here, there = _SHEET.fullmatch(row), _SHEET.fullmatch(column)
    if here and there and here.group(1) == there.group(1):
        return f"{here.group(1)}{there.group(2)}{here.group(3)}"
    here, there = _WORD.fullmatch(row), _WORD.fullmatch(column)
    if here and there and here.group(1) == there.group(1):
        return f"{here.group(1)}{here.group(2)}{here.group(3)}{there.group(4)}{here.group(5)}"
    return row

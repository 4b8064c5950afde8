"""Where the value of a label stands in a table: to its right, behind the blank cells of a gap, or below it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from extract.grid import Cell, CellKind
from extract.titles import is_organ
from extract.view import View
from extract.words import close_up

Name = Callable[[Cell], str | None]
"""The field that a cell is the label of; empty for a label of something else, None for no label."""

_LISTED = 8
"""Rows under a heading that are looked through for the 联系人 of a list."""
_NUMERALS = r"\d一二三四五六七八九十〇零○"
_LIKE: dict[str, Callable[[str], bool]] = {
    "unit": is_organ,
    "phone": lambda text: re.fullmatch(r"[\d+\-/、,;()转]{7,40}", text) is not None,
    "filled_on": lambda text: re.search(rf"[{_NUMERALS}][年月日/.\-]|20\d{{6}}", text) is not None and len(text) <= 30,
    "code": lambda text: re.fullmatch(r"[0-9A-Z]{18}", text) is not None,
    "year": lambda text: re.fullmatch(r"20\d\d年?度?", text) is not None,
}
"""What the value of a field looks like; the other fields take any words."""


class Neighbours:
    """The cells around the labels of one table; ``body`` are the rows of the score table, which hold no value."""

    def __init__(self, view: View, name_of: Name, body: Collection[int]) -> None:
        self._view, self._name_of, self._body = view, name_of, body

    def value_of(self, label: Cell, name: str) -> Cell | None:
        """The cell with the value of a label; None where nothing is written."""
        right, below = self._right(label), self._below(label)
        if right is not None and not right.blank and self._name_of(right) is None:
            if not self._is_heading_row(label.row):
                return right
            return below if below is not None and (name not in _LIKE or _is_like(below, name)) else None
        if (right is None or right.blank) and (behind := self._behind(label, name)):
            return behind
        return below if below is not None and self._heads(label, right, below, name) else None

    def _heads(self, label: Cell, right: Cell | None, below: Cell, name: str) -> bool:
        """True where what is below a label without a value at its right is the label's."""
        if right is not None and right.blank:
            return _is_like(below, name)
        left = self._view.at(label.row, label.column - 1)
        between_labels = right is not None or (left is not None and self._name_of(left) is not None)
        return label.column == 0 or between_labels or _is_like(below, name)

    def _is_heading_row(self, row: int) -> bool:
        """True where a label has no such value at its right but one below: the row heads columns."""
        for cell in self._view.rows.get(row, ()):
            name = self._name_of(cell)
            if name in _LIKE:
                right, below = self._right(cell), self._below(cell)
                if below is not None and _is_like(below, name) and not (right is not None and _is_like(right, name)):
                    return True
        return False

    def _behind(self, label: Cell, name: str) -> Cell | None:
        """The cell behind blank ones, as unmerged cells and inserted columns leave it, if it looks like the value.

        A name of a person looks like any words; it is taken where another value of the row stands behind such a gap.
        """
        after = self._after(label)
        if after is None or self._name_of(after) is not None:
            return None
        if name in _LIKE:
            return after if _is_like(after, name) else None
        others = [(cell, self._name_of(cell)) for cell in self._view.rows.get(label.row, ()) if cell is not label]
        gaps = [cell for cell, other in others if other in _LIKE and self._behind(cell, other)]
        return after if any(_gap(cell, self._after(cell)) == _gap(label, after) for cell in gaps) else None

    def _right(self, cell: Cell) -> Cell | None:
        found = self._view.at(cell.row, cell.column + cell.columns)
        return None if found is cell else found

    def _after(self, cell: Cell) -> Cell | None:
        """The next filled cell of the row that is not right beside."""
        for other in self._view.rows.get(cell.row, ()):
            if other.column >= cell.column + cell.columns and not other.blank:
                return other if other.column > cell.column + cell.columns else None
        return None

    def _below(self, label: Cell) -> Cell | None:
        """The value below a label; for a telephone heading a list of people, what the row of the 联系人 has."""
        if self._name_of(label) == "phone":
            for row in range(label.row + 1, label.row + _LISTED):
                if any(self._name_of(cell) == "person" for cell in self._view.rows.get(row, ())):
                    found = self._view.at(row, label.column)
                    return found if found is not None and _is_like(found, "phone") else None
        found = self._view.at(label.row + label.rows, label.column)
        if found is None or found.row in self._body or found.blank or self._name_of(found) is not None:
            return None
        return found


def _gap(label: Cell, value: Cell | None) -> int:
    return value.column - label.column if value is not None else 0


def _is_like(cell: Cell, name: str) -> bool:
    if cell.kind is CellKind.DATE:
        return name == "filled_on"
    return name in _LIKE and _LIKE[name](close_up(cell.text))

"""One row of a score table: where it stands, its cells by the role of their columns, and what it means."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from extract.columns import Columns, under
from extract.grid import Cell
from extract.numerals import number_in
from extract.view import View
from extract.words import close_up
from jieyue.formset import Item, Rule
from jieyue.frozen import frozen

OF_THE_TABLE = ("rule", "item", "part")
"""Kinds of rows that are scored."""


class Meaning(NamedTuple):
    """What a row is, wherever it stands.

    ``rule``, ``item``, ``part`` (some rules of an item in one row), ``subtotal``, ``section`` (小计 of a 单元),
    ``total`` or ``other`` (not of this table).
    """

    kind: str
    item: Item | None = None
    rules: tuple[Rule, ...] = ()
    label: str = ""
    sure: bool = True


@frozen
class Row:
    """One row of a score table and what it is; see :class:`Meaning` for ``kind``."""

    view: View
    number: int
    columns: Columns
    kind: str = "other"
    item: Item | None = None
    rules: tuple[Rule, ...] = ()
    label: str = ""
    sure: bool = True

    @property
    def about(self) -> str | None:
        """The id that the row speaks of."""
        if self.kind == "rule":
            return self.rules[0].id
        return self.item.id if self.item else None

    @property
    def place(self) -> str | None:
        """Where the row begins."""
        cells = self.view.rows.get(self.number)
        return cells[0].place if cells else None

    def cells(self, role: str) -> list[Cell]:
        """The cells of a role in this row, those that reach into it from above included."""
        places = self.columns.places.get(role)
        return under(self.view, self.number, places) if places else []

    def among(self, roles: tuple[str, ...]) -> list[Cell]:
        """The cells of several roles, role by role."""
        places = self.columns.places
        return [cell for role in roles if role in places for cell in under(self.view, self.number, places[role])]

    def own(self, role: str) -> list[Cell]:
        """The cells of a role that begin in this row."""
        return [cell for cell in self.cells(role) if cell.row == self.number]

    def maximum(self) -> tuple[Cell, Decimal] | None:
        """The 分值 printed in this row, with its cell."""
        for cell in self.cells("max"):
            value = number_in(close_up(cell.text))
            if value is not None:
                return cell, value
        return None

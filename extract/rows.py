"""The rows of a score table, by the header they stand under."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.columns import Columns, header_at
from extract.grid import Cell
from extract.row import Row
from extract.row_meaning import meaning
from extract.view import View
from extract.words import Vocabulary
from jieyue.formset import Item

_LABEL = 40
"""Characters of an unknown row that a message quotes."""


@dataclass(frozen=True, slots=True)
class Segment:
    """The rows under one header, as far as the next header of the same table."""

    view: View
    columns: Columns
    rows: tuple[Row, ...]
    known: dict[str, object] = field(init=False, repr=False, compare=False, default_factory=dict)
    """What was worked out about the segment once, by name."""

    @property
    def found(self) -> frozenset[str]:
        """Ids of all rules and items that have a row here."""
        rules = {rule.id for row in self.rows if row.kind in ("rule", "part") for rule in row.rules}
        return frozenset(rules | {row.item.id for row in self.rows if row.kind == "item" and row.item})


def segments(view: View, words: Vocabulary, before: Columns | None) -> list[Segment]:
    """The score rows of one table by header; a table without one may go on under the header ``before`` it."""
    found: list[Segment] = []
    columns = before
    start = 0
    rows: list[Row] = []
    item: Item | None = None
    for number in sorted(view.rows):
        if number < start:
            continue
        header = header_at(view, number, words)
        if header is not None:
            if rows and columns:
                found.append(Segment(view, columns, tuple(rows)))
            columns, rows, start = header, [], header.first_row
            continue
        if columns is None:
            continue
        row = _row(view, number, columns, words, item)
        if row is not None:
            rows.append(row)
            item = row.item if row.kind in ("rule", "item", "part") else item
    if rows and columns:
        found.append(Segment(view, columns, tuple(rows)))
    return found


def _row(view: View, number: int, columns: Columns, words: Vocabulary, before: Item | None) -> Row | None:
    """What one row is; None for a blank or merely explaining one."""
    by_role = columns.cells_in(view, number)
    row = Row(view, number, columns, by_role)
    known = meaning(row, words, before)
    if known is not None:
        return Row(view, number, columns, by_role, *known)
    if not any(_is_score(cell, columns, role) for role in ("self_score", "verified_score") for cell in row.own(role)):
        return None
    texts = [cell.text.strip() for cell in view.rows[number] if not cell.blank]
    return Row(view, number, columns, by_role, label=max(texts, key=len)[:_LABEL])


def _is_score(cell: Cell, columns: Columns, role: str) -> bool:
    """True for a filled cell that reaches into no column of another role, as a note over the whole table does."""
    reached = range(cell.column, cell.column + cell.columns)
    return not cell.blank and all(columns.role_at.get(column) in (None, role) for column in reached)

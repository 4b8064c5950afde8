"""What stands beside a score in its row: notes and remarks, scores that remarks give, ticks and counts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from extract.breakdown import Breakdown, earned_alone, read_breakdown
from extract.grid import Cell
from extract.row import Row
from extract.told import Told
from extract.values import count_in, read_count
from extract.words import close_up
from jieyue.formset import Item, Rule

_NOTES = ("note", "remark", "evidence")
_REMARKS = ("remark", "note", "evidence")
"""Columns of words, in the order in which they are asked."""
_UNTICKED = ("否", "×", "无", "不", "适用", "□", "/", "-", "—", "☐")


def note(row: Row) -> str | None:
    """The words beside a score; those in one cell over several rows are not this row's."""
    for cell in row.among(_NOTES):
        if not cell.blank and (cell.rows == 1 or row.kind == "item"):
            return cell.text.strip()
    return None


def note_over(rows: list[Row]) -> str | None:
    """A remark in one cell over several rows, of which ``rows`` are those it may begin in."""
    for row in rows:
        for cell in row.among(_NOTES):
            if cell.row == row.number and cell.rows > 1 and not cell.blank:
                return cell.text.strip()
    return None


def scores_in_remarks(row: Row, item: Item | None) -> Iterator[tuple[Breakdown, Cell]]:
    """The scores that the remarks of a row give clearly, with their cells; of ``item`` where the row is the item's."""
    for cell in row.among(_REMARKS):
        if not cell.blank and (cell.rows == 1 or item is not None):
            found = _remark(cell, item)
            if found is not None:
                yield found, cell


def _remark(cell: Cell, item: Item | None) -> Breakdown | None:
    if item is not None and len(item.rules) > 1:
        found = read_breakdown(cell.text, item, prose=True)
        if found and found.parts:
            return Breakdown(found.parts, found.whole or sum(found.parts, Decimal(0)))
    alone = earned_alone(cell.text)
    return Breakdown((), alone) if alone is not None else None


def ticked(row: Row) -> str | None:
    """The words in the 不适用 column."""
    for cell in row.cells("not_applicable"):
        tight = close_up(cell.text)
        if tight and tight not in _UNTICKED:
            return cell.text.strip()
    return None


def count_of(row: Row, rule: Rule, told: Told) -> int | None:
    """How many things a row counts, in a column of its own or where the score should be; None where nothing counts."""
    if rule.count is None or rule.each is None:
        return None
    cells = [cell for cell in row.own("count") if not cell.blank]
    count = read_count(cells[0], rule.count.unit) if cells else None
    if count is None and told.value is None and told.raw and rule.count.unit in told.raw:
        return count_in(told.raw, rule.count.unit)
    return count

"""The rows of a score table, by the header they stand under."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import inf

from extract.columns import Columns, header_at
from extract.grid import Cell
from extract.pattern import Step, recalled, remember
from extract.row import Meaning, Row
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

    facts: dict[str, object] = field(repr=False, compare=False, default_factory=dict)
    """What follows from its printed cells alone, by name; tables of one pattern share it."""

    @property
    def found(self) -> frozenset[str]:
        """Ids of all rules and items that have a row here."""
        known = self.facts.get("found")
        if not isinstance(known, frozenset):
            rules = {rule.id for row in self.rows if row.kind in ("rule", "part") for rule in row.rules}
            known = frozenset(rules | {row.item.id for row in self.rows if row.kind == "item" and row.item})
            self.facts["found"] = known
        return known


def segments(view: View, words: Vocabulary, before: Columns | None) -> list[Segment]:
    """The score rows of one table by header; a table without one may go on under the header ``before`` it.

    The last header has a segment even where its rows all stand overleaf.
    """
    pattern = recalled(view, words, before)
    if pattern is not None and _goes_on_alike(view, words, before, pattern.steps):
        return _put_together(view, before, pattern.steps, pattern.facts)
    steps = list(_steps(view, words, before))
    made = remember(view, words, before, steps)
    return _put_together(view, before, steps, {} if made is None else made.facts)


def _steps(view: View, words: Vocabulary, before: Columns | None) -> Iterator[Step]:
    """What each row of a table is."""
    columns, start = before, 0
    item: Item | None = None
    for number in sorted(view.rows):
        if number < start:
            continue
        header = header_at(view, number, words)
        if header is not None:
            columns, start = header, header.first_row
            yield number, header
        elif columns is None:
            yield number, None
        else:
            known = meaning(Row(view, number, columns), words, item)
            yield number, known
            item = _item_of(known, item)


def _item_of(known: Meaning | None, before: Item | None) -> Item | None:
    """The 项目 that the next row comes after."""
    return known.item if known is not None and known.kind in ("rule", "item", "part") else before


def _goes_on_alike(view: View, words: Vocabulary, before: Columns | None, steps: Sequence[Step]) -> bool:
    """True where the rows that were neither headers nor of the table are so again."""
    columns, item = before, None
    for number, what in steps:
        if isinstance(what, Columns):
            columns = what
        elif what is not None:
            item = _item_of(what, item)
        elif header_at(view, number, words) is not None or (
            columns is not None and meaning(Row(view, number, columns), words, item) is not None
        ):
            return False
    return True


def _put_together(
    view: View, before: Columns | None, steps: Sequence[Step], facts: dict[int, dict[str, object]]
) -> list[Segment]:
    """The rows under each header; ``facts`` are those of each segment by the step it begins with."""
    found: list[Segment] = []
    columns, begun = before, -1
    rows: list[Row] = []
    closed = _closed_at(view, steps)
    for index, (number, what) in enumerate(steps):
        if isinstance(what, Columns):
            if rows and columns:
                found.append(Segment(view, columns, tuple(rows), facts.setdefault(begun, {})))
            columns, rows, begun = what, [], index
        elif columns is not None and (what is not None or number < closed):
            row = Row(view, number, columns, *what) if what is not None else _unknown(view, number, columns)
            if row is not None:
                rows.append(row)
    if columns and (rows or begun >= 0):
        found.append(Segment(view, columns, tuple(rows), facts.setdefault(begun, {})))
    return found


def _closed_at(view: View, steps: Sequence[Step]) -> float:
    """The row behind 总分 and an empty row, from which on unknown rows are of something else."""
    below = None
    for number, what in steps:
        if isinstance(what, Meaning) and what.kind == "total":
            below = number
        elif below is not None:
            if number > below + 1 or all(cell.blank for cell in view.rows[number]):
                return number
            below = number
    return inf


def _unknown(view: View, number: int, columns: Columns) -> Row | None:
    """A row that is not of this table, if it has a score; None for a blank or merely explaining one."""
    row = Row(view, number, columns)
    if not any(_is_score(cell, columns, role) for role in ("self_score", "verified_score") for cell in row.own(role)):
        return None
    texts = [cell.text.strip() for cell in view.rows[number] if not cell.blank]
    return Row(view, number, columns, label=max(texts, key=len)[:_LABEL])


def _is_score(cell: Cell, columns: Columns, role: str) -> bool:
    """True for a filled cell that reaches into no column of another role, as a note over the whole table does."""
    reached = range(cell.column, cell.column + cell.columns)
    return not cell.blank and all(columns.role_at.get(column) in (None, role) for column in reached)

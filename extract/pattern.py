"""A printed table met before (表样): forms of one office differ in what is filled in, so the rest is worked out once.

A :class:`Pattern` keeps what the rows of a table were found to be, with everything that this followed from: places and
spans of all cells, full text and kind of the printed ones.  It is taken for another table only where all that is equal
and nothing filled in could make a difference; then the rows mean the same.  What is doubtful is worked out anew.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress
from operator import attrgetter, eq, is_
from weakref import WeakKeyDictionary

from extract.columns import FILLED_IN, Columns, depth_is_settled, is_heading
from extract.grid import Cell
from extract.row import Meaning
from extract.view import View
from extract.words import Vocabulary

_KEPT, _ALIKE = 32, 8
"""Sizes of tables of which patterns are kept, and patterns of one size: their headings differ."""
_CELLS, _CHARACTERS = 2000, 40_000
"""What a table may hold at most to become a pattern."""
_LONGEST = 60
_PRINTED = attrgetter("row", "column", "rows", "columns", "hidden", "kind", "text", "place")
_PLACED = attrgetter("row", "column", "rows", "columns", "hidden")

Step = tuple[int, Columns | Meaning | None]
"""A row by number: a header, a row of the table, or neither."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """The steps of one table, and masks over its cells: what is printed, what is not, what answers a row."""

    steps: tuple[Step, ...]
    masks: tuple[list[bool], list[bool], list[bool]]
    cells: list[Cell]
    """The printed cells; forms read one after the other share them."""
    printed: list[object]
    placed: list[object]
    facts: dict[int, dict[str, object]] = field(default_factory=dict)
    """By the step that begins a segment, what follows from its printed cells alone."""

    def fits(self, cells: Sequence[Cell], words: Vocabulary) -> bool:
        """True where the table with these cells is printed alike, and no answer in it reads like a heading."""
        printed, others, answers = self.masks
        return (
            (
                all(map(is_, compress(cells, printed), self.cells))
                or all(map(eq, map(_PRINTED, compress(cells, printed)), self.printed))
            )
            and all(map(eq, map(_PLACED, compress(cells, others)), self.placed))
            and not any(is_heading(cell, words) for cell in compress(cells, answers))
        )


PATTERNS: WeakKeyDictionary[Vocabulary, dict[tuple[object, ...], tuple[Pattern, ...]]] = WeakKeyDictionary()
"""Printed tables met before: by the words they were read with, and by name and size."""


def recalled(view: View, words: Vocabulary, before: Columns | None) -> Pattern | None:
    """The pattern of a table printed like one met before; rows that were nothing are still to be looked at."""
    cells = view.table.cells
    met = PATTERNS.get(words, {}).get(_name(view, before), ())
    return next((pattern for pattern in met if pattern.fits(cells, words)), None)


def remember(view: View, words: Vocabulary, before: Columns | None, steps: Sequence[Step]) -> Pattern | None:
    """Keeps the pattern of a table, where its answers cannot have played a part in it."""
    cells = view.table.cells
    rows = _Rows(before, steps)
    if len(cells) > _CELLS or not rows.meant:
        return None
    answers = [not cell.hidden and rows.answered(cell) for cell in cells]
    others = [answer or rows.beside(cell) for answer, cell in zip(answers, cells, strict=True)]
    printed = [not other for other in others]
    if sum([len(cell.text) for cell in compress(cells, printed)]) > _CHARACTERS:
        return None
    kept = {id(cell) for cell in compress(cells, printed)}
    if not all(_is_settled(view, number, words, kept) for number in rows.meant):
        return None
    if not all(depth_is_settled(view, header, words, kept) for header in rows.headers):
        return None
    made = Pattern(
        tuple(steps),
        (printed, others, answers),
        list(compress(cells, printed)),
        list(map(_PRINTED, compress(cells, printed))),
        list(map(_PLACED, compress(cells, others))),
    )
    met = PATTERNS.setdefault(words, {})
    if len(met) >= _KEPT:
        met.clear()
    name = _name(view, before)
    met[name] = (made, *met.get(name, ()))[:_ALIKE]
    return made


def _name(view: View, before: Columns | None) -> tuple[object, ...]:
    table = view.table
    return table.name, table.rows, table.columns, len(table.cells), before


def _is_settled(view: View, number: int, words: Vocabulary, printed: Collection[int]) -> bool:
    """True where a row is no header whatever is filled in, as long as that reads like no heading."""
    cells = [cell for cell in view.rows[number] if id(cell) in printed]
    long = any(len(cell.text) > _LONGEST and not cell.blank for cell in cells)
    return long or sum(is_heading(cell, words) for cell in cells) < 2


class _Rows:
    """What the rows of a table are, by number."""

    def __init__(self, before: Columns | None, steps: Sequence[Step]) -> None:
        self.meant: dict[int, Mapping[int, str | None]] = {}
        self.neither: set[int] = set()
        self.headers: list[Columns] = []
        columns = before
        for number, what in steps:
            if isinstance(what, Columns):
                columns = what
                self.headers.append(what)
            elif what is not None and columns is not None:
                self.meant[number] = columns.role_at
            else:
                self.neither.add(number)

    def answered(self, cell: Cell) -> bool:
        """True for a cell that stands in a column to fill in, in rows of the table only: it says nothing of them."""
        rows = range(cell.row, cell.row + cell.rows)
        return cell.columns == 1 and all(
            row in self.meant and self.meant[row].get(cell.column) in FILLED_IN for row in rows
        )

    def beside(self, cell: Cell) -> bool:
        """True for a cell in rows that are looked at anew each time."""
        return all(row in self.neither for row in range(cell.row, cell.row + cell.rows))

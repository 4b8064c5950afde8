"""The score column of one form: which cell of a row it is, what that says, and which rows share one."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property

from extract.places import crossing
from extract.row import OF_THE_TABLE, Row
from extract.rows import Segment
from extract.scorecolumn import Chosen, choose, score_cells
from extract.told import Told, read_cell
from extract.values import DOUBTFUL, MISSING
from jieyue.formset import Item, Rule

_PATTERN = 3
"""Items that must give one score alone, before a form is taken to do so throughout."""


class Scores:
    """The rows of one form, by what they speak of, with the columns that hold their scores.

    ``role`` is the column that must be filled; the other one of 自评 and 核查 stands beside it.
    """

    def __init__(self, segments: list[Segment], role: str) -> None:
        other = "self_score" if role == "verified_score" else "verified_score"
        self._role = role
        self.rows = [row for segment in segments for row in segment.rows]
        self._chosen: dict[int, Chosen] = {}
        self._beside: dict[int, Chosen] = {}
        for segment in segments:
            ids = [id(row) for row in segment.rows]
            self._chosen.update(dict.fromkeys(ids, choose(segment, role)))
            self._beside.update(dict.fromkeys(ids, choose(segment, other)))
        self.by_item: dict[str, list[Row]] = {}
        self.by_rule: dict[str, list[Row]] = {}
        for row in self.rows:
            if row.kind in ("item", "subtotal") and row.item:
                self.by_item.setdefault(row.item.id, []).append(row)
            elif row.kind in ("rule", "part"):
                for rule in row.rules:
                    self.by_rule.setdefault(rule.id, []).append(row)

    def rivals(self) -> list[tuple[str, str]]:
        """Text and place of the headings that leave a score column open; on a 核查表 the unit's own counts too."""
        open_here = [heading for choice in self._chosen.values() for heading in choice.rivals]
        if self._role == "verified_score":
            open_here += [one for choice in self._beside.values() for one in choice.rivals if not one.is_other]
        by_place = {heading.place: heading for heading in open_here}
        return [(heading.text, heading.place) for heading in by_place.values()]

    def told(self, row: Row, maximum: Decimal, item: Item | None = None) -> Told:
        """What the score column says in a row."""
        return _told(row, self._chosen[id(row)], maximum, item)

    def told_beside(self, row: Row, maximum: Decimal, item: Item | None = None) -> Told:
        """What the other score column says in a row."""
        choice = self._beside[id(row)]
        return _told(row, choice, maximum, item) if choice.headings else Told()

    def sharing(self, row: Row) -> list[Row]:
        """The rows that one merged score cell covers, this one included."""
        cells = score_cells(row, self._chosen[id(row)])
        if not cells or cells[0].rows == 1:
            return [row]
        cell = cells[0]
        return [
            other
            for other in self.rows
            if other.view is row.view
            and cell.row <= other.number < cell.row + cell.rows
            and other.kind in OF_THE_TABLE
            and cell in score_cells(other, self._chosen[id(other)])
        ]

    def of_rules(self, item: Item) -> list[Row]:
        """The rows of an item's rules, each once."""
        return list({id(row): row for rule in item.rules for row in self.by_rule.get(rule.id, ())}.values())

    def filled(self, item: Item) -> list[Row]:
        """The rows of an item's rules with something in the score column; those under one merged cell count once."""
        found: dict[int, Row] = {}
        for row in self.of_rules(item):
            for cell in score_cells(row, self._chosen[id(row)])[:1]:
                if not cell.blank:
                    found.setdefault(id(cell), row)
        return list(found.values())

    def heads(self, item: Item) -> list[Row]:
        """The rows of an item itself."""
        return [row for row in self.by_item.get(item.id, ()) if row.kind == "item"]

    def subtotals(self, item: Item) -> list[Row]:
        """The 小计 rows of an item."""
        return [row for row in self.by_item.get(item.id, ()) if row.kind == "subtotal"]

    def stated(self, item: Item) -> Told | None:
        """The item's own score beside its rules: in a row of its own or in a 小计."""
        for row in (*self.heads(item), *self.subtotals(item)):
            told = self.told(row, item.max)
            if told.reading is not MISSING:
                return told
        return None

    def are_told(self, item: Item) -> bool:
        """True where a rule of the item has a score."""
        return any(self.told(row, item.max).reading is not MISSING for row in self.of_rules(item))

    # how one form gives its scores

    def are_of_several_rules(self) -> bool:
        """True where a row of an item with several rules is one of its rules."""
        return any(row.item and len(row.item.rules) > 1 for row in self.rows if row.kind in ("rule", "part"))

    def are_subtotals_only(self) -> bool:
        """True where a form with a row per rule gives no rule's score but 小计 written by hand."""
        several = [row for row in self.rows if row.kind == "rule" and row.item and len(row.item.rules) > 1]
        if not several or any(self.told(row, row.rules[0].max).reading is not MISSING for row in several):
            return False
        return any(row.kind == "subtotal" and self.told(row, Decimal(0)).value for row in self.rows)

    def are_one_per_item(self, items: tuple[Item, ...]) -> bool:
        """True where a form with a row per rule gives one score per 项目, beside its first rule or wherever it fell.

        Such are scores that were not merged over the rules, and merged ones that a page break tore.  No 项目 may have
        two; and one score that is more than its own rule can give proves that they are not the rules'.
        """
        alone = [rows for item in items if len(item.rules) > 1 and (rows := self.filled(item))]
        if len(alone) < _PATTERN or any(len({row.rules[0].id for row in rows}) > 1 for rows in alone):
            return False
        return any(self._is_more_than_the_rule(row) for row, *_ in alone)

    def _is_more_than_the_rule(self, row: Row) -> bool:
        value = self.told(row, row.item.max).value if row.item else None
        return value is not None and value > row.rules[0].max

    # whose score a row bears

    def is_item_row(self, item: Item, ruled: list[Rule]) -> bool:
        """True where an item's only row has its 分值 and begins with the words of one rule, the others left out.

        In a form that prints the 分值 of the 项目 over a row for each rule, the other rows are missing instead.
        """
        rows = self.by_rule[ruled[0].id]
        if len(ruled) > 1 or len(item.rules) == 1 or len(rows) > 1:
            return False
        printed = rows[0].maximum()
        whole = printed is not None and printed[0].rows == 1 and printed[1] == item.max != ruled[0].max
        return whole and not self._maxima_are_of_items

    @cached_property
    def _maxima_are_of_items(self) -> bool:
        """True where some 项目 with rows for several of its rules has its own 分值 beside the first."""
        rules: dict[str, set[str]] = {}
        headed: set[str] = set()
        for row in self.rows:
            if row.kind == "rule" and row.item:
                rules.setdefault(row.item.id, set()).add(row.rules[0].id)
                printed = row.maximum()
                first = row.rules[0] is row.item.rules[0]
                if first and printed is not None and printed[1] == row.item.max != row.rules[0].max:
                    headed.add(row.item.id)
        return any(len(rules[item]) > 1 for item in headed)

    def merged_row(self, item: Item) -> Row | None:
        """The first rule row of an item whose score cell covers all rows of its rules and no other item's."""
        rows = self.of_rules(item)
        first = rows[0]
        shared = self.sharing(first)
        if first.kind == "part" and len(rows) == 1 and len(first.rules) == len(item.rules):
            return first
        if len(shared) < 2 or any(row.item is not item for row in shared):
            return None
        return first if {id(row) for row in shared} >= {id(row) for row in rows} else None

    def only_row(self, item: Item) -> Row | None:
        """The one row of an item that bears its score, in a form that gives one per item."""
        rows = self.filled(item) if len(item.rules) > 1 else []
        if len(rows) != 1 or any(row.item is not item for row in self.sharing(rows[0])):
            return None
        return rows[0]


def _told(row: Row, choice: Chosen, maximum: Decimal, item: Item | None) -> Told:
    """What a row says in the chosen column; several cells in it must say the same."""
    cells = score_cells(row, choice)
    if not cells:
        heading = choice.headings[0] if choice.headings else None
        return Told(place=crossing(row.place, heading.place if heading else None))
    cell = cells[0]
    told = read_cell(cell, maximum, item, row)
    if len(cells) > 1 and any(read_cell(one, maximum, item, row).value != told.value for one in cells[1:]):
        raw = " | ".join(one.text.strip() for one in cells)
        return Told(DOUBTFUL, raw, cell.place)
    return told

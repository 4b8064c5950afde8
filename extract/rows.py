"""Rows of a score table found by number, words and 分值 together, never by position alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache

from extract.columns import Columns, header_at, under
from extract.grid import Cell
from extract.numerals import number_in
from extract.view import View
from extract.words import Vocabulary, close_up, key, title_keys
from jieyue.formset import Item, Rule
from jieyue.frozen import frozen

_ID = re.compile(r"[0-9A-Za-z]{1,4}(?:\.[0-9A-Za-z]{1,4}){1,3}")
_SCORE_ROLES = ("self_score", "verified_score", "count", "max", "not_applicable")
_TALK = ("evidence", "note", "remark")
_BRACKETS = re.compile(r"\([\u4e00-\u9fff]{1,6}\)$")
_LABEL_POINTS = re.compile(r"[(（]?(?:满分)?[:：]?\d{0,4}(?:\.\d{1,2})?分?[)）]?$")


@frozen
class Row:
    """One row of a score table and what it is.

    ``rule``, ``item``, ``part`` (some rules of an item in one row), ``subtotal``, ``section`` (小计 of a 单元),
    ``total`` or ``other`` (not of this table).
    """

    kind: str
    view: View
    number: int
    columns: Columns
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
        return self.columns.cells(self.view, self.number, role)

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
    own = [cell for cell in view.rows[number] if not cell.blank]
    if not own:
        return None
    if found := _sum_row(view, number, columns, words, before):
        return found
    title = _title(view, number, columns, words)
    found = _by_words(view, number, columns, words, title) or _by_number(view, number, columns, words, title)
    if found:
        return found
    row = Row("other", view, number, columns, label=max((cell.text.strip() for cell in own), key=len)[:40])
    has_score = any(
        not cell.blank and _stays_under(cell, columns, role)
        for role in ("self_score", "verified_score")
        for cell in row.own(role)
    )
    return row if has_score else None


def _stays_under(cell: Cell, columns: Columns, role: str) -> bool:
    """True where a cell does not reach into columns of another role, as a note over the whole table does."""
    reached = range(cell.column, cell.column + cell.columns)
    return all(columns.role_at.get(column) in (None, role) for column in reached)


def _plain_cells(view: View, number: int, columns: Columns) -> Iterator[tuple[Cell, str | None]]:
    """The row's own cells outside the columns to be filled in, with their roles."""
    role_at = columns.role_at
    for cell in view.rows.get(number, ()):
        role = role_at.get(cell.column)
        if not cell.blank and role not in _SCORE_ROLES and role not in _TALK:
            yield cell, role


@lru_cache(maxsize=4096)
def _sum_keys(text: str) -> tuple[str, str]:
    """The key of a label, and its key without the points behind it: ``合计（100分）：``."""
    tight = close_up(text)
    bare = _BRACKETS.sub("", tight)
    return key(tight), key(_LABEL_POINTS.sub("", bare.rstrip(":：")))


def _sum_row(view: View, number: int, columns: Columns, words: Vocabulary, before: Item | None) -> Row | None:
    """A 总分 or 小计 row, known by a short label alone."""
    for cell, _ in _plain_cells(view, number, columns):
        if len(cell.text) > 30:
            continue
        label, bare = _sum_keys(cell.text)
        if label in words.totals or bare in words.totals:
            row = Row("total", view, number, columns, label=cell.text)
            printed = row.maximum()
            # A table in parts may add each part up by itself.
            part = printed is not None and printed[1] != words.form_set.total
            return replace(row, kind="section") if part else row
        for word in words.subtotals:
            if word == label or bare.endswith(word):
                return _subtotal(view, number, columns, words, before, bare.removesuffix(word))
    return None


def _subtotal(
    view: View, number: int, columns: Columns, words: Vocabulary, before: Item | None, prefix: str
) -> Row | None:
    """Whose 小计 it is: by its own words, by 分值, else of the 项目 above it."""
    row = Row("subtotal", view, number, columns, before, label=prefix)
    named = words.items.get(prefix.lstrip("0123456789"))
    if named:
        return Row("subtotal", view, number, columns, named, label=prefix)
    printed = row.maximum()
    if before is None:
        return Row("section", view, number, columns, label=prefix)
    if prefix.lstrip("0123456789") in words.sections:
        return Row("section", view, number, columns, before, label=prefix)
    if printed and printed[1] != before.max and printed[1] == words.section_max[before.section]:
        return Row("section", view, number, columns, before, label=prefix)
    return Row("subtotal", view, number, columns, before, label=prefix, sure=bool(printed))


def _title(view: View, number: int, columns: Columns, words: Vocabulary) -> tuple[Item, Cell] | None:
    """The 项目 whose title covers this row."""
    role_at = columns.role_at
    for cell in view.covering(number):
        role = role_at.get(cell.column)
        if role in _SCORE_ROLES or role in _TALK or not 2 <= len(cell.text) <= 60:
            continue
        for one in title_keys(cell.text):
            if one in words.items:
                return words.items[one], cell
    return None


def _by_words(
    view: View, number: int, columns: Columns, words: Vocabulary, title: tuple[Item, Cell] | None
) -> Row | None:
    """The row by its rule's words, its 评分要求 or its title."""
    item: Item | None = None
    for cell, role in _plain_cells(view, number, columns):
        text = key(cell.text)
        rule = words.rule_of(text)
        if rule:
            return _rule_row(view, number, columns, words, (rule,))
        if text in words.whole or text.lstrip("0123456789") in words.whole:
            item = item or words.whole.get(text) or words.whole[text.lstrip("0123456789")]
            if role == "rule":
                return Row("item", view, number, columns, item)
        elif len(text) >= 5 and role in ("rule", "requirement", None, "item") and text not in words.items:
            rules = _alike(text, words, title[0] if title else None, view, number, columns)
            if rules:
                return _rule_row(view, number, columns, words, rules)
    return _by_item(view, number, columns, item, title)


def _by_item(
    view: View, number: int, columns: Columns, item: Item | None, title: tuple[Item, Cell] | None
) -> Row | None:
    """A 项目 row by 评分要求 or by title with its own 分值."""
    if title and title[1].row == number and item in (None, title[0]):
        row = Row("item", view, number, columns, title[0])
        printed = row.maximum()
        unread = [cell for cell in row.own("rule") if len(key(cell.text)) > 4]
        if item or (printed and printed[1] == title[0].max) or (printed is None and not unread):
            return row
        return None
    return Row("item", view, number, columns, item) if item and not title else None


def _rule_row(view: View, number: int, columns: Columns, words: Vocabulary, rules: tuple[Rule, ...]) -> Row:
    item = words.form_set.item_of_rule[rules[0].id]
    if len(rules) == 1:
        return Row("rule", view, number, columns, item, rules)
    row = Row("part", view, number, columns, item, rules)
    printed = row.maximum()
    if len(rules) == len(item.rules) or (printed and printed[1] == item.max):
        return Row("item", view, number, columns, item)
    return row


def _alike(
    text: str, words: Vocabulary, item: Item | None, view: View, number: int, columns: Columns
) -> tuple[Rule, ...]:
    """The rules whose words a text gives nearly; 分值 and 项目 must agree where the words are weak."""
    alike = words.likenesses(text)
    if not alike:
        return ()
    best = alike[0]
    held = [one for one in alike if one.held >= 0.72]
    owner = words.form_set.item_of_rule
    together = [one for one in held if owner[one.rule.id] is owner[best.rule.id]]
    if best.both < 0.8 and len(together) > 1 and len(text) > 1.5 * len(key(best.rule.text)):
        order = [rule.id for rule in owner[best.rule.id].rules]
        return tuple(sorted((one.rule for one in together), key=lambda rule: order.index(rule.id)))
    second = alike[1].both if len(alike) > 1 else 0.0
    row = Row("rule", view, number, columns)
    printed = row.maximum()
    agrees = printed is not None and printed[1] == best.rule.max
    same_item = item is not None and owner[best.rule.id] is item
    if best.both >= 0.75 and best.both - second >= 0.08:
        return (best.rule,)
    weak = 0.55 if agrees or same_item else 0.65
    if best.both >= weak and best.both - second >= 0.15:
        return (best.rule,)
    mostly = best.own >= 0.8 and best.held >= 0.3 and best.both - second >= 0.15
    return (best.rule,) if mostly and agrees and same_item else ()


def _by_number(
    view: View, number: int, columns: Columns, words: Vocabulary, title: tuple[Item, Cell] | None
) -> Row | None:
    """The row by its printed id, where words are missing and 分值 and 项目 agree."""
    row = Row("other", view, number, columns)
    for heading in columns.of("number"):
        for cell in under(view, number, heading):
            found = _ID.fullmatch(close_up(cell.text)) if cell.row == number else None
            if found and not _contradicts(row, found.group(), words, title):
                return _numbered(row, found.group(), words)
    return None


def _numbered(row: Row, name: str, words: Vocabulary) -> Row | None:
    form_set = words.form_set
    if name in form_set.rule_by_id:
        return Row("rule", row.view, row.number, row.columns, form_set.item_of_rule[name], (form_set.rule_by_id[name],))
    if name in form_set.item_by_id:
        return Row("item", row.view, row.number, row.columns, form_set.item_by_id[name])
    return None


def _contradicts(row: Row, name: str, words: Vocabulary, title: tuple[Item, Cell] | None) -> bool:
    """True where words or 分值 speak against a number, or nothing but the number is there."""
    form_set = words.form_set
    if name not in form_set.rule_by_id and name not in form_set.item_by_id:
        return True
    item = form_set.item_of_rule.get(name) or form_set.item_by_id[name]
    printed = row.maximum()
    if any(len(key(cell.text)) >= 5 for cell in row.own("rule")):
        return True
    return printed is None or printed[1] != form_set.maximum(name) or (title is not None and title[0] is not item)

"""What a row of a score table is, by number, words and 分值 together, never by position alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from weakref import WeakKeyDictionary

from extract.columns import BESIDE, FILLED_IN
from extract.grid import Cell, CellKind
from extract.row import Meaning, Row
from extract.words import Vocabulary, close_up, key, title_keys
from jieyue.formset import Item, Rule

_ID = re.compile(r"[0-9A-Za-z]{1,4}(?:\.[0-9A-Za-z]{1,4}){1,3}")
_POINTS = FILLED_IN | {"max", BESIDE}
_BRACKETS = re.compile(r"\([\u4e00-\u9fff]{1,6}\)$")
_LABEL_POINTS = re.compile(r"[(（]?(?:满分)?[:：]?\d{0,4}(?:\.\d{1,2})?分?[)）]?$")
_WHOLE = 0.95
"""How much of a rule's words a text holds that gives them all."""
_KEPT, _LONGEST = 2048, 4000
"""Rows whose meaning is kept, and the characters of a row beyond which it is worked out anew."""

Printed = tuple[tuple[tuple[int, str | None], ...], str | None, tuple[tuple[int, int, bool, str, CellKind], ...]]
"""What decides the meaning of a row: roles by column, the 项目 above, and of each cell column, width, whether it is the
row's own, text and kind."""
_MET: WeakKeyDictionary[Vocabulary, dict[Printed, Meaning | None]] = WeakKeyDictionary()
"""Meanings of rows met before, by the words they were read with."""
Title = tuple[Item, Cell] | None
"""The 项目 whose title covers a row, with its cell."""


def meaning(row: Row, words: Vocabulary, before: Item | None) -> Meaning | None:
    """What a row is whose columns are known; None for one that is blank, explains, or is not of the table.

    ``before`` is the 项目 of the row above.  Printed rows are the same in every form, so each is worked out once.
    """
    printed = _printed(row, before)
    known = _MET.setdefault(words, {})
    if printed in known:
        return known[printed]
    found = _meaning(row, words, before)
    if len(known) >= _KEPT:
        known.clear()
    if sum([len(text) for _, _, _, text, _ in printed[2]]) <= _LONGEST:
        known[printed] = found
    return found


def _printed(row: Row, before: Item | None) -> Printed:
    """All that says what a row is: the cells that cover it, without those that stand in a column to fill in alone."""
    role_at, number = row.columns.role_at, row.number
    return (
        row.columns.shape,
        before.id if before else None,
        tuple(
            [
                (cell.column, cell.columns, cell.row == number, cell.text, cell.kind)
                for cell in row.view.covering(number)
                if cell.columns > 1 or role_at.get(cell.column) not in FILLED_IN
            ]
        ),
    )


def _meaning(row: Row, words: Vocabulary, before: Item | None) -> Meaning | None:
    title = _title(row, words)
    found = _sum(row, words, before) or _by_words(row, words, title) or _by_number(row, words, title)
    return found or _section(row, words)


def _printed_cells(row: Row) -> Iterator[tuple[Cell, str | None]]:
    """The row's own cells outside the columns of points and of words to fill in, with their roles."""
    role_at = row.columns.role_at
    for cell in row.view.rows.get(row.number, ()):
        role = role_at.get(cell.column)
        if role not in _POINTS and not cell.blank:
            yield cell, role


@lru_cache(maxsize=4096)
def _sum_keys(text: str) -> tuple[str, str]:
    """The key of a label, and its key without the points behind it: ``合计（100分）：``."""
    tight = close_up(text)
    bare = _BRACKETS.sub("", tight)
    return key(tight), key(_LABEL_POINTS.sub("", bare.rstrip(":：")))


def _sum(row: Row, words: Vocabulary, before: Item | None) -> Meaning | None:
    """A 总分 or 小计 row, known by a short label alone."""
    for cell, _ in _printed_cells(row):
        if len(cell.text) > 30:
            continue
        label, bare = _sum_keys(cell.text)
        if label in words.totals or bare in words.totals:
            printed = row.maximum()
            # A table in parts may add each part up by itself.
            part = printed is not None and printed[1] != words.form_set.total
            return Meaning("section" if part else "total", label=cell.text)
        for word in words.subtotals:
            if word == label or bare.endswith(word):
                return _subtotal(row, words, before, bare.removesuffix(word))
    return None


def _subtotal(row: Row, words: Vocabulary, before: Item | None, prefix: str) -> Meaning:
    """Whose 小计 it is: by its own words, by 分值, else of the 项目 above it."""
    named = words.items.get(prefix.lstrip("0123456789"))
    if named:
        return Meaning("subtotal", named, label=prefix)
    if before is None:
        return Meaning("section", label=prefix)
    printed = row.maximum()
    if prefix.lstrip("0123456789") in words.sections:
        return Meaning("section", before, label=prefix)
    if printed and printed[1] != before.max and printed[1] == words.section_max[before.section]:
        return Meaning("section", before, label=prefix)
    return Meaning("subtotal", before, label=prefix, sure=bool(printed))


def _section(row: Row, words: Vocabulary) -> Meaning | None:
    """The row of a 单元 with its own 分值: ``一 | 强化目标管理 | 10``."""
    printed = row.maximum()
    titles = [one for cell, _ in _printed_cells(row) for one in title_keys(cell.text)] if printed else []
    sections = [section for section in words.section_max if key(section) in titles]
    fits = len(sections) == 1 and printed is not None and printed[1] == words.section_max[sections[0]]
    return Meaning("section") if fits else None


def _title(row: Row, words: Vocabulary) -> Title:
    """The 项目 whose title covers this row."""
    role_at = row.columns.role_at
    for cell in row.view.covering(row.number):
        if role_at.get(cell.column) in _POINTS or not 2 <= len(cell.text) <= 60:
            continue
        for one in title_keys(cell.text):
            if one in words.items:
                return words.items[one], cell
    return None


def _by_words(row: Row, words: Vocabulary, title: Title) -> Meaning | None:
    """The row by its rule's words, its 评分要求 or its title."""
    item: Item | None = None
    for cell, role in _printed_cells(row):
        text = key(cell.text)
        rule = words.rule_of(text)
        if rule:
            return _of_rules(row, words, (rule,))
        if text in words.whole or text.lstrip("0123456789") in words.whole:
            item = item or words.whole.get(text) or words.whole[text.lstrip("0123456789")]
            if role == "rule":
                return Meaning("item", item)
        elif len(text) >= 5 and role in ("rule", "requirement", None, "item") and text not in words.items:
            rules = _alike(text, row, words, title[0] if title else None)
            if rules:
                return _of_rules(row, words, rules)
    return _by_item(row, item, title)


def _by_item(row: Row, item: Item | None, title: Title) -> Meaning | None:
    """A 项目 row by 评分要求 or by title with its own 分值."""
    if title and title[1].row == row.number and item in (None, title[0]):
        printed = row.maximum()
        unread = [cell for cell in row.own("rule") if len(key(cell.text)) > 4]
        if item or (printed and printed[1] == title[0].max) or (printed is None and not unread):
            return Meaning("item", title[0])
        return None
    return Meaning("item", item) if item and not title else None


def _of_rules(row: Row, words: Vocabulary, rules: tuple[Rule, ...]) -> Meaning:
    item = words.form_set.item_of_rule[rules[0].id]
    if len(rules) == 1:
        return Meaning("rule", item, rules)
    printed = row.maximum()
    if len(rules) == len(item.rules) or (printed and printed[1] == item.max):
        return Meaning("item", item, rules)
    return Meaning("part", item, rules)


def _alike(text: str, row: Row, words: Vocabulary, item: Item | None) -> tuple[Rule, ...]:
    """The rules whose words a text gives nearly; 分值 and 项目 must agree where the words are weak."""
    alike = words.likenesses(text)
    if not alike:
        return ()
    best = alike[0]
    held = [one for one in alike if one.held >= 0.72]
    owner = words.form_set.item_of_rule
    together = [one for one in held if owner[one.rule.id] is owner[best.rule.id]]
    several = best.both < 0.8 or sum(one.held >= _WHOLE for one in together) > 1
    if several and len(together) > 1 and len(text) > 1.5 * len(key(best.rule.text)):
        order = [rule.id for rule in owner[best.rule.id].rules]
        return tuple(sorted((one.rule for one in together), key=lambda rule: order.index(rule.id)))
    second = alike[1].both if len(alike) > 1 else 0.0
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


def _by_number(row: Row, words: Vocabulary, title: Title) -> Meaning | None:
    """The row by its printed id, where words are missing and 分值 and 项目 agree."""
    for cell in row.own("number"):
        found = _ID.fullmatch(close_up(cell.text))
        if found and not _contradicts(row, found.group(), words, title):
            return _numbered(found.group(), words)
    return None


def _numbered(name: str, words: Vocabulary) -> Meaning | None:
    form_set = words.form_set
    if name in form_set.rule_by_id:
        return Meaning("rule", form_set.item_of_rule[name], (form_set.rule_by_id[name],))
    if name in form_set.item_by_id:
        return Meaning("item", form_set.item_by_id[name])
    return None


def _contradicts(row: Row, name: str, words: Vocabulary, title: Title) -> bool:
    """True where words or 分值 speak against a number, or nothing but the number is there."""
    form_set = words.form_set
    if name not in form_set.rule_by_id and name not in form_set.item_by_id:
        return True
    item = form_set.item_of_rule.get(name) or form_set.item_by_id[name]
    printed = row.maximum()
    if any(len(key(cell.text)) >= 5 for cell in row.own("rule")):
        return True
    return printed is None or printed[1] != form_set.maximum(name) or (title is not None and title[0] is not item)

"""Rows into answers: every item and rule with its score or with what is wrong with it."""

from __future__ import annotations

from decimal import Decimal

from extract.beside import count_of, note, note_over, scores_in_remarks, ticked
from extract.faults import Faults
from extract.row import Row
from extract.rows import Segment
from extract.scores import Scores
from extract.told import Told
from extract.values import MISSING, Reading
from jieyue.formset import FormSet, Item, Rule
from jieyue.model import ItemAnswer, Problem, RuleAnswer


class Answers:
    """Reads the answers of one form from its segments.  ``role`` is the column that must be filled.

    ``both`` is true of a 自评表 that carries the verified scores too: then the unit's own must all be there.
    """

    def __init__(self, form_set: FormSet, segments: list[Segment], role: str, *, both: bool = False) -> None:
        self.form_set = form_set
        self.role = role
        self._both = both
        self.scores = Scores(segments, role)
        self.items: tuple[ItemAnswer, ...] = ()
        self._faults = Faults(form_set)
        self._several = self.scores.are_of_several_rules()
        self._only_subtotals = self._one_per_item = False

    @property
    def problems(self) -> list[Problem]:
        """What is wrong, in the order of reading."""
        return self._faults.problems

    def read(self) -> tuple[ItemAnswer, ...]:
        """All answers in printed order; what is wrong is in ``problems``."""
        scores = self.scores
        rivals = scores.rivals()
        if rivals:
            self._faults.columns_open(rivals)
            return ()
        self._only_subtotals = scores.are_subtotals_only()
        self._one_per_item = scores.are_one_per_item(self.form_set.items)
        self.items = tuple(self._item(item) for item in self.form_set.items)
        for row in scores.rows:
            if row.kind == "other":
                self._faults.strange_row(row, scores.told(row, self.form_set.total))
        return self.items

    # one item

    def _item(self, item: Item) -> ItemAnswer:
        scores = self.scores
        heads = scores.heads(item)
        ruled = [rule for rule in item.rules if rule.id in scores.by_rule]
        if not heads and not ruled:
            self._faults.missing(item.id)
            return ItemAnswer(item.id)
        if not ruled:
            return self._item_alone(item, heads)
        if not heads and (scores.is_item_row(item, ruled) or (len(item.rules) == 1 and not self._several)):
            return self._item_alone(item, scores.by_rule[ruled[0].id])
        merged = scores.merged_row(item) or (scores.only_row(item) if self._one_per_item else None)
        if merged and not (heads and scores.told(merged, item.max).reading is MISSING):
            self._missing_rules(item)
            return self._item_alone(item, [merged])
        return self._item_of_rules(item, heads)

    def _missing_rules(self, item: Item) -> None:
        scores = self.scores
        told_of = {rule.id for row in scores.by_item.get(item.id, ()) for rule in row.rules}
        for rule in item.rules:
            if rule.id not in scores.by_rule and rule.id not in told_of:
                self._faults.missing(rule.id)

    def _item_alone(self, item: Item, heads: list[Row]) -> ItemAnswer:
        tolds = [self.scores.told(row, item.max, item) for row in heads]
        repeated = self._faults.repeated(item.id, heads, tolds)
        row, told = _first_told(heads, tolds)
        if repeated and len({one.value for one in tolds}) > 1:
            return ItemAnswer(item.id, note=note(row), place=told.place, raw=told.raw)
        told = told if repeated else self._with_remarks(row, told, item.id, item)
        if told.reading is not MISSING and any(other.item is not item for other in self.scores.sharing(row)):
            self._faults.shared(item.id, told)
            return ItemAnswer(item.id, note=note(row), place=told.place, raw=told.raw)
        self._faults.weigh(told, item.id, item.max, item.rules[0] if len(item.rules) == 1 else None)
        if row.kind == "item":
            self._faults.maximum(row, item.id, item.max)
        rules = tuple([self._part(rule, value, told) for rule, value in zip(item.rules, told.parts, strict=False)])
        pair = self._pair(told.value, self._beside(row, item.id, item.max, item))
        return ItemAnswer(item.id, *pair, note(row), told.place, told.raw, told.reading.not_applicable, rules)

    def _part(self, rule: Rule, value: Decimal, told: Told) -> RuleAnswer:
        self._faults.weigh(Told(Reading(value), str(value), told.place), rule.id, rule.max, rule)
        return RuleAnswer(rule.id, *self._pair(value, None), place=told.place, raw=told.raw)

    def _item_of_rules(self, item: Item, heads: list[Row]) -> ItemAnswer:
        stated = self.scores.stated(item)
        if stated and self._is_whole(item, heads, stated):
            self._missing_rules(item)
            row = (heads or self.scores.subtotals(item))[0]
            self._faults.weigh(stated, item.id, item.max, None)
            pair = self._pair(stated.value, self._beside(row, item.id, item.max, item))
            return ItemAnswer(item.id, *pair, note(row), stated.place, stated.raw)
        rules = tuple(self._rule(rule) for rule in item.rules)
        total = _sum([self._pair(answer.self_score, answer.verified_score)[0] for answer in rules])
        other = _sum([self._pair(answer.self_score, answer.verified_score)[1] for answer in rules])
        differs = self._compare(item, stated, total)
        pair = self._pair(None if differs and heads else total, other)
        place = next((answer.place for answer in rules if answer.place), None)
        words = note_over([row for rule in item.rules for row in self.scores.by_rule.get(rule.id, ())[:1]])
        na = all(answer.not_applicable for answer in rules)
        return ItemAnswer(item.id, *pair, words, place, None, na, rules)

    def _is_whole(self, item: Item, heads: list[Row], stated: Told) -> bool:
        """True where an item has its own score and its rules have none."""
        if stated.value is None or self.scores.are_told(item):
            return False
        return bool(heads) or (self._only_subtotals and not stated.is_formula)

    def _compare(self, item: Item, stated: Told | None, total: Decimal | None) -> bool:
        """True (and said) where an item states another score than its rules add up to."""
        if stated is None or total is None or stated.value == total:
            return False
        if stated.value is None and stated.reading.code == "formula-without-value":
            return False
        self._faults.sum_differs(item.id, stated, total)
        return True

    # one rule

    def _rule(self, rule: Rule) -> RuleAnswer:
        rows = self.scores.by_rule.get(rule.id, [])
        if not rows:
            self._faults.missing(rule.id)
            return RuleAnswer(rule.id)
        tolds = [self.scores.told(row, rule.max) for row in rows]
        repeated = self._faults.repeated(rule.id, rows, tolds)
        row, told = _first_told(rows, tolds)
        words = note(row)
        if (repeated and len({one.value for one in tolds}) > 1) or self._is_shared(row, rule, told):
            return RuleAnswer(rule.id, note=words, place=told.place, raw=told.raw)
        told = self._with_remarks(row, told, rule.id)
        count = count_of(row, rule, told)
        if count is not None:
            self._faults.count_differs(rule, told, count)
        if told.reading is MISSING and (tick := ticked(row)):
            told = Told(Reading(code="not-applicable"), tick, told.place)
        self._faults.weigh(told, rule.id, rule.max, rule)
        self._faults.maximum(row, rule.id, rule.max)
        pair = self._pair(told.value, self._beside(row, rule.id, rule.max))
        return RuleAnswer(rule.id, *pair, count, words, told.place, told.raw, told.reading.not_applicable)

    def _is_shared(self, row: Row, rule: Rule, told: Told) -> bool:
        """True (and said) where one cell holds the score of several rules but not of a whole item."""
        if told.reading is MISSING or (row.kind != "part" and len(self.scores.sharing(row)) < 2):
            return False
        self._faults.shared(rule.id, told)
        return True

    # what is beside the score

    def _with_remarks(self, row: Row, told: Told, about: str, item: Item | None = None) -> Told:
        """The score as the remarks give it, where they give it clearly; two that differ are said."""
        for found, cell in scores_in_remarks(row, item):
            if told.reading is MISSING:
                return Told(Reading(found.whole), cell.text.strip(), cell.place, found.parts)
            if told.value is not None and found.whole is not None and found.whole != told.value:
                self._faults.remark_differs(about, told, found, cell)
                return Told(Reading(), told.raw, told.place)
            if told.value is not None and found.parts and not told.parts:
                return Told(told.reading, told.raw, told.place, found.parts)
        return told

    def _beside(self, row: Row, about: str, maximum: Decimal, item: Item | None = None) -> Decimal | None:
        """The other score of the row.

        On a 核查表 that is what the unit gave itself, and its faults are said; the 核查得分 column of a 自评表 is the
        office's own, and dashes in it mean nothing.
        """
        told = self.scores.told_beside(row, maximum, item)
        if self.role == "verified_score" and (self._both or told.reading is not MISSING):
            self._faults.weigh(told, about, maximum, None)
        return told.value

    def _pair(self, value: Decimal | None, other: Decimal | None) -> tuple[Decimal | None, Decimal | None]:
        """Self and verified score in this order."""
        return (value, other) if self.role == "self_score" else (other, value)


def _first_told(rows: list[Row], tolds: list[Told]) -> tuple[Row, Told]:
    """The first row that says something of its score, else the first."""
    for row, told in zip(rows, tolds, strict=True):
        if told.reading is not MISSING:
            return row, told
    return rows[0], tolds[0]


def _sum(scores: list[Decimal | None]) -> Decimal | None:
    """The sum, where all are there."""
    known = [score for score in scores if score is not None]
    return sum(known, Decimal(0)) if len(known) == len(scores) else None

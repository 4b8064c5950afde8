"""Rows into answers: every item and rule with its score or with what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from extract.breakdown import Breakdown, earned_alone, read_breakdown
from extract.grid import Cell
from extract.places import crossing
from extract.row import Row
from extract.rows import Segment
from extract.scorecolumn import Chosen, choose, score_cells
from extract.told import SHOWN, Told, plain, read_cell, weigh
from extract.values import DOUBTFUL, MISSING, Reading, count_in, read_count
from extract.words import close_up
from jieyue.formset import FormSet, Item, Rule
from jieyue.model import ItemAnswer, Problem, RuleAnswer
from jieyue.problems import problem

_PATTERN = 3
"""Items that must give one score alone, before a form is taken to do so throughout."""


@dataclass(eq=False)
class Answers:
    """Reads the answers of one form from its segments.  ``role`` is the column that must be filled."""

    form_set: FormSet
    segments: list[Segment]
    role: str
    problems: list[Problem] = field(default_factory=list)
    items: list[ItemAnswer] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rows = [row for segment in self.segments for row in segment.rows]
        self.chosen = {
            id(row): choice
            for segment in self.segments
            for choice in [choose(segment, self.role)]
            for row in segment.rows
        }
        other = "self_score" if self.role == "verified_score" else "verified_score"
        self.beside = {
            id(row): choice for segment in self.segments for choice in [choose(segment, other)] for row in segment.rows
        }
        self.by_item: dict[str, list[Row]] = {}
        self.by_rule: dict[str, list[Row]] = {}
        for row in self.rows:
            if row.kind in ("item", "subtotal") and row.item:
                self.by_item.setdefault(row.item.id, []).append(row)
            elif row.kind in ("rule", "part"):
                for rule in row.rules:
                    self.by_rule.setdefault(rule.id, []).append(row)

    def read(self) -> tuple[ItemAnswer, ...]:
        """All answers in printed order; what is wrong is in ``problems``."""
        if self._open_columns():
            return ()
        self.several = any(row.item and len(row.item.rules) > 1 for row in self.rows if row.kind in ("rule", "part"))
        self.only_subtotals = self._only_subtotals()
        self.one_per_item = self._one_per_item()
        self.items = [answer for item in self.form_set.items if (answer := self._item(item))]
        self._strange_rows()
        return tuple(self.items)

    def _open_columns(self) -> bool:
        rivals = {h.place: h for choice in self.chosen.values() for h in choice.rivals}
        if not rivals:
            return False
        found = "、".join(dict.fromkeys(f"{h.text}（{h.place}）" if h.place else h.text for h in rivals.values()))
        place = next(iter(rivals)) or None
        self.problems.append(problem("columns-ambiguous", place=place, about="file", found=found))
        return True

    def _only_subtotals(self) -> bool:
        """True where a form with a row per rule gives no rule's score but 小计 written by hand."""
        several = [row for row in self.rows if row.kind == "rule" and row.item and len(row.item.rules) > 1]
        if not several or any(self.told(row, row.rules[0].max).reading is not MISSING for row in several):
            return False
        return any(row.kind == "subtotal" and self.told(row, Decimal(0)).value for row in self.rows)

    def _one_per_item(self) -> bool:
        """True where a form with a row per rule gives one score per 项目, beside its first rule or wherever it fell.

        Such are scores that were not merged over the rules, and merged ones that a page break tore.  No 项目 may have
        two; and one score that is more than its own rule can give proves that they are not the rules'.
        """
        alone = [rows for item in self.form_set.items if len(item.rules) > 1 and (rows := self._scored_rows(item))]
        if len(alone) < _PATTERN or any(len({row.rules[0].id for row in rows}) > 1 for rows in alone):
            return False
        return any(self._is_more_than_the_rule(row) for row, *_ in alone)

    def _is_more_than_the_rule(self, row: Row) -> bool:
        value = self.told(row, row.item.max).value if row.item else None
        return value is not None and value > row.rules[0].max

    def _scored_rows(self, item: Item) -> list[Row]:
        """The rows of an item's rules with something in the score column; those under one merged cell count once."""
        rows = {id(row): row for rule in item.rules for row in self.by_rule.get(rule.id, ())}
        scored: dict[int, Row] = {}
        for row in rows.values():
            for cell in score_cells(row, self.chosen[id(row)])[:1]:
                if not cell.blank:
                    scored.setdefault(id(cell), row)
        return list(scored.values())

    # one score

    def told(self, row: Row, maximum: Decimal, item: Item | None = None, choice: Chosen | None = None) -> Told:
        """What the score column says in a row."""
        choice = choice or self.chosen[id(row)]
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

    def sharing(self, row: Row) -> list[Row]:
        """The rows that one merged score cell covers, this one included."""
        cells = score_cells(row, self.chosen[id(row)])
        if not cells or cells[0].rows == 1:
            return [row]
        cell = cells[0]
        return [
            other
            for other in self.rows
            if other.view is row.view
            and cell.row <= other.number < cell.row + cell.rows
            and other.kind in ("rule", "item", "part")
            and cell in score_cells(other, self.chosen[id(other)])
        ]

    # one item

    def _item(self, item: Item) -> ItemAnswer | None:
        heads = [row for row in self.by_item.get(item.id, ()) if row.kind == "item"]
        ruled = [rule for rule in item.rules if rule.id in self.by_rule]
        if not heads and not ruled:
            self._say("rows-missing", None, item.id, None, name=self.form_set.name_of(item.id))
            return ItemAnswer(item.id)
        if not ruled:
            return self._item_alone(item, heads)
        if not heads and (self._is_item_row(item, ruled) or (len(item.rules) == 1 and not self.several)):
            return self._item_alone(item, self.by_rule[ruled[0].id])
        merged = self._merged_row(item, ruled) or self._only_row(item)
        if merged and not (heads and self.told(merged, item.max).reading is MISSING):
            self._missing_rules(item)
            return self._item_alone(item, [merged, *heads][:1])
        return self._item_of_rules(item, heads)

    def _is_item_row(self, item: Item, ruled: list[Rule]) -> bool:
        """True where an item's only row has its 分值 and begins with the words of one rule, the others left out."""
        rows = self.by_rule[ruled[0].id]
        if len(ruled) > 1 or len(item.rules) == 1 or len(rows) > 1:
            return False
        printed = rows[0].maximum()
        return printed is not None and printed[0].rows == 1 and printed[1] == item.max != ruled[0].max

    def _merged_row(self, item: Item, ruled: list[Rule]) -> Row | None:
        """The first rule row of an item whose score cell covers all rows of its rules and no other item's."""
        rows = {id(row): row for rule in ruled for row in self.by_rule[rule.id]}
        first = next(iter(rows.values()))
        shared = self.sharing(first)
        if first.kind == "part" and len(rows) == 1 and len(first.rules) == len(item.rules):
            return first
        if len(shared) < 2 or any(row.item is not item for row in shared):
            return None
        return first if {id(row) for row in shared} >= set(rows) else None

    def _only_row(self, item: Item) -> Row | None:
        """The one row of an item that bears its score, in a form that gives one per item."""
        rows = self._scored_rows(item) if self.one_per_item and len(item.rules) > 1 else []
        if len(rows) != 1 or any(row.item is not item for row in self.sharing(rows[0])):
            return None
        return rows[0]

    def _missing_rules(self, item: Item) -> None:
        told_of = {rule.id for row in self.by_item.get(item.id, ()) for rule in row.rules}
        for rule in item.rules:
            if rule.id not in self.by_rule and rule.id not in told_of:
                self._say("rows-missing", None, rule.id, None, name=self.form_set.name_of(rule.id))

    def _repeated(self, about: str, rows: list[Row], tolds: list[Told]) -> bool:
        """True (and said) where a row occurs twice; a row torn by a page break is one row."""
        full = [told for told in tolds if told.reading is not MISSING]
        if len(rows) < 2 or (len(full) <= 1 and _torn(rows)):
            return False
        found = "、".join(f"{told.raw or '空'}（{told.place}）" for told in tolds)
        self._say("rows-repeated", tolds[-1].place, about, found, name=self.form_set.name_of(about))
        return True

    def _item_alone(self, item: Item, heads: list[Row]) -> ItemAnswer:
        tolds = [self.told(row, item.max, item) for row in heads]
        repeated = self._repeated(item.id, heads, tolds)
        told = next((one for one in tolds if one.reading is not MISSING), tolds[0])
        row = heads[tolds.index(told)]
        if repeated and len({one.value for one in tolds}) > 1:
            return ItemAnswer(item.id, note=self._note(row), place=told.place, raw=told.raw)
        told = self._from_remarks(row, item, told) if not repeated else told
        shared = [other for other in self.sharing(row) if other.item is not item]
        if shared and told.reading is not MISSING:
            self._shared(item.id, told)
            return ItemAnswer(item.id, note=self._note(row), place=told.place, raw=told.raw)
        self._weigh(told, item.id, item.max, item.rules[0] if len(item.rules) == 1 else None)
        if row.kind == "item":
            self._maximum(row, item.id, item.max)
        rules = tuple(self._part_answer(rule, value, told) for rule, value in zip(item.rules, told.parts, strict=False))
        other = self._beside(row, item.id, item.max, item)
        return ItemAnswer(
            item.id,
            *self._pair(told.value, other.value),
            self._note(row),
            told.place,
            told.raw,
            told.reading.not_applicable,
            rules,
        )

    def _part_answer(self, rule: Rule, value: Decimal, told: Told) -> RuleAnswer:
        self._weigh(Told(Reading(value), str(value), told.place), rule.id, rule.max, rule)
        return RuleAnswer(rule.id, *self._pair(value, None), place=told.place, raw=told.raw)

    def _item_of_rules(self, item: Item, heads: list[Row]) -> ItemAnswer:
        stated = self._stated(item, heads)
        if stated and self._is_whole(item, heads, stated):
            self._missing_rules(item)
            row = (heads or self._subtotals(item))[0]
            self._weigh(stated, item.id, item.max, None)
            pair = self._pair(stated.value, self._beside(row, item.id, item.max, item).value)
            return ItemAnswer(item.id, *pair, self._note(row), stated.place, stated.raw)
        rules = tuple(self._rule(rule) for rule in item.rules)
        scores = [self._own(answer) for answer in rules]
        total = sum((one for one in scores if one is not None), Decimal(0)) if None not in scores else None
        beside = [self._other(answer) for answer in rules]
        other = sum((one for one in beside if one is not None), Decimal(0)) if None not in beside else None
        mismatch = self._compare(item, stated, total)
        value = None if mismatch and heads else total
        na = all(answer.not_applicable for answer in rules)
        place = next((answer.place for answer in rules if answer.place), None)
        note = self._item_note(item)
        return ItemAnswer(item.id, *self._pair(value, other), note, place, None, na, rules)

    def _is_whole(self, item: Item, heads: list[Row], stated: Told) -> bool:
        """True where an item has its own score and its rules have none."""
        if stated.value is None or self._any_rule_told(item):
            return False
        return bool(heads) or (self.only_subtotals and not stated.is_formula)

    def _any_rule_told(self, item: Item) -> bool:
        rows = [row for rule in item.rules for row in self.by_rule.get(rule.id, ())]
        return any(self.told(row, item.max).reading is not MISSING for row in rows)

    def _subtotals(self, item: Item) -> list[Row]:
        return [row for row in self.by_item.get(item.id, ()) if row.kind == "subtotal"]

    def _stated(self, item: Item, heads: list[Row]) -> Told | None:
        """The item's own score beside its rules: in a row of its own or in a 小计."""
        for row in (*heads, *self._subtotals(item)):
            told = self.told(row, item.max)
            if told.reading is not MISSING:
                return told
        return None

    def _compare(self, item: Item, stated: Told | None, total: Decimal | None) -> bool:
        if stated is None or total is None:
            return False
        if stated.value is None and stated.reading.code == "formula-without-value":
            return False
        if stated.value == total:
            return False
        self._say(
            "item-rules-mismatch",
            stated.place,
            item.id,
            stated.raw,
            name=self.form_set.name_of(item.id),
            expected=plain(total),
        )
        return True

    # one rule

    def _rule(self, rule: Rule) -> RuleAnswer:
        rows = self.by_rule.get(rule.id, [])
        name = self.form_set.name_of(rule.id)
        if not rows:
            self._say("rows-missing", None, rule.id, None, name=name)
            return RuleAnswer(rule.id)
        tolds = [self.told(row, rule.max) for row in rows]
        repeated = self._repeated(rule.id, rows, tolds)
        told = next((one for one in tolds if one.reading is not MISSING), tolds[0])
        row = rows[tolds.index(told)]
        note = self._note(row)
        if (repeated and len({one.value for one in tolds}) > 1) or self._is_shared(row, rule, told):
            return RuleAnswer(rule.id, note=note, place=told.place, raw=told.raw)
        told = self._from_remarks(row, None, told, rule)
        count = self._count(row, rule, told)
        if told.reading is MISSING and self._ticked(row):
            told = Told(Reading(code="not-applicable"), self._ticked(row), told.place)
        self._weigh(told, rule.id, rule.max, rule)
        self._maximum(row, rule.id, rule.max)
        other = self._beside(row, rule.id, rule.max)
        pair = self._pair(told.value, other.value)
        return RuleAnswer(rule.id, *pair, count, note, told.place, told.raw, told.reading.not_applicable)

    def _is_shared(self, row: Row, rule: Rule, told: Told) -> bool:
        """True (and said) where one cell holds the score of several rules but not of a whole item."""
        if len(self.sharing(row)) < 2 and row.kind != "part":
            return False
        if told.reading is MISSING:
            return False
        self._shared(rule.id, told)
        return True

    def _shared(self, about: str, told: Told) -> None:
        self._say("score-shared", told.place, about, told.raw, name=self.form_set.name_of(about))

    def _ticked(self, row: Row) -> str | None:
        """The words in the 不适用 column."""
        for cell in row.cells("not_applicable"):
            tight = close_up(cell.text)
            if tight and tight not in ("否", "×", "无", "不", "适用", "□", "/", "-", "—", "☐"):
                return cell.text.strip()
        return None

    def _count(self, row: Row, rule: Rule, told: Told) -> int | None:
        if rule.count is None or rule.each is None:
            return None
        cells = [cell for cell in row.own("count") if not cell.blank]
        count = read_count(cells[0], rule.count.unit) if cells else None
        if count is None and told.value is None and told.raw and rule.count.unit in told.raw:
            return count_in(told.raw, rule.count.unit)
        if count is not None and told.value is not None:
            expected = min(rule.each * count, rule.max)
            if expected != told.value:
                words = {"count": count, "unit": rule.count.unit, "expected": plain(expected)}
                self._say("count-mismatch", told.place, rule.id, told.raw, name=self.form_set.name_of(rule.id), **words)
        return count

    # what is beside the score

    def _from_remarks(self, row: Row, item: Item | None, told: Told, rule: Rule | None = None) -> Told:
        """The score as the remarks give it, where they give it clearly; two that differ are said."""
        for cell in (cell for role in ("remark", "note", "evidence") for cell in row.cells(role)):
            if cell.blank or (cell.rows > 1 and item is None):
                continue
            found = self._remark(cell, item)
            if found is None:
                continue
            if told.reading is MISSING:
                return Told(Reading(found.whole), cell.text.strip(), cell.place, found.parts)
            if told.value is not None and found.whole is not None and found.whole != told.value:
                self._remark_differs(item, rule, told, found, cell)
                return Told(Reading(), told.raw, told.place)
            if told.value is not None and found.parts and not told.parts:
                return Told(told.reading, told.raw, told.place, found.parts)
        return told

    def _remark(self, cell: Cell, item: Item | None) -> Breakdown | None:
        if item is not None and len(item.rules) > 1:
            found = read_breakdown(cell.text, item, prose=True)
            if found and found.parts:
                return Breakdown(found.parts, found.whole or sum(found.parts, Decimal(0)))
        alone = earned_alone(cell.text)
        return Breakdown((), alone) if alone is not None else None

    def _remark_differs(self, item: Item | None, rule: Rule | None, told: Told, found: Breakdown, cell: Cell) -> None:
        about = item.id if item else rule.id if rule else ""
        name = self.form_set.name_of(about)
        if found.parts:
            expected = plain(sum(found.parts, Decimal(0)))
            self._say("item-rules-mismatch", told.place, about, told.raw, name=name, expected=expected)
        else:
            both = f"{told.raw}（{told.place}）、{cell.text.strip()}（{cell.place}）"
            self._say("score-conflict", told.place, about, both, name=name)

    def _beside(self, row: Row, about: str, maximum: Decimal, item: Item | None = None) -> Told:
        """The other score column of the row.

        On a 核查表 that is what the unit gave itself, and its faults are said; the 核查得分 column of a 自评表 is the
        office's own, and dashes in it mean nothing.
        """
        choice = self.beside[id(row)]
        told = self.told(row, maximum, item, choice) if choice.headings else Told()
        if self.role == "verified_score" and told.reading is not MISSING:
            self._weigh(told, about, maximum, None)
        return told

    def _note(self, row: Row) -> str | None:
        for role in ("note", "remark", "evidence"):
            for cell in row.cells(role):
                if not cell.blank and (cell.rows == 1 or row.kind == "item"):
                    return cell.text.strip()
        return None

    def _item_note(self, item: Item) -> str | None:
        """A remark in one cell over the rules of an item."""
        for rule in item.rules:
            for row in self.by_rule.get(rule.id, ())[:1]:
                for role in ("note", "remark", "evidence"):
                    for cell in row.own(role):
                        if cell.rows > 1 and not cell.blank:
                            return cell.text.strip()
        return None

    # faults

    def _weigh(self, told: Told, about: str, maximum: Decimal, rule: Rule | None) -> None:
        """Says what is wrong with one score."""
        self.problems.extend(told.problems)
        self.problems.extend(weigh(told, about, maximum, rule, self.form_set))

    def _maximum(self, row: Row, about: str, maximum: Decimal) -> None:
        """Says that the 分值 printed in a row is not the table's."""
        printed = row.maximum()
        if printed is None or printed[1] == maximum or (printed[0].rows > 1 and row.kind != "item"):
            return
        item = row.item
        if item and printed[1] == item.max and row.kind == "rule":
            return
        words = {"name": self.form_set.name_of(about), "max": plain(maximum)}
        self._say("maximum-differs", printed[0].place, about, printed[0].text.strip(), **words)

    def _strange_rows(self) -> None:
        for row in self.rows:
            if row.kind != "other":
                continue
            told = self.told(row, self.form_set.total)
            if told.value is not None and told.value != 0:
                self._say("row-unknown", told.place or row.place, "file", told.raw, name=row.label)

    def _say(self, code: str, place: str | None, about: str, found: str | None, **words: object) -> None:
        shown = found[:SHOWN] if found else found
        self.problems.append(problem(code, place=place, about=about, found=shown, **words))

    def _pair(self, value: Decimal | None, other: Decimal | None) -> tuple[Decimal | None, Decimal | None]:
        """Self and verified score in this order."""
        return (value, other) if self.role == "self_score" else (other, value)

    def _own(self, answer: RuleAnswer | ItemAnswer) -> Decimal | None:
        return answer.self_score if self.role == "self_score" else answer.verified_score

    def _other(self, answer: RuleAnswer | ItemAnswer) -> Decimal | None:
        return answer.verified_score if self.role == "self_score" else answer.self_score


def _torn(rows: list[Row]) -> bool:
    """True where later rows carry no number and no 分值 of their own: the rest of a row from the page before."""
    return all(not row.own("max") or all(cell.blank for cell in row.own("max")) for row in rows[1:])

"""What is wrong with the scores of one form, collected while they are read."""

from __future__ import annotations

from decimal import Decimal

from extract.breakdown import Breakdown
from extract.grid import Cell
from extract.row import Row
from extract.told import SHOWN, Told, plain, weigh
from extract.values import MISSING
from jieyue.formset import FormSet, Rule
from jieyue.model import Problem
from jieyue.problems import problem


class Faults:
    """The Problems of one form's scores; ``about`` is the id of a 项目 or rule."""

    def __init__(self, form_set: FormSet) -> None:
        self._form_set = form_set
        self.problems: list[Problem] = []

    def columns_open(self, rivals: list[tuple[str, str]]) -> None:
        """Says that headings, each with its place, leave open which column holds the scores."""
        found = "、".join(dict.fromkeys(f"{text}（{place}）" if place else text for text, place in rivals))
        self.problems.append(problem("columns-ambiguous", place=rivals[0][1] or None, about="file", found=found))

    def missing(self, about: str) -> None:
        """Says that the form has no row for it."""
        self._say("rows-missing", None, about, None)

    def repeated(self, about: str, rows: list[Row], tolds: list[Told]) -> bool:
        """True (and said) where a row occurs twice; a row torn by a page break is one row."""
        if len(rows) < 2 or (sum(told.reading is not MISSING for told in tolds) <= 1 and _torn(rows)):
            return False
        found = "、".join(f"{told.raw or '空'}（{told.place}）" for told in tolds)
        self._say("rows-repeated", tolds[-1].place, about, found)
        return True

    def shared(self, about: str, told: Told) -> None:
        """Says that one cell holds the score of several."""
        self._say("score-shared", told.place, about, told.raw)

    def weigh(self, told: Told, about: str, maximum: Decimal, rule: Rule | None) -> None:
        """Says what is wrong with one score."""
        self.problems += told.problems
        self.problems += weigh(told, about, maximum, rule, self._form_set)

    def maximum(self, row: Row, about: str, maximum: Decimal) -> None:
        """Says that the 分值 printed in a row is not the table's."""
        printed = row.maximum()
        if printed is None or printed[1] == maximum or (printed[0].rows > 1 and row.kind != "item"):
            return
        if row.item and printed[1] == row.item.max and row.kind == "rule":
            return
        self._say("maximum-differs", printed[0].place, about, printed[0].text.strip(), max=plain(maximum))

    def sum_differs(self, about: str, told: Told, expected: Decimal) -> None:
        """Says that a 项目 states another score than its rules add up to."""
        self._say("item-rules-mismatch", told.place, about, told.raw, expected=plain(expected))

    def remark_differs(self, about: str, told: Told, found: Breakdown, cell: Cell) -> None:
        """Says that a remark gives another score than the score column."""
        if found.parts:
            self.sum_differs(about, told, sum(found.parts, Decimal(0)))
        else:
            both = f"{told.raw}（{told.place}）、{cell.text.strip()}（{cell.place}）"
            self._say("score-conflict", told.place, about, both)

    def count_differs(self, rule: Rule, told: Told, count: int) -> None:
        """Says that a score is not what the number of things counted gives."""
        if rule.each is None or rule.count is None or told.value is None:
            return
        expected = min(rule.each * count, rule.max)
        if expected != told.value:
            words = {"count": count, "unit": rule.count.unit, "expected": plain(expected)}
            self._say("count-mismatch", told.place, rule.id, told.raw, **words)

    def strange_row(self, row: Row, told: Told) -> None:
        """Says that a row not of the table has a score."""
        if told.value is not None and told.value != 0:
            shown = told.raw[:SHOWN] if told.raw else told.raw
            place = told.place or row.place
            self.problems.append(problem("row-unknown", place=place, about="file", found=shown, name=row.label))

    def _say(self, code: str, place: str | None, about: str, found: str | None, **words: object) -> None:
        shown = found[:SHOWN] if found else found
        name = self._form_set.name_of(about)
        self.problems.append(problem(code, place=place, about=about, found=shown, name=name, **words))


def _torn(rows: list[Row]) -> bool:
    """True where later rows carry no number and no 分值 of their own: the rest of a row from the page before."""
    return all(not row.own("max") or all(cell.blank for cell in row.own("max")) for row in rows[1:])

"""One score cell: what it says, what is wrong with that against the table."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from extract.breakdown import read_breakdown
from extract.formulas import compute
from extract.grid import Cell, CellKind
from extract.row import Row
from extract.values import DOUBTFUL, MISSING, Reading, read_score
from jieyue.formset import FormSet, Item, Rule
from jieyue.frozen import frozen
from jieyue.model import Problem
from jieyue.problems import problem

SHOWN = 60
"""Characters of a cell that a message quotes."""


@frozen
class Told:
    """One score as read: its value or fault, raw text, place, and the breakdown that came with it."""

    reading: Reading = MISSING
    raw: str | None = None
    place: str | None = None
    parts: tuple[Decimal, ...] = ()
    problems: tuple[Problem, ...] = ()
    is_formula: bool = False

    @property
    def value(self) -> Decimal | None:
        """The score, or None with its fault in ``reading``."""
        return self.reading.value


def read_cell(cell: Cell, maximum: Decimal, item: Item | None, row: Row) -> Told:
    """One score cell: a number, a breakdown of an item's rules, or a formula that can be computed."""
    raw = cell.text.strip() or None
    reading = read_score(cell, maximum)
    if reading.code == "formula-without-value":
        return _formula(cell, row)
    if reading is DOUBTFUL and item is not None and cell.kind is CellKind.TEXT:
        found = read_breakdown(cell.text, item)
        if found:
            whole = found.whole if found.whole is not None else sum(found.parts, Decimal(0))
            if not found.parts or sum(found.parts, Decimal(0)) == whole:
                return Told(Reading(whole), raw, cell.place, found.parts)
    return Told(reading, raw, cell.place, is_formula=cell.formula is not None)


def _formula(cell: Cell, row: Row) -> Told:
    value = compute(row.view, cell)
    shown = (cell.formula or cell.text).strip()[:SHOWN]
    if value is None:
        return Told(Reading(code="formula-without-value"), shown, cell.place, is_formula=True)
    said = problem(
        "formula-computed", place=cell.place, about=row.about or "stated_total", found=shown, value=plain(value)
    )
    return Told(Reading(value), shown, cell.place, problems=(said,), is_formula=True)


def weigh(told: Told, about: str, maximum: Decimal, rule: Rule | None, form_set: FormSet) -> list[Problem]:
    """What is wrong with one score against the table."""
    codes = list(_faults(told, maximum, rule, form_set.step))
    if not codes:
        return []
    shown = told.raw[:SHOWN] if told.raw else None
    if not shown and told.value is not None:
        shown = plain(told.value)
    words = {"name": form_set.name_of(about), "max": plain(maximum), "step": plain(form_set.step)}
    return [problem(code, place=told.place, about=about, found=shown, **words) for code in codes]


def _faults(told: Told, maximum: Decimal, rule: Rule | None, step: Decimal) -> Iterator[str]:
    """The codes of what is wrong with a score."""
    value = told.value
    if value is None:
        if told.reading.code:
            yield told.reading.code
        return
    if value < 0:
        yield "score-negative"
    elif value > maximum:
        yield "score-above-maximum"
    elif rule and rule.kind == "all-or-nothing" and value not in (0, maximum):
        yield "score-partial"
    if value % step:
        yield "score-step"


def plain(value: Decimal) -> str:
    """A number as a message shows it."""
    return format(value.normalize(), "f")

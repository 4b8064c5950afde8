"""What a scoring form (自评表, 核查表) prints and asks for, before it becomes a workbook or a Word file.

One record for both formats, so that the two can never ask for different things.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from jieyue.figures import plain
from jieyue.formset import FormSet, Item, Rule

Value: TypeAlias = str | int | Decimal | date | None


@dataclass(frozen=True, slots=True)
class HeadField:
    """One field of the head: ``name`` is a field id of the layout, ``choices`` make it a drop-down list.

    A ``printed`` field is known and not to be changed; any other is filled in by the unit (``value`` pre-fills it).
    """

    name: str
    label: str
    value: Value = None
    choices: tuple[str, ...] = ()
    is_date: bool = False
    printed: bool = False
    prompt: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the table.  ``width`` is in half-width characters; ``fill`` says that people write in it."""

    name: str
    heading: str
    width: float
    fill: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """One form for one unit.

    ``score`` names the column to be scored; ``printed`` holds what stands in a rule's (or item's) cell already, by
    id and column name.  ``signatures`` go on a page of their own.
    """

    form_set: FormSet
    kind: str
    year: int
    unit: str | None
    level: str
    title: str
    sheet: str
    head: tuple[tuple[HeadField, ...], ...]
    columns: tuple[Column, ...]
    score: str
    notes: tuple[str, ...]
    printed: Mapping[tuple[str, str], Value] = field(default_factory=dict)
    signatures: tuple[tuple[str, ...], ...] = ()
    organ: str = ""

    @property
    def mark(self) -> tuple[tuple[str, str], ...]:
        """The invisible mark: 表单标识 and, for a form made for one unit, 表单单位."""
        return form_mark(self.form_set.id, self.kind, self.year, self.unit)

    def fields(self) -> Iterator[HeadField]:
        """The fields of the head in reading order."""
        for row in self.head:
            yield from row


def form_mark(form_set: str, kind: str, year: int, unit: str | None) -> tuple[tuple[str, str], ...]:
    """The custom document properties that mark a form as ours (``docs/house.md``)."""
    mark = (("表单标识", f"{form_set}|{kind}|{year}"),)
    return (*mark, ("表单单位", unit)) if unit else mark


def form_title(form_set: FormSet, year: int, form: str) -> str:
    """``2026年度湖南省节约型机关评价自评表`` from the table's own title."""
    return f"{year}年度{form_set.title.removesuffix('指标')}{form}"


def limit_words(rule: Rule) -> str:
    """What a rule's score may be, as the drop-down's message says it."""
    if rule.kind == "all-or-nothing":
        return f"{rule.id}只能填0或{plain(rule.max)}"
    if rule.count and rule.each:
        return f"{rule.id}每{rule.count.unit}{plain(rule.each)}分，填0到{plain(rule.max)}之间的数"
    return f"{rule.id}填0到{plain(rule.max)}之间的数"


def is_item_alone(item: Item) -> bool:
    """True for a 项目 of a single rule, whose subtotal would only repeat it."""
    return len(item.rules) == 1

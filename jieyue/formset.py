"""A form set (``forms/<set>/``): the indicator table, how its forms look, its timetable.

Loading checks every file against its JSON Schema and the table against its own sums; all faults come at once,
each with file and line.  Nothing of a table stands in Python.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from jieyue.data import data_folder
from jieyue.errors import DataFault
from jieyue.formset_faults import faults_between
from jieyue.strict_yaml import Node, load_checked


@dataclass(frozen=True, slots=True)
class Counted:
    """What a capped rule counts: 制度, 活动, 标识 …, with its measure word."""

    thing: str
    unit: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One 评分规则.  ``kind`` names the scoring rule; ``each`` is the points per counted thing."""

    id: str
    number: int
    text: str
    max: Decimal
    kind: str
    each: Decimal | None = None
    count: Counted | None = None
    veto: bool = False
    bonus: bool = False
    highlight_zero: bool = False
    by_level: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def wording(self, level: str) -> str:
        """The rule's words for a desk of ``level``, its superior organ named as that level has it."""
        text = self.text
        for printed, meant in self.by_level.get(level, {}).items():
            text = text.replace(printed, meant)
        return text


@dataclass(frozen=True, slots=True)
class Item:
    """One 项目 of the table with its rules."""

    id: str
    title: str
    requirement: str
    max: Decimal
    section: str
    section_number: int
    rules: tuple[Rule, ...]
    bonus: bool = False
    words: tuple[str, ...] = ()

    def printed_rules(self, level: str = "province") -> str:
        """The 评分规则 cell as the table prints it: numbered lines, or the text alone if there is one rule."""
        if len(self.rules) == 1:
            return self.rules[0].wording(level)
        return "\n".join(f"{rule.number}.{rule.wording(level)}" for rule in self.rules)


@dataclass(frozen=True, slots=True)
class Layout:
    """How one kind of form is recognised: words of its title and, for scored forms, its score column."""

    kind: str
    titles: tuple[str, ...]
    score: str | None = None
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    counts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Deadline:
    """One day of the timetable, ``MM-DD``; ``first`` is where a period begins, ``next_year`` counts from the year."""

    id: str
    name: str
    day: str
    next_year: bool = False
    source: str = ""
    first: str = ""


@dataclass(frozen=True)
class FormSet:
    """The whole form set, checked.  Ids follow the printed order (``contract``)."""

    id: str
    title: str
    aliases: tuple[str, ...]
    source: Mapping[str, str]
    total: Decimal
    pass_mark: Decimal
    step: Decimal
    not_applicable: str
    items: tuple[Item, ...]
    columns: Mapping[str, tuple[str, ...]]
    fields: Mapping[str, tuple[str, ...]]
    total_words: tuple[str, ...]
    subtotal_words: tuple[str, ...]
    layouts: Mapping[str, Layout]
    deadlines: Mapping[str, Deadline]
    targets: Mapping[int, Decimal]

    @cached_property
    def item_by_id(self) -> Mapping[str, Item]:
        """Items by id."""
        return {item.id: item for item in self.items}

    @cached_property
    def rule_by_id(self) -> Mapping[str, Rule]:
        """Rules by id."""
        return {rule.id: rule for rule in self.rules()}

    @cached_property
    def item_of_rule(self) -> Mapping[str, Item]:
        """The item that a rule id belongs to."""
        return {rule.id: item for item in self.items for rule in item.rules}

    def rules(self) -> Iterator[Rule]:
        """All rules in printed order."""
        for item in self.items:
            yield from item.rules

    def maximum(self, about: str) -> Decimal:
        """The 分值 of an item id or a rule id."""
        return self.item_by_id[about].max if about in self.item_by_id else self.rule_by_id[about].max

    def name_of(self, about: str) -> str:
        """What a person calls an item or a rule: ``2.2 管理制度``, ``2.2.1 制定节约能源资源实施方案…``."""
        if about in self.item_by_id:
            return f"{about} {self.item_by_id[about].title}"
        text = self.rule_by_id[about].text
        return f"{about} {text[:20]}…" if len(text) > 21 else f"{about} {text}"


def load_form_set(name: str = "hunan-2020", own: Path | None = None) -> FormSet:
    """The form set of that name: the office's own in the folder ``own`` if it lies there, else the shipped one.

    Raises :class:`DataFault` with every fault found.
    """
    shipped = data_folder("forms")
    folder = own / name if own and (own / name).is_dir() else shipped / name
    if not folder.is_dir():
        names = "、".join(sorted(path.name for path in shipped.iterdir() if path.is_dir()))
        raise DataFault([f"没有“{name}”这套指标表；可用的有{names}，或在工作区的 forms 文件夹中放入自编的一套"])
    return _known(folder)


@lru_cache(maxsize=8)
def _known(folder: Path) -> FormSet:
    """Reading takes a tenth of a second: once for each folder, not for each workspace that uses it."""
    return read_form_set(folder)


def read_form_set(folder: Path) -> FormSet:
    """Reads and checks the form set in ``folder``.  Raises :class:`DataFault` with every fault found."""
    faults: list[str] = []
    parts: dict[str, Node] = {}
    for part in ("indicators", "layouts", "timetable"):
        try:
            parts[part] = load_checked(folder / f"{part}.yaml", part)
        except DataFault as fault:
            faults.extend(fault.faults)
    if not faults:
        faults = list(faults_between(parts))
    if faults:
        raise DataFault(faults)
    return _build(parts["indicators"].value, parts["layouts"].value, parts["timetable"].value)


def _build(table: dict[str, Any], layouts: dict[str, Any], timetable: dict[str, Any]) -> FormSet:
    words = layouts.get("item_words", {})
    return FormSet(
        id=table["form_set"],
        title=table["title"],
        aliases=tuple(table.get("aliases", ())),
        source=table["source"],
        total=table["total"],
        pass_mark=table["pass_mark"],
        step=table["step"],
        not_applicable=table["not_applicable"],
        items=tuple(
            replace(_item(item, section), words=tuple(words.get(item["id"], ())))
            for section in table["sections"]
            for item in section["items"]
        ),
        columns=_words(layouts["columns"]),
        fields=_words(layouts["fields"]),
        total_words=tuple(layouts["total_words"]),
        subtotal_words=tuple(layouts["subtotal_words"]),
        layouts={kind: _layout(kind, form) for kind, form in layouts["forms"].items()},
        deadlines={name: _deadline(name, entry) for name, entry in timetable["deadlines"].items()},
        targets={int(year): entry["percent"] for year, entry in timetable["targets"].items()},
    )


def _item(item: dict[str, Any], section: dict[str, Any]) -> Item:
    return Item(
        id=item["id"],
        title=item["title"],
        requirement=item["requirement"],
        max=item["max"],
        section=section["title"],
        section_number=int(section["number"]),
        rules=tuple(_rule(rule, number) for number, rule in enumerate(item["rules"], 1)),
        bonus=item.get("bonus", False),
    )


def _rule(rule: dict[str, Any], number: int) -> Rule:
    counted = rule.get("count")
    return Rule(**{**rule, "number": number, "count": Counted(**counted) if counted else None})


def _layout(kind: str, form: dict[str, Any]) -> Layout:
    return Layout(
        kind=kind,
        titles=tuple(form["titles"]),
        score=form.get("score"),
        columns=_words(form.get("columns", {})),
        counts=_words(form.get("counts", {})),
        words=tuple(form.get("words", ())),
    )


def _deadline(name: str, entry: dict[str, Any]) -> Deadline:
    following = entry.get("year") == "next"
    return Deadline(name, entry["name"], entry["day"], following, entry.get("source", ""), entry.get("from", ""))


def _words(table: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(words) for name, words in table.items()}

"""What is wrong with a form set whose files are well formed each by itself: sums, ids, words of two meanings, days.

Every fault is a sentence with file and line; all come at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import chain

from jieyue.strict_yaml import Node

_A_COMMON_YEAR = 2025
"""A day of the timetable must exist in every year."""


def faults_between(parts: Mapping[str, Node]) -> Iterator[str]:
    """The faults of ``indicators``, ``layouts`` and ``timetable``, each by itself in order."""
    yield from _of_table(parts["indicators"])
    yield from _of_names(parts)
    yield from _of_words(parts["layouts"])
    yield from _of_days(parts["timetable"])


def _of_table(table: Node) -> Iterator[str]:
    """Sums that do not match, ids that occur twice, marks that cannot be reached, in the table's order."""
    seen: dict[str, str] = {}
    total = Decimal(0)
    for item in (item for section in table["sections"] for item in section["items"]):
        rules = list(item["rules"])
        for entry in (item, *rules):
            name = entry["id"].value
            if name in seen:
                yield f"{entry['id'].where}：编号“{name}”重复，前一处在{seen[name]}；请改为不同的编号"
            seen.setdefault(name, entry["id"].where)
        total += Decimal(0) if item.value.get("bonus") else item["max"].value
        yield from _of_item(item, rules)
        for rule in rules:
            yield from _of_rule(rule, table["step"].value)
    if total != table["total"].value:
        yield f"{table['total'].where}：各项目分值相加为{total}，与总分{table['total'].value}不符；请核对分值"
    if table["pass_mark"].value > table["total"].value:
        where, mark = table["pass_mark"].where, table["pass_mark"].value
        yield f"{where}：达标线{mark}高于总分{table['total'].value}，没有单位能达标；请核对"


def _of_item(item: Node, rules: list[Node]) -> Iterator[str]:
    name, whole = item["id"].value, item["max"].value
    counted = (rule["max"].value for rule in rules if item.value.get("bonus") or not rule.value.get("bonus"))
    parts = sum(counted, Decimal(0))
    if parts != whole:
        yield f"{item['max'].where}：项目{name}的分值为{whole}，各条相加为{parts}；请核对分值"


def _of_rule(rule: Node, step: Decimal) -> Iterator[str]:
    name, most = rule.value["id"], rule["max"].value
    if (rule.value["kind"] == "per-count") != ("each" in rule.value and "count" in rule.value):
        yield f"{rule['id'].where}：{name}只有按数量计分（kind: per-count）才写 each 和 count，且须都写"
    if rule.value.get("each", 0) > most:
        yield f"{rule['each'].where}：{name}每一个得{rule.value['each']}分，高于这一条的分值{most}；请核对"
    if most % step:
        yield f"{rule['max'].where}：{name}的分值{most}不是最小记分单位{step}的倍数；请核对 step 或分值"


def _of_names(parts: Mapping[str, Node]) -> Iterator[str]:
    """All three files speak of one form set, and item words of existing items."""
    name = parts["indicators"].value["form_set"]
    for part in parts.values():
        if part.value["form_set"] != name:
            yield f"{part['form_set'].where}：form_set 为“{part.value['form_set']}”，与指标表的“{name}”不同；请改为一致"
    ids = {item["id"] for section in parts["indicators"].value["sections"] for item in section["items"]}
    words = parts["layouts"].value.get("item_words", {})
    for item in words:
        if item not in ids:
            where = parts["layouts"]["item_words"].where
            yield f"{where}：item_words 中的“{item}”不是项目编号；可用的有{'、'.join(sorted(ids))}"


def _of_words(layouts: Node) -> Iterator[str]:
    """One word that stands for two columns, or two fields, would leave the reader to guess."""
    yield from _twice(layouts["columns"].children.items())
    yield from _twice(layouts["fields"].children.items())
    yield from _twice((name, layouts[name]) for name in ("total_words", "subtotal_words"))
    for form in layouts["forms"]:
        for part in ("columns", "counts"):
            if part in form.value:
                yield from _twice(form[part].children.items())


def _twice(lists: Iterable[tuple[str, Node]]) -> Iterator[str]:
    first: dict[str, str] = {}
    for name, word in chain.from_iterable(((name, word) for word in words) for name, words in lists):
        if first.setdefault(word.value, name) != name:
            yield f"{word.where}：“{word.value}”既在 {first[word.value]} 又在 {name}，读表时分不清；请只留一处"


def _of_days(timetable: Node) -> Iterator[str]:
    for entry in timetable["deadlines"]:
        days = {key: _day(entry.value[key]) for key in ("from", "day") if key in entry.value}
        for key, day in days.items():
            if day is None:
                yield f"{entry[key].where}：没有“{entry.value[key]}”这一天；请写成月-日，如10-31"
        first, last = days.get("from"), days["day"]
        if first and last and first > last:
            yield f"{entry['from'].where}：开始日{entry.value['from']}晚于截止日{entry.value['day']}；请核对"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(f"{_A_COMMON_YEAR}-{text}")
    except ValueError:
        return None

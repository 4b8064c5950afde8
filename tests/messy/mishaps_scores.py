"""What befalls the scores: broken down, merged, moved to the remarks, left to formulas."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from tests.messy.notice import printed_items
from tests.messy.paper import ABOVE, Box
from tests.messy.scores import plain
from tests.messy.tables import Draft, unsure_total, value_of


def breakdowns(made: Draft) -> None:
    """Scores rule by rule inside the cell of the item."""
    rng, truth = made.rng, made.truth
    for row in made.rows:
        if not row.item or row.kind != "item" or len(row.item.rules) < 2 or made.values[row.item.id].code:
            continue
        if rng.random() < 0.5:
            continue
        values = [value_of(rng, rule.max) for rule in row.item.rules]
        row.boxes["score"] = Box(_broken(rng, values))
        truth.items[row.item.id] = sum(values, Decimal(0))
        for rule, value in zip(row.item.rules, values, strict=True):
            truth.rules[rule.id] = value
    clear_total(made)


def _broken(rng: Random, values: list[Decimal]) -> str:
    joint = rng.choice(["；", "\n", ";", "，", "。", "；\n"])
    mark = rng.choice(
        [
            "{n}.得{v}分",
            "{n}、{v}分",
            "（{n}）{v}分",
            "第{n}条{v}分",
            "{n}．得{v}分",
            "({n})得{v}分",
            "{c}{v}分",
            "{c}得{v}",
        ]
    )
    parts = [mark.format(n=n, v=plain(v), c="①②③④⑤"[n - 1]) for n, v in enumerate(values, 1)]
    text = joint.join(parts)
    total = plain(sum(values, Decimal(0)))
    return rng.choice(
        [text, text, f"{total}分\n{text}", f"{total}分（{text}）", f"{text}，共{total}分", f"合计{total}分：{text}"]
    )


def in_remarks(made: Draft) -> None:
    """The score stands in the remarks, its own cell is blank."""
    if "remark" not in made.columns:
        made.columns.append("remark")
    rows = [row for row in made.rows if row.item and isinstance(row.boxes.get("score"), Box) and row.kind != "subtotal"]
    for row in made.rng.sample(rows, min(3, len(rows))):
        about = (
            row.rule.id
            if row.rule and row.boxes.get("max") != ABOVE and row.rule.id in made.values
            else row.item.id
            if row.item
            else ""
        )
        written = made.values.get(about)
        if written is None or written.code or written.value is None or row.boxes["score"] == ABOVE:
            continue
        row.boxes["score"] = Box()
        row.boxes["remark"] = Box(
            made.rng.choice(["得{v}分", "自评{v}分", "自评得{v}分", "得{v}分。"]).format(v=plain(written.value))
        )


def merged_score(made: Draft) -> None:
    """By rule: one cell over all rules of an item.  That is the item's score; its rules stay empty."""
    if not made.by_rule:
        return
    item = made.rng.choice([item for item in printed_items() if len(item.rules) > 1])
    rows = [row for row in made.rows if row.rule and row.item is item]
    if any(row.boxes.get("score") == ABOVE for row in rows) or any(made.values[rule.id].code for rule in item.rules):
        return
    total = made.truth.items[item.id]
    rows[0].boxes["score"] = Box(plain(total if total is not None else item.max))
    for row in rows[1:]:
        row.boxes["score"] = ABOVE
    for rule in item.rules:
        made.truth.rules[rule.id] = None


def half_merged(made: Draft) -> None:
    """By rule: one cell over some rules of an item is nobody's score."""
    items = [item for item in printed_items() if len(item.rules) > 2]
    item = made.rng.choice(items)
    rows = [row for row in made.rows if row.rule and row.item is item]
    if not made.by_rule or any(row.boxes.get("score") == ABOVE for row in rows):
        return
    rows[0].boxes["score"], rows[1].boxes["score"] = Box("2"), ABOVE
    truth = made.truth
    for rule in item.rules[:2]:
        truth.need = [one for one in truth.need if one[1] != rule.id]
        truth.rules[rule.id] = None
        truth.need.append(("score-shared", rule.id))
    truth.items[item.id] = None
    unsure_total(truth)
    truth.may |= {"total-mismatch", "item-rules-mismatch"}


def shared_items(made: Draft) -> None:
    """One score cell over two 项目 is neither's score."""
    rows = [row for row in made.rows if row.kind == "item"]
    place = made.rng.choice([1, 3, 4, 6, 7, 9])
    first, second = rows[place], rows[place + 1]
    first.boxes["score"], second.boxes["score"] = Box("3"), ABOVE
    truth = made.truth
    for row in (first, second):
        assert row.item is not None
        about = row.item.id
        truth.need = [one for one in truth.need if one[1] != about]
        truth.need.append(("score-shared", about))
        truth.items[about] = None
    unsure_total(truth)
    truth.may |= {"total-mismatch"}


def total_elsewhere(made: Draft) -> None:
    """The total on a line of its own, none in the table."""
    made.extra_total = True


def formulas(made: Draft) -> None:
    """In a workbook: sums and references that the program never calculated."""
    made.sums = made.book


def no_total(made: Draft) -> None:
    """The last row, 总分, deleted."""
    clear_total(made)
    made.rows.pop()


def clear_total(made: Draft) -> None:
    made.rows[-1].boxes["score"] = Box()
    made.truth.total = None
    made.truth.need = [one for one in made.truth.need if one[1] != "stated_total"]

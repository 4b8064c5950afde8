"""What befalls the printed words and numbers of a table."""

from __future__ import annotations

from tests.messy.paper import Box
from tests.messy.scores import plain
from tests.messy.tables import Draft


def titled_items(made: Draft) -> None:
    """项目 with its number and points: （一）管理机构（8分）."""
    style = made.rng.choice(["{t}（{m}分）", "（{n}）{t}", "{n}.{t}({m}分)", "{t}\n（{m}分）", "{t}{m}分"])
    for row in made.rows:
        if row.item and isinstance(row.boxes.get("item"), Box) and row.boxes["item"] != Box():
            number = "一二三四五"[int(row.item.id[2]) - 1]
            row.boxes["item"] = Box(style.format(t=row.item.title, m=plain(row.item.max), n=number))


def edited_words(made: Draft) -> None:
    """Small edits in the printed rules: other punctuation, spaces, 台帐, lines broken."""
    for row in made.rows:
        box = row.boxes.get("rule")
        if row.item and isinstance(box, Box) and row.kind != "subtotal" and made.rng.random() < 0.4:
            change = made.rng.choice(
                [("。", ""), ("，", ","), ("台账", "台帐"), ("、", "，"), ("，得", "的，得"), ("“", '"'), ("得", "计")]
            )
            row.boxes["rule"] = Box(box.text.replace(*change))


def ids(made: Draft) -> None:
    """By rule: 1.1.1 … in the first column, as our own form has it."""
    if not made.by_rule:
        return
    for row in made.rows:
        if row.rule:
            row.boxes["number"] = Box(row.rule.id)


def numbered_rules(made: Draft) -> None:
    """By rule: each rule begins with its number."""
    for row in made.rows:
        box = row.boxes.get("rule")
        if row.rule and row.item and len(row.item.rules) > 1 and isinstance(box, Box):
            place = row.item.rules.index(row.rule) + 1
            row.boxes["rule"] = Box(made.rng.choice(["{n}.{t}", "{n}、{t}", "（{n}）{t}"]).format(n=place, t=box.text))


def maximum_in_words(made: Draft) -> None:
    """分值 as 8分."""
    for row in made.rows:
        box = row.boxes.get("max")
        if isinstance(box, Box):
            row.boxes["max"] = Box(f"{box.text}分")


def printed_breaks(made: Draft) -> None:
    """Line breaks inside names, as the notice prints them in narrow columns."""
    for row in made.rows:
        for role in ("section", "item"):
            box = row.boxes.get(role)
            if row.item and isinstance(box, Box) and len(box.text) > 3:
                row.boxes[role] = Box("\n".join(box.text[n : n + 2] for n in range(0, len(box.text), 2)))


def chinese_numbers(made: Draft) -> None:
    """序号 as 一 二 三."""
    for row in made.rows:
        box = row.boxes.get("number")
        if row.item and isinstance(box, Box) and box.text.isdigit():
            row.boxes["number"] = Box("一二三四五"[int(box.text) - 1])


def city_words(made: Draft) -> None:
    """The superior organ named as a city has it."""
    for row in made.rows:
        box = row.boxes.get("rule")
        if isinstance(box, Box):
            row.boxes["rule"] = Box(
                box.text.replace(
                    "省机关事务管理局",
                    made.rng.choice(["市机关事务管理局", "上级机关事务管理局", "市机关事务服务中心"]),
                )
            )


def shortened_words(made: Draft) -> None:
    """By rule: some rules without their points or without their tail."""
    for row in made.rows:
        box = row.boxes.get("rule")
        if row.rule and isinstance(box, Box) and made.rng.random() < 0.3:
            text = box.text
            row.boxes["rule"] = Box(text[: text.rfind("，得")] if "，得" in text[4:] else text.rstrip("。"))


def ordinal_items(made: Draft) -> None:
    """By item: 序号 counts the 项目 from 1 to 11."""
    numbers = iter(range(1, 20))
    for row in made.rows:
        if row.item:
            row.boxes["number"] = Box(str(next(numbers)))

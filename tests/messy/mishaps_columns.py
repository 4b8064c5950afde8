"""What befalls the columns of a table: moved, added, joined, left out."""

from __future__ import annotations

from tests.messy.notice import item_of
from tests.messy.paper import ABOVE, LEFT, Box
from tests.messy.tables import NOTES, Draft, unsure_total


def notes(made: Draft) -> None:
    """Words in the columns that are no score."""
    for row in made.rows:
        for role in ("evidence", "note", "remark"):
            if role in made.columns and row.item and made.rng.random() < 0.3:
                row.boxes.setdefault(role, Box(made.rng.choice(NOTES)))


def moved(made: Draft) -> None:
    """The score column somewhere else."""
    made.columns.remove("score")
    place = made.rng.choice([made.columns.index("max"), len(made.columns), made.columns.index("max") + 1])
    made.columns.insert(place, "score")


def blank_column(made: Draft) -> None:
    """An added column without a heading and without content."""
    made.columns.insert(made.rng.randint(made.columns.index("max"), len(made.columns)), "blank")
    made.names["blank"] = ""


def other_column(made: Draft) -> None:
    """An added column with a heading of its own."""
    name, values = made.rng.choice(
        [
            ("责任部门", ("办公室", "机关服务中心")),
            ("完成时限", ("2026年10月", "长期")),
            ("上年得分", ("2", "3")),
            ("责任人", ("李某", "王某")),
        ]
    )
    made.columns.insert(made.rng.choice([made.columns.index("max"), len(made.columns)]), "other")
    made.names["other"] = name
    for row in made.rows:
        if row.item:
            row.boxes["other"] = Box(made.rng.choice(values))


def no_numbers(made: Draft) -> None:
    """序号 left out."""
    made.columns.remove("number")
    for row in made.rows:
        if row.kind == "total":
            row.boxes[made.columns[0]] = row.boxes["number"]


def wide_score(made: Draft) -> None:
    """The score cell reaches over the column beside it."""
    place = made.columns.index("score")
    made.columns.insert(place + 1, "wide")
    made.names["wide"] = LEFT
    for row in made.rows:
        row.boxes["wide"] = LEFT


def two_tiers(made: Draft) -> None:
    """A heading 得分 over 自评 and 核查."""
    if "verified" in made.columns:
        made.columns.remove("verified")
    place = made.columns.index("score")
    made.columns.insert(place + 1, "verified")
    made.names["tier"] = "得分"
    made.names["score"], made.names["verified"] = made.rng.choice(
        [("自评", "核查"), ("单位自评", "核查组"), ("自评分", "核查分")]
    )
    made.labels.append("结构：两层表头")


def own_form(made: Draft) -> None:
    """As our own blank form: 编号, 计数, 自评得分, 佐证材料, 说明, 不适用."""
    if not made.by_rule:
        return
    made.columns = ["number", "section", "item", "rule", "max", "count", "score", "evidence", "note", "unfit"]
    made.names |= {
        "number": "编号",
        "count": "计数",
        "unfit": made.rng.choice(["不适用", "是否不适用"]),
        "score": "自评得分",
    }
    for row in made.rows:
        if row.rule:
            row.boxes["number"] = Box(row.rule.id)
            row.boxes["unfit"] = Box(made.rng.choice(["", "", "", "否", "□"]))
        if row.rule and row.rule.id in ("2.2.5", "5.1.1", "5.1.2") and made.values[row.rule.id].code is None:
            value, each = made.values[row.rule.id].value, 1 if row.rule.id == "2.2.5" else 2
            if value is not None and value % each == 0:
                row.boxes["count"] = Box(
                    made.rng.choice(["{n}", "{n}项", "{n} 项"] if row.rule.id != "5.1.2" else ["{n}", "{n}类"]).format(
                        n=int(value / each)
                    )
                )


def unfit(made: Draft) -> None:
    """By rule: a tick in the column 不适用 and no score."""
    own_form(made)
    rows = [
        row for row in made.rows if row.rule and row.rule.id in made.values and made.values[row.rule.id].code is None
    ]
    row = made.rng.choice(rows)
    assert row.rule is not None
    row.boxes |= {"unfit": Box(made.rng.choice(["√", "是", "不适用", "无食堂", "☑"])), "score": Box(), "count": Box()}
    about = row.rule.id
    made.truth.rules[about] = made.truth.items[item_of(about)] = None
    made.truth.need.append(("not-applicable", about))
    unsure_total(made.truth)
    made.truth.may.add("total-mismatch")


def short_form(made: Draft) -> None:
    """序号, 项目, 分值 and score alone: no rules printed."""
    made.columns = [
        role
        for role in ("number", "section", "item", "max", "score", "remark")
        if role in made.columns or role == "remark"
    ]
    if made.rng.random() < 0.5:
        made.columns.remove("section")
    numbers = iter(range(1, 20))
    for row in made.rows:
        if row.item and "section" not in made.columns:
            row.boxes["number"] = Box(str(next(numbers)))


def last_year(made: Draft) -> None:
    """Last year's scores, points lost or points possible beside the score."""
    name = made.rng.choice(
        ["上年得分", "上年度自评得分", "扣分", "扣分值", "应得分", "去年得分", "最高分", "2025年得分"]
    )
    made.columns.insert(made.columns.index("score") + made.rng.randint(0, 1), "lasty")
    made.names["lasty"] = name
    for row in made.rows:
        if row.item and row.boxes.get("score") != ABOVE:
            row.boxes["lasty"] = Box(made.rng.choice(["0", "1", "0.5"]))


def verifier_dashes(made: Draft) -> None:
    """The verifiers' column struck through with dashes."""
    if "verified" not in made.columns:
        made.columns.append("verified")
    mark = made.rng.choice(["/", "—", "-"])
    for row in made.rows:
        if row.item:
            row.boxes["verified"] = Box(mark)

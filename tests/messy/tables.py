"""The score table in its layouts, filled in, and what befalls it on the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from random import Random

from tests.messy import scores
from tests.messy.notice import PrintedItem, PrintedRule, item_of, printed_items
from tests.messy.paper import ABOVE, LEFT, Box, Place, Table, Truth
from tests.messy.scores import Written, plain

SCORE_NAMES = (
    "自评得分", "自评分", "得分", "单位自评", "自查得分", "得分（分）", "自评得分（分）", "自评\n得分",
    "自 评 得 分", "自评分数", "自评", "单位自评得分", "自查分", "自评分值", "自评（分）", "单位自评分", "自我评分",
    "自评打分", "本单位自评得分", "自评情况（得分）",
)  # fmt: skip
_OTHER_NAMES = {
    "max": ("分值", "满分", "标准分", "分值（分）", "分 值"),
    "rule": ("评分规则", "评分标准", "评分细则", "评价标准"),
    "item": ("项目", "评价项目", "二级指标"),
    "requirement": ("评分要求", "评价要求"),
    "evidence": ("佐证材料", "证明材料", "佐证材料目录"),
    "remark": ("备注", "备  注"),
    "note": ("扣分原因", "说明", "扣分原因/说明", "得分说明"),
    "verified": ("核查得分", "核查分", "现场核查得分", "复核得分", "验收得分"),
    "number": ("序号", "编号"),
    "section": ("单元", "评价单元"),
}
_NOTES = (
    "资料齐全",
    "见附件1",
    "已完成",
    "2026年3月开展",
    "制度已印发（湘水办〔2026〕3号）",
    "照片3张",
    "发票1-3号",
    "共2次",
    "5份",
)


@dataclass
class Row:
    """A row before it is laid out: its boxes by column role."""

    kind: str
    item: PrintedItem | None
    rule: PrintedRule | None
    boxes: dict[str, Place]


@dataclass
class Draft:
    """A table while it is being messed up."""

    rng: Random
    book: bool
    by_rule: bool
    columns: list[str]
    names: dict[str, str]
    rows: list[Row]
    truth: Truth
    labels: list[str] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    extra_total: bool = False
    sums: bool = False
    signed: bool = False
    parts_summed: bool = False
    values: dict[str, Written] = field(default_factory=dict)

    def row_of(self, about: str) -> Row:
        return next(
            row
            for row in self.rows
            if (row.rule and row.rule.id == about) or (row.item and row.item.id == about and not row.rule)
        )


def value_of(rng: Random, maximum: Decimal) -> Decimal:
    """A score in half points, most often the whole."""
    if rng.random() < 0.45:
        return maximum
    steps = int(maximum * 2)
    return Decimal(rng.randrange(steps + 1)) / 2


def draft(rng: Random, *, book: bool, layout: str, faulty: bool, truth: Truth) -> Draft:
    """A table in ``layout`` (项目, 逐条, 逐条小计, 逐条合并), filled in."""
    by_rule = layout != "项目"
    columns = ["number", "section", "item", "requirement", "rule", "max", "score"]
    if by_rule and rng.random() < 0.5:
        columns.remove("requirement")
    extra = [name for name in ("verified", "evidence", "note", "remark") if rng.random() < 0.4]
    names = {
        role: (options[0] if rng.random() < 0.7 else rng.choice(options)) for role, options in _OTHER_NAMES.items()
    }
    names["score"] = rng.choice(SCORE_NAMES)
    made = Draft(rng, book, by_rule, [*columns, *extra], names, [], truth)
    made.labels.append(f"布局：{layout}")
    made.labels.append(f"列名：{names['score']}")
    _fill(made, layout, faulty)
    _total(made, faulty)
    return made


def _fill(made: Draft, layout: str, faulty: bool) -> None:
    rng = made.rng
    bad = (
        set(rng.sample(range(32 if made.by_rule else 11), rng.randint(1, 3)))
        if faulty and rng.random() < 0.75
        else set()
    )
    seen, count = "", 0
    for item in printed_items():
        first = item.section != seen
        seen = item.section
        lines: tuple[PrintedRule | None, ...] = item.rules if made.by_rule else (None,)
        for number, rule in enumerate(lines):
            boxes = _printed(item, rule, first and number == 0, number == 0)
            merged = layout == "逐条合并"
            if merged:
                boxes["max"] = Box(plain(item.max)) if number == 0 else ABOVE
            if merged and number:
                boxes["score"] = ABOVE
            else:
                whole = rule is None or merged
                about, maximum = (item.id, item.max) if whole or rule is None else (rule.id, rule.max)
                boxes["score"] = _scored(made, about, maximum, count in bad)
                count += 1
            made.rows.append(Row("rule" if rule else "item", item, rule, boxes))
        if layout == "逐条小计" and len(item.rules) > 1:
            made.rows.append(_subtotal(made, item))
    if made.by_rule and layout != "逐条合并":
        _sum_items(made.truth)


def _printed(item: PrintedItem, rule: PrintedRule | None, first_of_section: bool, first: bool) -> dict[str, Place]:
    return {
        "number": Box(str(item.number)) if first_of_section else ABOVE,
        "section": Box(item.section) if first_of_section else ABOVE,
        "item": Box(item.title) if first else ABOVE,
        "requirement": Box(item.requirement) if first else ABOVE,
        "rule": Box(rule.text if rule else item.lines),
        "max": Box(plain(rule.max if rule else item.max)),
    }


def _scored(made: Draft, about: str, maximum: Decimal, bad: bool) -> Box:
    rng, truth = made.rng, made.truth
    value = value_of(rng, maximum)
    if about in ("1.1", "1.1.1"):
        value = rng.choice([maximum, Decimal(0)])
    written = _bad(made, maximum) if bad else scores.clean(rng, value, maximum, book=made.book)
    made.values[about] = written
    made.labels.append(f"分值写法：{written.shape}")
    (truth.rules if about.count(".") == 2 else truth.items)[about] = written.value
    if written.code:
        truth.need.append((written.code, about))
    if written.either:
        truth.either |= {about, item_of(about), "stated_total"}
        truth.may |= {"total-mismatch", "score-step"}
    return written.box


def _bad(made: Draft, maximum: Decimal) -> Written:
    rng = made.rng
    kind = rng.randrange(8)
    if kind == 0:
        return scores.missing(rng)
    if kind == 1:
        return scores.not_applicable(rng)
    if kind == 2:
        return scores.above(rng, maximum, book=made.book)
    if kind == 3:
        return scores.negative(rng, book=made.book)
    if kind == 4 and maximum >= 4:
        return scores.odd_step(Decimal("2.25"))
    return scores.doubtful(rng, book=made.book)


def _sum_items(truth: Truth) -> None:
    for item in printed_items():
        values = [truth.rules[rule.id] for rule in item.rules]
        known = [value for value in values if value is not None]
        truth.items[item.id] = sum(known, Decimal(0)) if len(known) == len(values) else None


def _subtotal(made: Draft, item: PrintedItem) -> Row:
    values = [made.truth.rules[rule.id] for rule in item.rules]
    known = [value for value in values if value is not None]
    complete = len(known) == len(values) and not {rule.id for rule in item.rules} & made.truth.either
    boxes: dict[str, Place] = dict.fromkeys(("number", "section", "item", "requirement"), ABOVE)
    boxes |= {
        "rule": Box("小计"),
        "max": Box(plain(item.max)),
        "score": Box(plain(sum(known, Decimal(0)))) if complete else Box(),
    }
    return Row("subtotal", item, None, boxes)


def _total(made: Draft, faulty: bool) -> None:
    """The last row: blank, a number, or a formula."""
    rng, truth = made.rng, made.truth
    known = [value for value in truth.items.values() if value is not None]
    right = sum(known, Decimal(0))
    whole = len(known) == 11 and not truth.either & set(truth.items) and not truth.either & set(truth.rules)
    shape = rng.choice(["blank", "number", "number", "words"])
    if made.book and whole:
        shape = rng.choice(["blank", "number", "words", "formula"])
    box = Box()
    if shape in ("number", "words"):
        text = plain(right) if shape == "number" else f"{plain(right)}分"
        box = Box(plain(right), "number", plain(right)) if made.book and shape == "number" else Box(text)
        truth.total = right
        if not whole:
            truth.may |= {"total-mismatch"}
            truth.either.add("stated_total")
    if shape == "formula":
        box, truth.total = Box(plain(right), "cached", plain(right), formula="SUM(G3:G40)"), right
    if faulty and whole and shape in ("number", "words") and rng.random() < 0.15:
        wrong = right + rng.choice([1, 2, -1, Decimal("0.5")])
        box, truth.total = Box(plain(wrong)), wrong
        truth.need.append(("total-mismatch", "stated_total"))
        truth.either.add("stated_total")
    label = rng.choice(["总分", "总  分", "合计", "总计", "总 分"])
    boxes: dict[str, Place] = {
        "number": Box(label),
        **dict.fromkeys(made.columns[1 : made.columns.index("max")], LEFT),
    }
    boxes |= {"max": Box("100"), "score": box}
    made.rows.append(Row("total", None, None, boxes))


# what befalls it


def notes(made: Draft) -> None:
    """Words in the columns that are no score."""
    for row in made.rows:
        for role in ("evidence", "note", "remark"):
            if role in made.columns and row.item and made.rng.random() < 0.3:
                row.boxes.setdefault(role, Box(made.rng.choice(_NOTES)))


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


def blank_rows(made: Draft) -> None:
    for _ in range(made.rng.randint(1, 3)):
        made.rows.insert(made.rng.randint(1, len(made.rows) - 1), Row("blank", None, None, {}))


def no_numbers(made: Draft) -> None:
    """序号 left out."""
    made.columns.remove("number")
    for row in made.rows:
        if row.kind == "total":
            row.boxes[made.columns[0]] = row.boxes["number"]


def unmerged(made: Draft) -> None:
    """Cells that were merged stand alone: blank below, or the text repeated."""
    repeat = made.rng.random() < 0.5
    before: dict[str, Place] = {}
    for row in made.rows:
        for role in ("number", "section", "item", "requirement", "max"):
            if row.boxes.get(role) == ABOVE and role != "max":
                row.boxes[role] = before[role] if repeat and row.kind != "subtotal" else Box()
            elif role in row.boxes:
                before[role] = row.boxes[role]


def page_breaks(made: Draft) -> None:
    """Header rows repeated where a page begins."""
    for _ in range(made.rng.randint(1, 2)):
        starts = [
            n
            for n, row in enumerate(made.rows)
            if n > 1
            and row.item
            and ABOVE not in (row.boxes.get("number"), row.boxes.get("section"), row.boxes.get("item"))
        ]
        if starts:
            made.rows.insert(made.rng.choice(starts), Row("header", None, None, {}))


def split(made: Draft) -> None:
    """Two or three tables instead of one, the later ones with or without a header."""
    starts = [
        n
        for n, row in enumerate(made.rows)
        if n > 1 and row.item and row.boxes.get("number") not in (ABOVE, None) and row.kind != "subtotal"
    ]
    made.breaks = sorted(made.rng.sample(starts, min(len(starts), made.rng.randint(1, 2)))) if starts else []


def deleted_row(made: Draft) -> None:
    """A row gone: it must be named, and nothing may take its score from a neighbour."""
    candidates = [row for row in made.rows if row.kind == "item" or (row.rule and row.item and len(row.item.rules) > 1)]
    candidates = [row for row in candidates if row.boxes.get("score") != ABOVE]
    row = made.rng.choice(candidates)
    below = made.rows[made.rows.index(row) + 1]
    for role, box in row.boxes.items():
        if below.boxes.get(role) == ABOVE and box != ABOVE and role != "score":
            below.boxes[role] = box
    assert row.item is not None
    about = row.rule.id if row.rule else row.item.id
    made.rows.remove(row)
    truth = made.truth
    truth.need = [one for one in truth.need if one[1] != about]
    truth.need.append(("rows-missing", about))
    (truth.rules if row.rule else truth.items)[about] = None
    truth.items[row.item.id] = None
    unsure_total(truth)
    truth.may |= {"total-mismatch", "item-rules-mismatch", "maximum-differs", "score-shared"}


def unsure_total(truth: Truth) -> None:
    """Once an item is open, no total can be wrong."""
    truth.either |= {"stated_total"}
    truth.need = [one for one in truth.need if one[0] != "total-mismatch"]


def repeated_row(made: Draft) -> None:
    """A row given twice with another score."""
    rows = [
        row
        for row in made.rows
        if row.item and isinstance(row.boxes.get("score"), Box) and row.boxes.get("item") != ABOVE
    ]
    rows = [
        row
        for row in rows
        if (row.rule is None or len(row.item.rules) == 1 if row.item else False) and row.kind != "subtotal"
    ]
    rows = [
        row
        for row in rows
        if (row.item.id if row.item and not row.rule else row.rule.id if row.rule else "") in made.values
    ]
    row = made.rng.choice(rows)
    assert row.item is not None
    about = row.rule.id if row.rule else row.item.id
    again = Row(
        row.kind, row.item, row.rule, {**row.boxes, "score": Box("1" if made.values[about].value != 1 else "2")}
    )
    for role in ("number", "section"):
        again.boxes[role] = ABOVE
    made.rows.insert(made.rows.index(row) + 1, again)
    truth = made.truth
    truth.need = [one for one in truth.need if one[1] != about]
    truth.need.append(("rows-repeated", about))
    (truth.rules if row.rule else truth.items)[about] = None
    truth.items[row.item.id] = None
    unsure_total(truth)
    truth.may |= {"total-mismatch", "item-rules-mismatch"}


def strange_row(made: Draft) -> None:
    """A row of the unit's own with a score: it counts for nothing and must be said."""
    boxes: dict[str, Place] = {
        "number": Box("6"),
        "section": Box("加分项"),
        "item": Box("特色工作"),
        "rule": Box("获得省级以上表彰的，得5分。"),
    }
    boxes |= {"max": Box("5"), "score": Box("5")}
    made.rows.insert(len(made.rows) - 1, Row("strange", None, None, boxes))
    made.truth.need.append(("row-unknown", "file"))
    made.truth.may |= {"row-unknown", "total-mismatch"}


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
    _no_total(made)


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


def _no_total(made: Draft) -> None:
    made.rows[-1].boxes["score"] = Box()
    made.truth.total = None
    made.truth.need = [one for one in made.truth.need if one[1] != "stated_total"]


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


def total_elsewhere(made: Draft) -> None:
    """The total on a line of its own, none in the table."""
    made.extra_total = True


def formulas(made: Draft) -> None:
    """In a workbook: sums and references that the program never calculated."""
    made.sums = made.book


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


def reordered(made: Draft) -> None:
    """By item: the 项目 in another order, nothing merged."""
    if made.by_rule:
        return
    for row in made.rows[:-1]:
        if row.item:
            row.boxes["number"], row.boxes["section"] = Box(row.item.id.partition(".")[0]), Box(row.item.section)
    body = made.rows[:-1]
    made.rng.shuffle(body)
    made.rows = [*body, made.rows[-1]]


def no_total(made: Draft) -> None:
    """The last row, 总分, deleted."""
    _no_total(made)
    made.rows.pop()


def ordinal_items(made: Draft) -> None:
    """By item: 序号 counts the 项目 from 1 to 11."""
    numbers = iter(range(1, 20))
    for row in made.rows:
        if row.item:
            row.boxes["number"] = Box(str(next(numbers)))


def signed_inside(made: Draft) -> None:
    """Rows at the end of the table for signatures and remarks, over its whole width."""
    made.signed = True


def part_totals(made: Draft) -> None:
    """Each part of a split table ends with its own 合计."""
    split(made)
    made.parts_summed = True


Mess = Callable[[Draft], None]
HARMLESS: dict[str, Mess] = {
    "得分列移动": moved,
    "空列": blank_column,
    "另加列": other_column,
    "空行": blank_rows,
    "无序号": no_numbers,
    "拆开合并格": unmerged,
    "页首重复表头": page_breaks,
    "拆成几张表": split,
    "格内分条": breakdowns,
    "得分在备注": in_remarks,
    "得分合并": merged_score,
    "得分格跨列": wide_score,
    "两层表头": two_tiers,
    "项目带分": titled_items,
    "改动字句": edited_words,
    "条号": ids,
    "规则带号": numbered_rules,
    "分值带分": maximum_in_words,
    "自家表": own_form,
    "简表": short_form,
    "名称换行": printed_breaks,
    "汉字序号": chinese_numbers,
    "市县字样": city_words,
    "规则截短": shortened_words,
    "旁列有数": last_year,
    "核查列划线": verifier_dashes,
    "总分另行": total_elsewhere,
    "未算公式": formulas,
    "项目换序": reordered,
    "无总分行": no_total,
    "逐项序号": ordinal_items,
    "表内落款": signed_inside,
    "分表合计": part_totals,
}
HARMFUL: dict[str, Mess] = {
    "删行": deleted_row,
    "重复行": repeated_row,
    "表外行": strange_row,
    "部分合并": half_merged,
    "跨项目合并": shared_items,
    "勾不适用": unfit,
}
_APART = (
    {"格内分条", "得分在备注", "得分合并"},
    {"得分列移动", "两层表头", "得分格跨列"},
    {"拆成几张表", "页首重复表头", "空行"},
    {"无序号", "条号"},
    {"得分合并", "部分合并", "删行", "重复行", "格内分条", "得分在备注"},
    {"空行", "得分合并", "部分合并"},
    {"自家表", "勾不适用", "得分在备注", "无序号", "条号", "两层表头", "得分列移动", "汉字序号", "得分格跨列", "简表"},
    {
        "简表",
        "无序号",
        "两层表头",
        "空列",
        "另加列",
        "得分列移动",
        "得分格跨列",
        "规则带号",
        "改动字句",
        "核查列划线",
        "旁列有数",
        "页首重复表头",
        "拆成几张表",
        "拆开合并格",
        "汉字序号",
        "名称换行",
    },
    {"汉字序号", "条号", "无序号", "逐项序号", "自家表", "简表", "项目换序", "拆开合并格"},
    {"无总分行", "总分另行", "未算公式", "表外行", "项目换序"},
    {
        "分表合计",
        "拆成几张表",
        "页首重复表头",
        "空行",
        "简表",
        "项目换序",
        "未算公式",
        "删行",
        "重复行",
        "得分合并",
        "部分合并",
        "得分在备注",
        "勾不适用",
        "跨项目合并",
        "格内分条",
        "表外行",
        "无总分行",
        "无序号",
        "逐项序号",
    },
    {"逐项序号", "页首重复表头", "拆成几张表", "跨项目合并"},
    {"表内落款", "未算公式", "总分另行"},
    {"旁列有数", "两层表头", "得分格跨列"},
    {"核查列划线", "两层表头", "得分列移动"},
    {
        "项目换序",
        "空行",
        "页首重复表头",
        "拆成几张表",
        "拆开合并格",
        "简表",
        "汉字序号",
        "跨项目合并",
        "重复行",
        "删行",
        "表外行",
    },
    {"未算公式", "总分另行", "拆成几张表", "空行", "页首重复表头", "删行", "重复行", "表外行"},
    {"改动字句", "规则截短", "市县字样"},
    {"名称换行", "项目带分"},
    {"跨项目合并", "得分在备注", "格内分条", "空行", "页首重复表头", "拆成几张表"},
    {"勾不适用", "得分合并", "得分在备注", "部分合并", "删行", "重复行", "拆开合并格"},
    {"拆开合并格", "删行", "重复行", "得分合并", "部分合并"},
)
_BY_RULE = {"得分合并", "条号", "规则带号", "部分合并", "自家表", "规则截短", "勾不适用"}
_BY_ITEM = {"逐项序号", "格内分条", "简表", "项目换序", "跨项目合并"}


def mess_up(made: Draft, layout: str, faulty: bool) -> None:
    """Up to three harmless things, and on a faulty form perhaps one harmful."""
    rng = made.rng
    if rng.random() < 0.5:
        notes(made)
    chosen: list[str] = []
    pool = [*rng.sample(list(HARMLESS), 4)][: rng.choice([0, 1, 2, 3])]
    if faulty and rng.random() < 0.25:
        pool = [rng.choice(list(HARMFUL)), *pool]
    for name in pool:
        if (name in _BY_RULE and layout not in ("逐条", "逐条小计")) or (name in _BY_ITEM and layout != "项目"):
            continue
        if name in ("删行", "重复行", "得分合并", "部分合并", "空行", "拆开合并格") and layout == "逐条合并":
            continue
        if name in ("得分合并", "部分合并", "得分在备注", "勾不适用", "自家表", "未算公式") and layout == "逐条小计":
            continue
        if any({name, other} <= apart for apart in _APART for other in chosen):
            continue
        chosen.append(name)
        {**HARMLESS, **HARMFUL}[name](made)
    made.labels += [f"结构：{name}" for name in chosen]


def tables_of(made: Draft) -> list[Table]:
    """The table or tables as places, headers written out."""
    pieces: list[list[list[Place]]] = [_header(made)]
    for number, row in enumerate(made.rows):
        if number in made.breaks and made.parts_summed:
            pieces[-1].append(_part_total(made, number))
        if number in made.breaks:
            pieces.append(_header(made) if made.rng.random() < 0.6 else [])
        if row.kind == "header":
            pieces[-1] += _header(made)
            continue
        pieces[-1].append([_place(row, role) for role in made.columns])
    if made.signed:
        pieces[-1] += _signatures(made)
    found = [Table(_settled(piece)) for piece in pieces]
    if made.sums and len(found) == 1 and found[0].rows[-1] and made.truth.total is not None:
        _sum_formula(made, found[0])
    return found


def _sum_formula(made: Draft, table: Table) -> None:
    """The total as a SUM over the column, without a stored result; counts where every score is a number."""
    column = made.columns.index("score")
    body = [row[column] for row in table.rows[:-1]]
    numbers = all(
        not isinstance(box, Box) or not box.score or box.kind in ("number", "float", "cached") for box in body
    )
    table.rows[-1][column] = Box("", "uncached", formula="SUM({range})")
    table.sum_column = (
        column,
        sum(1 for row in table.rows[:-1] if not any(isinstance(p, Box) and p.score for p in row)),
    )
    truth = made.truth
    truth.need = [one for one in truth.need if one[0] != "total-mismatch"]
    if not numbers or truth.either:
        truth.either.add("stated_total")
        truth.may |= {"formula-without-value", "total-mismatch"}
        truth.total = None
    else:
        truth.total = sum((value for value in truth.items.values() if value is not None), Decimal(0))
        if any(value is None for value in truth.items.values()):
            truth.either.add("stated_total")
            truth.may |= {"formula-without-value", "total-mismatch"}
        else:
            truth.need.append(("formula-computed", "stated_total"))


def _part_total(made: Draft, end: int) -> list[Place]:
    """合计 of the rows of one part."""
    start = max([0, *[n for n in made.breaks if n < end]])
    about = [
        row.item.id
        for row in made.rows[start:end]
        if row.item and row.boxes.get("item") != ABOVE and row.kind != "subtotal"
    ]
    values = [made.truth.items[one] for one in dict.fromkeys(about)]
    maxima = sum((item.max for item in printed_items() if item.id in about), Decimal(0))
    known = [value for value in values if value is not None]
    score = Box(plain(sum(known, Decimal(0)))) if len(known) == len(values) else Box()
    return [
        {"number": Box("合计"), "max": Box(plain(maxima)), "score": score}.get(role, Box()) for role in made.columns
    ]


def _signatures(made: Draft) -> list[list[Place]]:
    """Remarks, and who filled the form in, as rows over the whole width."""
    rng, truth = made.rng, made.truth
    texts = [
        rng.choice(
            [
                "注：各项得分不得超过分值，佐证材料附后。",
                "填表说明：1.本表由单位填写。2.得分保留一位小数。",
                "单位意见：情况属实，自评得分真实有效。",
            ]
        )
    ]
    if truth.person:
        texts.append(f"填表人：{truth.person}　　联系电话：{truth.phone}")
    texts.append("单位负责人（签字）：赵某　　审核人：钱某")
    width = len(made.columns)
    return [[Box(text), *[LEFT] * (width - 1)] for text in texts]


def _place(row: Row, role: str) -> Place:
    if row.kind == "total" and role not in row.boxes:
        return Box()
    place = row.boxes.get(role, Box())
    return replace(place, score=True) if role == "score" and isinstance(place, Box) and row.item else place


def _header(made: Draft) -> list[list[Place]]:
    low: list[Place] = [LEFT if made.names[role] == LEFT else Box(made.names[role]) for role in made.columns]
    if "tier" not in made.names:
        return [low]
    high: list[Place] = list(low)
    under: list[Place] = [LEFT if place == LEFT else ABOVE for place in low]
    first = made.columns.index("score")
    for offset, place in enumerate((Box(made.names["tier"]), LEFT)):
        high[first + offset] = place
        under[first + offset] = low[first + offset]
    return [high, under]


def _settled(rows: list[list[Place]]) -> list[list[Place]]:
    """Marks that point at nothing become blank boxes; a box both wide and high covers its whole rectangle."""
    for r, row in enumerate(rows):
        for c, place in enumerate(row):
            above_wide = r > 0 and c > 0 and rows[r - 1][c] == LEFT
            if place == ABOVE and (
                r == 0 or above_wide or (c + 1 < len(row) and rows[r - 1][c + 1] == LEFT and row[c + 1] != LEFT)
            ):
                row[c] = Box()
            if place == LEFT and c == 0:
                row[c] = Box()
    for r, row in enumerate(rows):
        for c, place in enumerate(row):
            if place == LEFT and row[c - 1] == ABOVE:
                rows[r][c] = LEFT
    return rows

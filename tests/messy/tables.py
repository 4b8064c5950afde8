"""The score table in its layouts, filled in, and what befalls it on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from tests.messy import scores
from tests.messy.notice import PrintedItem, PrintedRule, item_of, printed_items
from tests.messy.paper import ABOVE, LEFT, Box, Place, Truth
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


NOTES = (
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


def unsure_total(truth: Truth) -> None:
    """Once an item is open, no total can be wrong."""
    truth.either |= {"stated_total"}
    truth.need = [one for one in truth.need if one[0] != "total-mismatch"]

"""A small bureau's year, built from plain values: what forms and workbooks are written from."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from jieyue.formset import FormSet, load_form_set
from jieyue.model import (
    Basis,
    ItemAnswer,
    ItemScore,
    Kind,
    Level,
    Problem,
    RuleAnswer,
    RuleScore,
    Scorecard,
    Severity,
    Source,
    Standing,
    Submission,
    Unit,
    Yearbook,
)
from jieyue.settings import Group, OfficeContact, Organ, Settings

FORM_SET = load_form_set()
YEAR = 2026
UNIT = Unit(
    "湖南省水文中心",
    "省级",
    nature="参公事业单位",
    code="12430000448700000X",
    person="李某",
    phone="0731-80000000",
    facts=(("食堂", "有"), ("公务用车", "3辆")),
)
SETTINGS = Settings(
    YEAR,
    Level.PROVINCE,
    Organ("湖南省机关事务管理局", "湖南省", "湘管"),
    contact=OfficeContact("周某", "0731-82210000"),
    groups=(Group("第一组", "王某", ("张某", "赵某"), units=(UNIT.name,)),),
)


def card(unit: Unit, basis: Basis, lost: dict[str, str], form_set: FormSet = FORM_SET) -> Scorecard:
    """Full marks but for the points ``lost`` by rule."""
    items = []
    for item in form_set.items:
        rules = tuple(
            RuleScore(rule.id, rule.max, rule.max - Decimal(lost.get(rule.id, "0")), "") for rule in item.rules
        )
        total = sum((rule.score or Decimal(0) for rule in rules), Decimal(0))
        items.append(ItemScore(item.id, item.max, total, "", rules))
    total = sum((item.score or Decimal(0) for item in items), Decimal(0))
    return Scorecard(unit.name, YEAR, basis, tuple(items), total, Decimal(80), total >= 80)


def answers(scores: Scorecard, notes: dict[str, str], kind: Kind) -> Submission:
    """The form a card came from."""
    items = tuple(
        ItemAnswer(
            item.item,
            item.score,
            rules=tuple(
                RuleAnswer(rule.rule, rule.score, note=notes.get(rule.rule), count=3 if rule.rule == "2.2.5" else None)
                for rule in item.rules
            ),
        )
        for item in scores.items
    )
    return Submission(Source("表.xlsx", "0" * 64, "xlsx"), FORM_SET.id, kind, YEAR, scores.unit, items=items)


def verified(unit: Unit, own: dict[str, str], checked: dict[str, str], notes: dict[str, str] | None = None) -> Standing:
    """A unit that reported and was verified, with the points lost on each side."""
    self_card, verified_card = card(unit, Basis.SELF, own), card(unit, Basis.VERIFIED, checked)
    return Standing(
        unit,
        "达标" if verified_card.passed else "未达标",
        self_card,
        verified_card,
        received_on=date(2026, 10, 20),
        submission=answers(self_card, notes or {}, Kind.SELF_ASSESSMENT),
        verification=answers(verified_card, notes or {}, Kind.VERIFICATION),
    )


def small_year() -> Yearbook:
    """Five units: passed at exactly 80, failed at 79.5, waiting, missing, passed in a city."""
    low = {"1.1.1": "10", "2.2.1": "4", "4.1.2": "3.5", "2.2.2": "2.5"}
    problem = Problem("score-missing", Severity.ERROR, "自评表!G7", "2.2.1", None, "“2.2.1”没有填得分", "请单位补填")
    waiting = Unit("湖南省等待厅", "省级", nature="政府部门")
    waiting_card = card(waiting, Basis.SELF, {})
    standings = (
        verified(Unit("湖南省刚好厅", "省级", nature="政府部门"), {"1.1.1": "10"}, low),
        verified(Unit("湖南省差半分局", "省级", nature="政府部门"), {}, {**low, "3.1.3": "0.5"}, {"2.2.1": "没有方案"}),
        Standing(
            waiting,
            "待补正",
            waiting_card,
            submission=answers(waiting_card, {}, Kind.SELF_ASSESSMENT),
            problems=(problem,),
        ),
        Standing(Unit("湖南省缺席委", "省级", person="钱某", phone="0731-81111111"), "未报送"),
        verified(Unit("株洲市好样局", "市级", "株洲市", nature="群团组织"), {}, {}),
    )
    return Yearbook(YEAR, Level.PROVINCE, date(2027, 3, 5), standings, drawn=("株洲市好样局",))

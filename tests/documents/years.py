"""A small bureau's year for the document tests, made of records alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generate.narrative import Narrative
from jieyue.formset import FormSet, load_form_set
from jieyue.model import (
    Basis,
    ItemAnswer,
    ItemScore,
    Kind,
    Level,
    RuleAnswer,
    RuleScore,
    Scorecard,
    Source,
    Standing,
    Submission,
    SummaryRow,
    Unit,
    Yearbook,
)
from jieyue.settings import Group, OfficeContact, Organ, Policy, Settings

FORM_SET = load_form_set("hunan-2020")

PROVINCE = Organ(
    name="湖南省机关事务管理局",
    region="湖南省",
    code="湘管发",
    short="省机关事务管理局",
    letter_code="湘管函",
    superior="国家机关事务管理局",
    office="公共机构节能管理处",
    printed_by="湖南省机关事务管理局办公室",
    copies=("国家机关事务管理局公共机构节能管理司", "省人民政府办公厅"),
)
CITY = Organ(name="长沙市机关事务管理局", region="长沙市", code="长管发", superior="湖南省机关事务管理局")
COUNTY = Organ(name="宁乡市机关事务服务中心", region="宁乡市", code="宁管发", superior="长沙市机关事务管理局")

NARRATIVE = Narrative(
    {
        "主要做法": ("加强组织领导，建立创建工作联络员制度，按季度调度创建进展。",),
        "下一步工作": ("继续扩大创建覆盖面，加强对市州创建工作的指导。",),
    }
)


@dataclass(frozen=True)
class Result:
    """One unit of a test year: where it stands and its totals, lost point by point from the first rules on."""

    name: str
    level: str = "省级"
    nature: str = "行政机关"
    self_total: str | None = "95"
    verified: str | None = "90"
    city: str | None = None
    district: str | None = None
    late: bool = False
    before: bool = False
    failed_before: bool = False


def card(total: str, basis: Basis, name: str, form_set: FormSet = FORM_SET) -> Scorecard:
    """A scorecard of that total: points are taken from the table's last rules first."""
    to_lose = form_set.total - Decimal(total)
    scores: dict[str, Decimal] = {}
    for rule in reversed(list(form_set.rules())):
        lost = min(rule.max, to_lose)
        scores[rule.id] = rule.max - lost
        to_lose -= lost
    items = tuple(
        ItemScore(
            item.id,
            item.max,
            sum((scores[rule.id] for rule in item.rules), Decimal(0)),
            "",
            tuple(RuleScore(rule.id, rule.max, scores[rule.id], "") for rule in item.rules),
        )
        for item in form_set.items
    )
    return Scorecard(name, 2026, basis, items, Decimal(total), form_set.pass_mark, Decimal(total) >= form_set.pass_mark)


def submission(name: str, kind: Kind) -> Submission:
    """A returned form, with reasons beside two rules of the last item."""
    notes = ItemAnswer(
        "5.2", rules=(RuleAnswer("5.2.1", note="未纳入培训计划"), RuleAnswer("5.2.2", note="未见培训记录"))
    )
    return Submission(
        Source(f"{name}.xlsx", "0" * 64, "xlsx"),
        form_set="hunan-2020",
        kind=kind,
        year=2026,
        unit=name,
        filled_on=date(2026, 11, 12),
        items=(notes,),
    )


def standing(result: Result) -> Standing:
    """One unit's standing: with cards when the desk's own, else with a summary line."""
    unit = Unit(
        result.name,
        result.level,
        city=result.city,
        district=result.district,
        nature=result.nature,
        person="联络员甲",
        phone="13800000000",
        failed_last_year=result.failed_before,
    )
    common = {"late": result.late, "passed_before": result.before}
    self_total = Decimal(result.self_total) if result.self_total else None
    verified = Decimal(result.verified) if result.verified else None
    if result.city is not None:
        row = SummaryRow(
            result.name,
            self_score=self_total,
            verified_score=verified,
            passed=None if verified is None else verified >= FORM_SET.pass_mark,
        )
        return Standing(unit, "x", summary=row if result.self_total else None, **common)
    return Standing(
        unit,
        "x",
        self_card=card(result.self_total, Basis.SELF, result.name) if result.self_total else None,
        verified_card=card(result.verified, Basis.VERIFIED, result.name) if result.verified else None,
        submission=submission(result.name, Kind.SELF_ASSESSMENT) if result.self_total else None,
        verification=submission(result.name, Kind.VERIFICATION) if result.verified else None,
        **common,
    )


MIXED: tuple[Result, ...] = (
    Result("湖南省水利厅", verified="92.5"),
    Result("湖南省委宣传部", nature="党委机关", verified="88"),
    Result("湖南省总工会", nature="群团组织", verified="72.5", late=True),
    Result("湖南省人民检察院", nature="法检机关", verified="80"),
    Result("湖南省地质院", nature="事业单位", self_total=None, verified=None),
    Result("长沙市财政局", level="市级", city="长沙市", verified="85"),
    Result("宁乡市教育局", level="县级", city="长沙市", district="宁乡市", verified="79.5"),
    Result("岳阳市水务局", level="市级", city="岳阳市", verified="91", before=True),
)


def year(results: Sequence[Result] = MIXED, level: Level = Level.PROVINCE, **more: object) -> Yearbook:
    """The Yearbook of those results."""
    return Yearbook(2026, level, date(2026, 12, 20), tuple(standing(result) for result in results), **more)  # type: ignore[arg-type]


def settings(organ: Organ = PROVINCE, level: Level = Level.PROVINCE, **more: object) -> Settings:
    """Settings with a contact, two groups and a target."""
    given: dict[str, object] = {
        "contact": OfficeContact("陈某某", "0731-80000000"),
        "target": Decimal(70),
        "signers": {"filing": ("王某某",), "summary": ("李某某",)},
        "groups": (
            Group("第一组", "张某", ("刘某", "周某"), date(2026, 11, 2), date(2026, 11, 13)),
            Group("第二组", "赵某", ("孙某",), date(2026, 11, 9), date(2026, 11, 20)),
        ),
        "policy": Policy(),
        **more,
    }
    return Settings(2026, level, organ, **given)  # type: ignore[arg-type]

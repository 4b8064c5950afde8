"""核查表: one unit's scoring sheet with its self-assessed scores printed, to be filled in on site and read back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from generate.form_content import Column, Form, HeadField, Value, form_title
from jieyue.figures import plain
from jieyue.formset import FormSet
from jieyue.model import LEVEL_WORDS, Kind, RuleAnswer, Standing, Unit
from jieyue.settings import Group, Settings

_COLUMNS = (
    Column("number", "编号", 7),
    Column("section", "单元", 9),
    Column("item", "项目", 10),
    Column("rule", "评分规则", 46),
    Column("max", "分值", 6),
    Column("self_score", "自评得分", 9),
    Column("self_note", "自评情况", 20),
    Column("verified_score", "核查得分", 10, fill=True),
    Column("note", "扣分原因", 30, fill=True),
)
_SHEET = "只填浅黄色单元格；小计和总分自动计算"
_WORD = "点灰字处填写；小计、总分为各条得分相加"
_SIGNATURES = (
    ("核查意见", ""),
    ("核查组签字", "组长：　　　　　　　　成员：　　　　　　　　　　　　　　　　　　年　　月　　日"),
    ("单位意见", "（盖章）　　　　　　　　　　年　　月　　日"),
)


def sheet_xlsx(form_set: FormSet, year: int, standing: Standing, settings: Settings) -> bytes:
    """The unit's 核查表 as a protected workbook, with a page for signatures."""
    from generate.form_xlsx import form_xlsx

    return form_xlsx(sheet_form(form_set, year, standing, settings))


def sheet_docx(form_set: FormSet, year: int, standing: Standing, settings: Settings) -> bytes:
    """The unit's 核查表 as a Word file with content controls, with a page for signatures."""
    from generate.form_docx import form_docx

    return form_docx(replace(sheet_form(form_set, year, standing, settings), notes=_notes(form_set, _WORD)))


def sheet_form(form_set: FormSet, year: int, standing: Standing, settings: Settings) -> Form:
    """What the 核查表 holds, whatever its format."""
    return Form(
        form_set=form_set,
        kind=Kind.VERIFICATION.value,
        year=year,
        unit=standing.unit.name,
        level=settings.level.value,
        title=form_title(form_set, year, name_of(standing, settings)),
        sheet=name_of(standing, settings),
        head=_head(year, standing.unit, group_of(standing.unit, settings.groups)),
        columns=_COLUMNS,
        score="verified_score",
        notes=_notes(form_set, _SHEET),
        printed=dict(_printed(form_set, standing)),
        signatures=_SIGNATURES,
        organ=settings.organ.name,
    )


def name_of(standing: Standing, settings: Settings) -> str:
    """核查表 for a unit of the desk itself, 复核表 for one that a lower desk has judged."""
    return "核查表" if standing.unit.level == LEVEL_WORDS[settings.level] else "复核表"


def group_of(unit: Unit, groups: tuple[Group, ...]) -> Group | None:
    """The 核查组 that the settings send to the unit."""
    return next((group for group in groups if unit.name in group.units), None)


def _head(year: int, unit: Unit, group: Group | None) -> tuple[tuple[HeadField, ...], ...]:
    people = "、".join(filter(None, (group.leader, *group.members))) if group else ""
    return (
        (
            HeadField("unit", "单位名称", unit.name, printed=True),
            HeadField("code", "统一社会信用代码", unit.code, printed=True),
            HeadField("year", "年度", year, printed=True),
        ),
        (
            HeadField("region", "市州", unit.city, printed=True),
            HeadField("district", "县市区", unit.district, printed=True),
            HeadField("level", "层级", unit.level, printed=True),
        ),
        (
            HeadField("person", "联系人", unit.person),
            HeadField("phone", "联系电话", unit.phone),
            HeadField("group", "核查组", group.name if group else None),
        ),
        (
            HeadField("verifier", "核查人", people or None),
            HeadField("verified_on", "核查日期", is_date=True, prompt="写明年、月、日，如2026-11-12"),
        ),
    )


def _notes(form_set: FormSet, how: str) -> tuple[str, ...]:
    return (
        "填表说明",
        f"1. {how}，满分{plain(form_set.total)}分，{plain(form_set.pass_mark)}分（含）以上为达标。",
        "2. 每条都要填核查得分，没有得分的填0；低于自评得分的，在“扣分原因”栏写明缺什么。",
        "3. 自评得分为单位所报，不在本表修改。核查后由核查组和单位在签字页签字、盖章。",
    )


def _printed(form_set: FormSet, standing: Standing) -> Iterator[tuple[tuple[str, str], Value]]:
    """What the unit reported, by rule and item, and its total."""
    for item in standing.self_card.items if standing.self_card else ():
        if len(form_set.item_by_id[item.item].rules) == 1:
            yield (form_set.item_by_id[item.item].rules[0].id, "self_score"), item.score
        yield (item.item, "self_score"), item.score
        for rule in item.rules:
            yield (rule.rule, "self_score"), rule.score
    if standing.self_card:
        yield ("total", "self_score"), standing.self_card.total
    yield from _said(form_set, standing)


def _said(form_set: FormSet, standing: Standing) -> Iterator[tuple[tuple[str, str], Value]]:
    """Counts and remarks of the self-assessment."""
    for item in standing.submission.items if standing.submission else ():
        if item.note:
            rules = form_set.item_by_id[item.item].rules
            yield (rules[0].id if len(rules) == 1 else item.item, "self_note"), item.note
        for answer in item.rules:
            text = _remark(form_set, answer)
            if text:
                yield (answer.rule, "self_note"), text


def _remark(form_set: FormSet, answer: RuleAnswer) -> str:
    counted = form_set.rule_by_id[answer.rule].count
    parts = [f"{counted.thing}{answer.count}{counted.unit}" if counted and answer.count is not None else ""]
    parts += ["不适用" if answer.not_applicable else "", answer.note or ""]
    return "；".join(filter(None, parts))


def self_scores(form: Form) -> Mapping[str, Decimal]:
    """The self-assessed scores a 核查表 prints, by rule or item id and ``total``."""
    return {
        about: value
        for (about, column), value in form.printed.items()
        if column == "self_score" and isinstance(value, Decimal)
    }

"""Blank self-assessment forms (自评表): what is known of the unit is printed, everything else is asked once."""

from __future__ import annotations

from dataclasses import replace

from generate.form_content import Column, Form, HeadField, form_title
from jieyue.figures import plain
from jieyue.formset import FormSet
from jieyue.model import Kind, Unit

LEVELS = ("省级", "市级", "县级")
_MODES = ("独立", "集中")
_YES_NO = ("有", "无")
_SHEET = "只填浅黄色单元格；小计和总分自动计算"
_WORD = "点灰字处填写；小计、总分为各条得分相加"
_COLUMNS = (
    Column("number", "编号", 7),
    Column("section", "单元", 9),
    Column("item", "项目", 10),
    Column("rule", "评分规则", 46),
    Column("max", "分值", 6),
    Column("count", "计数", 7, fill=True),
    Column("self_score", "自评得分", 10, fill=True),
    Column("evidence", "佐证材料", 24, fill=True),
    Column("not_applicable", "不适用", 8, fill=True),
    Column("note", "说明", 20, fill=True),
)


def blank_xlsx(form_set: FormSet, year: int, unit: Unit | None, level: str, organ: str = "") -> bytes:
    """The blank form as a protected workbook; ``level`` (province, city, county) names the desk's superior organ."""
    from generate.form_xlsx import form_xlsx

    return form_xlsx(blank_form(form_set, year, unit, level, organ))


def blank_docx(form_set: FormSet, year: int, unit: Unit | None, level: str, organ: str = "") -> bytes:
    """The blank form as a Word file with content controls tagged ``rule:<id>:<column>`` and ``field:<name>``."""
    from generate.form_docx import form_docx

    return form_docx(replace(blank_form(form_set, year, unit, level, organ), notes=_notes(form_set, _WORD)))


def blank_form(form_set: FormSet, year: int, unit: Unit | None, level: str, organ: str = "") -> Form:
    """What the blank form holds, whatever its format."""
    return Form(
        form_set=form_set,
        kind=Kind.SELF_ASSESSMENT.value,
        year=year,
        unit=unit.name if unit else None,
        level=level,
        title=form_title(form_set, year, "自评表"),
        sheet="自评表",
        head=_head(form_set, year, unit),
        columns=_columns(form_set),
        score="self_score",
        notes=_notes(form_set, _SHEET),
        organ=organ,
    )


def _columns(form_set: FormSet) -> tuple[Column, ...]:
    """Without a 计数 column where no rule counts anything."""
    counts = any(rule.count for rule in form_set.rules())
    return tuple(column for column in _COLUMNS if counts or column.name != "count")


def _head(form_set: FormSet, year: int, unit: Unit | None) -> tuple[tuple[HeadField, ...], ...]:
    told = unit or Unit(name="", level="")

    def known(name: str, label: str, value: str | None, choices: tuple[str, ...] = ()) -> HeadField:
        return HeadField(name, label, value or None, choices, printed=bool(value))

    def fact(name: str, label: str, choices: tuple[str, ...]) -> HeadField:
        return HeadField(name, label, _fact(form_set, told, name, choices), choices)

    return (
        (
            known("unit", "单位名称", told.name),
            known("code", "统一社会信用代码", told.code),
            HeadField("year", "年度", year, printed=True),
        ),
        (
            known("region", "市州", told.city),
            known("district", "县市区", told.district),
            known("level", "层级", told.level, LEVELS),
        ),
        (
            fact("office_mode", "办公方式", _MODES),
            fact("vehicles", "有无公务用车", _YES_NO),
            fact("canteen", "有无食堂", _YES_NO),
        ),
        (
            HeadField("person", "联系人", told.person),
            HeadField("phone", "联系电话", told.phone),
            fact("property", "有无物业", _YES_NO),
        ),
        (
            HeadField("responsible", "负责人"),
            HeadField("filled_on", "填报日期", is_date=True, prompt="写明年、月、日，如2026-10-12"),
        ),
    )


def _fact(form_set: FormSet, unit: Unit, name: str, choices: tuple[str, ...]) -> str | None:
    """What the register says of 食堂, 公务用车 and so on, if it is one of the answers the form offers."""
    words = form_set.fields.get(name, ())
    for label, value in unit.facts:
        if label in words and value in choices:
            return value
    return None


def _notes(form_set: FormSet, how: str) -> tuple[str, ...]:
    return (
        "填表说明",
        f"1. {how}，满分{plain(form_set.total)}分。没有得分的填0，不要留空。",
        "2. 得分只填数，不带“分”字；“计数”只在按数量计分的条目填写。",
        "3. 确实不涉及的条目，在“不适用”栏选“不适用”，得分留空，在“说明”栏写明理由。",
        "4. 佐证材料写名称即可，原件留存备查。填好后不要另存为图片，连同盖章件一并报送。",
    )

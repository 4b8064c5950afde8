"""What comes back after November: 核查表, 市州汇总表, 复核表 of the units drawn, and a 整改报告."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from jieyue.year.draw import Ticket, sample_of, size_of
from samples import word
from samples.by_rule import own_table
from samples.numbers import plain
from samples.printed import Filling, Look, as_docx, as_xlsx
from samples.returned import Returned, truth
from samples.sheets import Value, add_sheet, new_book, saved
from samples.year import (
    DRAW_RATE,
    DRAW_SEED,
    FORM_SET,
    YEAR,
    Reported,
    by_item,
    full_marks,
    losing,
    province,
    regions,
    total,
)

_NOT_REPORTED = "湖南省科学技术协会"
_CHECKED = Look(
    title=f"{YEAR}年度湖南省节约型机关现场核查评分表",
    columns=("自评得分", "核查得分", "扣分原因"),
    kinds=("self", "verified", "lost"),
    head="被核查单位：{unit}　　核查日期：{day}",
    foot="核查人：赵某、钱某　　联系电话：{phone}",
)

_AGAIN = replace(
    _CHECKED,
    title=f"{YEAR}年度湖南省节约型机关抽查复核评分表",
    columns=("自评得分", "复核得分", "扣分原因"),
    head="被核查单位：{unit}　　核查日期：{day}",
)


def verification() -> list[Returned]:
    """One 核查表 for every 省直 unit that reported: Word, printed sheet and a row a rule by turns."""
    sheets: list[Returned] = []
    reported = [judged for name, judged in province().items() if name != _NOT_REPORTED]
    for place, judged in enumerate(reported):
        unit = judged.unit
        day = f"2026年11月{10 + place // 2}日"
        form = Filling(unit.name, unit.person or "", unit.phone or "", day, judged.own, judged.verified)
        if place % 3 == 0:
            sheets.append(Returned(f"核查表-{unit.name}.docx", as_docx(form, _CHECKED), _truth(form)))
        elif place % 3 == 1:
            sheets.append(Returned(f"核查表-{unit.name}.xlsx", as_xlsx(form, _CHECKED, "核查表"), _truth(form)))
        else:
            table = own_table(form, f"{YEAR}年度节约型机关核查打分表", "自评得分", verified="核查得分")
            sheets.append(Returned(f"核查表-{unit.name}.xlsx", table, _truth(form)))
    return sheets


def _truth(form: Filling) -> dict[str, object]:
    verified = by_item(form.verified) if form.verified else {}
    record = truth(form, None)
    wanted = ("unit", "items", "problems")
    return {key: record[key] for key in wanted} | {
        "kind": "verification",
        "verified": {item: float(score) for item, score in verified.items()},
    }


def second_looks() -> list[Returned]:
    """A 复核表 for every unit that the demonstration draws: one does not pass, though by its city's figure it does.

    The others come to the city's score or a point beside it.
    """
    sheets: list[Returned] = []
    drawn = [regions()[name] for name in drawn_units()]
    weakest = min(drawn, key=lambda one: one.verified)
    for place, one in enumerate(drawn):
        unit, found = one.unit, one.verified - (Decimal("6.5") if one is weakest else Decimal(place % 2))
        own = losing(full_marks(), FORM_SET.total - one.own, 3 * place)
        form = Filling(
            unit.name,
            unit.person or "",
            unit.phone or "",
            f"2027年3月{8 + place // 2}日",
            own,
            losing(own, one.own - found, 3 * place + 7),
        )
        as_word = place % 2 == 0
        data = as_docx(form, _AGAIN) if as_word else as_xlsx(form, _AGAIN, "复核表")
        sheets.append(Returned(f"复核表-{unit.name}.{'docx' if as_word else 'xlsx'}", data, _truth(form)))
    return sheets


def drawn_units() -> tuple[str, ...]:
    """Whom the demonstration draws from the units that passed by the cities' 汇总表."""
    passed = [one.unit for one in regions().values() if one.passed]
    tickets = [Ticket(unit.city or "", unit.level, unit.name) for unit in passed]
    return sample_of(tickets, size_of(len(tickets), DRAW_RATE), DRAW_SEED)


def city_summaries() -> list[Returned]:
    """The two cities' 汇总表 with their counts by level."""
    made: list[Returned] = []
    for city, organ in (("长沙市", "长沙市机关事务管理局"), ("岳阳市", "岳阳市机关事务管理局")):
        rows = [reported for reported in regions().values() if reported.unit.city == city]
        made.append(
            Returned(
                f"{city}汇总表.xlsx",
                _summary(city, organ, rows),
                {"kind": "city_summary", "rows": _rows_truth(rows), "problems": []},
            )
        )
    return made


def _rows_truth(rows: list[Reported]) -> list[list[object]]:
    return [[row.unit.name, float(row.own), float(row.verified), row.passed] for row in rows]


def _summary(city: str, organ: str, rows: list[Reported]) -> bytes:
    listed: list[list[Value]] = [
        [f"{YEAR}年度{city}节约型机关创建情况汇总表"],
        ["报送单位", organ, "年度", YEAR, "填报日期", "2027年2月26日"],
        ["序号", "市州", "县市区", "单位全称", "层级", "性质", "自评分", "核查分", "是否达标", "上年未通过", "备注"],
    ]
    for number, row in enumerate(rows, 1):
        unit = row.unit
        passed = "是" if row.passed else "否"
        head: list[Value] = [number, unit.city, unit.district, unit.name, unit.level, unit.nature]
        listed.append([*head, row.own, row.verified, passed, "否", row.note or None])
    book = new_book()
    add_sheet(book, "汇总表", listed, widths=(6, 10, 10, 40, 8, 14, 9, 9, 10, 12, 22))
    add_sheet(book, "分级统计", _counts(city, rows), widths=(12, *[12] * 8))
    return saved(book)


def _counts(city: str, rows: list[Reported]) -> list[list[Value]]:
    heads = ["层级", "总数", "往年累计", "当年申报", "当年核查", "当年达标", "累计达标", "比例", "未达标"]
    lines: list[list[Value]] = [[f"{YEAR}年度{city}节约型机关创建情况分级统计"], [*heads]]
    for level in ("市级", "县级", "合计"):
        own = [row for row in rows if level in (row.unit.level, "合计")]
        passed = sum(row.passed for row in own)
        rate = (Decimal(100) * passed / len(own)).quantize(Decimal("0.1"))
        lines.append([level, len(own), 0, len(own), len(own), passed, passed, f"{plain(rate)}%", len(own) - passed])
    return lines


def rectification_reports() -> list[Returned]:
    """The report of a unit that did not pass."""
    lost = total(province()["湖南省林业局"].verified)
    report = word.letter(
        "湖南省林业局关于节约型机关创建整改情况的报告",
        f"你局现场核查后，我局对照核查意见（核查得分{plain(lost)}分，总分{plain(FORM_SET.total)}分）逐项整改，现将情况报告如下：",
        "一、补齐能源资源计量器具台账，按季度报送并公示能源资源消费状况。",
        "二、停止采购不可降解一次性塑料制品，食堂和会议室全部改用可重复使用的用品。",
        "三、将节能节水、垃圾分类纳入2027年度干部职工培训计划，3月上旬已举办专题讲座1次。",
        "下一步，我局将巩固整改成果，参加2027年度评价。",
        to="湖南省机关事务管理局",
        signed=("湖南省林业局", "2027年3月18日"),
    )
    expected = {"kind": "rectification_report", "problems": []}
    return [Returned("省林业局整改报告.docx", report, expected)]

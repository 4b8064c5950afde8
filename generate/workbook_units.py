"""The lists of units in the 台账: where each stands, who is missing, what is open, who does not count."""

from __future__ import annotations

from collections.abc import Iterator

from generate.ledger_rows import Value, sheetfuls
from generate.ledgerwriter import Heading, LedgerBook
from generate.workbook_content import Ledger
from jieyue.figures import region_of
from jieyue.model import Severity, Standing
from jieyue.problems import CATALOGUE

CONCLUSION = {True: "达标", False: "未达标", None: ""}
_UNIT = (Heading("序号", 6, "count"), Heading("单位", 34))
_UNITS = (
    *_UNIT,
    Heading("层级", 7, "centre"),
    Heading("市州", 11, "centre"),
    Heading("县市区", 11, "centre"),
    Heading("性质", 13, "centre"),
    Heading("状态", 12, "centre"),
    Heading("收到日期", 12, "day"),
    Heading("逾期", 7, "centre"),
    Heading("自评分", 8, "score"),
    Heading("核查分", 8, "score"),
    Heading("多报", 7, "score"),
    Heading("结论", 9, "centre"),
    Heading("往年已达标", 11, "centre"),
    Heading("上年未通过", 11, "centre"),
    Heading("抽中", 7, "centre"),
    Heading("问题", 7, "count"),
)


def units(written: LedgerBook, ledger: Ledger) -> None:
    """单位: one line a unit, in register order."""
    sheet = written.sheet("单位", tab="#4A7EBB")
    sheet.widths(heading.width for heading in _UNITS)
    sheet.titled(f"{ledger.book.year}年度各单位情况", ledger.remark)
    drawn = frozenset(ledger.book.drawn)
    first = sheet.row + 1
    rows = (_unit(number, one, drawn) for number, one in enumerate(ledger.book.standings, 1))
    sheet.listing(_UNITS, rows, "单位名录为空。")
    column = [heading.text for heading in _UNITS].index("结论")
    sheet.colour(first, column, (("达标", True), ("未达标", False)))


def _unit(number: int, standing: Standing, drawn: frozenset[str]) -> tuple[Value, ...]:
    unit = standing.unit
    own, checked = standing.self_total, standing.verified_total
    return (
        number,
        unit.name,
        unit.level,
        unit.city,
        unit.district,
        unit.nature,
        standing.state,
        standing.received_on,
        "是" if standing.late else "",
        own,
        checked,
        own - checked if own is not None and checked is not None else None,
        CONCLUSION[standing.passed],
        "是" if standing.passed_before else "",
        "是" if unit.failed_last_year else "",
        "是" if unit.name in drawn else "",
        len(standing.problems) or None,
    )


def missing(written: LedgerBook, ledger: Ledger) -> None:
    """未报送: who has not reported, with whom to call."""
    deadline = ledger.settings.deadline("self_assessment", ledger.form_set)
    sheet = written.sheet("未报送", tab="#C0504D")
    headings = (
        *_UNIT,
        Heading("层级", 7, "centre"),
        Heading("地区", 12, "centre"),
        Heading("性质", 14, "centre"),
        Heading("联系人", 11, "centre"),
        Heading("联系电话", 17, "centre"),
        Heading("截止日期", 12, "day"),
        Heading("已过天数", 10, "count"),
        Heading("上年未通过", 11, "centre"),
    )
    sheet.widths(heading.width for heading in headings)
    sheet.titled("尚未报送自评表的单位", ledger.remark)
    days = max((ledger.book.as_of - deadline).days, 0)
    absent = [one for one in ledger.book.standings if one.submission is None and one.summary is None]
    rows = (
        (
            number,
            one.unit.name,
            one.unit.level,
            region_of(one, ledger.book.level),
            one.unit.nature,
            one.unit.person,
            one.unit.phone,
            deadline,
            days,
            "是" if one.unit.failed_last_year else "",
        )
        for number, one in enumerate(absent, 1)
    )
    sheet.listing(headings, rows, "全部单位均已报送。")


def problems(written: LedgerBook, ledger: Ledger) -> None:
    """问题: everything that is open, in the words the clerk reads, errors first within a unit."""
    headings = (
        *_UNIT,
        Heading("程度", 8, "centre"),
        Heading("问题", 18),
        Heading("位置", 18),
        Heading("情况", 52, "words"),
        Heading("办法", 44, "words"),
    )
    for again, lines in sheetfuls(_problems(ledger)):
        sheet = written.sheet(f"问题{again}", tab="#C0504D")
        sheet.widths(heading.width for heading in headings)
        sheet.titled("尚未了结的问题", ledger.remark)
        first = sheet.row + 1
        sheet.listing(headings, lines, "没有尚未了结的问题。")
        sheet.colour(first, 2, (("须处理", False),))


def _problems(ledger: Ledger) -> Iterator[tuple[Value, ...]]:
    number = 0
    for standing in ledger.book.standings:
        for found in sorted(standing.problems, key=lambda found: found.severity is Severity.WARNING):
            number += 1
            weight = "须处理" if found.severity is Severity.ERROR else "提示"
            entry = CATALOGUE.get(found.code)
            title = entry.title if entry else found.code
            yield number, standing.unit.name, weight, title, found.place, found.message, found.remedy


def left_out(written: LedgerBook, ledger: Ledger) -> None:
    """不计入: units of the register outside the denominator, and why; no sheet when there are none."""
    if not ledger.book.left_out:
        return
    sheet = written.sheet("不计入")
    headings = (*_UNIT, Heading("层级", 7, "centre"), Heading("市州", 12, "centre"), Heading("原因", 60, "words"))
    sheet.widths(heading.width for heading in headings)
    sheet.titled("名录中不计入总数的单位", ledger.remark)
    rows = (
        (number, unit.name, unit.level, unit.city, reason)
        for number, (unit, reason) in enumerate(ledger.book.left_out, 1)
    )
    sheet.listing(headings, rows)

"""单位名录.xlsx to fill in: headers, drop-downs, date limits, and a sheet that says how."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from generate.sheetwriter import DATE_FORMAT, HEADING, PLAIN, TEXT, TITLE, Book, Sheet, Span
from jieyue.model import Unit

COLUMNS = (
    ("单位名称", 36, "全称，与公章一致；必填"),
    ("层级", 8, "省级、市级或县级；空着即本局的层级"),
    ("市州", 20, "市级、县级单位填，如长沙市"),
    ("县市区", 14, "县级单位填，如岳麓区"),
    ("性质", 14, "党的机关、行政机关等，可直接选"),
    ("统一社会信用代码", 22, "18位；可以不填"),
    ("曾用名", 20, "改过的名称，几个之间用顿号隔开"),
    ("别名", 16, "常见的简称，几个之间用顿号隔开；只写不会与别的单位混淆的"),
    ("垂管", 16, "垂直管理单位填上级主管部门；按属地参加评价"),
    ("合署组", 12, "合署办公的单位填相同的组名，可共用材料"),
    ("联系人", 10, ""),
    ("联系电话", 16, ""),
    ("收件称谓", 20, "公函主送处的称谓，与全称相同时不填"),
    ("生效日期", 15, "新设单位填；此日之前不计入总数"),
    ("失效日期", 15, "撤销、合并的填；此日之后不计入总数。不要删行"),
    ("前身", 20, "由哪个单位更名、合并而来，几个之间用顿号隔开"),
    ("上年未通过", 12, "上年未通过评价的填“是”"),
    ("达标年度", 12, "最近一次评为达标的年度，如2025；新建下一年度时自动填写"),
    ("食堂", 8, "有或无"),
    ("公务用车", 10, "有或无"),
    ("物业", 8, "有或无"),
)
NATURES = (
    "党的机关",
    "人大机关",
    "行政机关",
    "政协机关",
    "监察机关",
    "审判机关",
    "检察机关",
    "人民团体",
    "参公事业单位",
)
_ROWS = 2000
_HEIGHT = 24
_FURTHER = 16
"""Width of a column of the office's own."""
_CHOICES = {
    "层级": ("省级", "市级", "县级"),
    "性质": NATURES,
    "上年未通过": ("是", "否"),
    "食堂": ("有", "无"),
    "公务用车": ("有", "无"),
    "物业": ("有", "无"),
}
_DAYS = ("生效日期", "失效日期")
_LEVELS = "层级、市州、县市区几列决定统计和排序，按实际填写"


def register_book(units: Iterable[Unit] = (), year: int = 2020) -> bytes:
    """The workbook as bytes, with ``units`` in it, its properties dated by ``year``; same content, same bytes."""
    book = Book()
    sheet = book.sheet("单位名录")
    units = tuple(units)
    headers = (*(column[0] for column in COLUMNS), *_further(units))
    for column, header in enumerate(headers, 1):
        sheet.put(Span(1, column), header, HEADING)
    last = 1
    for last, unit in enumerate(units, 2):
        _line(sheet, last, unit, headers)
    _validate(sheet, max(_ROWS, last))
    sheet.widths((*(width for _, width, _ in COLUMNS), *(_FURTHER for _ in headers[len(COLUMNS) :])))
    sheet.height(1, _HEIGHT)
    sheet.freeze(2, 2)
    sheet.filter(Span(1, 1, max(last, 2), len(headers)))
    sheet.print_on_a4(header_rows=(1, 1))
    _help(book.sheet("填写说明"))
    return book.saved("单位名录", "", year)


def _further(units: Iterable[Unit]) -> list[str]:
    """The office's own columns, in the order met."""
    known = {column[0] for column in COLUMNS}
    return list(dict.fromkeys(header for unit in units for header, _ in unit.facts if header not in known))


def _line(sheet: Sheet, row: int, unit: Unit, headers: Sequence[str]) -> None:
    facts = dict(unit.facts)
    values: dict[str, str | date | None] = {
        "单位名称": unit.name,
        "层级": unit.level,
        "市州": unit.city,
        "县市区": unit.district,
        "性质": unit.nature,
        "统一社会信用代码": unit.code,
        "曾用名": "、".join(unit.former_names) or None,
        "别名": "、".join(unit.aliases) or None,
        "垂管": unit.vertical,
        "合署组": unit.shared_group,
        "联系人": unit.person,
        "联系电话": unit.phone,
        "收件称谓": unit.addressee,
        "生效日期": unit.valid_from,
        "失效日期": unit.valid_to,
        "前身": unit.predecessor,
        "上年未通过": "是" if unit.failed_last_year else None,
        "达标年度": str(unit.passed_in) if unit.passed_in else None,
    }
    for column, header in enumerate(headers, 1):
        value = values.get(header, facts.get(header))
        if not value:
            continue
        look = replace(TEXT, format=DATE_FORMAT if header in _DAYS else "@")
        sheet.put(Span(row, column), value, look)


def _validate(sheet: Sheet, last: int) -> None:
    """Drop-downs only warn about 性质, which an office may word otherwise."""
    for column, (header, _, message) in enumerate(COLUMNS, 1):
        where = Span(2, column, last - 1)
        if header in _CHOICES:
            sheet.choose(where, _CHOICES[header], message, strict=header != "性质")
        elif header in _DAYS:
            sheet.days(where, date(1949, 10, 1), date(2099, 12, 31), "写明年、月、日，如2026-01-01")


def _help(sheet: Sheet) -> None:
    sheet.put(Span(1, 1, 1, 2), "单位名录填写说明", TITLE)
    for row, (header, _, meaning) in enumerate(((*column[:2], column[2] or "可以不填") for column in COLUMNS), 2):
        sheet.put(Span(row, 1), header, HEADING)
        sheet.put(Span(row, 2), meaning, TEXT)
    notes = (
        "一行一个单位，只有“单位名称”必填；列的先后可以调整，另加的列不影响使用。",
        f"{_LEVELS}。",
        "单位更名：原行改为新名称，旧名称写入“曾用名”。撤销、合并：填失效日期，保留该行。",
    )
    for row, note in enumerate(notes, len(COLUMNS) + 3):
        sheet.put(Span(row, 1, 1, 2), note, PLAIN)
        sheet.height(row, _HEIGHT)
    sheet.widths((22, 70))
    sheet.print_on_a4(landscape=False)

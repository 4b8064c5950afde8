"""台账: every unit and every score, charts that point at their figures, and no foreign formula."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from lxml import etree
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from generate.workbook import ledger_workbook
from generate.workbook_content import Change, Issued, Received
from jieyue.figures import marked_down, tally
from jieyue.model import Standing, Unit, Yearbook
from tests.forms.filling import parts_of
from tests.forms.year import FORM_SET, SETTINGS, YEAR, small_year

_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_NASTY = [
    f"{start}{rest}"
    for start in ("=", "+", "-", "@", "\t=", "\r=", "\n=", "=cmd|")
    for rest in ("1+1", 'HYPERLINK("http://a")', "'/C calc'!A0", "SUM(A1:A9)", "x")
]
_CHANGE = Change(
    datetime.fromisoformat("2026-11-03T09:05"), "周某", "更正", "湖南省刚好厅", "2.2.1", "4", "0", "现场未见方案"
)
_ISSUED = Issued(
    datetime.fromisoformat("2026-12-25T10:00"), "通报", "关于结果的通报", None, "通报.docx", None, "草稿", "文号"
)
_RECEIVED = Received(datetime.fromisoformat("2026-10-20T08:00"), "甲.xlsx", "甲", "自评表", "xlsx", "已归档", "0" * 64)


@pytest.fixture(scope="module")
def data() -> bytes:
    return ledger_workbook(small_year(), SETTINGS, FORM_SET, [_CHANGE], [_ISSUED], [_RECEIVED])


@pytest.fixture(scope="module")
def book(data):
    return load_workbook(io.BytesIO(data))


def rows_of(sheet, first):
    """Rows below the heading row that begins with ``first``, as dicts by heading, up to the next gap."""
    rows = list(sheet.iter_rows(values_only=True))
    at = next(number for number, row in enumerate(rows) if row[0] == first)
    heading = rows[at]
    found = []
    for row in rows[at + 1 :]:
        if row[0] is None:
            break
        found.append({name: value for name, value in zip(heading, row, strict=True) if name})
    return found


def test_every_unit_of_the_register_is_listed_with_its_state_and_scores(book):
    rows = rows_of(book["单位"], "序号")
    year = small_year()
    assert [row["单位"] for row in rows] == [standing.unit.name for standing in year.standings]
    assert [row["状态"] for row in rows] == [standing.state for standing in year.standings]
    assert (rows[1]["自评分"], rows[1]["核查分"], rows[1]["多报"], rows[1]["结论"]) == (100, 79.5, 20.5, "未达标")
    assert rows[2]["结论"] is None
    assert rows[4]["抽中"] == "是"
    assert rows[0]["收到日期"].date() == date(2026, 10, 20)


def test_the_overview_has_the_figures_of_the_year(book):
    whole = tally(small_year().standings)
    figures = rows_of(book["汇总"], "主要数字")[0]
    assert (figures["应创建单位"], figures["当年达标"], figures["未报送"]) == (
        whole.registered,
        whole.passed,
        whole.missing,
    )
    assert figures["累计比例"] == float(whole.rate_in_all)


@pytest.mark.parametrize("by", ["按层级", "按地区", "按性质"])
def test_every_table_of_counts_adds_up(book, by):
    *groups, whole = rows_of(book["汇总"], by)
    assert whole[by] == "合计"
    for name in ("总数", "当年申报", "当年核查", "当年达标", "累计达标", "未达标", "未报送", "逾期"):
        assert sum(group[name] for group in groups) == whole[name]


def test_every_rule_of_every_card_stands_in_the_score_list(book):
    sheet = book["得分明细"]
    rows = [row for row in sheet.iter_rows(min_row=5, values_only=True) if row[0]]
    carded = [one for one in small_year().standings if one.self_card]
    assert len(rows) == len(carded)
    starts = {cell.value.split("（")[0].split()[0]: cell.column - 1 for cell in sheet[3] if cell.value}
    for row, standing in zip(rows, carded, strict=True):
        for item in standing.self_card.items:
            assert row[starts[item.item]] == item.score
            for rule in item.rules if len(item.rules) > 1 else ():
                assert row[starts[rule.rule]] == rule.score
    failed, lost = rows[1], starts["2.2.1"]
    assert failed[lost : lost + 3] == (4, 0, 4)


def test_deductions_name_the_rule_the_points_and_the_reason(book):
    rows = [row for row in rows_of(book["扣分明细"], "序号") if row["单位"] == "湖南省差半分局"]
    first = next(row for row in rows if row["编号"] == "2.2.1")
    assert (first["分值"], first["自评"], first["核查"], first["失分"], first["扣分原因"]) == (4, 4, 0, 4, "没有方案")
    assert {row["编号"] for row in rows} == {"1.1.1", "2.2.1", "4.1.2", "2.2.2", "3.1.3"}


def test_the_ranking_is_that_of_the_figures(book):
    ranked = marked_down(small_year(), FORM_SET)
    rows = rows_of(book["扣分与差异"], "名次")
    assert [(row["条目"], row["失分单位数"]) for row in rows] == [(loss.name, loss.units) for loss in ranked]


def test_missing_units_come_with_whom_to_call_and_how_long_overdue(book):
    (row,) = rows_of(book["未报送"], "序号")
    assert (row["单位"], row["联系人"], row["联系电话"]) == ("湖南省缺席委", "钱某", "0731-81111111")
    assert row["已过天数"] == (date(2027, 3, 5) - date(2026, 10, 31)).days


def test_open_problems_say_finding_and_remedy(book):
    (row,) = rows_of(book["问题"], "序号")
    assert (row["程度"], row["问题"], row["位置"], row["办法"]) == ("须处理", "未填得分", "自评表!G7", "请单位补填")


def test_the_trail_keeps_files_changes_and_documents(book):
    assert rows_of(book["收文登记"], "序号")[0]["文件指纹（前16位）"] == "0" * 16
    assert rows_of(book["更正与决定"], "序号")[0]["理由"] == "现场未见方案"
    assert rows_of(book["公文"], "序号")[0]["状态"] == "草稿"


def test_units_outside_the_denominator_get_a_sheet_only_when_there_are_any(book):
    assert "不计入" not in book.sheetnames
    year = replace(small_year(), left_out=((Unit("已撤局", "省级"), "2026年6月撤销"),))
    sheet = load_workbook(io.BytesIO(ledger_workbook(year, SETTINGS, FORM_SET)))["不计入"]
    assert rows_of(sheet, "序号")[0]["原因"] == "2026年6月撤销"


def test_charts_are_native_and_point_at_figures_that_stand_there(data, book):
    charts = [content for name, content in parts_of(data).items() if name.startswith("xl/charts/chart")]
    assert len(charts) == 3
    for chart in charts:
        for reference in etree.fromstring(chart).iter(f"{_CHART}f"):
            sheet, area = reference.text.rsplit("!", 1)
            left, top, right, bottom = range_boundaries(area.replace("$", ""))
            cells = book[sheet.strip("'")].iter_rows(top, bottom, left, right, values_only=True)
            assert all(value is not None for row in cells for value in row)


def test_every_list_has_a_filter_frozen_headings_and_prints_on_a4(book):
    for name in ("单位", "得分明细", "扣分明细", "未报送", "问题", "收文登记", "更正与决定", "公文"):
        sheet = book[name]
        assert sheet.auto_filter.ref, name
        assert sheet.freeze_panes, name
        assert sheet.print_title_rows, name
        assert sheet.page_setup.paperSize in (9, "9"), name


@pytest.mark.parametrize("text", _NASTY, ids=range(len(_NASTY)))
def test_no_text_becomes_a_formula_or_a_link(text):
    unit = Unit(text, "省级", nature=text)
    year = replace(small_year(), standings=(Standing(unit, text),), drawn=())
    change = replace(_CHANGE, who=text, action=text, unit=text, about=text, before=text, after=text, reason=text)
    issued = replace(_ISSUED, kind=text, title=text, number=text, file=text, unit=text, state=text, missing=text)
    received = replace(_RECEIVED, name=text, unit=text, kind=text, format=text, outcome=text, note=text)
    parts = parts_of(ledger_workbook(year, SETTINGS, FORM_SET, [change], [issued], [received]))
    for name, content in parts.items():
        if name.startswith("xl/worksheets/"):
            assert not re.search(rb"<f[ >]|<hyperlink", content), name


def test_nothing_received_yet_makes_a_workbook_that_says_so():
    empty = Yearbook(YEAR, SETTINGS.level, date(2026, 9, 1), ())
    book = load_workbook(io.BytesIO(ledger_workbook(empty, SETTINGS, FORM_SET)))
    assert book["单位"].cell(4, 1).value == "单位名录为空。"
    assert book["未报送"].cell(4, 1).value == "全部单位均已报送。"


def test_the_same_year_has_the_same_bytes_and_names_no_tool(data):
    assert ledger_workbook(small_year(), SETTINGS, FORM_SET, [_CHANGE], [_ISSUED], [_RECEIVED]) == data
    told = b"".join(content for name, content in parts_of(data).items() if name.startswith("docProps/")).decode()
    assert "Microsoft" not in told
    assert "XlsxWriter" not in told


def test_scores_are_written_exactly(book):
    assert Decimal(str(book["单位"]["K5"].value)) == Decimal("79.5")

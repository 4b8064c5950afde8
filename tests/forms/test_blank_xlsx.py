"""The blank self-assessment form as a workbook."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from decimal import Decimal

import pytest
from lxml import etree
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from generate.blank import blank_xlsx
from jieyue.model import Unit
from tests.forms.filling import label_cells, parts_of, table_of
from tests.forms.year import FORM_SET, UNIT, YEAR

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture(scope="module")
def data() -> bytes:
    return blank_xlsx(FORM_SET, YEAR, UNIT, "province", "湖南省机关事务管理局")


@pytest.fixture
def sheet(data):
    return load_workbook(io.BytesIO(data)).active


def test_every_rule_has_a_row_with_its_printed_words_and_maximum(sheet):
    columns, rows = table_of(sheet)
    for rule in FORM_SET.rules():
        assert sheet.cell(rows[rule.id], columns["评分规则"]).value == rule.text
        assert Decimal(str(sheet.cell(rows[rule.id], columns["分值"]).value)) == rule.max


def test_only_what_is_to_be_filled_in_is_unlocked(sheet):
    columns, rows = table_of(sheet)
    asked = ("自评得分", "佐证材料", "不适用", "说明")
    table = {sheet.cell(rows[rule.id], columns[name]).coordinate for rule in FORM_SET.rules() for name in asked}
    table |= {sheet.cell(rows[rule.id], columns["计数"]).coordinate for rule in FORM_SET.rules() if rule.count}
    labels = (
        "市州",
        "县市区",
        "办公方式",
        "有无公务用车",
        "有无食堂",
        "有无物业",
        "联系人",
        "联系电话",
        "负责人",
        "填报日期",
    )
    head = {label_cells(sheet)[label].coordinate for label in labels}
    covered = {c for area in sheet.merged_cells.ranges for row in sheet[area.coord] for c in row[1:]}
    first = {cell for row in sheet.iter_rows() for cell in row if not cell.protection.locked} - covered
    assert {cell.coordinate for cell in first} == table | head
    assert sheet.protection.sheet
    assert sheet.protection.password is None


def test_what_the_register_knows_is_printed_and_what_it_cannot_answer_is_asked(sheet):
    found = {label: cell.value for label, cell in label_cells(sheet).items()}
    assert found["单位名称"] == UNIT.name
    assert found["统一社会信用代码"] == UNIT.code
    assert found["联系电话"] == UNIT.phone
    assert found["有无食堂"] == "有"
    assert found["有无公务用车"] is None
    assert found["年度"] == YEAR


def test_a_form_for_no_unit_asks_for_the_name(sheet):
    sheet = load_workbook(io.BytesIO(blank_xlsx(FORM_SET, YEAR, None, "city"))).active
    name = label_cells(sheet)["单位名称"]
    assert name.value is None
    assert not name.protection.locked


def test_each_score_cell_takes_only_what_the_rule_allows(sheet):
    columns, rows = table_of(sheet)
    checks = {area: check for check in sheet.data_validations.dataValidation for area in str(check.sqref).split()}
    for rule in FORM_SET.rules():
        check = checks[sheet.cell(rows[rule.id], columns["自评得分"]).coordinate]
        assert check.showErrorMessage
        assert rule.id in check.error
        if rule.kind == "all-or-nothing":
            assert check.formula1 == f'"0,{rule.max}"'
        else:
            assert (check.type, check.operator) == ("decimal", "between")
            assert (Decimal(check.formula1), Decimal(check.formula2)) == (0, rule.max)


def test_subtotals_and_the_total_add_exactly_the_rule_cells_and_have_a_cached_value(data, sheet):
    columns, rows = table_of(sheet)
    sums = {cell.coordinate: _summed(cell.value) for row in sheet.iter_rows() for cell in row if cell.data_type == "f"}
    every = {(rows[rule.id], columns["自评得分"]) for rule in FORM_SET.rules()}
    per_item = [{(rows[rule.id], columns["自评得分"]) for rule in item.rules} for item in FORM_SET.items]
    assert sorted(map(sorted, sums.values())) == sorted(
        map(sorted, [*(cells for cells in per_item if len(cells) > 1), every])
    )
    root = etree.fromstring(parts_of(data)["xl/worksheets/sheet1.xml"])
    for formula in root.iter(f"{_MAIN}f"):
        assert formula.getparent().findtext(f"{_MAIN}v") == "0"


def _summed(formula: str) -> set[tuple[int, int]]:
    inside = re.fullmatch(r"=SUM\((.+)\)", formula)
    assert inside
    cells = set()
    for area in inside[1].split(","):
        left, top, right, bottom = range_boundaries(area)
        cells |= {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
    return cells


def test_it_prints_on_a4_one_page_wide_with_the_header_repeated(sheet):
    assert sheet.page_setup.paperSize == 9
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    header = next(row[0].row for row in sheet.iter_rows() if row[0].value == "编号")
    assert sheet.print_title_rows == f"${header}:${header}"


def test_the_mark_names_form_set_kind_year_and_unit(data):
    properties = load_workbook(io.BytesIO(data)).custom_doc_props
    assert {entry.name: entry.value for entry in properties.props} == {
        "表单标识": "hunan-2020|self_assessment|2026",
        "表单单位": UNIT.name,
    }


def test_properties_name_the_organ_and_no_tool(data):
    parts = parts_of(data)
    told = b"".join(content for name, content in parts.items() if name.startswith("docProps/")).decode()
    assert "湖南省机关事务管理局" in told
    for tool in ("openpyxl", "Microsoft", "Application", "python"):
        assert tool not in told


def test_the_same_form_has_the_same_bytes(data):
    assert blank_xlsx(FORM_SET, YEAR, UNIT, "province", "湖南省机关事务管理局") == data


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t="])
def test_a_name_that_looks_like_a_formula_stays_a_text(start):
    name = f"{start}1+1局"
    sheet = load_workbook(io.BytesIO(blank_xlsx(FORM_SET, YEAR, Unit(name, "省级"), "province"))).active
    cell = label_cells(sheet)["单位名称"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (name, "s", True)


def test_a_literal_escape_is_stored_so_that_it_reads_back_as_written():
    data = blank_xlsx(FORM_SET, YEAR, Unit("甲_x0041_局", "省级"), "province")
    assert "甲_x005F_x0041_局".encode() in parts_of(data)["xl/worksheets/sheet1.xml"]


def test_control_characters_are_dropped_rather_than_break_the_file():
    sheet = load_workbook(io.BytesIO(blank_xlsx(FORM_SET, YEAR, Unit("甲\x07乙\ud800局", "省级"), "province"))).active
    assert label_cells(sheet)["单位名称"].value == "甲乙局"


def test_a_rule_names_the_superior_organ_of_the_desk_level():
    sheet = load_workbook(io.BytesIO(blank_xlsx(FORM_SET, YEAR, None, "city"))).active
    columns, rows = table_of(sheet)
    assert "市机关事务管理局" in sheet.cell(rows["1.1.1"], columns["评分规则"]).value


def test_a_form_set_that_counts_nothing_has_no_count_column():
    items = tuple(
        replace(item, rules=tuple(replace(rule, kind="up-to", each=None, count=None) for rule in item.rules))
        for item in FORM_SET.items[:3]
    )
    other = replace(FORM_SET, id="other", items=items, total=sum(item.max for item in items))
    sheet = load_workbook(io.BytesIO(blank_xlsx(other, YEAR, UNIT, "province"))).active
    columns, rows = table_of(sheet)
    assert "计数" not in columns
    assert set(rows) == {rule.id for item in items for rule in item.rules} | {"总分", *_notes(rows)}


def _notes(rows):
    return {text for text in rows if text.startswith(("填表", "1. ", "2. ", "3. ", "4. "))}

"""核查表: what the unit reported is printed and locked, what the 核查组 finds is asked."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal

import pytest
from lxml import etree
from openpyxl import load_workbook

from generate.line_count import lines_in
from generate.sheets import self_scores, sheet_docx, sheet_form, sheet_xlsx
from jieyue.model import Basis, Standing, Unit
from tests.forms.filling import W, controls_of, filled_xlsx, label_cells, parts_of, table_of
from tests.forms.year import FORM_SET, SETTINGS, UNIT, YEAR, card, verified

_STANDING = verified(UNIT, {"2.2.1": "0.5", "1.1.1": "10"}, {}, {"2.2.1": "方案未明确目标"})


@pytest.fixture(scope="module")
def data() -> bytes:
    return sheet_xlsx(FORM_SET, YEAR, _STANDING, SETTINGS)


@pytest.fixture
def sheet(data):
    return load_workbook(io.BytesIO(data)).worksheets[0]


def test_self_scores_are_printed_and_locked_and_zero_is_printed_as_zero(sheet):
    columns, rows = table_of(sheet)
    for rule in FORM_SET.rules():
        cell = sheet.cell(rows[rule.id], columns["自评得分"])
        lost = {"2.2.1": Decimal("0.5"), "1.1.1": Decimal(10)}.get(rule.id, Decimal(0))
        assert Decimal(str(cell.value)) == rule.max - lost
        assert cell.protection.locked


def test_verified_scores_and_reasons_are_asked_for_every_rule(sheet):
    columns, rows = table_of(sheet)
    for rule in FORM_SET.rules():
        for name in ("核查得分", "扣分原因"):
            cell = sheet.cell(rows[rule.id], columns[name])
            assert cell.value is None
            assert not cell.protection.locked


def test_counts_and_remarks_of_the_unit_are_printed_beside_its_scores(sheet):
    columns, rows = table_of(sheet)
    assert sheet.cell(rows["2.2.5"], columns["自评情况"]).value == "制度3项"
    assert sheet.cell(rows["2.2.1"], columns["自评情况"]).value == "方案未明确目标"


def test_the_group_of_the_settings_is_filled_in_and_may_be_changed(sheet):
    cell = label_cells(sheet)["核查人"]
    assert cell.value == "王某、张某、赵某"
    assert not cell.protection.locked


def test_a_unit_of_no_group_leaves_the_verifier_to_be_filled_in():
    standing = verified(Unit("湖南省别处厅", "省级"), {}, {})
    sheet = load_workbook(io.BytesIO(sheet_xlsx(FORM_SET, YEAR, standing, SETTINGS))).worksheets[0]
    assert label_cells(sheet)["核查人"].value is None


def test_the_self_total_stands_beside_the_sum_of_verified_scores(sheet):
    columns, rows = table_of(sheet)
    assert Decimal(str(sheet.cell(rows["总分"], columns["自评得分"]).value)) == Decimal("89.5")
    assert sheet.cell(rows["总分"], columns["核查得分"]).data_type == "f"


def test_item_scores_of_the_printed_layout_stand_in_the_subtotal_rows():
    own = card(UNIT, Basis.SELF, {"2.2.1": "1"})
    own = replace(own, items=tuple(replace(item, rules=()) for item in own.items))
    form = sheet_form(FORM_SET, YEAR, Standing(UNIT, "待核查", own), SETTINGS)
    scores = self_scores(form)
    assert scores["2.2"] == 19
    assert scores["1.1.1"] == 10
    assert "2.2.1" not in scores


def test_what_a_unit_says_of_an_item_has_room_in_the_subtotal_row():
    said = "建立节能工作领导小组的通知、岗位职责、年度工作安排、设备操作规程和检查记录"
    form = _STANDING.submission
    items = tuple(replace(item, note=said if item.item == "2.2" else None) for item in form.items)
    standing = replace(_STANDING, submission=replace(form, items=items))
    sheet = load_workbook(io.BytesIO(sheet_xlsx(FORM_SET, YEAR, standing, SETTINGS))).worksheets[0]
    (cell,) = [cell for row in sheet.iter_rows() for cell in row if cell.value == said]
    assert sheet.row_dimensions[cell.row].height >= 13 * lines_in(said, 20)
    assert cell.alignment.horizontal == "left"


def test_a_unit_that_reported_nothing_gets_an_empty_sheet():
    form = sheet_form(FORM_SET, YEAR, Standing(UNIT, "未报送"), SETTINGS)
    assert self_scores(form) == {}
    assert sheet_xlsx(FORM_SET, YEAR, Standing(UNIT, "未报送"), SETTINGS)


def test_there_is_a_page_for_signatures(data):
    book = load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["核查表", "签字页"]
    assert [book["签字页"].cell(row, 1).value for row in (3, 4, 5)] == ["核查意见", "核查组签字", "单位意见"]


def test_the_mark_says_verification(data):
    assert "hunan-2020|verification|2026" in parts_of(data)["docProps/custom.xml"].decode()


def test_a_filled_sheet_keeps_what_was_written(data):
    fill = {(rule.id, "核查得分"): rule.max for rule in FORM_SET.rules()}
    sheet = load_workbook(io.BytesIO(filled_xlsx(data, fill))).worksheets[0]
    columns, rows = table_of(sheet)
    written = (Decimal(str(sheet.cell(rows[rule.id], columns["核查得分"]).value)) for rule in FORM_SET.rules())
    assert sum(written) == 100


def test_the_word_sheet_asks_the_same_and_starts_signatures_on_a_new_page():
    data = sheet_docx(FORM_SET, YEAR, _STANDING, SETTINGS)
    tags = {tag for tag, _ in controls_of(data)}
    assert {f"rule:{rule.id}:verified_score" for rule in FORM_SET.rules()} <= tags
    assert not any(tag.endswith(":self_score") for tag in tags)
    root = etree.fromstring(parts_of(data)["word/document.xml"])
    assert len(root.findall(f".//{W}pageBreakBefore")) == 1

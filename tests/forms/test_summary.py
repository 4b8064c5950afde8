"""市州汇总表: one row a unit, counts by level that add up, headings that the reader knows."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from generate.summary import count_lines, summary_rows, summary_xlsx
from jieyue.model import Level, Standing, SummaryRow, Unit
from tests.forms.filling import parts_of
from tests.forms.year import FORM_SET, SETTINGS, small_year


@pytest.fixture(scope="module")
def book():
    return load_workbook(io.BytesIO(summary_xlsx(small_year(), SETTINGS, FORM_SET)))


def test_headings_are_the_first_words_of_the_layout(book):
    layout = FORM_SET.layouts["city_summary"]
    listed = [cell.value for cell in book["汇总表"][4]]
    assert listed == [words[0] for words in layout.columns.values()]
    counted = [cell.value for cell in book["分级统计"][2]]
    assert set(counted) == {words[0] for words in layout.counts.values()}


def test_one_row_a_unit_in_register_order_with_scores_and_conclusion(book):
    rows = list(book["汇总表"].iter_rows(min_row=5, values_only=True))
    names = [standing.unit.name for standing in small_year().standings]
    assert [row[3] for row in rows] == names
    assert rows[0][6:9] == (90, 80, "是")
    assert rows[1][6:9] == (100, 79.5, "否")
    assert rows[2][7:9] == (None, None)
    assert [row[10] for row in rows] == [None, None, "未核查", "未报送", None]


def test_a_unit_without_verified_score_is_neither_passed_nor_failed():
    waiting = summary_rows(small_year(), SETTINGS)[2]
    assert waiting.passed is None
    assert waiting.self_score == 100


def test_counts_by_level_add_up_to_the_last_line():
    *levels, whole = (dict(line.counts) for line in count_lines(small_year()))
    for name in whole.keys() - {"percent"}:
        assert sum(line[name] for line in levels) == whole[name]
    assert whole["percent"] == Decimal("40.0")


def test_a_lower_desk_result_is_passed_on_as_it_was_reported():
    row = SummaryRow("株洲市某局", self_score=Decimal(90), verified_score=Decimal(85), passed=True, note="合署")
    unit = Unit("株洲市某局", "市级", "株洲市")
    year = replace(small_year(), standings=(Standing(unit, "市州已评", summary=row),))
    (shown,) = summary_rows(year, SETTINGS)
    assert (shown.self_score, shown.verified_score, shown.passed, shown.note) == (90, 85, True, "合署")


def test_a_city_desk_names_its_city_where_the_register_is_silent():
    settings = replace(SETTINGS, level=Level.CITY, organ=replace(SETTINGS.organ, region="株洲市"))
    year = replace(small_year(), standings=(Standing(Unit("某局", "市级"), "未报送"),))
    assert summary_rows(year, settings)[0].city == "株洲市"


def test_the_mark_and_the_bytes_are_the_same_each_time():
    data = summary_xlsx(small_year(), SETTINGS, FORM_SET)
    assert "hunan-2020|city_summary|2026" in parts_of(data)["docProps/custom.xml"].decode()
    assert summary_xlsx(small_year(), SETTINGS, FORM_SET) == data

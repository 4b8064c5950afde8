"""Which column holds the scores, whose they are, and what the form says they add up to."""

from __future__ import annotations

import pytest

from jieyue.formset import load_form_set
from jieyue.model import Kind, Status, Submission
from tests.understanding.tables import by_item, codes, read, scores

ITEMS = load_form_set().items
FULL = {item.id: str(item.max) for item in ITEMS}


def verified(given: dict[str, str], header: str = "自评得分", total: str = "") -> Submission:
    """The printed 自评表 with a column of verified scores, of 项目 in ``given``."""
    rows = {item.id: f"{item.max} | {given.get(item.id, '')}" for item in ITEMS}
    return read(by_item(rows, header=f"{header} | 核查得分", total=f"{total} |"))


def test_words_over_points_in_brackets_head_scores() -> None:
    assert scores(read(by_item(header="自评情况（分）"))) == FULL


def test_last_years_scores_beside_this_years_are_passed_over() -> None:
    found = read(by_item({item.id: f"1 | {item.max}" for item in ITEMS}, header="2025年自评得分 | 本年自评得分"))
    assert (found.status, scores(found)) == (Status.ACCEPTED, FULL)


def test_scores_of_the_forms_own_year_are_not_passed_over_unsaid() -> None:
    found = read(by_item({item.id: f"1 | {item.max}" for item in ITEMS}, header="2026年自评得分 | 自评得分"))
    assert (codes(found), found.items) == (["columns-ambiguous"], ())


def test_two_columns_of_a_plain_list_are_titles_and_scores() -> None:
    rows = "\n".join(f"| {item.id} {item.title} | {item.max} |" for item in ITEMS)
    assert scores(read(f"节约型机关自评表\n| 项目 | 自评得分 |\n{rows}")) == FULL


def test_one_verified_score_does_not_make_a_self_assessment_a_verification() -> None:
    found = verified({"2.1": "7"})
    assert (found.kind, scores(found)) == (Kind.SELF_ASSESSMENT, FULL)
    assert [str(item.verified_score) for item in found.items if item.item == "2.1"] == ["7"]


def test_a_blank_self_score_is_said_where_the_form_is_verified_too() -> None:
    rows = {item.id: f"{item.max if item.id != '2.1' else ''} | {item.max}" for item in ITEMS}
    found = read(by_item(rows, header="自评得分 | 核查得分"))
    assert (found.kind, codes(found)) == (Kind.VERIFICATION, ["score-missing"])


def test_a_strange_self_score_column_is_said_where_the_form_is_verified_too() -> None:
    assert codes(verified(FULL, header="本次分")) == ["columns-ambiguous"]


def test_the_total_of_a_verified_form_may_be_the_units_own() -> None:
    assert "total-mismatch" in codes(verified(FULL, total="99"))


def test_a_line_with_the_units_own_total_is_not_held_against_the_verified_scores() -> None:
    rows = {item.id: f"{item.max} | {item.max - (item.id != '1.1')}" for item in ITEMS}
    found = read("自评得分：100分（满分100分）\n" + by_item(rows, header="自评得分 | 核查得分"))
    assert (found.kind, str(found.stated_total), codes(found)) == (Kind.VERIFICATION, "100", [])
    *table, _ = by_item(rows, header="自评得分 | 核查得分").splitlines()
    found = read("\n".join([*table, "| 自评总得分：100 | < | < | < | < | < | < | < | < |"]))
    assert (str(found.stated_total), codes(found)) == ("100", [])


@pytest.mark.parametrize(
    "words",
    ["总计92分", "合计（分）：92分", "总分100分，自评得分92分", "自评合计得分 92 分", "自评总分：九十二分"],
)
def test_a_total_is_read_however_it_is_said(words: str) -> None:
    lines = by_item({"2.2": "12"}).splitlines()
    found = read("\n".join([*lines[:-1], f"| {words} | < | < | < | < | < | < | < |"]))
    assert (str(found.stated_total), codes(found)) == ("92", [])


@pytest.mark.parametrize("words", ["总分100分", "合计（100分）", "行为节约得分10分"])
def test_what_the_table_or_one_item_can_give_is_no_stated_total(words: str) -> None:
    lines = by_item({"2.2": "12"}).splitlines()
    found = read("\n".join([*lines[:-1], words]))
    assert (found.stated_total, codes(found)) == (None, [])


def test_a_total_out_of_the_tables_hundred_is_read() -> None:
    assert read(by_item(total="100/100")).stated_total == 100


def test_a_table_at_the_right_behind_an_empty_column_says_nothing_of_the_rows() -> None:
    lines = by_item().splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("| 序号"))
    beside = ["扣分汇总 | ", "管理制度 | 2", "合计 | 2"]
    lines[at : at + 3] = [f"{line} | {words} |" for line, words in zip(lines[at : at + 3], beside, strict=True)]
    found = read("\n".join(lines))
    assert (found.status, scores(found)) == (Status.ACCEPTED, FULL)


def test_another_table_below_the_total_and_an_empty_row_is_no_unknown_row() -> None:
    below = "| | | | | | | | |\n| 指标 | 2024年 | 2025年 | | | | 降幅 | |\n| 用电量 | 120 | 118 | | | | -1.92 | |"
    assert codes(read(f"{by_item(total='100')}\n{below}")) == []

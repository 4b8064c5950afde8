"""Who fills a form in and when, however the sheet round the score table is laid out."""

from __future__ import annotations

from datetime import date

import pytest

from jieyue.model import Submission
from tests.understanding.tables import by_item, codes, read

TITLE = "湖南省节约型机关自评表"


def headed(head: str, *, title: str = TITLE, foot: str = "") -> Submission:
    """The printed table under a title and ``head``, over ``foot``."""
    table = by_item()
    return read(f"{title}\n{head}\n{table[table.index('|') :].rstrip()}\n{foot}")


def test_a_row_of_headings_over_a_row_of_values_is_read_downwards() -> None:
    found = headed("| 单位地址 | 申报单位 | 职务 | 联系电话 |\n| 五一大道1号 | 湖南省水利厅 | 科长 | 0731-80000000 |")
    assert (found.unit, found.phone) == ("湖南省水利厅", "0731-80000000")


def test_two_numbers_below_their_heading_are_numbers_all_the_same() -> None:
    found = headed("| 联系人 | 机关食堂 | 联系电话 | 职务 |\n| 陈某 | 有 | 0731-80000000；13900000000 | 科长 |")
    assert (found.person, found.phone) == ("陈某", "0731-80000000；13900000000")


def test_the_last_heading_of_such_a_row_has_its_value_below_too() -> None:
    found = headed("| 公务用车数 | 职务 | 填报日期 |\n| 8 | 科长 | 2026年10月12日 |")
    assert found.filled_on == date(2026, 10, 12)


def test_a_value_stands_behind_the_blank_cell_that_unmerging_leaves() -> None:
    found = headed("| 单位名称 | | 湖南省水利厅 | |\n| 联系人 | | 李某 | | 联系电话 | | 0731-80000000 |")
    assert (found.unit, found.person, found.phone) == ("湖南省水利厅", "李某", "0731-80000000")


def test_other_words_behind_a_blank_value_are_not_the_value() -> None:
    found = headed("| 单位名称 | | 单位地址 | 长沙市五一大道 |\n| 联系人 | | 职务 | 科长 |")
    assert (found.unit, found.person) == (None, None)


@pytest.mark.parametrize(("own", "read_as"), [("0731-80000000", "0731-80000000"), ("", None)])
def test_of_a_list_of_people_the_telephone_of_the_contact_is_taken(own: str, read_as: str | None) -> None:
    people = f"| 分管领导 | 王某 | 副主任 | 0731-82219999 |\n| 联系人 | 李某 | 科长 | {own} |"
    assert headed(f"| 类别 | 姓名 | 职务 | 联系电话 |\n{people}").phone == read_as


@pytest.mark.parametrize(
    "guidance",
    [
        "填报须知\n联系人：周处长，联系电话：0731-82210000",
        "填表说明：\n1.满分100分。\n2.联系人：周处长，联系电话：0731-82210000",
        "联系人：周处长（省机关事务管理局节能处），联系电话：0731-82210000",
    ],
)
def test_whom_the_form_is_sent_to_is_never_taken_for_a_missing_contact(guidance: str) -> None:
    found = headed(f"填报单位：湖南省水利厅\n{guidance}")
    assert (found.person, found.phone) == (None, None)
    assert "contact-missing" in codes(found)


@pytest.mark.parametrize("note", ["注：满分100分。", "填表说明：\n1.满分100分。", "填表要求：单位名称填全称。"])
def test_a_contact_below_the_guidance_is_the_forms_own(note: str) -> None:
    found = headed(f"{note}\n联系人：李某　联系电话：0731-80000000")
    assert (found.person, found.phone) == ("李某", "0731-80000000")


def test_a_bracket_behind_a_name_is_no_telephone() -> None:
    found = headed("联系人及电话：李某(科员)13800000000")
    assert (found.person, found.phone) == ("李某(科员)", "13800000000")


@pytest.mark.parametrize(
    "title",
    [
        "节约型机关自评表（湖南省水利厅）",
        "湖南省水利厅创建节约型机关自查评分表",
        "湖南省水利厅关于2026年节约型机关自评得分表",
    ],
)
def test_the_unit_is_named_before_or_behind_a_title(title: str) -> None:
    assert headed("联系人：李某", title=title).unit == "湖南省水利厅"


@pytest.mark.parametrize("foot", ["湖南省水利厅", "湖南省水利厅\n10月12日", "湖南省水利厅\n填表时间：2026/10/12"])
def test_a_unit_that_signs_at_the_foot_is_the_forms(foot: str) -> None:
    assert headed("联系人：李某", foot=foot).unit == "湖南省水利厅"
    assert headed("| 联系人 | 李某 |\n\n", foot=foot).unit == "湖南省水利厅"


@pytest.mark.parametrize("foot", ["10月12日", "2026年2月30日", "二〇二六年十月"])
def test_a_day_at_the_foot_without_year_or_day_is_asked_about(foot: str) -> None:
    found = headed("填报单位：湖南省水利厅", foot=foot)
    assert (found.filled_on, codes(found).count("date-unreadable")) == (None, 1)


def test_a_name_written_with_spaces_ends_before_the_label_behind_it() -> None:
    found = headed("参评单位：张 家 界 市 政 协 办 公 室    联系人：李某")
    assert found.unit == "张家界市政协办公室"
    found = headed("参评单位：张 家 界 市 政 协 办 公 室    电话：0744-80000000")
    assert (found.unit, found.phone) == ("张家界市政协办公室", "0744-80000000")


def test_a_torn_name_below_its_heading_is_asked_about() -> None:
    found = headed("| 单位名称 | 传真 | 统一社会信用代码 |\n| 湖南省人 | 0731-82212345 | 11430000006123456A |")
    assert (found.unit, "unit-missing" in codes(found)) == (None, True)

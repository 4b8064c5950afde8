"""How lists, titles, dates and numbers are written."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest

from generate import wording
from generate.findings import without_points
from generate.values import hanzi
from jieyue.formset import Rule
from tests.documents.years import FORM_SET


@pytest.mark.parametrize(
    ("parts", "text"), [([], ""), (["甲"], "甲"), (["甲", "乙"], "甲和乙"), (["甲", "乙", "丙"], "甲、乙和丙")]
)
def test_a_list_joins_its_last_part_with_and(parts: list[str], text: str) -> None:
    assert wording.joined(parts) == text


def test_titles_inside_a_title_take_the_inner_marks() -> None:
    assert (
        wording.cited("关于印发《方案》的通知", "湘管发〔2020〕12号")
        == "《关于印发〈方案〉的通知》（湘管发〔2020〕12号）"
    )
    assert wording.quoted("践行“135”方式") == "“践行‘135’方式”"


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2026, 11, 2), date(2026, 11, 2), "2026年11月2日"),
        (date(2026, 11, 2), date(2026, 11, 13), "2026年11月2日至13日"),
        (date(2026, 11, 30), date(2026, 12, 4), "2026年11月30日至12月4日"),
        (date(2026, 12, 30), date(2027, 1, 5), "2026年12月30日至2027年1月5日"),
    ],
)
def test_a_span_of_days_says_nothing_twice(first: date, last: date, text: str) -> None:
    assert wording.day_span(first, last) == text


def test_dates_have_no_zero_in_front_and_blanks_are_wide() -> None:
    assert wording.full_day(date(2026, 3, 5)) == "2026年3月5日"
    assert wording.blank_day(2026) == "2026年　月　日"
    assert wording.blank_number("湘管发", 2026) == "湘管发〔2026〕　号"


def test_a_percentage_shows_its_decimal_only_when_it_has_one() -> None:
    assert [wording.percentage(Decimal(text)) for text in ("43.4", "50.0", "0.0", "100.0")] == [
        "43.4%",
        "50%",
        "0%",
        "100%",
    ]


@pytest.mark.parametrize(
    ("number", "text"), [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (99, "九十九")]
)
def test_section_numbers_in_chinese(number: int, text: str) -> None:
    assert hanzi(number) == text


@pytest.mark.parametrize("rule", list(FORM_SET.rules()), ids=lambda rule: rule.id)
def test_a_rule_is_named_by_its_own_words_without_its_points(rule: Rule) -> None:
    text = rule.text
    named = without_points(text)
    assert text.startswith(named)
    assert not re.search(r"得[\d.]+分", named)
    assert len(named) > 5
    assert not named.endswith(("，", "。", ","))


@pytest.mark.parametrize("office", ["公共机构节能管理处", "湖南省机关事务管理局公共机构节能管理处"])
def test_an_office_written_with_its_organ_is_named_once(office: str) -> None:
    from dataclasses import replace

    from generate.phrases import receiving_office
    from tests.documents.years import PROVINCE, settings

    assert receiving_office(settings(replace(PROVINCE, office=office))) == "我局公共机构节能管理处"

"""Days, years and 密级 markings in every shape."""

from __future__ import annotations

from datetime import date

import pytest

from extract.classified import is_marking
from extract.dates import read_date, read_year, year_in_title

DAYS = [
    "2026年10月12日",
    "2026 年 10 月 12 日",
    "２０２６年１０月１２日",
    "2026.10.12",
    "2026．10．12",
    "2026/10/12",
    "2026-10-12",
    "20261012",
    "二〇二六年十月十二日",
    "二○二六年十月十二日",
    "二零二六年十月十二日",
    "2026年十月十二日",
    "二〇二六年10月12号",
    "2026-10-12 00:00:00",
    "2026年10月12日（星期一）",
    "2026\u201110\u201112",
]
NO_DAYS = [
    "10月12日",
    "2026年10月",
    "2026年",
    "2026年2月30日",
    "2026年13月1日",
    "26.10.12",
    "2026、10、12",
    "十月十二日",
    "12/10/2026",
    "年 月 日",
]


@pytest.mark.parametrize("text", DAYS)
def test_a_day_is_read_in_every_shape(text: str) -> None:
    assert read_date(text) == date(2026, 10, 12)


@pytest.mark.parametrize("text", NO_DAYS)
def test_a_day_without_year_or_that_does_not_exist_is_none(text: str) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize("text", ["2026", "2026年", "2026年度", "二〇二六年度"])
def test_a_year_is_read(text: str) -> None:
    assert read_year(text) == 2026


@pytest.mark.parametrize("years", ["2025年至2026年", "2026—2027年度", "2026-2027年"])
def test_a_title_with_two_years_names_none(years: str) -> None:
    assert year_in_title(f"{years}节约型机关自评表") is None


@pytest.mark.parametrize(
    "text", ["机密", "秘密★1年", "机密★10年", "【机密】", "密级：机密", "绝密★长期", "机 密", "机密 ★ 1年 特急"]
)
def test_a_marking_is_seen(text: str) -> None:
    assert is_marking(text)


@pytest.mark.parametrize(
    "text",
    [
        "保密室",
        "国家秘密载体管理",
        "做好机要保密工作",
        "密级：内部",
        "密级：□机密 □秘密",
        "商业秘密",
        "机密级文件柜已上锁",
    ],
)
def test_a_sentence_about_secrets_is_no_marking(text: str) -> None:
    assert not is_marking(text)

"""Paragraphs that count themselves off, and those that do not."""

from __future__ import annotations

import pytest

from generate.points import points

LED = "加强组织领导。建立联络员制度。"


def test_several_paragraphs_with_short_first_sentences_are_led() -> None:
    assert points([LED, "完善制度。修订办法。"]).rows == [
        ("加强组织领导。", "建立联络员制度。"),
        ("完善制度。", "修订办法。"),
    ]


@pytest.mark.parametrize("typed", ["（一）", "（十二）", "一、", "1.", "2．", "3、"])
def test_a_number_the_clerk_typed_is_not_printed_twice(typed: str) -> None:
    assert points([f"{typed}{LED}", LED]).rows[0] == ("加强组织领导。", "建立联络员制度。")


@pytest.mark.parametrize(
    "other",
    [
        "只有一句话。",
        "没有句号",
        "第一句话写得很长很长很长很长很长很长很长。第二句。",
        "〔待补充：主要做法〕",
        "",
    ],
)
def test_one_paragraph_that_cannot_be_led_leaves_all_as_written(other: str) -> None:
    assert points([LED, other]).rows == [("", LED), ("", other)]


def test_a_paragraph_by_itself_is_led_only_where_allowed() -> None:
    assert points([LED]).rows == [("", LED)]
    assert points([LED], alone=True).rows == [("加强组织领导。", "建立联络员制度。")]


def test_no_paragraph_is_no_point() -> None:
    assert points([]).rows == []

"""A stamped copy beside the editable form."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from extract.copies import compare
from jieyue.formset import load_form_set
from jieyue.model import ItemAnswer, Kind, RuleAnswer, Source, Submission

FORM_SET = load_form_set()
ITEM = next(item for item in FORM_SET.items if len(item.rules) > 1)
OTHER = next(item for item in FORM_SET.items if item is not ITEM)
RULES = tuple(RuleAnswer(rule.id, rule.max, place=f"第1页 表1 第{n}行第6列") for n, rule in enumerate(ITEM.rules, 1))
FORM = Submission(
    Source("表.xlsx", "0" * 64, "xlsx"),
    FORM_SET.id,
    Kind.SELF_ASSESSMENT,
    2026,
    "湖南省水利厅",
    filled_on=date(2026, 10, 12),
    items=(ItemAnswer(ITEM.id, ITEM.max, rules=RULES), ItemAnswer(OTHER.id, Decimal("9.50"))),
    stated_total=Decimal("92.5"),
)
COPY = replace(FORM, source=Source("表.pdf", "1" * 64, "pdf"))


def said(copy: Submission) -> list[tuple[str | None, str | None]]:
    found = compare(copy, FORM, FORM_SET)
    assert all(one.code == "copy-differs" for one in found)
    return [(one.about, one.found) for one in found]


def test_the_same_content_differs_in_nothing() -> None:
    assert said(COPY) == []


SAME = {
    "short name": replace(COPY, unit="水利厅"),
    "spaces in the name": replace(COPY, unit="湖南省 水 利 厅"),
    "zeros behind the point": replace(COPY, stated_total=Decimal("92.50")),
    "only the item's score": replace(COPY, items=(ItemAnswer(ITEM.id, ITEM.max), FORM.items[1])),
    "no total": replace(COPY, stated_total=None),
    "no date": replace(COPY, filled_on=None),
}


@pytest.mark.parametrize("name", SAME)
def test_what_says_less_or_writes_otherwise_is_no_difference(name: str) -> None:
    assert said(SAME[name]) == []


LOWER = replace(RULES[0], self_score=Decimal(0))
DIFFERENT = {
    "rule": (
        replace(COPY, items=(ItemAnswer(ITEM.id, rules=(LOWER, *RULES[1:])), FORM.items[1])),
        ITEM.rules[0].id,
        "0",
    ),
    "item": (replace(COPY, items=(FORM.items[0], ItemAnswer(OTHER.id, Decimal(9)))), OTHER.id, "9"),
    "score left out": (replace(COPY, items=(FORM.items[0], ItemAnswer(OTHER.id))), OTHER.id, "未填或无法确定"),
    "row left out": (replace(COPY, items=FORM.items[:1]), OTHER.id, "未填或无法确定"),
    "total": (replace(COPY, stated_total=Decimal("93.5")), "stated_total", "93.5"),
    "unit": (replace(COPY, unit="湖南省财政厅"), "unit", "湖南省财政厅"),
    "date": (replace(COPY, filled_on=date(2026, 10, 21)), "filled_on", "2026-10-21"),
    "year": (replace(COPY, year=2025), "year", "2025"),
}


@pytest.mark.parametrize("name", DIFFERENT)
def test_each_difference_is_named_with_both_values(name: str) -> None:
    copy, about, found = DIFFERENT[name]
    assert said(copy) == [(about, found)]


def test_a_difference_says_where_to_look_in_the_copy() -> None:
    copy, *_ = DIFFERENT["rule"]
    assert compare(copy, FORM, FORM_SET)[0].place == "第1页 表1 第1行第6列"

"""Whatever the year was like, the documents are whole, count right and say nothing foolish."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from generate.consistency import check
from generate.documents import KINDS, NothingToReport, Outgoing, compose
from jieyue.figures import tally
from jieyue.model import Level, Yearbook
from tests.documents.golden import readable
from tests.documents.years import CITY, COUNTY, FORM_SET, NARRATIVE, PROVINCE, Result, settings, year

ORGANS = {Level.PROVINCE: PROVINCE, Level.CITY: CITY, Level.COUNTY: COUNTY}
WORDS = {Level.PROVINCE: "省级", Level.CITY: "市级", Level.COUNTY: "县级"}
LOWER = {Level.PROVINCE: ["市级", "县级"], Level.CITY: ["县级"]}
_TOTALS = st.one_of(st.none(), st.integers(0, 200).map(lambda halves: str(Decimal(halves) / 2)))


@st.composite
def _years(draw: st.DrawFn) -> tuple[Yearbook, Level]:
    level = draw(st.sampled_from(list(Level)))
    results = []
    for number in range(draw(st.integers(0, 9))):
        own = level is Level.COUNTY or draw(st.booleans())
        reported = draw(_TOTALS)
        results.append(
            Result(
                f"第{number}局",
                level=WORDS[level]
                if own
                else draw(st.sampled_from(["市级", "县级"] if level is Level.PROVINCE else ["县级"])),
                nature=draw(st.sampled_from(["行政机关", "党委机关", "群团组织"])),
                self_total=reported,
                verified=draw(_TOTALS) if reported else None,
                city=None if own else draw(st.sampled_from(["长沙市", "岳阳市"])),
                district=None if own or level is Level.PROVINCE else "宁乡市",
                late=draw(st.booleans()),
                before=draw(st.booleans()),
            )
        )
    drawn = tuple(result.name for result in results if draw(st.booleans()))
    return year(results, level, drawn=drawn, draw_method="随机抽取。"), level


def _all(book: Yearbook, level: Level, target: Decimal | None) -> list[Outgoing]:
    desk = settings(ORGANS[level], level, target=target)
    made: list[Outgoing] = []
    for kind in KINDS:
        if kind != "inspection-sheets":
            with suppress(NothingToReport):
                made += compose(kind, book, desk, FORM_SET, narrative=NARRATIVE, day=date(2026, 12, 28))
    return [one for one in made if one.file_name.endswith(".docx")]


@hypothesis_settings(max_examples=40, deadline=None)
@given(_years(), st.one_of(st.none(), st.sampled_from([Decimal(0), Decimal("33.3"), Decimal(50), Decimal(100)])))
def test_documents_of_any_year_are_whole_and_agree(case: tuple[Yearbook, Level], target: Decimal | None) -> None:
    book, level = case
    made = _all(book, level, target)
    assert check({one.file_name: one.content for one in made}, book) == []
    for one in made:
        for line in readable(one.content).splitlines():
            assert not re.search(r"None|Decimal|\{\{|\{%|nan", line), line
            assert not re.search(r"。。|，，|，。|；。|：。|、。|（）|《》|“”", line), line
            if not line.startswith("|"):
                assert not re.search(r"(?<![\d.])0家", line), line


@hypothesis_settings(max_examples=40, deadline=None)
@given(_years())
def test_every_failing_unit_with_a_card_gets_one_letter_and_no_other_does(case: tuple[Yearbook, Level]) -> None:
    book, level = case
    failing = {one.unit.name for one in book.standings if one.passed is False and one.verified_card}
    letters = [one.unit for one in _all(book, level, None) if one.kind == "rectification"]
    assert sorted(filter(None, letters)) == sorted(failing)
    assert tally(book.standings).failed >= len(letters)

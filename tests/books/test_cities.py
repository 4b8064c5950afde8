"""Lower desks' 汇总表 merged: names matched, conclusions borne out by scores, differences said, gaps named."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from extract import extract
from generate.summary import summary_xlsx
from jieyue.figures import by_level, tally
from jieyue.model import Level, SummaryCount, SummaryRow, Unit
from jieyue.problems import problem
from jieyue.workspace import Workspace
from tests.books.desks import FORM_SET, MARCH, WATER, call, looking, receive, states, summary, workspace

MONEY = Unit("长沙市财政局", "市级", "长沙市", aliases=("市财政局（长沙）",))
SCHOOL = Unit("长沙市教育局", "市级", "长沙市", passed_in=2025)
COUNTY = Unit("长沙县财政局", "县级", "长沙市", "长沙县")
OTHER = Unit("岳阳市财政局", "市级", "岳阳市")
SENDER = "长沙市机关事务管理局"


def row(name: str, score: str | None = "90", passed: bool | None = True, level: str = "市级") -> SummaryRow:
    verified = None if score is None else Decimal(score)
    return SummaryRow(name, "长沙市", None, level, None, Decimal(95), verified, passed, place=f"汇总表!A{len(name)}")


WHOLE = (row(MONEY.name), row(SCHOOL.name, "79", False), row(COUNTY.name, "80", level="县级"))


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    return workspace(tmp_path / "甲", (WATER, MONEY, SCHOOL, COUNTY, OTHER))


def told(desk: Workspace) -> list[tuple[str, str | None]]:
    """Codes and findings of what is wrong with the summaries."""
    with looking(desk, MARCH) as seen:
        return [(found.code, found.found) for city in seen.book().cities for found in city.problems]


def test_a_whole_summary_makes_the_units_judged_and_counted_by_level(desk: Workspace) -> None:
    receive(desk, {"长.x": summary(SENDER, WHOLE)}, MARCH)
    assert told(desk) == []
    assert states(desk, MARCH) == {
        WATER: "未报送",
        MONEY.name: "市州已评",
        SCHOOL.name: "市州已评",
        COUNTY.name: "市州已评",
        OTHER.name: "未报送",
    }
    with looking(desk, MARCH) as seen:
        book = seen.book()
    levels = dict(by_level(book))
    assert (levels["市级"].passed, levels["市级"].failed, levels["县级"].passed) == (1, 1, 1)
    assert (tally(book.standings).passed_before, tally(book.standings).passed_in_all) == (1, 3)
    assert [city.city for city in book.cities] == ["长沙市"]


def test_a_name_is_matched_by_alias_and_an_unknown_one_is_not_counted(desk: Workspace) -> None:
    rows = (replace(WHOLE[0], name="市财政局（长沙）"), *WHOLE[1:], row("长沙市某某办"))
    receive(desk, {"长.x": summary(SENDER, rows)}, MARCH)
    assert told(desk) == [("summary-unit-unknown", "长沙市某某办")]
    assert states(desk, MARCH)[MONEY.name] == "市州已评"
    shown = call(desk, "status", "--on", "2027-03-02")
    assert "下级汇总表与名录、结论不符之处（1）" in shown.output
    assert shown.exit_code == 1


@pytest.mark.parametrize(
    ("score", "passed", "code"),
    [
        ("80", True, None),
        ("79.5", False, None),
        ("79.5", True, "summary-conclusion"),
        ("80", False, "summary-conclusion"),
        (None, True, "summary-conclusion"),
        ("85", None, "summary-conclusion"),
    ],
)
def test_a_conclusion_counts_only_where_its_score_bears_it_out(
    desk: Workspace, score: str | None, passed: bool | None, code: str | None
) -> None:
    receive(desk, {"长.x": summary(SENDER, (row(MONEY.name, score, passed), *WHOLE[1:]))}, MARCH)
    with looking(desk, MARCH) as seen:
        standing = next(one for one in seen.book().standings if one.unit.name == MONEY.name)
    assert standing.passed is (None if code else passed)
    assert [one for one, _ in told(desk)] == ([code] if code else [])


def test_a_unit_told_twice_has_a_conclusion_only_if_both_agree(desk: Workspace) -> None:
    receive(desk, {"长.x": summary(SENDER, (*WHOLE, WHOLE[0]))}, MARCH)
    assert told(desk) == []
    receive(desk, {"岳.x": summary("岳阳市机关事务管理局", (row(OTHER.name), row(MONEY.name, "85")))}, MARCH)
    assert ("summary-repeated", "汇总表!A6核查分90；汇总表!A6核查分85") in told(desk)
    with looking(desk, MARCH) as seen:
        standing = next(one for one in seen.book().standings if one.unit.name == MONEY.name)
    assert (standing.passed, standing.state) == (None, "未报送")


def test_who_is_missing_from_a_summary_is_named(desk: Workspace) -> None:
    receive(desk, {"长.x": summary(SENDER, WHOLE[:2])}, MARCH)
    assert told(desk) == [("summary-unit-missing", COUNTY.name)]


def test_other_regions_levels_and_totals_are_said(desk: Workspace) -> None:
    counts = (SummaryCount("市级", (("registered", 3),)), SummaryCount("合计", (("registered", 3),)))
    receive(desk, {"长.x": summary(SENDER, (replace(WHOLE[0], level="县级"), *WHOLE[1:]), counts)}, MARCH)
    assert told(desk) == [("summary-differs", "县级"), ("summary-count-differs", "3")]


def test_a_line_of_a_unit_that_ended_is_left_out_and_said(tmp_path: Path) -> None:
    ended = replace(MONEY, valid_to=date(2026, 12, 31))
    desk = workspace(tmp_path / "乙", (WATER, ended, SCHOOL, COUNTY))
    receive(desk, {"长.x": summary(SENDER, WHOLE)}, MARCH)
    assert told(desk) == [("summary-unit-outside", MONEY.name)]


def test_a_line_that_only_lists_the_unit_is_no_report(desk: Workspace) -> None:
    blank = SummaryRow(MONEY.name, "长沙市", level="市级", note="未报送")
    receive(desk, {"长.x": summary(SENDER, (blank, *WHOLE[1:]))}, MARCH)
    assert states(desk, MARCH)[MONEY.name] == "未报送"
    with looking(desk, MARCH) as seen:
        assert tally(seen.book().standings).declared == 2


def test_a_newer_summary_of_the_same_desk_replaces_the_older_one_whole(desk: Workspace) -> None:
    receive(desk, {"长.x": summary(SENDER, WHOLE)}, MARCH)
    receive(desk, {"长2.x": summary(SENDER, (row(MONEY.name, "70", False), *WHOLE[1:]))}, MARCH)
    with looking(desk, MARCH) as seen:
        standing = next(one for one in seen.book().standings if one.unit.name == MONEY.name)
    assert (standing.passed, standing.verified_total) == (False, Decimal(70))


def test_a_city_desk_merges_its_counties_the_same_way(tmp_path: Path) -> None:
    desk = workspace(tmp_path / "市", (MONEY, COUNTY), Level.CITY, region="长沙市")
    receive(desk, {"县.x": summary("长沙县机关事务服务中心", (row(COUNTY.name, level="县级"),))}, MARCH)
    with looking(desk, MARCH) as seen:
        assert [city.city for city in seen.book().cities] == ["长沙县"]
    assert states(desk, MARCH) == {MONEY.name: "未报送", COUNTY.name: "市州已评"}


def test_a_summary_that_does_not_say_who_sends_it_waits_and_then_counts(desk: Workspace) -> None:
    fault = problem("unit-missing", about="unit")
    receive(desk, {"长.x": replace(summary("", WHOLE), unit=None, problems=(fault,))}, MARCH)
    assert states(desk, MARCH)[MONEY.name] == "未报送"
    assert "待处理/长.x" in call(desk, "status").output
    assert call(desk, "decide", "长.x", "--accept", "--why", "电话核实是长沙市报来的").exit_code == 0
    assert states(desk, MARCH)[MONEY.name] == "市州已评"


def test_a_title_that_names_the_region_is_not_taken_for_the_sender(tmp_path: Path) -> None:
    """岳阳楼区 ends like an organ; its summary was once read as sent by nobody."""
    units = (Unit("岳阳楼区财政局", "县级", "岳阳市", "岳阳楼区"),)
    below = workspace(tmp_path / "区", units, Level.COUNTY, region="岳阳楼区")
    with looking(below, MARCH) as seen:
        made = summary_xlsx(seen.book(), seen.session.settings, seen.session.form_set)
    path = tmp_path / "汇总.xlsx"
    path.write_bytes(made)
    read = extract(path, [FORM_SET])
    assert (read.unit, read.problems) == ("岳阳楼区机关事务管理局", ())
    assert [count.level for count in read.counts] == ["县级", "合计"]

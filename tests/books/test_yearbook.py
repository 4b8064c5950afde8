"""The Yearbook: figures rest on usable files only, on verified scores, on the register of the day."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from jieyue.figures import tally
from jieyue.model import Basis, Kind, Unit
from jieyue.problems import problem
from jieyue.year.people import Person, correct, decide_accept, decide_policy, decide_share, decide_version, find_file
from tests.books.desks import (
    DECEMBER,
    LIBRARY,
    LOSING,
    MONEY,
    NOVEMBER,
    OCTOBER,
    SCHOOL,
    WATER,
    acting,
    form,
    looking,
    paper,
    receive,
    states,
    workspace,
)

WANG = Person("王某", "电话核实")


def test_a_year_goes_its_way_from_missing_to_rectified(tmp_path: Path) -> None:
    desk = workspace(tmp_path / "甲")
    assert set(states(desk).values()) == {"未报送"}
    receive(desk, {"水.x": form(WATER, LOSING["96"]), "钱.x": form(MONEY)})
    assert states(desk, OCTOBER) == {WATER: "已报送", MONEY: "已报送", SCHOOL: "未报送", LIBRARY: "未报送"}
    assert states(desk, date(2026, 10, 31))[WATER] == "已报送"
    assert states(desk, date(2026, 11, 1))[WATER] == "待核查"
    sheets = {
        "核水.x": form(WATER, LOSING["80"], Kind.VERIFICATION),
        "核钱.x": form(MONEY, LOSING["79.5"], Kind.VERIFICATION),
    }
    receive(desk, sheets, NOVEMBER)
    assert states(desk) == {WATER: "达标", MONEY: "未达标", SCHOOL: "未报送", LIBRARY: "未报送"}
    receive(desk, {"改钱.x": paper(MONEY, Kind.RECTIFICATION_REPORT)}, DECEMBER)
    assert states(desk)[MONEY] == "整改已报"
    with looking(desk) as seen:
        count = tally(seen.book().standings)
    assert (count.registered, count.declared, count.verified, count.passed, count.failed) == (4, 2, 2, 1, 1)
    assert count.missing == 2


def test_a_file_with_an_open_error_gives_no_figure(tmp_path: Path) -> None:
    desk = workspace(tmp_path / "甲")
    fault = problem("score-above-maximum", about="2.2", found="24", max=20, place="表!G7")
    receive(desk, {"水.x": form(WATER, problems=(fault,))})
    with looking(desk) as seen:
        standing = seen.book().standings[0]
    assert (standing.state, standing.self_card, standing.submission) == ("待补正", None, None)
    assert [found.code for found in standing.problems] == ["score-above-maximum"]


def test_the_older_usable_version_counts_while_the_newer_one_cannot(tmp_path: Path) -> None:
    desk = workspace(tmp_path / "甲")
    receive(desk, {"一.x": form(WATER, LOSING["90"])})
    fault = problem("total-mismatch", about="stated_total", found="91", expected=90)
    receive(desk, {"二.x": form(WATER, LOSING["96"], problems=(fault,))}, NOVEMBER)
    with looking(desk) as seen:
        standing = seen.book().standings[0]
    assert standing.self_total == 90
    assert {found.code for found in standing.problems} >= {"total-mismatch"}


def test_the_later_version_counts_unless_a_person_says_otherwise(tmp_path: Path) -> None:
    desk = workspace(tmp_path / "甲")
    receive(desk, {"一.x": form(WATER, LOSING["90"])})
    receive(desk, {"二.x": form(WATER, LOSING["96"])}, NOVEMBER)
    with looking(desk) as seen:
        first = seen.book().standings[0]
    assert (first.self_total, first.received_on, first.late) == (Decimal(96), NOVEMBER, False)
    with acting(desk) as (_, office):
        decide_version(office, find_file(office.ledger, "一.x"), WANG)
        waiting = [one.name for one in office.ledger.submissions() if one.outcome == "review"]
    assert waiting == []
    with looking(desk) as seen:
        assert seen.book().standings[0].self_total == 90


def test_a_correction_makes_a_corrected_card_and_leaves_the_reading_alone(tmp_path: Path) -> None:
    desk = workspace(tmp_path / "甲")
    receive(desk, {"一.x": form(WATER, LOSING["90"])})
    with acting(desk) as (_, office):
        correct(office, find_file(office.ledger, "一.x"), "1.1.1", "10", WANG)
    with looking(desk) as seen:
        standing = seen.book().standings[0]
    assert standing.self_card is not None
    assert (standing.self_card.basis, standing.self_total) == (Basis.CORRECTED, Decimal(100))


@pytest.mark.parametrize(
    ("received", "late"),
    [(date(2026, 10, 30), False), (date(2026, 10, 31), False), (date(2026, 11, 1), True), (date(2026, 11, 2), True)],
)
def test_the_deadline_itself_is_in_time_and_the_day_after_is_late(tmp_path: Path, received: date, late: bool) -> None:
    desk = workspace(tmp_path / "甲")
    receive(desk, {"一.x": form(WATER)}, received)
    with looking(desk) as seen:
        assert seen.book().standings[0].late is late


def test_a_deadline_of_the_settings_comes_before_the_timetable(tmp_path: Path) -> None:
    desk = workspace(tmp_path / "甲", more="[deadlines]\nself_assessment = 2026-10-19\nverification_from = 2026-10-20")
    receive(desk, {"一.x": form(WATER)}, OCTOBER)
    with looking(desk, OCTOBER) as seen:
        standing = seen.book().standings[0]
    assert (standing.late, standing.state) == (True, "待核查")


def test_sending_anew_after_the_deadline_is_not_late_when_the_first_came_in_time(tmp_path: Path) -> None:
    desk = workspace(tmp_path / "甲")
    fault = problem("total-mismatch", about="stated_total", found="91", expected=90)
    receive(desk, {"一.x": form(WATER, problems=(fault,))}, OCTOBER)
    receive(desk, {"二.x": form(WATER)}, NOVEMBER)
    with looking(desk) as seen:
        assert not seen.book().standings[0].late


def test_an_incomplete_sheet_is_no_conclusion_even_when_a_person_accepts_it(tmp_path: Path) -> None:
    desk = workspace(tmp_path / "甲")
    sheet = form(WATER, LOSING["96"], Kind.VERIFICATION)
    first, *others = sheet.items
    blank = replace(first, verified_score=None, rules=())
    fault = problem("score-missing", about="1.1", name="1.1")
    receive(desk, {"一.x": form(WATER)})
    receive(desk, {"核.x": replace(sheet, items=(blank, *others), problems=(fault,))}, NOVEMBER)
    assert states(desk)[WATER] == "待核查"
    with acting(desk) as (_, office):
        decide_accept(office, find_file(office.ledger, "核.x"), WANG)
    with looking(desk) as seen:
        standing = seen.book().standings[0]
    assert (standing.state, standing.passed, standing.verified_total) == ("待核查", None, None)


def test_who_has_ended_is_left_out_with_the_reason_and_its_files_stay(tmp_path: Path) -> None:
    gone = Unit("湖南省粮食局", "省级", valid_to=date(2026, 11, 30))
    desk = workspace(tmp_path / "甲", (WATER, gone))
    receive(desk, {"粮.x": form("湖南省粮食局")})
    with looking(desk, date(2026, 11, 30)) as seen:
        assert [one.unit.name for one in seen.book().standings] == [WATER, "湖南省粮食局"]
    with looking(desk, date(2026, 12, 1)) as seen:
        book = seen.book()
    assert [one.unit.name for one in book.standings] == [WATER]
    assert [(unit.name, why) for unit, why in book.left_out] == [("湖南省粮食局", "已于2026-11-30失效")]


def test_a_renamed_unit_keeps_what_it_sent_under_its_old_name(tmp_path: Path) -> None:
    old = Unit("湖南省粮食局", "省级", valid_to=date(2026, 11, 30))
    new = Unit("湖南省粮食和储备局", "省级", valid_from=date(2026, 12, 1), predecessor="湖南省粮食局")
    desk = workspace(tmp_path / "甲", (WATER, old, new))
    receive(desk, {"粮.x": form("湖南省粮食局", LOSING["96"])})
    with looking(desk) as seen:
        book = seen.book()
    assert [(one.unit.name, one.self_total) for one in book.standings] == [(WATER, None), (new.name, Decimal(96))]


def test_a_merged_unit_speaks_for_itself(tmp_path: Path) -> None:
    last = date(2026, 11, 30)
    old = [Unit(name, "省级", valid_to=last) for name in ("湖南省甲局", "湖南省乙局")]
    new = Unit("湖南省甲乙局", "省级", valid_from=date(2026, 12, 1), predecessor="湖南省甲局、湖南省乙局")
    desk = workspace(tmp_path / "甲", (*old, new))
    receive(desk, {"甲.x": form("湖南省甲局"), "乙.x": form("湖南省乙局")})
    assert states(desk) == {"湖南省甲乙局": "未报送"}
    assert states(desk, NOVEMBER) == {"湖南省甲局": "待核查", "湖南省乙局": "待核查"}


def test_a_policy_for_what_does_not_apply_changes_the_card(tmp_path: Path) -> None:
    desk = workspace(tmp_path / "甲")
    whole = form(WATER)
    item = whole.items[0]
    out = replace(item, self_score=None, rules=(replace(item.rules[0], self_score=None, not_applicable=True),))
    fault = problem("not-applicable", about="1.1.1", found="不适用", name="1.1.1")
    receive(desk, {"一.x": replace(whole, items=(out, *whole.items[1:]), problems=(fault,))})
    assert states(desk)[WATER] == "待补正"
    for policy, total in (("full", Decimal(100)), ("rescale", Decimal(100))):
        with acting(desk) as (_, office):
            decide_policy(office, policy, WANG)
        with looking(desk) as seen:
            assert seen.book().standings[0].self_total == total


def test_a_work_plan_is_asked_for_and_may_be_shared(tmp_path: Path) -> None:
    desk = workspace(tmp_path / "甲")
    plan = paper(WATER, Kind.WORK_PLAN)
    receive(desk, {"一.x": form(WATER), "二.x": form(MONEY), "案.x": plan})

    def asked() -> list[str]:
        with looking(desk) as seen:
            return [
                one.unit.name
                for one in seen.book().standings
                for found in one.problems
                if found.code == "work-plan-missing"
            ]

    assert asked() == [MONEY]
    with acting(desk) as (opened, office):
        decide_share(office, find_file(office.ledger, "案.x"), MONEY, opened.register, WANG)
    assert asked() == []


def test_a_sheet_without_a_form_is_said(tmp_path: Path) -> None:
    desk = workspace(tmp_path / "甲")
    receive(desk, {"核.x": form(WATER, LOSING["96"], Kind.VERIFICATION)}, NOVEMBER)
    with looking(desk) as seen:
        assert [found.code for found in seen.book().standings[0].problems] == ["verification-alone"]

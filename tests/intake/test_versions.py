"""One table sent in several files: copies of one form, or versions of it between which a person decides."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from extract.statements import compared
from jieyue.model import Kind, Problem, Submission, SummaryCount, SummaryRow, Unit
from jieyue.problems import problem
from jieyue.workspace import Workspace
from tests.books.desks import FORM_SET, LOSING, MARCH, MONEY, WATER, call, form, looking, receive, summary, workspace

CITY = Unit("长沙市财政局", "市级", "长沙市")
TOWN = Unit("长沙县财政局", "县级", "长沙市", "长沙县")
SENDER = "长沙市机关事务管理局"
COUNTING = (Kind.SELF_ASSESSMENT, Kind.VERIFICATION, Kind.CITY_SUMMARY)
ROWS = (
    SummaryRow(CITY.name, "长沙市", None, "市级", None, Decimal(95), Decimal(90), True, False, place="汇总表!A5"),
    SummaryRow(TOWN.name, "长沙市", "长沙县", "县级", None, Decimal(88), Decimal(79), False, False, place="汇总表!A6"),
)
COUNTS = (SummaryCount("合计", (("registered", 2), ("passed", 1)), "分级统计!A3"),)
TABLE = summary(SENDER, ROWS, COUNTS)
REPORT = summary(
    SENDER,
    [
        SummaryRow(row.name, level=row.level, verified_score=row.verified_score, passed=row.passed, place="表2 第2行")
        for row in ROWS
    ],
    COUNTS,
)
"""What the report in Word says of the table: no regions, no scores of the units' own."""


def other_score(what: Submission, score: str) -> Submission:
    first, *others = what.summary
    return replace(what, summary=(replace(first, verified_score=Decimal(score)), *others))


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    return workspace(tmp_path / "甲", (WATER, MONEY, CITY, TOWN))


def kinds(desk: Workspace) -> dict[str, tuple[str, str, bool]]:
    """Of every file: its kind, its outcome, and whether the books rest on it."""
    with looking(desk, MARCH) as seen:
        used = {one.sha256 for kind in COUNTING for one in seen.shelf.all_in_use(kind)}
        return {one.name: (one.kind.value, one.outcome, one.sha256 in used) for one in seen.shelf.files}


def problems(desk: Workspace, name: str) -> tuple[Problem, ...]:
    with looking(desk, MARCH) as seen:
        return next(one for one in seen.shelf.files if one.name == name).submission.problems


def own_scores(desk: Workspace) -> dict[str, Decimal | None]:
    with looking(desk, MARCH) as seen:
        return {one.unit.name: one.self_total for one in seen.book().standings if one.unit.name in WHOLE}


WHOLE = {CITY.name: Decimal(95), TOWN.name: Decimal(88)}


def test_the_report_sent_beside_the_table_is_its_other_copy(desk: Workspace) -> None:
    report = receive(desk, {"1表.xlsx": TABLE, "2报告.docx": REPORT}, MARCH)
    assert not report.needs_a_person
    assert kinds(desk) == {
        "1表.xlsx": ("city_summary", "accepted", True),
        "2报告.docx": ("twin", "accepted", False),
    }
    assert own_scores(desk) == WHOLE
    assert (desk.archive / "副本" / "2报告.docx").is_file()


def test_the_table_that_comes_after_its_report_says_more_and_counts(desk: Workspace) -> None:
    report = receive(desk, {"1报告.docx": REPORT, "2表.xlsx": TABLE}, MARCH)
    assert not report.needs_a_person
    assert kinds(desk)["2表.xlsx"] == ("city_summary", "accepted", True)
    assert own_scores(desk) == WHOLE


def test_a_report_that_differs_waits_with_the_cells_named_and_the_table_still_counts(desk: Workspace) -> None:
    receive(desk, {"1表.xlsx": TABLE, "2报告.docx": other_score(REPORT, "91")}, MARCH)
    newer, poorer = problems(desk, "2报告.docx")
    assert (newer.code, poorer.code) == ("newer-version", "version-incomplete")
    assert "“长沙市财政局”核查分“90”→“91”（表2 第2行）" in newer.message
    assert kinds(desk)["1表.xlsx"][2]
    assert own_scores(desk) == WHOLE
    assert call(desk, "status", "--on", "2027-03-02").exit_code == 1
    assert call(desk, "decide", "2报告.docx", "--use", "--why", "电话核实，以报告为准").exit_code == 0
    assert kinds(desk)["2报告.docx"] == ("city_summary", "accepted", True)


def test_a_unit_that_only_one_of_them_lists_is_named(desk: Workspace) -> None:
    receive(desk, {"1表.xlsx": TABLE, "2报告.docx": replace(REPORT, summary=REPORT.summary[:1])}, MARCH)
    assert "“长沙县财政局”一行“有”→“无此行”" in problems(desk, "2报告.docx")[0].message


def test_a_stamped_report_in_pdf_is_kept_as_the_copy_of_its_summary(desk: Workspace) -> None:
    receive(desk, {"1表.xlsx": TABLE, "2盖章.pdf": REPORT, "3盖章.pdf": other_score(REPORT, "91")}, MARCH)
    found = kinds(desk)
    assert (found["2盖章.pdf"], found["3盖章.pdf"]) == (
        ("stamped_copy", "accepted", False),
        ("stamped_copy", "review", False),
    )
    assert [one.code for one in problems(desk, "3盖章.pdf")] == ["copy-differs"]


@pytest.mark.parametrize("kind", [Kind.SELF_ASSESSMENT, Kind.VERIFICATION])
def test_a_form_sent_as_xlsx_and_docx_with_the_same_content_is_one_form(desk: Workspace, kind: Kind) -> None:
    sent = form(WATER, LOSING["90"], kind)
    report = receive(desk, {"表.docx": sent, "表.xlsx": sent})
    assert not report.needs_a_person
    assert sorted(found for found, _, _ in kinds(desk).values()) == sorted([kind.value, "twin"])


def test_a_form_sent_anew_in_the_same_format_is_a_version_even_if_it_says_the_same(desk: Workspace) -> None:
    sent = form(WATER, LOSING["90"])
    receive(desk, {"1表.xlsx": sent, "2表.xlsx": sent})
    assert [one.code for one in problems(desk, "2表.xlsx")] == ["newer-version"]


def test_another_copy_of_a_corrected_form_leaves_the_correction_standing(desk: Workspace) -> None:
    sent = form(WATER, LOSING["90"])
    receive(desk, {"表.xlsx": sent})
    assert call(desk, "correct", WATER, "1.1.1", "10", "--why", "电话核实").exit_code == 0
    receive(desk, {"表.docx": sent})
    with looking(desk, MARCH) as seen:
        assert seen.book().standings[0].self_total == Decimal(100)
    assert kinds(desk)["表.docx"] == ("twin", "accepted", False)


def test_a_form_that_says_more_than_a_corrected_one_is_a_version(desk: Workspace) -> None:
    sent = form(WATER, LOSING["90"])
    receive(desk, {"表.xlsx": sent})
    call(desk, "correct", WATER, "1.1.1", "10", "--why", "电话核实")
    receive(desk, {"表.docx": replace(sent, person="李某")})
    assert [one.code for one in problems(desk, "表.docx")] == ["newer-version"]


def test_a_copy_with_a_fault_of_its_own_is_a_version(desk: Workspace) -> None:
    sent = form(WATER)
    fault = problem("score-missing", about="2.2.1", name="2.2.1")
    receive(desk, {"表.docx": sent, "表.xlsx": replace(sent, problems=(fault,))})
    assert [one.code for one in problems(desk, "表.xlsx")] == ["score-missing", "newer-version"]


def test_a_newer_version_names_every_score_that_differs_and_of_many_the_number(desk: Workspace) -> None:
    receive(desk, {"1.xlsx": form(WATER), "2.xlsx": form(WATER, LOSING["96"])})
    assert "自评得分“4”→“0”" in problems(desk, "2.xlsx")[0].message
    receive(desk, {"3.xlsx": form(WATER, {rule.id: "1" for rule in FORM_SET.rules()})})
    assert "等44处。" not in problems(desk, "3.xlsx")[0].message
    assert problems(desk, "3.xlsx")[0].message.endswith("处")


def test_spaces_and_widths_are_no_difference_and_an_empty_value_is_none() -> None:
    one = form(WATER, person="李 某", phone="０７３１—80000000")
    assert not compared(one, replace(one, person="李某", phone="0731-80000000"), FORM_SET).differences
    found = compared(one, replace(one, person=None), FORM_SET)
    assert (found.differences, found.only_earlier) == ((), (("", "person"),))


def test_a_choice_between_versions_does_not_speak_of_what_comes_after_it(desk: Workspace) -> None:
    receive(desk, {"1.x": form(WATER), "2.x": form(WATER, LOSING["90"])})
    call(desk, "decide", "2.x", "--use", "--why", "以更正件为准")
    receive(desk, {"3.x": form(WATER, LOSING["96"])})
    assert kinds(desk)["3.x"] == ("self_assessment", "review", False)
    told = call(desk, "status", WATER, "--on", "2026-11-01")
    assert told.exit_code == 1
    assert "现又收到内容不同的一份" in told.output
    call(desk, "decide", "--not-applicable", "full", "--why", "局长办公会议定")
    assert kinds(desk)["3.x"] == ("self_assessment", "review", False)
    call(desk, "decide", "3.x", "--use", "--why", "又来一份")
    assert kinds(desk)["3.x"] == ("self_assessment", "accepted", True)


def test_a_choice_between_forms_does_not_settle_the_sheets(desk: Workspace) -> None:
    receive(desk, {"1.x": form(WATER), "2.x": form(WATER, LOSING["90"])})
    sheet = form(WATER, LOSING["90"], Kind.VERIFICATION)
    receive(desk, {"核1.x": sheet, "核2.x": form(WATER, LOSING["96"], Kind.VERIFICATION)})
    call(desk, "decide", "2.x", "--use", "--why", "以更正件为准")
    call(desk, "decide", "--not-applicable", "full", "--why", "局长办公会议定")
    assert kinds(desk)["核2.x"][:2] == ("verification", "review")


def test_a_file_given_to_a_unit_that_has_one_already_is_a_version_of_it(desk: Workspace) -> None:
    receive(desk, {"1.x": form(WATER), "2.x": form("水利单位", LOSING["90"])})
    given = call(desk, "decide", "2.x", "--unit", WATER, "--why", "电话核实")
    assert given.exit_code == 1
    assert "jieyue decide 2.x --use --why 理由" in given.output
    assert kinds(desk)["2.x"][1] == "review"
    call(desk, "undo", "3", "--why", "弄错了")
    assert [one.code for one in problems(desk, "2.x")] == ["unit-unknown"]
    assert call(desk, "decide", "2.x", "--unit", MONEY, "--why", "电话核实").exit_code == 0

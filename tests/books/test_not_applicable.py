"""不适用 by the settings and by a person's decision: the same consequences, the decision before the settings."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from docx import Document

from jieyue.model import Kind, Submission
from jieyue.problems import problem
from jieyue.workspace import Workspace
from tests.books.desks import DECEMBER, LOSING, MONEY, WATER, call, form, looking, receive, states, workspace

RULE = "3.3.2"
DECIDED = ("--why", "局长办公会议定")


def inapplicable(unit: str, kind: Kind = Kind.SELF_ASSESSMENT) -> Submission:
    """A form whose rule 3.3.2 says 不适用."""
    column = "self_score" if kind is Kind.SELF_ASSESSMENT else "verified_score"
    sent = form(unit, LOSING["90"], kind)
    items = []
    for item in sent.items:
        rules = tuple(
            replace(rule, **{column: None}, not_applicable=True) if rule.rule == RULE else rule for rule in item.rules
        )
        whole = {column: None} if rules != item.rules else {}
        items.append(replace(item, rules=rules, **whole))
    asked = problem("not-applicable", about=RULE, found="不适用", name=RULE)
    return replace(sent, items=tuple(items), problems=(asked,))


def desk(folder: Path, setting: str) -> Workspace:
    return workspace(folder / "甲", more=f'[policy]\nnot_applicable = "{setting}"\n')


def total(where: Workspace, unit: str) -> Decimal | None:
    with looking(where, DECEMBER) as seen:
        return next(one for one in seen.book().standings if one.unit.name == unit).self_total


@pytest.mark.parametrize(("setting", "counted"), [("full", "90"), ("rescale", "89.74")])
def test_a_policy_in_the_settings_leaves_nothing_to_ask(tmp_path: Path, setting: str, counted: str) -> None:
    where = desk(tmp_path, setting)
    report = receive(where, {"1.x": inapplicable(WATER)})
    assert not report.needs_a_person
    (found,) = report.files[0].problems
    assert found.code == "not-applicable-counted"
    assert "按本局口径" in found.message
    assert total(where, WATER) == Decimal(counted)


def test_without_a_policy_the_form_waits_and_a_decision_counts_it_and_those_that_come_later(tmp_path: Path) -> None:
    where = desk(tmp_path, "none")
    assert receive(where, {"1.x": inapplicable(WATER)}).needs_a_person
    assert states(where)[WATER] == "待补正"
    assert call(where, "decide", "--not-applicable", "full", *DECIDED).exit_code == 0
    assert not receive(where, {"2.x": inapplicable(MONEY)}).needs_a_person
    assert (total(where, WATER), total(where, MONEY)) == (Decimal(90), Decimal(90))


def test_a_decision_goes_before_the_settings(tmp_path: Path) -> None:
    where = desk(tmp_path, "full")
    call(where, "decide", "--not-applicable", "rescale", *DECIDED)
    receive(where, {"1.x": inapplicable(WATER)})
    assert total(where, WATER) == Decimal("89.74")


def test_to_decide_for_none_is_to_ask_again(tmp_path: Path) -> None:
    where = desk(tmp_path, "none")
    call(where, "decide", "--not-applicable", "none", *DECIDED)
    assert receive(where, {"1.x": inapplicable(WATER)}).needs_a_person
    told = call(where, "status", WATER, "--on", "2026-11-01")
    assert "未给出得分" in told.output
    call(where, "decide", "--not-applicable", "full", *DECIDED)
    assert total(where, WATER) == Decimal(90)
    call(where, "decide", "--not-applicable", "none", *DECIDED)
    assert states(where)[WATER] == "待补正"


def test_a_form_counted_by_a_policy_that_is_taken_back_has_no_total_and_is_asked_about(tmp_path: Path) -> None:
    where = desk(tmp_path, "none")
    call(where, "decide", "--not-applicable", "full", *DECIDED)
    receive(where, {"1.x": inapplicable(WATER)})
    call(where, "undo", "1", "--why", "口径未定")
    assert total(where, WATER) is None
    told = call(where, "status", WATER, "--on", "2026-11-01")
    assert told.exit_code == 1
    assert "未给出得分" in told.output


def test_a_notice_tells_the_policy_that_was_decided_not_that_of_the_settings(tmp_path: Path) -> None:
    where = desk(tmp_path, "none")
    receive(where, {"1.x": inapplicable(WATER), "核1.x": inapplicable(WATER, Kind.VERIFICATION)})
    call(where, "decide", "--not-applicable", "rescale", *DECIDED)
    call(where, "generate", "通报", "--date", "2026-12-28")
    (made,) = where.outgoing.glob("通报*.docx")
    text = "".join(one.text for one in Document(io.BytesIO(made.read_bytes())).paragraphs)
    assert "不计分，其余得分按比例折算为百分制" in text

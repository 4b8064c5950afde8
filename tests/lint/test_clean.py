"""Good documents are found good: ours in every situation, and other offices' as they make them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generate.lint import findings_before_sending, lint
from jieyue.model import Severity
from tests.lint import good
from tests.lint.foreign import EXPECTED


@pytest.mark.parametrize("situation", list(good.situations()))
def test_generated_documents_have_no_errors_and_warnings_of_quoted_text_and_forms_alone(situation: str) -> None:
    """The notice of 2020 prints a half-width comma, which the scoring sheets quote; a form is no official document."""
    made = good.every_kind(situation)
    assert made
    for name, content in made.items():
        found = lint(content)
        allowed = {"T7", "R11", "R06"} if "核查表" in name else {"T7"}
        assert [one.message for one in found if one.severity is Severity.ERROR] == [], name
        assert {one.rule for one in found} <= allowed, name


def test_what_holds_a_document_back_are_its_errors() -> None:
    content = EXPECTED["wps_notice"][0]()
    errors = [one for one in lint(content) if one.severity is Severity.ERROR]
    assert errors
    assert list(findings_before_sending(content)) == errors


@pytest.mark.parametrize("made", [good.complete, good.unsealed, good.a_letter, good.a_request])
def test_elements_that_no_kind_has_are_found_good(made: Callable[[], bytes]) -> None:
    assert [one.message for one in lint(made())] == []


@pytest.mark.parametrize("name", list(EXPECTED))
def test_other_offices_documents_are_faulted_for_what_is_wrong_alone(name: str) -> None:
    made, wrong = EXPECTED[name]
    found = lint(made())
    assert {one.rule for one in found} == wrong, [one.message for one in found]


def test_a_file_that_is_no_official_document_gets_a_remark_and_no_errors() -> None:
    found = lint(EXPECTED["plan"][0]())
    assert [one.rule for one in found if one.severity is Severity.ERROR] == []
    assert "R11" in [one.rule for one in found]


def test_a_fault_in_many_places_is_told_once() -> None:
    found = [one for one in lint(EXPECTED["wps_notice"][0]()) if one.rule == "R09"]
    assert len(found) == 1

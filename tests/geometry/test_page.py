"""The page of measured rules is complete, and says what the rules and the measures say."""

from __future__ import annotations

from generate.lint.registry import rules
from tests.geometry.measures import MEASURES
from tests.geometry.page import PAGE, Figures, page, rows_without_figures
from tests.geometry.rules import RULES

_MEASURED = {measure.rule for measure in MEASURES}


def test_every_rule_is_measured_or_says_why_not() -> None:
    assert {rule.id for rule in RULES if not rule.unmeasured} == _MEASURED


def test_a_rule_checked_in_the_file_alone_names_rules_that_lint_has() -> None:
    named = {one for rule in RULES for one in rule.lint}
    assert named
    assert named <= {rule.id for rule in rules()}


def test_the_rules_stand_in_order_and_once() -> None:
    ids = [rule.id for rule in RULES]
    assert ids == sorted(set(ids))
    assert (ids[0], ids[-1], len(ids)) == ("R01", "R89", 68)


def test_the_page_lists_every_measure_as_it_is_taken() -> None:
    written = PAGE.read_text(encoding="utf-8")
    blank = page({measure: Figures(0, 0, 0) for measure in MEASURES})
    assert rows_without_figures(written) == rows_without_figures(blank)


def test_the_page_has_figures_of_some_document_for_every_measure() -> None:
    counts = [line.split(" | ")[-1] for line in PAGE.read_text(encoding="utf-8").splitlines() if " 应为 " not in line]
    assert len([count for count in counts if count.removesuffix(" |").isdigit()]) == len(MEASURES)

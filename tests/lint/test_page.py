"""The page of rules is complete, and says what the rules say."""

from __future__ import annotations

import re

from generate.lint.measuring import MEASURED, measured
from generate.lint.registry import rules
from tests.lint.faults import FAULTS
from tests.lint.page import PAGE, page

_UNBROKEN = {"K11"}
"""Rules without a fault in the table; their tests stand elsewhere."""


def test_the_page_is_what_the_rules_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()


def test_every_rule_is_broken_by_a_fault() -> None:
    broken = {fault.rule for fault in FAULTS}
    assert {rule.id for rule in rules()} - broken - _UNBROKEN - {"R11", "R21", "R49"} == set()


def test_every_rule_says_clause_wish_and_remedy() -> None:
    assert all(rule.clause and rule.wanted and rule.remedy and rule.check.__doc__ for rule in rules())


def test_every_measure_is_listed() -> None:
    assert measured.__doc__
    assert all(re.fullmatch(r"R\d\d", rule) for rule, _ in MEASURED)

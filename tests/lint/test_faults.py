"""Every single fault is named by exactly its rule, and nothing else is."""

from __future__ import annotations

import pytest

from generate.lint import lint
from tests.lint.faults import FAULTS, Fault


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.name for fault in FAULTS])
def test_a_single_fault_is_named_by_its_rule_and_nothing_else(fault: Fault) -> None:
    allowed = {(found.rule, found.found) for found in lint(fault.document())}
    found = [one for one in lint(fault.broken()) if (one.rule, one.found) not in allowed]
    assert {one.rule for one in found} == {fault.rule}, [one.message for one in found]
    assert all(one.place and one.found and one.wanted and one.remedy and one.clause for one in found)


def test_there_are_at_least_sixty_faults_with_names_of_their_own() -> None:
    assert len({fault.name for fault in FAULTS}) == len(FAULTS) >= 60

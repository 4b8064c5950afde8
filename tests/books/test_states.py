"""The table of states: what docs say is what the code does, and nothing moves otherwise."""

import itertools
from dataclasses import replace
from pathlib import Path

from jieyue.year.states import EVENTS, TRANSITIONS, Facts, State, state_of

DOC = (Path(__file__).parents[2] / "docs" / "states.md").read_text(encoding="utf-8")


def rows(heading: str) -> list[list[str]]:
    lines = DOC.partition(heading)[2].splitlines()
    table = itertools.takewhile(
        lambda line: line.startswith("|"), itertools.dropwhile(lambda line: not line.startswith("|"), lines)
    )
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table][2:]


def test_the_page_lists_every_state_once() -> None:
    listed = [row[0] for row in rows("# 单位在一年里的状态")]
    assert listed == [state.value for state in State]


def test_the_page_and_the_code_have_the_same_transitions() -> None:
    assert [tuple(row) for row in rows("## 怎样从一个状态到另一个")] == list(TRANSITIONS)


def is_possible(facts: Facts) -> bool:
    """A second look needs a first one, a letter and a report a conclusion of ours."""
    return (
        (facts.judged_below or not facts.drawn)
        and (facts.drawn or facts.agrees is None)
        and (facts.declared or not facts.judged_below)
        and (facts.passed is not None or not (facts.lettered or facts.reported))
        and (facts.declared or facts.passed is None)
        and (facts.received or facts.judged_below or not facts.declared)
        and not (facts.judged_below and facts.passed is not None)
    )


def every_fact() -> list[Facts]:
    both, three = (False, True), (None, True, False)
    kinds = (both, both, both, three, both, both, both, both, three, both)
    return [facts for values in itertools.product(*kinds) if is_possible(facts := Facts(*values))]


def test_every_event_leads_only_where_the_table_says() -> None:
    known = set(TRANSITIONS)
    met = set()
    for facts in every_fact():
        for event, change in EVENTS.items():
            after = replace(facts, **change)
            before_state, after_state = state_of(facts), state_of(after)
            if not is_possible(after) or before_state is after_state or goes_back(facts, after):
                continue
            assert (before_state, event, after_state) in known
            met.add((before_state, event, after_state))
    assert met == known


def goes_back(before: Facts, after: Facts) -> bool:
    """A letter follows a failure: passing after all ends it, failing again begins anew."""
    return before.passed is True and after.passed is False and (after.lettered or after.reported)


def test_a_unit_of_which_nothing_came_has_not_reported() -> None:
    assert state_of(Facts()) is State.MISSING
    assert state_of(Facts(passed_before=True)) is State.PASSED_BEFORE

"""The state (状态) of a unit in a year: one table, derived from what was received and decided, never typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache


class State(StrEnum):
    """Where a unit stands.  The first two lines are units the desk judges itself, the third those judged below it."""

    MISSING = "未报送"
    RETURNED = "待补正"
    RECEIVED = "已报送"
    WAITING = "待核查"
    PASSED = "达标"
    FAILED = "未达标"
    RECTIFYING = "整改中"
    RECTIFIED = "整改已报"
    JUDGED_BELOW = "市州已评"
    DRAWN = "抽查中"
    AGREED = "抽查一致"
    DISAGREED = "抽查不一致"
    PASSED_BEFORE = "往年达标"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a unit.

    ``received``: some form of it arrived; ``declared``: one that figures may rest on, or a lower desk says so;
    ``begun``: the first day of verification has come; ``passed``: the desk's own conclusion, None while incomplete;
    ``judged_below``: a lower desk's conclusion is in; ``agrees``: whether the second look agreed with it.
    """

    received: bool = False
    declared: bool = False
    begun: bool = False
    passed: bool | None = None
    lettered: bool = False
    reported: bool = False
    judged_below: bool = False
    drawn: bool = False
    agrees: bool | None = None
    passed_before: bool = False


_RULES: tuple[tuple[State, Callable[[Facts], bool]], ...] = (
    (State.AGREED, lambda facts: facts.drawn and facts.agrees is True),
    (State.DISAGREED, lambda facts: facts.drawn and facts.agrees is False),
    (State.DRAWN, lambda facts: facts.drawn and facts.judged_below),
    (State.PASSED, lambda facts: facts.passed is True),
    (State.RECTIFIED, lambda facts: facts.passed is False and facts.reported),
    (State.RECTIFYING, lambda facts: facts.passed is False and facts.lettered),
    (State.FAILED, lambda facts: facts.passed is False),
    (State.JUDGED_BELOW, lambda facts: facts.judged_below),
    (State.WAITING, lambda facts: facts.declared and facts.begun),
    (State.RECEIVED, lambda facts: facts.declared),
    (State.RETURNED, lambda facts: facts.received),
    (State.PASSED_BEFORE, lambda facts: facts.passed_before),
)
"""The first rule that holds gives the state; where none does, nothing has come."""


@cache
def state_of(facts: Facts) -> State:
    """The state that the facts make."""
    return next((state for state, holds in _RULES if holds(facts)), State.MISSING)


EVENTS: Mapping[str, Mapping[str, bool]] = {
    "收到有问题的自评表": {"received": True},
    "收到可用的自评表": {"received": True, "declared": True},
    "到现场核查首日": {"begun": True},
    "核查表齐全且达到达标线": {"passed": True},
    "核查表齐全而未达到达标线": {"passed": False},
    "发出整改文书": {"lettered": True},
    "收到整改报告": {"reported": True},
    "下级汇总表有结论": {"declared": True, "judged_below": True},
    "被抽中复核": {"drawn": True},
    "复核与原结论一致": {"agrees": True},
    "复核与原结论不一致": {"agrees": False},
}
"""What can happen to a unit, and the facts it makes; the order of ``docs/states.md``."""

TRANSITIONS: tuple[tuple[State, str, State], ...] = (
    (State.MISSING, "收到有问题的自评表", State.RETURNED),
    (State.MISSING, "收到可用的自评表", State.RECEIVED),
    (State.MISSING, "收到可用的自评表", State.WAITING),
    (State.MISSING, "下级汇总表有结论", State.JUDGED_BELOW),
    (State.PASSED_BEFORE, "收到有问题的自评表", State.RETURNED),
    (State.PASSED_BEFORE, "收到可用的自评表", State.RECEIVED),
    (State.PASSED_BEFORE, "收到可用的自评表", State.WAITING),
    (State.PASSED_BEFORE, "下级汇总表有结论", State.JUDGED_BELOW),
    (State.RETURNED, "收到可用的自评表", State.RECEIVED),
    (State.RETURNED, "收到可用的自评表", State.WAITING),
    (State.RETURNED, "下级汇总表有结论", State.JUDGED_BELOW),
    (State.RECEIVED, "到现场核查首日", State.WAITING),
    (State.RECEIVED, "核查表齐全且达到达标线", State.PASSED),
    (State.RECEIVED, "核查表齐全而未达到达标线", State.FAILED),
    (State.RECEIVED, "下级汇总表有结论", State.JUDGED_BELOW),
    (State.WAITING, "核查表齐全且达到达标线", State.PASSED),
    (State.WAITING, "核查表齐全而未达到达标线", State.FAILED),
    (State.WAITING, "下级汇总表有结论", State.JUDGED_BELOW),
    (State.PASSED, "核查表齐全而未达到达标线", State.FAILED),
    (State.FAILED, "核查表齐全且达到达标线", State.PASSED),
    (State.FAILED, "发出整改文书", State.RECTIFYING),
    (State.FAILED, "收到整改报告", State.RECTIFIED),
    (State.RECTIFYING, "核查表齐全且达到达标线", State.PASSED),
    (State.RECTIFYING, "收到整改报告", State.RECTIFIED),
    (State.RECTIFIED, "核查表齐全且达到达标线", State.PASSED),
    (State.JUDGED_BELOW, "被抽中复核", State.DRAWN),
    (State.DRAWN, "复核与原结论一致", State.AGREED),
    (State.DRAWN, "复核与原结论不一致", State.DISAGREED),
    (State.AGREED, "复核与原结论不一致", State.DISAGREED),
    (State.DISAGREED, "复核与原结论一致", State.AGREED),
)
"""Every way forward; a correction or a withdrawn decision may lead back along any of them."""

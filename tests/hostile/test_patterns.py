"""T22: no text, however long or odd, holds a pattern up: 50 ms of the processor for 40,000 letters, however used."""

from __future__ import annotations

import ast
import re
import time
from functools import cache

import pytest

from tests.hostile.patterns import FLAGS_AT, NO_PATTERN, Compiled, Shipped, modules, of_re, shipped
from tests.hostile.stalling import stalling

SIZES = (20, 30, 40, 50, 60, 4_000, 40_000)
"""Lengths that grow slowly at first: a pattern that doubles with each letter must be noticed before it hangs."""
MOST = 0.05
YARDSTICK, YARDSTICK_TEXT, YARDSTICK_SECONDS = re.compile("x[^y]{0,60}y"), "x" * 40_000, 0.0083
"""A pattern that no one ships, and how long it takes on the machine on which ``MOST`` was set."""
ROOMS = ("extract", "extract.readers", "generate", "generate.lint", "jieyue")


@cache
def in_rooms() -> dict[str, list[Shipped]]:
    """All patterns by the innermost of the rooms in which they stand, each once."""
    found: dict[str, dict[object, Shipped]] = {room: {} for room in ROOMS}
    for one in shipped():
        room = max((room for room in ROOMS if one.place.startswith(room)), key=len)
        found[room].setdefault((one.pattern, one.ways), one)
    return {room: list(patterns.values()) for room, patterns in found.items()}


@cache
def most() -> float:
    """``MOST``, and more on a machine that takes longer over the yardstick."""
    took = min(seconds(YARDSTICK, "search", YARDSTICK_TEXT) for _ in range(5))
    return MOST * max(1.0, took / YARDSTICK_SECONDS)


def seconds(pattern: Compiled, way: str, text: str | bytes) -> float:
    """Of the processor, for one use; what finds one after the other is asked for all of them."""
    start = time.process_time()
    found = getattr(pattern, way)(text)
    if way == "finditer":
        for _ in found:
            pass
    return time.process_time() - start


def slowest(one: Shipped) -> tuple[float, str]:
    """The longest time, and what took it; a time too long is taken three times, for the machine may have been away."""
    worst = (0.0, "")
    for before, unit, behind in stalling(one.pattern):
        for size in SIZES:
            written = before + unit * (size // len(unit)) + behind
            text = written if isinstance(one.pattern.pattern, str) else written.encode("latin-1", "replace")
            for way in one.ways:
                took = seconds(one.pattern, way, text)
                if most() < took < 4 * most():
                    took = min(took, seconds(one.pattern, way, text), seconds(one.pattern, way, text))
                worst = max(worst, (took, f"{way} {size} {before!r} {unit!r} {behind!r}"))
            if worst[0] > most():
                return worst
    return worst


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.hazard("T22", 40000, "letters, every pattern that is shipped, each under 50 ms of the processor")
def test_no_pattern_takes_long_over_forty_thousand_letters(room: str) -> None:
    patterns = in_rooms()[room]
    slow = {f"{one.place} {one.pattern.pattern!r}": found for one in patterns if (found := slowest(one))[0] > most()}
    assert patterns
    assert not slow


def test_a_pattern_cannot_be_made_in_a_way_that_is_not_looked_for() -> None:
    for module, tree in modules().items():
        asked = {verb for node in ast.walk(tree) if (verb := of_re(node))}
        assert asked <= {*FLAGS_AT, *NO_PATTERN}, module


@pytest.mark.parametrize("pattern", [r"(\s*\S+\s*)+：", "(?:均|已|均已)*完成", r"(\s*\n)*x", "(a|a)*b", "(?:x+)+y"])
def test_a_slow_pattern_is_found_out(pattern: str) -> None:
    assert slowest(Shipped("", re.compile(pattern), frozenset({"search", "fullmatch"})))[0] > most()

"""Timing that survives a noisy machine: the rivals take turns, the median of each is taken, ratios are of medians."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

_LARGE = 8192
"""Bytes that are a large block."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the report: a piece of work, ours in seconds, and the others' times as multiples of ours."""

    work: str
    ours: float
    unit: str
    others: Mapping[str, float] = field(default_factory=dict)
    target: str = ""
    met: bool | None = None
    remark: str = ""


def in_turns(rivals: Mapping[str, Callable[[], object]], rounds: int = 5) -> dict[str, float]:
    """Median seconds of each rival; every round runs each once, after one round that does not count."""
    times: dict[str, list[float]] = {name: [] for name in rivals}
    for number in range(rounds + 1):
        for name, work in rivals.items():
            _tidy()
            start = time.perf_counter()
            work()
            if number:
                times[name].append(time.perf_counter() - start)
    return {name: statistics.median(found) for name, found in times.items()}


def _tidy() -> None:
    """Leaves nothing of one rival's for the next to clear away.

    That is its garbage, and the small blocks of memory it gave back: the C library joins them when it is next asked
    for a large one, which takes milliseconds after a few trees of XML.
    """
    gc.collect()
    bytes(_LARGE)


def ratio(ours: float, other: float) -> float:
    """How many times as long the other takes."""
    return other / ours if ours else float("inf")

"""What a long run saw, kept test by test as it goes: ``pytest --results FILE`` adds to the file as each test ends.

A run of an hour may be cut off; what it saw until then stands.  One JSON object: the name of each test, and its day,
outcome and seconds.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

KEPT = Path(__file__).resolve().parents[2] / "docs" / "torture.json"
"""What ``make torture`` saw last, of each test."""


class Results:
    """Hears how each test ends, in the process that gives out the tests."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Notes a test that was run; one that was skipped saw nothing."""
        if report.when != "call" or report.skipped:
            return
        day = f"{datetime.now().astimezone():%Y-%m-%d}"
        seen = {"day": day, "outcome": report.outcome, "seconds": round(report.duration, 1)}
        note(self._path, report.nodeid, seen | dict(report.user_properties))


def kept(path: Path = KEPT) -> dict[str, dict[str, Any]]:
    """What is known of each test."""
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}


def note(path: Path, name: str, seen: dict[str, Any]) -> None:
    """Adds one test to what is known."""
    known = kept(path) | {name: seen}
    lines = (f"{json.dumps(key, ensure_ascii=False)}: {json.dumps(known[key])}" for key in sorted(known))
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Has the report of a test say which figure was demanded."""
    if demanded := item.get_closest_marker("hazard"):
        item.user_properties.append(("figure", demanded.args[1]))

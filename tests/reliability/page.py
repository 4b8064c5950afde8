"""``docs/reliability.md``: what each test demands, and what the long run saw: ``python -m tests.reliability.page``.

The hazards and what is done about them are told in ``hazards.py``; every figure stands in the ``hazard`` mark of the
test that demands it, and what ``make torture`` saw in ``docs/torture.json``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from math import prod
from pathlib import Path

from tests.reliability.hazards import HAZARDS, Hazard
from tests.reliability.results import kept

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "reliability.md"
_HEAD = """# What must survive

Each row is a hazard, what is done about it, and the figures that tests demand: a test fails when it does not reach
its own. This page is written from the tests (`make docs`). `make test` runs the short versions; `make torture` runs
the long ones (marked `slow`) and notes in `torture.json` how each ended, when, and in how long, on whatever machine
and beside whatever other work. The accounting line (seen = accepted + duplicate + waiting + ignored) is asserted by
the end-to-end tests.

| hazard | what we do | `make test` demands | `make torture` saw |
|---|---|---|---|
"""


@dataclass(frozen=True)
class Demand:
    """What one test demands: its file and name, the row it shows, the figure and what it counts, and its parts."""

    file: str
    test: str
    row: str
    figure: int | float
    what: str
    slow: bool
    parts: int

    @property
    def told(self) -> str:
        """The figure and what it counts, with a gap after thousands."""
        return f"{self.figure:,g} {self.what}" if self.figure % 1 else f"{int(self.figure):,} {self.what}"


def demands() -> tuple[Demand, ...]:
    """The demands of every test that shows a hazard."""
    return tuple(one for path in sorted(ROOT.glob("tests/*/test_*.py")) for one in _of(path))


def _of(path: Path) -> Iterator[Demand]:
    if "mark.hazard(" not in path.read_text(encoding="utf-8"):
        return
    file = path.relative_to(ROOT)
    for name, test in vars(import_module(".".join(file.with_suffix("").parts))).items():
        marks = getattr(test, "pytestmark", ()) if name.startswith("test_") else ()
        named = {mark.name: mark for mark in marks}
        if "hazard" in named:
            parts = prod(len(mark.args[1]) for mark in marks if mark.name == "parametrize")
            yield Demand(file.as_posix(), name, *named["hazard"].args, slow="slow" in named, parts=parts)


def page() -> str:
    """The whole page."""
    seen, every = kept(), demands()
    return _HEAD + "".join(_row(hazard, [one for one in every if one.row in hazard.rows], seen) for hazard in HAZARDS)


def _row(hazard: Hazard, shown: list[Demand], seen: dict[str, dict[str, object]]) -> str:
    short = "<br>".join(f"{one.told} (`{Path(one.file).name}`)" for one in shown if not one.slow)
    long = "<br>".join(_saw(one, seen) for one in shown if one.slow)
    return f"| {hazard.told} | {hazard.answer} | {short or hazard.elsewhere} | {long} |\n"


def _saw(one: Demand, seen: dict[str, dict[str, object]]) -> str:
    """What the long run said of a test, all its parts together."""
    whole = f"{one.file}::{one.test}"
    runs = [run for name, run in seen.items() if name.partition("[")[0] == whole and run.get("figure") == one.figure]
    if not runs:
        return f"{one.told}: not run yet"
    failed = sum(run["outcome"] != "passed" for run in runs)
    seconds = sum(float(str(run["seconds"])) for run in runs)
    ended = (
        f"{failed} failed" if failed else "held" if len(runs) == one.parts else f"{len(runs)} of {one.parts} parts held"
    )
    return f"{one.told}: {ended}, {max(str(run['day']) for run in runs)}, {_time(seconds)}"


def _time(seconds: float) -> str:
    return f"{seconds / 60:.0f} min" if seconds >= 90 else f"{seconds:.0f} s"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

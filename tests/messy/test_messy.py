"""Messy forms never seen before: what a clerk could read is read, nothing is misread in silence."""

from __future__ import annotations

import re
import secrets
from pathlib import Path

import pytest

from tests.messy.tally import Tally, tally

FORMS, CHUNK = 2000, 50
RECALL, ALARMS = 99, 1


def hold(found: Tally) -> None:
    assert (found.silent, found.unsaid) == (0, 0), "\n".join(found.faults)
    assert found.recall >= RECALL, "\n".join(found.faults)
    assert found.alarms * 100 <= max(found.forms * ALARMS, 100), "\n".join(found.faults)


@pytest.mark.parametrize("start", range(0, FORMS, CHUNK))
def test_forms_are_read_as_a_careful_clerk_reads_them(start: int, tmp_path: Path) -> None:
    hold(tally(range(start, start + CHUNK), tmp_path)[0])


@pytest.mark.slow
@pytest.mark.parametrize("part", range(20))
def test_forms_of_new_seeds_are_read_alike(part: int, tmp_path: Path) -> None:
    start = secrets.randbelow(2**40) + part
    hold(tally(range(start, start + 500), tmp_path)[0])


def test_the_report_in_docs_is_what_a_fresh_run_finds(tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "docs" / "reading.md").read_text(encoding="utf-8")
    row = re.search(r"\| (\d+) \| (\d+) \| ([\d.]+) % \| (\d+) \| (\d+) \| ([\d.]+) %", text)
    assert row is not None
    forms, _, recall, silent, unsaid, alarms = map(float, row.groups())
    assert forms >= FORMS
    assert recall >= RECALL
    assert (silent, unsaid) == (0, 0)
    assert alarms <= ALARMS
    fresh, labels = tally(range(500_000, 500_100), tmp_path)
    hold(fresh)
    assert abs(float(fresh.recall) - recall) < 1
    named = {re.sub(r"\s", "", label.partition("：")[2].replace("\n", "⏎").replace("|", "\\|")) for label in labels}
    assert named <= {re.sub(r"\s", "", line.split(" | ")[0].lstrip("| ")) for line in text.splitlines()} | {""}

"""docs/reliability.md says what the tests demand, and every row of the table of hazards has a test with its figure."""

from __future__ import annotations

from tests.reliability.hazards import HAZARDS
from tests.reliability.page import PAGE, demands, page

NONE_YET = {"T12", "T32"}
"""Numbers that the table leaves out."""


def test_the_page_is_written_from_the_tests() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: make docs"


def test_every_hazard_has_a_test_that_demands_a_figure_in_every_run() -> None:
    numbered = {f"T{number}" for number in range(1, 38)} - NONE_YET
    assert {row for hazard in HAZARDS for row in hazard.rows} == numbered
    assert {one.row for one in demands() if not one.slow} == numbered


def test_at_least_five_hundred_points_at_which_the_process_ends_are_tried_in_every_run() -> None:
    assert sum(one.figure for one in demands() if one.row == "T1" and not one.slow) + _on_the_way() >= 500


def _on_the_way() -> float:
    return sum(one.figure for one in demands() if one.row == "T36" and "ended" in one.what)

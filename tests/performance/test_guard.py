"""A guard against a clear loss of speed: reading a form costs so many times the floor, measured side by side.

The margins are twice what was measured when they were set, and the least of several turns counts, so that a busy
machine does not fail them; a search that became quadratic, or a table built anew for every form, does.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.corpus import write_forms
from benchmarks.extraction import floor_of, ours

_FORMS, _TURNS = 5, 6


@pytest.mark.parametrize(("ending", "most"), [("xlsx", 10), ("docx", 11)])
def test_reading_a_form_costs_no_more_than_so_many_times_the_floor(tmp_path: Path, ending: str, most: float) -> None:
    paths = write_forms(tmp_path, _FORMS * _TURNS, (ending,))
    floor, mine = _least(floor_of(ending), paths), _least(ours, paths)
    assert mine <= most * floor, f"{mine / floor:.1f} times the floor"


def test_a_table_ten_times_as_long_costs_no_more_than_fifteen_times(tmp_path: Path) -> None:
    from extract.readers import read

    short, long = _sheet(tmp_path / "short.xlsx", 200), _sheet(tmp_path / "long.xlsx", 2000)
    costs = [_least(lambda path: read(path, "xlsx"), [path] * _TURNS, 1) for path in (short, long)]
    assert costs[1] <= 15 * costs[0], f"{costs[1] / costs[0]:.1f} times"


def _least(work: Callable[[Path], object], paths: list[Path], each: int = _FORMS) -> float:
    """The least processor time of a turn; every turn reads other files."""
    work(paths[0])
    times = []
    for start in range(0, len(paths), each):
        gc.collect()
        begun = time.process_time()
        for path in paths[start : start + each]:
            work(path)
        times.append(time.process_time() - begun)
    return min(times)


def _sheet(path: Path, rows: int) -> Path:
    from openpyxl import Workbook

    book = Workbook()
    for row in range(rows):
        book.active.append([row, f"说明{row}", 4.5, None, "已建立台账"])
    book.save(path)
    return path

"""A guard against a clear loss of speed: reading a form costs so many times the floor, measured side by side.

Processor time is compared, the least of several turns, with margins of twice what was measured when they were set, so
that a busy machine does not fail them; a search that became quadratic, or a table built anew for every form, does.
What processor time does not see is counted instead: how often a reading waits, how often an intake asks the disk.
"""

from __future__ import annotations

import gc
import os
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.corpus import write_forms
from benchmarks.extraction import floor_of, ours
from tests.intake.forms import drop, form, workspace
from tests.reliability.desks import take_inline
from tests.reliability.operations import watched

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


@pytest.mark.skipif(os.name == "nt", reason="counts what POSIX tells of a process")
@pytest.mark.parametrize("ending", ["xlsx", "docx"])
def test_reading_a_form_waits_for_nothing(tmp_path: Path, ending: str) -> None:
    import resource

    paths = write_forms(tmp_path, 2 * _FORMS, (ending,))
    ours(paths[0])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_nvcsw
    for path in paths:
        ours(path)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_nvcsw - before < len(paths)


def test_an_intake_asks_the_disk_for_the_same_however_many_files_there_are(tmp_path: Path) -> None:
    few, many = (_asked(tmp_path / str(files), files) for files in (100, 300))
    each = {name: (many[name] - few[name]) / 200 for name in many}
    assert each["fsync"] <= 2.1, "the original and its record, and now and then a folder"
    assert each["sql commit"] <= 0.01, "one transaction a round"
    assert sum(each.values()) <= 36, each


def test_filing_a_form_costs_no_more_than_four_times_the_floor_of_reading_it(tmp_path: Path) -> None:
    floor = _least(floor_of("xlsx"), write_forms(tmp_path / "forms", _FORMS * _TURNS, ("xlsx",))) / _FORMS
    desk = workspace(tmp_path)
    times = []
    for turn in range(4):
        for number in range(100):
            drop(desk, f"{turn}-{number}.txt", form(f"第{turn}批第{number}个单位"))
        begun = time.process_time()
        take_inline(desk)
        times.append((time.process_time() - begun) / 100)
    assert min(times) <= 4 * floor, f"{min(times) / floor:.1f} times the floor"


def _asked(folder: Path, files: int) -> Counter[str]:
    """How often an intake of so many files asks for each operation."""
    desk = workspace(folder, tuple(f"湖南省第{number}局" for number in range(files)))
    for number in range(files):
        drop(desk, f"{number}.txt", form(f"湖南省第{number}局"))
    asked: Counter[str] = Counter()
    with watched(desk.root, lambda _number, name, _about: asked.update([name])):
        take_inline(desk)
    return asked


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

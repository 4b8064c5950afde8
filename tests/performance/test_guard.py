"""A guard against a clear loss of speed: reading a form costs so many times the floor, measured side by side.

Processor time is compared, the least of several turns that both sides take by turns, with margins of some 1.8 times
what was measured when they were set, so that a busy machine does not fail them; a search that became quadratic, or a
table built anew for every form, does.  What processor time does not see is counted instead: how often a reading
waits, how often an intake asks the disk.
"""

from __future__ import annotations

import gc
import os
import pickle
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.corpus import write_forms
from benchmarks.extraction import floor_of, ours
from jieyue.receiving.reading import Reading
from jieyue.record import dumps, to_record
from tests.intake.forms import drop, form, workspace
from tests.reliability.desks import take_inline
from tests.reliability.operations import watched

_FORMS, _TURNS = 2, 12


@pytest.mark.parametrize(("ending", "most"), [("xlsx", 4.7), ("docx", 5)])
def test_reading_a_form_costs_no_more_than_so_many_times_the_floor(tmp_path: Path, ending: str, most: float) -> None:
    paths = write_forms(tmp_path, _FORMS * _TURNS, (ending,))
    floor, mine = _least(_TURNS, _each_turn_others(floor_of(ending), paths), _each_turn_others(ours, paths))
    assert mine <= most * floor, f"{mine / floor:.1f} times the floor"


def test_a_table_ten_times_as_long_costs_no_more_than_twenty_times(tmp_path: Path) -> None:
    """Both are longer than what is known by its bytes and not read at all when it returns."""
    from extract.readers import read

    paths = _sheet(tmp_path / "short.xlsx", 600), _sheet(tmp_path / "long.xlsx", 6000)
    short, long = _least(5, *(lambda _, path=path: read(path, "xlsx") for path in paths))
    assert long <= 20 * short, f"{long / short:.1f} times"


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
    assert sum(each.values()) <= 30, each


def test_filing_a_form_costs_no_more_than_twice_the_floor_of_reading_it(tmp_path: Path) -> None:
    files, turns = 50, 5
    paths = write_forms(tmp_path / "forms", _FORMS * turns, ("xlsx",))
    desk = workspace(tmp_path)

    def filing(turn: int) -> None:
        for number in range(files):
            drop(desk, f"{turn}-{number}.txt", form(f"第{turn}批第{number}个单位"))
        take_inline(desk)

    floor, mine = _least(turns, _each_turn_others(floor_of("xlsx"), paths), filing)
    times = (mine / files) / (floor / _FORMS)
    assert times <= 2, f"{times:.1f} times the floor"


def test_a_reading_travels_once(tmp_path: Path) -> None:
    """Its record, in UTF-8, and what it is judged by; not the whole Submission beside it."""
    for path in write_forms(tmp_path, _FORMS):
        submission = ours(path)
        record = dumps(to_record(submission))
        sent = pickle.dumps(Reading(submission, record))
        assert len(sent) <= len(record.encode()) + 1000


def _asked(folder: Path, files: int) -> Counter[str]:
    """How often an intake of so many files asks for each operation."""
    desk = workspace(folder, tuple(f"湖南省第{number}局" for number in range(files)))
    for number in range(files):
        drop(desk, f"{number}.txt", form(f"湖南省第{number}局"))
    asked: Counter[str] = Counter()
    with watched(desk.root, lambda _number, name, _about: asked.update([name])):
        take_inline(desk)
    return asked


def _least(turns: int, *works: Callable[[int], object]) -> list[float]:
    """The least processor time of each work, done in turns with the others; each is told the number of the turn."""
    times: list[list[float]] = [[] for _ in works]
    gc.collect()
    gc.freeze()  # what the test run itself holds need not be looked through in each turn
    try:
        for turn in range(turns):
            for work, taken in zip(works, times, strict=True):
                gc.collect()
                begun = time.process_time()
                work(turn)
                taken.append(time.process_time() - begun)
    finally:
        gc.unfreeze()
    return [min(taken) for taken in times]


def _each_turn_others(work: Callable[[Path], object], paths: list[Path]) -> Callable[[int], object]:
    """Every turn does the work on the next ``_FORMS`` paths."""
    return lambda turn: [work(path) for path in paths[turn * _FORMS :][:_FORMS]]


def _sheet(path: Path, rows: int) -> Path:
    from openpyxl import Workbook

    book = Workbook()
    for row in range(rows):
        book.active.append([row, f"说明{row}", 4.5, None, "已建立台账"])
    book.save(path)
    return path

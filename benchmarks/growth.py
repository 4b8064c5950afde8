"""How cost grows: synthetic records straight into the ledger, then yearbook, scores, filing and 台账, per unit."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

from benchmarks.measuring import Line
from benchmarks.province import YEAR, settings, submission, unit
from generate.documents import compose
from generate.register_book import register_book
from generate.workbook import ledger_workbook
from jieyue.formset import load_form_set
from jieyue.ledger import Event, Filed, Ledger, open_ledger
from jieyue.model import Kind, Level, Yearbook
from jieyue.session import session
from jieyue.workspace import Workspace, create_workspace
from jieyue.yearbook import yearbook

SIZES = tuple(map(int, os.environ.get("JIEYUE_BENCH_SIZES", "1000 10000 100000").split()))
_DAY = date(YEAR, 12, 20)
_AT = datetime.fromisoformat(f"{YEAR}-11-20T09:00:00+08:00")


def lines(folder: Path) -> Iterator[Line]:
    """For each size a line per step; the first size is the measure of the others."""
    first: dict[str, float] = {}
    for size in SIZES:
        workspace = filled(folder / str(size), size)
        for work, seconds in _steps(workspace):
            per = seconds / size
            times = {f"每个单位，与{SIZES[0]}个时相比": per / first.setdefault(work, per)}
            met, target = (seconds <= 1, "≤1 秒") if work == "status" and size == 10_000 else (None, "")
            yield Line(f"{size}个单位：{work}", seconds, "次", times, target, met)


def filled(folder: Path, size: int) -> Workspace:
    """A workspace whose ledger holds a form and a 核查表 of every unit."""
    workspace = create_workspace(folder, YEAR, Level.PROVINCE)
    workspace.register.write_bytes(register_book([unit(number) for number in range(size)]))
    with open_ledger(workspace.ledger) as ledger, ledger.transaction():
        for number in range(size):
            for kind in (Kind.SELF_ASSESSMENT, Kind.VERIFICATION):
                _enter(ledger, number, kind)
    return workspace


def _enter(ledger: Ledger, number: int, kind: Kind) -> None:
    form = submission(number, kind, passing=number % 5 > 0)
    place = f"已归档/{form.source.name}"
    ledger.add_file(
        Filed(form.source.sha256, 0, form.source.name, _AT, "accepted", kind, form.unit, YEAR, True, place, form)
    )
    ledger.add_event(Event(_AT, "量测", "receive", form.source.sha256, form.source.name, after="accepted"))


def _steps(workspace: Workspace) -> Iterator[tuple[str, float]]:
    form_set, own = load_form_set(), settings()
    with session(workspace) as opened:
        book, seconds = _timed(lambda: yearbook(opened, _DAY))
        yield "status", seconds
    yield "备案", _timed(lambda: compose("filing", book, own, form_set, day=_DAY))[1]
    if len(book.standings) <= 10_000:
        yield "台账", _timed(lambda: ledger_workbook(book, own, form_set))[1]


def _timed(work: Callable[[], Yearbook | object]) -> tuple[Yearbook, float]:
    start = time.perf_counter()
    made = work()
    seconds = time.perf_counter() - start
    return made if isinstance(made, Yearbook) else Yearbook(YEAR, Level.PROVINCE, _DAY, ()), seconds

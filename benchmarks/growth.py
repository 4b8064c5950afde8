"""How cost grows: synthetic records straight into the ledger, then status, scores, filing and 台账, per unit.

Every step is a command in a process of its own, as a clerk calls it; what counts is its processor time, which a busy
machine stretches less than the clock.  ``status`` is measured twice: the first time every form is scored, later what
was kept is looked at.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from benchmarks.measuring import Line
from benchmarks.province import YEAR, submission, unit
from generate.register_book import register_book
from jieyue.ledger import Event, Filed, Ledger, open_ledger
from jieyue.model import Kind, Level
from jieyue.workspace import Workspace, create_workspace

SIZES = tuple(map(int, os.environ.get("JIEYUE_BENCH_SIZES", "1000 10000 100000").split()))
_DAY = f"{YEAR}-12-20"
_AT = datetime.fromisoformat(f"{YEAR}-11-20T09:00:00+08:00")
_TOGETHER = 1000
"""Units entered in one transaction, as an intake does with a batch: a line of the journal is read back whole."""
_LARGEST_WORKBOOK = 10_000
_STEPS = {
    "status，第一次": ("status", "--on", _DAY),
    "status": ("status", "--on", _DAY),
    "status 一个单位": ("status", "--on", _DAY, "{unit}"),
    "remind": ("remind", "--on", _DAY),
    "备案": ("generate", "备案", "--date", _DAY),
    "台账": ("export", "--date", _DAY),
}


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one process: its processor time in seconds, and the most memory it had in MB."""

    seconds: float
    peak: float


def lines(folder: Path) -> Iterator[Line]:
    """For each size a line per step; the first size is the measure of the others."""
    first: dict[str, float] = {}
    for size in SIZES:
        workspace = filled(folder / str(size), size)
        for work, arguments in _STEPS.items():
            if work == "台账" and size > _LARGEST_WORKBOOK:
                continue
            cost = _cost(workspace, *(part.format(unit=unit(size // 2).name) for part in arguments))
            per = cost.seconds / size
            times = {f"每个单位，与{SIZES[0]}个时相比": per / first.setdefault(work, per)}
            met, target = (cost.seconds <= 1, "≤1 秒") if work == "status" and size == 10_000 else (None, "")
            yield Line(f"{size}个单位：{work}", cost.seconds, "次", times, target, met, f"峰值{cost.peak:.0f} MB")


def filled(folder: Path, size: int) -> Workspace:
    """A workspace whose ledger holds a form and a 核查表 of every unit."""
    workspace = create_workspace(folder, YEAR, Level.PROVINCE)
    workspace.register.write_bytes(register_book([unit(number) for number in range(size)]))
    with open_ledger(workspace.ledger) as ledger:
        for start in range(0, size, _TOGETHER):
            with ledger.transaction():
                for number in range(start, min(start + _TOGETHER, size)):
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


def _cost(workspace: Workspace, *arguments: str) -> Cost:
    """What the command costs on that workspace."""
    command = [sys.executable, "-c", _CALL, "-C", str(workspace.root), *arguments]
    told = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8", check=False)
    if told.returncode:
        raise RuntimeError(told.stderr)
    seconds, peak = told.stderr.split()[-2:]
    return Cost(float(seconds), float(peak))


_CALL = """
import sys
from resource import RUSAGE_SELF, getrusage
from jieyue.cli.main import run
if run(sys.argv[1:]) > 1:
    sys.exit("the command did not do its work")
used = getrusage(RUSAGE_SELF)
peak = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
sys.stderr.write(f" {used.ru_utime + used.ru_stime} {int(peak) / 1024}")
"""
"""The peak is that of the process itself: ``ru_maxrss`` begins with that of the process it was forked from."""

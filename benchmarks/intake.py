"""Durable intake of mixed forms, the command as a clerk runs it, against a loop over the usual libraries.

Time and memory are of whole processes: ours with all its workers, the loop in one process of its own, without any
durability, reading the cell texts and no more.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.corpus import unit_name, write_forms
from benchmarks.measuring import Line, ratio
from generate.register_book import register_book
from jieyue.model import Level, Unit
from jieyue.workspace import create_workspace

COUNT = int(os.environ.get("JIEYUE_BENCH_FORMS", "2000"))
_LONG_AGO = 1_700_000_000
_LOOP = """
import sys
from pathlib import Path
from docx import Document
from openpyxl import load_workbook
for path in sorted(Path(sys.argv[1]).iterdir()):
    if path.suffix == ".xlsx":
        book = load_workbook(path, data_only=True)
        [[cell.value for cell in row] for sheet in book.worksheets for row in sheet.iter_rows()]
    else:
        [[cell.text for cell in row.cells] for table in Document(str(path)).tables for row in table.rows]
"""


def lines(folder: Path) -> Iterator[Line]:
    """One line: ``COUNT`` forms, xlsx and docx by turns."""
    workspace = create_workspace(folder / "年度", 2026, Level.PROVINCE)
    units = [Unit(unit_name(number), "省级") for number in range(COUNT)]
    workspace.register.write_bytes(register_book(units))
    for path in write_forms(workspace.inbox, COUNT):
        os.utime(path, (_LONG_AGO, _LONG_AGO))
    copies = folder / "copies"
    write_forms(copies, min(COUNT, 400))
    loop, _ = _timed([sys.executable, "-c", _LOOP, str(copies)])
    command = [sys.executable, "-m", "jieyue", "-C", str(workspace.root), "intake", "--json"]
    seconds, peak = _timed([*command, "--received", "2026-10-20"])
    rate = COUNT / seconds
    times = ratio(seconds, loop * COUNT / min(COUNT, 400))
    yield Line(
        f"收{COUNT}份自评表（xlsx、docx 各半，含落盘）",
        seconds / COUNT,
        "份",
        {"openpyxl、python-docx 循环": times},
        "≥250 份/秒、≥8×、≤500 MB",
        rate >= 250 and times >= 8 and peak <= 500,
        f"{rate:.0f} 份/秒，峰值 {peak:.0f} MB",
    )


def _timed(command: list[str]) -> tuple[float, float]:
    """Seconds of a process, and the peak memory (MB, proportional share) of it and its children together."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    peaks: list[float] = [0.0]
    watcher = threading.Thread(target=_watch, args=(process, peaks), daemon=True)
    watcher.start()
    _, errors = process.communicate()
    seconds = time.perf_counter() - start
    watcher.join()
    if process.returncode not in (0, 1):
        raise RuntimeError(errors.decode(errors="replace"))
    return seconds, max(peaks)


def _watch(process: subprocess.Popen[bytes], peaks: list[float]) -> None:
    while process.poll() is None:
        peaks.append(sum(map(_share, _family(process.pid))))
        time.sleep(0.1)


def _family(root: int) -> Iterator[int]:
    """A process and all below it (Linux)."""
    yield root
    for task in Path(f"/proc/{root}/task").glob("*/children"):
        try:
            below = task.read_text(encoding="ascii").split()
        except OSError:
            continue
        for child in below:
            yield from _family(int(child))


def _share(pid: int) -> float:
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0.0
    found = [line for line in text.splitlines() if line.startswith("Pss:")]
    return int(found[0].split()[1]) / 1024 if found else 0.0

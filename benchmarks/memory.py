"""``python -m benchmarks.memory``: MB of a process that only writes and inspects the notice with the long annex.

The process first makes the year that it reports on, says so, and waits; from then on its resident memory is sampled.
"""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import date

from benchmarks.province import province
from generate.documents import compose
from jieyue.formset import load_form_set
from jieyue.receiving.memory import memory_of
from jieyue.sending import findings

_EACH = 0.005
"""Seconds between two looks."""
_READY, _GO = "ready\n", "go\n"


def annex_memory(rows: int) -> tuple[float, float]:
    """The most resident MB of such a process while it worked, and what it held when it began."""
    command = [sys.executable, "-m", "benchmarks.memory", str(rows)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        if process.stdin is None or process.stdout is None or process.stdout.readline() != _READY:
            raise RuntimeError("the process that writes the annex did not come up")
        before = most = memory_of(process.pid)
        process.stdin.write(_GO)
        process.stdin.flush()
        while process.poll() is None:
            most = max(most, memory_of(process.pid))
            time.sleep(_EACH)
        if process.returncode:
            raise RuntimeError("the process that writes the annex failed")
    return most / 1024**2, before / 1024**2


def main(rows: int) -> None:
    """Waits between making the year and writing the notice."""
    book, settings = province(rows, passing=rows, read=False)
    form_set = load_form_set()
    sys.stdout.write(_READY)
    sys.stdout.flush()
    sys.stdin.readline()
    compose("commendation", book, settings, form_set, day=date(book.year, 12, 28), inspect=findings)


if __name__ == "__main__":
    main(int(sys.argv[1]))

"""``python -m benchmarks.memory``: MB that the notice with the long annex takes, beside its records."""

from __future__ import annotations

import resource
import subprocess
import sys
from datetime import date

from benchmarks.province import province
from generate.documents import compose
from jieyue.formset import load_form_set
from jieyue.sending import findings


def annex_memory(rows: int) -> float:
    """Peak MB of a process of its own that writes and inspects the notice, less what it held before."""
    command = [sys.executable, "-m", "benchmarks.memory", str(rows)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(rows: int) -> None:
    """Prints the figure."""
    book, settings = province(rows, passing=rows)
    before = _peak()
    compose("commendation", book, settings, load_form_set(), day=date(book.year, 12, 28), inspect=findings)
    sys.stdout.write(f"{_peak() - before:.0f}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))

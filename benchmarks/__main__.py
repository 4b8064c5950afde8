"""``python -m benchmarks [WORK …] [--write]``: prints one table; ``--write`` keeps it in ``docs/performance.md``."""

from __future__ import annotations

import sys
import tempfile
from importlib import import_module
from pathlib import Path

from benchmarks.measuring import Line
from benchmarks.report import as_text, write_page

WORK = ("start", "extraction", "records", "papers", "intake", "growth")
"""The modules of this package that measure, each with ``lines(folder)``."""


def main(arguments: list[str]) -> None:
    """Measures what is asked for, or everything."""
    chosen = [name for name in WORK if name in arguments] or list(WORK)
    found: list[Line] = []
    for name in chosen:
        with tempfile.TemporaryDirectory() as folder:
            for line in import_module(f"benchmarks.{name}").lines(Path(folder)):
                found.append(line)
                sys.stdout.write(as_text(line) + "\n")
                sys.stdout.flush()
    if "--write" in arguments:
        write_page(found)


if __name__ == "__main__":
    main(sys.argv[1:])

"""``python -m tests.messy [forms] [first seed]``: reads that many forms and writes docs/reading.md anew."""

from __future__ import annotations

import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.messy.report import report
from tests.messy.tally import Tally, tally

_CHUNK = 100


def counted(first: int, last: int) -> tuple[Tally, dict[str, Tally]]:
    with TemporaryDirectory() as folder:
        return tally(range(first, last), Path(folder))


def main(forms: int = 6000, first: int = 1_000_000) -> None:
    whole, parts = Tally(), dict[str, Tally]()
    starts = range(first, first + forms, _CHUNK)
    with ProcessPoolExecutor() as pool:
        for one, by_label in pool.map(counted, starts, [start + _CHUNK for start in starts]):
            whole.join(one)
            for label, part in by_label.items():
                parts.setdefault(label, Tally()).join(part)
    target = Path(__file__).parents[2] / "docs" / "reading.md"
    target.write_text(report(whole, parts, first), encoding="utf-8")
    sys.stdout.write(f"{target}\n" + "\n".join(whole.faults) + "\n")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))

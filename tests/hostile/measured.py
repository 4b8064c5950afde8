"""Reads a file in a process of its own under hard limits, and tells what it cost."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

SECONDS = 10
MEMORY = 1 << 30
ROOT = Path(__file__).resolve().parents[2]
_CODE = """
import json, re, sys, time
from pathlib import Path
from extract import extract
from jieyue.formset import load_form_set
sets = (load_form_set(),)
for name in sys.argv[1:]:
    start = time.process_time()
    found = extract(Path(name), sets)
    codes = [one.code for one in found.problems]
    peak = int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
    took = time.process_time() - start
    print(json.dumps([name, took, peak, found.kind.value, found.status.value, codes]), flush=True)
"""


@dataclass(frozen=True)
class Cost:
    """What reading one file took, and what came of it; ``peak`` is of the whole process so far, in bytes."""

    seconds: float
    peak: int
    kind: str
    status: str
    codes: list[str]


def _limits() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (6 * SECONDS, 6 * SECONDS))


def read_all(*paths: Path) -> list[Cost]:
    """Reads the files one after the other; fails when one kills the process."""
    done = subprocess.run(
        [sys.executable, "-c", _CODE, *map(str, paths)],
        preexec_fn=_limits,
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=120,
        check=False,
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(lines) == len(paths), (done.returncode, len(lines), done.stderr[-2000:])
    return [Cost(line[1], line[2] * 1024, *line[3:]) for line in lines]


def read_one(path: Path) -> Cost:
    """Reads one file; it must stay within the limits."""
    (cost,) = read_all(path)
    assert cost.seconds < SECONDS, cost
    assert cost.peak < MEMORY, cost
    return cost

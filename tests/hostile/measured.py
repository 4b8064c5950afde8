"""Reads a file in a process of its own under hard limits, and tells what it cost."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SECONDS = 10
MEMORY = 1 << 30
ROOT = Path(__file__).resolve().parents[2]
_CODE = f"""
import json, os, pkgutil, re, resource, signal, sys, time
from importlib import import_module
from pathlib import Path
import extract.readers
from extract import extract as read
from jieyue.formset import load_form_set
for module in pkgutil.iter_modules(extract.readers.__path__):
    import_module(f"extract.readers.{{module.name}}")
sets = (load_form_set(),)

def answer(path):
    resource.setrlimit(resource.RLIMIT_AS, ({MEMORY}, {MEMORY}))
    resource.setrlimit(resource.RLIMIT_CPU, ({6 * SECONDS}, {6 * SECONDS}))
    signal.alarm({12 * SECONDS})
    start = time.process_time()
    found = read(path, sets)
    took = time.process_time() - start
    peak = int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) * 1024
    return [took, peak, found.status.value, [one.code for one in found.problems]]

for line in sys.stdin:
    child = os.fork()
    if not child:
        print(json.dumps(answer(Path(json.loads(line)))), flush=True)
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if status:
        print(json.dumps(f"ended with {{status}}"), flush=True)
"""
"""A process that has loaded everything, and has a copy of itself read each file."""


@dataclass(frozen=True)
class Cost:
    """What reading one file took (seconds of the processor, bytes at most), and what came of it."""

    seconds: float
    peak: int
    status: str
    codes: list[str]


@cache
def _reader() -> subprocess.Popen[str]:
    command = [sys.executable, "-c", _CODE]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1, cwd=ROOT)


def read_one(path: Path) -> Cost:
    """Reads one file; its process must live, and stay within the limits."""
    reader = _reader()
    assert reader.stdin
    assert reader.stdout
    reader.stdin.write(f"{json.dumps(str(path))}\n")
    answer = json.loads(reader.stdout.readline())
    assert isinstance(answer, list), answer
    cost = Cost(*answer)
    assert cost.seconds < SECONDS, cost
    assert cost.peak < MEMORY, cost
    return cost

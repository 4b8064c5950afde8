"""Start-up of the command."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measuring import Line, in_turns, ratio


def lines(_folder: Path) -> Iterator[Line]:
    """``jieyue --version`` beside a bare interpreter."""
    times = in_turns(
        {
            "jieyue": lambda: _run("-m", "jieyue", "--version"),
            "python": lambda: _run("-c", "pass"),
        }
    )
    mine = times["jieyue"]
    yield Line("启动命令", mine, "次", {"空的 Python": ratio(mine, times["python"])}, "≤0.3 秒", mine <= 0.3)


def _run(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)

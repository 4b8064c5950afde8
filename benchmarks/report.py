"""The lines as a table: on the terminal, and in ``docs/performance.md`` between two marks."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from benchmarks.measuring import Line

PAGE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
_BEGIN, _END = "<!-- measured -->", "<!-- end -->"


def as_text(line: Line) -> str:
    """One line for the terminal."""
    others = "，".join(f"{name} {_times(times)}" for name, times in line.others.items())
    return f"{line.work}：{_seconds(line.ours)}/{line.unit}；{others or '—'}；目标 {line.target or '—'}{_verdict(line)}"


def _seconds(value: float) -> str:
    return f"{value:.2f} 秒" if value >= 1 else f"{value * 1000:.2f} 毫秒"


def _times(value: float) -> str:
    return f"{value:.1f}×" if value >= 1 else f"{value:.2f}×"


def _verdict(line: Line) -> str:
    if line.met is None:
        return f" {line.remark}".rstrip()
    return f" {'达到' if line.met else '未达到'} {line.remark}".rstrip()


def write_page(lines: Sequence[Line]) -> None:
    """Replaces the measured part of the page."""
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(_BEGIN)
    after = rest.partition(_END)[2]
    PAGE.write_text(f"{before}{_BEGIN}\n{_table(lines)}\n{_END}{after}", encoding="utf-8")


def _table(lines: Sequence[Line]) -> str:
    rows = [
        f"| {line.work} | {_seconds(line.ours)}/{line.unit} | "
        f"{'<br>'.join(f'{name}: {_times(times)}' for name, times in line.others.items()) or '—'} | "
        f"{line.target or '—'} | {_verdict(line).strip() or '—'} |"
        for line in lines
    ]
    head = "| work | ours | the others' time as a multiple of ours | target | result |\n|---|---|---|---|---|"
    return f"\nMeasured {datetime.now().astimezone().date()}, {_machine()}.\n\n{head}\n" + "\n".join(rows) + "\n"


def _machine() -> str:
    cores = os.cpu_count()
    return f"{platform.system()} {platform.machine()}, {cores} cores, Python {platform.python_version()}"

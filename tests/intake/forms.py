"""A reader of plain text, so that intake is tested apart from the formats, and workspaces to try it in."""

from __future__ import annotations

import hashlib
import os
import time
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from jieyue.formset import load_form_set
from jieyue.model import ItemAnswer, Kind, Level, Source, Submission
from jieyue.problems import problem
from jieyue.receiving.inbox import Waiting
from jieyue.receiving.intake import Options, intake
from jieyue.receiving.report import IntakeReport
from jieyue.workspace import Workspace, create_workspace

UNITS = ("湖南省水利厅", "湖南省财政厅", "湖南省教育厅", "湖南省民政厅")
RECEIVED = datetime.fromisoformat("2026-10-20T09:00:00+08:00")
OPTIONS = Options(workers=1, waiting=Waiting(quiet=0.0), clock=lambda: RECEIVED)
LONG_AGO = 1_700_000_000


def read_text(path: Path) -> Submission:
    """Reads ``单位：…``, ``得分：…``, ``类型：…``; ``毒：…`` does harm instead."""
    data = path.read_bytes()
    words = dict(line.split("：", 1) for line in data.decode("utf-8").splitlines() if "：" in line)
    harm(words.get("毒", ""))
    source = Source(path.name, hashlib.sha256(data).hexdigest(), "text")
    if "密级" in words:
        marked = problem("classified-marking", about="file", found=words["密级"])
        return Submission(source, "hunan-2020", Kind.SELF_ASSESSMENT, problems=(marked,))
    if "单位" not in words:
        return Submission(source, problems=(problem("form-unrecognised", about="file", why="没有表格"),))
    first = load_form_set().items[0].id
    score = Decimal(words.get("得分", "10"))
    form = Submission(
        source,
        "hunan-2020",
        Kind(words.get("类型", "self_assessment")),
        int(words.get("年度", "2026")),
        words["单位"],
        items=(ItemAnswer(first, score, place="第2行"),),
    )
    if score > 10:
        found = problem("score-above-maximum", place="第2行", about=first, found=str(score), max=10)
        return replace(form, problems=(found,))
    return form


def harm(kind: str) -> None:
    if kind == "挂起":
        time.sleep(600)
    if kind == "退出":
        os._exit(3)
    if kind == "内存":
        bytearray(1 << 40)
    if kind == "嵌套":
        harm(kind)


def workspace(folder: Path, units: tuple[str, ...] = UNITS) -> Workspace:
    """A province's workspace of 2026 whose register holds the units."""
    made = create_workspace(folder / "工作区", 2026, Level.PROVINCE)
    if units:
        fill_register(made.register, units)
    return made


def fill_register(path: Path, units: tuple[str, ...]) -> None:
    from openpyxl import load_workbook

    book = load_workbook(path)
    sheet = book.worksheets[0]
    for row, unit in enumerate(units, 2):
        sheet.cell(row, 1, unit)
    book.save(path)


def drop(where: Workspace, name: str, text: str | bytes) -> Path:
    """Puts a file into 收件箱, as if long ago."""
    path = where.inbox / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    os.utime(path, (LONG_AGO, LONG_AGO))
    return path


def form(unit: str = UNITS[0], score: str = "10", **more: str) -> str:
    return "\n".join(f"{key}：{value}" for key, value in {"单位": unit, "得分": score, **more}.items())


def take(where: Workspace, options: Options = OPTIONS) -> IntakeReport:
    """Runs intake and asserts the accounting line."""
    report = intake(where, read_text, options)
    counts = report.as_json()
    assert counts["seen"] == sum(counts[name] for name in ("accepted", "duplicate", "review", "ignored"))
    assert counts["seen"] == len(counts["files"])
    return report


def outcomes(report: IntakeReport) -> dict[str, str]:
    return {file.name: file.outcome for file in report.files}


def codes(report: IntakeReport, name: str) -> list[str]:
    return [found.code for file in report.files if file.name == name for found in file.problems]


def tree(where: Workspace) -> dict[str, bytes]:
    """Every file of the workspace that a clerk sees, with its bytes."""
    return {
        path.relative_to(where.root).as_posix(): path.read_bytes()
        for path in sorted(where.root.rglob("*"))
        if path.is_file() and not path.is_symlink() and ".jieyue" not in path.parts
    }

"""Documents: 500 letters against plain docxtpl and the floor, a notice with a long annex, the 台账 against openpyxl."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.measuring import Line, in_turns, ratio
from benchmarks.memory import annex_memory
from benchmarks.province import province
from generate.documents import Inspect, compose, papers_of, template_path
from generate.hands import hands
from generate.sheet_rows import sheet_rows
from generate.values import Fragment, prepared
from jieyue.formset import load_form_set
from jieyue.model import Yearbook
from jieyue.sending import findings

LETTERS = 500
ROWS = 10_000
_SAMPLE = 25
"""Letters of the slow rivals that are really written; the rest is multiplied."""
_PART = 10
"""Slow rivals write a tenth of the rows."""


def lines(_folder: Path) -> Iterator[Line]:
    """Letters, the long annex, the workbook."""
    yield from _letters()
    yield _annex()
    yield _workbook()


def _letters() -> Iterator[Line]:
    """Written alone, as docxtpl does it, and written and inspected, as the command does it."""
    book, settings = province(LETTERS, passing=0)
    day = date(book.year, 12, 28)
    form_set = load_form_set()
    contexts = [
        {**paper.context, **chrome}
        for paper, chrome in papers_of("rectification", _first(book, _SAMPLE), settings, form_set)
    ]
    plain = [as_docxtpl_takes_it(context) for context in contexts]
    share = LETTERS / len(contexts)
    template = template_path("整改").read_bytes()

    def letters(inspect: Inspect | None = None) -> object:
        with hands() as executor:
            return compose("rectification", book, settings, form_set, day=day, inspect=inspect, executor=executor)

    rivals: dict[str, Callable[[], object]] = {
        "inspected": lambda: letters(inspect=findings),
        "written": letters,
        "docxtpl": lambda: list(map(_docxtpl, plain)),
        "floor": lambda: [_rezipped(template) for _ in contexts],
    }
    times = in_turns(rivals, rounds=3)
    for work, mine in (("写出并逐份检查", times["inspected"]), ("只写出", times["written"])):
        others = {name: ratio(mine, times[name] * share) for name in ("docxtpl", "floor")}
        yield Line(f"{LETTERS}份整改文书，{work}", mine, "批", others, "≥15× docxtpl", others["docxtpl"] >= 15)


def _first(book: Yearbook, count: int) -> Yearbook:
    return replace(book, standings=book.standings[:count])


def as_docxtpl_takes_it(context: Mapping[str, Any]) -> dict[str, Any]:
    """The same data as plain docxtpl takes it: ready-made XML as text, headings numbered beforehand."""
    return {**_plain(prepared(context, "")), "节": "一、", "条": "（一）"}


def _plain(value: Any) -> Any:
    if isinstance(value, Fragment):
        return value.xml
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    return [_plain(part) for part in value] if isinstance(value, list) else value


def _docxtpl(context: dict[str, Any], template: str = "整改") -> None:
    from docxtpl import DocxTemplate

    letter = DocxTemplate(template_path(template))
    letter.render(context)
    letter.save(io.BytesIO())


def _rezipped(whole: bytes) -> bytes:
    """Substitute a text and zip the changed part anew; the least that any writer of docx does."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            data = old.read(entry)
            new.writestr(entry, data.replace(b"{{", b"(") if entry.filename == "word/document.xml" else data)
    return out.getvalue()


def _annex() -> Line:
    """The whole notice, inspected; docxtpl loops over the same rows, python-docx adds them bare."""
    book, settings = province(ROWS, passing=ROWS, read=False)
    form_set = load_form_set()
    names = [standing.unit.name for standing in book.standings]
    (paper, chrome), *_ = papers_of("commendation", _first(book, ROWS // _PART), settings, form_set)
    plain = as_docxtpl_takes_it({**paper.context, **chrome})
    day = date(book.year, 12, 28)

    def mine() -> object:
        return compose("commendation", book, settings, form_set, day=day, inspect=findings)

    rivals: dict[str, Callable[[], object]] = {
        "jieyue": mine,
        "docxtpl": lambda: _docxtpl(plain, "通报"),
        "python-docx": lambda: _python_docx(names[: ROWS // _PART]),
    }
    times = in_turns(rivals, rounds=3)
    others = {name: ratio(times["jieyue"], times[name] * _PART) for name in ("docxtpl", "python-docx")}
    used, held = annex_memory(ROWS)
    met = times["jieyue"] <= 1.5 and used - held <= 400
    remark = f"进程内存由{held:.0f} MB（名录和评分）升到{used:.0f} MB"
    return Line(f"通报，附件{ROWS}行", times["jieyue"], "份", others, "≤1.5 秒、≤400 MB", met, remark)


def _python_docx(names: list[str]) -> None:
    from docx import Document

    document = Document()
    table = document.add_table(0, 3)
    for number, name in enumerate(names, 1):
        row = table.add_row().cells
        row[0].text, row[1].text, row[2].text = str(number), name, "达标"
    document.save(io.BytesIO())


def _workbook() -> Line:
    """Every cell of every list; openpyxl appends the same cells without formats, widths or charts."""
    from generate.workbook import ledger_workbook

    book, settings = province(ROWS, passing=ROWS * 4 // 5)
    form_set = load_form_set()
    part = _first(book, ROWS // _PART)
    cells = list(sheet_rows(ledger_workbook(part, settings, form_set)))
    times = in_turns(
        {"jieyue": lambda: ledger_workbook(book, settings, form_set), "openpyxl": lambda: _openpyxl(cells)}, rounds=2
    )
    usual = ratio(times["jieyue"], times["openpyxl"] * _PART)
    target = "快于 openpyxl 写同样的单元格"
    return Line(f"台账，{ROWS}个单位", times["jieyue"], "份", {"openpyxl": usual}, target, usual > 1)


def _openpyxl(sheets: list[list[list[str]]]) -> None:
    """In its mode for large files, numbers as numbers."""
    from openpyxl import Workbook

    workbook = Workbook(write_only=True)
    for rows in sheets:
        sheet = workbook.create_sheet()
        for row in rows:
            sheet.append([float(cell) if cell[:1].isdigit() and _is_number(cell) else cell for cell in row])
    workbook.save(io.BytesIO())


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdigit()

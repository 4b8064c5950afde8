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
from benchmarks.province import province
from generate.documents import compose, papers_of, template_path
from generate.values import Fragment, prepared
from jieyue.formset import load_form_set
from jieyue.model import Yearbook
from jieyue.settings import Settings

LETTERS = 500
ROWS = 10_000
_SAMPLE = 25
"""Letters of the slow rivals that are really written; the rest is multiplied."""


def lines(_folder: Path) -> Iterator[Line]:
    """Letters, the long annex, the workbook."""
    yield _letters()
    yield _annex()
    yield _workbook()


def _letters() -> Line:
    book, settings = province(LETTERS, passing=0)
    day = date(book.year, 12, 28)
    form_set = load_form_set()
    contexts = [
        {**paper.context, **chrome}
        for paper, chrome in papers_of("rectification", _first(book, _SAMPLE), settings, form_set)
    ]
    plain = [as_docxtpl_takes_it(context) for context in contexts]
    share = LETTERS / len(contexts)
    times = in_turns(
        {
            "jieyue": lambda: compose("rectification", book, settings, form_set, day=day),
            "docxtpl": lambda: [_docxtpl(context) for context in plain],
            "floor": lambda: [_rezipped(template_path("整改").read_bytes()) for _ in contexts],
        },
        rounds=3,
    )
    mine = times["jieyue"]
    others = {name: ratio(mine, times[name] * share) for name in ("docxtpl", "floor")}
    return Line(f"{LETTERS}份整改文书", mine, "批", others, "≥15× docxtpl", others["docxtpl"] >= 15)


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


def _docxtpl(context: dict[str, Any]) -> None:
    from docxtpl import DocxTemplate

    letter = DocxTemplate(template_path("整改"))
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
    book, settings = province(ROWS, passing=ROWS)
    form_set = load_form_set()
    names = [standing.unit.name for standing in book.standings]
    rivals: dict[str, Callable[[], object]] = {
        "jieyue": lambda: compose("commendation", book, settings, form_set, day=date(book.year, 12, 28)),
        "python-docx": lambda: _python_docx(names[: ROWS // 20]),
    }
    times = in_turns(rivals, rounds=3)
    mine = times["jieyue"]
    usual = ratio(mine, times["python-docx"] * 20)
    return Line(f"通报，附件{ROWS}行", mine, "份", {"python-docx": usual}, "≤1.5 秒", mine <= 1.5)


def _python_docx(names: list[str]) -> None:
    from docx import Document

    document = Document()
    table = document.add_table(0, 3)
    for number, name in enumerate(names, 1):
        row = table.add_row().cells
        row[0].text, row[1].text, row[2].text = str(number), name, "达标"
    document.save(io.BytesIO())


def _workbook() -> Line:
    from generate.workbook import ledger_workbook

    book, settings = province(ROWS, passing=ROWS * 4 // 5)
    form_set = load_form_set()
    times = in_turns(
        {"jieyue": lambda: _book(ledger_workbook, book, settings, form_set), "openpyxl": lambda: _openpyxl(book)},
        rounds=2,
    )
    return Line(f"台账，{ROWS}个单位", times["jieyue"], "份", {"openpyxl": ratio(times["jieyue"], times["openpyxl"])})


def _book(writer: Callable[..., bytes], book: Yearbook, settings: Settings, form_set: Any) -> bytes:
    return writer(book, settings, form_set)


def _openpyxl(book: Yearbook) -> None:
    """The same scores as bare cells, without charts, styles or widths."""
    from openpyxl import Workbook

    workbook = Workbook()
    sheet = workbook.active
    for standing in book.standings:
        row: list[object] = [standing.unit.name, standing.unit.level, standing.state]
        for card in (standing.self_card, standing.verified_card):
            if card:
                row += [rule.score for item in card.items for rule in item.rules]
        sheet.append(row)
    workbook.save(io.BytesIO())

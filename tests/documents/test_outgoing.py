"""T29, T30, T33: whatever goes out carries nothing active, foreign or changing."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest
from openpyxl import load_workbook

from generate.blank import blank_docx, blank_xlsx
from generate.documents import KINDS, compose
from generate.register_book import register_book
from generate.workbook import ledger_workbook
from generate.workbook_content import Change, Issued, Received
from jieyue.model import Submission, Unit, Yearbook
from tests.documents.templates import parts_of
from tests.documents.years import FORM_SET, MIXED, NARRATIVE, settings, year

UNIT = Unit("湖南省水利厅", "省级", person="李某", phone="0731-80000000")
BOOK = year(drawn=("长沙市财政局",), draw_method="分层随机抽取。")
_ACTIVE = re.compile(r"vba|activeX|oleObject|embeddings/.*\.bin|ctrlProps|externalLinks|comments|printerSettings", re.I)
_FOREIGN = (b'TargetMode="External"', b"attachedTemplate", b"DDE", b"<w:ins ", b"<w:del ", b"<w:rsid", b"w:rsidR=")
_FORMULA = re.compile(rb'<c r="([A-Z]+[0-9]+)"[^>]*><f\b|<hyperlink ')
_TOOLS = re.compile(r"python|docxtpl|docx4j|xlsxwriter|openpyxl|libreoffice|microsoft|jinja", re.I)


def _of_kind(kind: str) -> Callable[[], dict[str, bytes]]:
    def compose_all() -> dict[str, bytes]:
        documents = compose(kind, BOOK, settings(), FORM_SET, narrative=NARRATIVE, day=date(2026, 12, 28))
        return {one.file_name: one.content for one in documents}

    return compose_all


OUTPUTS: dict[str, Callable[[], dict[str, bytes]]] = {
    **{kind: _of_kind(kind) for kind in KINDS},
    "blank": lambda: {
        "空白.xlsx": blank_xlsx(FORM_SET, 2026, UNIT, "province"),
        "空白.docx": blank_docx(FORM_SET, 2026, UNIT, "province"),
    },
    "ledger": lambda: {"台账.xlsx": ledger_workbook(BOOK, settings(), FORM_SET)},
    "register": lambda: {"单位名录.xlsx": register_book([UNIT])},
}


@cache
def made(name: str) -> dict[str, bytes]:
    """The output, made once for all who look at it."""
    return OUTPUTS[name]()


@pytest.mark.parametrize("name", OUTPUTS)
@pytest.mark.hazard("T30", len(OUTPUTS), "kinds of outgoing files")
def test_an_outgoing_file_carries_nothing_active_or_foreign(name: str) -> None:
    for file, content in made(name).items():
        parts = parts_of(content)
        assert not [part for part in parts if _ACTIVE.search(part)], file
        text = b"".join(body for part, body in parts.items() if part.endswith((".xml", ".rels")))
        assert not [word for word in _FOREIGN if word in text], file


@pytest.mark.parametrize("name", OUTPUTS)
def test_properties_name_no_tool_and_no_person_of_this_machine(name: str) -> None:
    for file, content in made(name).items():
        told = b"".join(body for part, body in parts_of(content).items() if part.startswith("docProps/"))
        words = re.sub(r'xmlns(:\w+)?="[^"]*"|<\?[^>]*\?>', "", told.decode())
        assert not _TOOLS.search(words), (file, words)
        assert "lastModifiedBy>root" not in words


@pytest.mark.parametrize("name", OUTPUTS)
@pytest.mark.hazard("T33", len(OUTPUTS), "kinds of outgoing files, made three times")
def test_three_runs_give_the_same_bytes(name: str) -> None:
    assert made(name) == OUTPUTS[name]() == OUTPUTS[name]()


@pytest.mark.parametrize("name", OUTPUTS)
def test_no_zip_entry_carries_a_clock(name: str) -> None:
    for content in made(name).values():
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert archive.testzip() is None
            assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


FORMULAS = [
    f"{start}{rest}"
    for start in ("=", "+", "-", "@", "\t=", "\r=", "\n=", "=cmd|", "＝", " =")
    for rest in ("1+1", 'HYPERLINK("http://a")', "'/C calc'!A0", "SUM(A1:A9)")
]


def _with(text: str) -> Yearbook:
    """The year with that text as a unit's name, nature, place, person and note, and why one is left out."""
    book = year(MIXED)
    words = {"nature": text, "city": text, "district": text, "code": text, "person": text, "phone": text}
    renamed = [
        replace(one, unit=replace(one.unit, name=f"{text}{n}", **words), submission=_noted(one.submission, text))
        for n, one in enumerate(book.standings)
    ]
    left_out = ((replace(UNIT, name=text, **words), text),)
    return replace(book, standings=tuple(renamed), left_out=left_out, draw_method=text)


def _noted(form: Submission | None, text: str) -> Submission | None:
    """The form with that text as the note of every item and rule."""
    if form is None:
        return None
    items = (
        replace(item, note=text, rules=tuple(replace(rule, note=text) for rule in item.rules)) for item in form.items
    )
    return replace(form, items=tuple(items))


def _trail(text: str) -> dict[str, list[Any]]:
    """What came in, was changed and was issued, in that text's words."""
    return {
        "files": [Received(None, text, text, text, text, text, text, 1, text)],
        "changes": [Change(None, text, text, text, text, text, text, text)],
        "documents": [Issued(None, text, text, text, text, text, text, text)],
    }


def formulas(workbook: bytes) -> set[tuple[str, bytes]]:
    """Part and cell of every formula, as any program would run it; a hyperlink counts too."""
    sheets = {part: body for part, body in parts_of(workbook).items() if part.startswith("xl/worksheets/")}
    return {(part, cell) for part, body in sheets.items() for cell in _FORMULA.findall(body)}


@cache
def own_sums() -> set[tuple[str, bytes]]:
    """The formulas of our own blank form, as another library counts them too."""
    blank = blank_xlsx(FORM_SET, 2026, UNIT, "province")
    (sheet,) = load_workbook(io.BytesIO(blank)).worksheets[:1]
    found = formulas(blank)
    assert len(found) == sum(cell.data_type == "f" for row in sheet.iter_rows() for cell in row) > 10
    return found


def test_there_are_at_least_forty_texts_that_look_like_formulas() -> None:
    assert len(FORMULAS) >= 40


@pytest.mark.parametrize("text", FORMULAS, ids=range(len(FORMULAS)))
@pytest.mark.hazard("T29", len(FORMULAS), "beginnings in every exported text")
def test_no_exported_cell_becomes_a_formula_of_others(text: str) -> None:
    book = _with(text)
    books = [one.content for one in compose("summary", book, settings(), FORM_SET) if one.file_name.endswith(".xlsx")]
    books.append(ledger_workbook(book, settings(), FORM_SET, **_trail(text)))
    books.append(register_book([replace(UNIT, name=text, person=text, city=text)]))
    assert [formulas(content) for content in books] == [set(), set(), set()]


@pytest.mark.parametrize("text", FORMULAS, ids=range(len(FORMULAS)))
def test_our_forms_have_only_our_own_sums(text: str) -> None:
    (one, *_) = [standing for standing in _with(text).standings if standing.submission]
    assert formulas(blank_xlsx(FORM_SET, 2026, one.unit, "province")) == own_sums()

"""A file whose cells were met before says, cell by cell, what it says when every part of it is parsed."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.corpus import write_forms
from extract.grid import Document
from extract.readers import docx_folded, read, xlsx_folded
from extract.readers.folding import head_of
from extract.readers.xlsx_values import Strings, Styles, Values
from extract.sniff import sniff
from jieyue.safe.guard import Budget
from jieyue.safe.refusal import Refused
from tests.messy.forms import written
from tests.readers.packages import p, word

_PARTS = re.compile(r"(?i)word/document\.xml|xl/worksheets/[^/]+\.xml")
_ROOT = re.compile(rb"<(?!\?)[^>]+>")


def unfolded(path: Path) -> Path:
    """The same file with a comment in its parts of cells: what has one is never folded, and nobody reads it."""
    copy = path.with_name(f"unfolded{path.suffix}")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            content = source.read(entry)
            if _PARTS.fullmatch(entry.filename):
                content = _ROOT.sub(lambda found: found.group() + b"<!-- -->", content, count=1)
            target.writestr(entry.filename, content)
    return copy


def said(path: Path) -> Document | str:
    """The document, or why it was refused."""
    try:
        return read(path, sniff(path))
    except Refused as refused:
        return refused.problem.message


@given(st.integers(min_value=0, max_value=2**40))
@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_messy_form_reads_the_same_folded_and_not(tmp_path: Path, seed: int) -> None:
    _, path = written(seed, tmp_path)
    first = said(path)
    assert said(path) == first
    assert said(unfolded(path)) == first


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_forms_of_one_batch_read_the_same_folded_and_not(tmp_path: Path, ending: str) -> None:
    for path in write_forms(tmp_path, 40, (ending,)):
        assert said(path) == said(unfolded(path))


def cell(inside: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


SPAN = '<w:gridSpan w:val="2"/>'
PLAIN = table(cell(p("甲")) + cell(p("乙")), cell(p("丙"), SPAN))
CONTROL = '<w:sdt><w:sdtPr><w:tag w:val="{}"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
BEGIN, END = ('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
HIDDEN_ROW = f"<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr>{cell(p('甲'))}</w:tr></w:tbl>"
DELETED_ROW = f'<w:tbl><w:tr><w:trPr><w:del w:id="1"/></w:trPr>{cell(p("甲"))}</w:tr></w:tbl>'
MERGED = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
BODIES = {
    "plain": PLAIN,
    "two of them": PLAIN + p("间") + PLAIN,
    "merged downwards": table(cell(p("甲"), MERGED[0]), cell(p(), MERGED[1])),
    "text under a merge": table(cell(p("甲"), MERGED[0]), cell(p("乙"), MERGED[1])),
    "a hidden row": HIDDEN_ROW,
    "a deleted row": DELETED_ROW,
    "an inner table": table(cell(p("甲") + PLAIN + p("乙"))),
    "a control round a cell": table(CONTROL.format("score:1.1", cell(p("4"))) + cell(p("乙"))),
    "a control in a cell": table(cell(CONTROL.format("score:1.1", p("4"))) + cell(p("乙"))),
    "a control round the table": CONTROL.format("field:unit", PLAIN),
    "a field round the table": p(BEGIN) + PLAIN + p(END),
    "a field left open in a cell": table(cell(p(f"{BEGIN}<w:r><w:t>甲</w:t></w:r>"))) + p("后"),
    "a numbered cell": table(cell(p("甲", '<w:numPr><w:numId w:val="1"/></w:numPr>')), cell(p("乙"))),
    "hidden text in a cell": table(cell("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r></w:p>")),
    "inserted text in a cell": table(cell('<w:p><w:ins w:id="1"><w:r><w:t>甲</w:t></w:r></w:ins></w:p>')),
    "a comment's mark in a cell": table(cell('<w:p><w:r><w:t>甲</w:t><w:commentReference w:id="0"/></w:r></w:p>')),
    "a cell with an attribute": PLAIN.replace("<w:tc>", '<w:tc w:id="1">', 1),
    "an empty table": f"<w:tbl/>{PLAIN}",
    "another meaning of the prefix": f'<w:customXml xmlns:w="urn:other">{PLAIN}</w:customXml>',
    "a cell closed oddly": PLAIN.replace("</w:tc>", "</w:tc >", 1),
    "a cell never closed": PLAIN.replace("</w:tc>", "", 1),
    "a cell closed twice": PLAIN.replace("</w:tc>", "</w:tc></w:tc>", 1),
    "words between cells": PLAIN.replace("</w:tc>", "</w:tc>散", 1),
    "an unknown entity": PLAIN.replace("甲", "&nix;"),
    "a section in a cell": table(cell("<w:p><w:pPr><w:sectPr><w:titlePg/></w:sectPr></w:pPr></w:p>")),
    "cells in a section": f"<![CDATA[{PLAIN}]]>",
    "no table": p("甲"),
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_what_looks_like_a_plain_table_reads_the_same_folded_and_not(tmp_path: Path, body: str) -> None:
    comment = f'<w:comments xmlns:w="{head_namespace()}"><w:comment w:id="0">{p("批")}</w:comment></w:comments>'
    path = word(tmp_path / "表.docx", PLAIN + body, comments=comment)
    assert said(path) == said(unfolded(path))


def head_namespace() -> str:
    return docx_folded.W.strip("{}")


def test_a_plain_table_is_folded_and_an_unusual_one_is_not() -> None:
    start = f'<w:document xmlns:w="{head_namespace()}"><w:body>'
    odd = table(cell(p("甲") + PLAIN))
    _, tables = docx_folded.folded(f"{start}{PLAIN}{odd}</w:body></w:document>".encode(), "", docx_folded.Styles({}))
    assert [len(one.table("表", Budget()).cells) for one in tables.values()] == [3, 3]


SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData>{}</worksheet>'
ROWS = '<row r="1"><c r="A1" t="inlineStr"><is><t>甲</t></is></c><c r="B1"><v>4</v></c></row>'


def sheet(rows: str, more: str = "") -> bool:
    """Whether a sheet with these rows is folded."""
    values = Values(Strings(), Styles(), epoch_1904=False, budget=Budget())
    return xlsx_folded.folded(SHEET.format(rows, more).encode(), "表", values, hidden=False) is not None


def test_a_plain_sheet_is_folded_and_an_unusual_one_is_not() -> None:
    assert sheet(ROWS)
    assert sheet(
        ROWS + '<row r="2"><c r="A2"><f>B1*2</f><v>8</v></c></row>', '<mergeCells><mergeCell ref="A2:B2"/></mergeCells>'
    )
    assert not sheet(ROWS + '<row r="3"><c r="A3"/></row><row r="4"><c r="A4"><v>1</v></c></row>')
    assert not sheet('<row r="1"><c r="A1"><f t="shared" si="0" ref="A1:A2">B1</f><v>4</v></c></row>')
    assert not sheet(ROWS + "<!-- -->")
    assert not sheet(ROWS + ROWS)
    assert not sheet(ROWS, '<mergeCells><mergeCell ref="A1:B20000"/></mergeCells>')
    assert not sheet("<row/>")


def test_a_part_without_an_ordinary_beginning_is_not_folded() -> None:
    assert head_of(b"<w:document/>") is None
    assert head_of(b"\xff\xfe<\0") is None
    assert head_of(b'<?xml version="1.0"?><w:document xmlns:w="u"><w:body/></w:document>') is not None


def test_more_cells_than_are_kept_are_read_all_the_same(tmp_path: Path) -> None:
    for number in range(0, 400, 100):
        body = table(*(cell(p(f"{text}{'长' * 2500}")) for text in range(number, number + 100)))
        path = word(tmp_path / f"{number}.docx", body)
        assert said(path) == said(unfolded(path))

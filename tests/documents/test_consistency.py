"""The same figure is the same in every document of a year, or it is named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from generate.consistency import check
from generate.documents import compose
from generate.workbook import ledger_workbook
from jieyue.model import Level, Yearbook
from tests.documents.templates import parts_of
from tests.documents.years import FORM_SET, MIXED, NARRATIVE, Result, settings, year

KINDS = ("publicity", "commendation", "rectification", "summary", "filing")


def _documents(book: Yearbook) -> dict[str, bytes]:
    made = (compose(kind, book, settings(), FORM_SET, narrative=NARRATIVE, day=date(2026, 12, 28)) for kind in KINDS)
    return {one.file_name: one.content for documents in made for one in documents if one.file_name.endswith(".docx")}


def _replaced(content: bytes, before: str, after: str) -> bytes:
    from generate.parcel import Parcel

    parts = parts_of(content)
    text = parts["word/document.xml"].decode()
    assert before in text
    return Parcel(parts).with_parts({"word/document.xml": text.replace(before, after, 1).encode()})


def test_documents_of_one_ledger_agree() -> None:
    assert check(_documents(year()), year()) == []


def test_a_document_from_before_a_correction_is_named_with_both_figures() -> None:
    old = _documents(year())
    now = year([replace(one, verified="82") if one.name == "湖南省总工会" else one for one in MIXED])
    said = [str(one) for one in check(old, now)]
    assert "通报.docx：当年达标单位数为5，现有记录为6；请重新生成该文书后再发出" in said
    assert any(line.startswith("总体情况报告.docx：统计表合计的当年达标") for line in said)
    assert any("累计达标比例为62.5%，现有记录为75%" in line for line in said)


TYPED = (
    ("通报.docx", "累计5家单位", "累计6家单位", "累计达标单位数"),
    ("通报.docx", "71.4%", "71.5%", "当年达标率"),
    ("公示.docx", "等5个单位", "等4个单位", "公布的达标单位数"),
    ("总体情况报告.docx", "；2家未达到标准", "；3家未达到标准", "未达标单位数"),
    ("整改-湖南省总工会.docx", "核查得分72.5分", "核查得分72分", "湖南省总工会的核查得分"),
)


@pytest.mark.parametrize(("name", "before", "after", "what"), TYPED)
def test_a_figure_typed_over_by_hand_is_named(name: str, before: str, after: str, what: str) -> None:
    documents = _documents(year())
    documents[name] = _replaced(documents[name], before, after)
    (only,) = check(documents, year())
    assert (only.document, only.what) == (name, what)


def test_a_table_that_no_longer_adds_up_is_named() -> None:
    documents = _documents(year())
    content = parts_of(documents["总体情况报告.docx"])["word/document.xml"].decode()
    row = content[content.index(">岳阳市<") :]
    cell = row[: row.index("</w:tr>")]
    broken = cell.replace(">1<", ">7<", 1)
    documents["总体情况报告.docx"] = _replaced(documents["总体情况报告.docx"], cell, broken)
    (only,) = check(documents, year())
    assert only.what == "统计表“总数”各行之和"
    assert (only.found, only.wanted) == ("14", "8")


def test_a_thousand_units_over_every_level_agree() -> None:
    results = [Result(f"某市{n}局", level="市级", city=f"第{n % 14}市", verified=str(60 + n % 40)) for n in range(1000)]
    book = year(results, Level.PROVINCE)
    made = compose("filing", book, settings(), FORM_SET, narrative=NARRATIVE)
    assert check({one.file_name: one.content for one in made}, book) == []


def _ledger(book: Yearbook) -> bytes:
    return ledger_workbook(book, settings(), FORM_SET)


def test_ledger_workbook_and_summary_agree_with_the_documents() -> None:
    (_, table) = compose("summary", year(), settings(), FORM_SET)
    assert check({"台账.xlsx": _ledger(year()), table.file_name: table.content}, year()) == []


def test_an_old_ledger_workbook_is_named() -> None:
    now = year([replace(one, verified="82") if one.name == "湖南省总工会" else one for one in MIXED])
    said = [str(one) for one in check({"台账.xlsx": _ledger(year())}, now)]
    assert "台账.xlsx：合计的当年达标为5，现有记录为6；请重新生成该文书后再发出" in said

"""The same figure is the same in every document of a year, or it is named."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest

from generate.consistency import check, disagreements
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
    ("整改-湖南省总工会.docx", "相差7.5分", "相差8.5分", "与达标线相差的分数"),
    ("整改-湖南省总工会.docx", "合计扣27.5分", "合计扣26.5分", "合计扣分"),
    ("整改-湖南省总工会.docx", ">1.5<", ">1<", "4.2.2的扣分"),
)


@pytest.mark.parametrize(("name", "before", "after", "what"), TYPED)
def test_a_figure_typed_over_by_hand_is_named(name: str, before: str, after: str, what: str) -> None:
    documents = _documents(year())
    documents[name] = _replaced(documents[name], before, after)
    (only,) = check(documents, year())
    assert (only.document, only.what) == (name, what)


def test_a_score_typed_over_in_a_letter_is_named_with_what_hangs_on_it() -> None:
    name = "整改-湖南省总工会.docx"
    documents = _documents(year())
    documents[name] = _replaced(documents[name], "核查得分72.5分", "核查得分72分")
    said = [(one.document, one.what, one.found, one.wanted) for one in check(documents, year())]
    assert said == [(name, "湖南省总工会的核查得分", "72", "72.5"), (name, "与达标线相差的分数", "7.5", "8")]


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
    assert "台账.xlsx：按层级合计的当年达标为5，现有记录为6；请重新生成该文书后再发出" in said


@pytest.mark.parametrize(("line", "what"), [("全部单位", "全部单位的当年达标"), ("长沙市", "按地区“当年达标”各行之和")])
def test_a_count_changed_in_the_ledger_workbook_is_named(line: str, what: str) -> None:
    import openpyxl

    book, changed = openpyxl.load_workbook(io.BytesIO(_ledger(year()))), io.BytesIO()
    sheet, heads = book["汇总"], []
    for row in sheet.iter_rows():
        heads = row if any(cell.value == "当年达标" for cell in row) else heads
        if row[0].value == line:
            cell = next(cell for head, cell in zip(heads, row, strict=True) if head.value == "当年达标")
            cell.value += 1
            break
    book.save(changed)
    assert [one.what for one in check({"台账.xlsx": changed.getvalue()}, year())] == [what]


def test_who_stands_on_a_list_is_compared_with_the_conclusions() -> None:
    documents = _documents(year())
    documents["通报.docx"] = _replaced(documents["通报.docx"], ">岳阳市水务局<", ">岳阳市水利局<")
    said = [str(one) for one in check(documents, year())]
    assert said == [
        "通报.docx：达标单位名单的“岳阳市水利局”为已列入，现有记录为不在单位名录；请重新生成该文书后再发出",
        "通报.docx：达标单位名单的“岳阳市水务局”为未列入，现有记录为达标；请重新生成该文书后再发出",
    ]


@pytest.mark.parametrize("name", ["通报.docx", "汇总情况报告.docx"])
def test_a_score_changed_in_a_table_is_named_with_its_unit(name: str) -> None:
    documents = _documents(year())
    documents[name] = _replaced(documents[name], ">92.5<", ">95.5<")
    (only,) = check(documents, year())
    assert (only.what, only.found, only.wanted) == ("“湖南省水利厅”的核查得分", "95.5", "92.5")


def test_a_letter_to_a_unit_that_has_passed_since_is_named() -> None:
    letter = {name: content for name, content in _documents(year()).items() if name.startswith("整改")}
    now = year([replace(one, verified="82") if one.name == "湖南省总工会" else one for one in MIXED])
    said = [(one.what, one.found, one.wanted) for one in check(letter, now)]
    assert ("湖南省总工会的结论", "未达标", "达标") in said
    assert ("湖南省总工会的核查得分", "72.5", "82") in said


def test_a_score_changed_in_the_ledger_workbook_is_named() -> None:
    from generate.parcel import Parcel

    parts = parts_of(_ledger(year()))
    sheets = [name for name in parts if name.startswith("xl/worksheets/") and b"<v>92.5</v>" in parts[name]]
    changed = {name: parts[name].replace(b"<v>92.5</v>", b"<v>93.5</v>") for name in sheets}
    said = [one.what for one in check({"台账.xlsx": Parcel(parts).with_parts(changed)}, year())]
    assert "“湖南省水利厅”的核查分" in said


def test_two_documents_that_differ_are_named_with_both_figures() -> None:
    now = year([replace(one, verified="82") if one.verified == "72.5" else one for one in MIXED])
    old, new = _documents(year()), compose("filing", now, settings(), FORM_SET, narrative=NARRATIVE)
    both = {"通报.docx": old["通报.docx"], "总体情况报告.docx": new[0].content}
    assert "当年达标单位数前后不一：通报.docx为5，总体情况报告.docx为6；请核对后统一" in disagreements(both)
    assert disagreements(old) == []


@pytest.mark.parametrize("content", [b"", b"no zip"])
def test_a_document_that_does_not_open_is_named(content: bytes) -> None:
    (only,) = check({"通报.docx": content}, year())
    assert only.found == "损坏，打不开"
    assert disagreements({"通报.docx": content}) == []

"""The filing's chart is a native one, carries the ledger's figures and the workbook behind them."""

from __future__ import annotations

import io

from lxml import etree
from openpyxl import load_workbook

from generate.chart import CHART_PART, DATA_PART, Chart
from generate.documents import compose
from jieyue.figures import by_level
from tests.documents.templates import parts_of
from tests.documents.years import FORM_SET, NARRATIVE, settings, year

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def _parts() -> dict[str, bytes]:
    (one,) = compose("filing", year(), settings(), FORM_SET, narrative=NARRATIVE)
    return parts_of(one.content)


def test_the_chart_shows_the_ledgers_figures() -> None:
    root = etree.fromstring(_parts()[CHART_PART])
    shown = [[value.text for value in series.iter(f"{C}v")] for series in root.iter(f"{C}ser")]
    levels = by_level(year())
    names = [name for name, _ in levels]
    assert shown == [
        ["纳入创建范围", *names, *(str(count.registered) for _, count in levels)],
        ["当年达标", *names, *(str(count.passed) for _, count in levels)],
        ["累计达标", *names, *(str(count.passed_in_all) for _, count in levels)],
    ]


def test_the_workbook_behind_the_chart_opens_with_the_same_figures() -> None:
    book = load_workbook(io.BytesIO(_parts()[DATA_PART]))
    rows = [list(row) for row in book["Sheet1"].iter_rows(values_only=True)]
    assert rows[0][1:] == ["纳入创建范围", "当年达标", "累计达标"]
    assert rows[1:] == [[name, count.registered, count.passed, count.passed_in_all] for name, count in by_level(year())]


def test_document_and_chart_are_bound_by_relationships_and_types() -> None:
    parts = _parts()
    assert b'Target="charts/chart1.xml"' in parts["word/_rels/document.xml.rels"]
    assert b'r:id="rId31"' in parts["word/document.xml"]
    assert b"/word/charts/chart1.xml" in parts["[Content_Types].xml"]
    assert b'Target="../embeddings/chart1.xlsx"' in parts["word/charts/_rels/chart1.xml.rels"]


def test_names_with_signs_are_escaped() -> None:
    parts = Chart("A&B<图>", ("甲&乙",), (("<丙>", (1,)),)).parts()
    assert "A&B<图>" in [one.text for one in etree.fromstring(parts[CHART_PART]).iter()]
    book = load_workbook(io.BytesIO(parts[DATA_PART]))
    assert [list(row) for row in book["Sheet1"].iter_rows(values_only=True)] == [["", "<丙>"], ["甲&乙", 1]]

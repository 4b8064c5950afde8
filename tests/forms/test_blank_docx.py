"""The blank self-assessment form as a Word file."""

from __future__ import annotations

import io

import docx
import pytest

from generate.blank import blank_docx
from jieyue.model import Unit
from tests.forms.filling import W, controls_of, parts_of
from tests.forms.year import FORM_SET, UNIT, YEAR


@pytest.fixture(scope="module")
def data() -> bytes:
    return blank_docx(FORM_SET, YEAR, UNIT, "province", "湖南省机关事务管理局")


@pytest.fixture(scope="module")
def controls(data):
    return dict(controls_of(data))


def test_every_rule_has_its_controls_and_no_tag_occurs_twice(data, controls):
    for rule in FORM_SET.rules():
        for column in ("self_score", "evidence", "not_applicable", "note"):
            assert f"rule:{rule.id}:{column}" in controls
        assert (f"rule:{rule.id}:count" in controls) == (rule.count is not None)
    assert len(controls) == len(list(controls_of(data)))


def test_an_empty_control_shows_a_placeholder_and_a_known_value_does_not(controls):
    assert controls["rule:2.2.1:self_score"].find(f"{W}sdtPr/{W}showingPlcHdr") is not None
    assert controls["field:person"].find(f"{W}sdtPr/{W}showingPlcHdr") is None
    assert "".join(controls["field:person"].find(f"{W}sdtContent").itertext()) == UNIT.person


def test_choices_are_lists_and_the_day_is_a_date_picker(controls):
    offered = [item.get(f"{W}value") for item in controls["field:office_mode"].iter(f"{W}listItem")]
    assert offered == ["独立", "集中"]
    assert [item.get(f"{W}value") for item in controls["rule:1.1.1:self_score"].iter(f"{W}listItem")] == ["0", "10"]
    assert controls["field:filled_on"].find(f"{W}sdtPr/{W}date") is not None


def test_ids_are_unique_and_controls_cannot_be_deleted(controls):
    ids = [control.find(f"{W}sdtPr/{W}id").get(f"{W}val") for control in controls.values()]
    assert len(set(ids)) == len(ids)
    assert all(control.find(f"{W}sdtPr/{W}lock") is not None for control in controls.values())


def test_another_library_opens_it_and_finds_the_table(data):
    document = docx.Document(io.BytesIO(data))
    table = document.tables[1]
    assert len(table.rows) == 1 + 32 + 10 + 1
    assert table.cell(1, 0).text == "1.1.1"
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)


def test_rows_are_not_split_and_the_header_is_repeated(data):
    rows = docx.Document(io.BytesIO(data)).tables[1]._tbl.findall(f"{W}tr")
    assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_every_row_is_as_wide_as_the_grid(data):
    for table in docx.Document(io.BytesIO(data)).tables:
        grid = sum(int(column.get(f"{W}w")) for column in table._tbl.iter(f"{W}gridCol"))
        for row in table._tbl.findall(f"{W}tr"):
            spans = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in row.findall(f"{W}tc")]
            assert sum(int(span.get(f"{W}val")) if span is not None else 1 for span in spans) == len(table.columns)
        assert grid < 16838


def test_the_same_form_has_the_same_bytes_and_names_no_tool(data):
    assert blank_docx(FORM_SET, YEAR, UNIT, "province", "湖南省机关事务管理局") == data
    told = b"".join(content for name, content in parts_of(data).items() if name.startswith("docProps/")).decode()
    assert "hunan-2020|self_assessment|2026" in told
    assert "Application" not in told


@pytest.mark.parametrize("name", ["A&B局", "<100万元>局", "甲\x00乙", "甲\ud800乙", "“引号”'\"局", "x" * 10_000])
def test_any_unit_name_gives_a_document_that_opens_with_that_name(name):
    document = docx.Document(io.BytesIO(blank_docx(FORM_SET, YEAR, Unit(name, "省级"), "province")))
    expected = name.replace("\x00", "").replace("\ud800", "")
    assert document.tables[0].cell(0, 1).text == expected

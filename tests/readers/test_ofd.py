from __future__ import annotations

from pathlib import Path

import pytest

from extract.grid import Document
from extract.readers.ofd import read
from jieyue.safe.refusal import Refused
from tests.readers.ofds import NAMESPACE, ofd, table, text

HEAD = ("项目", "分值", "得分")


def codes(found: Document) -> list[str]:
    return [one.code for one in found.problems]


def test_a_ruled_table_and_lines_are_read_with_their_places(tmp_path: Path) -> None:
    found = read(ofd(tmp_path / "a.ofd", text(20, 20, "自评表") + table([HEAD, ("管理", "20", "18.5")])))
    assert [(one.text, one.place) for one in found.lines] == [("自评表", "第1页 第1行")]
    cells = {(one.row, one.column): one.text for one in found.tables[0].cells}
    assert cells[1, 2] == "18.5"
    assert found.tables[0].cells[-1].place == "第1页 表1 第2行第3列"


def test_pages_are_told_apart(tmp_path: Path) -> None:
    found = read(ofd(tmp_path / "a.ofd", text(20, 20, "第一页文字"), text(20, 20, "第二页文字")))
    assert [one.place for one in found.lines] == ["第1页 第1行", "第2页 第1行"]


def test_what_stands_on_the_template_of_a_page_is_read(tmp_path: Path) -> None:
    template = f"<ofd:Page {NAMESPACE}><ofd:Content><ofd:Layer>{table([HEAD])}</ofd:Layer></ofd:Content></ofd:Page>"
    listed = "<ofd:CommonData><ofd:TemplatePage ID='7' BaseLoc='T.xml'/></ofd:CommonData>"
    pages = "<ofd:Pages><ofd:Page ID='0' BaseLoc='P.xml'/></ofd:Pages>"
    page = f"<ofd:Page {NAMESPACE}><ofd:Template TemplateID='7'/></ofd:Page>"
    whole = f"<ofd:Document {NAMESPACE}>{listed}{pages}</ofd:Document>"
    parts = {"Doc_0/T.xml": template, "Doc_0/P.xml": page, "Doc_0/Document.xml": whole}
    found = read(ofd(tmp_path / "a.ofd", parts=parts))
    assert [one.text for one in found.tables[0].cells] == list(HEAD)


def test_annotations_are_read_where_they_are_seen(tmp_path: Path) -> None:
    note = (
        f"<ofd:PageAnnot {NAMESPACE}><ofd:Annot ID='1' Type='Stamp'><ofd:Appearance Boundary='0 0 99 99'>"
        f"{text(62, 43, '9')}</ofd:Appearance></ofd:Annot><ofd:Annot ID='2' Visible='false'><ofd:Appearance>"
        f"{text(62, 43, '8')}</ofd:Appearance></ofd:Annot></ofd:PageAnnot>"
    )
    place = "<ofd:Page PageID='0'><ofd:FileLoc>A.xml</ofd:FileLoc></ofd:Page>"
    listed = f"<ofd:Annotations {NAMESPACE}>{place}</ofd:Annotations>"
    path = ofd(
        tmp_path / "a.ofd",
        table([HEAD, ("管理甲乙丙丁", "", "20")]),
        document="<ofd:Annotations>Annots/L.xml</ofd:Annotations>",
        parts={"Doc_0/Annots/L.xml": listed, "Doc_0/Annots/A.xml": note},
    )
    assert next(one for one in read(path).tables[0].cells if (one.row, one.column) == (1, 1)).text == "9"


def test_what_is_not_shown_is_left_out_and_said(tmp_path: Path) -> None:
    found = read(
        ofd(tmp_path / "a.ofd", table([HEAD, ("管理", "20", "")]) + text(102, 43, "24", more='Visible="false"'))
    )
    assert found.tables[0].cells[-1].blank
    assert codes(found) == ["hidden-content"]


def test_attachments_are_said(tmp_path: Path) -> None:
    found = read(ofd(tmp_path / "a.ofd", text(20, 20, "自评表"), document="<ofd:Attachments>A.xml</ofd:Attachments>"))
    assert codes(found) == ["hidden-content"]


def test_a_page_of_nothing_but_a_picture_is_a_copy_that_a_person_looks_at(tmp_path: Path) -> None:
    found = read(ofd(tmp_path / "a.ofd", '<ofd:ImageObject Boundary="0 0 297 210" ResourceID="3"/>'))
    assert (found.blocks, codes(found)) == ((), ["copy-unread"])


def test_a_missing_page_and_a_doctype_are_refused(tmp_path: Path) -> None:
    pages = "<ofd:Pages><ofd:Page ID='9' BaseLoc='gone.xml'/></ofd:Pages>"
    broken = f"<ofd:Document {NAMESPACE}>{pages}</ofd:Document>"
    for content in (broken, "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>"):
        path = ofd(tmp_path / "a.ofd", text(20, 20, "x"), parts={"Doc_0/Document.xml": content})
        with pytest.raises(Refused) as refused:
            read(path)
        assert refused.value.problem.code == "file-damaged"

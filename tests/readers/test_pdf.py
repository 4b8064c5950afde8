from __future__ import annotations

from pathlib import Path

import pytest

from extract.grid import Cell, Document, Table
from extract.readers.pdf import read
from jieyue.safe.refusal import Refused
from tests.readers.pdfs import bar, pdf, rule, stream, table, text

HEAD = ("项目", "分值", "得分")


def grid(found: Table) -> dict[tuple[int, int], str]:
    return {(cell.row, cell.column): cell.text for cell in found.cells if not cell.blank}


def spans(found: Table) -> dict[str, tuple[int, int, int, int]]:
    return {cell.text: (cell.row, cell.column, cell.rows, cell.columns) for cell in found.cells if not cell.blank}


def codes(found: Document) -> list[str]:
    return [one.code for one in found.problems]


def cell(found: Document, row: int, column: int) -> Cell:
    return next(one for one in found.tables[0].cells if (one.row, one.column) == (row, column))


@pytest.mark.parametrize("line", [rule, bar], ids=["pen", "brush"])
def test_a_ruled_table_is_read_with_its_places(tmp_path: Path, line: object) -> None:
    found = read(pdf(tmp_path / "表.pdf", text(40, 30, "自评表") + table([HEAD, ("管理", "20", "18.5")], line=line)))
    assert grid(found.tables[0]) == {
        (0, 0): "项目",
        (0, 1): "分值",
        (0, 2): "得分",
        (1, 0): "管理",
        (1, 1): "20",
        (1, 2): "18.5",
    }
    assert cell(found, 1, 2).place == "第1页 表1 第2行第3列"
    assert [(one.text, one.place) for one in found.lines] == [("自评表", "第1页 第1行")]


def test_merged_cells_appear_once_with_their_spans(tmp_path: Path) -> None:
    found = read(pdf(tmp_path / "a.pdf", table([("标题", "<", "尾"), ("组", "1", "2"), ("^", "3", "4")])))
    assert spans(found.tables[0])["标题"] == (0, 0, 1, 2)
    assert spans(found.tables[0])["组"] == (1, 0, 2, 1)


def test_a_blank_cell_is_there_and_empty(tmp_path: Path) -> None:
    found = read(pdf(tmp_path / "a.pdf", table([HEAD, ("管理", "20", "")])))
    assert cell(found, 1, 2).blank


def test_a_table_that_goes_on_overleaf_keeps_its_columns(tmp_path: Path) -> None:
    first = table([HEAD, ("管理", "20", "18")], foot=False)
    second = table([("合计", "<", "18")], widths=[90, 90, 90])
    found = read(pdf(tmp_path / "a.pdf", first, second))
    assert [one.columns for one in found.tables] == [3, 3]
    assert spans(found.tables[1])["合计"] == (0, 0, 1, 2)
    assert found.tables[1].cells[-1].place == "第2页 表1 第1行第3列"


def test_a_row_cut_by_a_page_break_is_whole_where_it_begins(tmp_path: Path) -> None:
    first = table([HEAD, ("开展节约能源", "11", "9")])
    second = table([("资源宣传活动", "", ""), ("培训", "6", "5")])
    found = read(pdf(tmp_path / "a.pdf", first, second))
    assert grid(found.tables[0])[1, 0] == "开展节约能源资源宣传活动"
    assert grid(found.tables[1]) == {(0, 0): "培训", (0, 1): "6", (0, 2): "5"}


def test_a_new_row_overleaf_is_not_taken_for_the_rest_of_the_last(tmp_path: Path) -> None:
    found = read(
        pdf(tmp_path / "a.pdf", table([HEAD, ("宣传", "11", "9")]), table([("培训", "6", ""), ("总分", "17", "")]))
    )
    assert grid(found.tables[1])[0, 0] == "培训"


def test_the_next_point_overleaf_beside_a_merged_number_is_a_row_of_its_own(tmp_path: Path) -> None:
    above = table([HEAD, ("1.有制度。", "8", "7"), ("2.有台账。", "^", "^")])
    found = read(pdf(tmp_path / "a.pdf", above, table([("3.有公示。", "", ""), ("总分", "8", "7")])))
    assert grid(found.tables[1])[0, 0] == "3.有公示。"


@pytest.mark.parametrize(
    ("above", "below", "whole"), [("", "9", "9"), ("9", "（分）", "9（分）"), ("2", "月起执行", "2月起执行")]
)
def test_a_score_that_begins_or_ends_overleaf_is_whole(tmp_path: Path, above: str, below: str, whole: str) -> None:
    first = table([HEAD, ("开展节约能源", "11", above)])
    second = table([("资源宣传活动", "", below), ("培训", "6", "5")])
    found = read(pdf(tmp_path / "a.pdf", first, second))
    assert grid(found.tables[0])[1, 2] == whole
    assert grid(found.tables[1]) == {(0, 0): "培训", (0, 1): "6", (0, 2): "5"}


def test_the_points_of_a_title_overleaf_belong_to_it(tmp_path: Path) -> None:
    first, second = table([HEAD, ("绿色采购", "6", "5")]), table([("（6分）", "", ""), ("培训", "6", "5")])
    found = read(pdf(tmp_path / "a.pdf", first, second))
    assert grid(found.tables[0])[1, 0] == "绿色采购（6分）"


@pytest.mark.parametrize("row", [("有公示", "8", "9"), ("2.有公示", "", "9")])
def test_a_score_overleaf_with_points_or_a_number_of_its_own_is_of_another_row(
    tmp_path: Path, row: tuple[str, ...]
) -> None:
    found = read(pdf(tmp_path / "a.pdf", table([HEAD, ("有台账", "8", "")]), table([row, ("总分", "8", "7")])))
    assert grid(found.tables[1])[0, 2] == "9"


def test_a_table_inside_a_cell_hangs_on_it(tmp_path: Path) -> None:
    outer = table([("外", "甲")], widths=[200, 90], height=80)
    found = read(pdf(tmp_path / "a.pdf", outer + table([("内", "1")], x=60, y=85, widths=[50, 50])))
    assert [one.nested[0].cells[0].text for one in found.tables[0].cells if one.nested] == ["内"]


def test_words_wrapped_in_a_cell_are_one_line_and_paragraphs_are_two(tmp_path: Path) -> None:
    lines = text(43, 75, "开展节约能源资源") + text(43, 90, "宣传，得4分。") + text(133, 75, "4") + text(133, 90, "5")
    found = read(pdf(tmp_path / "a.pdf", table([("", "")], height=40, widths=[85, 90]) + lines))
    assert [one.text for one in found.tables[0].cells] == ["开展节约能源资源宣传，得4分。", "4\n5"]


@pytest.mark.parametrize(
    ("above", "below", "whole"),
    [
        ("填报单位：某局　　填表日", "期：2026年10月12日", "填报单位：某局　　填表日期：2026年10月12日"),
        ("联系人：李某　手机：0731-", "80000000", "联系人：李某　手机：0731-80000000"),
        ("联系电话：0731-", "81234567、13812345678", "联系电话：0731-81234567、13812345678"),
        ("填报日期：2026", "年10月12日", "填报日期：2026年10月12日"),
        ("填表人：李", "某", "填表人：李某"),
    ],
)
def test_a_line_torn_inside_a_label_or_a_number_is_put_together(
    tmp_path: Path, above: str, below: str, whole: str
) -> None:
    found = read(pdf(tmp_path / "a.pdf", text(40, 40, above) + text(40, 52, below) + table([("序号", "得分")], y=80)))
    assert [line.text for line in found.lines] == [whole]


def test_a_full_line_goes_on_below_unless_a_label_begins_there(tmp_path: Path) -> None:
    page = (
        text(40, 30, "本单位已建立台账、制定制度，并")
        + text(40, 42, "按季公示。")
        + text(40, 70, "填报单位：湖南省某某事务管理局")
    )
    page += text(40, 82, "联系人：李某") + table([("序号", "得分")], y=110, widths=[80, 75])
    texts = [line.text for line in read(pdf(tmp_path / "a.pdf", page)).lines]
    assert texts == ["本单位已建立台账、制定制度，并按季公示。", "填报单位：湖南省某某事务管理局", "联系人：李某"]


def test_a_bold_made_by_printing_twice_is_read_once(tmp_path: Path) -> None:
    found = read(pdf(tmp_path / "a.pdf", table([HEAD, ("管理", "20", "18")]) + text(223.3, 94, "18")))
    assert grid(found.tables[0])[1, 2] == "18"


def test_what_is_struck_through_is_left_out_and_said(tmp_path: Path) -> None:
    struck = text(223, 94, "24") + rule(223, 90.5, 233, 90.5) + text(236, 94, "18")
    found = read(pdf(tmp_path / "a.pdf", table([HEAD, ("管理", "20", "")]) + struck))
    assert cell(found, 1, 2).text == "18"
    assert codes(found) == ["tracked-changes"]


HIDDEN = {
    "under a white patch": text(223, 94, "24") + "1 g 221 499 20 14 re f 0 g\n" + text(240, 94, "18"),
    "white on white": "1 1 1 rg " + text(223, 94, "24") + "0 g " + text(240, 94, "18"),
    "never painted": "3 Tr " + text(223, 94, "24").replace("BT", "BT 3 Tr") + "BT 0 Tr ET " + text(240, 94, "18"),
    "too small": text(223, 94, "24", size=0.4) + text(240, 94, "18"),
    "off the page": text(-200, 94, "24") + text(240, 94, "18"),
    "cut off": "q 300 300 20 20 re W n " + text(223, 94, "24") + "Q " + text(240, 94, "18"),
    "in a layer that is off": "/OC /Off BDC " + text(223, 94, "24") + "EMC " + text(240, 94, "18"),
}


@pytest.mark.parametrize("name", HIDDEN)
def test_what_no_one_sees_is_not_read(tmp_path: Path, name: str) -> None:
    found = read(
        pdf(
            tmp_path / "a.pdf",
            table([HEAD, ("管理", "20", "")]) + HIDDEN[name],
            catalog="/OCProperties << /OCGs [100 0 R] /D << /OFF [100 0 R] >> >>",
            objects=["<< /Type /OCG /Name (x) >>"],
            resources="/Properties << /Off 100 0 R >>",
        )
    )
    assert cell(found, 1, 2).text == "18"
    if name != "never painted":
        assert codes(found) == ["hidden-content"]


def test_what_is_typed_into_a_form_field_or_onto_the_page_is_read(tmp_path: Path) -> None:
    look = stream(
        b"BT /F1 10 Tf 2 4 Td <00310038> Tj ET",
        "/Type /XObject /Subtype /Form /BBox [0 0 60 14] /Resources << /Font << /F1 3 0 R >> >>",
    )
    note = "<< /Type /Annot /Subtype /Widget /Rect [223 497 283 511] /AP << /N 101 0 R >> >>"
    found = read(
        pdf(tmp_path / "a.pdf", table([HEAD, ("管理18", "20", "")]), objects=[note, look], page="/Annots [100 0 R]")
    )
    assert cell(found, 1, 2).text == "18"


def test_a_note_on_the_page_is_said(tmp_path: Path) -> None:
    note = "<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (see file) >>"
    found = read(pdf(tmp_path / "a.pdf", table([HEAD]), objects=[note], page="/Annots [100 0 R]"))
    assert codes(found) == ["content-unplaced"]


def test_text_that_runs_over_into_the_next_cell_stays_in_its_own(tmp_path: Path) -> None:
    found = read(pdf(tmp_path / "a.pdf", table([HEAD, ("节约能源资源宣传实践活动", "", "9")])))
    assert cell(found, 1, 0).text == "节约能源资源宣传实践活动"
    assert cell(found, 1, 1).blank


def test_radicals_are_the_characters_they_stand_for(tmp_path: Path) -> None:
    assert read(pdf(tmp_path / "a.pdf", text(40, 40, "⼀⼆⼗分")))
    found = read(pdf(tmp_path / "b.pdf", text(40, 40, "⼀月⼆⼗日填报单位")))
    assert found.lines[0].text == "一月二十日填报单位"


def test_a_page_turned_by_its_own_setting_is_read_upright(tmp_path: Path) -> None:
    turned = "0 1 -1 0 842 0 cm\n"
    found = read(pdf(tmp_path / "a.pdf", turned + text(40, 40, "填报单位"), page="/Rotate 90"))
    assert [one.text for one in found.lines] == ["填报单位"]


def test_a_scan_is_a_copy_that_a_person_looks_at(tmp_path: Path) -> None:
    image = stream(
        b"\xff\xd8\xff", "/Type /XObject /Subtype /Image /Width 10 /Height 10 /Filter /DCTDecode", packed=False
    )
    found = read(
        pdf(tmp_path / "a.pdf", "842 0 0 595 0 0 cm /I Do\n", objects=[image], resources="/XObject << /I 100 0 R >>")
    )
    assert (found.blocks, codes(found)) == ((), ["copy-unread"])


ACTIVE = {
    "script on opening": "/OpenAction << /S /JavaScript /JS (app.alert(1)) >>",
    "script by name": "/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (x) >>] >> >>",
    "escaped name": "/OpenAction << /S /J#61vaScript /J#53 (x) >>",
    "program": "/OpenAction << /S /Launch /F (cmd.exe) >>",
    "sending": "/AA << /WC << /S /SubmitForm /F (http://example.invalid) >> >>",
    "film": "/X << /Subtype /RichMedia >>",
    "form of another kind": "/AcroForm << /XFA [(a) 100 0 R] >>",
}


@pytest.mark.parametrize("name", ACTIVE)
def test_what_could_act_is_named(tmp_path: Path, name: str) -> None:
    found = read(pdf(tmp_path / "a.pdf", table([HEAD]), catalog=ACTIVE[name]))
    assert codes(found) == ["active-content"]


def test_what_could_act_is_named_even_inside_a_stream_of_objects(tmp_path: Path) -> None:
    hidden = stream(b"200 0 << /S /JavaScript /JS (x) >>", "/Type /ObjStm /N 1 /First 6")
    assert codes(read(pdf(tmp_path / "a.pdf", table([HEAD]), objects=[hidden]))) == ["active-content"]


def test_an_attachment_is_said(tmp_path: Path) -> None:
    found = read(pdf(tmp_path / "a.pdf", table([HEAD]), catalog="/Names << /EmbeddedFiles << /Names [] >> >>"))
    assert codes(found) == ["hidden-content"]


DAMAGED = {
    "nothing behind its beginning": b"%PDF-1.7\n",
    "no pages": b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\ntrailer << /Root 1 0 R >>",
    "pages in a circle": b"%PDF-1.7\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n"
    b"2 0 obj << /Type /Pages /Kids [2 0 R 2 0 R] >> endobj\ntrailer << /Root 1 0 R >>",
    "an object that is itself": b"%PDF-1.7\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n2 0 obj 2 0 R endobj\n"
    b"trailer << /Root 1 0 R >>",
}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_file_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(DAMAGED[name])
    with pytest.raises(Refused) as refused:
        read(path)
    assert refused.value.problem.code == "file-damaged"

from __future__ import annotations

from pathlib import Path

import pytest

from extract.grid import Cell, Document, Table
from extract.readers.docx import read
from tests.readers.packages import NAMESPACES, p, r, sdt, tbl, tc, tr, word


def document(tmp_path: Path, body: str, **parts: str) -> Document:
    return read(word(tmp_path / "表.docx", body, **parts))


def lines(found: Document) -> list[str]:
    return [line.text for line in found.lines]


def grid(table: Table) -> dict[tuple[int, int], str]:
    return {(cell.row, cell.column): cell.text for cell in table.cells}


def at(found: Document, row: int, column: int) -> Cell:
    return next(cell for cell in found.tables[0].cells if (cell.row, cell.column) == (row, column))


def codes(found: Document) -> list[str]:
    return [problem.code for problem in found.problems]


def test_paragraphs_and_tables_come_in_reading_order_with_places(tmp_path: Path) -> None:
    found = document(tmp_path, p("自评表") + p() + tbl(tr(tc("项目"), tc("得分"))) + p("填报单位：水利厅"))
    assert [line.place for line in found.lines] == ["第1段", "第3段"]
    assert [cell.place for cell in found.tables[0].cells] == ["表1 第1行第1列", "表1 第1行第2列"]


TICK = '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'
INLINE = {
    "split runs": (r("9") + r(".") + r("5"), "9.5"),
    "insertion": (f'<w:ins w:id="1">{r("9.5")}</w:ins>', "9.5"),
    "deletion": (f'<w:del w:id="1"><w:r><w:delText>99</w:delText></w:r></w:del>{r("9.5")}', "9.5"),
    "moved": (f'<w:moveFrom w:id="1">{r("8")}</w:moveFrom><w:moveTo w:id="2">{r("9.5")}</w:moveTo>', "9.5"),
    "content control": (sdt(r("9.5"), '<w:tag w:val="rule:1.1.1:self_score"/>'), "9.5"),
    "nested controls": (sdt(sdt(r("9.5"))), "9.5"),
    "hint": (sdt(r("填分"), "<w:showingPlcHdr/>"), ""),
    "smart tag": (f'<w:smartTag w:element="x">{r("9.5")}</w:smartTag>', "9.5"),
    "custom xml": (f'<w:customXml w:element="x">{r("9.5")}</w:customXml>', "9.5"),
    "hyperlink": (f"<w:hyperlink>{r('9.5')}</w:hyperlink>", "9.5"),
    "simple field": (f'<w:fldSimple w:instr="=SUM(ABOVE)">{r("92.5")}</w:fldSimple>', "92.5"),
    "tick": (TICK, "✓"),
    "tick set as letters": (r("ü", '<w:rFonts w:ascii="Wingdings"/>'), "✓"),
    "ticked control": (sdt(r("☒"), '<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>'), "☑"),
    "empty box control": (sdt(r("☐"), '<w14:checkbox><w14:checked w14:val="0"/></w14:checkbox>'), "☐"),
    "tab and break": ("<w:r><w:t>4</w:t><w:tab/><w:t>5</w:t><w:br/><w:t>6</w:t></w:r>", "4\t5\n6"),
    "hyphens": ("<w:r><w:t>0731</w:t><w:noBreakHyphen/><w:t>8\u00ad0</w:t><w:softHyphen/></w:r>", "0731-80"),
    "ruby": (f"<w:r><w:ruby><w:rt>{r('zhang')}</w:rt><w:rubyBase>{r('张')}</w:rubyBase></w:ruby></w:r>", "张"),
    "hidden run": (r("999", "<w:vanish/>") + r("9.5"), "9.5"),
    "shown after all": (r("9.5", '<w:vanish w:val="0"/>'), "9.5"),
    "comment in xml": ("<w:r><w:t>9<!-- x -->.5</w:t></w:r>", "9.5"),
}


@pytest.mark.parametrize("name", INLINE)
def test_a_cell_says_what_a_person_sees(tmp_path: Path, name: str) -> None:
    inline, seen = INLINE[name]
    found = document(tmp_path, tbl(tr(tc("得分"), tc(p(inline)), tc("尾"))))
    assert grid(found.tables[0]) == {(0, 0): "得分", (0, 1): seen, (0, 2): "尾"}


def field(kind: str, inner: str = "") -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{inner}</w:fldChar></w:r>'


FIELDS = {
    "formula": (
        field("begin")
        + "<w:r><w:instrText>=SUM(ABOVE)</w:instrText></w:r>"
        + field("separate")
        + r("92")
        + field("end"),
        "92",
    ),
    "nested": (
        field("begin")
        + field("begin")
        + field("separate")
        + r("假")
        + field("end")
        + field("separate")
        + r("真")
        + field("end"),
        "真",
    ),
    "drop-down": (
        field(
            "begin",
            '<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="省级"/><w:listEntry w:val="市级"/>'
            "</w:ddList></w:ffData>",
        )
        + field("end"),
        "市级",
    ),
    "box": (field("begin", "<w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData>") + field("end"), "☑"),
    "never closed": (field("begin") + field("separate") + r("4"), "4"),
}


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_gives_its_result(tmp_path: Path, name: str) -> None:
    inline, seen = FIELDS[name]
    assert at(document(tmp_path, tbl(tr(tc(p(inline)), tc("后")))), 0, 0).text == seen


def test_a_field_that_is_never_closed_swallows_no_later_cell(tmp_path: Path) -> None:
    found = document(tmp_path, tbl(tr(tc(p(field("begin"))), tc("9.5"))) + p("尾"))
    assert at(found, 0, 1).text == "9.5"
    assert lines(found) == ["尾"]


WRAPPED_CELLS = {
    "control round the cell": sdt(tc("9.5"), '<w:tag w:val="t"/>'),
    "custom xml round the cell": f'<w:customXml w:element="x">{tc("9.5")}</w:customXml>',
    "two controls": sdt(sdt(tc("9.5"))),
    "block control in the cell": tc(sdt(p("9.5"))),
}


@pytest.mark.parametrize("name", WRAPPED_CELLS)
def test_a_wrapped_cell_shifts_nothing(tmp_path: Path, name: str) -> None:
    found = document(tmp_path, tbl(tr(tc("项目"), WRAPPED_CELLS[name], tc("备注"))))
    assert grid(found.tables[0]) == {(0, 0): "项目", (0, 1): "9.5", (0, 2): "备注"}


def test_a_wrapped_row_is_a_row(tmp_path: Path) -> None:
    found = document(tmp_path, tbl(tr(tc("1")), sdt(tr(tc("2"))), tr(tc("3"))))
    assert list(grid(found.tables[0]).values()) == ["1", "2", "3"]


def test_the_hint_of_a_cell_control_is_no_content_but_its_cell_stays(tmp_path: Path) -> None:
    found = document(tmp_path, tbl(tr(sdt(tc("填分"), "<w:showingPlcHdr/>"), tc("备注"))))
    assert grid(found.tables[0]) == {(0, 0): "", (0, 1): "备注"}


def test_the_tag_of_a_control_is_kept(tmp_path: Path) -> None:
    control = sdt(r("9.5"), '<w:tag w:val="rule:1.1.1:self_score"/>')
    found = document(tmp_path, tbl(tr(tc(p(control)))) + p(sdt(r("水利厅"), '<w:tag w:val="field:unit"/>')))
    assert at(found, 0, 0).tag == "rule:1.1.1:self_score"
    assert found.lines[0].tag == "field:unit"


def test_merged_cells_appear_once_with_their_spans(tmp_path: Path) -> None:
    span, start, go_on = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    found = document(
        tmp_path,
        tbl(
            tr(tc("标题", span), tc("c")),
            tr(tc("组", start), tc("1"), tc("4")),
            tr(tc("", go_on), tc("2"), tc("5")),
            tr(tc("缩进"), properties='<w:gridBefore w:val="1"/>'),
        ),
    )
    spans = {cell.text: (cell.row, cell.column, cell.rows, cell.columns) for cell in found.tables[0].cells}
    assert spans["标题"] == (0, 0, 1, 2)
    assert spans["组"] == (1, 0, 2, 1)
    assert spans["缩进"] == (3, 1, 1, 1)
    assert (found.tables[0].rows, found.tables[0].columns) == (4, 3)


def test_tracked_rows_and_cells_are_read_as_accepted(tmp_path: Path) -> None:
    gone = '<w:del w:id="1"/>'
    found = document(
        tmp_path, tbl(tr(tc("旧"), properties=gone), tr(tc("x", '<w:cellDel w:id="2"/>'), tc("新")), tr(tc("尾")))
    )
    assert grid(found.tables[0]) == {(0, 0): "新", (1, 0): "尾"}
    assert codes(found) == ["tracked-changes"]


def test_a_deleted_paragraph_mark_joins_two_paragraphs(tmp_path: Path) -> None:
    found = document(tmp_path, p("填报单位：", '<w:rPr><w:del w:id="1"/></w:rPr>') + p("水利厅"))
    assert lines(found) == ["填报单位：水利厅"]


def test_hidden_text_is_left_out_and_said_even_by_style(tmp_path: Path) -> None:
    hidden = '<w:style w:type="character" w:styleId="h"><w:rPr><w:vanish/></w:rPr></w:style>'
    styles = f"<w:styles {NAMESPACES}>{hidden}</w:styles>"
    found = document(tmp_path, p(r("旧值", '<w:rStyle w:val="h"/>') + r("新值")), styles=styles)
    assert lines(found) == ["新值"]
    assert codes(found) == ["hidden-content"]


BOX = f"<w:txbxContent>{p('框中字')}</w:txbxContent>"
BOXES = {
    "drawing": "<w:r><mc:AlternateContent>"
    f"<mc:Choice Requires='wps'><w:drawing><wps:txbx>{BOX}</wps:txbx></w:drawing></mc:Choice>"
    f"<mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
    "vml": f"<w:r><w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict></w:r>",
}


@pytest.mark.parametrize("name", BOXES)
def test_a_text_box_is_read_once(tmp_path: Path, name: str) -> None:
    found = document(tmp_path, p(BOXES[name]))
    assert [(line.text, line.place) for line in found.lines] == [("框中字", "第1段 文本框")]


def test_a_text_box_over_a_cell_is_a_line_and_said(tmp_path: Path) -> None:
    found = document(tmp_path, tbl(tr(tc(p(BOXES["vml"])))))
    assert (found.lines[0].text, found.lines[0].place) == ("框中字", "表1 第1行第1列 文本框")
    assert (at(found, 0, 0).text, codes(found)) == ("框中字", ["box-read"])


def test_a_text_box_over_a_cell_that_is_filled_is_only_said(tmp_path: Path) -> None:
    found = document(tmp_path, tbl(tr(tc(p("4") + p(BOXES["vml"])))))
    assert (at(found, 0, 0).text.strip(), codes(found)) == ("4", ["content-unplaced"])


@pytest.mark.parametrize("mark", ["<w:strike/>", "<w:dstrike/>"])
def test_what_is_crossed_out_is_left_out_and_said(tmp_path: Path, mark: str) -> None:
    found = document(tmp_path, tbl(tr(tc(p(r("1", mark) + r("8"))))))
    assert (at(found, 0, 0).text, codes(found)) == ("8", ["content-unplaced"])


def test_a_raised_digit_is_no_digit_of_the_number(tmp_path: Path) -> None:
    found = document(tmp_path, tbl(tr(tc(p(r("1") + r("2", '<w:vertAlign w:val="superscript"/>'))))))
    assert at(found, 0, 0).text == "1²"


def test_a_table_in_a_blank_cell_lends_it_its_only_text(tmp_path: Path) -> None:
    found = document(tmp_path, tbl(tr(tc(tbl(tr(tc("4"))) + p()))))
    assert at(found, 0, 0).text == "4"


def test_a_nested_table_hangs_on_its_cell(tmp_path: Path) -> None:
    found = document(tmp_path, tbl(tr(tc(p("外") + tbl(tr(tc("内"))) + p()))))
    cell = at(found, 0, 0)
    assert cell.text == "外"
    assert (cell.nested[0].cells[0].text, cell.nested[0].cells[0].place) == ("内", "表1 第1行第1列 内表1 第1行第1列")


def test_automatic_numbers_are_seen(tmp_path: Path) -> None:
    levels = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{}"/><w:suff w:val="nothing"/>'
        '<w:lvlText w:val="{}"/></w:lvl>'
    )
    numbering = (
        f'<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="0">{levels.format("decimal", "%1")}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1">{levels.format("chineseCounting", "%1、")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
        "</w:numbering>"
    )
    one, two = (f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>' for number in "12")
    body = tbl(tr(tc(p("", one)), tc("a")), tr(tc(p("", one)), tc("b"))) + p("总体", two) + p("做法", two)
    found = document(tmp_path, body, numbering=numbering)
    assert [at(found, row, 0).text for row in (0, 1)] == ["1", "2"]
    assert lines(found) == ["一、总体", "二、做法"]


def test_comments_hang_on_their_cell_and_notes_are_said(tmp_path: Path) -> None:
    comments = f'<w:comments {NAMESPACES}><w:comment w:id="3">{p("请核实")}</w:comment></w:comments>'
    footnotes = f'<w:footnotes {NAMESPACES}><w:footnote w:id="2">{p("另加1分")}</w:footnote></w:footnotes>'
    body = tbl(tr(tc(p('<w:r><w:t>4</w:t><w:commentReference w:id="3"/><w:footnoteReference w:id="2"/></w:r>'))))
    found = document(tmp_path, body, comments=comments, footnotes=footnotes)
    assert (at(found, 0, 0).text, at(found, 0, 0).comment) == ("4", "请核实")
    assert [(problem.code, problem.found) for problem in found.problems] == [("content-unplaced", "另加1分")]


def test_a_page_header_is_a_line(tmp_path: Path) -> None:
    header = f"<w:hdr {NAMESPACES}>{p('湖南省水利厅')}</w:hdr>"
    section = '<w:sectPr><w:headerReference w:type="default" r:id="rIdheader1"/></w:sectPr>'
    found = document(tmp_path, p("正文") + section, header1=header)
    assert [(line.text, line.place) for line in found.lines] == [("湖南省水利厅", "页眉"), ("正文", "第1段")]


def test_a_dde_field_is_active_content(tmp_path: Path) -> None:
    dde = field("begin") + '<w:r><w:instrText>DDEAUTO c:\\cmd.exe "/k"</w:instrText></w:r>' + field("end")
    assert codes(document(tmp_path, p(dde))) == ["active-content"]


def test_a_strict_document_reads_the_same(tmp_path: Path) -> None:
    path = word(tmp_path / "a.docx", tbl(tr(tc("9.5"))))
    import zipfile

    strict = tmp_path / "strict.docx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(strict, "w") as target:
        for name in source.namelist():
            content = source.read(name).decode()
            content = content.replace(
                "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                "http://purl.oclc.org/ooxml/wordprocessingml/main",
            ).replace(
                "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                "http://purl.oclc.org/ooxml/officeDocument/relationships",
            )
            target.writestr(name, content)
    assert read(strict).blocks == read(path).blocks

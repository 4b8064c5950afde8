from __future__ import annotations

import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from extract.grid import Cell, CellKind, Document
from extract.readers.xlsx import read
from tests.readers.packages import S, book, formats, relationships


def cells(found: Document) -> dict[str, Cell]:
    return {cell.place.split("!")[1]: cell for cell in found.tables[0].cells}


def codes(found: Document) -> list[str]:
    return [problem.code for problem in found.problems]


def row(number: int, *contents: str, attributes: str = "") -> str:
    return f'<row r="{number}" {attributes}>{"".join(contents)}</row>'


def c(reference: str, inner: str = "", attributes: str = "") -> str:
    return f'<c r="{reference}" {attributes}>{inner}</c>'


def text(reference: str, words: str) -> str:
    return c(reference, f"<is><t>{words}</t></is>", 't="inlineStr"')


def test_a_cell_knows_its_place_and_kind(tmp_path: Path) -> None:
    rows = row(
        7, text("A7", "管理制度"), c("G7", "<v>18</v>"), c("H7", "<v>1</v>", 't="b"'), c("I7", "<v>#REF!</v>", 't="e"')
    )
    found = cells(read(book(tmp_path / "a.xlsx", rows)))
    assert found["G7"].place == "自评表!G7"
    assert (found["G7"].kind, found["G7"].number, found["G7"].text) == (CellKind.NUMBER, Decimal(18), "18")
    assert (found["H7"].kind, found["H7"].text) == (CellKind.BOOLEAN, "TRUE")
    assert (found["I7"].kind, found["I7"].text) == (CellKind.ERROR, "#REF!")


NUMBERS = [
    ("3.4999999999999996", "General", "3.5", "3.5"),
    ("0.30000000000000004", "General", "0.3", "0.3"),
    ("4.0", "General", "4", "4"),
    ("4", "0.0", "4", "4.0"),
    ("3.5", "0.00", "3.5", "3.50"),
    ("0.9", "0%", "0.9", "90%"),
    ("92.5", '0.0"分"', "92.5", "92.5分"),
    ("12345.678", "#,##0.00", "12345.678", "12,345.68"),
    ("-2", "0;(0)", "-2", "(2)"),
    ("1E-3", "General", "0.001", "0.001"),
    ("4", "[&lt;60]0;[&gt;=60]0.0", "4", "4"),
    ("5", "0.##", "5", "5"),
    ("7", "@", "7", "7"),
    ("9.5", 'General"分"', "9.5", "9.5分"),
]


@pytest.mark.parametrize(("stored", "code", "number", "seen"), NUMBERS)
def test_a_number_is_exact_and_looks_as_formatted(
    tmp_path: Path, stored: str, code: str, number: str, seen: str
) -> None:
    path = book(tmp_path / "a.xlsx", row(1, c("A1", f"<v>{stored}</v>", 's="1"')), styles=formats("General", code))
    cell = cells(read(path))["A1"]
    assert (cell.number, cell.text, cell.kind) == (Decimal(number), seen, CellKind.NUMBER)


DATES = [
    ("46307", 'yyyy"年"m"月"d"日"', "2026年10月12日", date(2026, 10, 12)),
    ("46307", "yyyy-mm-dd", "2026-10-12", date(2026, 10, 12)),
    ("46115", 'm"月"d"日"', "4月3日", date(2026, 4, 3)),
    ("46145", "m/d", "5/3", date(2026, 5, 3)),
    ("46307", '[DBNum1]yyyy"年"m"月"d"日";@', "二〇二六年十月十二日", date(2026, 10, 12)),
    ("46307.5", "yyyy/m/d h:mm", "2026/10/12 12:00", date(2026, 10, 12)),
    ("0.15625", "h:mm", "3:45", None),
    ("60", "yyyy/m/d", "60", None),
]


@pytest.mark.parametrize(("stored", "code", "seen", "day"), DATES)
def test_a_date_is_a_day_and_never_a_number(
    tmp_path: Path, stored: str, code: str, seen: str, day: date | None
) -> None:
    path = book(tmp_path / "a.xlsx", row(1, c("A1", f"<v>{stored}</v>", 's="1"')), styles=formats("General", code))
    cell = cells(read(path))["A1"]
    assert (cell.kind, cell.text, cell.date, cell.number) == (CellKind.DATE, seen, day, None)


def test_the_1904_calendar_is_counted_from_1904(tmp_path: Path) -> None:
    rows, styles = row(1, c("A1", "<v>44845</v>", 's="0"')), formats("yyyy/m/d")
    found = read(book(tmp_path / "a.xlsx", rows, styles=styles, workbook='<workbookPr date1904="1"/>'))
    assert cells(found)["A1"].date == date(2026, 10, 12)


def test_rich_strings_are_joined_and_phonetic_guides_left_out(tmp_path: Path) -> None:
    strings = (
        "<si><t>整</t></si><si><r><t>长沙</t></r><r><t>市</t></r><rPh sb='0' eb='1'><t>chang</t></rPh></si>"
        "<si><t>a_x000D_b</t></si>"
    )
    rows = row(1, *(c(f"{letter}1", f"<v>{index}</v>", 't="s"') for index, letter in enumerate("ABC")))
    found = cells(read(book(tmp_path / "a.xlsx", rows, strings=strings)))
    assert [found[place].text for place in ("A1", "B1", "C1")] == ["整", "长沙市", "a\nb"]


def test_formulas_keep_their_text_and_their_stored_result(tmp_path: Path) -> None:
    rows = row(
        1,
        c("A1", "<f>SUM(B1:C1)</f><v>7.5</v>"),
        c("B1", "<f>C1</f>"),
        c("C1", '<f>IF(1,"")</f><v></v>', 't="str"'),
        c("D1", '<f t="shared" si="0" ref="D1:D2">A1+$A$1</f><v>3</v>'),
    ) + row(2, c("D2", '<f t="shared" si="0"/><v>4</v>'))
    found = cells(read(book(tmp_path / "a.xlsx", rows)))
    assert (found["A1"].number, found["A1"].formula, found["A1"].kind) == (
        Decimal("7.5"),
        "=SUM(B1:C1)",
        CellKind.NUMBER,
    )
    assert (found["B1"].kind, found["B1"].formula, found["B1"].number) == (CellKind.FORMULA, "=C1", None)
    assert found["C1"].kind is CellKind.EMPTY
    assert found["D2"].formula == "=A2+$A$1"


def test_a_merged_cell_appears_once_and_what_it_covers_is_hidden(tmp_path: Path) -> None:
    rows = row(1, text("A1", "组"), c("B1")) + row(2, text("A2", "盖住"), text("C2", "旁"))
    merges = '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'
    document = read(book(tmp_path / "a.xlsx", rows, after=merges))
    found = cells(document)
    assert (found["A1"].rows, found["A1"].columns) == (2, 2)
    assert "B1" not in found
    assert found["A2"].hidden
    assert codes(document) == ["hidden-content"]


HIDDEN = [
    ("", 'hidden="1"'),
    ("", 'ht="0" customHeight="1"'),
    ('<cols><col min="1" max="1" width="9" hidden="1"/></cols>', ""),
    ('<cols><col min="1" max="3" width="0" customWidth="1"/></cols>', ""),
]


@pytest.mark.parametrize(("before", "attributes"), HIDDEN)
def test_hidden_rows_and_columns_are_marked_and_said(tmp_path: Path, before: str, attributes: str) -> None:
    found = read(book(tmp_path / "a.xlsx", row(1, text("A1", "旧"), attributes=attributes), before))
    assert cells(found)["A1"].hidden
    assert codes(found) == ["hidden-content"]


def test_a_merged_cell_that_still_shows_is_not_hidden(tmp_path: Path) -> None:
    rows = row(1, text("A1", "组"), attributes='hidden="1"') + row(2, text("B2", "值"))
    found = read(book(tmp_path / "a.xlsx", rows, after='<mergeCells><mergeCell ref="A1:A2"/></mergeCells>'))
    assert not cells(found)["A1"].hidden
    assert codes(found) == []


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_marked_and_said(tmp_path: Path, state: str) -> None:
    sheets = f'<sheet name="旧表" sheetId="1" state="{state}" r:id="rId1"/>'
    found = read(book(tmp_path / "a.xlsx", row(1, text("A1", "旧")), sheets=sheets))
    assert found.tables[0].hidden
    assert "旧表" in found.problems[0].message


def test_a_value_that_its_format_blanks_is_hidden(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", row(1, c("A1", "<v>9</v>", 's="0"')), styles=formats(";;;"))
    assert cells(read(path))["A1"].hidden
    assert codes(read(path)) == ["hidden-content"]


def test_comments_hang_on_their_cells(tmp_path: Path) -> None:
    comment = '<comment ref="B2"><text><t>请核实</t></text></comment>'
    parts: dict[str, str | bytes] = {
        "xl/worksheets/_rels/sheet1.xml.rels": relationships(("r1", "comments", "../c.xml")),
        "xl/c.xml": f'<comments xmlns="{S}"><commentList>{comment}</commentList></comments>',
    }
    found = read(book(tmp_path / "a.xlsx", row(1, text("A1", "x")), parts=parts))
    assert cells(found)["B2"].comment == "请核实"


def test_shapes_and_print_headers_are_lines(tmp_path: Path) -> None:
    drawing = (
        '<d:wsDr xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><d:sp><d:txBody><a:p><a:r><a:t>填报单位：</a:t></a:r>'
        "<a:r><a:t>水利厅</a:t></a:r></a:p></d:txBody></d:sp></d:wsDr>"
    )
    parts: dict[str, str | bytes] = {
        "xl/worksheets/_rels/sheet1.xml.rels": relationships(("r1", "drawing", "../d.xml")),
        "xl/d.xml": drawing,
    }
    header = (
        '<headerFooter><oddHeader>&amp;L&amp;"宋体,常规"&amp;12湖南省水利厅&amp;R第&amp;P页</oddHeader></headerFooter>'
    )
    found = read(book(tmp_path / "a.xlsx", row(1, text("A1", "x")), after=header, parts=parts))
    assert [(line.text, line.place) for line in found.lines] == [
        ("湖南省水利厅", "自评表 页眉"),
        ("第页", "自评表 页眉"),
        ("填报单位：水利厅", "自评表 文本框"),
    ]


def test_cells_without_references_follow_one_another(tmp_path: Path) -> None:
    found = cells(
        read(book(tmp_path / "a.xlsx", "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"))
    )
    assert {place: cell.text for place, cell in found.items()} == {"A1": "1", "B1": "2", "A2": "3"}


def test_the_mark_of_our_own_forms_is_read(tmp_path: Path) -> None:
    from generate.custom_properties import with_property_parts

    plain = book(tmp_path / "a.xlsx", row(1, text("A1", "x")))
    with zipfile.ZipFile(plain) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    mark = [("表单标识", "hunan-2020|self_assessment|2026"), ("表单单位", "湖南省水利厅")]
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as package:
        for name, content in with_property_parts(parts, "t", "o", 2026, mark).items():
            package.writestr(name, content)
    found = read(tmp_path / "b.xlsx").mark
    assert found is not None
    assert (found.form_set, found.kind, found.year, found.unit) == (
        "hunan-2020",
        "self_assessment",
        2026,
        "湖南省水利厅",
    )


ABSURD = [
    (row(1048576, text("XFD1048576", "x")) + row(1048575, text("A1", "x")), ""),
    (row(1, text("A1", "x")) + row(1048576, text("XFD1048576", "x")), ""),
    (row(1, text("A1", "x")), '<mergeCells><mergeCell ref="A1:XFD2000"/></mergeCells>'),
]


@pytest.mark.parametrize(("rows", "after"), ABSURD)
def test_absurd_corners_are_refused(tmp_path: Path, rows: str, after: str) -> None:
    from jieyue.safe.refusal import Refused

    with pytest.raises(Refused) as refused:
        read(book(tmp_path / "a.xlsx", rows, after=after))
    assert refused.value.problem.code == "file-too-large"


def test_a_title_merged_over_a_whole_row_is_no_reason_to_refuse(tmp_path: Path) -> None:
    merges = '<mergeCells><mergeCell ref="A1:XFD1"/></mergeCells>'
    found = read(book(tmp_path / "a.xlsx", row(1, text("A1", "题")) + row(2, text("D2", "x")), after=merges))
    assert cells(found)["A1"].columns == 4


def test_a_dde_formula_is_active_content(tmp_path: Path) -> None:
    rows = row(1, c("A1", "<f>cmd|'/c calc'!A1</f><v>0</v>"))
    assert codes(read(book(tmp_path / "a.xlsx", rows))) == ["active-content"]

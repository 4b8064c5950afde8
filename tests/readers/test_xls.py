from __future__ import annotations

import struct
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from extract.grid import Cell, CellKind, Document, Mark
from extract.readers.biff import Scanner
from extract.readers.biff_strings import Pieces, sized_text
from extract.readers.xls import read
from extract.readers.xlsx import read as read_xlsx
from extract.sniff import sniff
from jieyue.safe.refusal import Refused
from tests.readers.alike import codes, lines, seen
from tests.readers.biff_books import bof, book, formula, number, record, shared_string, stream_of
from tests.readers.legacy.sources import workbook
from tests.readers.ole_edit import with_bytes

XLS = Path(__file__).parent / "legacy" / "workbook.xls"


def cells(found: Document) -> dict[str, Cell]:
    return {cell.place: cell for table in found.tables for cell in table.cells}


def test_a_workbook_saved_as_xls_reads_as_it_did_as_xlsx(tmp_path: Path) -> None:
    old, new = read(XLS), read_xlsx(workbook(tmp_path / "a.xlsx"))
    kept = set(seen(new, formulas=False))
    assert {place: cell for place, cell in seen(old).items() if place in kept} == seen(new, formulas=False)
    assert [(table.name, table.rows, table.columns, table.hidden) for table in old.tables] == [
        (table.name, table.rows, table.columns, table.hidden) for table in new.tables
    ]
    assert (lines(old), codes(old), old.mark) == (lines(new), codes(new), new.mark)


def test_the_mark_survives() -> None:
    assert read(XLS).mark == Mark("hunan-2020", "self_assessment", 2026, "湖南省水利厅")


def test_numbers_dates_errors_and_formulas_are_what_they_are() -> None:
    found = cells(read(XLS))
    assert (found["自评表!B3"].number, found["自评表!B3"].text) == (Decimal("3.5"), "3.50")
    assert found["自评表!B4"].number == Decimal("0.3")
    assert (found["自评表!B7"].kind, found["自评表!B7"].text) == (CellKind.TEXT, "4.5")
    assert (found["自评表!B9"].kind, found["自评表!B9"].date) == (CellKind.DATE, date(2026, 10, 12))
    assert (found["自评表!C8"].kind, found["自评表!C8"].text) == (CellKind.ERROR, "#DIV/0!")
    assert (found["自评表!B10"].formula, found["自评表!B10"].number) == ("=SUM(B3:B6)", Decimal("12355.478"))
    assert (found["自评表!C5"].formula, found["自评表!C5"].text) == ('=IF(B3>3,"达标","")', "达标")


def test_what_is_hidden_is_kept_marked_and_said() -> None:
    found = read(XLS)
    assert {cell.text for cell in cells(found).values() if cell.hidden} == {"四", "6", "藏行", "藏列"}
    assert [table.hidden for table in found.tables] == [False, True]
    assert codes(found) == ["hidden-content", "hidden-content"]


def test_a_comment_hangs_on_its_cell() -> None:
    assert cells(read(XLS))["自评表!B3"].comment == "与办公室核对过"


def test_a_result_that_was_never_calculated_is_not_a_zero(tmp_path: Path) -> None:
    reference = b"\x44" + struct.pack("<HH", 0, 0xC000)
    path = book(tmp_path / "a.xls", number(0, 0, 5), formula(1, 0, 0.0, reference, options=2))
    cell = cells(read(path))["表!A2"]
    assert (cell.kind, cell.text, cell.number) == (CellKind.FORMULA, "=A1", None)


TRUSTED = {
    "by Excel, a reference": (b"\x44" + struct.pack("<HH", 0, 0xC000), b"\xd5\x38\x02\x00", CellKind.NUMBER),
    "by LibreOffice, a reference": (b"\x44" + struct.pack("<HH", 0, 0xC000), b"\x54\x8d\x01\x00", CellKind.FORMULA),
    "by LibreOffice, a sum": (
        b"\x25" + struct.pack("<HHHH", 0, 0, 0xC000, 0xC000) + b"\x19\x10\0\0",
        b"\x54\x8d\x01\x00",
        CellKind.NUMBER,
    ),
    "by nobody that says so": (b"\x44" + struct.pack("<HH", 0, 0xC000), b"", CellKind.FORMULA),
}


@pytest.mark.parametrize("name", TRUSTED)
def test_a_zero_is_believed_where_the_program_calculates(tmp_path: Path, name: str) -> None:
    tokens, engine, kind = TRUSTED[name]
    path = book(tmp_path / "a.xls", number(0, 0, 5), formula(1, 0, 0.0, tokens), engine=engine)
    assert cells(read(path))["表!A2"].kind is kind


def test_an_empty_text_as_result_of_a_number_formula_is_no_result(tmp_path: Path) -> None:
    nothing = struct.unpack("<d", b"\x03\0\0\0\0\0\xff\xff")[0]
    tokens = b"\x25" + struct.pack("<HHHH", 0, 0, 0xC000, 0xC000) + b"\x19\x10\0\0"
    path = book(tmp_path / "a.xls", number(0, 0, 5), formula(1, 0, nothing, tokens))
    assert cells(read(path))["表!A2"].text == "=SUM(A1:A1)"


def test_a_formula_that_cannot_be_told_still_has_its_result(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xls", formula(0, 0, 7.0, b"\xff\xff"))
    assert (cells(read(path))["表!A1"].formula, cells(read(path))["表!A1"].number) == ("=?", Decimal(7))


def refusal(path: Path) -> str:
    with pytest.raises(Refused) as refused:
        read(path)
    return refused.value.problem.code


def test_a_workbook_with_a_password_is_refused_as_encrypted(tmp_path: Path) -> None:
    assert refusal(book(tmp_path / "a.xls", globals_more=record(0x2F, b"\0" * 6))) == "file-encrypted"


def test_macro_sheets_and_links_are_active_content(tmp_path: Path) -> None:
    link = record(0x1AE, struct.pack("<HH", 1, 4) + b"\0a\x03b")
    found = read(book(tmp_path / "a.xls", number(0, 0, 1), globals_more=link, macro_sheet=True))
    assert [(problem.code, problem.found) for problem in found.problems] == [("active-content", "DDE公式、宏表")]


def test_text_boxes_are_lines_and_print_lines_too(tmp_path: Path) -> None:
    header = record(0x14, struct.pack("<HB", 6, 0) + b"&CTop1")
    box = record(0x5D, struct.pack("<HHHH", 0x15, 18, 6, 1) + bytes(14))
    words = record(0x1B6, bytes(10) + struct.pack("<HH", 2, 0) + bytes(4)) + record(
        0x3C, b"\1" + "水利".encode("utf-16-le")
    )
    found = read(book(tmp_path / "a.xls", header, number(0, 0, 1), box, words))
    assert [(line.place, line.text) for line in found.lines] == [("表 页眉", "Top1"), ("表 文本框", "水利")]


def test_control_characters_are_no_text(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xls", shared_string(0, 0, 0), strings=("a\x01\r\nb",))
    assert cells(read(path))["表!A1"].text == "a\nb"


MASKED = {
    "a name": record(0x18, b"\xff" * 9),
    "a conditional format": record(0x1B0, b"\xff" * 3),
    "a hyperlink": record(0x1B8, b"\xff" * 5),
    "an object": record(0x5D, b"\x07\x00"),
}


@pytest.mark.parametrize("name", MASKED)
def test_a_record_that_says_nothing_of_cells_cannot_spoil_them(tmp_path: Path, name: str) -> None:
    path = book(tmp_path / "a.xls", MASKED[name], number(0, 0, 4.5), globals_more=MASKED[name])
    assert cells(read(path))["表!A1"].number == Decimal("4.5")


def test_a_stream_that_breaks_off_is_damaged(tmp_path: Path) -> None:
    whole = stream_of(number(0, 0, 1))
    for kept in (3, 9, len(whole) - 8, len(whole) - 2):
        (tmp_path / "a.xls").write_bytes(whole[:kept])
        assert refusal(tmp_path / "a.xls") == "file-damaged"


def test_too_many_cells_are_refused_before_they_are_read(tmp_path: Path) -> None:
    wide = record(0xBE, struct.pack("<HH", 0, 0) + b"\0\0" * 4000 + b"\0\0")
    assert refusal(book(tmp_path / "a.xls", *([wide] * 1300))) == "file-too-large"


def test_one_sheet_listed_many_times_counts_each_time(tmp_path: Path) -> None:
    assert refusal(book(tmp_path / "a.xls", number(0, 0, 1), listed=1001)) == "file-too-large"


def test_a_workbook_without_container_is_read_and_known(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xls", number(0, 0, 4.5))
    assert sniff(path) == "xls"


def test_a_sheet_that_begins_nowhere_is_damage() -> None:
    with pytest.raises(Refused):
        Scanner(bof(5) + record(0x85, struct.pack("<IBB", 9999, 0, 0) + b"\1\0a") + record(0x0A)).scan()


def test_texts_in_pieces_are_joined() -> None:
    pieces = Pieces(bytes(10) + struct.pack("<HH", 4, 8))
    for part in (b"\1" + "水利".encode("utf-16-le"), b"\0ab", b"\0not text but fonts"):
        pieces.add(part)
    assert pieces.text == "水利ab"
    assert sized_text(b"\3\0\0ab", 0) == "ab"


def test_an_encrypted_fixture_keeps_its_length(tmp_path: Path) -> None:
    path = with_bytes(XLS, tmp_path / "a.xls", "Workbook", 0, b"\x09\x08")
    assert seen(read(path)) == seen(read(XLS))

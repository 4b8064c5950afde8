"""Rows written as XML are to the byte those of XlsxWriter; a list longer than a sheet goes on on the next."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest
import xlsxwriter

from generate.ledger_rows import RowMaker, column_letters, sheetfuls
from generate.ledgerwriter import Face, LedgerBook

_DECIMALS = ("0", "0.0", "-0.0", "79.5", "100.00", "0.000001", "0.0000001", "123456789012345.5", "1E+2", "-1.25")
_VALUES = (
    *map(Decimal, _DECIMALS),
    *(0, 7, -3, 10**14, 10**17, True, False, date(1900, 3, 1), date(2026, 2, 29 - 1)),
    *(
        "",
        None,
        "湖南省水利厅",
        " 前后有空格 ",
        "A&B<c>\"'",
        "多行\n文字",
        "_x0041_",
        "=1+1",
        "-3",
        "x" * 40_000,
        "𠮷" * 20_000,
    ),
)


def _sheet(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("xl/worksheets/sheet1.xml").partition(b"<sheetData>")[2].partition(b"</sheetData>")[0]


def _by_xlsxwriter() -> bytes:
    """The same values through XlsxWriter's own methods, cell by cell."""
    from generate.plain_text import cell_text

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True})
    sheet, look, quoted = book.add_worksheet("甲"), book.add_format({"bold": True}), book.add_format({"italic": True})
    for row, value in enumerate(_VALUES):
        if value in (None, "") and value is not False and not isinstance(value, int | Decimal):
            sheet.write_blank(row, 0, None, look)
        elif isinstance(value, str):
            sheet.write_string(row, 0, cell_text(value), quoted if value[0] in "=-" else look)
        elif isinstance(value, date):
            sheet.write_datetime(row, 0, value, look)
        else:
            sheet.write_number(row, 0, value, look)
    book.close()
    return _sheet(out.getvalue())


def test_every_kind_of_cell_is_written_as_xlsxwriter_writes_it():
    numbers: dict[bool, int] = {}
    maker = RowMaker(1, lambda _, quoted: numbers.setdefault(quoted, len(numbers) + 1))
    made = "".join(maker.row(row, [value]) for row, value in enumerate(_VALUES, 1))
    assert made.encode() == _by_xlsxwriter()


@pytest.mark.parametrize(
    ("text", "height"),
    [("短", None), ("一二三四五", ' ht="28"'), ("一\n二\n三", ' ht="41"'), ("长" * 9_000, ' ht="409"'), (None, None)],
)
def test_a_row_is_as_high_as_its_longest_wrapped_text(text, height):
    row = RowMaker(2, lambda *_: 1, {1: 10}).row(1, ["不折行的长文字" * 9, text])
    assert row.startswith(f'<row r="1"{height or ""}>')


@pytest.mark.parametrize(("column", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_have_their_letters(column, letters):
    assert column_letters(column) == letters


def test_a_text_that_looks_like_rich_text_stays_text():
    book = LedgerBook()
    book.sheet("甲").lines([["<r><t>假</t></r>"]], [Face()])
    assert b"&lt;r&gt;" in _sheet(book.saved("甲", "乙", 2026))


@pytest.mark.parametrize(
    ("count", "sheets"),
    [
        (0, [("", [])]),
        (3, [("", [0, 1, 2])]),
        (4, [("", [0, 1, 2]), ("2", [3])]),
        (6, [("", [0, 1, 2]), ("2", [3, 4, 5])]),
    ],
)
def test_a_list_longer_than_a_sheet_goes_on_on_the_next(count, sheets):
    assert [(name, list(lines)) for name, lines in sheetfuls(range(count), most=3)] == sheets


def test_more_rows_than_a_worksheet_has_are_refused_rather_than_dropped(monkeypatch):
    monkeypatch.setattr("generate.ledgerwriter.MOST_ROWS", 2)
    book = LedgerBook()
    with pytest.raises(ValueError, match="3 rows"):
        book.sheet("甲").lines([["一"], ["二"], ["三"]], [Face()])
    book.file.close()

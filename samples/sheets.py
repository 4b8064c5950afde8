"""Workbooks as fillers send them, from rows of values; merges, hidden sheets and text numbers as asked."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Border, Font, Side

from samples.parcels import steady, zipped

Value = str | int | Decimal | None
_SUM = re.compile(r"(<c [^>]*>)<f>SUM\(([A-Z0-9:,]+)\)</f><v\s*/?>(?:</v>)?")
_THIN = Side(style="thin")
_GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


def add_sheet(
    book: Workbook,
    name: str,
    rows: Iterable[Sequence[Value]],
    merges: Iterable[str] = (),
    widths: Sequence[float] = (),
) -> None:
    """A worksheet of these rows; a title is whatever stands alone in its row."""
    sheet = book.create_sheet(name)
    for row in rows:
        sheet.append(list(row))
    for cells in sheet.iter_rows():
        alone = sum(cell.value is not None for cell in cells) == 1
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="center")
            if alone:
                cell.font = Font(name="方正小标宋简体", size=16)
            else:
                cell.border = _GRID
    for area in merges:
        sheet.merge_cells(area)
    for column, width in zip("ABCDEFGHIJKLMNOP", widths, strict=False):
        sheet.column_dimensions[column].width = width


def new_book() -> Workbook:
    """A workbook without sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    return book


def saved(book: Workbook) -> bytes:
    """The file, the same bytes every time."""
    out = io.BytesIO()
    book.save(out)
    return steady(out.getvalue())


def filled(blank: bytes, sheet: str, values: Mapping[str, Value]) -> bytes:
    """A blank workbook with ``values`` typed into its cells (``G7``), its sums worked out as WPS would on saving."""
    book = load_workbook(io.BytesIO(blank))
    for place, value in values.items():
        book[sheet][place] = value
    data = saved(book)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = f"xl/worksheets/sheet{book.sheetnames.index(sheet) + 1}.xml"
    parts[name] = _SUM.sub(lambda found: _worked_out(found, values), parts[name].decode("utf-8")).encode("utf-8")
    return zipped(parts)


def _worked_out(found: re.Match[str], values: Mapping[str, Value]) -> str:
    """A sum with its result beside it."""
    result = Decimal(0)
    for part in found[2].split(","):
        first, _, last = part.partition(":")
        column, start = first[0], int(first[1:])
        for row in range(start, int((last or first)[1:]) + 1):
            value = values.get(f"{column}{row}")
            result += value if isinstance(value, Decimal) else 0
    return f"{found[1]}<f>SUM({found[2]})</f><v>{result}</v>"

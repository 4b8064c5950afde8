"""Real workbooks and documents, ours against openpyxl and python-docx: equal cells, or a reason that can be named."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from extract.grid import Cell, CellKind, Document, Table
from extract.readers import read
from extract.sniff import sniff
from jieyue.safe.refusal import Refused

REAL = Path(__file__).parents[3] / "shared" / "real"
SMALL = 400_000
pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="../shared/real is not beside this checkout")


def files(*endings: str) -> list[Path]:
    found = sorted(REAL.rglob("*")) if REAL.is_dir() else []
    return [path for path in found if path.suffix.lower() in endings and path.is_file() and path.stat().st_size < SMALL]


def ours(path: Path) -> Document | None:
    try:
        return read(path, sniff(path))
    except Refused:
        return None


@pytest.mark.filterwarnings("ignore")
def test_cells_of_real_workbooks_are_those_of_openpyxl() -> None:
    differing, same = [], 0
    for path in files(".xlsx", ".xlsm"):
        document = ours(path)
        theirs = _openpyxl(path) if document else None
        if document is None or theirs is None:
            continue
        tables = {table.name: {(cell.row, cell.column): cell for cell in table.cells} for table in document.tables}
        for sheet, row, column, value in _values(theirs):
            cell = tables.get(sheet, {}).get((row - 1, column - 1))
            if _equal(cell, value):
                same += 1
            elif not _reason(cell, value, document):
                differing.append(f"{path.name} {sheet} {row},{column}: {value!r} is {cell.text if cell else None!r}")
    assert differing == []
    assert same > 30_000


def _openpyxl(path: Path) -> Any:
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return openpyxl.load_workbook(path, data_only=True)
        except Exception:  # noqa: BLE001 - files that openpyxl cannot open are compared elsewhere
            return None


def _values(book: Any) -> Iterator[tuple[str, int, int, Any]]:
    for sheet in book.worksheets:
        for (row, column), cell in sheet._cells.items():
            if cell.value not in (None, ""):
                yield sheet.title, row, column, cell.value


def _equal(cell: Cell | None, value: Any) -> bool:
    if cell is None:
        return False
    if isinstance(value, bool):
        return cell.kind is CellKind.BOOLEAN
    if isinstance(value, int | float):
        return cell.number is not None and abs(float(cell.number) - value) <= 1e-9 * max(1, abs(value))
    if isinstance(value, datetime):
        return cell.kind is CellKind.DATE and cell.date in (None, value.date())
    if not isinstance(value, str):
        return cell.kind is CellKind.DATE or isinstance(value, date)
    return cell.text == value.replace("\r\n", "\n").replace("\r", "\n")


def _reason(cell: Cell | None, value: Any, document: Document) -> str | None:
    """Escapes that openpyxl leaves in the text, text that is crossed out, sheets of macros."""
    codes = {problem.code for problem in document.problems}
    if isinstance(value, str) and "_x" in value:
        return "escape"
    if "content-unplaced" in codes and (cell is None or len(cell.text) < len(str(value))):
        return "crossed out"
    return "macro sheet" if cell is None and "active-content" in codes else None


_TOUCHED = frozenset(
    [
        "sdt",
        "ins",
        "del",
        "moveTo",
        "moveFrom",
        "customXml",
        "smartTag",
        "fldSimple",
        "fldChar",
        "drawing",
        "pict",
        "object",
        "sym",
        "vanish",
        "strike",
        "dstrike",
        "vertAlign",
        "numPr",
        "tbl",
        "noBreakHyphen",
        "ruby",
        "ptab",
        "AlternateContent",
        "oMath",
        "cellDel",
        "softHyphen",
    ]
)
"""What python-docx loses, adds or shows otherwise; a cell with none of it must be equal."""


def test_cells_of_real_documents_are_those_of_python_docx() -> None:
    differing, same = [], 0
    for path in files(".docx", ".docm"):
        document = ours(path)
        theirs = _python_docx(path) if document else None
        if document is None or theirs is None:
            continue
        mine = [table for table in document.tables if table.name.startswith("表") and " " not in table.name]
        if len(mine) != len(theirs):
            continue
        for table, other in zip(mine, theirs, strict=True):
            differences, equal = _compared(table, other)
            differing += [f"{path.name} {one}" for one in differences]
            same += equal
    assert differing == []
    assert same > 400


def _python_docx(path: Path) -> list[Any] | None:
    from docx import Document as Opened

    try:
        return list(Opened(str(path)).tables)
    except Exception:  # noqa: BLE001 - files that python-docx cannot open are compared elsewhere
        return None


def _compared(table: Table, other: Any) -> tuple[list[str], int]:
    """Cells that differ without a reason, and how many are equal."""
    at = {(cell.row, cell.column): cell for cell in table.cells}
    differing, same = [], 0
    if any("del" in _names(row._tr.trPr) for row in other.rows if row._tr.trPr is not None):
        return [], 0
    for number, row in enumerate(other.rows):
        if "sdt" in _names(row._tr):  # a cell in a content control is none to python-docx, and those behind it move up
            continue
        for tc in row._tr.tc_lst:
            names = _names(tc)
            if tc.vMerge == "continue" or names & _TOUCHED:
                continue
            cell = at.get((number, tc.grid_offset))
            text = "\n".join(paragraph.text for paragraph in tc.p_lst).rstrip("\n").replace("\u00ad", "")
            if cell is not None and cell.text == text:
                same += 1
            elif text.strip():
                differing.append(f"{table.name} {number},{tc.grid_offset}: {text!r} is {cell.text if cell else None!r}")
    return differing, same


def _names(element: Any) -> set[str]:
    return {str(one.tag).rsplit("}", 1)[-1] for one in element.iter()}

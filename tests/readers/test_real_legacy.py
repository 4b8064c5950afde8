"""Real xls and doc files of other projects: read within limits, none taken for a form, cells as others see them."""

from __future__ import annotations

import io
import math
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import xlrd

from extract import extract
from extract.grid import CellKind, Document, Table
from extract.readers import read
from extract.sniff import sniff
from jieyue.formset import load_form_set
from jieyue.safe.refusal import Refused
from tests.readers.alike import all_cells
from tests.readers.legacy.make import converted

REAL = Path(__file__).resolve().parents[3] / "shared" / "real"
XLS = sorted(path for path in REAL.glob("*/*") if path.suffix.lower() in (".xls", ".et"))
DOC = sorted(path for path in REAL.glob("*/*") if path.suffix.lower() in (".doc", ".wps"))
REFUSALS = {
    "file-damaged",
    "file-encrypted",
    "file-too-large",
    "file-unsupported",
    "form-unrecognised",
    "classified-marking",
}
SECONDS = 10
GIGABYTE = 1 << 30

pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="../shared/real is not beside this checkout")


def test_every_real_file_is_answered_in_time_and_none_is_a_form() -> None:
    form_set = load_form_set("hunan-2020")
    for path in (*XLS, *DOC):
        began = time.monotonic()
        codes = {problem.code for problem in extract(path, [form_set]).problems}
        assert time.monotonic() - began < SECONDS, path.name
        assert codes & REFUSALS, f"{path.name} was taken for a form: {codes}"
        assert "file-poison" not in codes, path.name


def test_all_real_files_are_read_within_a_gigabyte() -> None:
    resource = pytest.importorskip("resource", reason="memory cannot be capped here")
    code = (
        "import sys; from pathlib import Path; from extract.readers import read; from extract.sniff import sniff\n"
        "from jieyue.safe.refusal import Refused\n"
        "for name in sys.argv[1:]:\n"
        "    try: read(Path(name), sniff(Path(name)))\n"
        "    except Refused: pass\n"
    )
    cap = resource.RLIMIT_AS
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, (*XLS, *DOC))],
        preexec_fn=lambda: resource.setrlimit(cap, (GIGABYTE, GIGABYTE)),
        cwd=Path(__file__).parents[2],
        check=False,
        capture_output=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr[-2000:]


def document(path: Path) -> Document | None:
    try:
        return read(path, sniff(path))
    except Refused:
        return None


def test_hardly_any_real_workbook_is_refused_without_a_password() -> None:
    refused = Counter()
    for path in XLS:
        try:
            read(path, sniff(path))
        except Refused as reason:
            refused[reason.problem.code] += 1
    assert sum(refused.values()) - refused["file-encrypted"] <= 3, refused


def plainly(path: Path) -> dict[tuple[str, int, int], object] | None:
    """The numbers and texts of a workbook as xlrd gives them, without formats; None where it cannot."""
    try:
        book = xlrd.open_workbook(str(path), logfile=io.StringIO(), ragged_rows=True)
    except Exception:  # noqa: BLE001 - the other reader's own troubles
        return None
    return {
        (sheet.name, row, column): value
        for sheet in book.sheets()
        for row in range(sheet.nrows)
        for column, (kind, value) in enumerate(zip(sheet.row_types(row), sheet.row_values(row), strict=True))
        if kind in (xlrd.XL_CELL_TEXT, xlrd.XL_CELL_NUMBER) and value != ""
    }


def test_numbers_and_texts_of_real_workbooks_are_those_that_xlrd_sees() -> None:
    """Named reasons to differ: a date is a day and no number, crossed-out text is left out, a doubtful zero is none."""
    compared = 0
    for path in XLS:
        found, expected = document(path), plainly(path)
        if found is None or expected is None:
            continue
        cells = {(table.name, cell.row, cell.column): cell for table in found.tables for cell in table.cells}
        crossed_out = any(problem.code == "content-unplaced" for problem in found.problems)
        for place, value in expected.items():
            cell = cells.get(place)
            if crossed_out or (cell is not None and cell.kind in (CellKind.FORMULA, CellKind.DATE)):
                continue
            compared += 1
            assert cell is not None or not str(value).strip(), (path.name, place, value)
            if cell is not None and isinstance(value, float):
                assert cell.number is not None, (path.name, place)
                assert math.isclose(float(cell.number), value, rel_tol=1e-12), (path.name, place)
            elif cell is not None:
                assert _plain(cell.text) == _plain(str(value)), (path.name, place)
    assert compared > 10_000


def _plain(text: str) -> str:
    """``text`` without spaces and control characters, raised digits as ordinary ones."""
    kept = "".join(letter for letter in text if letter >= " ")
    return "".join(kept.split()).translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789"))


def texts(tables: tuple[Table, ...]) -> Iterator[str]:
    for table in tables:
        for cell in all_cells(table):
            if cell.text.strip():
                yield "".join(cell.text.split())


@pytest.mark.slow
@pytest.mark.render
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
def test_cells_of_real_documents_are_those_that_libreoffice_sees(tmp_path: Path) -> None:
    same = total = 0
    for path in (path for path in DOC if path.suffix == ".doc"):
        found = document(path)
        if found is None:
            continue
        other = converted(path, "docx", tmp_path)
        reference = document(other) if other.exists() else None
        if reference is None:
            continue
        ours, theirs = Counter(texts(found.tables)), Counter(texts(reference.tables))
        same += sum((ours & theirs).values())
        total += max(sum(ours.values()), sum(theirs.values()))
    assert same >= 0.99 * total > 0

"""Reading one returned form, per format, against the usual libraries and against the floor.

The floor is what nothing that reads the file can do without: unzip the parts that lead to the content and hold it,
parse their XML.  The usual libraries are asked only to hand over the cell texts; ours recognises, guards, reads, claims
and understands.

Every round reads other forms, so that nothing of a unit's own is known from the round before; what the forms of a batch
have in common, the printed words, is known to ours as it is in an intake.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

from lxml import etree

from benchmarks.corpus import write_forms
from benchmarks.measuring import Line, in_turns, ratio
from extract import extract
from jieyue.formset import load_form_set
from jieyue.model import Submission

FORMS = 20
ROUNDS = 5
_FORM_SETS = (load_form_set(),)
_LEADING = ("[Content_Types].xml", "_rels/.rels")
_PARTS = {
    "xlsx": (
        *_LEADING,
        "xl/_rels/workbook.xml.rels",
        "xl/workbook.xml",
        "xl/styles.xml",
        "xl/sharedStrings.xml",
        "xl/worksheets/sheet",
    ),
    "docx": (
        *_LEADING,
        "word/_rels/document.xml.rels",
        "word/document.xml",
        "word/styles.xml",
        "word/numbering.xml",
        "word/header",
        "word/footer",
    ),
}
"""What the floor unzips and parses, by the beginning of the name: the parts that ours reads."""


def lines(folder: Path) -> Iterator[Line]:
    """One line a format."""
    forms = FORMS * (ROUNDS + 1)
    yield _line("xlsx", write_forms(folder / "xlsx", forms, ("xlsx",)), {"openpyxl": _openpyxl, "pandas": _pandas})
    yield _line("docx", write_forms(folder / "docx", forms, ("docx",)), {"python-docx": _python_docx})
    from benchmarks.printing import as_pdf

    pdfs = as_pdf(write_forms(folder / "pdf", 4, ("docx",)), folder / "pdf")
    if pdfs:
        yield _pdf_line(pdfs)


def _line(ending: str, paths: list[Path], usual: dict[str, Callable[[Path], object]]) -> Line:
    rivals = {"jieyue": ours, "floor": floor_of(ending), **usual, "markitdown": _markitdown()}
    present = {name: work for name, work in rivals.items() if work}
    times = in_turns({name: _each_round_others(work, paths) for name, work in present.items()}, ROUNDS)
    mine = times.pop("jieyue")
    floor = mine / times.pop("floor")
    others = {name: ratio(mine, other) for name, other in times.items()}
    return Line(
        f"读一份 {ending} 自评表",
        mine / FORMS,
        "份",
        {**others, "floor": 1 / floor},
        target="≤2.5× floor",
        met=floor <= 2.5,
        remark=f"{floor:.2f}× floor",
    )


def _pdf_line(paths: list[Path]) -> Line:
    times = in_turns({"jieyue": _all(ours, paths), "pdfplumber": _all(_pdfplumber, paths)}, 3)
    found = ratio(times["jieyue"], times["pdfplumber"])
    return Line(
        "读一份 pdf 自评表", times["jieyue"] / len(paths), "份", {"pdfplumber": found}, "≥2× pdfplumber", found >= 2
    )


def _each_round_others(work: Callable[[Path], object], paths: list[Path]) -> Callable[[], object]:
    """Reads the next ``FORMS`` of ``paths`` each time it is called."""
    starts = count(0, FORMS)

    def one_round() -> object:
        start = next(starts)
        return [work(path) for path in paths[start : start + FORMS]]

    return one_round


def _all(work: Callable[[Path], object], paths: list[Path]) -> Callable[[], object]:
    return lambda: [work(path) for path in paths]


def ours(path: Path) -> Submission:
    """The whole way from the file to a Submission that was accepted."""
    found = extract(path, _FORM_SETS)
    if len(found.items) != len(_FORM_SETS[0].items):
        raise AssertionError(f"{path.name}: read {len(found.items)} items")
    return found


def floor_of(ending: str) -> Callable[[Path], object]:
    """The floor of one format."""
    wanted = _PARTS[ending]

    def work(path: Path) -> object:
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if name.startswith(wanted)]
            return [etree.fromstring(archive.read(name)) for name in names]

    return work


def _openpyxl(path: Path) -> object:
    from openpyxl import load_workbook

    book = load_workbook(path, data_only=True)
    return [[cell.value for cell in row] for sheet in book.worksheets for row in sheet.iter_rows()]


def _python_docx(path: Path) -> object:
    from docx import Document

    return [[cell.text for cell in row.cells] for table in Document(str(path)).tables for row in table.rows]


def _pandas(path: Path) -> object:
    if not find_spec("pandas"):
        return None
    import pandas  # type: ignore[import-untyped,import-not-found,unused-ignore]

    return pandas.read_excel(io.BytesIO(path.read_bytes()), sheet_name=None, header=None)


def _markitdown() -> Callable[[Path], object] | None:
    if not find_spec("markitdown"):
        return None
    from markitdown import MarkItDown  # type: ignore[import-not-found,unused-ignore]

    tool: Any = MarkItDown()
    return lambda path: tool.convert(str(path))


def _pdfplumber(path: Path) -> object:
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        return [page.extract_tables() for page in pdf.pages]

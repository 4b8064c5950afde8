"""Figures set right in a column have as many decimals each, so that their decimal points stand below each other."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import groupby

import openpyxl
import pytest
from lxml import etree

from generate.decimals import aligned, even
from generate.documents import NothingToReport
from generate.lengths import Pt
from generate.office.styles import CELL_SIDE
from generate.summary import summary_xlsx
from generate.values import Rows
from generate.workbook import ledger_workbook
from tests.documents.golden import FOLDER, SITUATIONS, of_situation
from tests.documents.templates import W, parts_of
from tests.documents.years import FORM_SET, settings, year

_FIGURE = re.compile(r"\d+(?:\.(\d+))?%?")


@pytest.mark.parametrize(
    ("figures", "printed"),
    [
        (["93", "95.5", "—"], ["93.0", "95.5", "—"]),
        (["60%", "62.5%", "100%"], ["60.0%", "62.5%", "100.0%"]),
        (["80", "79.25", "79.5"], ["80.00", "79.25", "79.50"]),
        (["80", "100"], ["80", "100"]),
        ([], []),
    ],
)
def test_the_figures_of_a_column_take_the_decimals_of_the_one_with_most(figures: list[str], printed: list[str]) -> None:
    assert even(figures) == printed


def test_only_the_columns_named_are_evened() -> None:
    table = Rows(("编号", "得分"), [("1.1", "2"), ("1.10", "1.5")])
    assert aligned(table, "得分").rows == [("1.1", "2.0"), ("1.10", "1.5")]


def _columns(text: str) -> Iterator[tuple[str, ...]]:
    for of_table, lines in groupby(text.splitlines(), lambda line: line.startswith("|")):
        rows = [[cell.strip() for cell in line[1:].split(" | ")] for line in lines]
        for width, alike in groupby(rows, len) if of_table else ():
            yield from zip(*alike, strict=True) if width > 1 else ()


@pytest.mark.parametrize("name", SITUATIONS)
def test_every_column_of_figures_has_one_number_of_decimals(name: str) -> None:
    for column in _columns((FOLDER / f"{name}.txt").read_text(encoding="utf-8")):
        if all(_FIGURE.fullmatch(cell) or cell in ("", "—") for cell in column[1:]):
            decimals = {len(figure[1] or "") for cell in column[1:] if (figure := _FIGURE.fullmatch(cell))}
            assert len(decimals) < 2, column


_FIGURE_WIDTH = Pt(12 * 0.55)
"""Of a letter of 小四 in a typeface whose figures are a tenth wider than half a character."""


@pytest.mark.parametrize("name", SITUATIONS)
def test_every_figure_stands_on_one_line_of_its_cell(name: str) -> None:
    for _, made in of_situation(name):
        for one in () if isinstance(made, NothingToReport) else made:
            for cell in etree.fromstring(parts_of(one.content)["word/document.xml"]).iter(f"{W}tc"):
                text = "".join(cell.itertext())
                width = cell.find(f"{W}tcPr/{W}tcW")
                if width is not None and _FIGURE.fullmatch(text):
                    room = int(width.get(f"{W}w", "0")) - 2 * CELL_SIDE.twips
                    assert len(text) * _FIGURE_WIDTH.twips <= room, (one.file_name, text)


@pytest.mark.parametrize(
    ("content", "sheet", "heading"),
    [
        (lambda: summary_xlsx(year(), settings(), FORM_SET), "汇总表", "核查分"),
        (lambda: ledger_workbook(year(), settings(), FORM_SET), "得分明细", "核查分"),
    ],
)
def test_the_scores_of_a_workbook_are_set_right_with_a_decimal(content: object, sheet: str, heading: str) -> None:
    assert callable(content)
    worksheet = openpyxl.load_workbook(io.BytesIO(content()))[sheet]
    head = next(cell for row in worksheet.iter_rows() for cell in row if str(cell.value).startswith(heading))
    below = [worksheet.cell(row, head.column) for row in range(head.row + 1, worksheet.max_row + 1)]
    scores = [cell for cell in below if isinstance(cell.value, int | float)]
    assert scores
    assert {(cell.number_format, cell.alignment.horizontal) for cell in scores} == {("0.0#####", "right")}

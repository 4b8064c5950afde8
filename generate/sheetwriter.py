"""The one module that writes worksheets with openpyxl: looks, protection, drop-downs, limits, print set-up.

Rows and columns count from 1, as a person counts them.  Strings are always strings; a formula is only what
:meth:`Sheet.total` wrote, with its result beside it, so that a reader that does not calculate finds one.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from lxml import etree
from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule, Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.pagebreak import Break

from generate.custom_properties import LIMIT, with_property_parts
from generate.parcel import Parcel
from generate.plain_text import cell_text, escaped, looks_like_formula

SONG, HEI = "宋体", "黑体"
FILL_IN, LABEL, SUM, WARN = "FFF9E5", "EEF2F6", "F5F5F5", "FFD9A0"
DATE_FORMAT = 'yyyy"年"m"月"d"日"'
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_THIN = Side(style="thin", color="7F7F7F")


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks.  ``open`` cells may be filled in while the sheet is protected."""

    font: str = SONG
    size: float = 10.5
    bold: bool = False
    align: str = "left"
    indent: int = 0
    vertical: str = "center"
    fill: str | None = None
    border: bool = True
    format: str = "General"
    open: bool = False


TITLE = Look(font=HEI, size=18, align="center", border=False)
PLAIN = Look(border=False, size=10)
TEXT = Look(size=10)
CENTRE = Look(size=10, align="center")
HEADING = Look(font=HEI, align="center", fill=LABEL)
NUMBER = Look(align="center")
SCORE = Look(align="right", indent=1, format="0.0#####")
"""Scores set right with a decimal at least, so that their points stand below each other."""


def filled_in(look: Look) -> Look:
    """The same look for a cell that people write in."""
    return replace(look, fill=FILL_IN, open=True)


@dataclass(frozen=True, slots=True)
class Span:
    """A block of cells by its top left and its size."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1

    @property
    def last_row(self) -> int:
        """The bottom row."""
        return self.row + self.rows - 1

    @property
    def last_column(self) -> int:
        """The rightmost column."""
        return self.column + self.columns - 1

    def __str__(self) -> str:
        first, last = reference(self.row, self.column), reference(self.last_row, self.last_column)
        return first if first == last else f"{first}:{last}"


def reference(row: int, column: int, fixed: str = "") -> str:
    """``G7``; with ``fixed`` ``$`` the column stays put (``$G7``)."""
    return f"{fixed}{get_column_letter(column)}{row}"


class Sheet:
    """One worksheet being written."""

    def __init__(self, worksheet: Any, styles: dict[Look, Any]) -> None:
        self._sheet = worksheet
        self._styles = styles
        self._rules: dict[tuple[Any, ...], DataValidation] = {}
        self.results: dict[str, Decimal] = {}
        self.growing: set[int] = set()

    def put(self, where: Span, value: str | int | Decimal | date | None, look: Look) -> None:
        """Writes ``value`` at the top left of ``where``, merging the block if it is more than one cell."""
        cell = self._sheet.cell(where.row, where.column)
        if isinstance(value, str):
            text = cell_text(value)
            cell.value = escaped(text)
            cell.data_type = "s"
        elif value is not None:
            cell.value = value
        for row in range(where.row, where.last_row + 1):
            for column in range(where.column, where.last_column + 1):
                self._dress(self._sheet.cell(row, column), look)
        if isinstance(value, str) and looks_like_formula(value):
            cell.quotePrefix = True
        if where.rows * where.columns > 1:
            self._sheet.merge_cells(str(where))

    def _dress(self, cell: Any, look: Look) -> None:
        """Style arrays are made once a workbook and copied: a look is six lookups otherwise."""
        if look in self._styles:
            cell._style = copy(self._styles[look])
            return
        cell.font = Font(name=look.font, size=look.size, bold=look.bold)
        cell.alignment = Alignment(horizontal=look.align, vertical=look.vertical, indent=look.indent, wrap_text=True)
        cell.number_format = look.format
        cell.protection = Protection(locked=not look.open)
        if look.fill:
            cell.fill = PatternFill("solid", start_color=look.fill, end_color=look.fill)
        if look.border:
            cell.border = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
        self._styles[look] = copy(cell._style)

    def total(self, where: Span, parts: Sequence[Span], result: Decimal, look: Look) -> None:
        """A sum over ``parts`` with its present ``result``; shows nothing as long as no part is filled in."""
        cell = self._sheet.cell(where.row, where.column)
        self.put(where, None, look)
        ranges = ",".join(map(str, parts))
        cell.value = f"=SUM({ranges})"
        self.results[cell.coordinate] = result
        hidden = DifferentialStyle(numFmt=NumberFormat(numFmtId=199, formatCode=";;;"))
        self._sheet.conditional_formatting.add(
            str(where), Rule(type="expression", dxf=hidden, formula=[f"COUNT({ranges})=0"])
        )

    def warn(self, where: Span, condition: str) -> None:
        """Colours ``where`` when ``condition``, written for its first cell, is true."""
        fill = PatternFill("solid", start_color=WARN, end_color=WARN)
        self._sheet.conditional_formatting.add(str(where), FormulaRule(formula=[condition], fill=fill))

    def choose(self, where: Span, choices: Iterable[str], message: str, *, strict: bool = True) -> None:
        """A drop-down list of ``choices``."""
        listed = ",".join(choices)
        self._validate(where, message, strict, type="list", formula1=f'"{listed}"')

    def limit(self, where: Span, low: Decimal, high: Decimal, message: str, *, whole: bool = False) -> None:
        """Numbers from ``low`` to ``high`` only."""
        kind = "whole" if whole else "decimal"
        self._validate(
            where, message, True, type=kind, operator="between", formula1=format(low, "f"), formula2=format(high, "f")
        )

    def days(self, where: Span, first: date, last: date, message: str) -> None:
        """Dates from ``first`` to ``last`` only."""
        bounds = [f"DATE({day.year},{day.month},{day.day})" for day in (first, last)]
        self._validate(where, message, True, type="date", operator="between", formula1=bounds[0], formula2=bounds[1])

    def _validate(self, where: Span, message: str, strict: bool, **rule: Any) -> None:
        """Equal rules share one entry: WPS is slow with many."""
        key = (message, strict, *sorted(rule.items()))
        if key not in self._rules:
            check = DataValidation(allow_blank=True, showErrorMessage=True, showInputMessage=True, **rule)
            check.errorStyle = "stop" if strict else "warning"
            check.errorTitle, check.error = "请核对", message
            check.promptTitle, check.prompt = "填写要求", message
            self._sheet.add_data_validation(check)
            self._rules[key] = check
        self._rules[key].add(str(where))

    def widths(self, widths: Iterable[float]) -> None:
        """Column widths in half-width characters, from the first column."""
        for number, width in enumerate(widths, 1):
            self._sheet.column_dimensions[get_column_letter(number)].width = width

    def height(self, row: int, points: float, *, grows: bool = False) -> None:
        """The row's height; a row that ``grows`` is fitted anew by the program when its text changes."""
        self._sheet.row_dimensions[row].height = points
        if grows:
            self.growing.add(row)

    def freeze(self, row: int, column: int) -> None:
        """Rows above and columns left of the cell stay in view."""
        self._sheet.freeze_panes = reference(row, column)

    def filter(self, where: Span) -> None:
        """An automatic filter on ``where``."""
        self._sheet.auto_filter.ref = str(where)

    def print_on_a4(self, *, header_rows: tuple[int, int] | None = None, landscape: bool = True) -> None:
        """A4, one page wide, header rows repeated, page numbers in the foot."""
        sheet = self._sheet
        sheet.page_setup.orientation = "landscape" if landscape else "portrait"
        sheet.page_setup.paperSize = 9
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.print_options.horizontalCentered = True
        margins = sheet.page_margins
        margins.left = margins.right = 0.47
        margins.top, margins.bottom, margins.header, margins.footer = 0.55, 0.6, 0.3, 0.3
        sheet.oddFooter.center.text = "第 &P 页 共 &N 页"
        if header_rows:
            sheet.print_title_rows = f"{header_rows[0]}:{header_rows[1]}"

    def break_before(self, row: int) -> None:
        """A new page begins with ``row``."""
        self._sheet.row_breaks.append(Break(id=row - 1))

    def protect(self) -> None:
        """Only open cells may be filled in; no password, and widths and heights stay free."""
        protection = self._sheet.protection
        protection.sheet = True
        protection.formatColumns = protection.formatRows = False


class Book:
    """A workbook being written."""

    def __init__(self) -> None:
        self._book = Workbook()
        self._book.remove(self._book.active)
        self._book.calculation.fullCalcOnLoad = True
        self._styles: dict[Look, Any] = {}
        self._sheets: list[Sheet] = []

    def sheet(self, name: str) -> Sheet:
        """A new worksheet."""
        worksheet = self._book.create_sheet(name)
        worksheet.sheet_view.showGridLines = False
        sheet = Sheet(worksheet, self._styles)
        self._sheets.append(sheet)
        return sheet

    def saved(self, title: str, organ: str, year: int, mark: Sequence[tuple[str, str]] = ()) -> bytes:
        """The file: same content, same bytes; no property but title, organ and mark."""
        out = io.BytesIO()
        self._book.save(out)
        parts = dict(Parcel.opened(out.getvalue(), LIMIT).parts)
        for number, sheet in enumerate(self._sheets, 1):
            name = f"xl/worksheets/sheet{number}.xml"
            parts[name] = _finished(parts[name], sheet)
        return Parcel(with_property_parts(parts, title, organ, year, mark)).with_parts({})


def _finished(part: bytes, sheet: Sheet) -> bytes:
    """Results beside formulas, and rows left free to grow: what openpyxl has no way to say."""
    root = etree.fromstring(part)
    for row in root.iter(f"{_MAIN}row"):
        if int(row.get("r", "0")) in sheet.growing:
            row.attrib.pop("customHeight", "")
    for formula in root.iter(f"{_MAIN}f"):
        cell = formula.getparent()
        if cell is None:
            continue
        value = cell.find(f"{_MAIN}v")
        if value is None:
            value = etree.SubElement(cell, f"{_MAIN}v")
        value.text = format(sheet.results[cell.get("r", "")], "f")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

"""The one module that writes large workbooks with XlsxWriter: row by row, in constant memory, with native charts.

Rows and columns count from 0 here.  Every text is written as a string, never as a formula, number or link.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from generate.custom_properties import plain_properties
from generate.ledger_rows import MOST_ROWS, RowMaker, Value
from generate.zip_edit import edited

_SONG, _HEI = "宋体", "黑体"
_BLUE, _GREEN, _ORANGE, _GREY = "#4A7EBB", "#5B9F62", "#E08B3A", "#9AA5B1"


@dataclass(frozen=True, slots=True)
class Face:
    """How a cell of a list looks; ``kind``: text, words (wrapped), centre, count, score, mean, percent or day."""

    kind: str = "text"
    strong: bool = False
    alert: bool = False
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """One column of a list: heading, width in half-width characters, kind of its cells."""

    text: str
    width: float
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Series:
    """One series of a chart: names and numbers are (first row, column, last row) of a sheet."""

    name: str
    labels: tuple[int, int, int]
    values: tuple[int, int, int]
    colour: str = _BLUE


_KINDS: dict[str, dict[str, Any]] = {
    "text": {"align": "left"},
    "words": {"align": "left", "text_wrap": True},
    "centre": {"align": "center"},
    "count": {"align": "center", "num_format": "0"},
    "score": {"align": "right", "indent": 1, "num_format": "0.0#####"},
    "mean": {"align": "right", "indent": 1, "num_format": "0.00"},
    "percent": {"align": "center", "num_format": '0.0"%"'},
    "day": {"align": "center", "num_format": "yyyy-mm-dd"},
}
_GRID = {"visible": True, "line": {"color": "#E3E3E3"}}
_BASE = {"font_name": _SONG, "font_size": 10, "valign": "vcenter", "border": 1, "border_color": "#A6A6A6"}


class LedgerBook:
    """A workbook being written, sheet after sheet."""

    def __init__(self) -> None:
        self._out = io.BytesIO()
        self.file = xlsxwriter.Workbook(
            self._out,
            {
                "constant_memory": True,
                "strings_to_formulas": False,
                "strings_to_numbers": False,
                "strings_to_urls": False,
                "default_date_format": "yyyy-mm-dd",
            },
        )
        self._faces: dict[Face, Any] = {}
        self.title = self._format(font_name=_HEI, font_size=16, valign="vcenter")
        self.remark = self._format(font_name=_SONG, font_size=10, font_color="#595959", valign="vcenter")
        self.heading = self._format(
            **_BASE | {"font_name": _HEI, "align": "center", "bg_color": "#DCE6F1", "text_wrap": True}
        )
        self.bad = self._format(font_color="#C00000", bold=True)
        self.good = self._format(font_color="#2E7D32")

    def _format(self, **look: Any) -> Any:
        return self.file.add_format(look)

    def face(self, face: Face) -> Any:
        """The format of ``face``, made once."""
        if face not in self._faces:
            look = {**_BASE, **_KINDS[face.kind]}
            look |= {"bold": True, "bg_color": "#F2F2F2"} if face.strong else {}
            look |= {"font_color": "#C00000"} if face.alert else {}
            look |= {"quote_prefix": True} if face.quoted else {}
            self._faces[face] = self._format(**look)
        return self._faces[face]

    def sheet(self, name: str, *, tab: str = "") -> LedgerSheet:
        """A new worksheet; its rows must be written in order."""
        worksheet = self.file.add_worksheet(name, worksheet_class=_RowSheet)
        worksheet.hide_gridlines(2)
        if tab:
            worksheet.set_tab_color(tab)
        return LedgerSheet(self, worksheet, name)

    def saved(self, title: str, organ: str, year: int) -> bytes:
        """The file: same content, same bytes; no property but title and organ."""
        self.file.close()
        data = self._out.getvalue()
        return edited(data, {**plain_properties(title, organ, year), **_labelled_charts(data)})


class _RowSheet(Worksheet):  # type: ignore[misc]
    """A worksheet that takes the rows of a list as XML; everything else is XlsxWriter's."""

    def take(self, first: int, maker: RowMaker, rows: Iterable[Iterable[Value]]) -> int:
        """Writes ``rows`` from row ``first`` on; gives the next free row.  Raises ``ValueError`` beyond the last."""
        self._write_single_row(first)
        row = first
        for row, values in enumerate(rows, first + 1):
            self.row_data_fh.write(maker.row(row, values))
        if row > MOST_ROWS:
            raise ValueError(f"{row} rows on one worksheet")
        if row > first:
            self._check_dimensions(first, 0)
            self._check_dimensions(row - 1, maker.columns - 1)
            self.previous_row = row - 1
        return row


class LedgerSheet:
    """One worksheet being written; ``row`` is the next free row."""

    def __init__(self, book: LedgerBook, worksheet: Any, name: str) -> None:
        self.book = book
        self.worksheet = worksheet
        self.name = name
        self.row = 0
        self._widths: tuple[float, ...] = ()

    def titled(self, title: str, remark: str = "") -> None:
        """The sheet's title and, below it, what the figures rest on."""
        self.worksheet.set_row(self.row, 28)
        self.worksheet.write_string(self.row, 0, title, self.book.title)
        self.worksheet.set_row(self.row + 1, 18)
        self.worksheet.write_string(self.row + 1, 0, remark, self.book.remark)
        self.row += 2

    def widths(self, widths: Iterable[float]) -> None:
        """Column widths in half-width characters, from the first column; before any row."""
        self._widths = tuple(widths)
        for column, width in enumerate(self._widths):
            self.worksheet.set_column(column, column, width)

    def headings(self, texts: Sequence[str], *, height: float = 22) -> None:
        """A row of column headings."""
        self.worksheet.set_row(self.row, height)
        for column, text in enumerate(texts):
            self.worksheet.write_string(self.row, column, text, self.book.heading)
        self.row += 1

    def over(self, spans: Iterable[tuple[int, int, str]]) -> None:
        """A row of headings over several columns each: first column, last column, text."""
        self.worksheet.set_row(self.row, 30)
        for first, last, text in spans:
            if last > first:
                self.worksheet.merge_range(self.row, first, self.row, last, text, self.book.heading)
            else:
                self.worksheet.write_string(self.row, first, text, self.book.heading)
        self.row += 1

    def line(self, values: Iterable[Value], faces: Sequence[Face]) -> None:
        """One row of a list."""
        self.lines([values], faces)

    def lines(self, rows: Iterable[Iterable[Value]], faces: Sequence[Face]) -> int:
        """Many rows of a list; gives their number."""

        def style(column: int, quoted: bool) -> int:
            face = replace(faces[column], quoted=True) if quoted else faces[column]
            return int(self.book.face(face)._get_xf_index())

        first = self.row
        wrapped = {
            column: width
            for column, (width, face) in enumerate(zip(self._widths, faces, strict=False))
            if face.kind == "words"
        }
        self.row = self.worksheet.take(first, RowMaker(len(faces), style, wrapped), rows)
        return self.row - first

    def listing(self, headings: Sequence[Heading], rows: Iterable[Iterable[Value]], empty: str = "") -> int:
        """Headings with filter and frozen panes, then the rows, or ``empty`` when there are none.  Gives the count."""
        first = self.row
        self.headings([heading.text for heading in headings])
        count = self.lines(rows, [Face(heading.kind) for heading in headings])
        if count:
            self.worksheet.autofilter(first, 0, first + count, len(headings) - 1)
        elif empty:
            self.worksheet.write_string(self.row, 0, empty, self.book.remark)
            self.row += 1
        self.worksheet.freeze_panes(first + 1, 2)
        self.print_on_a4((first, first))
        return count

    def colour(self, first: int, column: int, words: Sequence[tuple[str, bool]]) -> None:
        """From row ``first`` down, words in red (False) or green (True)."""
        for word, good in words:
            look = self.book.good if good else self.book.bad
            rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": look}
            self.worksheet.conditional_format(first, column, max(self.row - 1, first), column, rule)

    def print_on_a4(self, repeated: tuple[int, int] | None = None) -> None:
        """A4 landscape, one page wide, headings repeated, sheet name and page in the foot."""
        sheet = self.worksheet
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.47, right=0.47, top=0.55, bottom=0.6)
        sheet.set_footer("&L&A&C第 &P 页 共 &N 页")
        if repeated:
            sheet.repeat_rows(*repeated)

    def chart(
        self, at: tuple[int, int], title: str, series: Sequence[Series], *, bars: bool = False, width: int = 580
    ) -> None:
        """A native chart at a cell; ``bars`` lies down, the first label on top."""
        chart = self.book.file.add_chart({"type": "bar" if bars else "column"})
        for entry in series:
            chart.add_series(
                {
                    "name": entry.name,
                    "categories": self._range(entry.labels),
                    "values": self._range(entry.values),
                    "fill": {"color": entry.colour},
                    "gap": 60,
                    "data_labels": {"value": True, "font": {"size": 9}},
                }
            )
        chart.set_title({"name": title, "name_font": {"name": _HEI, "size": 12, "bold": False}, "overlay": False})
        chart.set_legend({"position": "bottom"} if len(series) > 1 else {"none": True})
        named = {"num_font": {"size": 9}, "reverse": bars}
        counted = {"num_font": {"size": 9}, "min": 0, "minor_tick_mark": "none", "major_gridlines": _GRID}
        chart.set_x_axis(counted if bars else named)
        chart.set_y_axis(named if bars else counted)
        chart.set_size({"width": width, "height": 300})
        self.worksheet.insert_chart(*at, chart, {"object_position": 2})

    def _range(self, place: tuple[int, int, int]) -> list[str | int]:
        first, column, last = place
        return [self.name, first, column, last, column]


def _labelled_charts(data: bytes) -> dict[str, bytes]:
    """The charts with every part of their data labels said: what is left out, LibreOffice takes for wanted."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        charts = [name for name in archive.namelist() if name.startswith("xl/charts/chart")]
        return {name: archive.read(name).replace(_LABEL_SHORT, _LABEL_WHOLE) for name in charts}


_LABEL_SHORT = b'<c:showVal val="1"/>'
_LABEL_WHOLE = (
    b'<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/>'
    b'<c:showPercent val="0"/><c:showBubbleSize val="0"/>'
)
COLOURS = (_BLUE, _GREEN, _ORANGE, _GREY)

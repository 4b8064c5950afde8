"""市州汇总表: every unit of a desk with its result, and the counts by level, as the desk above reads it.

Column headings are the first words of the form set's own layout, so the reader of the same form set knows them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from generate.form_content import form_mark
from generate.sheetwriter import (
    CENTRE,
    HEADING,
    LABEL,
    PLAIN,
    SCORE,
    SUM,
    TEXT,
    TITLE,
    Book,
    Look,
    Sheet,
    Span,
)
from jieyue.figures import Tally, by_level, plain, tally
from jieyue.formset import FormSet
from jieyue.model import Kind, Level, Standing, SummaryRow, Yearbook
from jieyue.settings import Settings

_WIDTHS = {
    "number": 6,
    "city": 12,
    "district": 12,
    "name": 40,
    "level": 8,
    "nature": 16,
    "self_score": 9,
    "verified_score": 9,
    "passed": 10,
    "failed_last_year": 12,
    "note": 22,
}


@dataclass(frozen=True, slots=True)
class CountLine:
    """One line of the counts: ``level`` (合计 on the last), then the counts by column name of the layout."""

    level: str
    counts: tuple[tuple[str, int | Decimal], ...]


def summary_xlsx(book: Yearbook, settings: Settings, form_set: FormSet) -> bytes:
    """The desk's 汇总表 with its counts on a second sheet, as the bytes of an xlsx file."""
    title = f"{book.year}年度{settings.organ.region}节约型机关创建情况汇总表"
    workbook = Book()
    _list_sheet(workbook.sheet("汇总表"), title, book, settings, form_set)
    _count_sheet(workbook.sheet("分级统计"), book, settings, form_set)
    mark = form_mark(form_set.id, Kind.CITY_SUMMARY.value, book.year, settings.organ.name)
    return workbook.saved(title, settings.organ.name, book.year, mark)


def summary_rows(book: Yearbook, settings: Settings) -> tuple[SummaryRow, ...]:
    """One row per unit of the register, in its order."""
    return tuple(_row(standing, settings) for standing in book.standings)


def count_lines(book: Yearbook) -> tuple[CountLine, ...]:
    """Counts by level and their sum; ``percent`` is 累计达标 of the register."""
    return tuple(_count_line(name, count) for name, count in (*by_level(book), ("合计", tally(book.standings))))


def _row(standing: Standing, settings: Settings) -> SummaryRow:
    unit = standing.unit
    city = unit.city or (settings.organ.region if settings.level is Level.CITY else None)
    district = unit.district or (settings.organ.region if settings.level is Level.COUNTY else None)
    return SummaryRow(
        name=unit.name,
        city=city,
        district=district,
        level=unit.level,
        nature=unit.nature,
        self_score=standing.self_total,
        verified_score=standing.verified_total,
        passed=standing.passed,
        failed_last_year=unit.failed_last_year,
        note=_note(standing),
    )


def _note(standing: Standing) -> str | None:
    if standing.summary and standing.summary.note:
        return standing.summary.note
    if standing.submission is None and standing.summary is None:
        return "未报送"
    if standing.passed is None:
        return "未核查"
    return "逾期报送" if standing.late else None


def _count_line(level: str, count: Tally) -> CountLine:
    return CountLine(
        level,
        (
            ("registered", count.registered),
            ("passed_before", count.passed_before),
            ("declared", count.declared),
            ("verified", count.verified),
            ("passed", count.passed),
            ("passed_in_all", count.passed_in_all),
            ("percent", count.rate_in_all),
            ("failed", count.failed),
        ),
    )


def _list_sheet(sheet: Sheet, title: str, book: Yearbook, settings: Settings, form_set: FormSet) -> None:
    columns = form_set.layouts[Kind.CITY_SUMMARY.value].columns
    names = list(columns)
    sheet.widths(_WIDTHS.get(name, 12) for name in names)
    sheet.put(Span(1, 1, 1, len(names)), title, TITLE)
    sheet.height(1, 34)
    _head(sheet, book, settings, len(names))
    for number, name in enumerate(names, 1):
        sheet.put(Span(4, number), columns[name][0], HEADING)
    sheet.height(4, 30)
    rows = summary_rows(book, settings)
    for number, row in enumerate(rows, 1):
        for column, (value, look) in enumerate(_cells(number, row, names), 1):
            sheet.put(Span(number + 4, column), value, look)
    sheet.freeze(5, names.index("name") + 2)
    sheet.filter(Span(4, 1, len(rows) + 1, len(names)))
    sheet.print_on_a4(header_rows=(4, 4))


def _head(sheet: Sheet, book: Yearbook, settings: Settings, columns: int) -> None:
    """Who reports, for which year, who answers questions, as of when."""
    contact = settings.contact
    day = f"{book.as_of.year}年{book.as_of.month}月{book.as_of.day}日"
    grey = Look(size=10, align="center", fill=LABEL)
    pairs: tuple[tuple[str, str | int], ...] = (
        ("报送单位", settings.organ.name),
        ("年度", book.year),
        ("填报日期", day),
    )
    people: tuple[tuple[str, str | int], ...] = (("联系人", contact.person), ("联系电话", contact.phone))
    for row, entries in ((2, pairs), (3, people)):
        for (label, value), (first, last) in zip(entries, ((1, 4), (5, 7), (8, columns)), strict=False):
            end = columns if (label, value) == entries[-1] else last
            split = first + (1 if label == "年度" else 2)
            sheet.put(Span(row, first, 1, split - first), label, grey)
            sheet.put(Span(row, split, 1, end - split + 1), value, TEXT)
        sheet.height(row, 22)


def _cells(number: int, row: SummaryRow, names: list[str]) -> Iterator[tuple[str | int | Decimal | None, Look]]:
    for name in names:
        yield _shown(number if name == "number" else getattr(row, name)), _look(name)


def _shown(value: str | int | bool | Decimal | None) -> str | int | Decimal | None:
    return {True: "是", False: "否"}[value] if isinstance(value, bool) else value


def _look(name: str) -> Look:
    if name in ("name", "note"):
        return TEXT
    return SCORE if name in ("self_score", "verified_score") else CENTRE


def _count_sheet(sheet: Sheet, book: Yearbook, settings: Settings, form_set: FormSet) -> None:
    words = form_set.layouts[Kind.CITY_SUMMARY.value].counts
    names = [name for name in words if name != "level"]
    title = f"{book.year}年度{settings.organ.region}节约型机关创建情况分级统计"
    sheet.widths((14, *[13] * len(names)))
    sheet.put(Span(1, 1, 1, len(names) + 1), title, TITLE)
    sheet.height(1, 34)
    for column, name in enumerate(("level", *names), 1):
        sheet.put(Span(2, column), words[name][0], HEADING)
    sheet.height(2, 24)
    lines = count_lines(book)
    for row, line in enumerate(lines, 3):
        look = Look(align="center", fill=SUM if line is lines[-1] else None, bold=line is lines[-1])
        counts = dict(line.counts)
        sheet.put(Span(row, 1), line.level, look)
        for column, name in enumerate(names, 2):
            value = counts.get(name)
            sheet.put(Span(row, column), f"{plain(value)}%" if isinstance(value, Decimal) else value, look)
        sheet.height(row, 22)
    text = "总数为名录中应计入的单位；比例＝累计达标÷总数，保留一位小数。"
    sheet.put(Span(len(lines) + 3, 1, 1, len(names) + 1), text, PLAIN)
    sheet.print_on_a4()

"""The same figure in every document of the year: each document's text is read again and compared with the ledger.

Sentences with figures are found by their words; a document may leave a figure out, but not give another one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from generate.reread import Unreadable, reread
from generate.unit_lines import unit_lines
from generate.wording import percentage
from jieyue.figures import Tally, tally
from jieyue.model import Yearbook

_NUMBER = r"(\d+)"
_RATE = r"(\d+(?:\.\d)?%)"


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """A figure that one document gives otherwise than the ledger: where, what it is, found and wanted."""

    document: str
    what: str
    found: str
    wanted: str

    def __str__(self) -> str:
        """One line for a person."""
        return f"{self.document}：{self.what}为{self.found}，现有记录为{self.wanted}；请重新生成该文书后再发出"


@dataclass(frozen=True, slots=True)
class _Figure:
    """One figure: its name, the words around it, and its value by the ledger."""

    what: str
    pattern: re.Pattern[str]
    wanted: Callable[[Tally], str]


def _figure(what: str, words: str, wanted: Callable[[Tally], object]) -> _Figure:
    return _Figure(what, re.compile(words), lambda count: str(wanted(count)))


_FIGURES = (
    _figure("纳入创建范围的单位数", rf"纳入创建范围的单位共{_NUMBER}家", lambda count: count.registered),
    _figure("往年已达标单位数", rf"往年已达标{_NUMBER}家", lambda count: count.passed_before),
    _figure("开展自评的单位数", rf"年度{_NUMBER}家开展自评", lambda count: count.declared),
    _figure("完成核查的单位数", rf"自评，{_NUMBER}家完成核查", lambda count: count.verified),
    _figure("当年达标单位数", rf"经核查，{_NUMBER}家(?:达到|单位全部达到)", lambda count: count.passed),
    _figure("当年达标率", rf"占完成核查单位的{_RATE}", lambda count: percentage(count.pass_rate)),
    _figure("未达标单位数", rf"；{_NUMBER}家未达到标准", lambda count: count.failed),
    _figure("累计达标单位数", rf"累计{_NUMBER}家单位达到", lambda count: count.passed_in_all),
    _figure("累计达标比例", rf"占纳入创建范围单位的{_RATE}", lambda count: percentage(count.rate_in_all)),
    _figure("公布的达标单位数", rf"确定(?:(?!确定)[^。])*?等{_NUMBER}个单位", lambda count: count.passed),
)

_BY_NAME = {figure.what: figure for figure in _FIGURES}


def check(documents: Mapping[str, bytes], book: Yearbook) -> list[Discrepancy]:
    """Compares every docx and xlsx (by file name) with the ledger's figures; empty when all agree."""
    count = tally(book.standings)
    return [found for name, content in documents.items() for found in _of_one(name, content, book, count)]


def _of_one(name: str, content: bytes, book: Yearbook, count: Tally) -> Iterator[Discrepancy]:
    if not name.endswith((".docx", ".xlsx")):
        return
    try:
        document = reread(name, content)
    except Unreadable:
        yield Discrepancy(name, "文件", "损坏，打不开", "可以打开的文件")
        return
    for what, found in figures_in(document.text).items():
        wanted = str(_BY_NAME[what].wanted(count))
        yield from (Discrepancy(name, what, one, wanted) for one in found if one != wanted)
    for table in document.tables:
        yield from _totals_of(name, table.rows, count) if name.endswith(".docx") else ()
        yield from _sheet_totals_of(name, table.rows, count) if name.endswith(".xlsx") else ()
    for line in unit_lines(document, book.standings):
        yield Discrepancy(name, line.what, line.found, line.wanted)


def figures_in(text: str) -> dict[str, list[str]]:
    """Every figure the text gives, by its name."""
    found = {figure.what: figure.pattern.findall(text) for figure in _FIGURES}
    return {what: values for what, values in found.items() if values}


def disagreements(documents: Mapping[str, bytes]) -> list[str]:
    """The figures that two of these documents give differently, each with who says what; in Chinese."""
    said: dict[str, dict[str, str]] = {}
    for name, content in documents.items():
        for what, values in figures_in(_text_of(name, content)).items():
            said.setdefault(what, {})[name] = values[0]
    return [
        f"{what}前后不一：{'，'.join(f'{name}为{value}' for name, value in given.items())}；请核对后统一"
        for what, given in said.items()
        if len(set(given.values())) > 1
    ]


def _text_of(name: str, content: bytes) -> str:
    """The text of a Word file; nothing for one that does not open, which :func:`check` names."""
    try:
        return reread(name, content).text if name.endswith(".docx") else ""
    except Unreadable:
        return ""


def _sheet_totals_of(name: str, rows: list[list[str]], count: Tally) -> Iterator[Discrepancy]:
    """The line of totals of every table of counts in a workbook (台账, 汇总表); rates are its own cells' work."""
    heads: list[str] = []
    above: list[list[str]] = []
    for row in rows:
        if sum(cell in _SHEET_COLUMNS for cell in row) >= _A_HEAD:
            heads, above = row, []
        elif row and row[0] in _TOTALS and len(row) == len(heads):
            yield from _compared(name, heads, row, count)
            yield from _added_up(name, heads, above, row)
        elif len(row) == len(heads):
            above.append(row)


def _compared(name: str, heads: list[str], row: list[str], count: Tally) -> Iterator[Discrepancy]:
    for head, cell in zip(heads, row, strict=True):
        wanted = _SHEET_COLUMNS.get(head)
        if wanted and cell and cell != str(wanted(count)):
            yield Discrepancy(name, f"{_of_table(heads)}{row[0]}的{head}", cell, str(wanted(count)))


def _added_up(name: str, heads: list[str], lines: list[list[str]], total: list[str]) -> Iterator[Discrepancy]:
    """The sum over the lines above a line of totals."""
    for at, head in enumerate(heads):
        cells = [line[at] for line in lines]
        if head in _SHEET_COLUMNS and cells and all(map(str.isdecimal, [*cells, total[at]])):
            added = sum(map(int, cells))
            if added != int(total[at]):
                yield Discrepancy(name, f"{_of_table(heads)}“{head}”各行之和", str(added), total[at])


def _of_table(heads: list[str]) -> str:
    """How a table of a workbook calls itself: 按层级, 按地区; nothing where it does not."""
    return heads[0] if heads[0].startswith("按") else ""


_COLUMNS: Mapping[str, Callable[[Tally], object]] = {
    "总数": lambda count: count.registered,
    "往年累计达标": lambda count: count.passed_before,
    "当年申报": lambda count: count.declared,
    "当年核查": lambda count: count.verified,
    "当年达标": lambda count: count.passed,
    "累计达标": lambda count: count.passed_in_all,
    "累计达标比例": lambda count: percentage(count.rate_in_all),
    "未达标": lambda count: count.failed,
}


_SHEET_COLUMNS = {
    **{name: wanted for name, wanted in _COLUMNS.items() if name != "累计达标比例"},
    "往年累计": _COLUMNS["往年累计达标"],
    "应创建单位": _COLUMNS["总数"],
}
_TOTALS = ("合计", "全部单位")
"""How a line of totals begins."""
_A_HEAD = 3
"""So many known column names make a row the head of a table of counts."""


def _totals_of(name: str, rows: list[list[str]], count: Tally) -> Iterator[Discrepancy]:
    """The line of totals of a table of counts, and its sum over the lines above."""
    if not rows or rows[0][1:] != list(_COLUMNS):
        return
    for column, (what, wanted) in enumerate(_COLUMNS.items(), 1):
        total = rows[-1][column]
        if total not in (str(wanted(count)), _with_a_decimal(str(wanted(count)))):
            yield Discrepancy(name, f"统计表合计的{what}", total, str(wanted(count)))
        lines = [row[column] for row in rows[1:-1]]
        if "%" not in total and sum(map(int, lines)) != int(total):
            yield Discrepancy(name, f"统计表“{what}”各行之和", str(sum(map(int, lines))), total)


def _with_a_decimal(figure: str) -> str:
    """60% as it stands in a column beside 62.5%: 60.0%."""
    return figure if "." in figure else figure.replace("%", ".0%")

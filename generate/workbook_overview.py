"""The first sheet of the 台账 (汇总) and the ranking of losses (扣分与差异), with their charts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from generate.ledger_rows import Value
from generate.ledgerwriter import COLOURS, Face, LedgerBook, LedgerSheet, Series
from generate.workbook_content import Ledger
from jieyue.figures import (
    Tally,
    by_city,
    by_level,
    by_nature,
    distribution,
    inflation,
    marked_down,
    percent,
    plain,
    rounded,
    tally,
)

_COLUMNS: tuple[tuple[str, Callable[[Tally], int | Decimal], str], ...] = (
    ("总数", lambda count: count.registered, "count"),
    ("往年累计", lambda count: count.passed_before, "count"),
    ("当年申报", lambda count: count.declared, "count"),
    ("报送率", lambda count: count.return_rate, "percent"),
    ("当年核查", lambda count: count.verified, "count"),
    ("当年达标", lambda count: count.passed, "count"),
    ("核查达标率", lambda count: count.pass_rate, "percent"),
    ("累计达标", lambda count: count.passed_in_all, "count"),
    ("累计比例", lambda count: count.rate_in_all, "percent"),
    ("未达标", lambda count: count.failed, "count"),
    ("未报送", lambda count: count.missing, "count"),
    ("逾期", lambda count: count.late, "count"),
)
_CHART_ROWS = 16
_SECOND_CHART = 6
_SHOWN = 10


def overview(written: LedgerBook, ledger: Ledger) -> None:
    """汇总: key figures, counts by level, region and nature, score distribution."""
    book = ledger.book
    sheet = written.sheet("汇总", tab="#4A7EBB")
    sheet.widths((22, *[11] * len(_COLUMNS)))
    sheet.titled(f"{book.year}年度节约型机关创建台账", ledger.remark)
    whole = tally(book.standings)
    _key_figures(sheet, ledger, whole)
    charts = sheet.row
    sheet.row += _CHART_ROWS
    level = _counts(sheet, "按层级", by_level(book), whole)
    bands = _bands(sheet, ledger)
    _counts(sheet, "按地区", by_city(book), whole)
    _counts(sheet, "按性质", by_nature(book), whole)
    _level_chart(sheet, (charts, 0), level)
    series = Series("单位数", (bands[0], 0, bands[1]), (bands[0], 1, bands[1]))
    sheet.chart((charts, _SECOND_CHART), "核查得分分布（单位数）", [series])
    sheet.worksheet.freeze_panes(2, 1)
    sheet.print_on_a4()


def _key_figures(sheet: LedgerSheet, ledger: Ledger, whole: Tally) -> None:
    """The year in one line of figures, then against the target."""
    target = ledger.settings.target_percent(ledger.form_set)
    reached = "—" if target is None else "已达到" if whole.rate_in_all >= target else "未达到"
    open_problems = sum(len(standing.problems) for standing in ledger.book.standings)
    figures: tuple[tuple[str, Value, str], ...] = (
        ("应创建单位", whole.registered, "count"),
        ("当年申报", whole.declared, "count"),
        ("当年核查", whole.verified, "count"),
        ("当年达标", whole.passed, "count"),
        ("未达标", whole.failed, "count"),
        ("累计达标", whole.passed_in_all, "count"),
        ("累计比例", whole.rate_in_all, "percent"),
        ("年度目标", target if target is not None else "未设", "percent"),
        ("目标", reached, "centre"),
        ("未报送", whole.missing, "count"),
        ("问题", open_problems, "count"),
    )
    sheet.headings(["主要数字", *(name for name, _, _ in figures)])
    sheet.line(["全部单位", *(value for _, value, _ in figures)], [Face(), *(Face(kind) for _, _, kind in figures)])
    sheet.row += 1


def _counts(sheet: LedgerSheet, name: str, groups: Sequence[tuple[str, Tally]], whole: Tally) -> tuple[int, int]:
    """One table of counts with its sum; gives its first and last row without the sum."""
    sheet.headings([name, *(heading for heading, _, _ in _COLUMNS)])
    first = sheet.row
    faces = [Face(), *(Face(kind) for _, _, kind in _COLUMNS)]
    for group, count in groups:
        sheet.line([group, *(figure(count) for _, figure, _ in _COLUMNS)], faces)
    last = sheet.row - 1
    strong = [Face(face.kind, strong=True) for face in faces]
    sheet.line(["合计", *(figure(whole) for _, figure, _ in _COLUMNS)], strong)
    sheet.row += 1
    return first, last


def _bands(sheet: LedgerSheet, ledger: Ledger) -> tuple[int, int]:
    bands = distribution(ledger.book)
    whole = sum(count for _, count in bands)
    sheet.headings(["核查得分", "单位数", "占比"])
    first = sheet.row
    for band, count in bands:
        sheet.line([band, count, percent(count, whole)], [Face(), Face("count"), Face("percent")])
    sheet.row += 1
    return first, first + len(bands) - 1


def _level_chart(sheet: LedgerSheet, at: tuple[int, int], rows: tuple[int, int]) -> None:
    first, last = rows
    shown = [number for number, (name, _, _) in enumerate(_COLUMNS, 1) if name in ("总数", "当年核查", "当年达标")]
    series = [
        Series(_COLUMNS[column - 1][0], (first, 0, last), (first, column, last), colour)
        for column, colour in zip(shown, (COLOURS[3], COLOURS[0], COLOURS[1]), strict=True)
    ]
    sheet.chart(at, "各层级创建情况（单位数）", series)


def losses(written: LedgerBook, ledger: Ledger) -> None:
    """扣分与差异: rules by how many units lost points on them; self against verified by 性质."""
    sheet = written.sheet("扣分与差异", tab="#E08B3A")
    sheet.widths((8, 50, 12, 12, 11, 11, 11))
    sheet.titled("扣分最多的条目，自评与核查的差异", ledger.remark)
    ranked = marked_down(ledger.book, ledger.form_set)
    chart = sheet.row
    sheet.row += _CHART_ROWS if ranked else 0
    sheet.headings(["名次", "条目", "失分单位数", "核查单位数", "失分面", "共失分", "平均失分"])
    first = sheet.row
    kinds = [Face(kind) for kind in ("count", "text", "count", "count", "percent", "score", "mean")]
    for place, loss in enumerate(ranked, 1):
        mean = rounded(loss.lost / loss.units, 2)
        sheet.line([place, loss.name, loss.units, loss.scored, loss.share, loss.lost, mean], kinds)
    if ranked:
        last = first + min(len(ranked), _SHOWN) - 1
        title = f"扣分最多的{last - first + 1}条（失分单位数）"
        series = Series("失分单位数", (first, 1, last), (first, 2, last), COLOURS[2])
        sheet.chart((chart, 0), title, [series], bars=True, width=860)
    else:
        sheet.worksheet.write_string(sheet.row, 0, "还没有核查得分。", written.remark)
        sheet.row += 1
    sheet.row += 1
    _differences(sheet, ledger)
    sheet.worksheet.freeze_panes(2, 2)
    sheet.print_on_a4()


def _differences(sheet: LedgerSheet, ledger: Ledger) -> None:
    """Mean and largest difference of totals, self minus verified."""
    groups = inflation(ledger.book)
    if not groups:
        return
    sheet.headings(["", "性质", "单位数", "平均多报", "最大多报"])
    for group in groups:
        strong = group is groups[-1]
        faces = [Face(kind, strong=strong) for kind in ("text", "text", "count", "mean", "score")]
        sheet.line(["", group.name, group.units, group.mean, group.largest], faces)
    note = f"多报＝自评总分－核查总分，负数为少报；平均多报{plain(groups[-1].mean)}分。"
    sheet.worksheet.write_string(sheet.row, 0, note, sheet.book.remark)
    sheet.row += 1

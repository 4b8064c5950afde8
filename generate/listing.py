"""The tables that several documents share: lists of units, counts by region and level, one unit's scores."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from generate.decimals import aligned
from generate.organs import in_organ_order
from generate.paper import Desk
from generate.phrases import own_units
from generate.values import Rows
from generate.wording import percentage
from jieyue.errors import JieyueError
from jieyue.figures import Tally, by_city, by_level, plain, region_of, tally
from jieyue.formset import FormSet
from jieyue.model import Scorecard, Standing

COUNTED = ("名称", "总数", "往年", "申报", "核查", "达标", "累计", "比例", "未达标")


def units(standings: Iterable[Standing], desk: Desk) -> Rows:
    """Numbered units in organ order: 序号, 单位, 地区, 层级."""
    ordered = in_organ_order(standings)
    return Rows(
        ("序号", "单位", "地区", "层级"),
        [(n, one.unit.name, region(one, desk), one.unit.level) for n, one in enumerate(ordered, 1)],
    )


def scores(standings: Iterable[Standing], desk: Desk) -> Rows:
    """Numbered units in organ order with self and verified totals."""
    ordered = in_organ_order(standings)
    table = Rows(
        ("序号", "单位", "地区", "层级", "自评分", "核查分", "结论"),
        [
            (
                n,
                one.unit.name,
                region(one, desk),
                one.unit.level,
                plain(one.self_total),
                plain(one.verified_total),
                {True: "达标", False: "未达标", None: "未核查"}[one.passed],
            )
            for n, one in enumerate(ordered, 1)
        ],
    )
    return aligned(table, "自评分", "核查分")


def region(standing: Standing, desk: Desk) -> str:
    """The region a unit is listed under, the desk's own units by the region's word (省直, 市直, 州直, 区直)."""
    return region_name(region_of(standing, desk.settings.level), desk)


def region_name(name: str, desk: Desk) -> str:
    """A group's name with the desk's own units in the region's word."""
    return own_units(desk.settings) if name in ("省直", "市直", "县直") else name


def counts_by_region(desk: Desk) -> Rows:
    """Counts by region with their sum, which must be the register's own."""
    return _counts([(region_name(name, desk), count) for name, count in by_city(desk.book)], desk, "地区")


def counts_by_level(desk: Desk) -> Rows:
    """Counts by level with their sum, which must be the register's own."""
    return _counts(by_level(desk.book), desk, "层级")


def _counts(groups: Sequence[tuple[str, Tally]], desk: Desk, what: str) -> Rows:
    whole = tally(desk.book.standings)
    if sum((count for _, count in groups), Tally()) != whole:
        raise JieyueError(f"按{what}统计的各行相加与总数不符，不能生成文书；请核对单位名录中的{what}")
    return aligned(Rows(COUNTED, [_count(name, count) for name, count in (*groups, ("合计", whole))]), "比例")


def _count(name: str, count: Tally) -> tuple[str | int, ...]:
    return (
        name,
        count.registered,
        count.passed_before,
        count.declared,
        count.verified,
        count.passed,
        count.passed_in_all,
        percentage(count.rate_in_all),
        count.failed,
    )


def scoring_sheet(form_set: FormSet, level: str) -> Rows:
    """The table of the annex, a row per rule, words as printed: 项目, 编号, 规则, 分值; the sum is its last row."""
    lines = [
        (item.title, rule.id, rule.wording(level), plain(rule.max)) for item in form_set.items for rule in item.rules
    ]
    return aligned(Rows(("项目", "编号", "规则", "分值"), [*lines, ("合计", "", "", plain(form_set.total))]), "分值")


def scorecard(form_set: FormSet, level: str, verified: Scorecard, self_card: Scorecard | None) -> Rows:
    """One unit's scores by item and rule: 编号, 规则, 分值, 自评分, 核查分; the sum is the last row."""
    own, checked = self_card.points if self_card else {}, verified.points
    lines: list[tuple[str, str, str, str, str]] = []
    for item in form_set.items:
        lines.append((item.id, item.title, plain(item.max), plain(own.get(item.id)), plain(checked.get(item.id))))
        lines.extend(
            (rule.id, rule.wording(level), plain(rule.max), plain(own.get(rule.id)), plain(checked.get(rule.id)))
            for rule in item.rules
            if rule.id in own or rule.id in checked
        )
    own_total = self_card.total if self_card else None
    lines.append(("合计", "", plain(form_set.total), plain(own_total), plain(verified.total)))
    return aligned(Rows(("编号", "规则", "分值", "自评分", "核查分"), lines), "分值", "自评分", "核查分")


def with_its_sum(table: Rows) -> dict[str, Any]:
    """The context of a 评分表: its rows, and its last row by itself as 合计."""
    *rows, last = table.rows
    return {"评分表": Rows(table.columns, rows), "合计": dict(zip(table.columns, last, strict=True))}

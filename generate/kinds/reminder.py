"""催报: who has not reported, as of a date, and until when they may."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generate.paper import Annex, Desk, NothingToReport, Paper
from generate.phrases import contact, indicators, own_basis, own_units, receiving_office, until, we
from generate.values import Rows
from generate.wording import full_day, in_organ_order, percentage
from jieyue.figures import Tally, tally
from jieyue.model import Standing


def papers(desk: Desk) -> Iterator[Paper]:
    """One notice to all who are missing."""
    due = desk.own
    missing = [standing for standing in due if standing.submission is None]
    if not due:
        raise NothingToReport("单位名录中没有本级创建单位，无需催报；请先填写单位名录")
    if not missing:
        raise NothingToReport(f"应报送的{len(due)}家单位已全部报送，无需催报")
    settings = desk.settings
    groups = _by_nature(due)
    tabled = len(groups) > 1
    yield Paper(
        template="催报",
        title=f"{settings.organ.name}关于催报{settings.year}年度节约型机关自评材料的通知",
        file_name="催报通知",
        addressees=(f"{own_units(settings)}有关单位",),
        annexes=(
            Annex("名单", "尚未报送自评材料单位名单"),
            *([Annex("统计", "自评材料报送情况统计表")] if tabled else []),
        ),
        absent=() if tabled else ("统计",),
        context={
            "依据": own_basis(settings),
            "范围": own_units(settings),
            "年度": settings.year,
            "原期限": full_day(settings.deadline("self_assessment", desk.form_set)),
            "接收处室": receiving_office(settings),
            "报送情况": _state(desk, tally(due)),
            "指标": indicators(desk),
            "补报期限": until(settings.deadlines.get("reminder"), "补报期限", settings.year),
            "本机关": we(settings),
            "分组名称": "单位性质",
            "名单": _names(missing),
            "统计": _rates(groups, tally(due)),
            **contact(desk),
        },
    )


def _state(desk: Desk, count: Tally) -> str:
    head = f"截至{full_day(desk.book.as_of)}，应报送的{count.registered}家单位中，"
    if not count.declared:
        return f"{head}尚无单位报送。"
    late = f"（其中逾期报送{count.late}家）" if count.late else ""
    return f"{head}已报送{count.declared}家{late}，报送率{percentage(count.return_rate)}；尚有{count.missing}家未报送。"


def _names(missing: Sequence[Standing]) -> Rows:
    ordered = in_organ_order(missing)
    return Rows(
        ("序号", "单位", "分组"), [(n, one.unit.name, one.unit.nature or "其他") for n, one in enumerate(ordered, 1)]
    )


def _by_nature(due: Sequence[Standing]) -> list[tuple[str, Tally]]:
    groups: dict[str, list[Standing]] = {}
    for standing in in_organ_order(due):
        groups.setdefault(standing.unit.nature or "其他", []).append(standing)
    return [(name, tally(group)) for name, group in groups.items()]


def _rates(groups: Sequence[tuple[str, Tally]], whole: Tally) -> Rows:
    return Rows(
        ("分组", "应报", "已报", "未报", "报送率"),
        [
            (name, count.registered, count.declared, count.missing, percentage(count.return_rate))
            for name, count in (*groups, ("合计", whole))
        ],
    )

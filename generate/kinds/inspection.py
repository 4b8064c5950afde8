"""核查通知: whom the groups visit, when and how, and what to have ready."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generate.listing import scoring_sheet, with_its_sum
from generate.narrative import to_be_added
from generate.organs import in_organ_order
from generate.paper import Annex, Desk, NothingToReport, Paper
from generate.phrases import (
    contact,
    indicators,
    own_basis,
    own_units,
    titled,
    we,
)
from generate.values import Rows
from generate.wording import day_span, month_day_span
from jieyue.figures import plain
from jieyue.model import Standing
from jieyue.settings import Group


def papers(desk: Desk) -> Iterator[Paper]:
    """One notice with the groups and the scoring sheet."""
    visited = in_organ_order(standing for standing in desk.own if standing.submission is not None)
    if not visited:
        raise NothingToReport("还没有单位报送自评表，无从安排核查；请先收齐自评表")
    settings, form_set = desk.settings, desk.form_set
    yield Paper(
        template="核查通知",
        title=titled(settings, f"开展{settings.year}年度节约型机关创建现场核查的通知"),
        file_name="核查通知",
        addressees=(f"{own_units(settings)}有关单位",),
        annexes=(
            Annex("分组", "现场核查分组和时间安排表"),
            Annex("评分表", f"{form_set.title}核查评分表"),
        ),
        context={
            "依据": own_basis(settings),
            "本机关": we(settings),
            "核查时间": _period(desk),
            "范围": own_units(settings),
            "年度": settings.year,
            "核查对象": _whom(desk, visited),
            "指标": indicators(desk),
            "满分": plain(form_set.total),
            "达标线": plain(form_set.pass_mark),
            "项目清单": "、".join(item.title for item in form_set.items[:3]),
            "项目数": len(form_set.items),
            **_groups(settings.groups, [standing.unit.name for standing in visited]),
            **with_its_sum(scoring_sheet(form_set, settings.level.value)),
            **contact(desk),
        },
        doubts=tuple(_not_visited(settings.groups, visited)),
    )


def _not_visited(groups: Sequence[Group], visited: Sequence[Standing]) -> Iterator[str]:
    """Units that the settings send a group to, and that are not to be visited: misspelt, or without a form."""
    names = {standing.unit.name for standing in visited}
    for group in groups:
        if absent := [name for name in group.units if name not in names]:
            yield f"设置里{group.name}要去的“{'、'.join(absent)}”没有可用的自评表，或不是名录里的全称，没有列入"


def _whom(desk: Desk, visited: Sequence[Standing]) -> str:
    if len(visited) == 1:
        return f"本次核查对象为{visited[0].unit.name}，"
    return f"本次核查对象为已报送自评表的{len(visited)}家{own_units(desk.settings)}单位，名单、"


def _period(desk: Desk) -> str:
    last = desk.settings.deadline("verification", desk.form_set)
    first = desk.settings.deadlines.get("verification_from") or last.replace(day=1)
    return day_span(first, last)


def _groups(groups: Sequence[Group], names: Sequence[str]) -> dict[str, Rows]:
    """The groups, and the units each visits, one a row: a desk may send a group to as many as fill pages."""
    shares = shared_out(groups, names) if groups else {"": list(names)}
    columns = ("组别", "组长", "成员", "时间", "单位数")
    described = [_described(group, len(shares[group.name])) for group in groups]
    blank = (to_be_added("核查分组、组长、成员和时间"), "", "", "", len(names))
    listed = [(name, group) for group, share in shares.items() for name in share]
    return {
        "分组": Rows(columns, described or [blank]),
        "被核查单位": Rows(("序号", "单位", "组别"), [(at, *row) for at, row in enumerate(listed, 1)]),
    }


def _described(group: Group, count: int) -> tuple[str | int, ...]:
    leader = group.leader or to_be_added(f"{group.name}组长")
    members = "、".join(group.members) or to_be_added(f"{group.name}成员")
    return group.name, leader, members, _days(group), count


def _days(group: Group) -> str:
    if group.first_day and group.last_day:
        return month_day_span(group.first_day, group.last_day)
    return to_be_added(f"{group.name}核查时间")


def shared_out(groups: Sequence[Group], names: Sequence[str]) -> dict[str, list[str]]:
    """Units by group: those a group names, and the rest in order over the groups that name none."""
    shares: dict[str, list[str]] = {group.name: [name for name in group.units if name in names] for group in groups}
    taken = {name for share in shares.values() for name in share}
    rest = [name for name in names if name not in taken]
    open_groups = [group for group in groups if not group.units] or list(groups)
    size, extra = divmod(len(rest), len(open_groups))
    start = 0
    for place, group in enumerate(open_groups):
        end = start + size + (place < extra)
        shares[group.name] += rest[start:end]
        start = end
    return shares

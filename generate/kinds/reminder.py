"""催报: who has not reported, as of a date, and until when they may."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generate.decimals import aligned
from generate.organs import in_organ_order
from generate.paper import Annex, Desk, NothingToReport, Paper
from generate.phrases import (
    area,
    contact,
    indicators,
    lower_desks,
    own_basis,
    own_units,
    receiving_office,
    titled,
    until,
    we,
)
from generate.values import Rows
from generate.wording import full_day, percentage
from jieyue.figures import Tally, tally
from jieyue.model import Level, Standing


def papers(desk: Desk) -> Iterator[Paper]:
    """One notice to the desk's own units that are missing; after the regions' day, one to the regions that are."""
    notices = [*_to_units(desk), *_to_regions(desk)]
    if not notices:
        raise NothingToReport(_nothing(desk))
    yield from notices


def _nothing(desk: Desk) -> str:
    due = due_units(desk)
    if not due:
        return "单位名录中没有应报送的本级单位，无需催报；请先核对单位名录"
    return f"应报送的{len(due)}家单位已全部报送，无需催报"


def due_units(desk: Desk) -> list[Standing]:
    """The desk's own units that are asked this year: those that passed earlier and sent nothing are not."""
    return [one for one in desk.own if one.submission is not None or not one.passed_before]


def _to_units(desk: Desk) -> Iterator[Paper]:
    settings, due = desk.settings, due_units(desk)
    missing = [standing for standing in due if standing.submission is None]
    if not missing:
        return
    groups = _by_nature(due)
    yield _notice(
        desk,
        matter="自评材料",
        listed="单位",
        addressee=f"{own_units(settings)}有关单位",
        missing=_names(missing),
        groups=groups if len(groups) > 1 else [],
        context={
            "报送主体": f"{own_units(settings)}创建单位",
            "材料": "自评表和创建工作方案",
            "原期限": full_day(settings.deadline("self_assessment", desk.form_set)),
            "报送情况": _state(desk, tally(due), "家单位"),
            "补报要求": f"请尚未报送的单位对照{indicators(desk)}抓紧完成自评，",
            "补充说明": "合署办公的单位可共享相关创建资料。",
            "逾期后果": f"逾期仍未报送的，{we(settings)}将在年度创建情况通报中予以说明。",
            "名单名称": "单位名称",
            "分组名称": "单位性质",
        },
    )


def _to_regions(desk: Desk) -> Iterator[Paper]:
    settings = desk.settings
    deadline = settings.deadline("city_summary", desk.form_set)
    regions = list(dict.fromkeys(filter(None, (_region(one, settings.level) for one in desk.book.standings))))
    there = {result.city for result in desk.book.cities}
    missing = [name for name in regions if name not in there]
    if not missing or desk.book.as_of <= deadline:
        return
    count = Tally(registered=len(regions), declared=len(regions) - len(missing), missing=len(missing))
    yield _notice(
        desk,
        matter="创建总体情况",
        listed="地区",
        addressee=lower_desks(settings).replace("各", "有关", 1),
        missing=Rows(("序号", "单位", "分组"), [(n, name, "未报送") for n, name in enumerate(missing, 1)]),
        groups=[],
        context={
            "报送主体": lower_desks(settings),
            "材料": "创建总体情况报告和汇总表",
            "原期限": full_day(deadline),
            "报送情况": _state(desk, count, "个地区"),
            "补报要求": "请尚未报送的地区抓紧汇总，",
            "补充说明": "",
            "逾期后果": f"逾期仍未报送的，{we(settings)}将在{area(settings)}总体情况报告中予以说明。",
            "名单名称": "地区",
            "分组名称": "报送情况",
        },
    )


def _region(standing: Standing, level: Level) -> str | None:
    return {Level.PROVINCE: standing.unit.city, Level.CITY: standing.unit.district}.get(level)


def _notice(
    desk: Desk,
    *,
    matter: str,
    listed: str,
    addressee: str,
    missing: Rows,
    groups: Sequence[tuple[str, Tally]],
    context: Mapping[str, Any],
) -> Paper:
    settings = desk.settings
    letter = settings.policy.reminder_kind == "函"
    annexes = [Annex("名单", f"尚未报送{matter}的{listed}名单")]
    if groups:
        annexes.append(Annex("统计", f"{matter}报送情况统计表"))
    return Paper(
        template="催报函" if letter else "催报",
        title=titled(settings, f"催报{settings.year}年度节约型机关{matter}的{'函' if letter else '通知'}"),
        file_name=f"催报{'函' if letter else '通知'}（{matter}）",
        format="letter" if letter else "document",
        addressees=(addressee,),
        annexes=tuple(annexes),
        absent=() if groups else ("统计",),
        context={
            "依据": own_basis(settings),
            "年度": settings.year,
            "接收处室": receiving_office(settings),
            "补报期限": until(settings.deadlines.get("reminder"), "补报期限", desk.book.as_of.year),
            "名单": missing,
            "统计": _rates(groups),
            **contact(desk),
            **context,
        },
    )


def _state(desk: Desk, count: Tally, counted: str) -> str:
    head = f"截至{full_day(desk.book.as_of)}，应报送的{count.registered}{counted}"
    if not count.declared:
        return f"{head}均未报送"
    late = f"（其中逾期报送{count.late}家）" if count.late else ""
    unit = counted[0]
    return (
        f"{head}中，已报送{count.declared}{unit}{late}，报送率{percentage(count.return_rate)}；"
        f"尚有{count.missing}{unit}未报送"
    )


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


def _rates(groups: Sequence[tuple[str, Tally]]) -> Rows:
    whole = ("合计", sum((count for _, count in groups), Tally()))
    table = Rows(
        ("分组", "应报", "已报", "未报", "报送率"),
        [
            (name, count.registered, count.declared, count.missing, percentage(count.return_rate))
            for name, count in (*groups, whole)
        ],
    )
    return aligned(table, "报送率")

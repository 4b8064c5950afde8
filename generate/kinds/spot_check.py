"""抽查通知: which of the lower desks' results are checked again, and how they were drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generate.listing import scores
from generate.narrative import to_be_added
from generate.paper import Annex, Desk, NothingToReport, Paper
from generate.phrases import (
    contact,
    indicators,
    lower_desks,
    own_basis,
    titled,
    we,
)
from generate.wording import full_day, percentage
from jieyue.figures import percent, plain
from jieyue.model import Level, Standing


def papers(desk: Desk) -> Iterator[Paper]:
    """One notice to the lower desks."""
    if desk.settings.level is Level.COUNTY:
        raise NothingToReport("县级没有下级机关事务管理部门，不组织复核抽查")
    drawn = [standing for standing in desk.book.standings if standing.unit.name in desk.book.drawn]
    if not drawn:
        raise NothingToReport("还没有抽取复核抽查样本；请先运行 draw")
    settings = desk.settings
    yield Paper(
        template="抽查通知",
        title=titled(settings, f"开展{settings.year}年度节约型机关创建复核抽查的通知"),
        file_name="抽查通知",
        addressees=(lower_desks(settings),),
        annexes=(Annex("名单", "复核抽查单位名单"),),
        context={
            "依据": own_basis(settings),
            "本机关": we(settings),
            "下级": lower_desks(settings),
            "有关下级": lower_desks(settings).replace("各", "有关", 1),
            "年度": settings.year,
            "抽查对象": _sample(desk, drawn),
            "抽取方法": desk.book.draw_method or to_be_added("抽取方法"),
            "指标": indicators(desk),
            "抽查时间": _when(desk),
            "允许差": plain(settings.policy.spot_check_tolerance),
            "达标线": plain(desk.form_set.pass_mark),
            "名单": scores(drawn, desk),
            **contact(desk),
        },
    )


def _when(desk: Desk) -> str:
    """The last day of verification; where that is past, the office's own, or a visible blank."""
    last = desk.settings.deadlines.get("spot_check") or desk.settings.deadline("verification", desk.form_set)
    return f"于{full_day(last)}前完成" if last >= desk.book.as_of else f"于{to_be_added('抽查完成时间')}前完成"


def _sample(desk: Desk, drawn: Sequence[Standing]) -> str:
    """How many of how many; the settings' rate is named where it is what the size came from."""
    whole, rate = len(population(desk)), desk.settings.policy.spot_check_rate
    share = percent(len(drawn), whole)
    from_all = f"从{lower_desks(desk.settings)}核查通过的{whole}家单位中"
    if len(drawn) == whole:
        return f"{lower_desks(desk.settings)}核查通过的{whole}家单位{'全部' if whole > 1 else ''}列入抽查。"
    if 100 * len(drawn) == rate * whole:
        return f"{from_all}按{percentage(rate)}的比例抽取{len(drawn)}家。"
    if 100 * (len(drawn) - 1) < rate * whole < 100 * len(drawn):
        return f"{from_all}按不低于{percentage(rate)}的比例抽取{len(drawn)}家，实际占{percentage(share)}。"
    return f"{from_all}抽取{len(drawn)}家，占{percentage(share)}。"


def population(desk: Desk) -> list[Standing]:
    """The units that lower desks found to have passed, whatever the second look has found since."""
    return [
        one for one in desk.book.standings if (one.summary and one.summary.passed) or one.unit.name in desk.book.drawn
    ]

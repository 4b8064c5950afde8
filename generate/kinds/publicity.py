"""公示: the list before it is final, the days it is shown, and how to object."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generate.listing import units
from generate.paper import Annex, Desk, NothingToReport, Paper
from generate.phrases import (
    contact,
    own_basis,
    procedure,
    receiving_office,
    titled,
)
from generate.wording import full_day, named


def papers(desk: Desk) -> Iterator[Paper]:
    """One public notice with the list."""
    passed = [standing for standing in desk.book.standings if standing.passed]
    if not passed:
        raise NothingToReport("还没有核查达标的单位，没有可以公示的名单")
    settings = desk.settings
    listed = units(passed, desk)
    names = [str(row[1]) for row in listed.rows]
    yield Paper(
        template="公示",
        title=titled(settings, f"{settings.year}年度节约型机关拟达标单位名单的公示"),
        file_name="公示",
        format="plain",
        annexes=(Annex("名单", f"{settings.year}年度节约型机关拟达标单位名单"),),
        context={
            "依据": own_basis(settings),
            "程序": procedure(desk),
            "拟定情况": f"拟确定{named(names, '个单位')}为{settings.year}年度节约型机关。",
            "公示期": _period(settings.policy.publicity_days, desk.day),
            "接收处室": receiving_office(settings),
            "地址": settings.contact.address,
            "邮箱": settings.contact.email,
            "名单": listed,
            **contact(desk),
        },
    )


def _period(days: int, first: date | None) -> str:
    """Working days are counted from a day, never to one: which days are holidays is fixed anew every year."""
    if first is None:
        return f"公示期为{days}个工作日，自本公示发布之日起计算。"
    return f"公示期为{days}个工作日，自{full_day(first)}起计算。"

"""One unit as ``jieyue status UNIT`` tells it: who it is, where it stands, what is open, and all that happened."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jieyue.cli.frame import table, tell, tell_json, tell_problems
from jieyue.errors import Exit, WrongUsage
from jieyue.figures import plain
from jieyue.model import Scorecard, Severity, Standing, Unit
from jieyue.year.attention import unlisted
from jieyue.year.story import Chapter, differences, files_of, story
from jieyue.year.yearbook import Desk


def named_unit(desk: Desk, name: str) -> Unit:
    """The unit of the register that a clerk means; raises :class:`WrongUsage` with the likeliest ones."""
    unit = desk.shelf.belonging.unit(name)
    if unit is None:
        if files := unlisted(desk).get(name):
            there = "、".join(one.location for one in files)
            raise WrongUsage(
                f"单位名录中没有“{name}”，却收下了它的材料：{there}；请把这一行补回名录（撤销的填失效日期）"
            )
        near = desk.shelf.belonging.match(name).suggestion
        raise WrongUsage(f"单位名录中没有“{name}”{near}；请写全称，或先补入单位名录")
    return unit


def tell_unit(desk: Desk, name: str, as_json: bool) -> Exit:
    """Prints the story; 1 when the unit waits for a person."""
    unit = named_unit(desk, name)
    standing = desk.standing(unit)
    why = next((reason for one, reason in desk.counted[1] if one.name == unit.name), None)
    if as_json:
        tell_json(_as_json(desk, standing, why))
    else:
        for line in _head(standing, why):
            tell(line)
        _tell_cards(standing)
        _tell_differences(desk, standing)
        _tell_demands(desk, unit)
        _tell_chapters(story(desk, unit))
        if standing.problems:
            tell("待办：")
            tell_problems(standing.problems)
    open_errors = any(found.severity is Severity.ERROR for found in standing.problems)
    return Exit.NEEDS_A_PERSON if open_errors else Exit.DONE


def _head(standing: Standing, why: str | None) -> Iterator[str]:
    unit = standing.unit
    place = "　".join(part for part in (unit.level, unit.city, unit.district, unit.nature) if part)
    yield f"{unit.name}　{place}"
    for label, names in (("曾用名", unit.former_names), ("别名", unit.aliases)):
        if names:
            yield f"{label}：{'、'.join(names)}"
    for label, value in (
        ("合署组", unit.shared_group),
        ("垂管", unit.vertical),
        ("联系人", " ".join(part for part in (unit.person, unit.phone) if part)),
    ):
        if value:
            yield f"{label}：{value}"
    if why:
        yield f"不计入总数：{why}"
    marks = [word for word, is_so in _marks(standing) if is_so]
    yield f"状态：{standing.state}" + (f"（{'，'.join(marks)}）" if marks else "")


def _marks(standing: Standing) -> tuple[tuple[str, bool], ...]:
    return (
        ("上年未通过", standing.unit.failed_last_year),
        ("往年已达标", standing.passed_before),
        ("逾期报送", standing.late),
    )


def _tell_cards(standing: Standing) -> None:
    for word, card in (("自评", standing.self_card), ("核查", standing.verified_card)):
        if card:
            tell(f"{word}{plain(card.total)}分：{card.working}")
    if standing.summary:
        row = standing.summary
        passed = {True: "达标", False: "未达标", None: "无结论"}[row.passed]
        tell(f"下级汇总表：自评{plain(row.self_score)}，核查{plain(row.verified_score)}，{passed}")


def _tell_differences(desk: Desk, standing: Standing) -> None:
    rows = [(one.name, plain(one.own), plain(one.verified), one.note) for one in differences(desk, standing)]
    if rows:
        table("自评与核查不同之处", ("条目", "自评", "核查", "核查说明"), rows)


def _tell_demands(desk: Desk, unit: Unit) -> None:
    """What was asked to be put right, and whether the report speaks of it."""
    from jieyue.year.rectification import demands

    words = {True: "提到", False: "没有提到", None: "—"}
    rows = [(one.name, plain(one.lost), words[one.mentioned]) for one in demands(desk, unit)]
    if rows:
        table("要求整改的条目（报告中是否提到，是否改好由人工判断）", ("条目", "失分", "整改报告"), rows)


def _tell_chapters(chapters: tuple[Chapter, ...]) -> None:
    rows = [
        (f"{one.at:%Y-%m-%d %H:%M}", one.words, one.why, one.who, str(one.event) if one.event else "")
        for one in chapters
    ]
    if rows:
        table("经过", ("时间", "事项", "理由", "经办人", "记录号"), rows)
    else:
        tell("还没有收到任何材料。")


def _as_json(desk: Desk, standing: Standing, why: str | None) -> dict[str, Any]:
    from jieyue.record import card_record, standing_record
    from jieyue.year.rectification import demands

    def card(one: Scorecard | None) -> Any:
        return card_record(one) if one else None

    return {
        **standing_record(standing),
        "left_out": why,
        "self_card": card(standing.self_card),
        "verified_card": card(standing.verified_card),
        "files": [
            {
                "name": one.name,
                "kind": one.kind.value,
                "received": one.received.isoformat(),
                "outcome": one.outcome,
                "location": one.location,
                "in_use": desk.shelf.in_use(standing.unit.name, one.kind) == one,
            }
            for one in files_of(desk, standing.unit)
        ],
        "demands": [
            {"about": one.about, "name": one.name, "lost": one.lost, "mentioned": one.mentioned}
            for one in demands(desk, standing.unit)
        ],
        "story": [
            {"at": one.at.isoformat(), "what": one.words, "why": one.why, "who": one.who, "event": one.event or None}
            for one in story(desk, standing.unit)
        ],
    }

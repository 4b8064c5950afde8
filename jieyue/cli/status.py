"""``jieyue status``: where every unit stands, or one unit's whole story."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import click

from jieyue.cli.frame import (
    command,
    day_option,
    json_option,
    table,
    tell,
    tell_json,
    today,
    workspace_option,
)
from jieyue.cli.tables import Cell, Coloured
from jieyue.errors import Exit, WrongUsage
from jieyue.figures import plain, region_of, tally
from jieyue.model import Severity, Standing, Yearbook
from jieyue.record import standing_record
from jieyue.session import session
from jieyue.workspace import Workspace
from jieyue.year.states import State
from jieyue.year.yearbook import Desk

_EXAMPLE = """\
jieyue status
jieyue status --state 待补正            # 只看待补正的
jieyue status --level 市级 --city 长沙市
jieyue status 湖南省水利厅              # 一个单位的来龙去脉"""
_REMARK = 60
"""Characters of a message in the table."""
_COLOURS = {
    State.MISSING: "red",
    State.RETURNED: "red",
    State.FAILED: "yellow",
    State.RECTIFYING: "yellow",
    State.DISAGREED: "red",
    State.PASSED: "green",
    State.AGREED: "green",
}


@command("status", example=_EXAMPLE)
@click.argument("unit", required=False, metavar="[单位]")
@workspace_option
@json_option
@click.option("--level", metavar="层级", help="只看某一层级：省级、市级、县级。")
@click.option("--city", metavar="地区", help="只看某一市州或县市区。")
@click.option("--nature", metavar="性质", help="只看某一性质，如 行政机关。")
@click.option("--state", type=click.Choice([state.value for state in State]), metavar="状态", help="只看某一状态。")
@day_option("--on", "看哪一天的名录和期限（默认今天）。")
def status(workspace: Workspace, unit: str | None, as_json: bool, on: date | None, **wanted: str | None) -> Exit:
    """各单位到了哪一步：谁没报、谁要补正、谁达标；写上单位名称就看它的全部经过。"""
    from jieyue.cli.unit_story import tell_unit
    from jieyue.year.attention import needs_a_person

    with session(workspace) as open_session:
        desk = Desk(open_session, on or today())
        if unit:
            return tell_unit(desk, unit, as_json)
        book = desk.book()
        _check_wanted(book, **wanted)
        shown = replace(book, standings=tuple(one for one in book.standings if _is_wanted(one, **wanted)))
        if as_json:
            tell_json(_as_json(desk, shown))
        else:
            _tell(desk, book, shown)
        return Exit.NEEDS_A_PERSON if needs_a_person(desk, book) else Exit.DONE


def _is_wanted(standing: Standing, level: str | None, city: str | None, nature: str | None, state: str | None) -> bool:
    unit = standing.unit
    return (
        level in (None, unit.level)
        and (city is None or city in (unit.city, unit.district))
        and nature in (None, unit.nature)
        and state in (None, standing.state)
    )


def _check_wanted(book: Yearbook, level: str | None, city: str | None, nature: str | None, **_: object) -> None:
    """Raises :class:`WrongUsage` for words that no unit of the register carries, naming those there are."""
    units = [standing.unit for standing in book.standings]
    regions = [name for unit in units for name in (unit.city, unit.district)]
    for option, given, there in (
        ("--level", level, [unit.level for unit in units]),
        ("--city", city, regions),
        ("--nature", nature, [unit.nature for unit in units]),
    ):
        known = list(dict.fromkeys(str(name) for name in there if name))
        if units and given is not None and given not in known:
            raise WrongUsage(f"名录中没有“{option} {given}”的单位；可用的有：{'、'.join(known[:20]) or '无'}")


def _as_json(desk: Desk, book: Yearbook) -> dict[str, Any]:
    """The object of the contract, with what else a script may ask for."""
    from jieyue.year.attention import unlisted

    counts = Counter(standing.state for standing in book.standings)
    return {
        "year": book.year,
        "as_of": book.as_of.isoformat(),
        "counts": {state.value: counts[state] for state in State},
        "units": [standing_record(standing) for standing in book.standings],
        "left_out": [{"name": unit.name, "why": why} for unit, why in book.left_out],
        "unlisted": [
            {"name": unit, "files": [one.location for one in files]} for unit, files in unlisted(desk).items()
        ],
    }


def _tell(desk: Desk, book: Yearbook, shown: Yearbook) -> None:
    organ, day = desk.session.settings.organ.name, book.as_of
    tell(f"{book.year}年度节约型机关创建情况　{organ}　截至{day.year}年{day.month}月{day.day}日")
    if not book.standings:
        tell("单位名录中还没有计入的单位；请先填好“单位名录.xlsx”")
    rows = [_row(standing, book) for standing in shown.standings]
    if rows:
        table("", ("单位", "层级", "地区", "状态", "自评", "核查", "说明"), rows)
    _tell_sums(desk, shown)
    _tell_open(desk, book)


def _row(standing: Standing, book: Yearbook) -> tuple[Cell, ...]:
    colour = _COLOURS.get(State(standing.state))
    state = Coloured(standing.state, colour) if colour else standing.state
    unit = standing.unit
    region = region_of(standing, book.level)
    scores = plain(standing.self_total), plain(standing.verified_total)
    return unit.name, unit.level, region, state, *scores, "；".join(_remarks(standing))


def _remarks(standing: Standing) -> list[str]:
    errors = [found for found in standing.problems if found.severity is Severity.ERROR]
    others = [found for found in standing.problems if found.severity is Severity.WARNING]
    remarks = ["上年未通过"] if standing.unit.failed_last_year else []
    remarks += ["逾期"] if standing.late else []
    if standing.state is State.JUDGED_BELOW and standing.passed is not None:
        remarks.append("达标" if standing.passed else "未达标")
    if errors:
        more = f"等{len(errors)}处" if len(errors) > 1 else ""
        remarks.append(f"{_short(errors[0].message)}{more}")
    return remarks + ([f"提示{len(others)}处"] if others and not errors else [])


def _short(message: str) -> str:
    """A message that fits a table: what came, without each value; ``status UNIT`` tells them all."""
    return message if len(message) <= _REMARK else message.partition("：")[0][:_REMARK] + "……"


def _tell_sums(desk: Desk, book: Yearbook) -> None:
    counts = Counter(standing.state for standing in book.standings)
    count = tally(book.standings)
    states = "，".join(f"{state.value}{counts[state]}" for state in State if counts[state])
    tell(f"共{count.registered}家：{states}" if states else f"共{count.registered}家")
    target = desk.session.settings.target_percent(desk.session.form_set)
    aim = f"，目标{plain(target)}%" if target is not None else ""
    if count.registered:
        tell(f"累计达标{count.passed_in_all}家，占{plain(count.rate_in_all)}%{aim}")


def _tell_open(desk: Desk, book: Yearbook) -> None:
    """What is not a unit's own: files of nobody, summaries that differ, documents made before a change."""
    from jieyue.year.attention import register_words, stale_documents, summary_problems, unclaimed

    waiting = [one.location for one in unclaimed(desk)]
    for line in _heading("待处理、还没有归到单位的文件", waiting):
        tell(line)
    if waiting:
        tell("  已有新文件替代、或不再需要的，用 jieyue decide 文件 --set-aside --why 理由 存档，不再列出")
    in_summaries: Sequence[str] = [f"{city}：{_line(found)}" for city, found in summary_problems(book)]
    for line in _heading("下级汇总表与名录、结论不符之处", in_summaries):
        tell(line)
    stale = [f"{one.location}" for one in stale_documents(desk.session)]
    for line in _heading("数据已变、需要重新生成的文书", stale):
        tell(line)
    if book.left_out:
        tell(
            f"另有{len(book.left_out)}家不计入："
            + "；".join(f"{unit.name}（{why}）" for unit, why in book.left_out[:5])
        )
    for line in register_words(desk):
        tell(line)


def _line(found: Any) -> str:
    return f"{found.place}：{found.message}" if found.place else str(found.message)


def _heading(words: str, lines: Sequence[str], most: int = 20) -> list[str]:
    """A heading with its lines below; long lists say how many more there are."""
    if not lines:
        return []
    more = [f"  ……另有{len(lines) - most}条，见 jieyue export 的台账"] if len(lines) > most else []
    return [f"{words}（{len(lines)}）：", *(f"  {line}" for line in lines[:most]), *more]

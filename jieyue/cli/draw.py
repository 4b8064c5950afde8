"""``jieyue draw``: the spot-check sample, drawn before witnesses, repeatable for ever."""

from __future__ import annotations

import secrets
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import click

from jieyue.cli.frame import command, json_option, login, reason_given, table, tell, tell_json, today, workspace_option
from jieyue.errors import Exit, WrongUsage
from jieyue.figures import plain
from jieyue.ledger import Draw, Event
from jieyue.model import Kind, Level
from jieyue.session import session
from jieyue.workspace import Workspace
from jieyue.year.decided import REDRAW
from jieyue.year.draw import Drawn, Ticket, method, population, repeats, sample_of, size_of
from jieyue.year.yearbook import Desk

_EXAMPLE = """\
jieyue draw --seed 20261120            # 按设置的比例抽，种子当众确定
jieyue draw --rate 10                  # 按10%抽，种子由程序随机产生并记下
jieyue draw                            # 看抽中了谁
jieyue draw --repeat 1                 # 按存下的种子和总体重抽第1次，证明结果相同
jieyue draw --replace 长沙市财政局 --why 办公楼封闭维修
jieyue draw --results                  # 复核结果与原结论对照"""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the command was asked for."""

    seed: str | None
    rate: float | None
    size: int | None
    again: bool
    why: str | None
    who: str
    as_json: bool

    @property
    def is_a_draw(self) -> bool:
        """Whether a draw was asked for, not a look at the last one."""
        return self.again or any(value is not None for value in (self.seed, self.rate, self.size))


@command("draw", example=_EXAMPLE)
@workspace_option
@json_option
@click.option("--seed", metavar="种子", help="抽签种子，当众确定的一串数字或文字（默认：随机产生）。")
@click.option("--rate", type=click.FloatRange(0, 100, min_open=True), metavar="百分数", help="抽查比例（默认按设置）。")
@click.option("--size", type=click.IntRange(1), metavar="家数", help="抽多少家；与 --rate 只写一个。")
@click.option("--again", is_flag=True, help="已抽过，作废重抽（须写 --why）；原来的仍存档。")
@click.option("--replace", metavar="单位", help="抽中的这个单位无法复核，由同层下一家替换（须写 --why）。")
@click.option("--repeat", type=int, metavar="次", help="按存档重抽第几次，核对结果是否相同。")
@click.option("--results", is_flag=True, help="复核结果与原结论对照，及如何处理。")
@click.option("--why", metavar="理由", callback=reason_given, help="替换或重抽的理由。")
@click.option("--who", default=login, metavar="姓名", help="经办人（默认：本机登录名）。")
def draw(workspace: Workspace, replace: str | None, repeat: int | None, results: bool, **asked: Any) -> Exit:
    """抽取复核抽查的样本：按地区和层级分层，种子、总体、方法都存档，任何时候都能当众重抽出同样的结果。

    总体是下级汇总表中达标的单位。不带选项时列出抽中的单位。
    """
    order = _Asked(**asked)
    if sum((replace is not None, repeat is not None, results, order.is_a_draw)) > 1:
        raise WrongUsage("抽取、--replace、--repeat、--results 一次只作一样")
    writes = replace is not None or order.is_a_draw
    with session(workspace, order.who if writes else "") as open_session:
        desk = Desk(open_session, today())
        if replace is not None:
            return _replace(desk, replace, order)
        if repeat is not None:
            return _repeat(desk, repeat, order.as_json)
        if results:
            return _results(desk, order.as_json)
        return _draw(desk, order) if order.is_a_draw else _show(desk, order.as_json)


def _draw(desk: Desk, asked: _Asked) -> Exit:
    if asked.rate is not None and asked.size is not None:
        raise WrongUsage("--rate 与 --size 只写一个")
    if desk.drawn and not (asked.again and asked.why):
        raise WrongUsage("已经抽过（见 jieyue draw）；确需作废重抽，请加 --again --why 理由")
    if desk.session.settings.level is Level.COUNTY:
        raise WrongUsage("县级没有下级机关事务管理部门，不组织复核抽查")
    tickets = population(desk.book())
    if not tickets:
        tell("下级汇总表中还没有达标的单位，没有可以抽取的；请先收下级的汇总表")
        return Exit.NEEDS_A_PERSON
    rate = Decimal(str(asked.rate)) if asked.rate is not None else desk.session.settings.policy.spot_check_rate
    size = asked.size if asked.size is not None else size_of(len(tickets), rate)
    if size > len(tickets):
        raise WrongUsage(f"总体只有{len(tickets)}家，抽不出{size}家")
    seed = asked.seed or str(secrets.randbelow(10**12))
    how = method(size, None if asked.size is not None else rate)
    sample = sample_of(tickets, size, seed)
    _record(desk, Draw(0, datetime.now().astimezone(), asked.who, how, seed, tuple(map(str, tickets)), sample), asked)
    return _show(Desk(desk.session, desk.as_of), asked.as_json)


def _record(desk: Desk, made: Draw, asked: _Asked) -> None:
    ledger = desk.session.ledger
    with ledger.transaction():
        if desk.drawn and asked.why:
            words = f"第{len(ledger.draws())}次抽样作废"
            ledger.add_event(Event(made.at, asked.who, REDRAW, "抽查", before=words, why=asked.why))
        ledger.record_draw(made)


def _show(desk: Desk, as_json: bool) -> Exit:
    """The draw in force."""
    now = desk.drawn
    if now is None:
        if as_json:
            tell_json({"draw": None})
        else:
            tell("还没有抽取；用 jieyue draw --seed 种子 抽取")
        return Exit.DONE
    if as_json:
        tell_json(_as_json(desk, now))
        return Exit.DONE
    one = now.draw
    tell(f"第{len(desk.session.ledger.draws())}次抽样　{one.at:%Y-%m-%d %H:%M}　经办人{one.who}")
    tell(f"{one.method}；种子：{one.seed}")
    _tell_strata(now)
    places = {ticket.name: ticket for ticket in now.tickets}
    rows = [
        (str(number), name, places[name].region, places[name].level, _scored(desk, name))
        for number, name in enumerate(now.sample, 1)
    ]
    table("抽中的单位", ("序号", "单位", "地区", "层级", "原核查分"), rows)
    for event in now.replaced:
        tell(f"替换：{event.target}→{event.after}（{event.why}）")
    tell("生成通知：jieyue generate 抽查通知；复核表收到后看结果：jieyue draw --results")
    return Exit.DONE


def _tell_strata(now: Drawn) -> None:
    whole = Counter(ticket.stratum for ticket in now.tickets)
    chosen = Counter(ticket.stratum for ticket in now.tickets if ticket.name in now.sample)
    rows = [(region, level, str(count), str(chosen[region, level])) for (region, level), count in whole.items()]
    rows.append(("合计", "", str(sum(whole.values())), str(sum(chosen.values()))))
    table("各层", ("地区", "层级", "总体", "抽取"), rows)


def _scored(desk: Desk, name: str) -> str:
    unit = desk.shelf.belonging.unit(name)
    row = desk.merged.rows.get(unit.name) if unit else None
    return plain(row.verified_score if row else None)


def _replace(desk: Desk, name: str, asked: _Asked) -> Exit:
    if not asked.why:
        raise WrongUsage("缺少“--why”；请写明无法复核的理由")
    if desk.drawn is None:
        raise WrongUsage("还没有抽取，没有可以替换的")
    unit = desk.shelf.belonging.unit(name)
    if unit and desk.shelf.in_use(unit.name, Kind.VERIFICATION):
        raise WrongUsage(f"{unit.name}的复核表已经收到，不能再替换；收错了的先用 decide --set-aside 存档")
    written = dict(zip(desk.sample, desk.drawn.sample, strict=True)).get(unit.name if unit else name, name)
    new = desk.drawn.substitute(written)
    ledger = desk.session.ledger
    with ledger.transaction():
        at = datetime.now().astimezone()
        about = str(desk.drawn.draw.id)
        ledger.add_event(
            Event(at, asked.who, "replace", written, about=about, before=written, after=new, why=asked.why)
        )
    if not asked.as_json:
        tell(f"{written}由{new}替换")
    return _show(Desk(desk.session, desk.as_of), asked.as_json)


def _repeat(desk: Desk, number: int, as_json: bool) -> Exit:
    draws = desk.session.ledger.draws()
    if not 1 <= number <= len(draws):
        raise WrongUsage(f"没有第{number}次抽样；共抽过{len(draws)}次")
    one = draws[number - 1]
    same = repeats(one)
    if as_json:
        tell_json({"draw": number, "seed": one.seed, "population": len(one.population), "repeats": same})
    else:
        found = f"重抽得到同样的{len(one.sample)}家" if same else "重抽结果与存档不同，存档可能被改动，请查明"
        tell(f"第{number}次抽样（种子{one.seed}，总体{len(one.population)}家）：{found}")
        for name in sample_of(tuple(map(Ticket.read, one.population)), len(one.sample), one.seed):
            tell(f"  {name}")
    return Exit.DONE if same else Exit.NEEDS_A_PERSON


def _results(desk: Desk, as_json: bool) -> Exit:
    """Both looks at each drawn unit, and what follows."""
    from jieyue.spot_check import results, sent_back

    book, policy = desk.book(), desk.session.settings.policy
    found = results(book, policy.spot_check_tolerance)
    back = list(sent_back(book, policy.spot_check_tolerance, policy.spot_check_consequence))
    if as_json:
        units: list[dict[str, Any]] = [
            {"name": one.standing.unit.name, "region": one.region, "before": one.before, "after": one.after}
            | {"agrees": one.agrees, "consequence": one.consequence}
            for one in found
        ]
        tell_json({"units": units, "sent_back": back})
    else:
        words = {True: "一致", False: "不一致", None: "—"}
        rows = [
            (
                one.standing.unit.name,
                one.region,
                plain(one.before),
                plain(one.after),
                words[one.agrees],
                one.consequence,
            )
            for one in found
        ]
        table("复核结果", ("单位", "地区", "原核查分", "复核分", "是否一致", "处理"), rows)
        open_ones, wrong = sum(one.agrees is None for one in found), sum(one.agrees is False for one in found)
        tell(f"共{len(found)}家：一致{len(found) - open_ones - wrong}，不一致{wrong}，待复核{open_ones}")
        for line in back:
            tell(line)
    return Exit.NEEDS_A_PERSON if back or any(one.agrees is False for one in found) else Exit.DONE


def _as_json(desk: Desk, now: Drawn) -> dict[str, Any]:
    one = now.draw
    return {
        "draw": len(desk.session.ledger.draws()),
        "at": one.at.isoformat(),
        "who": one.who,
        "method": one.method,
        "seed": one.seed,
        "population": list(one.population),
        "sample": list(now.sample),
        "replaced": [{"out": event.target, "in": event.after, "why": event.why} for event in now.replaced],
    }

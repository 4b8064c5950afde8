"""``jieyue decide``: what only a person can decide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import click

from jieyue.cli.frame import command, json_option, person_options, tell, tell_json, workspace_option
from jieyue.errors import Exit, WrongUsage
from jieyue.ledger import Filed
from jieyue.model import Kind
from jieyue.score import POLICIES, POLICY_WORDS
from jieyue.session import Session, session
from jieyue.workspace import Workspace
from jieyue.year.people import (
    Person,
    decide_accept,
    decide_dismiss,
    decide_policy,
    decide_share,
    decide_unit,
    decide_version,
)

_EXAMPLE = """\
jieyue decide 水利单位自评表.xlsx --unit 湖南省水利厅 --why 电话核实
jieyue decide 省粮储局自评表.xlsx --use --why 以第一次报送的为准
jieyue decide 体育局自评表.xlsx --accept --why 逾期有说明，同意收下
jieyue decide 会议通知.docx --set-aside --why 与评价无关
jieyue decide 侨联工作方案.docx --share 湖南省台湾同胞联谊会 --why 合署办公
jieyue decide --not-applicable full --why 局长办公会议定"""


@dataclass(frozen=True, slots=True)
class _Decision:
    """One kind of decision about a file: how it is carried out and told; ``kind`` is the file a unit's name means."""

    act: Callable[[Session, Filed, Person], Filed]
    words: str
    kind: Kind = Kind.SELF_ASSESSMENT


@command("decide", example=_EXAMPLE)
@click.argument("what", required=False, metavar="[文件或单位]")
@workspace_option
@json_option
@click.option("--unit", metavar="单位", help="这份文件是哪个单位的。")
@click.option("--use", is_flag=True, help="同一单位几份之中以这一份为准。")
@click.option("--accept", is_flag=True, help="明知有问题（如逾期、总分不符），照样收下。")
@click.option("--set-aside", is_flag=True, help="不是本年度的表，或已有别的代替：存档，不计入。")
@click.option("--share", metavar="单位", help="这份创建工作方案，合署的这个单位也用。")
@click.option("--verified", is_flag=True, help="写单位名称时，指它的核查表（默认指自评表）。")
@click.option("--not-applicable", type=click.Choice(POLICIES), help="填“不适用”的本年度如何计分。")
@person_options
def decide(  # noqa: PLR0913 - the command's own options
    workspace: Workspace,
    what: str | None,
    *,
    unit: str | None,
    use: bool,
    accept: bool,
    set_aside: bool,
    share: str | None,
    verified: bool,
    not_applicable: str | None,
    why: str,
    who: str,
    as_json: bool,
) -> Exit:
    """作一个决定：文件属于哪个单位、以哪一份为准、照收、不收、工作方案共用、“不适用”如何计分。一次只作一个。"""
    person = Person(who, why)
    asked = [
        (not_applicable, None),
        (unit, _unit),
        (use, _use),
        (accept, _accept),
        (set_aside, _aside),
        (share, _share),
    ]
    given = [(value, make) for value, make in asked if value]
    if len(given) != 1:
        raise WrongUsage("请只写一个决定：--unit、--use、--accept、--set-aside、--share 或 --not-applicable")
    value, make = given[0]
    with session(workspace, who) as open_session:
        if make is None:
            return _policy(open_session, str(value), person, as_json)
        if what is None:
            raise WrongUsage("缺少“文件或单位”；文件名见 jieyue status，或看“待处理”文件夹")
        return _about_file(open_session, what, make(str(value)), person, verified, as_json)


def _about_file(
    open_session: Session, what: str, decision: _Decision, person: Person, verified: bool, as_json: bool
) -> Exit:
    from jieyue.cli.changed import file_meant, last_event, tell_change

    filed = file_meant(open_session, what, Kind.VERIFICATION if verified else decision.kind)
    before = last_event(open_session)
    after = decision.act(open_session, filed, person)
    return tell_change(open_session, after, decision.words.format(name=filed.name), before, as_json)


def _policy(open_session: Session, policy: str, person: Person, as_json: bool) -> Exit:
    from jieyue.cli.changed import last_event, office_of, stale_places, tell_undo

    decide_policy(office_of(open_session), policy, person)
    event, stale = last_event(open_session), stale_places(open_session)
    if as_json:
        tell_json({"not_applicable": policy, "event": event, "stale": stale})
    else:
        tell(f"本年度填“不适用”的：{POLICY_WORDS[policy]}")
        tell_undo(event, stale)
    return Exit.DONE


def _unit(name: str) -> _Decision:
    def act(open_session: Session, filed: Filed, person: Person) -> Filed:
        from jieyue.cli.changed import office_of
        from jieyue.cli.frame import today
        from jieyue.units.belonging import Belonging

        found = Belonging(open_session.register, today()).unit(name)
        official = found.name if found else name
        return decide_unit(office_of(open_session), filed, official, open_session.register, person)

    return _Decision(act, f"《{{name}}》属于{name}")


def _share(name: str) -> _Decision:
    def act(open_session: Session, filed: Filed, person: Person) -> Filed:
        from jieyue.cli.changed import office_of

        return decide_share(office_of(open_session), filed, name, open_session.register, person)

    return _Decision(act, f"创建工作方案《{{name}}》{name}也用", Kind.WORK_PLAN)


def _use(_value: str) -> _Decision:
    return _Decision(_plain(decide_version), "以《{name}》为准")


def _accept(_value: str) -> _Decision:
    return _Decision(_plain(decide_accept), "照收《{name}》")


def _aside(_value: str) -> _Decision:
    return _Decision(_plain(decide_dismiss), "《{name}》存档，不计入")


def _plain(decision: Callable[..., Filed]) -> Callable[[Session, Filed, Person], Filed]:
    def act(open_session: Session, filed: Filed, person: Person) -> Filed:
        from jieyue.cli.changed import office_of

        return decision(office_of(open_session), filed, person)

    return act

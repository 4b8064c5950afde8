"""``jieyue correct``: a person's value for what a form says."""

from __future__ import annotations

import click

from jieyue.cli.frame import command, json_option, person_options, workspace_option
from jieyue.errors import Exit
from jieyue.model import Kind
from jieyue.workspace import Workspace

_EXAMPLE = """\
jieyue correct 湖南省农业农村厅 2.2 18 --why 电话核实，笔误
jieyue correct 湖南省农业农村厅 2.2 16 --verified --why 核查组复核
jieyue correct 农业农村厅自评表.xlsx phone 0731-80000001 --why 来电更正"""


@command("correct", example=_EXAMPLE)
@click.argument("what", metavar="单位或文件")
@click.argument("about", metavar="项目")
@click.argument("value", metavar="新值")
@workspace_option
@json_option
@click.option("--verified", is_flag=True, help="更正核查得分（默认更正自评得分）。")
@person_options
def correct(  # noqa: PLR0913 - the command's own options
    workspace: Workspace, what: str, about: str, value: str, *, verified: bool, why: str, who: str, as_json: bool
) -> Exit:
    """更正一个值：项目或规则的得分（编号如 2.2、2.2.1），或 person、phone、filled_on、stated_total、year。

    原来读到的值保留，更正另记，谁、何时、为何都在审计记录里。写单位名称时更正它最近的自评表（加 --verified 为核查表）。
    """
    from jieyue.cli.changed import file_meant, last_event, office_of, tell_card, tell_change
    from jieyue.session import session
    from jieyue.year.decided import CORRECT
    from jieyue.year.people import Person
    from jieyue.year.people import correct as change
    from jieyue.year.story import about_words

    kind = Kind.VERIFICATION if verified else Kind.SELF_ASSESSMENT
    with session(workspace, who) as open_session:
        filed = file_meant(open_session, what, kind)
        column = "verified_score" if verified or filed.kind is Kind.VERIFICATION else "self_score"
        before = last_event(open_session)
        after = change(office_of(open_session), filed, about, value, Person(who, why), column)
        events = [event for event in open_session.ledger.events() if event.id > before and event.action == CORRECT]
        made = f"：{events[-1].before or '空'}→{events[-1].after}" if events else f"：{value}"
        name = about_words(events[-1].about) if events else about
        done = tell_change(open_session, after, f"已更正《{filed.name}》{name}{made}", before, as_json)
        if not as_json and after.unit:
            tell_card(open_session, after)
        return done

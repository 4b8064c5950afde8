"""``jieyue undo``: a person's change taken back."""

from __future__ import annotations

import click

from jieyue.cli.frame import command, json_option, login, reason_given, table, tell, tell_json, workspace_option
from jieyue.errors import Exit, WrongUsage
from jieyue.session import Session, session
from jieyue.workspace import Workspace

_EXAMPLE = """\
jieyue undo                            # 列出可以撤销的更正和决定
jieyue undo 12 --why 单位来函确认原值无误"""
_MOST = 30


@command("undo", example=_EXAMPLE)
@click.argument("event", required=False, type=int, metavar="[记录号]")
@workspace_option
@json_option
@click.option("--why", metavar="理由", callback=reason_given, help="理由，记入审计记录（撤销时必填）。")
@click.option("--who", default=login, metavar="姓名", help="经办人（默认：本机登录名）。")
def undo(workspace: Workspace, event: int | None, why: str | None, who: str, as_json: bool) -> Exit:
    """撤销一次更正或决定；原记录和撤销都留在审计记录里。不写记录号就列出可以撤销的。"""
    if event is None:
        with session(workspace) as open_session:
            return _list(open_session, as_json)
    if not why:
        raise WrongUsage("缺少“--why”；请写明撤销的理由")
    with session(workspace, who) as open_session:
        return _undo(open_session, event, why, who, as_json)


def _undo(open_session: Session, event: int, why: str, who: str, as_json: bool) -> Exit:
    from jieyue.cli.changed import last_event, office_of, stale_places, tell_undo
    from jieyue.year.people import Person
    from jieyue.year.people import undo as take_back

    take_back(office_of(open_session), event, Person(who, why))
    number, stale = last_event(open_session), stale_places(open_session)
    filed = next(
        (open_session.ledger.filed(one.target) for one in open_session.ledger.events() if one.id == event), None
    )
    if as_json:
        tell_json({"undone": event, "event": number, "file": filed.location if filed else None, "stale": stale})
    else:
        tell(f"已撤销第{event}号记录，记为第{number}号")
        if filed:
            tell(f"{filed.name}现在{filed.location}")
        tell_undo(0, stale)
    return Exit.DONE


def _list(open_session: Session, as_json: bool) -> Exit:
    """What can be taken back, the newest first."""
    from jieyue.year.decided import UNDOABLE, standing_events
    from jieyue.year.story import told

    names = {one.sha256: one.name for one in open_session.ledger.submissions()}
    events = [one for one in standing_events(open_session.ledger.events()) if one.action in UNDOABLE][::-1]
    words = [(one, told(one, names.get(one.target, one.target))) for one in events]
    if as_json:
        tell_json(
            {
                "events": [
                    {"event": one.id, "at": one.at.isoformat(), "who": one.who, "what": text, "why": one.why}
                    for one, text in words
                ]
            }
        )
    elif words:
        rows = [(str(one.id), f"{one.at:%Y-%m-%d %H:%M}", text, one.why, one.who) for one, text in words[:_MOST]]
        table("", ("记录号", "时间", "事项", "理由", "经办人"), rows)
    else:
        tell("还没有更正或决定，没有可以撤销的")
    return Exit.DONE

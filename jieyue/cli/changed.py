"""What every change of a person tells: what became of the file, how to take it back, what was made before it."""

from __future__ import annotations

from typing import Any

from jieyue.cli.frame import tell, tell_problems, today
from jieyue.errors import Exit, WrongUsage
from jieyue.ledger import Filed
from jieyue.model import Basis, Kind
from jieyue.receiving.advice import commands
from jieyue.receiving.report import OUTCOMES
from jieyue.score import scorecard
from jieyue.session import Session
from jieyue.units.belonging import Belonging
from jieyue.year.attention import stale_documents
from jieyue.year.decided import CORRECT, current, open_problems, policy_of, standing_events
from jieyue.year.people import Office, find_file


def office_of(open_session: Session) -> Office:
    """Where people act."""
    return Office(open_session.workspace, open_session.ledger, open_session.form_set)


def file_meant(open_session: Session, text: str, kind: Kind = Kind.SELF_ASSESSMENT) -> Filed:
    """The file a clerk means: by name, number or place, or by any name of its unit (the latest of ``kind``)."""
    belonging = Belonging(open_session.register, today())
    unit = belonging.unit(text)
    try:
        return find_file(open_session.ledger, text, kind)
    except WrongUsage as nothing:
        if unit is None:
            raise WrongUsage(f"{nothing}{belonging.match(text).suggestion}") from nothing
        if unit.name == text:
            raise
        return find_file(open_session.ledger, unit.name, kind)


def last_event(open_session: Session) -> int:
    """The number of the newest entry of the audit trail."""
    events = open_session.ledger.events()
    return events[-1].id if events else 0


def tell_change(open_session: Session, filed: Filed, words: str, before: int, as_json: bool) -> Exit:
    """Says what was done to a file; ``before`` is the newest entry before it.  1 while the file still waits."""
    from jieyue.record import problem_record

    problems = open_problems(filed, standing_events(open_session.ledger.events()))
    event = last_event(open_session)
    stale = stale_places(open_session)
    if as_json:
        from jieyue.cli.frame import tell_json

        told: dict[str, Any] = {
            "file": filed.location,
            "unit": filed.unit,
            "outcome": filed.outcome,
            "event": event if event != before else None,
            "problems": [problem_record(found) for found in problems],
            "stale": stale,
        }
        tell_json(told)
        return Exit.NEEDS_A_PERSON if problems else Exit.DONE
    tell(words if event != before else f"{words}（与现有记录相同，没有变动）")
    outcome = OUTCOMES[filed.outcome] if filed.usable or problems else "存档"
    tell(f"{filed.name}：{outcome}，现在{filed.location}")
    if problems:
        tell("还有：")
        tell_problems(problems)
        for line in commands(filed.name, problems, filed.kind):
            tell(f"    可用：{line}")
    tell_undo(event if event != before else 0, stale)
    return Exit.NEEDS_A_PERSON if problems else Exit.DONE


def tell_card(open_session: Session, filed: Filed) -> None:
    """What the form comes to with everything that people corrected in it."""
    bases = {Kind.SELF_ASSESSMENT: Basis.SELF, Kind.VERIFICATION: Basis.VERIFIED}
    if filed.kind in bases:
        policy = policy_of(open_session.ledger) or open_session.settings.policy.not_applicable
        form = current(filed, open_session.ledger.standing(CORRECT))
        tell(f"更正后：{scorecard(form, open_session.form_set, bases[filed.kind], policy).working}")


def stale_places(open_session: Session) -> list[str]:
    """Documents that rest on data from before the newest change."""
    return [one.location for one in stale_documents(open_session)]


def tell_undo(event: int, stale: list[str]) -> None:
    """How to take it back, and which documents are now to be made anew."""
    if event:
        tell(f"已记入审计记录第{event}号；要撤销：jieyue undo {event} --why 理由")
    if stale:
        tell(f"以下{len(stale)}份文书是在此之前生成的，请重新生成：")
        for place in stale[:20]:
            tell(f"  {place}")
        if len(stale) > 20:
            tell(f"  ……另有{len(stale) - 20}份，见 jieyue status")
        tell("公文用 jieyue generate 重新生成，台账用 jieyue export")

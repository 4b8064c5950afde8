"""What people decided, as it stands: the events nobody undid, and what they make of a received file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from jieyue.ledger import Event, Filed, Ledger
from jieyue.model import Kind, Problem, Severity, Submission
from jieyue.receiving.judge import COUNTED, HARMLESS
from jieyue.receiving.report import ACCEPTED, REVIEW
from jieyue.receiving.versions import VERSION_CODES
from jieyue.year.corrections import adds_up, with_value

RECEIVE = "receive"
CORRECT, UNIT, ACCEPT, DISMISS = "correct", "unit", "accept", "dismiss"
VERSION, POLICY, SHARE, REPLACE, UNDO = "version", "policy", "share", "replace", "undo"
DRAW, REDRAW = "draw", "redraw"
CARRIED = "carried"
"""Of last year: ``target`` is a unit, ``about`` what it had, ``after`` the value."""
ACTIONS = {
    RECEIVE: "收到",
    CORRECT: "更正",
    UNIT: "指定单位",
    ACCEPT: "照收",
    DISMISS: "存档不计",
    VERSION: "指定版本",
    POLICY: "定不适用口径",
    SHARE: "共用工作方案",
    REPLACE: "替换抽查单位",
    DRAW: "抽查抽样",
    REDRAW: "抽样作废",
    CARRIED: "上年结转",
    UNDO: "撤销",
}
"""Every action of the audit trail, in a clerk's words."""
ASIDE = "aside"
"""What became of a file that was set aside: it is kept in 已归档, and no figure rests on it."""
UNDOABLE = (CORRECT, UNIT, ACCEPT, DISMISS, VERSION, POLICY, SHARE, REPLACE)
REVISING = (CORRECT, UNIT, ACCEPT, DISMISS, VERSION, POLICY, UNDO, "retry")
"""What may change a figure that a document has already given; what merely arrives later does not."""
_ABOUT = {"person": "contact.person", "phone": "contact.phone"}
_UNIT_CODES = {"unit-unknown", "unit-missing", "unit-conflict"}


def standing_events(events: Iterable[Event]) -> list[Event]:
    """The events that nobody undid, oldest first."""
    events = list(events)
    undone = {event.undoes for event in events}
    return [event for event in events if event.id not in undone or event.id == 0]


def as_decided(filed: Filed, events: Sequence[Event], standing: Sequence[Event]) -> Filed:
    """Whose a file is, what becomes of it and whether figures may rest on it, by ``standing``, a part of ``events``."""
    after = replace(filed, unit=_unit(filed, events, standing))
    errors = open_problems(after, standing)
    aside = any(event.action == DISMISS and event.target == filed.sha256 for event in standing)
    usable = not aside and filed.kind is not Kind.UNKNOWN and {found.code for found in errors} <= HARMLESS
    return replace(after, outcome=REVIEW if errors else ACCEPTED, usable=usable)


def _unit(filed: Filed, events: Sequence[Event], standing: Sequence[Event]) -> str | None:
    chosen = [event.after for event in standing if event.action == UNIT and event.target == filed.sha256]
    if chosen:
        return chosen[-1]
    ever = [event.before for event in events if event.action == UNIT and event.target == filed.sha256]
    return ever[0] if ever else filed.unit


def policy_of(ledger: Ledger) -> str | None:
    """The policy a person chose for 不适用; None where nobody did."""
    chosen = ledger.standing(POLICY)
    return chosen[-1].after if chosen else None


def in_use(ledger: Ledger, kind: Kind) -> dict[str, Filed]:
    """By unit, the version that counts: the one a person chose, else the last one that is usable."""
    return version_in_use(ledger.submissions(kind), ledger.standing(VERSION))


def version_in_use(files: Iterable[Filed], chosen: Iterable[Event]) -> dict[str, Filed]:
    """By unit, the version that counts among ``files`` of one kind, oldest first; ``chosen`` are people's choices."""
    known = {one.sha256: one for one in files}
    found = {one.unit: one for one in known.values() if one.unit and one.usable}
    for event in chosen:
        one = known.get(event.target)
        if one and one.unit and one.usable:
            found[one.unit] = one
    return found


def current(filed: Filed, corrections: Iterable[Event]) -> Submission:
    """The record with people's corrections (standing events) laid over what was read."""
    submission = filed.submission
    for event in corrections:
        if event.target == filed.sha256 and event.action == CORRECT and event.about:
            submission = with_value(submission, event.about, event.after)
    return submission


def open_problems(filed: Filed, standing: Sequence[Event]) -> tuple[Problem, ...]:
    """The errors of a file that no standing event settled."""
    own = [event for event in standing if event.target == filed.sha256]
    if any(event.action in (ACCEPT, DISMISS) for event in own):
        return ()
    settled = {_subject(event.about or "") for event in own if event.action == CORRECT}
    has_unit = any(event.action == UNIT for event in own)
    policies = [event.after for event in standing if event.action == POLICY]
    has_policy = bool(policies) and policies[-1] in COUNTED
    versions = any(event.action == VERSION and _chose_beside(event, filed) for event in standing)
    whole = adds_up(current(filed, own)) if settled else False
    return tuple(
        found
        for found in filed.submission.problems
        if found.severity is Severity.ERROR
        and found.about not in settled
        and not (has_unit and found.code in _UNIT_CODES)
        and not (has_policy and found.code == "not-applicable")
        and not (versions and found.code in VERSION_CODES)
        and not (whole and found.code in ("total-mismatch", "item-rules-mismatch"))
    )


def choice_among(filed: Filed, last: int) -> str:
    """What the event of a choice between versions keeps: the file, its kind, and the last file received by then."""
    return f"{filed.sha256} {filed.kind.value} {last}"


def _chose_beside(event: Event, filed: Filed) -> bool:
    """Whether a choice was made with this file in view: a version of its unit and kind that had come by then.

    The choices of older ledgers keep the chosen file alone and speak of all its versions.
    """
    _, *more = (event.after or filed.sha256).split()
    return event.about == filed.unit and (not more or (more[0] == filed.kind.value and filed.seq <= int(more[1])))


def _subject(about: str) -> str:
    """The ``about`` of a Problem that a correction speaks to."""
    return _ABOUT.get(about, about.rpartition(":")[2])

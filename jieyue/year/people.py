"""What people change and decide: each an event with who, when, before, after and why; nothing read is overwritten.

What became of a file is a function of its record as read and of the events nobody undid.  ``target`` of an event is the
file's sha256; for a policy it is the workspace.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from jieyue.errors import WrongUsage
from jieyue.formset import FormSet
from jieyue.ledger import Event, Filed, Ledger, Sighting
from jieyue.model import Kind, Submission
from jieyue.receiving.clearing import finish
from jieyue.receiving.report import ACCEPTED, REVIEW
from jieyue.receiving.versions import as_version
from jieyue.score import POLICIES
from jieyue.units.register import Register
from jieyue.workspace import Workspace
from jieyue.year.corrections import only_whole, value_of, with_value
from jieyue.year.decided import (
    ACCEPT,
    ASIDE,
    CORRECT,
    DISMISS,
    POLICY,
    RECEIVE,
    SHARE,
    UNDO,
    UNDOABLE,
    UNIT,
    VERSION,
    as_decided,
    choice_among,
    current,
    in_use,
    open_problems,
    policy_of,
    standing_events,
)
from jieyue.year.moving import moved, tell_anew

_SCORES = ("self_score", "verified_score")
_FIELDS = ("person", "phone", "filled_on", "stated_total", "year")


def _now() -> datetime:
    return datetime.now().astimezone()


@dataclass(frozen=True, slots=True)
class Person:
    """Who acts, why, and when."""

    who: str
    why: str
    at: datetime = field(default_factory=_now)

    def event(self, action: str, target: str, **more: Any) -> Event:
        """The event of what this person does."""
        return Event(self.at, self.who, action, target, why=self.why, **more)


@dataclass(frozen=True, slots=True)
class Office:
    """Where people act: the workspace (held by the caller), its open ledger, the form set."""

    workspace: Workspace
    ledger: Ledger
    form_set: FormSet


def find_file(ledger: Ledger, text: str, kind: Kind = Kind.SELF_ASSESSMENT) -> Filed:
    """The received file meant by a name, a place, the start of a sha256, or a unit (its latest file of ``kind``)."""
    files = ledger.submissions()
    for named in (
        [one for one in files if text in (one.name, one.location, Path(one.location).name)],
        [one for one in files if len(text) >= 6 and one.sha256.startswith(text)],
        [one for one in files if one.unit == text and one.kind is kind][-1:],
    ):
        if len(named) == 1:
            return named[0]
        if named:
            choice = "、".join(f"{one.location}（{one.sha256[:8]}）" for one in named)
            raise WrongUsage(f"“{text}”不止一份：{choice}；请用括号中的编号指明")
    raise WrongUsage(f"没有收到过“{text}”；请用文件名、单位全称或文件编号指明")


def correct(office: Office, filed: Filed, about: str, value: str, person: Person, column: str = "self_score") -> Filed:
    """A person's value for an item, a rule or a field of the head; what was read stays beside it.

    Raises :class:`WrongUsage` for an unknown id, or a value that cannot be.
    """
    name = about if about in _FIELDS else f"{column}:{about}"
    after = _checked(office.form_set, about, value, column)
    now = current(filed, office.ledger.standing(CORRECT))
    _check_scored_so(office.form_set, now, name)
    before = value_of(now, name)
    if before == after and with_value(now, name, after) == now:
        return filed
    return _act(office, filed, person.event(CORRECT, filed.sha256, about=name, before=before, after=after))


def decide_unit(office: Office, filed: Filed, unit: str, register: Register, person: Person) -> Filed:
    """Says which unit of the register a file belongs to."""
    if register.named(unit) is None:
        raise WrongUsage(f"单位名录中没有“{unit}”；请写全称，或先补入单位名录")
    return _act(office, filed, person.event(UNIT, filed.sha256, before=filed.unit, after=unit))


def decide_accept(office: Office, filed: Filed, person: Person) -> Filed:
    """Takes a file as it is, its errors known."""
    if filed.kind is Kind.UNKNOWN:
        raise WrongUsage(f"{filed.name}：不是可读的表单，不能收下；请单位重发")
    return _act(office, filed, person.event(ACCEPT, filed.sha256, before=filed.outcome, after=ACCEPTED))


def decide_dismiss(office: Office, filed: Filed, person: Person) -> Filed:
    """Sets a file aside that is no form, or that another one has replaced; it is kept, and not counted."""
    return _act(office, filed, person.event(DISMISS, filed.sha256, before=filed.outcome, after=ASIDE))


def decide_share(office: Office, filed: Filed, unit: str, register: Register, person: Person) -> Filed:
    """Says that a 创建工作方案 counts for another unit too (合署办公 units share it)."""
    if filed.kind is not Kind.WORK_PLAN:
        raise WrongUsage(f"{filed.name}：不是创建工作方案；只有工作方案可以合署共用")
    if register.named(unit) is None:
        raise WrongUsage(f"单位名录中没有“{unit}”；请写全称，或先补入单位名录")
    return _act(office, filed, person.event(SHARE, filed.sha256, about=filed.unit, after=unit))


def decide_version(office: Office, filed: Filed, person: Person) -> Filed:
    """Says that of a unit's versions this one counts."""
    if not filed.unit:
        raise WrongUsage(f"{filed.name}：还没有确定单位；请先用 decide 指定单位")
    before = in_use(office.ledger, filed.kind).get(filed.unit)
    event = person.event(VERSION, filed.sha256, about=filed.unit, before=before.sha256 if before else None)
    last = max(one.seq for one in office.ledger.submissions(filed.kind))
    after = _act(office, filed, replace(event, after=choice_among(filed, last)))
    _settle_others(office, after)
    return after


def decide_policy(office: Office, policy: str, person: Person) -> None:
    """Says how 不适用 counts this year."""
    if policy not in POLICIES:
        raise WrongUsage(f"没有“{policy}”这种口径；可用：{'、'.join(POLICIES)}")
    with office.ledger.transaction():
        office.ledger.add_event(person.event(POLICY, "本年度", before=policy_of(office.ledger), after=policy))
    _settle_all(office)


def undo(office: Office, event: int, person: Person) -> None:
    """Takes back what a person did; both stay in the trail.  Raises :class:`WrongUsage` when it cannot be."""
    events = office.ledger.events()
    known = {one.id: one for one in events}
    if event not in known or known[event].action not in UNDOABLE:
        raise WrongUsage(f"第{event}号记录不是人工更正或决定，不能撤销")
    if any(one.undoes == event for one in events):
        raise WrongUsage(f"第{event}号记录已经撤销过")
    taken = known[event]
    back = person.event(UNDO, taken.target, about=taken.about, before=taken.after, after=taken.before, undoes=event)
    filed = office.ledger.filed(taken.target)
    if filed:
        _settle_others(office, _act(office, filed, back))
        return
    with office.ledger.transaction():
        office.ledger.add_event(back)
    _settle_all(office)


def _settle_all(office: Office) -> None:
    """What is decided for the whole year settles every file."""
    events = office.ledger.events(but=RECEIVE)
    for filed in office.ledger.submissions():
        _settle(office, filed, events)


def _settle_others(office: Office, filed: Filed) -> None:
    """A choice between versions settles the others too."""
    events = office.ledger.events()
    for other in office.ledger.of_unit(filed.unit or "", filed.kind):
        _settle(office, other, events)


def _act(office: Office, filed: Filed, event: Event) -> Filed:
    return _settle(office, filed, (*office.ledger.events(), event), event)


def _settle(office: Office, filed: Filed, events: Sequence[Event], new: Event | None = None) -> Filed:
    """Brings a file's outcome and place in line with the events, and enters the new one, all durably."""
    standing = standing_events(events)
    after = as_decided(filed, events, standing)
    if after.unit != filed.unit:
        after = as_decided(_among_versions(office, after), events, standing)
    errors = open_problems(after, standing)
    leaving: list[Sighting] = []
    if after.outcome != filed.outcome:
        after, leaving = moved(office.workspace, filed, after, errors)
    elif after.outcome == REVIEW:
        tell_anew(office.workspace, filed, after, errors)
    if new is None and after == filed:
        return filed
    with office.ledger.transaction():
        if new:
            office.ledger.add_event(new)
        if after != filed:
            office.ledger.change_file(after)
        for one in leaving:
            office.ledger.add_sighting(one, new.at if new else _now())
    finish(office.workspace, office.ledger)
    return after


def _among_versions(office: Office, filed: Filed) -> Filed:
    """A file in the hands of another unit than before: whether that one has other versions of it."""
    others = office.ledger.of_unit(filed.unit, filed.kind) if filed.unit else ()
    corrected = {event.target for event in office.ledger.standing(CORRECT)}
    submission = as_version(filed.submission, others, office.form_set, corrected)
    return filed if submission is filed.submission else replace(filed, submission=submission)


def settle(office: Office, filed: Filed) -> Filed:
    """Brings a file's outcome and place in line with everything people did."""
    return _settle(office, filed, office.ledger.events())


def _checked(form_set: FormSet, about: str, value: str, column: str) -> str:
    """The value as the event keeps it, checked against the table."""
    if about in ("person", "phone"):
        return _as_written(about, value)
    if about == "filled_on":
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError as error:
            raise WrongUsage(f"“{value}”不是日期；请写成 2026-10-12") from error
    if about in ("stated_total", "year"):
        return str(_decimal(value))
    if column not in _SCORES or (about not in form_set.item_by_id and about not in form_set.rule_by_id):
        raise WrongUsage(f"没有“{about}”这一项；可用项目或规则编号（如 2.2、2.2.1）或 {'、'.join(_FIELDS)}")
    score = _decimal(value)
    if not 0 <= score <= form_set.maximum(about):
        raise WrongUsage(f"{form_set.name_of(about)}：{value}不在0到{form_set.maximum(about)}之间；请核对")
    return str(score)


def _check_scored_so(form_set: FormSet, now: Submission, name: str) -> None:
    """A rule cannot be corrected where its whole item got one score: the other rules' points would not be known."""
    about = name.partition(":")[2]
    whole = only_whole(now, name)
    item = about.rpartition(".")[0]
    if about in form_set.rule_by_id and whole is not None and len(form_set.item_by_id[item].rules) > 1:
        raise WrongUsage(f"{form_set.name_of(item)}只有整项得分{whole}，没有分条得分；请更正整项，项目写{item}")


def _as_written(about: str, value: str) -> str:
    """A person or a number to call; the word that stands for it in a note's command is neither."""
    text = value.strip()
    if about == "person" and text in ("", "联系人", "姓名"):
        raise WrongUsage(f"“{value}”不是姓名；请把它换成联系人的姓名")
    if about == "phone" and not any(letter.isdigit() for letter in text):
        raise WrongUsage(f"“{value}”不是电话号码；请把它换成联系电话的号码")
    return text


def _decimal(value: str) -> Decimal:
    try:
        number = Decimal(value)
    except InvalidOperation as error:
        raise WrongUsage(f"“{value}”不是数；请写阿拉伯数字") from error
    if not number.is_finite():
        raise WrongUsage(f"“{value}”不是数；请写阿拉伯数字")
    return number

"""A unit's whole story in the year: every file, change, decision and document about it, with days and reasons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from jieyue.figures import plain
from jieyue.ledger import DocumentEntry, Event, Filed
from jieyue.model import Kind, Scorecard, Standing, Unit
from jieyue.receiving.archive import FOLDERS
from jieyue.receiving.report import OUTCOMES
from jieyue.score import POLICY_WORDS
from jieyue.year.attention import is_stale
from jieyue.year.decided import ACTIONS, CORRECT, POLICY, REPLACE, UNDO, UNDOABLE, VERSION
from jieyue.year.yearbook import Desk

_COPIES = (Kind.STAMPED_COPY, Kind.TWIN)
"""Kept beside the form that counts."""
_COLUMNS = {"self_score": "自评得分", "verified_score": "核查得分"}
_FIELDS = {"person": "联系人", "phone": "联系电话", "filled_on": "填报日期", "stated_total": "总分", "year": "年度"}


@dataclass(frozen=True, slots=True)
class Chapter:
    """One thing that happened: when, in words, and the number by which it can be undone (0: it cannot)."""

    at: datetime
    words: str
    why: str = ""
    who: str = ""
    event: int = 0


@dataclass(frozen=True, slots=True)
class Difference:
    """One rule or item on which self and verified score differ."""

    about: str
    name: str
    own: Decimal
    verified: Decimal
    note: str


def story(desk: Desk, unit: Unit) -> tuple[Chapter, ...]:
    """Everything about the unit, oldest first."""
    chapters = [*_files(desk, unit), *_events(desk, unit), *_documents(desk, unit), *_summaries(desk, unit)]
    return tuple(sorted(chapters, key=lambda one: one.at))


def files_of(desk: Desk, unit: Unit) -> tuple[Filed, ...]:
    """Every file of the unit, in the order received."""
    return tuple(one for one in desk.shelf.files if one.unit == unit.name)


def _files(desk: Desk, unit: Unit) -> Iterator[Chapter]:
    for one in files_of(desk, unit):
        used = desk.shelf.in_use(unit.name, one.kind)
        mark = "，现以此份为准" if used == one and one.kind not in _COPIES else ""
        outcome = "存档不计" if desk.shelf.is_aside(one) else OUTCOMES[one.outcome]
        yield Chapter(one.received, f"收到{FOLDERS[one.kind]}《{one.name}》：{outcome}{mark}（{one.location}）")
    plan = desk.shelf.work_plan(unit.name)
    if plan and plan.unit != unit.name:
        yield Chapter(plan.received, f"工作方案与{plan.unit}共用：《{plan.name}》（{plan.location}）")


def _events(desk: Desk, unit: Unit) -> Iterator[Chapter]:
    mine = {one.sha256: one.name for one in files_of(desk, unit)}
    undone = {event.undoes for event in desk.shelf.events}
    for event in desk.shelf.events:
        if event.action != "receive" and _concerns(event, unit.name, mine):
            words = told(event, mine.get(event.target, event.target))
            mark = "（已撤销）" if event.id in undone else ""
            yield Chapter(
                event.at,
                f"{words}{mark}",
                event.why,
                event.who,
                event.id if event.action in UNDOABLE and not mark else 0,
            )


def _concerns(event: Event, unit: str, files: dict[str, str]) -> bool:
    if event.target in files or event.target == unit:
        return True
    return event.after == unit or event.action == POLICY


def told(event: Event, target: str) -> str:
    """An event in words: what was done to ``target``, before and after."""
    action = ACTIONS.get(event.action, event.action)
    if event.action == UNDO:
        return f"撤销第{event.undoes}号记录" + (f"（{about_words(event.about)}）" if event.about else "")
    if event.action == CORRECT:
        return f"更正《{target}》{about_words(event.about)}：{event.before or '空'}→{event.after}"
    if event.action == VERSION:
        return f"以《{target}》为准"
    if event.action == REPLACE:
        return f"{action}：{event.target}→{event.after}"
    if event.action in ("carried", POLICY):
        return f"{action}：{event.about or ''}{POLICY_WORDS.get(event.after or '', event.after)}"
    return f"{action}《{target}》" + (f"：{event.after}" if event.action in ("unit", "share") else "")


def about_words(about: str | None) -> str:
    """What a correction speaks of, in words."""
    column, colon, subject = (about or "").partition(":")
    return f"{subject} {_COLUMNS.get(column, column)}" if colon else _FIELDS.get(column, column)


def _documents(desk: Desk, unit: Unit) -> Iterator[Chapter]:
    for document in desk.session.ledger.documents():
        if document.unit == unit.name:
            stale = "，此后数据有变" if is_stale(document, desk.shelf.events) else ""
            yield Chapter(document.at, f"生成{document_words(document)}{stale}")


def document_words(document: DocumentEntry) -> str:
    """A document in words: kind, number or draft, and place."""
    state = "草稿" if document.draft else document.number or "正式"
    return f"{document.kind}（{state}）{document.location}"


def _summaries(desk: Desk, unit: Unit) -> Iterator[Chapter]:
    for filed in desk.shelf.all_in_use(Kind.CITY_SUMMARY):
        for row in filed.submission.summary:
            found = desk.shelf.belonging.unit(row.name)
            if found and found.name == unit.name:
                passed = {True: "达标", False: "未达标", None: "无结论"}[row.passed]
                scores = f"自评{plain(row.self_score)}，核查{plain(row.verified_score)}，{passed}"
                place = f"（{filed.location} {row.place or ''}）"
                yield Chapter(filed.received, f"{filed.unit or filed.name}汇总表：{scores}{place}")


def differences(desk: Desk, standing: Standing) -> tuple[Difference, ...]:
    """Self against verified, rule by rule (item by item where only items were scored), where they differ."""
    if not (standing.self_card and standing.verified_card):
        return ()
    notes = _notes(standing)
    form_set = desk.session.form_set
    return tuple(
        Difference(about, form_set.name_of(about), own, verified, notes.get(about, ""))
        for about, own, verified in _pairs(standing.self_card, standing.verified_card)
        if own != verified
    )


def _pairs(own: Scorecard, verified: Scorecard) -> Iterator[tuple[str, Decimal, Decimal]]:
    """What both cards score: the rules of an item where both have them, else the item."""
    items = {item.item: item for item in own.items}
    for item in verified.items:
        mine = items.get(item.item)
        rules = {rule.rule: rule.score for rule in mine.rules} if mine else {}
        if rules and item.rules:
            lines = [(rule.rule, rules.get(rule.rule), rule.score) for rule in item.rules]
        else:
            lines = [(item.item, mine.score if mine else None, item.score)]
        yield from ((about, one, two) for about, one, two in lines if one is not None and two is not None)


def _notes(standing: Standing) -> dict[str, str]:
    items = standing.verification.items if standing.verification else ()
    found = {item.item: item.note for item in items} | {rule.rule: rule.note for item in items for rule in item.rules}
    return {about: note for about, note in found.items() if note}

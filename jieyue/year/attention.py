"""What waits for a person in the year's books, apart from the units' own forms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from jieyue.ledger import DocumentEntry, Event, Filed
from jieyue.model import Kind, Problem, Severity, Yearbook
from jieyue.receiving.report import REVIEW
from jieyue.session import Session
from jieyue.year.decided import RECEIVE, REVISING
from jieyue.year.yearbook import Desk


def unclaimed(desk: Desk) -> tuple[Filed, ...]:
    """Files in 待处理 that no unit's state speaks of: whose they are is not known, or they are no form."""
    units = {unit.name for unit in desk.counted[0]}
    told = (Kind.SELF_ASSESSMENT, Kind.VERIFICATION)
    return tuple(
        one for one in desk.shelf.files if one.outcome == REVIEW and not (one.unit in units and one.kind in told)
    )


def unlisted(desk: Desk) -> Mapping[str, Sequence[Filed]]:
    """Accepted files by unit, of units that the register no longer names: a row was taken out, or a name changed."""
    found: dict[str, list[Filed]] = {}
    for one in desk.shelf.files:
        if one.unit and one.usable and one.kind is not Kind.CITY_SUMMARY and not desk.shelf.belonging.unit(one.unit):
            found.setdefault(one.unit, []).append(one)
    return found


def register_words(desk: Desk) -> Iterator[str]:
    """What is wrong with the register on which every figure rests, a line each; nothing if it is in order."""
    faults = sum(found.severity is Severity.ERROR for found in desk.session.register.problems)
    if faults:
        yield f"单位名录有{faults}处错误，总数可能不准；逐条列出：jieyue register check"
    if gone := unlisted(desk):
        named = "；".join(
            f"{unit}（{'、'.join(one.name for one in files[:3])}）" for unit, files in list(gone.items())[:10]
        )
        yield f"已收下材料、单位名录中却没有了的单位{len(gone)}家，不在统计之内：{named}"
        yield "　　行删掉了就补回来；撤销、合并的不删行，填“失效日期”；更名的把原名写进“曾用名”"


_OF_A_DAY = ("催报", "核查通知", "核查表", "抽查通知")
"""Kinds that tell the state of one day; once final they are what they were."""
_WITHOUT_NUMBER = (*_OF_A_DAY, "公示")
"""Kinds that go out without a number, or may."""


def is_sent(document: DocumentEntry) -> bool:
    """Whether a document is history: final and numbered, or of a kind that needs no number."""
    return not document.draft and (document.number is not None or document.kind in _WITHOUT_NUMBER)


def is_stale(document: DocumentEntry, events: Sequence[Event]) -> bool:
    """Whether a document is to be made anew: a sent one only when a person changed what it may rest on."""
    if not document.stale or not is_sent(document):
        return document.stale
    if document.kind in _OF_A_DAY:
        return False
    return any(event.id > document.basis and event.action in REVISING for event in events)


def stale_documents(session: Session) -> tuple[DocumentEntry, ...]:
    """The last document of each place that is to be made anew."""
    last = {one.location: one for one in session.ledger.documents()}
    root, events = session.workspace.root, session.ledger.events(but=RECEIVE)
    return tuple(one for one in last.values() if is_stale(one, events) and (root / one.location).exists())


def summary_problems(book: Yearbook) -> Iterator[tuple[str, Problem]]:
    """What is wrong with the lower desks' summaries, by region."""
    for result in book.cities:
        for found in result.problems:
            yield result.city, found


def needs_a_person(desk: Desk, book: Yearbook) -> bool:
    """Whether anything at all stands open that only a person can settle."""
    open_errors = any(found.severity is Severity.ERROR for one in book.standings for found in one.problems)
    in_summaries = any(found.severity is Severity.ERROR for _, found in summary_problems(book))
    return open_errors or in_summaries or bool(unclaimed(desk)) or any(register_words(desk))

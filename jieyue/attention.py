"""What waits for a person in the year's books, apart from the units' own forms."""

from __future__ import annotations

from collections.abc import Iterator

from jieyue.ledger import DocumentEntry, Filed
from jieyue.model import Kind, Problem, Severity, Yearbook
from jieyue.report import REVIEW
from jieyue.yearbook import Desk


def unclaimed(desk: Desk) -> tuple[Filed, ...]:
    """Files in 待处理 that no unit's state speaks of: whose they are is not known, or they are no form."""
    units = {unit.name for unit in desk.counted[0]}
    told = (Kind.SELF_ASSESSMENT, Kind.VERIFICATION)
    return tuple(
        one for one in desk.shelf.files if one.outcome == REVIEW and not (one.unit in units and one.kind in told)
    )


def stale_documents(desk: Desk) -> tuple[DocumentEntry, ...]:
    """The last document of each place that rests on older data than the ledger holds now."""
    last = {one.location: one for one in desk.session.ledger.documents()}
    root = desk.session.workspace.root
    return tuple(one for one in last.values() if one.stale and (root / one.location).exists())


def summary_problems(book: Yearbook) -> Iterator[tuple[str, Problem]]:
    """What is wrong with the lower desks' summaries, by region."""
    for result in book.cities:
        for found in result.problems:
            yield result.city, found


def needs_a_person(desk: Desk, book: Yearbook) -> bool:
    """Whether anything at all stands open that only a person can settle."""
    open_errors = any(found.severity is Severity.ERROR for one in book.standings for found in one.problems)
    in_summaries = any(found.severity is Severity.ERROR for _, found in summary_problems(book))
    return open_errors or in_summaries or bool(unclaimed(desk)) or desk.session.register.faulty

"""What a record means in this workspace: its unit, its year, its day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from jieyue.formset import FormSet
from jieyue.model import Kind, Problem, Severity, Submission
from jieyue.problems import problem
from jieyue.receiving.written import written
from jieyue.score import POLICY_WORDS
from jieyue.settings import Settings
from jieyue.units.matching import match
from jieyue.units.register import Register

_OPEN = "not-applicable"
_DUE = {Kind.SELF_ASSESSMENT: "self_assessment", Kind.WORK_PLAN: "self_assessment", Kind.CITY_SUMMARY: "city_summary"}
COUNTED = ("full", "rescale")
"""Policies for 不适用 that leave nothing to ask: a rule that does not apply is counted by them."""
HARMLESS = {"newer-version"}
"""Errors that need a person's eye while the figures already rest on the file."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What a file is judged by: the register, the settings, the form set, the day of receipt, how 不适用 counts."""

    register: Register
    settings: Settings
    form_set: FormSet
    today: date
    policy: str = "none"


@dataclass(frozen=True, slots=True)
class Judged:
    """A Submission with the workspace's Problems added, the unit of the register it belongs to, its record as text."""

    submission: Submission
    unit: str | None
    record: str

    @property
    def usable(self) -> bool:
        """Whether figures may rest on it."""
        return is_usable(self.submission)


def is_usable(submission: Submission) -> bool:
    """No error but that another version exists; a known form."""
    errors = {found.code for found in submission.problems if found.severity is Severity.ERROR}
    return submission.kind is not Kind.UNKNOWN and errors <= HARMLESS


def judge(submission: Submission, desk: Desk, record: str = "") -> Judged:
    """Adds what only the workspace knows.

    ``record`` is the Submission's own, where its reader has written it: it stands when nothing is added.
    """
    problems: list[Problem] = []
    unit: str | None = None
    if desk.policy in COUNTED and any(found.code == _OPEN for found in submission.problems):
        submission, record = _counted(submission, desk), ""
    if submission.kind is not Kind.UNKNOWN:
        unit, found = _unit(submission, desk)
        problems += [*found, *_calendar(submission, desk)]
    if problems or not record:
        submission, record = written(replace(submission, problems=(*submission.problems, *problems)))
    return Judged(submission, unit, record)


def _counted(submission: Submission, desk: Desk) -> Submission:
    """The file with each 不适用 counted by the bureau's policy, which is said and no longer asked."""

    def said(found: Problem) -> Problem:
        if found.code != _OPEN or found.about is None:
            return found
        name, how = desk.form_set.name_of(found.about), POLICY_WORDS[desk.policy]
        return problem(
            "not-applicable-counted", place=found.place, about=found.about, found=found.found, name=name, how=how
        )

    return replace(submission, problems=tuple(map(said, submission.problems)))


def _unit(submission: Submission, desk: Desk) -> tuple[str | None, Sequence[Problem]]:
    if not submission.unit:
        return None, ()
    found = match(submission.unit, desk.register, desk.today)
    if found.unit:
        return found.unit.name, ()
    if submission.kind is Kind.CITY_SUMMARY and desk.register.units:
        return submission.unit, ()
    return None, (
        problem(
            "unit-unknown", about="unit", found=submission.unit, candidates=found.suggestion, place=_place(submission)
        ),
    )


def _place(submission: Submission) -> str | None:
    return next((field.place for field in submission.fields if field.name == "unit"), None)


def _calendar(submission: Submission, desk: Desk) -> Iterator[Problem]:
    """The year of the form against the workspace's, and the day of receipt against the deadline."""
    known = {found.code for found in submission.problems}
    if submission.year is not None and submission.year != desk.settings.year and "year-conflict" not in known:
        yield problem("year-conflict", about="year", found=str(submission.year), year=desk.settings.year)
    due = _DUE.get(submission.kind)
    if due and (due in desk.settings.deadlines or due in desk.form_set.deadlines):
        deadline = desk.settings.deadline(due, desk.form_set)
        if desk.today > deadline:
            yield problem("late", about="file", found=desk.today.isoformat(), deadline=deadline.isoformat())

"""The Yearbook: a desk's whole year from ledger, register, settings and form set; the only source of figures.

``as_of`` decides who counts in the register and whether verification has begun.  Everything the ledger holds is in it,
whatever day it was entered: what a clerk has just taken in is never hidden.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache, cached_property

from jieyue.ledger import DocumentEntry, Filed
from jieyue.model import (
    LEVEL_WORDS,
    Kind,
    Level,
    Problem,
    Scorecard,
    Severity,
    Standing,
    SummaryRow,
    Unit,
    Yearbook,
)
from jieyue.problems import problem
from jieyue.session import Session
from jieyue.settings import Settings
from jieyue.spot_check import agrees
from jieyue.units.register import counting
from jieyue.year.cities import Merged, Merging
from jieyue.year.decided import CARRIED, POLICY
from jieyue.year.draw import Drawn, drawn
from jieyue.year.draw_words import told
from jieyue.year.gists import Gists
from jieyue.year.rectification import report_problems
from jieyue.year.shelf import Shelf, shelf_of
from jieyue.year.states import Facts, state_of

LETTER = "整改"


def yearbook(session: Session, as_of: date) -> Yearbook:
    """The year as it stands: units that count on ``as_of`` in register order, and the others with the reason."""
    return Desk(session, as_of).book()


@dataclass(frozen=True)
class Desk:
    """One reading of the year; what several commands look at is computed once.

    ``until`` is an entry of the audit trail: the year as it stood after it, to compare what was written then.
    """

    session: Session
    as_of: date
    until: int | None = None

    @cached_property
    def shelf(self) -> Shelf:
        """What was received, by unit."""
        self.gists.teach(self._received.files)
        return self._received

    @cached_property
    def _received(self) -> Shelf:
        return shelf_of(self.session, self.as_of, self.until)

    @cached_property
    def gists(self) -> Gists:
        """What is known of each file without reading it."""
        return Gists(self.session, self.policy)

    @cached_property
    def counted(self) -> tuple[tuple[Unit, ...], tuple[tuple[Unit, str], ...]]:
        """Who counts on the day, and who does not."""
        return counting(self.session.register, self.as_of)

    @cached_property
    def merged(self) -> Merged:
        """What the lower desks sent."""
        units, left_out = self.counted
        reasons = {unit.name: reason for unit, reason in left_out}
        desk = self.session
        merging = Merging(self.shelf.belonging, desk.form_set, desk.settings.level, units, reasons)
        return merging.merge(self.shelf.all_in_use(Kind.CITY_SUMMARY))

    @cached_property
    def drawn(self) -> Drawn | None:
        """The draw in force."""
        return drawn(self.session.ledger)

    @cached_property
    def sample(self) -> tuple[str, ...]:
        """The units drawn, under the names they have now."""
        names = self.drawn.sample if self.drawn else ()
        return tuple(unit.name if (unit := self.shelf.belonging.unit(name)) else name for name in names)

    @cached_property
    def _sampled(self) -> frozenset[str]:
        return frozenset(self.sample)

    @cached_property
    def policy(self) -> str:
        """How 不适用 counts: a person's decision, else the settings', else the form set's."""
        decided = [event.after for event in self._received.standing if event.action == POLICY]
        return (decided[-1] if decided else None) or self.session.settings.policy.not_applicable

    @cached_property
    def settings(self) -> Settings:
        """The settings in force: those of the file, but for what a person decided."""
        settings = self.session.settings
        return replace(settings, policy=replace(settings.policy, not_applicable=self.policy))

    @cached_property
    def letters(self) -> Mapping[str, DocumentEntry]:
        """The final 整改 letter of each unit."""
        return {one.unit: one for one in self.session.ledger.documents() if _is_letter(one) and one.unit}

    @cached_property
    def begun(self) -> bool:
        """Whether the first day of verification has come."""
        return self.as_of >= first_day(self.session)

    def book(self) -> Yearbook:
        """The Yearbook."""
        return self._book

    @cached_property
    def _book(self) -> Yearbook:
        units, left_out = self.counted
        settings = self.session.settings
        corrected = ((one, self.shelf.corrections_of(one)) for one in self.shelf.files)
        self.gists.complete(corrected, keep=self.until is None)
        return Yearbook(
            year=settings.year,
            level=settings.level,
            as_of=self.as_of,
            standings=tuple(self.standing(unit) for unit in units),
            left_out=left_out,
            cities=self.merged.results,
            drawn=self.sample,
            draw_method=told(self.drawn) if self.drawn else "",
            passed_before=settings.passed_before,
            previous=tuple(self._previous()),
        )

    def _previous(self) -> Iterator[tuple[str, Decimal]]:
        """Last year's verified totals, under the names the units have now."""
        for event in self.shelf.standing:
            unit = self.shelf.belonging.unit(event.target) if event.action == CARRIED else None
            if unit and event.after and event.after[0].isdigit():
                yield unit.name, Decimal(event.after)

    def standing(self, unit: Unit) -> Standing:
        """Where one unit stands."""
        form = self.shelf.in_use(unit.name, Kind.SELF_ASSESSMENT)
        sheet = self.shelf.in_use(unit.name, Kind.VERIFICATION)
        row = self._row(unit)
        unit = self._with_past(unit)
        before = unit.passed_in is not None and unit.passed_in < self.session.settings.year
        own, verified = self._card(form), self._card(sheet)
        facts = Facts(
            received=bool(self.shelf.of_unit(unit.name, Kind.SELF_ASSESSMENT)),
            declared=form is not None or row is not None,
            begun=self.begun,
            passed=verified.passed if verified else None,
            lettered=unit.name in self.letters,
            reported=self.shelf.in_use(unit.name, Kind.RECTIFICATION_REPORT) is not None,
            judged_below=row is not None and row.passed is not None,
            drawn=unit.name in self._sampled,
            agrees=agrees(row, verified, self.session.settings.policy.spot_check_tolerance),
            passed_before=before,
        )
        return Standing(
            unit,
            state_of(facts),
            own,
            verified,
            row,
            form.received.date() if form else None,
            self.is_late(unit),
            before,
            (*self._problems(unit, form, sheet, (own, verified)), *report_problems(self, unit, facts.passed)),
            self.shelf.current(form) if form else None,
            self.shelf.current(sheet) if sheet else None,
        )

    def _with_past(self, unit: Unit) -> Unit:
        """The unit with last year's marks; where it has none, those of the unit that it alone carries on."""
        for one in (unit, *self.shelf.belonging.carried_on_by(unit)):
            if one.passed_in is not None or one.failed_last_year:
                return replace(unit, passed_in=one.passed_in, failed_last_year=one.failed_last_year)
        return unit

    def _row(self, unit: Unit) -> SummaryRow | None:
        """The lower desk's line, where it says more than that the unit is on the list."""
        row = self.merged.rows.get(unit.name)
        says = row and not (row.self_score is None and row.verified_score is None and row.passed is None)
        return row if says else None

    def _card(self, filed: Filed | None) -> Scorecard | None:
        return self.gists.card(filed, self.shelf.corrections_of(filed)) if filed else None

    def is_late(self, unit: Unit) -> bool:
        """Whether the first form the unit sent came after the deadline; what it sends anew later is not late."""
        first = next(iter(self.shelf.of_unit(unit.name, Kind.SELF_ASSESSMENT)), None)
        return first is not None and first.received.date() > self.due

    @cached_property
    def due(self) -> date:
        """The last day for self-assessment forms."""
        return self.session.settings.deadline("self_assessment", self.session.form_set)

    def _problems(
        self, unit: Unit, form: Filed | None, sheet: Filed | None, cards: tuple[Scorecard | None, Scorecard | None]
    ) -> Iterator[Problem]:
        """What is open: of the forms in use, of a newer one that cannot be used, of what is missing beside them."""
        for kind in (Kind.SELF_ASSESSMENT, Kind.VERIFICATION):
            yield from self.open_problems(unit, kind)
        if sheet and not form and unit.level == LEVEL_WORDS[self.session.settings.level]:
            yield problem("verification-alone", about="file")
        if form and self.needs_plan(unit) and self.shelf.work_plan(unit.name) is None:
            yield _plan_missing()
        for filed, card in zip((form, sheet), cards, strict=True):
            if filed and card and card.problems:
                known = {(one.code, one.about) for one in filed.submission.problems}
                yield from (one for one in card.problems if (one.code, one.about) not in known)

    def open_problems(self, unit: Unit, kind: Kind) -> Iterator[Problem]:
        """Errors that nobody settled: of the version in use, and of the newest after it that waits for a person."""
        if (unit.name, kind) not in self.shelf.faulted:
            return
        files = self.shelf.of_unit(unit.name, kind)
        used = self.shelf.in_use(unit.name, kind)
        newer = [one for one in files if (used is None or one.seq > used.seq) and self.shelf.open_problems(one)][-1:]
        for filed in (*((used,) if used else ()), *newer):
            yield from self.shelf.open_problems(filed)

    def needs_plan(self, unit: Unit) -> bool:
        """Whether the unit sends a 创建工作方案 beside its form: a province's own units do (the notice, 五（一）)."""
        return unit.level == "省级" and self.session.settings.level is Level.PROVINCE


def first_day(session: Session) -> date:
    """The first day of verification: the office's own, else the form set's."""
    own = session.settings.deadlines.get("verification_from")
    if own:
        return own
    timetable = session.form_set.deadlines["verification"]
    return date.fromisoformat(f"{session.settings.year + timetable.next_year}-{timetable.first or timetable.day}")


def errors(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Those that need a person."""
    return tuple(one for one in problems if one.severity is Severity.ERROR)


@cache
def _plan_missing() -> Problem:
    return problem("work-plan-missing", about="file")


def _is_letter(document: DocumentEntry) -> bool:
    return document.kind == LETTER and not document.draft

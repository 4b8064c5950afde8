"""Everything received, sorted by the unit it belongs to, with what people changed and decided about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from jieyue.ledger import Event, Filed
from jieyue.model import Kind, Problem, Submission
from jieyue.session import Session
from jieyue.units.belonging import Belonging
from jieyue.year.decided import (
    CORRECT,
    DISMISS,
    POLICY,
    RECEIVE,
    SHARE,
    VERSION,
    as_decided,
    current,
    open_problems,
    standing_events,
    version_in_use,
)

_BY_NAME = (Kind.CITY_SUMMARY,)
"""Kinds whose sender need not be a unit of the register."""


@dataclass(frozen=True)
class Shelf:
    """The ledger's files under the names the register has on the day; oldest first.

    ``events`` is the audit trail but for the receipts, which the files themselves tell.
    """

    files: tuple[Filed, ...]
    events: tuple[Event, ...]
    belonging: Belonging

    @cached_property
    def standing(self) -> tuple[Event, ...]:
        """What people did and nobody undid."""
        return tuple(standing_events(self.events))

    @cached_property
    def _by_unit(self) -> Mapping[tuple[str, Kind], tuple[Filed, ...]]:
        found: dict[tuple[str, Kind], tuple[Filed, ...]] = {}
        for one in self.files:
            if one.unit:
                key = one.unit, one.kind
                found[key] = (*found.get(key, ()), one)
        return found

    @cached_property
    def faulted(self) -> frozenset[tuple[str | None, Kind]]:
        """Of which units and kinds there are files with problems."""
        return frozenset((one.unit, one.kind) for one in self.files if one.submission.problems)

    def of_unit(self, unit: str, kind: Kind) -> tuple[Filed, ...]:
        """Every version of one kind."""
        return self._by_unit.get((unit, kind), ())

    @cached_property
    def _in_use(self) -> Mapping[Kind, Mapping[str, Filed]]:
        chosen = [event for event in self.standing if event.action == VERSION]
        return {kind: version_in_use([one for one in self.files if one.kind is kind], chosen) for kind in Kind}

    def in_use(self, unit: str, kind: Kind) -> Filed | None:
        """The version that counts."""
        return self._in_use[kind].get(unit)

    def all_in_use(self, kind: Kind) -> tuple[Filed, ...]:
        """The versions that count, in the order received; a usable file of nobody replaces none and counts."""
        nameless = [one for one in self.files if one.kind is kind and one.usable and not one.unit]
        return tuple(sorted((*self._in_use[kind].values(), *nameless), key=lambda one: one.seq))

    @cached_property
    def _by_target(self) -> Mapping[str, list[Event]]:
        found: dict[str, list[Event]] = {}
        for event in self.standing:
            if event.action not in (POLICY, VERSION):
                found.setdefault(event.target, []).append(event)
        return found

    @cached_property
    def _policies(self) -> tuple[Event, ...]:
        return tuple(event for event in self.standing if event.action == POLICY)

    @cached_property
    def _versions(self) -> Mapping[str | None, list[Event]]:
        """People's choices between versions, by unit."""
        found: dict[str | None, list[Event]] = {}
        for event in self.standing:
            if event.action == VERSION:
                found.setdefault(event.about, []).append(event)
        return found

    def events_of(self, filed: Filed) -> tuple[Event, ...]:
        """What stands about one file."""
        about = (self._by_target.get(filed.sha256, ()), self._policies, self._versions.get(filed.unit, ()))
        return tuple(event for events in about for event in events)

    def corrections_of(self, filed: Filed) -> Sequence[Event]:
        """What people corrected in a file."""
        mine = self._by_target.get(filed.sha256)
        return [event for event in mine if event.action == CORRECT] if mine else ()

    def open_problems(self, filed: Filed) -> tuple[Problem, ...]:
        """The errors of a file that nobody settled."""
        if not filed.submission.problems:
            return ()
        return open_problems(filed, self.events_of(filed))

    def current(self, filed: Filed) -> Submission:
        """The record with people's corrections laid over it."""
        return current(filed, self.corrections_of(filed))

    def is_aside(self, filed: Filed) -> bool:
        """Whether a person set it aside."""
        return any(event.action == DISMISS for event in self._by_target.get(filed.sha256, ()))

    @cached_property
    def _shared_plans(self) -> Mapping[str, Filed]:
        """Work plans that a person said count for another unit too, by that unit."""
        plans = {one.sha256: one for one in self.files if one.kind is Kind.WORK_PLAN}
        found: dict[str, Filed] = {}
        for event in self.standing:
            unit = self.belonging.unit(event.after or "") if event.action == SHARE else None
            if unit and event.target in plans:
                found[unit.name] = plans[event.target]
        return found

    def work_plan(self, unit: str) -> Filed | None:
        """The unit's own 创建工作方案, or the one it shares."""
        return self.in_use(unit, Kind.WORK_PLAN) or self._shared_plans.get(unit)


def shelf_of(session: Session, day: date, until: int | None = None) -> Shelf:
    """The ledger's files, sorted; with ``until`` as they stood after that entry of the audit trail."""
    belonging = Belonging(session.register, day)
    files, events = session.ledger.submissions(), session.ledger.events(but=RECEIVE)
    if until is not None:
        there = {event.target for event in session.ledger.standing(RECEIVE) if event.id <= until}
        files, events = _as_of([one for one in files if one.sha256 in there], events, until)
    return Shelf(tuple(_named(files, belonging)), events, belonging)


def _as_of(files: Sequence[Filed], events: Sequence[Event], until: int) -> tuple[tuple[Filed, ...], tuple[Event, ...]]:
    """What had been received and decided by then."""
    then = tuple(event for event in events if event.id <= until)
    standing = standing_events(then)
    general = [event for event in standing if event.action in (POLICY, VERSION)]
    mine: dict[str, list[Event]] = {}
    for event in standing:
        mine.setdefault(event.target, []).append(event)
    return tuple(as_decided(one, events, [*mine.get(one.sha256, ()), *general]) for one in files), then


def _named(files: Iterable[Filed], belonging: Belonging) -> Iterable[Filed]:
    """The files under the names their units have now."""
    for one in files:
        unit = belonging.unit(one.unit) if one.unit and one.kind not in _BY_NAME else None
        yield replace(one, unit=unit.name) if unit and unit.name != one.unit else one

"""整改: what was asked of a unit that failed, and what its report speaks of.

Whether a shortfall is put right is for a person to say; here it is only found whether the report mentions it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from jieyue.errors import JieyueError
from jieyue.ledger import Filed
from jieyue.model import Kind, Problem, Scorecard, Unit
from jieyue.problems import problem
from jieyue.units.names import cleaned

if TYPE_CHECKING:
    from jieyue.year.yearbook import Desk

_LEAST = 6
"""So many characters of a rule's own words say which rule is meant."""


@dataclass(frozen=True, slots=True)
class Demand:
    """One shortfall that was asked to be put right; ``mentioned`` is None where no report could be read."""

    about: str
    name: str
    lost: Decimal
    mentioned: bool | None = None


def demands(desk: Desk, unit: Unit) -> tuple[Demand, ...]:
    """What was asked, in the order of the table, each with whether the unit's report mentions it."""
    card = desk.standing(unit).verified_card
    if card is None or card.passed is not False:
        return ()
    report = desk.shelf.in_use(unit.name, Kind.RECTIFICATION_REPORT)
    text = _text(desk, report) if report else None
    form_set = desk.session.form_set
    return tuple(
        Demand(about, form_set.name_of(about), lost, None if text is None else _mentions(desk, about, text))
        for about, lost in _lost(card)
    )


def _lost(card: Scorecard) -> Iterator[tuple[str, Decimal]]:
    for about, whole, score in card.lines:
        if score is not None and score < whole:
            yield about, whole - score


def _mentions(desk: Desk, about: str, text: str) -> bool:
    """By its number, by its item's title, or by the first words of the rule."""
    form_set = desk.session.form_set
    item = form_set.item_by_id.get(about) or form_set.item_of_rule[about]
    rule = form_set.rule_by_id.get(about)
    words = [about, cleaned(item.title)]
    if rule:
        clause = cleaned(rule.text).replace("。", "，").split("，")[0]
        words += [clause] if len(clause) >= _LEAST else []
    return any(word in text for word in words)


def _text(desk: Desk, report: Filed) -> str | None:
    """The report's words without spaces; None where it cannot be read here."""
    from extract.readers import read
    from extract.view import texts
    from jieyue.safe.refusal import Refused

    path: Path = desk.session.workspace.root / report.location
    try:
        document = read(path, report.submission.source.format)
    except (OSError, KeyError, JieyueError, Refused):
        return None
    return "".join(cleaned(one.text) for one in texts(document))


def report_problems(desk: Desk, unit: Unit, passed: bool | None) -> Iterator[Problem]:
    """A report that nobody asked for, or that came after its day."""
    report = desk.shelf.in_use(unit.name, Kind.RECTIFICATION_REPORT)
    if report is None:
        return
    if passed is not False:
        yield problem("rectification-unasked", about="file", found=report.name)
    deadline = desk.session.settings.deadline("rectification", desk.session.form_set)
    if report.received.date() > deadline:
        found = report.received.date().isoformat()
        yield problem("rectification-late", about="file", found=found, deadline=deadline.isoformat())

"""Every count, rate and ranking of a Yearbook, computed once, so that a figure is the same wherever it stands.

Percentages are rounded half up, to one decimal, from counts of the register; nothing here is ever typed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from jieyue.formset import FormSet
from jieyue.model import Level, Standing, Yearbook

LEVELS = ("省级", "市级", "县级")
BANDS = ((None, 60), (60, 70), (70, 80), (80, 90), (90, None))
"""Bounds of the score distribution, lower bound included."""


def percent(part: int | Decimal, whole: int | Decimal, places: int = 1) -> Decimal:
    """``part`` of ``whole`` in percent, half up; 0 of 0 is 0."""
    if not whole:
        return Decimal(0).quantize(Decimal(1).scaleb(-places))
    return rounded(Decimal(part) * 100 / Decimal(whole), places)


def rounded(value: Decimal, places: int = 1) -> Decimal:
    """Half up, as people round; Python's own ``round`` is not."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


@lru_cache(4096)
def plain(value: Decimal | None) -> str:
    """A number as documents print it: ``92.5``, ``80``; nothing is ``—``.  Few are different, many are printed."""
    if value is None:
        return "—"
    if not value:
        return "0"
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of one group of units.

    ``declared`` have reported, ``verified`` have a conclusion, ``passed_in_all`` passed in this or an earlier year;
    ``missing`` have not reported although they have not passed before.
    """

    registered: int = 0
    passed_before: int = 0
    declared: int = 0
    verified: int = 0
    passed: int = 0
    passed_in_all: int = 0
    failed: int = 0
    missing: int = 0
    late: int = 0

    @property
    def rate(self) -> Decimal:
        """Passed this year, in percent of the register."""
        return percent(self.passed, self.registered)

    @property
    def rate_in_all(self) -> Decimal:
        """Passed in this or an earlier year, in percent of the register: what the target speaks of."""
        return percent(self.passed_in_all, self.registered)

    @property
    def pass_rate(self) -> Decimal:
        """Passed, in percent of those verified."""
        return percent(self.passed, self.verified)

    @property
    def return_rate(self) -> Decimal:
        """Reported, in percent of the register."""
        return percent(self.declared, self.registered)

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(getattr(self, part.name) + getattr(other, part.name) for part in fields(Tally)))


def tally(standings: Iterable[Standing]) -> Tally:
    """Counts a group of units."""
    counts = [0] * len(fields(Tally))
    for marks in map(_marks, standings):
        for place, mark in enumerate(marks):
            counts[place] += mark
    return Tally(*counts)


def _marks(standing: Standing) -> tuple[bool, ...]:
    """What one unit counts as, in the order of a Tally."""
    passed, before = standing.passed, standing.passed_before
    declared = standing.submission is not None or standing.summary is not None
    missing = not declared and not before
    return (
        True,
        before,
        declared,
        passed is not None,
        passed is True,
        before or passed is True,
        passed is False,
        missing,
        standing.late,
    )


def by_level(book: Yearbook) -> tuple[tuple[str, Tally], ...]:
    """One tally per 层级 that the register has, from the province down."""
    return _grouped(book.standings, lambda standing: standing.unit.level, LEVELS)


def by_city(book: Yearbook) -> tuple[tuple[str, Tally], ...]:
    """One tally per region below the desk, the desk's own units first (省直, 市直, 县直), in register order."""
    return _grouped(book.standings, lambda standing: region_of(standing, book.level))


def by_nature(book: Yearbook) -> tuple[tuple[str, Tally], ...]:
    """One tally per 性质 in register order; units without one are 其他."""
    return _grouped(book.standings, lambda standing: standing.unit.nature or "其他")


def region_of(standing: Standing, level: Level) -> str:
    """The region a unit is counted under, seen from a desk of ``level``."""
    unit = standing.unit
    if level is Level.PROVINCE:
        return "省直" if unit.level == "省级" else unit.city or "未注明市州"
    if level is Level.CITY:
        return "市直" if unit.level == "市级" else unit.district or "未注明县市区"
    return "县直"


def _grouped(
    standings: Sequence[Standing], key: Callable[[Standing], str], order: Sequence[str] = ()
) -> tuple[tuple[str, Tally], ...]:
    groups: dict[str, list[Standing]] = {name: [] for name in order}
    for standing in standings:
        groups.setdefault(key(standing), []).append(standing)
    return tuple((name, tally(group)) for name, group in groups.items() if group)


@dataclass(frozen=True, slots=True)
class Loss:
    """How often and by how much one rule (or item) was marked down, among the ``scored`` units."""

    about: str
    name: str
    units: int
    lost: Decimal
    scored: int

    @property
    def share(self) -> Decimal:
        """Units marked down, in percent of those scored on it."""
        return percent(self.units, self.scored)


_NOTHING = Decimal(0)


def marked_down(book: Yearbook, form_set: FormSet) -> tuple[Loss, ...]:
    """Rules by how many units lost points on them in verification, the most often first.

    A unit verified by item only counts under its item, which then stands beside the rules.
    """
    units: Counter[str] = Counter()
    scored: Counter[str] = Counter()
    lost: dict[str, Decimal] = {}
    for standing in book.standings:
        for about, most, score in standing.verified_card.lines if standing.verified_card else ():
            if score is not None:
                scored[about] += 1
                if score != most:
                    units[about] += score < most
                    lost[about] = lost.get(about, _NOTHING) + most - score
    losses = [Loss(about, form_set.name_of(about), units[about], lost[about], scored[about]) for about in lost]
    return tuple(
        sorted((loss for loss in losses if loss.units), key=lambda loss: (-loss.units, -loss.lost, loss.about))
    )


@dataclass(frozen=True, slots=True)
class Inflation:
    """Self minus verified score in one group: how many units have both, the mean (2 decimals) and the largest."""

    name: str
    units: int
    mean: Decimal
    largest: Decimal


def inflation(book: Yearbook) -> tuple[Inflation, ...]:
    """The difference between self and verified totals, by 性质, and 合计 last; empty when no unit has both."""
    groups: dict[str, list[Decimal]] = {}
    for standing in book.standings:
        if standing.self_total is not None and standing.verified_total is not None:
            difference = standing.self_total - standing.verified_total
            groups.setdefault(standing.unit.nature or "其他", []).append(difference)
            groups.setdefault("", []).append(difference)
    whole = groups.pop("", None)
    rows = [_inflation(name, group) for name, group in groups.items()]
    return (*rows, _inflation("合计", whole)) if whole else ()


def _inflation(name: str, differences: Sequence[Decimal]) -> Inflation:
    mean = rounded(sum(differences, Decimal(0)) / len(differences), 2)
    return Inflation(name, len(differences), mean, max(differences))


def distribution(book: Yearbook) -> tuple[tuple[str, int], ...]:
    """How many units' verified totals fall in each band of :data:`BANDS`."""
    totals = [standing.verified_total for standing in book.standings if standing.verified_total is not None]
    return tuple(
        (_band(low, high), sum((low is None or total >= low) and (high is None or total < high) for total in totals))
        for low, high in BANDS
    )


def _band(low: int | None, high: int | None) -> str:
    if low is None:
        return f"{high}分以下"
    return f"{low}分以上" if high is None else f"{low}～{high}分（不含{high}分）"

"""The lower desks' 汇总表 merged into one: matched with the register, checked line by line, differences said.

What a line says is used only where it is certain: a conclusion that its score does not bear out, or a unit that two
lines tell differently, has no conclusion until the sender has settled it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from jieyue.figures import plain
from jieyue.formset import FormSet
from jieyue.ledger import Filed
from jieyue.model import CityResult, Level, Problem, SummaryRow, Unit
from jieyue.problems import problem
from jieyue.units.belonging import Belonging

_SHOWN = {"level": "层级", "city": "市州", "district": "县市区"}


def region_below(unit: Unit, level: Level) -> str | None:
    """The region below a desk of ``level`` whose summary tells of the unit."""
    return unit.city if level is Level.PROVINCE else unit.district


@dataclass(frozen=True, slots=True)
class Merged:
    """One line per unit of the register, and what each lower desk sent, with what is wrong with it."""

    rows: Mapping[str, SummaryRow]
    results: tuple[CityResult, ...]


@dataclass(frozen=True)
class Merging:
    """What summaries are merged against: the units that count, the form set, whose desk it is."""

    belonging: Belonging
    form_set: FormSet
    level: Level
    counted: Sequence[Unit]
    left_out: Mapping[str, str]

    def merge(self, summaries: Iterable[Filed]) -> Merged:
        """Every line under its unit; ``summaries`` are the versions in use, in the order received."""
        rows: dict[str, SummaryRow] = {}
        read = [self._read(filed) for filed in summaries]
        results = []
        for one in read:
            found = list(one.problems)
            for name, row in one.rows.items():
                rows[name], more = _beside(rows.get(name), row, name)
                found += more
            results.append(replace(one.result, problems=tuple(found)))
        return Merged(rows, self._complete(rows, tuple(results)))

    def _read(self, filed: Filed) -> _Read:
        problems: list[Problem] = list(filed.submission.problems)
        rows: dict[str, SummaryRow] = {}
        for row in filed.submission.summary:
            unit, found = self._unit(row)
            problems += found
            if unit:
                sure, found = self._sure(row)
                problems += [*found, *self._differences(row, unit)]
                rows[unit.name], found = _beside(rows.get(unit.name), sure, unit.name)
                problems += found
        submission = filed.submission
        city = self._region(rows, submission.unit or filed.name)
        result = CityResult(city, submission.summary, submission.counts, submission.source)
        return _Read(result, rows, tuple(problems))

    def _unit(self, row: SummaryRow) -> tuple[Unit | None, list[Problem]]:
        unit = self.belonging.unit(row.name)
        if unit is None:
            near = self.belonging.match(row.name).suggestion
            return None, [
                problem("summary-unit-unknown", place=row.place, about="file", found=row.name, candidates=near)
            ]
        why = self.left_out.get(unit.name)
        if why is not None and unit.name not in self._places:
            return None, [problem("summary-unit-outside", place=row.place, about="file", found=row.name, why=why)]
        return unit, []

    def _sure(self, row: SummaryRow) -> tuple[SummaryRow, list[Problem]]:
        """The line without a conclusion that its own score does not bear out."""
        score, said = row.verified_score, row.passed
        if said is None and score is None:
            return row, []
        if score is not None and said is not None and self._bears_out(score, said):
            return row, []
        word = {True: "是", False: "否", None: ""}[said]
        found = problem(
            "summary-conclusion", place=row.place, about="file", found=word, name=row.name, score=plain(score)
        )
        return replace(row, passed=None), [found]

    def _bears_out(self, score: Decimal, said: bool) -> bool:
        reached = score >= self.form_set.pass_mark
        vetoed = reached and not said and any(rule.veto for rule in self.form_set.rules())
        return said is reached or vetoed

    def _differences(self, row: SummaryRow, unit: Unit) -> Iterator[Problem]:
        for name, words in _SHOWN.items():
            stated, known = getattr(row, name), getattr(unit, name)
            if stated and known and stated != known:
                yield problem(
                    "summary-differs",
                    place=row.place,
                    about="file",
                    found=stated,
                    name=unit.name,
                    what=words,
                    expected=known,
                )

    def _region(self, rows: Iterable[str], sender: str) -> str:
        """The region that a summary speaks of: that of its units, else of its sender."""
        places = sorted(self._places[name] for name in rows if name in self._places)
        regions = Counter(region for place in places if (region := self._region_of(self.counted[place])))
        if regions:
            return regions.most_common(1)[0][0]
        known = sorted(filter(None, self._by_region), key=len, reverse=True)
        return next((region for region in known if sender.startswith(region)), sender)

    def _region_of(self, unit: Unit) -> str | None:
        return region_below(unit, self.level)

    @cached_property
    def _places(self) -> Mapping[str, int]:
        """Where in the register the units that count stand."""
        return {unit.name: place for place, unit in enumerate(self.counted)}

    @cached_property
    def _by_region(self) -> Mapping[str | None, list[Unit]]:
        found: dict[str | None, list[Unit]] = {}
        for unit in self.counted:
            found.setdefault(self._region_of(unit), []).append(unit)
        return found

    def _complete(self, rows: Mapping[str, SummaryRow], results: tuple[CityResult, ...]) -> tuple[CityResult, ...]:
        """The results with what is missing from them, said once: at the last one of each region."""
        last = {result.city: place for place, result in enumerate(results)}
        return tuple(
            replace(one, problems=(*one.problems, *self._gaps(rows, one))) if last[one.city] == place else one
            for place, one in enumerate(results)
        )

    def _gaps(self, rows: Mapping[str, SummaryRow], result: CityResult) -> Iterator[Problem]:
        units = self._by_region.get(result.city, [])
        for unit in units:
            if unit.name not in rows:
                yield problem("summary-unit-missing", about="file", found=unit.name)
        for line in result.counts:
            mine = [unit for unit in units if line.level in ("合计", "总计", unit.level)]
            stated = dict(line.counts).get("registered")
            if stated is not None and stated != len(mine):
                words = {"name": f"{line.level}总数", "expected": len(mine)}
                yield problem("summary-count-differs", place=line.place, about="file", found=str(stated), **words)


@dataclass(frozen=True, slots=True)
class _Read:
    """One summary, its lines under the units' names."""

    result: CityResult
    rows: Mapping[str, SummaryRow]
    problems: tuple[Problem, ...]


def _beside(first: SummaryRow | None, second: SummaryRow, name: str) -> tuple[SummaryRow, list[Problem]]:
    """The line of a unit that may have had one already; two that differ leave it without a conclusion."""
    if first is None:
        return second, []
    if _said(first) == _said(second):
        return first, []
    told = "；".join(f"{row.place or ''}核查分{plain(row.verified_score)}" for row in (first, second))
    found = problem("summary-repeated", place=second.place, about="file", found=told, name=name)
    return replace(first, self_score=None, verified_score=None, passed=None), [found]


def _said(row: SummaryRow) -> tuple[Decimal | None, Decimal | None, bool | None]:
    return row.self_score, row.verified_score, row.passed

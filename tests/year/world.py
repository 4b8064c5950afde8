"""An invented province over three years: who exists, what each sends and is given; everything from one seed.

Nothing here uses the program's own reckoning: totals, conclusions and sums are computed anew from the points lost.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from jieyue.formset import load_form_set
from jieyue.units.regions import load_regions

YEARS = (2026, 2027, 2028)
BUREAUS = (
    "财政局",
    "水利局",
    "教育局",
    "司法局",
    "民政局",
    "统计局",
    "审计局",
    "林业局",
    "档案馆",
    "总工会",
    "妇女联合会",
    "信访局",
)
PROVINCE = 44
_MAXIMA = {rule.id: rule.max for rule in load_form_set().rules()}
Lost = Mapping[str, Decimal]


def total(lost: Lost) -> Decimal:
    """Out of a hundred."""
    return Decimal(100) - sum(lost.values(), Decimal(0))


@dataclass(frozen=True)
class Sent:
    """What happens to one unit in one year.

    ``how``: clean, late, mended (faulty, then sent anew), faulty, missing.  ``verified`` is None without a sheet, and
    ``incomplete`` says that the sheet leaves an item blank.
    """

    how: str
    own: Lost
    verified: Lost | None = None
    incomplete: bool = False
    reports: bool = False

    @property
    def usable(self) -> bool:
        return self.how in ("clean", "late", "mended")

    @property
    def passed(self) -> bool | None:
        if self.verified is None or self.incomplete or not self.usable:
            return None
        return total(self.verified) >= 80


@dataclass
class Being:
    """A unit through the years, whatever it is called."""

    number: int
    level: str
    city: str | None
    district: str | None
    names: dict[int, str] = field(default_factory=dict)
    heir_of: str | None = None
    """前身 of the row that began in ``since``, several names where units were merged."""
    since: int | None = None
    renamed_in_place: int | None = None
    passed_in: int | None = None
    failed: bool = False

    def alive(self, year: int) -> bool:
        return year in self.names


class World:
    """Units, events and results."""

    def __init__(self, seed: int = 2026) -> None:
        self.dice = random.Random(seed)  # noqa: S311 - a test's dice
        self.beings: list[Being] = []
        self.sent: dict[int, dict[int, Sent]] = {}
        for level, city, district, prefix, count in self._places():
            for number in range(count):
                name = (
                    f"{prefix}{BUREAUS[number % 12].replace('局', '厅') if level == '省级' else BUREAUS[number % 12]}"
                )
                name = f"{prefix}第{number // 12 + 1}{BUREAUS[number % 12]}" if number >= 12 else name
                being = Being(len(self.beings), level, city, district, {2026: name})
                self.beings.append(being)

    @staticmethod
    def _places() -> Iterator[tuple[str, str | None, str | None, str, int]]:
        regions = load_regions()
        yield "省级", None, None, "湖南省", PROVINCE
        for city, districts in regions.cities.items():
            yield "市级", city, None, city, 12
            for district in districts:
                yield "县级", city, district, district, 4

    def begin(self, year: int) -> None:
        """Whose name, and whose existence, changes; then what everybody does."""
        if year != YEARS[0]:
            self._change(year)
        alive = [being for being in self.beings if being.alive(year)]
        self.sent[year] = {being.number: self._does(being) for being in alive}

    def _change(self, year: int) -> None:
        before = [being for being in self.beings if being.alive(year - 1)]
        for being in before:
            being.names[year] = being.names[year - 1]
        chosen = self.dice.sample([being for being in before if being.since is None], 60)
        for being in chosen[:20]:
            being.names[year], being.renamed_in_place = f"{being.names[year - 1][:-1]}中心", year
        for being in chosen[20:40]:
            being.heir_of, being.since = being.names[year - 1], year
            being.names[year] = f"{being.names[year - 1][:-1]}事务部"
        for being in chosen[40:]:
            twin = next((one for one in before if self._may_merge(being, one, year)), None)
            if twin:
                self._merge(being, twin, year)

    @staticmethod
    def _may_merge(being: Being, other: Being, year: int) -> bool:
        same = (being.level, being.city, being.district) == (other.level, other.city, other.district)
        both = being.alive(year) and other.alive(year) and other is not being
        return same and both and other.names[year] == other.names[year - 1] and other.since is None

    def _merge(self, being: Being, twin: Being, year: int) -> None:
        names = f"{being.names.pop(year)}、{twin.names.pop(year)}"
        prefix = being.district or being.city or "湖南省"
        one = Being(len(self.beings), being.level, being.city, being.district, {year: f"{prefix}合并{being.number}局"})
        one.heir_of, one.since = names, year
        self.beings.append(one)

    def _does(self, being: Being) -> Sent:
        roll = self.dice.random()
        if being.passed_in is not None and roll > 0.1:
            return Sent("missing", {})
        how = self.dice.choices(("clean", "late", "mended", "faulty", "missing"), (74, 7, 6, 5, 8))[0]
        own = self._lose(3)
        if how in ("missing", "faulty") or self.dice.random() < 0.04:
            return Sent(how, own)
        verified = {**own, **self._lose(5)}
        return Sent(how, own, verified, self.dice.random() < 0.04, self.dice.random() < 0.6)

    def _lose(self, most: int) -> dict[str, Decimal]:
        rules = self.dice.sample(sorted(_MAXIMA), self.dice.randint(0, most))
        return {rule: min(_MAXIMA[rule], Decimal(self.dice.randint(1, 8)) / 2) for rule in rules if rule != "1.1.1"} | (
            {"1.1.1": Decimal(10)} if "1.1.1" in rules or self.dice.random() < 0.15 else {}
        )

    def overrule(self, year: int, number: int, lost: Lost) -> None:
        """The province's second look replaces what was found below."""
        before = self.sent[year][number]
        self.sent[year][number] = Sent(before.how, before.own, lost)

    def end(self, year: int) -> None:
        """The latest conclusion stands: who passed counts until found otherwise."""
        for being in self.beings:
            passed = self.sent[year][being.number].passed if being.alive(year) else None
            if passed is not None:
                being.passed_in, being.failed = (year, False) if passed else (None, True)

    def of(
        self, year: int, level: str | None = None, city: str | None = None, district: str | None = None
    ) -> list[Being]:
        """Who exists, by place."""
        return [
            being
            for being in self.beings
            if being.alive(year)
            and level in (None, being.level)
            and city in (None, being.city)
            and district in (None, being.district)
        ]


def state(being: Being, sent: Sent) -> str:
    """Where the unit stands at the desk that judges it, on 2 March of the next year."""
    if sent.passed is not None:
        return "达标" if sent.passed else "整改已报" if sent.reports else "未达标"
    if sent.usable:
        return "待核查"
    if sent.how == "faulty":
        return "待补正"
    return "往年达标" if being.passed_in is not None else "未报送"


def state_above(being: Being, sent: Sent) -> str:
    """Where it stands at a desk above."""
    if sent.passed is not None:
        return "市州已评"
    if sent.usable:
        return "待核查"
    return "往年达标" if being.passed_in is not None else "未报送"

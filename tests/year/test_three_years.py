"""Three years of a tenth of the province: 700 units, three levels of desk, books that balance at every step.

The fast run plays the province, one city and two of its counties through, and takes the other desks' summaries from the
truth; the slow one plays all 137 desks.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import pytest

from jieyue.figures import by_city, by_level, by_nature, tally
from jieyue.model import Kind, Level, Yearbook
from jieyue.units.regions import load_regions
from jieyue.workspace import Workspace
from tests.books.desks import call, form, looking
from tests.year.offices import Files, Office, notify, open_office, told_by
from tests.year.world import YEARS, Being, World, state, state_above, total

REGIONS = load_regions()
ENOUGH = Decimal(80)


@dataclass
class Play:
    """The desks that are played through, year after year."""

    folder: Path
    world: World
    cities: tuple[str, ...]
    counties: tuple[str, ...]
    last: dict[str, Workspace] = field(default_factory=dict)
    overruled: dict[int, int] = field(default_factory=dict)
    documents: int = 0
    desks: int = 0

    def year(self, year: int) -> Yearbook:
        """All desks of one year, from below; the province's book at its end."""
        self.world.begin(year)
        for_province: dict[str, object] = {}
        for city, districts in REGIONS.cities.items():
            for_city: dict[str, object] = {}
            for district in districts:
                for_city[f"{district}.x"] = self._county(year, city, district)
            if city in self.cities:
                office = self._play(year, Level.CITY, city, for_city)  # type: ignore[arg-type]
                for_province[f"{city}.xlsx"] = office.summary_book()
            else:
                for_province[f"{city}.x"] = told_by(self.world, year, city, self.world.of(year, city=city))
        province = self._play(year, Level.PROVINCE, "湖南省", for_province)  # type: ignore[arg-type]
        self._second_look(province)
        self._documents(province)
        book = balanced(province, drawn=True)
        self.world.end(year)
        return book

    def _county(self, year: int, city: str, district: str) -> object:
        if city in self.cities and district in self.counties:
            return self._play(year, Level.COUNTY, district, {}).summary_book()
        return told_by(self.world, year, district, self.world.of(year, district=district))

    def _play(self, year: int, level: Level, region: str, below: Files) -> Office:
        office = open_office(self.world, year, level, region, self.folder, self.last.get(region))
        if level is not Level.PROVINCE:
            notify(office, self._overruled_last(year))
        office.evaluate(below)
        self._sent_anew(office)
        balanced(office)
        self.last[region] = office.where
        self.desks += 1
        return office

    def _overruled_last(self, year: int) -> list[str]:
        """Whom the last second look overruled, by this year's name; who was merged since begins anew."""
        numbers = [number for at, number in self.overruled.items() if at == year - 1]
        return [name for number in numbers if (name := self.world.beings[number].names.get(year))]

    @staticmethod
    def _sent_anew(office: Office) -> None:
        """A form sent anew for one that could not be used counts without a word of the clerk's."""
        mended = {being.names[office.year] for being in office.own if office.sent[being.number].how == "mended"}
        with looking(office.where, office.end) as desk:
            forms = [desk.shelf.in_use(name, Kind.SELF_ASSESSMENT) for name in mended]
        assert all(one is not None and one.name.startswith("迟") for one in forms)

    def _second_look(self, office: Office) -> None:
        """The province draws, visits, and overrules one result."""
        told = call(office.where, "draw", "--seed", str(office.year), "--size", "30")
        assert told.exit_code == 0, told.output
        assert json.loads(call(office.where, "draw", "--repeat", "1", "--json").output)["repeats"] is True
        sample = json.loads(call(office.where, "draw", "--json").output)["sample"]
        by_name = {being.names[office.year]: being for being in office.beings}
        files: dict[str, object] = {}
        for place, name in enumerate(sample):
            being = by_name[name]
            lost = dict(office.sent[being.number].verified or {})
            if place == 0:
                lost = {"1.1.1": Decimal(10), "2.2.1": Decimal(4), "2.2.2": Decimal(4), "2.2.3": Decimal(4)}
                office.world.overrule(office.year, being.number, lost)
                self.overruled[office.year] = being.number
            points = {rule: str(value) for rule, value in lost.items()}
            files[f"复{being.number}.x"] = form(name, points, Kind.VERIFICATION, office.year)
        office.take(files, office.end)  # type: ignore[arg-type]
        found = json.loads(call(office.where, "draw", "--results", "--json").output)["units"]
        assert Counter(one["agrees"] for one in found) == {True: 29, False: 1}

    def _documents(self, office: Office) -> None:
        """The year's documents say what the ledger says."""
        day = f"{office.year + 1}-03-20"
        for kind in ("通报", "备案"):
            told = call(office.where, "generate", kind, "--date", day)
            assert told.exit_code in (0, 1), told.output
        assert call(office.where, "export", "--date", day).exit_code == 0
        told = json.loads(call(office.where, "check", "--on", day, "--json").output)
        assert told["remarks"] == []
        self.documents += told["documents"]


def balanced(office: Office, drawn: bool = False) -> Yearbook:
    """The desk's book, every figure of it compared with the truth and every sum with its parts."""
    with looking(office.where, office.end) as desk:
        book = desk.book()
    beings = {being.names[office.year]: being for being in office.beings}
    assert {one.unit.name for one in book.standings} == set(beings)
    second = set(book.drawn) if drawn else set()
    for one in book.standings:
        being, sent = beings[one.unit.name], office.sent[beings[one.unit.name].number]
        own = being in office.own
        assert one.self_total == (total(sent.own) if sent.usable else None), one.unit.name
        concluded = sent.passed is not None
        assert one.verified_total == (total(sent.verified or {}) if concluded else None), one.unit.name
        assert one.passed is sent.passed, one.unit.name
        assert one.late is (own and sent.how == "late"), one.unit.name
        assert one.passed_before is (being.passed_in is not None), one.unit.name
        assert one.unit.failed_last_year is (being.failed and being.passed_in is None), one.unit.name
        if one.unit.name not in second:
            assert one.state == (state(being, sent) if own else state_above(being, sent)), one.unit.name
    sums(book, office, list(beings.values()))
    return book


def sums(book: Yearbook, office: Office, beings: list[Being]) -> None:
    """Counts anew from the truth, and parts that make the whole."""
    whole, sent = tally(book.standings), office.sent
    mine = [sent[being.number] for being in beings]
    assert whole.registered == len(beings)
    assert whole.declared == sum(one.usable for one in mine)
    assert whole.verified == sum(one.passed is not None for one in mine)
    assert whole.passed == sum(one.passed is True and total(one.verified or {}) >= ENOUGH for one in mine)
    assert whole.failed == sum(one.passed is False for one in mine)
    assert whole.passed_before == sum(being.passed_in is not None for being in beings)
    counts = [being.passed_in is not None or sent[being.number].passed is True for being in beings]
    assert whole.passed_in_all == sum(counts)
    assert whole.verified == whole.passed + whole.failed
    resting = sum(one.passed_before and one.submission is None and one.summary is None for one in book.standings)
    assert whole.registered == whole.declared + whole.missing + resting
    for parts in (by_level(book), by_city(book), by_nature(book)):
        assert sum((count for _, count in parts), type(whole)()) == whole
    assert sum(Counter(str(one.state) for one in book.standings).values()) == whole.registered
    assert not [found for city in book.cities for found in city.problems]


def play(folder: Path, cities: tuple[str, ...], counties: tuple[str, ...]) -> Play:
    made = Play(folder, World(), cities, counties)
    books = [made.year(year) for year in YEARS]
    first, second, third = (tally(book.standings) for book in books)
    assert first.registered == 700
    assert first.registered > second.registered > third.registered
    assert first.passed_in_all < second.passed_in_all
    assert all(len(book.left_out) == gone for book, gone in zip(books, left_out(made.world), strict=True))
    return made


def left_out(world: World) -> list[int]:
    """How many lines of the register have ended by each year: the old names of heirs."""
    ended = [0, 0, 0]
    for being in world.beings:
        if being.heir_of and being.since:
            for place, year in enumerate(YEARS):
                ended[place] += len(being.heir_of.split("、")) if being.since <= year else 0
    return ended


def test_the_books_balance_over_three_years(tmp_path: Path) -> None:
    made = play(tmp_path, ("湘潭市",), REGIONS.cities["湘潭市"][:2])
    assert made.desks == 3 * 4
    assert len(made.overruled) == 3


@pytest.mark.slow
def test_all_137_desks_over_three_years(tmp_path: Path) -> None:
    made = play(tmp_path, tuple(REGIONS.cities), tuple(name for part in REGIONS.cities.values() for name in part))
    assert made.desks == 3 * 137

"""Desks of the invented province: each takes in its own units' files and the summaries of the desks below."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from extract import extract
from jieyue.formset import load_form_set
from jieyue.model import LEVEL_WORDS, Kind, Level, Submission, SummaryRow, Unit
from jieyue.problems import problem
from jieyue.receiving.intake import intake
from jieyue.receiving.options import Options
from jieyue.units.register import read_register
from jieyue.workspace import Workspace
from jieyue.year.carryover import carry_over
from tests.books.desks import drop, form, looking, paper, read_record, summary, workspace, write_register
from tests.year.world import Being, Sent, World, total

Files = Mapping[str, Submission | bytes]


def read_either(path: Path) -> Submission:
    """A real workbook by the real reader, everything else as its own record."""
    if path.read_bytes()[:2] == b"PK":
        return extract(path, [load_form_set()])
    return read_record(path)


@dataclass(frozen=True)
class Office:
    """One desk of one year."""

    world: World
    year: int
    level: Level
    region: str
    where: Workspace

    @property
    def beings(self) -> list[Being]:
        """The units in its register that exist this year."""
        if self.level is Level.PROVINCE:
            return self.world.of(self.year)
        key = {"city": self.region} if self.level is Level.CITY else {"district": self.region}
        return self.world.of(self.year, **key)

    @property
    def own(self) -> list[Being]:
        """The units it judges itself."""
        return [being for being in self.beings if being.level == LEVEL_WORDS[self.level]]

    @property
    def sent(self) -> Mapping[int, Sent]:
        return self.world.sent[self.year]

    @property
    def end(self) -> date:
        """The day of the desk's last look."""
        return date(self.year + 1, 3, 2)

    def take(self, files: Files, day: date) -> None:
        """Drops the files and takes them in; nothing is lost."""
        if not files:
            return
        for name, what in files.items():
            drop(self.where, name, what)
        moment = datetime(day.year, day.month, day.day, 12).astimezone()
        with ThreadPoolExecutor(1) as here:
            report = intake(
                self.where, read_either, Options(executor=here, unguarded=True, clock=lambda: moment)
            ).as_json()
        assert (
            report["seen"] == len(files) == sum(report[one] for one in ("accepted", "duplicate", "review", "ignored"))
        )
        assert report["duplicate"] == report["ignored"] == 0

    def evaluate(self, below: Files) -> None:
        """The desk's year: forms, late ones, sheets, then reports and what the desks below send."""
        year = self.year
        own = [(being, self.sent[being.number]) for being in self.own]
        first = {"clean": "表", "faulty": "误", "mended": "误"}
        on_time = {
            f"{first[one.how]}{being.number}.x": self._form(being, one) for being, one in own if one.how in first
        }
        self.take(on_time, date(year, 10, 20))
        late = {f"迟{being.number}.x": self._clean(being, one) for being, one in own if one.how in ("late", "mended")}
        self.take(late, date(year, 11, 5))
        sheets = {f"核{being.number}.x": self._sheet(being, one) for being, one in own if one.verified is not None}
        self.take(sheets, date(year, 11, 20))
        reports = {
            f"改{being.number}.x": paper(being.names[year], Kind.RECTIFICATION_REPORT, year)
            for being, one in own
            if one.passed is False and one.reports
        }
        self.take({**reports, **below}, self.end)

    def _name(self, being: Being) -> str:
        """Half of those with a new name still write the old one."""
        changed = being.names.get(self.year - 1, being.names[self.year]) != being.names[self.year]
        return being.names[self.year - 1] if changed and being.number % 2 else being.names[self.year]

    def _clean(self, being: Being, sent: Sent) -> Submission:
        return form(self._name(being), {rule: str(lost) for rule, lost in sent.own.items()}, year=self.year)

    def _form(self, being: Being, sent: Sent) -> Submission:
        made = self._clean(being, sent)
        if sent.how == "clean":
            return made
        fault = problem("total-mismatch", about="stated_total", found="101", expected=str(total(sent.own)))
        return replace(made, problems=(fault,))

    def _sheet(self, being: Being, sent: Sent) -> Submission:
        lost = {rule: str(points) for rule, points in (sent.verified or {}).items()}
        made = form(being.names[self.year], lost, Kind.VERIFICATION, self.year)
        if not sent.incomplete:
            return made
        first, *others = made.items
        blank = replace(first, verified_score=None, rules=())
        return replace(made, items=(blank, *others), problems=(problem("score-missing", about=first.item, name="x"),))

    def summary_book(self) -> bytes:
        """The 汇总表 as the desk really sends it."""
        from generate.summary import summary_xlsx

        with looking(self.where, self.end) as desk:
            return summary_xlsx(desk.book(), desk.session.settings, desk.session.form_set)


def told_by(world: World, year: int, region: str, beings: Iterable[Being]) -> Submission:
    """The 汇总表 of a desk that is not played through."""
    rows = [_row(being, world.sent[year][being.number], year) for being in beings]
    return summary(f"{region}机关事务管理局", rows, year=year)


def _row(being: Being, sent: Sent, year: int) -> SummaryRow:
    row = SummaryRow(being.names[year], being.city, being.district, being.level)
    if not sent.usable:
        return replace(row, note="未报送")
    verified = total(sent.verified or {}) if sent.passed is not None else None
    return replace(row, self_score=total(sent.own), verified_score=verified, passed=sent.passed)


def open_office(world: World, year: int, level: Level, region: str, folder: Path, last: Workspace | None) -> Office:
    """The desk's workspace: new, or carried over, its register brought up to date as a clerk would."""
    place = folder / f"{region}{year}"
    if last is None:
        made = workspace(place, (), level, year, region=region)
        office = Office(world, year, level, region, made)
        write_register(made, [_unit(being, year) for being in office.beings])
        return office
    office = Office(world, year, level, region, carry_over(last, place, year))
    units = read_register(office.where.register, LEVEL_WORDS[level]).units
    write_register(office.where, _changed(units, office.beings, year))
    return office


def _unit(being: Being, year: int) -> Unit:
    return Unit(being.names[year], being.level, being.city, being.district, "行政机关")


def _changed(units: Sequence[Unit], beings: Sequence[Being], year: int) -> list[Unit]:
    """The register after this year's renames and mergers."""
    rows = {unit.name: unit for unit in units}
    for being in beings:
        name = being.names[year]
        if being.renamed_in_place == year:
            old = rows.pop(being.names[year - 1])
            rows[name] = replace(old, name=name, former_names=(*old.former_names, old.name))
        elif being.since == year and being.heir_of:
            for before in being.heir_of.split("、"):
                rows[before] = replace(rows[before], valid_to=date(year, 6, 30))
            rows[name] = replace(_unit(being, year), predecessor=being.heir_of, valid_from=date(year, 7, 1))
    return list(rows.values())


def notify(office: Office, names: Iterable[str]) -> None:
    """A desk below hears that the second look overruled it: its register says so."""
    rows = read_register(office.where.register, LEVEL_WORDS[office.level]).units
    wrong = set(names)
    write_register(
        office.where,
        [replace(one, passed_in=None, failed_last_year=True) if one.name in wrong else one for one in rows],
    )

"""Small desks for the tests of the books: workspaces, and forms dropped as their own records, whatever the format."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from click.testing import CliRunner, Result

from generate.register_book import register_book
from jieyue.cli.main import jieyue
from jieyue.formset import load_form_set
from jieyue.model import ItemAnswer, Kind, Level, RuleAnswer, Source, Submission, SummaryCount, SummaryRow, Unit
from jieyue.receiving.intake import intake
from jieyue.receiving.options import Options
from jieyue.receiving.report import IntakeReport
from jieyue.record import dumps, from_record, loads, to_record
from jieyue.session import Session, session
from jieyue.workspace import Workspace, create_workspace
from jieyue.year.people import Office
from jieyue.year.yearbook import Desk

FORM_SET = load_form_set()
WATER, MONEY, SCHOOL, LIBRARY = "湖南省水利厅", "湖南省财政厅", "湖南省教育厅", "湖南省档案馆"
OCTOBER, NOVEMBER, DECEMBER, MARCH = date(2026, 10, 20), date(2026, 11, 20), date(2026, 12, 20), date(2027, 3, 2)
LONG_AGO = 1_700_000_000
_SETTINGS = """\
year = {year}
level = "{level}"
[organ]
name = "{name}"
region = "{region}"
code = "测管发"
letter_code = "测管函"
[contact]
person = "陈某"
phone = "0731-80000000"
[target]
percent = 70
{more}
"""


def workspace(
    folder: Path,
    units: Sequence[Unit | str] = (WATER, MONEY, SCHOOL, LIBRARY),
    level: Level = Level.PROVINCE,
    year: int = 2026,
    more: str = "",
    region: str = "湖南省",
) -> Workspace:
    """A desk whose register holds the units; a bare name is one of the province."""
    made = create_workspace(folder, year, level)
    text = _SETTINGS.format(year=year, level=level.value, name=f"{region}机关事务管理局", region=region, more=more)
    made.settings.write_text(text, encoding="utf-8")
    write_register(made, units)
    return made


def write_register(where: Workspace, units: Sequence[Unit | str]) -> None:
    """Writes the register anew."""
    lines = [Unit(one, "省级", nature="行政机关") if isinstance(one, str) else one for one in units]
    where.register.write_bytes(register_book(lines))


def form(
    unit: str,
    lost: Mapping[str, str] | None = None,
    kind: Kind = Kind.SELF_ASSESSMENT,
    year: int = 2026,
    **more: object,
) -> Submission:
    """A form with full marks but for the points ``lost`` by rule."""
    column = "verified_score" if kind is Kind.VERIFICATION else "self_score"
    given = {rule.id: rule.max - Decimal((lost or {}).get(rule.id, "0")) for rule in FORM_SET.rules()}
    items = []
    for item in FORM_SET.items:
        rules = tuple(replace(RuleAnswer(rule.id), **{column: given[rule.id]}) for rule in item.rules)  # type: ignore[arg-type]
        whole = sum((given[rule.id] for rule in item.rules), Decimal(0))
        items.append(replace(ItemAnswer(item.id, rules=rules), **{column: whole}))  # type: ignore[arg-type]
    source = Source("x", "0" * 64, "xlsx")
    made = Submission(source, FORM_SET.id, kind, year, unit, filled_on=date(year, 10, 12), items=tuple(items))
    return replace(made, **more)  # type: ignore[arg-type]


def paper(unit: str, kind: Kind, year: int = 2026) -> Submission:
    """A work plan or a rectification report."""
    return Submission(Source("x", "0" * 64, "docx"), FORM_SET.id, kind, year, unit)


def summary(
    sender: str, rows: Sequence[SummaryRow], counts: Sequence[SummaryCount] = (), year: int = 2026
) -> Submission:
    """A lower desk's 汇总表."""
    source = Source("x", "0" * 64, "xlsx")
    return Submission(source, FORM_SET.id, Kind.CITY_SUMMARY, year, sender, summary=tuple(rows), counts=tuple(counts))


LOSING: Mapping[str, Mapping[str, str]] = {
    "80": {"1.1.1": "10", "2.2.1": "4", "4.1.2": "3.5", "2.2.2": "2.5"},
    "79.5": {"1.1.1": "10", "2.2.1": "4", "4.1.2": "3.5", "2.2.2": "2.5", "3.1.3": "0.5"},
    "90": {"1.1.1": "10"},
    "96": {"2.2.1": "4"},
}
"""Points lost by rule for some totals."""


def drop(where: Workspace, name: str, what: Submission | bytes) -> Path:
    """Puts a file into 收件箱, as if long ago; a Submission as its record."""
    path = where.inbox / name
    data = what if isinstance(what, bytes) else f"{name}\n{dumps(to_record(what))}".encode()
    path.write_bytes(data)
    os.utime(path, (LONG_AGO, LONG_AGO))
    return path


def read_record(path: Path) -> Submission:
    """The reader of such files; one called ``….docx`` or ``….pdf`` counts as of that format, others as xlsx."""
    data = path.read_bytes()
    name, _, text = data.decode("utf-8").partition("\n")
    said = name.rpartition(".")[2]
    source = Source(path.name, hashlib.sha256(data).hexdigest(), said if said in ("docx", "pdf") else "xlsx")
    return replace(from_record(loads(text)), source=source)


def take(where: Workspace, day: date = OCTOBER) -> IntakeReport:
    """Takes everything in, received at noon of that day."""
    moment = datetime(day.year, day.month, day.day, 12).astimezone()
    report = intake(where, read_record, Options(workers=1, clock=lambda: moment))
    counts = report.as_json()
    assert counts["seen"] == sum(counts[name] for name in ("accepted", "duplicate", "review", "ignored"))
    return report


def receive(where: Workspace, files: Mapping[str, Submission], day: date = OCTOBER) -> IntakeReport:
    """Drops the files and takes them in."""
    for name, what in files.items():
        drop(where, name, what)
    return take(where, day)


@contextmanager
def looking(where: Workspace, day: date = DECEMBER) -> Iterator[Desk]:
    """The desk as of a day."""
    with session(where) as opened:
        yield Desk(opened, day)


@contextmanager
def acting(where: Workspace) -> Iterator[tuple[Session, Office]]:
    """The desk held to act."""
    with session(where, "测试") as opened:
        yield opened, Office(opened.workspace, opened.ledger, opened.form_set)


def states(where: Workspace, day: date = DECEMBER) -> dict[str, str]:
    """The state of every unit that counts."""
    with looking(where, day) as desk:
        return {one.unit.name: str(one.state) for one in desk.book().standings}


def call(where: Workspace, *arguments: str) -> Result:
    """The command on that desk."""
    return CliRunner().invoke(jieyue, ["-C", str(where.root), *arguments])

"""设置.toml: what only the office knows.  Checked against ``schemas/settings.json``; every fault is named at once."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from jieyue.errors import DataFault
from jieyue.formset import Deadline, FormSet
from jieyue.model import Level
from jieyue.schema import faults_of
from jieyue.system_words import reason, where_broken


@dataclass(frozen=True, slots=True)
class Organ:
    """The office itself and whom it writes to.  ``mark`` is the 发文机关标志 without 文件; ``code`` the 发文代字."""

    name: str
    region: str
    code: str
    short: str = ""
    mark: str = ""
    letter_code: str = ""
    superior: str = ""
    superior_addressee: str = ""
    office: str = ""
    printed_by: str = ""
    joint: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OfficeContact:
    """Who answers questions; every blank stays a visible blank in documents."""

    person: str = ""
    phone: str = ""
    address: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """One 核查组: its leader, members, first and last day, and the units it visits (empty: shared out in order)."""

    name: str
    leader: str = ""
    members: tuple[str, ...] = ()
    first_day: date | None = None
    last_day: date | None = None
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Basis:
    """The document the year's evaluation rests on: 《…》（文号）."""

    title: str
    number: str


@dataclass(frozen=True, slots=True)
class Policy:
    """What the bureau may choose.  Rates in percent; ``tolerance`` in points between the city's figure and ours.

    ``spot_check_consequence`` of a disagreement: ``unit``, the unit's conclusion is replaced by ours; ``region``, the
    region's other results go back as well.
    """

    not_applicable: str = ""
    publicity_days: int = 5
    rectification_kind: str = "函"
    reminder_kind: str = "通知"
    spot_check_rate: Decimal = Decimal(5)
    spot_check_tolerance: Decimal = Decimal(5)
    spot_check_consequence: str = "unit"


@dataclass(frozen=True, slots=True)
class Format:
    """How documents are laid out: page profile W1 or W2, imprint on an even page, sealed or not."""

    profile: str = "W1"
    imprint_on_even_page: bool = True
    sealed: bool = True


@dataclass(frozen=True, slots=True)
class Settings:
    """All of 设置.toml, with the form set's days and targets filled in where it is silent."""

    year: int
    level: Level
    organ: Organ
    form_set: str = "hunan-2020"
    contact: OfficeContact = OfficeContact()
    signers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)
    dates: Mapping[str, date] = field(default_factory=dict)
    deadlines: Mapping[str, date] = field(default_factory=dict)
    target: Decimal | None = None
    passed_before: int | None = None
    policy: Policy = Policy()
    approval: str = ""
    basis: Basis = Basis("湖南省节约型机关创建行动方案", "湘管发〔2020〕12号")
    groups: tuple[Group, ...] = ()
    format: Format = Format()

    def deadline(self, name: str, form_set: FormSet) -> date:
        """The day of that name: the office's own, else the form set's timetable."""
        if name in self.deadlines:
            return self.deadlines[name]
        return day_of(form_set.deadlines[name], self.year)

    def target_percent(self, form_set: FormSet) -> Decimal | None:
        """The year's target in percent: the office's own, else the form set's for that year, else none."""
        return self.target if self.target is not None else form_set.targets.get(self.year)


def day_of(deadline: Deadline, year: int) -> date:
    """The calendar day of a timetable entry in the evaluation ``year``."""
    return date.fromisoformat(f"{year + deadline.next_year}-{deadline.day}")


def read_settings(path: Path) -> Settings:
    """Reads and checks 设置.toml.  Raises :class:`DataFault` with every fault."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"), parse_float=Decimal)
    except OSError as error:
        raise DataFault([f"{path.name}：读不了（{reason(error)}）；请确认工作区完整"]) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataFault(
            [f"{path.name}：写法有误（{where_broken(error)}）；请检查引号和等号，并以 UTF-8 保存"]
        ) from error
    data = _without_blanks(data)
    faults = [
        f"{path.name} {fault.pointer}：{fault.finding}；{fault.remedy}" for fault in faults_of(_plain(data), "settings")
    ]
    if faults:
        raise DataFault(faults)
    settings = _build(data)
    if faults := [f"{path.name} {fault}；请核对" for fault in _contradictions(settings)]:
        raise DataFault(faults)
    return settings


def _contradictions(settings: Settings) -> Iterator[str]:
    """Days in the wrong order, and units that two groups are to visit."""
    for earlier, later, what in (
        ("self_assessment", "reminder", "补报期限早于报送自评表的截止日"),
        ("verification_from", "verification", "核查的开始日晚于结束日"),
    ):
        first, last = settings.deadlines.get(earlier), settings.deadlines.get(later)
        if first and last and first > last:
            yield f"deadlines.{later}：{what}"
    names = Counter(group.name for group in settings.groups)
    yield from (f"verification.groups：有{count}个“{name}”" for name, count in names.items() if count > 1)
    visits = Counter(unit for group in settings.groups for unit in group.units)
    yield from (f"verification.groups：“{unit}”写了{count}次" for unit, count in visits.items() if count > 1)
    for group in settings.groups:
        if group.first_day and group.last_day and group.first_day > group.last_day:
            yield f"verification.groups：“{group.name}”的开始日晚于结束日"


def _without_blanks(value: Any) -> Any:
    """A key left empty (``""``) is a key not given: clerks leave the starter's blanks standing."""
    if isinstance(value, dict):
        return {key: _without_blanks(part) for key, part in value.items() if part != ""}
    return value


def _plain(value: Any) -> Any:
    """Days as ISO text, as the schema sees them."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    return [_plain(part) for part in value] if isinstance(value, list) else value


def _build(data: Mapping[str, Any]) -> Settings:
    target = data.get("target", {})
    chosen: dict[str, Any] = {
        "organ": Organ(**_tuples(data["organ"])),
        "contact": OfficeContact(**data.get("contact", {})),
        "signers": _tuples(data.get("signers", {})),
        "numbers": data.get("numbers", {}),
        "dates": _days(data.get("dates", {})),
        "deadlines": _days(data.get("deadlines", {})),
        "target": Decimal(target["percent"]) if "percent" in target else None,
        "passed_before": target.get("passed_before"),
        "policy": Policy(**data.get("policy", {})),
        "approval": data.get("commendation", {}).get("approval", ""),
        "groups": tuple(_group(entry) for entry in data.get("verification", {}).get("groups", ())),
        "format": Format(**data.get("format", {})),
    }
    if "basis" in data:
        chosen["basis"] = Basis(**data["basis"])
    if "form_set" in data:
        chosen["form_set"] = data["form_set"]
    return Settings(year=data["year"], level=Level(data["level"]), **chosen)


def _group(entry: Mapping[str, Any]) -> Group:
    return Group(
        name=entry["name"],
        leader=entry.get("leader", ""),
        members=tuple(entry.get("members", ())),
        first_day=_day(entry.get("from")),
        last_day=_day(entry.get("to")),
        units=tuple(entry.get("units", ())),
    )


def _tuples(table: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}


def _days(table: Mapping[str, Any]) -> dict[str, date]:
    return {key: day for key, value in table.items() if (day := _day(value))}


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value

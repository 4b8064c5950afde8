"""Who owes what on a day, each with a message ready to paste: forms, corrections, plans, summaries, reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from jieyue.model import LEVEL_WORDS, Kind, Level, Problem, Severity, Standing, Unit
from jieyue.receiving.notes import asked_of_unit, numbered
from jieyue.year.cities import region_below
from jieyue.year.states import State
from jieyue.year.yearbook import Desk

FORM, FAULTS, PLAN, SUMMARY, SUMMARY_FAULTS, REPORT = "自评表", "补正", "工作方案", "汇总表", "汇总表补正", "整改报告"
_BUREAU = "机关事务"
"""What the name of every bureau of this trade holds, be it 管理局, 服务中心 or 管理处."""
_BELOW = {Level.PROVINCE: Level.CITY, Level.CITY: Level.COUNTY}
ORDER = (FORM, FAULTS, PLAN, SUMMARY, SUMMARY_FAULTS, REPORT)


@dataclass(frozen=True, slots=True)
class Due:
    """One thing owed: by whom, until when, and the message; ``days`` count from the deadline on."""

    what: str
    whom: str
    deadline: date
    days: int
    message: str
    person: str | None = None
    phone: str | None = None

    @property
    def when(self) -> str:
        """The deadline in words: how long it is past, or how long there is."""
        if self.days > 0:
            return f"已逾期{self.days}天"
        return f"还有{-self.days}天" if self.days else "今天截止"


def reminders(desk: Desk) -> tuple[Due, ...]:
    """Everything owed on the day, by kind and in register order."""
    found = [*_from_units(desk), *_from_desks(desk)]
    return tuple(sorted(found, key=lambda due: ORDER.index(due.what)))


def _from_units(desk: Desk) -> Iterator[Due]:
    own = LEVEL_WORDS[desk.session.settings.level]
    for standing in desk.book().standings:
        if standing.unit.level == own:
            yield from _from_unit(desk, standing)


def _from_unit(desk: Desk, standing: Standing) -> Iterator[Due]:
    unit = standing.unit
    state = State(standing.state)
    if state is State.MISSING:
        yield _due(desk, unit, FORM, "self_assessment", f"尚未收到{_what_is_asked(desk, unit)}。请尽快填报后报送")
    asked = asked_of_unit(list(desk.open_problems(unit, Kind.SELF_ASSESSMENT)))
    if asked:
        yield _due(desk, unit, FAULTS, "self_assessment", _faults("报来的材料有以下问题，请更正后重新报送：", asked))
    if any(found.code == "work-plan-missing" for found in standing.problems):
        words = "已收到自评表，尚未收到创建工作方案。请补报；与其他单位合署共用的，请告知"
        yield _due(desk, unit, PLAN, "self_assessment", words)
    if state in (State.FAILED, State.RECTIFYING):
        words = "核查未达标，整改报告尚未收到。请逐项整改，并附佐证材料报送整改报告"
        yield _due(desk, unit, REPORT, "rectification", words)


def _what_is_asked(desk: Desk, unit: Unit) -> str:
    return "自评表和创建工作方案" if desk.needs_plan(unit) else "自评表"


def _from_desks(desk: Desk) -> Iterator[Due]:
    """Regions whose summary is missing, or has something the sender must settle."""
    level = desk.session.settings.level
    if level is Level.COUNTY:
        return
    regions = dict.fromkeys(region for unit in desk.counted[0] if (region := region_below(unit, level)))
    results = {result.city: result for result in desk.book().cities}
    waiting = _waiting(desk)
    for region in regions:
        whom = _desk_of(desk, region)
        if region in results:
            errors = [found for found in results[region].problems if found.severity is Severity.ERROR]
        else:
            errors = waiting.get(region, [])
        if errors:
            yield _due(
                desk, whom, SUMMARY_FAULTS, "city_summary", _faults("汇总表有以下问题，请核对后重新报送：", errors)
            )
        elif region not in results:
            words = "尚未收到汇总表和总体情况。请汇总后报送"
            yield _due(desk, whom, SUMMARY, "city_summary", words)


def _desk_of(desk: Desk, region: str) -> Unit | str:
    """The region's own bureau as the 单位名录 has it; where it has none, or several, by what such a bureau does."""
    level = desk.session.settings.level
    word = LEVEL_WORDS[_BELOW[level]]
    bureaus = [
        unit
        for unit in desk.counted[0]
        if unit.level == word and region_below(unit, level) == region and _BUREAU in unit.name
    ]
    return bureaus[0] if len(bureaus) == 1 else f"{region}{_BUREAU}管理部门"


def _waiting(desk: Desk) -> dict[str, list[Problem]]:
    """Open errors of summaries that cannot be used yet, by the region their sender's name begins with."""
    found: dict[str, list[Problem]] = {}
    level = desk.session.settings.level
    regions = {region for unit in desk.counted[0] if (region := region_below(unit, level))}
    for filed in desk.shelf.files:
        if filed.kind is Kind.CITY_SUMMARY and not filed.usable:
            sender = filed.unit or filed.submission.unit or ""
            region = next((one for one in regions if sender.startswith(one)), None)
            if region:
                found[region] = list(desk.shelf.open_problems(filed))
    return found


def _faults(words: str, problems: Sequence[Problem]) -> str:
    return "\n".join([words, *numbered(problems)])


def _due(desk: Desk, whom: Unit | str, what: str, name: str, words: str) -> Due:
    deadline = desk.session.settings.deadline(name, desk.session.form_set)
    days = (desk.as_of - deadline).days
    to = whom if isinstance(whom, str) else whom.name
    person, phone = (None, None) if isinstance(whom, str) else (whom.person, whom.phone)
    return Due(what, to, deadline, days, _message(desk, to, deadline, days, words), person, phone)


def _message(desk: Desk, to: str, deadline: date, days: int, words: str) -> str:
    """The message: greeting, what is owed and since when, whom to ask."""
    settings = desk.session.settings
    contact = settings.contact
    late = f"（已逾期{days}天）" if days > 0 else ""
    until = f"报送截止日期为{deadline.year}年{deadline.month}月{deadline.day}日{late}。"
    asked = "，".join(part for part in (contact.person, contact.phone) if part) or "〔待补充：联系人〕"
    to_where = f"，材料请发至{contact.email}" if contact.email else ""
    sep = "" if words.endswith(("。", "；")) or "\n" in words else "。"
    return (
        f"{to}：\n{settings.year}年度节约型机关创建评价，{words}{sep}\n{until}联系人：{asked}{to_where}。\n"
        f"{settings.organ.name}"
    )

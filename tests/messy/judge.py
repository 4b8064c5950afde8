"""Holds a record against the truth: what was read, what was misread in silence, what was said for nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from tests.messy.notice import item_of
from tests.messy.paper import Truth

Record = Mapping[str, Any]


@dataclass
class Verdict:
    """One form judged.  ``asked`` are fields that should have been read and were asked about instead."""

    fields: int = 0
    read: int = 0
    asked: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)
    alarms: list[str] = field(default_factory=list)
    unsaid: list[str] = field(default_factory=list)
    clean: bool = False

    @property
    def faults(self) -> list[str]:
        return [*self.silent, *self.alarms, *self.unsaid, *self.asked]


def judge(record: Record, truth: Truth) -> Verdict:
    """The verdict on one record."""
    verdict = Verdict(clean=not _errors_needed(truth) and not truth.refused)
    said = {(problem["code"], problem["about"]) for problem in record["problems"]}
    errors = {(p["code"], p["about"]) for p in record["problems"] if p["severity"] == "error"}
    _codes(verdict, said, truth)
    if truth.refused:
        _refused(verdict, record)
        return verdict
    _alarms(verdict, errors, truth, record)
    if record["form"]["kind"] != truth.kind and not errors:
        verdict.silent.append(f"kind {record['form']['kind']} for {truth.kind}")
    for about, wanted, found in _fields(record, truth):
        _field(verdict, about, wanted, found, {about for _, about in said}, truth)
    return verdict


def _only_rule(about: str) -> str:
    """1.1 has one rule: a fault of either is a fault of both."""
    return {"1.1": "1.1.1", "1.1.1": "1.1"}.get(about, about)


def _errors_needed(truth: Truth) -> list[tuple[str, str]]:
    warnings = {
        "tracked-changes",
        "hidden-content",
        "contact-missing",
        "score-step",
        "score-partial",
        "formula-computed",
    }
    return [one for one in truth.need if one[0] not in warnings]


def _codes(verdict: Verdict, said: set[tuple[str, str]], truth: Truth) -> None:
    for code, about in truth.need:
        hit = {(code, about), (code, _only_rule(about))} & said or (
            code == "*" and any(one == about for _, one in said)
        )
        if not hit:
            verdict.unsaid.append(f"{code} about {about}")


def _refused(verdict: Verdict, record: Record) -> None:
    """A refused file gives no values."""
    if record["status"] == "accepted":
        verdict.silent.append(f"accepted as {record['form']['kind']}")
    if any(item["self_score"] is not None for item in record["items"]):
        verdict.silent.append("scores read from a file that is no form")


def _alarms(verdict: Verdict, errors: set[tuple[str, str]], truth: Truth, record: Record) -> None:
    for code, about in sorted(errors, key=str):
        wanted = (
            {(code, about), (code, _only_rule(about))} & set(truth.need)
            or ("*", about) in truth.need
            or code in truth.may
        )
        if not wanted:
            verdict.alarms.append(f"{code} about {about}")
    if record["status"] == "refused" and not errors:
        verdict.alarms.append("refused")


def _fields(record: Record, truth: Truth) -> Iterator[tuple[str, object, object]]:
    yield "unit", truth.unit, record["unit"]["name"]
    if truth.kind == "self_assessment" and truth.items and truth.year != 0:
        yield "year", truth.year, record["year"]
    yield "filled_on", truth.filled_on.isoformat() if truth.filled_on else None, record["filled_on"]
    yield "contact.person", _tight(truth.person), record["contact"]["person"]
    yield "contact.phone", _tight(truth.phone), _tight(record["contact"]["phone"])
    yield "stated_total", truth.total, record["stated_total"]
    items = {item["item"]: item for item in record["items"]}
    rules = {rule["rule"]: rule for item in record["items"] for rule in item["rules"]}
    for about, value in truth.items.items():
        yield about, value, items.get(about, {}).get("self_score")
    for about, value in truth.verified.items():
        holder = rules if about.count(".") == 2 else items
        yield about, value, holder.get(about, {}).get("verified_score")
    for about, value in truth.rules.items():
        yield about, value, rules.get(about, {}).get("self_score")
    for about, rule in rules.items():
        if about not in truth.rules and item_of(about) != "1.1" and rule["self_score"] is not None:
            yield about, None, rule["self_score"]
    if truth.units:
        yield "file", tuple(truth.units), tuple(row["name"] for row in record.get("summary", ()))


def _tight(text: object) -> object:
    return "".join(str(text).translate(_NARROW).split()) if text else None


_NARROW = str.maketrans("－（）", "-()")


def _field(verdict: Verdict, about: str, wanted: object, found: object, said: set[str], truth: Truth) -> None:
    if wanted is not None and about not in truth.either:
        verdict.fields += 1
        verdict.read += _same(wanted, found)
    if _same(wanted, found) or (about in truth.either and found is None):
        return
    family = {about, item_of(about), _only_rule(about), "file"} | {
        one for one in said if one and one.startswith(f"{about}.")
    }
    if not said & family:
        verdict.silent.append(f"{about}: {found} for {wanted}")
    elif found is not None and about not in truth.either:
        verdict.silent.append(f"{about}: {found} for {wanted} (though said)")
    elif wanted is not None and found is None:
        verdict.asked.append(f"{about}: asked for {wanted}")


def _same(wanted: object, found: object) -> bool:
    if isinstance(wanted, Decimal) and found is not None:
        return Decimal(str(found)) == wanted
    if isinstance(wanted, str) and isinstance(found, str):
        return _tight(wanted) == _tight(found)
    return wanted == found

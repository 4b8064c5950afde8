"""Records as written down: a Submission as ``submission/1``, a Scorecard as ``scorecard/1``, JSON with exact numbers.

Dicts live only here.  Numbers go out as their shortest exact decimal and come back as ``Decimal``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from json.encoder import encode_basestring as quoted
from operator import itemgetter
from typing import Any

from jieyue.model import (
    Field,
    ItemAnswer,
    ItemScore,
    Kind,
    Problem,
    RuleAnswer,
    RuleScore,
    Scorecard,
    Severity,
    Source,
    Standing,
    Submission,
    SummaryCount,
    SummaryRow,
)

Record = dict[str, Any]

_SCORES = ("self_score", "verified_score")
_ANSWER = (*_SCORES, "note", "place", "raw", "not_applicable")
_ANSWERED = itemgetter(*_ANSWER)
_ROW = (
    "name",
    "city",
    "district",
    "level",
    "nature",
    "self_score",
    "verified_score",
    "passed",
    "failed_last_year",
    "note",
    "place",
)
_PROBLEM = ("code", "severity", "place", "about", "found", "message", "remedy")


def to_record(submission: Submission) -> Record:
    """The ``submission/1`` record of ``schemas/submission.json``."""
    return {
        "schema": "submission/1",
        "status": submission.status.value,
        "form": {"set": submission.form_set, "kind": submission.kind.value},
        "year": submission.year,
        "unit": {"name": submission.unit, "code": submission.unit_code},
        "contact": {"person": submission.person, "phone": submission.phone},
        "filled_on": submission.filled_on.isoformat() if submission.filled_on else None,
        "items": [_item(item) for item in submission.items],
        "stated_total": submission.stated_total,
        "fields": [{"name": one.name, "text": one.text, "place": one.place} for one in submission.fields],
        "summary": [_parts(row, _ROW) for row in submission.summary],
        "counts": [{"level": one.level, "counts": dict(one.counts), "place": one.place} for one in submission.counts],
        "source": _parts(submission.source, ("name", "sha256", "format")),
        "problems": [problem_record(found) for found in submission.problems],
    }


def problem_record(found: Problem) -> Record:
    """A Problem as every record lists it."""
    return {**_parts(found, _PROBLEM), "severity": found.severity.value}


def _item(item: ItemAnswer) -> Record:
    rules = [{"rule": rule.rule, "count": rule.count, **_parts(rule, _ANSWER)} for rule in item.rules]
    return {"item": item.item, **_parts(item, _ANSWER), "rules": rules}


def _parts(value: object, names: Sequence[str]) -> Record:
    return {name: getattr(value, name) for name in names}


def from_record(record: Mapping[str, Any]) -> Submission:
    """The Submission of a record that satisfies its schema; numbers must have been read as ``Decimal`` or int."""
    unit, contact, filled_on = record["unit"], record["contact"], record["filled_on"]
    return Submission(
        source=Source(**record["source"]),
        form_set=record["form"]["set"],
        kind=Kind(record["form"]["kind"]),
        year=None if record["year"] is None else int(record["year"]),
        unit=unit["name"],
        unit_code=unit["code"],
        person=contact["person"],
        phone=contact["phone"],
        filled_on=date.fromisoformat(filled_on) if filled_on else None,
        items=tuple(_item_from(item) for item in record["items"]),
        stated_total=_decimal(record["stated_total"]),
        fields=tuple(Field(**one) for one in record.get("fields", ())),
        summary=tuple(map(_row_from, record.get("summary", ()))),
        counts=tuple(_count_from(one) for one in record.get("counts", ())),
        problems=tuple(_problem_from(found) for found in record["problems"]),
    )


def _item_from(item: Mapping[str, Any]) -> ItemAnswer:
    rules = tuple(map(_rule_from, item["rules"]))
    own, verified, note, place, raw, spared = _ANSWERED(item)
    return ItemAnswer(item["item"], _decimal(own), _decimal(verified), note, place, raw, spared, rules)


def _rule_from(rule: Mapping[str, Any]) -> RuleAnswer:
    own, verified, *rest = _ANSWERED(rule)
    count = rule["count"]
    return RuleAnswer(rule["rule"], _decimal(own), _decimal(verified), None if count is None else int(count), *rest)


def _row_from(row: Mapping[str, Any]) -> SummaryRow:
    return SummaryRow(**{**row, **{name: _decimal(row[name]) for name in _SCORES}})


def _count_from(one: Mapping[str, Any]) -> SummaryCount:
    counts = tuple((name, None if value is None else int(value)) for name, value in one["counts"].items())
    return SummaryCount(one["level"], counts, one["place"])


def _problem_from(found: Mapping[str, Any]) -> Problem:
    return Problem(**{**found, "severity": Severity(found["severity"])})


def _decimal(value: Any) -> Decimal | None:
    return value if value is None or isinstance(value, Decimal) else Decimal(str(value))


def card_record(card: Scorecard) -> Record:
    """The ``scorecard/1`` record of ``schemas/scorecard.json``."""
    return {
        "schema": "scorecard/1",
        "unit": card.unit,
        "year": card.year,
        "basis": card.basis.value,
        "items": [_item_score(item) for item in card.items],
        "total": card.total,
        "pass_mark": card.pass_mark,
        "passed": card.passed,
        "working": card.working,
        "problems": [problem_record(found) for found in card.problems],
    }


def _item_score(item: ItemScore) -> Record:
    return {"item": item.item, **_score(item), "rules": [{"rule": rule.rule, **_score(rule)} for rule in item.rules]}


def _score(part: ItemScore | RuleScore) -> Record:
    return _parts(part, ("max", "score", "working"))


def standing_record(standing: Standing) -> Record:
    """One unit as ``status --json`` prints it."""
    unit = standing.unit
    return {
        "name": unit.name,
        "state": str(standing.state),
        "self": standing.self_total,
        "verified": standing.verified_total,
        "passed": standing.passed,
        "problems": [problem_record(found) for found in standing.problems],
        "level": unit.level,
        "city": unit.city,
        "district": unit.district,
        "nature": unit.nature,
        "received_on": standing.received_on.isoformat() if standing.received_on else None,
        "late": standing.late,
        "failed_last_year": unit.failed_last_year,
        "passed_before": standing.passed_before,
    }


def dumps(value: Any) -> str:
    """``value`` as one line of JSON; a ``Decimal`` is written digit for digit.

    The encoder of the standard library does it where the text comes out the same; where it would not, we do.
    """
    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False, default=_same_digits)
    except _OtherDigits:
        return _digit_for_digit(value)


class _OtherDigits(Exception):
    """The standard encoder would write a number in another way."""


def _same_digits(value: object) -> object:
    """What the standard encoder writes in the very digits of ``value``."""
    if isinstance(value, Mapping):
        return dict(value)
    if not isinstance(value, Decimal):
        raise TypeError(f"{type(value).__name__} cannot be written")
    digits = _digits(value)
    number = float(digits) if "." in digits else int(digits)
    if repr(number) != digits:
        raise _OtherDigits
    return number


def _digit_for_digit(value: Any) -> str:
    pieces: list[str] = []
    _write(value, pieces)
    return "".join(pieces)


def loads(text: str | bytes) -> Any:
    """JSON with exact numbers.  Raises ``ValueError`` for a key given twice, NaN, infinities and what is no JSON."""
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_no_number, object_pairs_hook=_unique)
    except RecursionError as error:
        raise ValueError("嵌套过深") from error


def _no_number(word: str) -> Any:
    raise ValueError(f"“{word}”不是数")


def _unique(pairs: list[tuple[str, Any]]) -> Record:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"键“{next(name for name in names if names.count(name) > 1)}”重复")
    return found


def _write(value: Any, pieces: list[str]) -> None:
    if isinstance(value, str):
        pieces.append(quoted(value))
    elif isinstance(value, Decimal):
        pieces.append(_digits(value))
    elif isinstance(value, Mapping):
        mark = "{"
        for key, part in value.items():
            pieces.append(f"{mark}{quoted(str(key))}: ")
            _write(part, pieces)
            mark = ", "
        pieces.append("}" if value else "{}")
    elif isinstance(value, list | tuple):
        mark = "["
        for part in value:
            pieces.append(mark)
            _write(part, pieces)
            mark = ", "
        pieces.append("]" if value else "[]")
    else:
        pieces.append(json.dumps(value, allow_nan=False))


def _digits(value: Decimal) -> str:
    """Without exponent or idle zeros: ``4``, ``92.5``."""
    if not value.is_finite():
        raise ValueError(f"{value}不是有限的数")
    if not value:
        return "0"
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text

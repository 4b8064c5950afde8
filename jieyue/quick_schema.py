"""A JSON Schema compiled into one Python function that only says yes or no, for records by the thousand.

It knows the keywords that our schemas use and refuses to compile any other.  Where it says no, or cannot be had,
:mod:`jieyue.schema` asks the full validator, which also says what is wrong: a record passes only if it satisfies the
same schema file, and a test holds both to the same verdict.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

Check = Callable[[Any], bool]
_OF_OBJECTS = {"properties", "patternProperties", "additionalProperties"}
_SAID_ONLY = {"$schema", "$id", "title", "description", "examples", "default", "$defs", "$comment"}


class NotCompiled(Exception):
    """The schema uses a keyword that this module does not know."""


def compiled(schema: Mapping[str, Any]) -> Check:
    """The function for ``schema``.  Raises :class:`NotCompiled`."""
    return _check(schema)


def _check(schema: Any) -> Check:
    if isinstance(schema, bool):
        return (lambda _: True) if schema else (lambda _: False)
    checks: list[Check] = []
    if _OF_OBJECTS & schema.keys():
        checks.append(_properties(schema))
    for word, wanted in schema.items():
        if word in _SAID_ONLY or word in _OF_OBJECTS:
            continue
        if word not in _KEYWORDS:
            raise NotCompiled(word)
        checks.append(_KEYWORDS[word](wanted))
    if len(checks) == 1:
        return checks[0]
    return _all(checks)


def _all(checks: list[Check]) -> Check:
    def check(value: Any) -> bool:
        for one in checks:  # noqa: SIM110 - a generator costs more than the checks
            if not one(value):
                return False
        return True

    return check


def _properties(schema: Mapping[str, Any]) -> Check:
    checks = {name: _check(part) for name, part in schema.get("properties", {}).items()}
    like = [(re.compile(name).search, _check(part)) for name, part in schema.get("patternProperties", {}).items()]
    rest = _check(schema.get("additionalProperties", True))

    def of_name(name: str) -> Check:
        found = [check for search, check in like if search(name)]
        found += [checks[name]] if name in checks else []
        return _all(found) if found else rest

    def of_plain_name(name: str) -> Check:
        return checks.get(name, rest)

    find = of_name if like else of_plain_name

    def check(value: Any) -> bool:
        if not isinstance(value, dict):
            return True
        for name, part in value.items():  # noqa: SIM110 - a generator costs more than the checks
            if not find(name)(part):
                return False
        return True

    return check


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _is_integer(value: Any) -> bool:
    if isinstance(value, Decimal):
        return value.is_finite() and value == value.to_integral_value()
    return isinstance(value, int) and not isinstance(value, bool)


_TYPES: Mapping[str, Check] = {
    "string": lambda value: isinstance(value, str),
    "number": _is_number,
    "integer": _is_integer,
    "boolean": lambda value: isinstance(value, bool),
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "null": lambda value: value is None,
}


def _type(wanted: Any) -> Check:
    names = [wanted] if isinstance(wanted, str) else wanted
    checks = [_TYPES[name] for name in names]
    if len(checks) == 1:
        return checks[0]
    if len(checks) == 2 and "null" in names:
        other = checks[1 - names.index("null")]
        return lambda value: value is None or other(value)
    return lambda value: any(check(value) for check in checks)


def _required(names: Any) -> Check:
    wanted = frozenset(names)
    return lambda value: not isinstance(value, dict) or wanted <= value.keys()


def _enum(allowed: Any) -> Check:
    if not all(isinstance(one, str) for one in allowed):
        raise NotCompiled("enum")
    known = frozenset(allowed)
    return lambda value: isinstance(value, str) and value in known


def _const(wanted: Any) -> Check:
    if not isinstance(wanted, str):
        raise NotCompiled("const")
    return lambda value: isinstance(value, str) and value == wanted


def _pattern(wanted: str) -> Check:
    search = re.compile(wanted).search
    return lambda value: not isinstance(value, str) or search(value) is not None


def _items(schema: Any) -> Check:
    check = _check(schema)
    return lambda value: not isinstance(value, list) or all(map(check, value))


def _format(name: str) -> Check:
    if name != "date":
        raise NotCompiled(f"format {name}")
    return lambda value: not isinstance(value, str) or _is_day(value)


def _is_day(text: str) -> bool:
    """A day of the calendar as ``2026-10-12``; Python would take a week's day (``2026-W01-1``) too."""
    if not _DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _minimum(limit: Any) -> Check:
    return lambda value: not _is_number(value) or not value < limit


def _maximum(limit: Any) -> Check:
    return lambda value: not _is_number(value) or not value > limit


def _above(limit: Any) -> Check:
    return lambda value: not _is_number(value) or value > limit


def _so_many(least: int) -> Check:
    return lambda value: not isinstance(value, list) or len(value) >= least


def _at_least(length: int) -> Check:
    return lambda value: not isinstance(value, str) or len(value) >= length


_KEYWORDS: Mapping[str, Callable[[Any], Check]] = {
    "type": _type,
    "required": _required,
    "enum": _enum,
    "const": _const,
    "pattern": _pattern,
    "items": _items,
    "format": _format,
    "minimum": _minimum,
    "maximum": _maximum,
    "exclusiveMinimum": _above,
    "minItems": _so_many,
    "minLength": _at_least,
}

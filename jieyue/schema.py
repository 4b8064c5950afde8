"""JSON Schema (2020-12) checks whose faults are Chinese, built from keyword and path, never library English."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from jieyue.data import data_folder

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError


@dataclass(frozen=True, slots=True)
class Fault:
    """One departure from a schema: where in the data, what was found, what is wanted."""

    path: tuple[Any, ...]
    finding: str
    remedy: str

    @property
    def pointer(self) -> str:
        """The place as a person writes it: ``items[3].rules[0].self_score``."""
        text = ""
        for step in self.path:
            text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else str(step)
        return text or "（整个记录）"


@lru_cache(maxsize=32)
def validator(name: str) -> Draft202012Validator:
    """The compiled validator of ``schemas/<name>.json``, with ``format`` checked for real."""
    from jsonschema import Draft202012Validator, FormatChecker
    from jsonschema.validators import extend

    exact = extend(
        Draft202012Validator, type_checker=Draft202012Validator.TYPE_CHECKER.redefine("integer", _is_integer)
    )
    schema = _schema(name)
    Draft202012Validator.check_schema(schema)
    return exact(schema, format_checker=FormatChecker())


def _schema(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((data_folder("schemas") / f"{name}.json").read_text(encoding="utf-8"))
    return found


def _is_integer(_checker: object, value: object) -> bool:
    if isinstance(value, Decimal):
        return value.is_finite() and value == value.to_integral_value()
    return isinstance(value, int) and not isinstance(value, bool)


@lru_cache(maxsize=32)
def _quick(name: str) -> Callable[[Any], bool]:
    """Says at once that most data has no fault; where the schema cannot be compiled it never does."""
    from jieyue.quick_schema import NotCompiled, compiled

    try:
        return compiled(_schema(name))
    except NotCompiled:
        return lambda _: False


def faults_of(data: object, name: str) -> list[Fault]:
    """Every fault of ``data`` against ``schemas/<name>.json``, in reading order."""
    if _quick(name)(data):
        return []
    leaves = (leaf for error in validator(name).iter_errors(data) for leaf in _leaves(error))
    faults = {(fault.path, fault.finding): fault for leaf in leaves for fault in _explain(leaf)}
    return sorted(faults.values(), key=lambda fault: [str(step).zfill(6) for step in fault.path])


def _leaves(error: ValidationError) -> Iterator[ValidationError]:
    """Of a branching keyword, the errors of its best branch; else the error itself."""
    if not error.context:
        yield error
        return
    branches: dict[Any, list[ValidationError]] = {}
    for inner in error.context:
        branches.setdefault(inner.schema_path[0], []).append(inner)
    best = min(branches.values(), key=lambda group: (min(-len(inner.path) for inner in group), len(group)))
    for inner in best:
        yield from _leaves(inner)


def _explain(error: ValidationError) -> Iterator[Fault]:
    path = tuple(error.absolute_path)
    explain = _KEYWORDS.get(str(error.validator), _other)
    for finding, remedy in explain(error.validator_value, error.instance, error.schema):
        yield Fault(path, finding, remedy)


_Sentences = Iterator[tuple[str, str]]
_TYPES = {
    "string": "文字",
    "number": "数",
    "integer": "整数",
    "boolean": "true 或 false",
    "object": "一组键值",
    "array": "列表",
    "null": "空",
}


def _type(wanted: Any, found: Any, _schema: Mapping[str, Any]) -> _Sentences:
    names = [wanted] if isinstance(wanted, str) else wanted
    yield f"“{_short(found)}”的类型不对", f"应为{'或'.join(_TYPES[name] for name in names)}"


def _required(wanted: list[str], found: Mapping[str, Any], _schema: Mapping[str, Any]) -> _Sentences:
    for name in wanted:
        if name not in found:
            yield f"缺少“{name}”", "请补上"


def _additional(_wanted: Any, found: Mapping[str, Any], schema: Mapping[str, Any]) -> _Sentences:
    allowed = schema.get("properties", {})
    for name in found:
        if name not in allowed:
            yield f"不认识“{name}”", f"可用的有：{'、'.join(allowed)}"


def _enum(wanted: list[Any], found: Any, _schema: Mapping[str, Any]) -> _Sentences:
    yield f"“{_short(found)}”不在可选值中", f"可选：{'、'.join(str(value) for value in wanted)}"


def _const(wanted: Any, found: Any, _schema: Mapping[str, Any]) -> _Sentences:
    yield f"“{_short(found)}”不对", f"应为“{wanted}”"


def _pattern(wanted: str, found: Any, schema: Mapping[str, Any]) -> _Sentences:
    yield f"“{_short(found)}”的写法不对", f"应写成{schema.get('title', wanted)}"


_FORMATS = {"date": "年-月-日，如 2026-10-31，且日期存在", "date-time": "带时区的时间，如 2026-10-31T09:00:00+08:00"}


def _format(wanted: str, found: Any, _schema: Mapping[str, Any]) -> _Sentences:
    yield f"“{_short(found)}”的写法不对", f"应写成{_FORMATS.get(wanted, wanted)}"


def _limit(word: str) -> Callable[[Any, Any, Mapping[str, Any]], _Sentences]:
    def explain(wanted: Any, found: Any, _schema: Mapping[str, Any]) -> _Sentences:
        yield f"“{_short(found)}”超出范围", f"应{word}{wanted}"

    return explain


def _size(word: str) -> Callable[[Any, Any, Mapping[str, Any]], _Sentences]:
    def explain(wanted: Any, found: Any, _schema: Mapping[str, Any]) -> _Sentences:
        yield f"有{len(found)}个", f"应{word}{wanted}个"

    return explain


def _other(wanted: Any, found: Any, _schema: Mapping[str, Any]) -> _Sentences:
    yield f"“{_short(found)}”不合要求", f"要求：{_short(wanted)}"


_KEYWORDS: dict[str, Callable[[Any, Any, Mapping[str, Any]], _Sentences]] = {
    "type": _type,
    "required": _required,
    "additionalProperties": _additional,
    "enum": _enum,
    "const": _const,
    "pattern": _pattern,
    "format": _format,
    "minimum": _limit("不小于"),
    "exclusiveMinimum": _limit("大于"),
    "maximum": _limit("不大于"),
    "minLength": _size("不少于"),
    "maxLength": _size("不多于"),
    "minItems": _size("不少于"),
    "maxItems": _size("不多于"),
}


def _short(value: Any) -> str:
    text = str(value) if isinstance(value, str | Decimal) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 40 else f"{text[:40]}…"

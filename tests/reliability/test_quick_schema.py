"""The compiled check and the full validator give the same verdict on anything."""

from __future__ import annotations

import copy
import json
import random
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from extract import extract
from jieyue.formset import load_form_set
from jieyue.quick_schema import NotCompiled, compiled
from jieyue.record import dumps, loads, to_record
from jieyue.schema import faults_of, validator
from jieyue.strict_yaml import load

ROOT = Path(__file__).resolve().parents[2]
FORMS = (
    "1-十月报送/供销社.xlsx",
    "1-十月报送/会议通知.docx",
    "4-市州汇总/岳阳市汇总表.xlsx",
    "1-十月报送/水利厅自评表.xlsx",
)
TABLES = ("indicators", "layouts", "timetable")
ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 3, 2026, 1999, 2101, "", "x", "2.2", "2.2\n", "2026-10-12", "20261012", "2026-02-30",
    "2026-W01-1", Decimal("2.5"), Decimal("2026"), 2026.0, 2.5, [], [1], {}, {"x": 1}, "accepted", ["accepted"],
)  # fmt: skip


def schema(name: str) -> Any:
    return json.loads((ROOT / f"schemas/{name}.json").read_text(encoding="utf-8"))


@cache
def data(name: str) -> list[Any]:
    """What the schema of that name is for: records of every sort as they are written down, tables, settings."""
    if name == "submission":
        paths = [ROOT / "samples/收件箱" / form for form in FORMS]
        return [loads(dumps(to_record(extract(path, [load_form_set()])))) for path in paths]
    if name == "settings":
        settings = tomllib.loads((ROOT / "samples/设置.toml").read_text(encoding="utf-8"))
        return [json.loads(json.dumps(settings, default=str))]
    return [load(ROOT / f"forms/hunan-2020/{name}.yaml").value]


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every (container, key) within."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in items:
        yield value, key
        yield from places(part)


def spoil(record: Any, chance: random.Random) -> Any:
    """One change somewhere: another value, a key gone, a key added."""
    changed = copy.deepcopy(record)
    container, key = chance.choice(list(places(changed)))
    what = chance.random()
    if what < 0.7:
        container[key] = chance.choice(ODD)
    elif what < 0.85:
        del container[key]
    elif isinstance(container, dict):
        container["多"] = chance.choice(ODD)
    return changed


def agree(rounds: int, name: str = "submission") -> tuple[int, int]:
    """Spoiled records judged by both; (passed, refused)."""
    chance = random.Random(7)  # noqa: S311 - not for secrets
    check, full = compiled(schema(name)), validator(name)
    verdicts = []
    for _ in range(rounds):
        record = spoil(chance.choice(data(name)), chance)
        verdicts.append(full.is_valid(record))
        assert check(record) == verdicts[-1], json.dumps(record, ensure_ascii=False, default=str)
    return verdicts.count(True), verdicts.count(False)


def test_both_judge_spoiled_records_alike() -> None:
    passed, refused = agree(600)
    assert passed > 50
    assert refused > 50


@pytest.mark.parametrize("name", [*TABLES, "settings"])
def test_both_judge_spoiled_tables_and_settings_alike(name: str) -> None:
    assert compiled(schema(name))(data(name)[0])
    passed, refused = agree(60, name)
    assert passed
    assert refused


@pytest.mark.slow
def test_both_judge_twenty_thousand_spoiled_records_alike() -> None:
    assert sum(agree(20_000)) == 20_000


@pytest.mark.parametrize("value", ODD, ids=repr)
def test_both_judge_what_is_no_record_alike(value: Any) -> None:
    assert compiled(schema("submission"))(value) == validator("submission").is_valid(value)


@pytest.mark.parametrize("value", ODD, ids=repr)
def test_both_judge_a_day_alike(value: Any) -> None:
    record = {**data("submission")[0], "filled_on": value}
    assert compiled(schema("submission"))(record) == validator("submission").is_valid(record)


def test_an_unknown_keyword_is_not_passed_over() -> None:
    with pytest.raises(NotCompiled):
        compiled({"properties": {"x": {"multipleOf": 2}}})


def test_what_is_wrong_is_still_said() -> None:
    record = copy.deepcopy(data("submission")[0])
    record["year"] = "今年"
    (fault,) = faults_of(record, "submission")
    assert (fault.pointer, fault.finding) == ("year", "“今年”的类型不对")

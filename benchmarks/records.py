"""Schema check and scoring, per record."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.corpus import write_forms
from benchmarks.measuring import Line, in_turns, ratio
from extract import extract
from jieyue.formset import load_form_set
from jieyue.record import dumps, loads, to_record
from jieyue.schema import faults_of
from jieyue.score import scorecard

_COUNT = 50


def lines(folder: Path) -> Iterator[Line]:
    """The check of a record, and a scorecard."""
    form_set = load_form_set()
    found = [extract(path, [form_set]) for path in write_forms(folder / "records", _COUNT, ("xlsx",))]
    records = [loads(dumps(to_record(one))) for one in found]
    times = in_turns(
        {"jieyue": lambda: [faults_of(one, "submission") for one in records], "jsonschema": lambda: _plainly(records)}
    )
    per = times["jieyue"] / _COUNT
    yield Line("一条记录的格式校验", per, "条", {"jsonschema": ratio(times["jieyue"], times["jsonschema"])})
    scoring = in_turns({"jieyue": lambda: [scorecard(one, form_set) for one in found]})
    yield Line("一条记录的评分", scoring["jieyue"] / _COUNT, "条")


def _plainly(records: list[Any]) -> None:
    from jieyue.schema import validator

    check = validator("submission")
    for one in records:
        list(check.iter_errors(one))

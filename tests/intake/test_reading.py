"""What a reading process sends back says all that was read, though it travels as its record alone."""

from __future__ import annotations

import pickle
from dataclasses import fields, replace
from pathlib import Path

import pytest

from jieyue.durable import digest
from jieyue.model import Submission
from jieyue.receiving.extraction import reader_of
from jieyue.receiving.reading import Reading
from jieyue.receiving.worker import Job, read_one
from jieyue.receiving.written import written
from jieyue.workspace import Workspace
from samples.build import HERE

_FORMS = sorted(path for path in (HERE / "收件箱").rglob("*") if path.suffix in (".xlsx", ".docx", ".pdf", ".xls"))


def read(path: Path) -> Reading:
    return read_one(reader_of(Workspace(HERE)), Job(path, path.name, digest(path.read_bytes())))


def travelled(reading: Reading) -> Reading:
    arrived = pickle.loads(pickle.dumps(reading))  # noqa: S301 - our own
    assert isinstance(arrived, Reading)
    return arrived


@pytest.mark.parametrize("path", _FORMS[::4], ids=lambda path: path.name)
def test_a_reading_that_travelled_says_the_same_field_by_field(path: Path) -> None:
    here = read(path)
    there = travelled(here)
    assert here.submission
    assert there.submission
    assert there.record == here.record
    for field in fields(Submission):
        assert getattr(there.submission, field.name) == getattr(here.submission, field.name)
    assert written(replace(there.submission)) == (here.submission, here.record)


def test_what_a_file_is_judged_by_is_known_without_reading_the_record() -> None:
    here = read(_FORMS[0]).submission
    there = travelled(Reading(here, "不是记录")).submission
    assert there
    for name in ("source", "kind", "year", "unit", "problems", "status"):
        assert getattr(there, name) == getattr(here, name)
    with pytest.raises(ValueError, match="Expecting value"):
        assert there.items


def test_a_reading_without_a_record_travels_whole() -> None:
    assert travelled(Reading(died="耗时超过60秒")) == Reading(died="耗时超过60秒")
    bare = read_one(reader_of(Workspace(HERE)), Job(_FORMS[0]))
    assert travelled(bare) == bare

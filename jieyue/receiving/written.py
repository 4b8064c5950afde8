"""A Submission as it is written down: its record checked against the schema, as one line of JSON."""

from __future__ import annotations

from dataclasses import replace

from jieyue.model import Problem, Submission
from jieyue.problems import problem
from jieyue.record import dumps, to_record
from jieyue.schema import Fault, faults_of


def written(submission: Submission) -> tuple[Submission, str]:
    """The Submission, with a Problem for each fault of its record, and its record as text."""
    record = to_record(submission)
    if faults := faults_of(record, "submission"):
        submission = replace(submission, problems=(*submission.problems, *map(_invalid, faults[:5])))
        record = to_record(submission)
    return submission, dumps(record)


def _invalid(fault: Fault) -> Problem:
    return problem("record-invalid", about="file", why=f"{fault.pointer}：{fault.finding}")

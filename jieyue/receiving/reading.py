"""What comes of one file, and how it travels: as its record, and of the Submission only what a file is judged by."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, partial
from operator import attrgetter
from typing import Any

from jieyue.later import LaterSubmission
from jieyue.model import Submission
from jieyue.record import from_record, loads

_JUDGED_BY = ("source", "kind", "year", "unit", "problems")
_known_of = attrgetter(*_JUDGED_BY)


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of one file: its Submission and its record as text, or in Chinese what its reader died of."""

    submission: Submission | None = None
    record: str = ""
    died: str = ""

    def __reduce__(self) -> tuple[Any, ...]:
        """Where there is a record, it is the Submission: that is not sent a second time."""
        if not self.record:
            return Reading, (self.submission, "", self.died)
        return _arrived, (self.record, _known_of(self.submission))


def _arrived(record: str, known: tuple[Any, ...]) -> Reading:
    """A Reading whose Submission is read out of its record when it is asked for more than ``known``."""
    submission = LaterSubmission(partial(_submission_of, record))
    submission.learn(**dict(zip(_JUDGED_BY, known, strict=True)))
    return Reading(submission, record)


@lru_cache(4)
def _submission_of(record: str) -> Submission:
    """Who copies a Submission asks for its parts one after the other."""
    return from_record(loads(record))

"""How a reader says no: an exception that carries the Problem, caught once, round one file."""

from __future__ import annotations

from jieyue.model import Problem
from jieyue.problems import problem


class Refused(Exception):
    """Says that a file cannot be read any further; ``problem`` says why and what to ask the unit for."""

    def __init__(self, found: Problem) -> None:
        super().__init__(found.message)
        self.problem = found


def refuse(code: str, **words: object) -> Refused:
    """The refusal of ``code``, its sentences filled with ``words``."""
    return Refused(problem(code, about="file", **words))  # type: ignore[arg-type]

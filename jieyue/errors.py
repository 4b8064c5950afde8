"""What the program raises when it cannot go on, each with the exit status of the contract.

A fault in a form is a Problem, not an exception; see :mod:`jieyue.problems`.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum


class Exit(IntEnum):
    """Exit statuses of every command."""

    DONE = 0
    NEEDS_A_PERSON = 1
    WRONG_USAGE = 2
    COULD_NOT_WORK = 3


class JieyueError(Exception):
    """Could not work; nothing was changed or lost.  The message is Chinese: place, finding, remedy."""

    exit = Exit.COULD_NOT_WORK


class WrongUsage(JieyueError):
    """The caller asked for what cannot be: an unknown unit, kind, file or value."""

    exit = Exit.WRONG_USAGE


class DataFault(JieyueError):
    """A data file of the office (form set, settings, register) is wrong; ``faults`` lists everything found."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))

"""Records of which a part is known and the rest is read when it is first asked for.

A year holds far more than one command looks at: the state of a unit rests on a few words of its form, and only its
story and its documents on the rest.  To whoever holds one it is a record like any other: by type, by equality, and
when a changed copy is made of it.  What is read is not kept here; whoever reads may remember it.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from jieyue.model import Basis, Part, Problem, Scorecard, Submission

Sums = tuple[Basis, Decimal | None, Decimal, bool | None, tuple[Problem, ...]]
"""Of a Scorecard: its basis, total, pass mark and conclusion, and what is wrong with its scores."""


class Later:
    """A record whose unset fields (slots) are those of what ``_read`` returns."""

    __slots__ = ()
    _read: Callable[[], Any]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._read(), name)


class LaterSubmission(Later, Submission):
    """A Submission that is read when it is asked for more than what is known of it."""

    __slots__ = ("_read",)
    __class__ = property(lambda _: Submission)

    def __init__(self, read: Callable[[], Submission]) -> None:
        self._read = read

    def learn(self, **known: Any) -> None:
        """It need not be read for these fields."""
        for name, value in known.items():
            object.__setattr__(self, name, value)


class LaterCard(Later, Scorecard):
    """A Scorecard whose sums and points are known; whose it is and how it was worked out is found when asked for."""

    __slots__ = ("_parts", "_read")
    __class__ = property(lambda _: Scorecard)

    def __init__(self, read: Callable[[], Scorecard], parts: Callable[[], tuple[Part, ...]], sums: Sums) -> None:
        self._read = read
        self._parts = parts
        self.basis, self.total, self.pass_mark, self.passed, self.problems = sums  # type: ignore[misc]

    @property
    def parts(self) -> tuple[Part, ...]:
        """As of every card, without its working."""
        return self._parts()

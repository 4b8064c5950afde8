"""The demonstration's own clock, so that its terminals look the same whatever day they are drawn on."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta, tzinfo
from importlib import import_module
from itertools import pairwise
from typing import Any

import jieyue

_DAYS = ("--received", "--date", "--on")


class Clock(datetime):
    """A ``datetime`` whose ``now`` is the moment of the command being carried out."""

    moment = datetime(2026, 9, 1, 9)  # noqa: DTZ001 - the office's own time

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        return cls.moment.astimezone(tz) if tz else cls.moment

    @classmethod
    def reach(cls, arguments: Sequence[str]) -> None:
        """Goes on to the day that the command names, else by a minute."""
        named = [day for option, day in pairwise(arguments) if option in _DAYS]
        day = datetime.fromisoformat(f"{named[-1]}T09:00") if named else cls.moment
        cls.moment = max(day, cls.moment + timedelta(minutes=1))


@contextmanager
def own_clock() -> Iterator[None]:
    """While it lasts, the program's modules ask :class:`Clock` for the time."""
    names = [one.name for one in pkgutil.walk_packages(jieyue.__path__, "jieyue.") if "__main__" not in one.name]
    modules: list[Any] = [one for one in map(import_module, names) if getattr(one, "datetime", None) is datetime]
    for module in modules:
        module.datetime = Clock
    try:
        yield
    finally:
        for module in modules:
            module.datetime = datetime

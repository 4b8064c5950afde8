"""How an intake runs."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import datetime

from jieyue.receiving.inbox import Waiting
from jieyue.receiving.pulse import Progress
from jieyue.receiving.worker import SECONDS


@dataclass(frozen=True)
class Options:
    """How an intake runs.  ``clock`` tells the time of receipt; ``progress`` hears (done, all, name) every second.

    Files are read in capped processes of this machine, or by an ``executor`` of the caller's, behind the same guard
    unless it is ``unguarded``.
    """

    workers: int = 2
    seconds: float = SECONDS
    executor: Executor | None = None
    unguarded: bool = False
    who: str = "收件"
    clock: Callable[[], datetime] = lambda: datetime.now().astimezone()
    progress: Progress = lambda _done, _all, _name: None
    waiting: Waiting = field(default_factory=Waiting)

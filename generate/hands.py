"""Processes among which the letters of a large batch are shared, behind ``concurrent.futures.Executor``.

They are forked, so that each finds the template compiled and everything loaded; and only from a process of one thread,
since a fork copies the locks that other threads hold.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

_MANY = 64
"""Letters fewer than these are written sooner than processes are started for them."""
_TOGETHER = 8
"""Letters handed over at once."""
_MOST = 8

_Task = TypeVar("_Task")
_Done = TypeVar("_Done")


@contextmanager
def hands() -> Iterator[Executor | None]:
    """One process for each core; None where there is one core only, or none can be forked safely."""
    count = min(os.cpu_count() or 1, _MOST)
    if count < 2 or sys.platform != "linux" or threading.active_count() > 1:
        yield None
        return
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(count, mp_context=context, initializer=_leave_interrupts_to_the_first) as executor:
        yield executor


def _leave_interrupts_to_the_first() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def shared(work: Callable[[_Task], _Done], tasks: Sequence[_Task], executor: Executor | None) -> list[_Done]:
    """``work`` on each task, in their order; the first always here, which loads and compiles what the others need."""
    if executor is None or len(tasks) < _MANY:
        return list(map(work, tasks))
    first = work(tasks[0])
    return [first, *executor.map(work, tasks[1:], chunksize=_TOGETHER)]

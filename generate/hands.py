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
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from itertools import chain, islice
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


def shared(work: Callable[[_Task], _Done], tasks: Iterable[_Task], executor: Executor | None) -> list[_Done]:
    """``work`` on each task, in their order; the first always here, which loads and compiles what the others need.

    Tasks may still be in the making: the first of them are worked on while the others are made.
    """
    left = iter(tasks)
    begun = list(islice(left, _MANY))
    if executor is None or len(begun) < _MANY:
        return list(map(work, chain(begun, left)))
    first, others = work(begun[0]), chain(begun[1:], left)
    together = iter(lambda: list(islice(others, _TOGETHER)), [])
    handed = [executor.submit(_each, work, some) for some in together]
    return [first, *chain.from_iterable(one.result() for one in handed)]


def _each(work: Callable[[_Task], _Done], tasks: Sequence[_Task]) -> list[_Done]:
    return list(map(work, tasks))

"""An executor whose processes are watched from outside: each in time and memory, each known by the task it holds.

One thread attends to one process.  Tasks are handed over and answered several to a message, so that a process never
waits for its attendant; each process counts in shared memory what it begins, so that its attendant knows which task is
at work, and which is to blame when the process ends.
"""

from __future__ import annotations

import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from jieyue.receiving.child import LOOK, CannotStart, Child, Duty, start
from jieyue.receiving.memory import memory_of

_TOGETHER = 8
"""Tasks of one message at most; a process holds two messages, one at work and one to go on with."""
_TIMED_OUT = 97
_UNKNOWN = "读取进程异常退出"
_GRACE = 1.5
"""What a process gets beyond its time, since it may end itself and say so."""
_FAREWELL = 1.0
"""Seconds in which processes and attendants are seen off; a process that is only just starting takes its time."""


class Died(Exception):
    """The process ended, or was ended, over this task; the message says in Chinese of what."""


@dataclass(slots=True)
class _Task:
    call: tuple[Any, ...]
    future: Future[Any]
    deaths: int = 0

    def fail(self, fault: BaseException) -> None:
        """Tells whoever waits, unless they no longer do."""
        if not self.future.cancelled():
            self.future.set_exception(fault)


class CappedProcesses(Executor):
    """Processes that each run ``work(*arguments)``, capped in seconds a task and in bytes."""

    def __init__(
        self, work: Callable[..., Any], workers: int, seconds: float, memory: int, enter: Callable[[int], None]
    ) -> None:
        self._duty = Duty(work, enter, memory)
        self._seconds, self._workers = seconds, workers
        self._tasks: queue.SimpleQueue[_Task | None] = queue.SimpleQueue()
        self._attendants: list[_Attendant] = []
        self._closing = threading.Event()

    def come(self) -> None:
        """Has all processes start before there is work for them."""
        while len(self._attendants) < self._workers:
            self._attend(at_once=True)

    def submit(self, _fn: Callable[..., Any], /, *args: Any, **_: Any) -> Future[Any]:
        """The result of the work on ``args``, to come; :class:`Died` when the process did not survive it.

        The processes know one kind of work only; the function given is that one.
        """
        future: Future[Any] = Future()
        self._tasks.put(_Task(args, future))
        if len(self._attendants) < self._workers:
            self._attend()
        return future

    def _attend(self, *, at_once: bool = False) -> None:
        """One more process, with its attendant."""
        attendant = _Attendant(self, at_once=at_once)
        self._attendants.append(attendant)
        attendant.start()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Ends the processes; what they hold is cancelled, not waited for."""
        self._closing.set()
        for attendant in self._attendants:
            self._tasks.put(None)
            attendant.let_go()
        if wait:
            end = time.monotonic() + _FAREWELL
            for attendant in self._attendants:
                attendant.join(max(0.0, end - time.monotonic()))
        if cancel_futures:
            while not self._tasks.empty():
                if task := self._tasks.get():
                    task.future.cancel()

    def take(self, *, wait: bool) -> list[_Task]:
        """The next tasks, a fair share; none when there are none now, or, waiting, when it is time to go home."""
        tasks: list[_Task] = []
        share = min(_TOGETHER, 1 + self._tasks.qsize() // self._workers)
        while len(tasks) < share:
            try:
                task = self._tasks.get(block=wait and not tasks)
            except queue.Empty:
                break
            if task is None:
                self._tasks.put(None)
                break
            tasks.append(task)
        return tasks

    @property
    def closing(self) -> bool:
        """Whether it is time to go home."""
        return self._closing.is_set()

    def new_child(self) -> Child:
        """A new process that has said it is there.  Raises :class:`CannotStart`."""
        return start(self._duty, self._closing.is_set)

    @property
    def caps(self) -> tuple[float, int]:
        """Seconds a task and bytes a process may have."""
        return self._seconds, self._duty.memory


class _Attendant(threading.Thread):
    """The thread beside one process, which is started ``at_once`` or when there is work."""

    def __init__(self, house: CappedProcesses, *, at_once: bool) -> None:
        super().__init__(daemon=True)
        self._house = house
        self._at_once = at_once
        self._given: deque[_Task] = deque()
        self._child: Child | None = None
        self._answered = 0

    def let_go(self) -> None:
        """Ends the process now, whoever asks."""
        if child := self._child:
            child.process.kill()

    def run(self) -> None:
        """Hands out tasks and brings back answers until the house closes.

        A process that does not come up at once is tried again when there is work, which is then told why.
        """
        if self._at_once:
            with suppress(CannotStart):
                self._child = self._house.new_child()
        try:
            while not self._house.closing:
                self._hand_out()
                if not self._given:
                    break
                self._bring_back()
        except Exception as fault:  # noqa: BLE001 - carried to whoever waits for an answer
            for task in self._given:
                task.fail(fault)
        finally:
            self._end()
            for task in self._given:
                task.future.cancel()

    def _hand_out(self) -> None:
        while len(self._given) <= _TOGETHER:
            tasks = self._house.take(wait=not self._given)
            if not tasks:
                return
            self._given += tasks
            self._send(tasks)

    def _send(self, tasks: Sequence[_Task]) -> None:
        """Gives tasks to the process; to a new one, all that are in hand."""
        if self._child is None:
            self._child, self._answered = self._house.new_child(), 0
            tasks = list(self._given)
        with suppress(OSError):  # it is gone; which task it was at is seen when its answer is waited for
            self._child.line.send([task.call for task in tasks])

    def _bring_back(self) -> None:
        """The answers to the first message in hand, or the end of the task at work."""
        if self._child is None:
            self._send(())
            return
        why = self._wait(self._child)
        if why is None or self._house.closing:
            return
        why = why or self._last_words(self._child)
        place = max(0, min(self._child.begun.value - self._answered, len(self._given)) - 1)
        self._end()
        task = self._given[place]
        task.deaths += 1
        if task.deaths > 1 or why != _UNKNOWN:
            del self._given[place]
            task.fail(Died(why))

    def _wait(self, child: Child) -> str | None:
        """None when a message was answered; else what the process was ended for, empty when it ended itself."""
        seconds, memory = self._house.caps
        begun, end = -1, 0.0
        while not self._house.closing:
            if begun != child.begun.value:
                begun, end = child.begun.value, time.monotonic() + seconds + _GRACE
            try:
                if child.line.poll(LOOK):
                    self._hear(child.line.recv())
                    return None
            except (EOFError, OSError):
                return ""
            if time.monotonic() > end:
                return _too_long(seconds)
            if memory_of(child.process.pid or 0) > memory:
                return "内存超过上限"
        return None

    def _hear(self, answers: Sequence[tuple[bool, Any]]) -> None:
        self._answered += len(answers)
        for worked, value in answers:
            task = self._given.popleft()
            if not worked:
                task.fail(value)
            elif not task.future.cancelled():
                task.future.set_result(value)

    def _last_words(self, child: Child) -> str:
        """What a process that ended by itself died of."""
        child.process.join(_GRACE)
        return _too_long(self._house.caps[0]) if child.process.exitcode in (-14, _TIMED_OUT) else _UNKNOWN

    def _end(self) -> None:
        if self._child:
            self._child.end()
        self._child = None


def _too_long(seconds: float) -> str:
    return f"耗时超过{seconds:g}秒"

"""An executor whose processes are watched from outside: each in time and memory, each known by the task it holds.

One thread attends to one process.  Tasks are handed over a few at a time, so that a process never waits for its
attendant; the first one unanswered is the one at work, and the one to blame when the process ends.
"""

from __future__ import annotations

import multiprocessing
import queue
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from jieyue.errors import JieyueError
from jieyue.memory import memory_of

METHOD = "forkserver" if sys.platform == "linux" else "spawn"
"""How processes are started: never by a bare fork, which copies locks that others hold."""
_AT_HAND = ("extract.reading", "extract.readers.xlsx", "extract.readers.docx", "jieyue.worker")
"""What a new process should find loaded."""
_AHEAD = 4
"""Tasks in the hands of one process."""
_LOOK = 0.25
"""Seconds between two looks at a process that has not answered."""
_START = 60.0
"""Seconds in which a process must say that it is there."""
_HERE = "here"
_TIMED_OUT = 97
_UNKNOWN = "读取进程异常退出"
_GRACE = 1.5
"""What a process gets beyond its time, since it may end itself and say so."""


class Died(Exception):
    """The process ended, or was ended, over this task; the message says in Chinese of what."""


class CannotStart(JieyueError):
    """No reading process comes up: nothing is wrong with any file."""


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
        self._work, self._seconds, self._memory, self._enter = work, seconds, memory, enter
        self._workers = workers
        self._tasks: queue.SimpleQueue[_Task | None] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._closing = threading.Event()

    def submit(self, _fn: Callable[..., Any], /, *args: Any, **_: Any) -> Future[Any]:
        """The result of the work on ``args``, to come; :class:`Died` when the process did not survive it.

        The processes know one kind of work only; the function given is that one.
        """
        future: Future[Any] = Future()
        self._tasks.put(_Task(args, future))
        if len(self._threads) < self._workers:
            thread = threading.Thread(target=_Attendant(self).attend, daemon=True)
            self._threads.append(thread)
            thread.start()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Ends the processes; what they hold is cancelled, not waited for."""
        self._closing.set()
        for _ in self._threads:
            self._tasks.put(None)
        if wait:
            for thread in self._threads:
                thread.join()
        if cancel_futures:
            while not self._tasks.empty():
                if task := self._tasks.get():
                    task.future.cancel()

    def take(self, *, wait: bool) -> _Task | None:
        """The next task; None when there is none now, or, waiting, when it is time to go home."""
        try:
            return self._tasks.get(block=wait)
        except queue.Empty:
            return None

    @property
    def closing(self) -> bool:
        """Whether it is time to go home."""
        return self._closing.is_set()

    def start(self) -> tuple[BaseProcess, Connection]:
        """A new process that has said it is there, and the connection to it.  Raises :class:`CannotStart`."""
        context: Any = multiprocessing.get_context(METHOD)
        if METHOD == "forkserver":
            context.set_forkserver_preload(list(_AT_HAND))
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, self._work, self._enter, self._memory), daemon=True)
        process.start()
        theirs.close()
        end = time.monotonic() + _START
        try:
            while not ours.poll(_LOOK):
                if time.monotonic() > end or self.closing:
                    raise EOFError
            ours.recv()
        except (EOFError, OSError) as fault:
            process.kill()
            ours.close()
            raise CannotStart("读取进程启动不了；请确认内存充足、程序安装完整后重试，文件仍在原处") from fault
        return process, ours

    @property
    def caps(self) -> tuple[float, int]:
        """Seconds a task and bytes a process may have."""
        return self._seconds, self._memory


class _Attendant:
    """The thread beside one process."""

    def __init__(self, house: CappedProcesses) -> None:
        self._house = house
        self._given: deque[_Task] = deque()
        self._process: BaseProcess | None = None
        self._line: Connection | None = None

    def attend(self) -> None:
        """Hands out tasks and brings back answers until the house closes."""
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
        while len(self._given) < _AHEAD:
            task = self._house.take(wait=not self._given)
            if task is None:
                return
            self._given.append(task)
            self._send(task)

    def _send(self, task: _Task) -> None:
        """Gives a task to the process; to a new one, all that are in hand."""
        tasks: Iterable[_Task] = (task,)
        if self._line is None:
            self._process, self._line = self._house.start()
            tasks = self._given
        try:
            for one in tasks:
                self._line.send(one.call)
        except OSError:
            """It is gone; the first task in hand is the one at work, and looking at it will show."""

    def _bring_back(self) -> None:
        """The answer to the first task in hand, or its end."""
        if self._line is None:
            self._send(self._given[0])
            return
        why = self._wait(self._line)
        if why is None:
            return
        why = why or self._last_words()
        self._end()
        task = self._given[0]
        task.deaths += 1
        if task.deaths > 1 or why != _UNKNOWN:
            self._given.popleft().fail(Died(why))

    def _wait(self, line: Connection) -> str | None:
        """None when the first task was answered; else what the process was ended for, empty when it ended itself."""
        seconds, memory = self._house.caps
        end = time.monotonic() + seconds + _GRACE
        while not self._house.closing:
            try:
                if line.poll(_LOOK):
                    self._answer(*line.recv())
                    return None
            except (EOFError, OSError):
                return ""
            if time.monotonic() > end:
                return _too_long(seconds)
            if self._process and memory_of(self._process.pid or 0) > memory:
                return "内存超过上限"
        return None

    def _answer(self, worked: bool, value: Any) -> None:
        task = self._given.popleft()
        if not worked:
            task.fail(value)
        elif not task.future.cancelled():
            task.future.set_result(value)

    def _last_words(self) -> str:
        """What a process that ended by itself died of."""
        if self._process:
            self._process.join(_GRACE)
            if self._process.exitcode in (-14, _TIMED_OUT):
                return _too_long(self._house.caps[0])
        return _UNKNOWN

    def _end(self) -> None:
        if self._process:
            self._process.kill()
            self._process.join()
        if self._line:
            self._line.close()
        self._process = self._line = None


def _too_long(seconds: float) -> str:
    return f"耗时超过{seconds:g}秒"


def _serve(line: Connection, work: Callable[..., Any], enter: Callable[[int], None], memory: int) -> None:
    """The process: it says that it is there, then one task after the other, until nobody asks any more."""
    enter(memory)
    line.send(_HERE)
    while True:
        try:
            call = line.recv()
        except (EOFError, OSError):
            return
        try:
            answer = (True, work(*call))
        except Exception as fault:  # noqa: BLE001 - it is carried to whoever asked
            answer = (False, fault)
        line.send(answer)

"""One process that works on what it is sent: how it is started, what it does, how it is ended."""

from __future__ import annotations

import multiprocessing
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from jieyue.errors import JieyueError

METHOD = "forkserver" if sys.platform == "linux" else "spawn"
"""How processes are started: never by a bare fork, which copies locks that others hold."""
LOOK = 0.25
"""Seconds between two looks at a process that has not answered."""
_AT_HAND = ("__main__", "extract.reading", "extract.readers.xlsx", "extract.readers.docx", "jieyue.receiving.worker")
"""What a new process should find loaded."""
_START = 60.0
"""Seconds in which a process must say that it is there."""
_HERE = "here"


class CannotStart(JieyueError):
    """No reading process comes up: nothing is wrong with any file."""


@dataclass(frozen=True, slots=True)
class Duty:
    """What a process is for: its one kind of work, how it enters it, and the bytes that it may have."""

    work: Callable[..., Any]
    enter: Callable[[int], None]
    memory: int


@dataclass(frozen=True, slots=True)
class Child:
    """A process, the connection to it, and how many tasks it has begun."""

    process: BaseProcess
    line: Connection
    begun: Any

    def end(self) -> None:
        """Ends it, whatever it is doing."""
        self.process.kill()
        self.process.join()
        self.line.close()


def prepare() -> None:
    """Has the process from which others are forked load what they need, meanwhile; Ctrl-C does not concern it."""
    if METHOD != "forkserver":
        return
    from multiprocessing import forkserver

    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.set_forkserver_preload(list(_AT_HAND))
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)


def start(duty: Duty, closing: Callable[[], bool]) -> Child:
    """A new process that has said it is there.  Raises :class:`CannotStart`, also when it is ``closing`` time."""
    if multiprocessing.current_process().daemon:
        raise CannotStart("执行器的进程不许再开子进程（daemon）；请允许后重试，文件仍在原处")
    context: Any = multiprocessing.get_context(METHOD)
    ours, theirs = context.Pipe()
    begun = context.RawValue("Q", 0)
    process = context.Process(target=_serve, args=(theirs, begun, duty), daemon=True)
    end = time.monotonic() + _START
    try:
        prepare()
        process.start()
        theirs.close()
        while not ours.poll(LOOK):
            if time.monotonic() > end or closing():
                raise EOFError
        ours.recv()
    except (EOFError, OSError) as fault:
        if process.pid:
            process.kill()
        ours.close()
        raise CannotStart("读取进程启动不了；请确认内存充足、程序安装完整后重试，文件仍在原处") from fault
    return Child(process, ours, begun)


def _serve(line: Connection, begun: Any, duty: Duty) -> None:
    """The process: it says that it is there, then one message after the other, until nobody asks any more."""
    duty.enter(duty.memory)
    with suppress(EOFError, OSError):
        line.send(_HERE)
        while True:
            line.send([_answer(duty.work, call, begun) for call in line.recv()])


def _answer(work: Callable[..., Any], call: tuple[Any, ...], begun: Any) -> tuple[bool, Any]:
    """Whether the work came to an end, and what came of it."""
    begun.value += 1
    try:
        return True, work(*call)
    except Exception as fault:  # noqa: BLE001 - it is carried to whoever asked
        return False, fault

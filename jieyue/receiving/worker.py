"""Reading in capped processes: a file that hangs, eats memory or kills its reader harms no other (T19).

Work goes through ``concurrent.futures.Executor``, so that any engine that implements it can take it over.  Our own
executor adds the caps: each process reads one file at a time under a watchdog of its own, and under ours, which holds
where the system offers no limits, or where the reader is deaf to them.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, wait
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from jieyue.model import Source, Submission
from jieyue.receiving.capped import CappedProcesses, Died
from jieyue.receiving.reading import Reading
from jieyue.receiving.written import written

Reader = Callable[[Path], Submission]
Work = Callable[[Reader, "Job", float], Reading]
MEMORY = 1 << 30
SECONDS = 60.0
_TURN = 0.5


@dataclass(frozen=True, slots=True)
class Job:
    """One file to read: where its bytes are; what it is called and its sha256, where a record is wanted."""

    path: Path
    name: str = ""
    sha256: str = ""


class Elsewhere:
    """Reading on an executor that somebody else runs, a cluster's for example.

    Wherever a file is read, it is read behind the guard, in a capped process of that machine; with ``read_one`` as its
    ``work`` it is read without one.
    """

    def __init__(self, reader: Reader, executor: Executor, seconds: float = SECONDS, work: Work | None = None) -> None:
        self.reader = reader
        self._executor = executor
        self._seconds = seconds
        self._work = work or read_behind_the_guard

    def __enter__(self) -> Elsewhere:
        return self

    def __exit__(self, *_: object) -> None:
        """The executor is its owner's to end."""

    def come(self) -> None:
        """There will be work: whoever needs time to begin may begin."""

    def ask(self, job: Job) -> Future[Reading]:
        """The reading of one file, to come; :func:`heard` tells it."""
        return self._executor.submit(self._work, self.reader, job, self._seconds)

    def read(self, jobs: Iterable[Job]) -> Iterator[Reading]:
        """Each file read, in the order given."""
        yield from map(heard, [self.ask(job) for job in jobs])


class Readers(Elsewhere):
    """Reading in processes of our own, capped in time and memory.  Use as a context manager."""

    def __init__(
        self, reader: Reader, workers: int = 2, seconds: float = SECONDS, house: CappedProcesses | None = None
    ) -> None:
        self._house = house or CappedProcesses(read_one, workers, seconds, MEMORY, enter=cap)
        super().__init__(reader, self._house, seconds, read_one)

    def come(self) -> None:
        """Has the processes start."""
        self._house.come()

    def __exit__(self, *_: object) -> None:
        self._house.shutdown(wait=True, cancel_futures=True)


def heard(future: Future[Reading]) -> Reading:
    """The reading that was asked for; the death of its reader is one too.

    It is waited for in short turns: on some systems Ctrl-C is heard only between them.
    """
    while not future.done():
        wait([future], _TURN)
    try:
        return future.result()
    except Died as death:
        return Reading(died=str(death))


def read_behind_the_guard(reader: Reader, job: Job, seconds: float) -> Reading:
    """Reads one file in a capped process of this machine, kept for the next; runs on somebody else's executor."""
    return heard(_house_of(seconds).submit(read_one, reader, job, seconds))


@cache
def _house_of(seconds: float) -> CappedProcesses:
    """The capped processes of a process that lends itself to an executor: one for each file it reads at once."""
    return CappedProcesses(read_one, os.cpu_count() or 1, seconds, MEMORY, enter=cap)


def cap(memory: int) -> None:
    """Caps this process's memory where the system can, and leaves Ctrl-C to the process that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, ValueError, OSError):
        return


def read_one(reader: Reader, job: Job, seconds: float = SECONDS) -> Reading:
    """Reads one file under the watchdog and writes its record; runs in the worker."""
    stop = _watch(seconds)
    try:
        submission = reader(job.path)
        if not job.sha256:
            return Reading(submission)
        source = Source(job.name, job.sha256, submission.source.format)
        return Reading(*written(replace(submission, source=source)))
    except MemoryError:
        return Reading(died="内存超过上限")
    except RecursionError:
        return Reading(died="内容嵌套过深")
    except Exception as fault:  # noqa: BLE001 - the one place: round one file
        return Reading(died=f"出错（{type(fault).__name__}）")
    finally:
        stop()


def _watch(seconds: float) -> Callable[[], None]:
    """Ends this process after ``seconds``, whatever it is doing; returns what calls the watchdog off."""
    if hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)
        return lambda: signal.setitimer(signal.ITIMER_REAL, 0) and None
    timer = threading.Timer(seconds, os._exit, (97,))
    timer.daemon = True
    timer.start()
    return timer.cancel

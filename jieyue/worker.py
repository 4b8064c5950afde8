"""Reading in capped processes: a file that hangs, eats memory or kills its reader harms no other (T19).

Work goes through ``concurrent.futures.Executor``, so that any engine that implements it can take it over.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from jieyue.model import Submission

Reader = Callable[[Path], Submission]
MEMORY = 1 << 30
SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Job:
    """One file to read: where its bytes are, and the cap in seconds."""

    path: Path
    seconds: float = SECONDS


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of one file: its Submission, or in Chinese what its reader died of."""

    path: Path
    submission: Submission | None = None
    died: str = ""


class Readers:
    """A pool of reading processes, made anew when a file breaks it.  Use as a context manager."""

    def __init__(self, reader: Reader, workers: int = 2, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self._reader = reader
        self._workers = workers
        self._seconds = seconds
        self._memory = memory
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Readers:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends the processes without waiting for what they read."""
        if self._pool:
            processes = list((self._pool._processes or {}).values())
            for process in processes:
                process.terminate()
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def read(self, paths: Iterable[Path]) -> Iterator[Reading]:
        """Each file read, in the order given."""
        jobs = [Job(path, self._seconds) for path in paths]
        futures = self._submit(jobs)
        suspects: list[tuple[int, Job]] = []
        done: dict[int, Reading] = {}
        for number, (job, future) in enumerate(zip(jobs, futures, strict=True)):
            try:
                done[number] = future.result()
            except BrokenProcessPool:
                suspects.append((number, job))
        if suspects:
            self.close()
            done |= {number: self._alone(job) for number, job in suspects}
        yield from (done[number] for number in range(len(jobs)))

    def _submit(self, jobs: list[Job]) -> list[Future[Reading]]:
        pool = self._pool = self._pool or self._new_pool(self._workers)
        futures: list[Future[Reading]] = []
        for job in jobs:
            try:
                futures.append(pool.submit(read_one, self._reader, job))
            except BrokenProcessPool as broken:
                lost: Future[Reading] = Future()
                lost.set_exception(broken)
                futures.append(lost)
        return futures

    def _alone(self, job: Job) -> Reading:
        """The file read by itself, so that whoever kills the process is known."""
        pool = self._pool = self._pool or self._new_pool(1)
        try:
            return pool.submit(read_one, self._reader, job).result()
        except BrokenProcessPool:
            self.close()
            return Reading(job.path, died=f"耗时超过{self._seconds:g}秒或读取进程异常退出")

    def _new_pool(self, workers: int) -> ProcessPoolExecutor:
        method = "forkserver" if sys.platform == "linux" else "spawn"
        context = multiprocessing.get_context(method)
        return ProcessPoolExecutor(workers, mp_context=context, initializer=cap, initargs=(self._memory,))


class Elsewhere:
    """The same reading on an executor that somebody else runs (a cluster's); its own limits hold there."""

    def __init__(self, reader: Reader, executor: Executor, seconds: float = SECONDS) -> None:
        self._reader = reader
        self._executor = executor
        self._seconds = seconds

    def __enter__(self) -> Elsewhere:
        return self

    def __exit__(self, *_: object) -> None:
        """The executor is its owner's to end."""

    def read(self, paths: Iterable[Path]) -> Iterator[Reading]:
        """Each file read, in the order given."""
        futures = [self._executor.submit(read_one, self._reader, Job(path, self._seconds)) for path in paths]
        for future in futures:
            yield future.result()


def cap(memory: int) -> None:
    """Caps this process's memory, and leaves Ctrl-C to the process that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if os.name == "posix":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read_one(reader: Reader, job: Job) -> Reading:
    """Reads one file under the watchdog; runs in the worker."""
    stop = _watch(job.seconds)
    try:
        return Reading(job.path, reader(job.path))
    except MemoryError:
        return Reading(job.path, died="内存超过上限")
    except RecursionError:
        return Reading(job.path, died="内容嵌套过深")
    except Exception as fault:  # noqa: BLE001 - the one place: round one file
        return Reading(job.path, died=f"出错（{type(fault).__name__}）")
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

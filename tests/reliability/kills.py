"""SIGKILL at a moment of chance: the work goes on in a process of its own, and is cut off."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
import traceback
import warnings
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

Cut = Callable[[float], bool]
"""Does the work for so many seconds: whether it was still going on then, and was killed."""
ROOT = Path(__file__).resolve().parents[2]


def forked(work: Callable[[], object]) -> Cut:
    """The work in a copy of this process: it starts at once."""

    def cut(seconds: float) -> bool:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            child = os.fork()
        if not child:
            _work(work)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            pid, status = os.waitpid(child, os.WNOHANG)
            if pid:
                assert status == 0, "the work failed by itself"
                return False
            time.sleep(0.0005)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return True

    return cut


def _work(work: Callable[[], object]) -> None:
    status = 1
    try:
        work()
        status = 0
    except BaseException:  # noqa: BLE001 - a process of its own: what it says is all that is heard of it
        traceback.print_exc()
    os._exit(status)


def started(command: Sequence[str]) -> Cut:
    """The work as a program of its own, with what processes it starts in turn."""

    def cut(seconds: float) -> bool:
        with subprocess.Popen(command, cwd=ROOT) as run:
            try:
                run.wait(seconds)
            except subprocess.TimeoutExpired:
                run.send_signal(signal.SIGKILL)
                return True
            assert run.returncode == 0, "the work failed by itself"
            return False

    return cut


def killed(times: int, cuts: Iterator[Cut], seed: int, earliest: float = 0.0) -> Iterator[None]:
    """Each work in turn, cut off at a random moment of its time, until that many were killed; yields after each.

    The first one goes through and says how long the work takes; so does every later one that ends before its cut, so
    that the next cut falls within it however fast or slow the machine has become.  ``earliest`` is the share of that
    time in which nothing worth cutting happens yet.
    """
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    seconds, longest, done = 120.0, 0.0, 0
    while done < times:
        began = time.monotonic()
        if next(cuts)(seconds):
            done += 1
        else:
            longest = time.monotonic() - began
        seconds = chance.uniform(longest * earliest, longest)
        yield

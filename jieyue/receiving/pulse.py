"""Progress told at least each second, whatever the work at hand waits for: a slow file, the disk, a file in use."""

from __future__ import annotations

import threading
from collections.abc import Callable

Progress = Callable[[int, int, str], None]
"""Hears (done, all, name)."""
_EVERY = 0.8


class Pulse:
    """Tells the last known progress again and again, so that people see that the program lives.  A context manager."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._state = (0, 0, "清点收件箱")
        self._over = threading.Event()
        self._one = threading.Lock()
        self._thread = threading.Thread(target=self._beat, daemon=True)

    def __enter__(self) -> Pulse:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def note(self, done: int, total: int, name: str) -> None:
        """How far the work has come; told with the next beat."""
        self._state = (done, total, name)

    def tell(self) -> None:
        """Tells it now."""
        with self._one:
            self._progress(*self._state)

    def _beat(self) -> None:
        while not self._over.wait(_EVERY):
            self.tell()

"""Every file and SQL operation in a folder, counted, so that the nth can be made to fail, to kill, or to be noted."""

from __future__ import annotations

import errno
import io
import os
import sqlite3
import threading
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

At = Callable[[int, str, tuple[Any, ...]], None]
"""Hears of each operation before it happens: its number, its name, what it is about."""

_CALLS = ("replace", "unlink", "mkdir", "fsync", "open", "scandir", "stat", "lstat")
_CODES = {
    errno.ENOSPC: ("database or disk is full", sqlite3.SQLITE_FULL),
    errno.EACCES: ("attempt to write a readonly database", sqlite3.SQLITE_READONLY),
    errno.EIO: ("disk I/O error", sqlite3.SQLITE_IOERR),
}


class Inline(Executor):
    """Does the work at once, in this process: reading is not what is tried here."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


@contextmanager
def watched(root: Path, at: At) -> Iterator[None]:
    """Has ``at`` hear of every operation on files under ``root`` and on any SQLite connection opened meanwhile."""
    watch = _Watch(str(root), at)
    with (
        mock.patch.multiple(os, **{name: watch.wrapped(name, getattr(os, name)) for name in _CALLS}),
        mock.patch.object(io, "open", watch.opener(io.open)),
        mock.patch.object(sqlite3, "connect", watch.connector(sqlite3.connect)),
    ):
        yield


class _Watch:
    def __init__(self, root: str, at: At) -> None:
        self._root = root
        self._at = at
        self._count = 0
        self._lock = threading.Lock()

    def hear(self, name: str, *about: Any) -> None:
        with self._lock:
            self._count += 1
            number = self._count
        self._at(number, name, about)

    def _is_here(self, path: Any) -> bool:
        return isinstance(path, int) or os.fspath(path).startswith(self._root)

    def wrapped(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(path: Any = ".", *args: Any, **kwargs: Any) -> Any:
            if self._is_here(path):
                self.hear(name, path, *args)
            return real(path, *args, **kwargs)

        return call

    def opener(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(path: Any, mode: str = "r", *args: Any, **kwargs: Any) -> Any:
            if not self._is_here(path) or "b" not in mode:
                return real(path, mode, *args, **kwargs)
            self.hear(f"open {mode}", path)
            return _File(real(path, mode, *args, **kwargs), self, path)

        return call

    def connector(self, real: Callable[..., Any]) -> Callable[..., Any]:
        watch = self

        class Connection(sqlite3.Connection):
            def execute(self, statement: str, *args: Any) -> sqlite3.Cursor:
                watch.hear(f"sql {statement.split(maxsplit=1)[0].lower()}", statement)
                return super().execute(statement, *args)

        def call(*args: Any, **kwargs: Any) -> sqlite3.Connection:
            watch.hear("sql connect")
            connection: sqlite3.Connection = real(*args, **{**kwargs, "factory": Connection})
            return connection

        return call


class _File:
    """An open file whose reads and writes are heard."""

    def __init__(self, file: Any, watch: _Watch, path: Any) -> None:
        self._file, self._watch, self._path = file, watch, path

    def __enter__(self) -> _File:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._file)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def read(self, *args: Any) -> Any:
        self._watch.hear("read", self._path)
        return self._file.read(*args)

    def write(self, data: bytes) -> Any:
        self._watch.hear("write", self._path, data)
        return self._file.write(data)

    def truncate(self, *args: Any) -> Any:
        self._watch.hear("truncate", self._path, *args)
        return self._file.truncate(*args)


def count(root: Path, action: Callable[[], object]) -> int:
    """How many operations the action takes."""
    numbers: list[int] = []
    with watched(root, lambda number, _name, _about: numbers.append(number)):
        action()
    return max(numbers)


def fault(code: int, name: str) -> Exception:
    """What an operation of that name raises for an errno; 0 is memory that ran out."""
    if not code:
        return MemoryError()
    if name.startswith("sql"):
        message, told = _CODES[code]
        error = sqlite3.OperationalError(message)
        error.sqlite_errorcode = told
        return error
    return OSError(code, os.strerror(code))


@contextmanager
def failing(root: Path, first: int, code: int, *, once: bool) -> Iterator[None]:
    """The operation number ``first`` fails, and, unless ``once``, all after it."""

    def at(number: int, name: str, about: tuple[Any, ...]) -> None:
        if number == first or (number > first and not once):
            raise fault(code, name)

    with watched(root, at):
        yield


def killed_at(root: Path, number: int, action: Callable[[], object]) -> bool:
    """Whether the action was cut off, in a process of its own, before that operation; nothing of it is cleaned up."""

    def at(now: int, _name: str, _about: tuple[Any, ...]) -> None:
        if now == number:
            os._exit(9)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        child = os.fork()
    if not child:
        try:
            with watched(root, at):
                action()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) == 9

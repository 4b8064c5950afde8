"""What lies in 收件箱: files to take, and entries left alone with the reason (T10, T13, T15).

Links, pipes, sockets and devices are never followed nor opened.  A file is ready when it is quiet and its end is there.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from jieyue.durable import readable_name
from jieyue.system_words import reason as why

QUIET = 2.0
"""Seconds without a change after which a file counts as whole."""
PATIENCE = 10.0
"""Seconds without a change after which a file without its end is taken as it is: it is damaged, not growing."""

_ENDS = ((b"PK\x03\x04", b"PK\x05\x06", 65_557), (b"%PDF-", b"%%EOF", 2_048))
_JUNK = {"thumbs.db": "系统缩略图文件", "desktop.ini": "系统文件", ".ds_store": "系统文件"}
_PARTIAL = (".tmp", ".part", ".crdownload", ".download", ".!ut", ".td", ".swp")


@dataclass(frozen=True, slots=True)
class Found:
    """A file in 收件箱; ``stamp`` tells it from another file of the same name."""

    path: Path
    size: int
    modified: int
    stamp: str

    @property
    def name(self) -> str:
        """Its name as text."""
        return readable_name(self.path.name)


@dataclass(frozen=True, slots=True)
class LeftAlone:
    """An entry that is not taken, and why."""

    path: Path
    reason: str

    @property
    def name(self) -> str:
        """Its name as text."""
        return readable_name(self.path.name)


Look = tuple[list[Found], list[LeftAlone]]
"""What is to be taken, and what is not."""


def scan(inbox: Path) -> Look:
    """Everything in 收件箱 and its subfolders, in order of names."""
    found: list[Found] = []
    left: list[LeftAlone] = []
    for entry in _walk(inbox, left):
        reason = _reason(entry)
        if reason is None:
            try:
                found.append(_found(entry))
                continue
            except FileNotFoundError:
                continue
            except OSError as error:
                reason = f"读不了：{why(error)}"
        left.append(LeftAlone(Path(entry.path), reason))
    return found, left


def _walk(folder: Path, left: list[LeftAlone]) -> Iterator[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            here = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        left.append(LeftAlone(folder, f"文件夹打不开：{why(error)}"))
        return
    for entry in here:
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path), left)
        else:
            yield entry


def _reason(entry: os.DirEntry[str]) -> str | None:
    """Why the entry is no file to take; None for a file that is."""
    if entry.is_symlink():
        return "是链接，不跟随；请直接放入文件"
    if not entry.is_file(follow_symlinks=False):
        return "不是普通文件（管道、套接字或设备）"
    return name_reason(entry.name)


def name_reason(name: str) -> str | None:
    """Why a file of that name is junk; None for one to take."""
    if name.startswith(("~$", ".~", "~WRL")):
        return "是 Office 或 WPS 的临时锁文件；请先关闭正打开的文件"
    if name.casefold() in _JUNK:
        return _JUNK[name.casefold()]
    if name.casefold().endswith(_PARTIAL):
        return "是未传完的临时文件"
    if name.startswith("."):
        return "是隐藏文件"
    return None


def _found(entry: os.DirEntry[str]) -> Found:
    state = entry.stat(follow_symlinks=False)
    return Found(Path(entry.path), state.st_size, state.st_mtime_ns, _stamp(state))


def _stamp(state: os.stat_result) -> str:
    return f"{state.st_ino}-{state.st_size}-{state.st_mtime_ns}"


def stamp_of(path: Path) -> str | None:
    """The stamp of what is at ``path`` now; None when there is no plain file."""
    try:
        state = path.lstat()
    except OSError:
        return None
    return _stamp(state) if stat.S_ISREG(state.st_mode) else None


@dataclass(frozen=True, slots=True)
class Waiting:
    """How long files are waited for: ``quiet`` seconds without a change, ``patience`` for one without its end."""

    quiet: float = QUIET
    patience: float = PATIENCE
    pause: Callable[[float], None] = time.sleep


def settled(inbox: Path, waiting: Waiting = Waiting(), look: Look | None = None) -> Look:
    """All that was in 收件箱 at the first look, each file waited for until it is whole.

    A file that goes on growing after all patience, and an empty one, is left for the next run.
    """
    quiet: dict[str, float] = {}
    begun = time.monotonic()
    found, left = look or scan(inbox)
    wanted = {file.path for file in found}
    while True:
        here = [file for file in found if file.path in wanted]
        now = time.monotonic()
        for file in here:
            quiet.setdefault(file.stamp, now)
        growing = [file for file in here if not _ready(file, now - quiet[file.stamp], waiting)]
        if not growing or now - begun > waiting.patience + waiting.quiet:
            return _sorted_out(here, growing, left)
        waiting.pause(0.1)
        found, left = scan(inbox)


def _sorted_out(here: list[Found], growing: list[Found], left: list[LeftAlone]) -> Look:
    still = {file.path for file in growing}
    ready = [file for file in here if file.path not in still and file.size]
    left += [LeftAlone(file.path, "还在传入，下次再收") for file in growing]
    left += [
        LeftAlone(file.path, "是空文件（0字节）；请单位重发")
        for file in here
        if not file.size and file.path not in still
    ]
    return ready, left


def _ready(file: Found, watched: float, waiting: Waiting) -> bool:
    """Quiet long enough by the file's own time or by our watch, whichever is sure; its end record present."""
    age = time.time() - file.modified / 1e9
    still = max(watched, age if age >= 0 else 0.0)
    return still >= waiting.quiet and (still >= waiting.patience or _has_end(file))


def _has_end(file: Found) -> bool:
    try:
        with file.path.open("rb") as data:
            head = data.read(5)
            for start, end, reach in _ENDS:
                if head.startswith(start):
                    data.seek(max(0, file.size - reach))
                    return end in data.read()
    except OSError:
        return True
    return True

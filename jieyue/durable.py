"""Writing that survives a power cut: beside, fsync, rename, fsync the folder.  Names that every system takes (T17).

Files in use elsewhere (WPS holds them open) are tried again for three seconds (T14).
"""

from __future__ import annotations

import hashlib
import os
import re
import threading
import time
import unicodedata
import uuid
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from jieyue.errors import JieyueError

PATIENCE = 3.0
"""Seconds for which a file in use is tried again."""
_TOGETHER = 8
"""Files synced at the same time."""
_LONGEST = 200
"""Bytes of a name: 255 is the limit of ext4, the rest is for a number and ``.说明.txt``."""
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\..*)?")
_Result = TypeVar("_Result")


class FileInUse(JieyueError):
    """Another program holds a file open and did not let go in time."""


def patiently(action: Callable[[], _Result], path: Path, patience: float = PATIENCE) -> _Result:
    """The result of ``action``, tried again for ``patience`` seconds while the file is in use."""
    end = time.monotonic() + patience
    while True:
        try:
            return action()
        except PermissionError as error:
            if time.monotonic() >= end:
                raise FileInUse(f"{path.name}：文件正被其他程序占用或无权访问；请先关闭该文件后重试") from error
            time.sleep(0.05)


def stage(folder: Path, data: bytes) -> Path:
    """Writes ``data`` to a temporary name in ``folder`` and makes it durable; the caller renames it."""
    return stage_parts(folder, (data,))[0]


def stage_parts(folder: Path, parts: Iterable[bytes]) -> tuple[Path, str]:
    """As :func:`stage`, part by part, however large the whole is; with its SHA-256 in hexadecimal."""
    folder.mkdir(parents=True, exist_ok=True)
    staged = folder / f"{uuid.uuid4().hex}.part"
    hashed = hashlib.sha256()
    try:
        with staged.open("xb") as file:
            for part in parts:
                file.write(part)
                hashed.update(part)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        staged.unlink(missing_ok=True)
        raise
    return staged, hashed.hexdigest()


def lay(folder: Path, data: bytes) -> Path:
    """Writes ``data`` to a temporary name in ``folder``; it is durable after :func:`sync_files`."""
    laid = folder / f"{os.urandom(16).hex()}.part"
    try:
        _write(laid, data)
    except FileNotFoundError:
        folder.mkdir(parents=True, exist_ok=True)
        _write(laid, data)
    return laid


def _write(path: Path, data: bytes) -> None:
    """Writes a file and has the system begin to carry it to the disk, so that syncing it later waits less."""
    with path.open("wb") as file:
        file.write(data)
        if hasattr(os, "posix_fadvise"):
            file.flush()
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def sync_file(path: Path) -> None:
    """Makes the content of a file durable, whoever wrote it."""
    handle = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_files(paths: Iterable[Path]) -> None:
    """Makes many files durable in one round: asked for at the same time, the disk does them together."""
    paths = list(paths)
    over = threading.Event()

    def sync_each(some: Iterable[Path]) -> None:
        for path in some:
            if not over.is_set():
                sync_file(path)

    with ThreadPoolExecutor(_TOGETHER) as threads:
        try:
            list(threads.map(sync_each, (paths[first::_TOGETHER] for first in range(min(_TOGETHER, len(paths))))))
        except BaseException:
            over.set()
            raise


def sync_folder(folder: Path) -> None:
    """Makes the names in ``folder`` durable; systems that cannot open folders do it by themselves."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folders(folders: Iterable[Path]) -> None:
    """Each folder once."""
    for folder in sorted(set(folders)):
        sync_folder(folder)


def make_folder(folder: Path) -> None:
    """Makes a folder and its parents, durably.  Raises :class:`JieyueError` where a file of that name is in the way."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    try:
        folder.mkdir(exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise JieyueError(f"{folder}：这里应是文件夹，却有同名的文件；请把那个文件改名，再做一次") from error
    sync_folder(folder.parent)


def write_durably(path: Path, data: bytes) -> None:
    """Replaces ``path`` by ``data``: whole or not at all."""
    move_in(stage(path.parent, data), path)


def move_in(staged: Path, path: Path) -> None:
    """Replaces ``path`` by what was staged in its folder, durably; what cannot move is not left lying about."""
    try:
        patiently(lambda: staged.replace(path), path)
    except BaseException:
        staged.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def put_in_place(path: Path, make: Callable[[Path], object]) -> None:
    """Has ``make`` write a file beside ``path``, then puts it in its place: whole or not at all."""
    staged = path.with_name(f"{uuid.uuid4().hex}.part")
    try:
        make(staged)
        sync_file(staged)
        staged.replace(path)
    except BaseException:
        staged.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def write_text_durably(path: Path, text: str) -> None:
    """Replaces ``path`` by the UTF-8 of ``text``, whole or not at all."""
    write_durably(path, text.encode("utf-8"))


def digest(data: bytes) -> str:
    """The SHA-256 of the bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def digest_of(path: Path) -> str:
    """The SHA-256 of a file's content, in hexadecimal, however large it is."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def readable_name(name: str) -> str:
    """A file name as text: names in GBK bytes are decoded, what no encoding knows becomes ``_``."""
    if name.isprintable():
        return name
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        name = os.fsencode(name).decode("gb18030", errors="replace")
    return "".join(char if char.isprintable() else "_" for char in name)


def safe_name(name: str) -> str:
    """A name that every system takes, with its extension kept."""
    text = unicodedata.normalize("NFC", readable_name(name))
    text = _FORBIDDEN.sub("_", text).rstrip(". ").lstrip()
    if not text or not text.strip("._ "):
        text = "未命名" + text.replace(".", "_")
    if _RESERVED.fullmatch(text):
        text = f"_{text}"
    return _shortened(text)


def _shortened(text: str) -> str:
    if len(text.encode("utf-8")) <= _LONGEST:
        return text
    stem, dot, extension = text.rpartition(".")
    if not dot or len(extension.encode("utf-8")) > 20:
        stem, dot, extension = text, "", ""
    mark = "~" + digest(text.encode("utf-8"))[:8]
    room = _LONGEST - len((mark + dot + extension).encode("utf-8"))
    return stem.encode("utf-8")[:room].decode("utf-8", errors="ignore").rstrip(". ") + mark + dot + extension


def free_place(folder: Path, name: str, sha256: str, taken: set[str]) -> Path:
    """Where a file of that name and content goes: its own earlier copy, else the first free name.

    ``taken`` holds the names (case folded) already promised in this folder, and receives the new one.
    """
    stem, dot, extension = name.rpartition(".")
    if not stem:
        stem, dot, extension = name, "", ""
    number = 1
    while True:
        tried = folder / (name if number == 1 else f"{stem}（{number}）{dot}{extension}")
        key = str(tried).casefold()
        if key not in taken and _is_free(tried, sha256):
            taken.add(key)
            return tried
        number += 1


def _is_free(path: Path, sha256: str) -> bool:
    if not os.path.lexists(path):
        return True
    return path.is_file() and not path.is_symlink() and digest(path.read_bytes()) == sha256

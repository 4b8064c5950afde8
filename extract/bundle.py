"""Zip archives of returned forms: what is inside, each entry by a safe name, archives inside opened once.

Nothing is written anywhere; a name is for people and for the ledger, never a path to write to.
"""

from __future__ import annotations

import posixpath
import re
import stat
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from extract.sniff import sniff_bytes
from jieyue.model import Problem
from jieyue.safe.archive import Archive, archive_of
from jieyue.safe.guard import MAX_ENTRIES, MAX_UNPACKED, file_bytes
from jieyue.safe.refusal import Refused, refuse

_UTF8_NAME = 0x800
_UNICODE_PATH = 0x7075
_BETWEEN = "/"
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_MAC_LEFTOVERS = ("__MACOSX/", ".DS_Store")


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a bundle: ``data``, or the Problem that kept it closed.

    ``name`` is its way through the bundle (``第一批.zip/水利厅/自评表.xlsx``), unique within it;
    ``base`` its last part, free of separators and control characters.
    """

    name: str
    data: bytes | None
    problem: Problem | None = None

    @property
    def base(self) -> str:
        """The file name alone."""
        return self.name.rsplit(_BETWEEN, 1)[-1]


def members(path: Path) -> Iterator[Member]:
    """The files of the zip at ``path``, in its own order; folders and what macOS adds are left out.

    An entry that is encrypted, damaged, a link, or whose name leads outside comes without data and with its
    Problem.  The whole archive is refused (:class:`~jieyue.safe.refusal.Refused`) when damaged or beyond the limits.
    """
    yield from _unique(_opened(archive_of(file_bytes(path)), "", _Allowance(), nested=False))


class _Allowance:
    """Files and bytes that a bundle may hold, archives inside counted together."""

    def __init__(self) -> None:
        self._files = MAX_ENTRIES
        self._bytes = MAX_UNPACKED

    def spend(self, size: int) -> None:
        self._files -= 1
        self._bytes -= size
        if self._files < 0 or self._bytes < 0:
            raise refuse("file-too-large", why=f"压缩包内文件超过{MAX_ENTRIES}个或解压后过大")


def _opened(archive: Archive, before: str, allowance: _Allowance, nested: bool) -> Iterator[Member]:
    for entry in archive.entries:
        name = entry_name(entry)
        if entry.is_dir() or name.endswith("/") or any(mark in name for mark in _MAC_LEFTOVERS):
            continue
        allowance.spend(entry.file_size)
        shown = before + safe_name(name)
        try:
            _refuse_odd(entry, name)
            data = archive.read(entry)
            if sniff_bytes(data) != "zip":
                yield Member(shown, data)
                continue
            if nested:
                raise refuse("file-unsupported", why="压缩包套了两层以上")
            inside = archive_of(data)
        except Refused as refused:
            yield Member(shown, None, refused.problem)
        else:
            yield from _opened(inside, shown + _BETWEEN, allowance, nested=True)


def _refuse_odd(entry: zipfile.ZipInfo, name: str) -> None:
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        raise refuse("file-unsupported", why="是链接或设备，不是文件")
    parts = name.replace("\\", "/").split("/")
    if ".." in parts or name.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", name):
        raise refuse("file-unsupported", why="在压缩包内的路径不安全")


def _unique(found: Iterator[Member]) -> Iterator[Member]:
    """The same members, a name that comes again with a number before its extension."""
    seen: set[str] = set()
    for member in found:
        stem, extension = posixpath.splitext(member.name)
        name, again = member.name, 1
        while name in seen:
            again += 1
            name = f"{stem}（{again}）{extension}"
        seen.add(name)
        yield Member(name, member.data, member.problem)


def safe_name(name: str) -> str:
    """A name without ways up, roots, drives, control characters and direction marks."""
    cleaned = _UNSAFE.sub("", name.replace("\\", "/"))
    parts = [part.strip() for part in re.sub(r"^[A-Za-z]:", "", cleaned).split("/")]
    return _BETWEEN.join(part for part in parts if part not in ("", ".", "..")) or "未命名"


def entry_name(entry: zipfile.ZipInfo) -> str:
    """The name as its maker wrote it: UTF-8 where it says so, else UTF-8 or GBK by its bytes."""
    if entry.flag_bits & _UTF8_NAME:
        return entry.filename
    told = _unicode_path(entry.extra)
    if told is not None:
        return told
    try:
        raw = entry.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _unicode_path(extra: bytes) -> str | None:
    """The Info-ZIP Unicode path field (0x7075), if there is one."""
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<HH", extra)
        body, extra = extra[4 : 4 + length], extra[4 + length :]
        if kind == _UNICODE_PATH and len(body) > 5:
            return body[5:].decode("utf-8", "replace")
    return None

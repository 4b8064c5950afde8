"""Dropped files as arrivals: each copied under a temporary name, known by its bytes; a zip counts as its members."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from extract.bundle import entry_name
from extract.sniff import sniff_bytes
from jieyue.durable import PATIENCE, digest, lay, readable_name
from jieyue.model import Problem
from jieyue.problems import problem
from jieyue.receiving.archive import content_of
from jieyue.receiving.inbox import Found, name_reason, stamp_of
from jieyue.receiving.origins import written_origin
from jieyue.safe.archive import Archive, archive_of
from jieyue.safe.guard import MAX_ENTRIES, MAX_UNPACKED
from jieyue.safe.refusal import Refused, refuse
from jieyue.workspace import Workspace


class Unsettled(Exception):
    """The file changed while it was read, or is gone; the message says in Chinese which."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """One file: its name, its bytes (laid in the staging folder), where it came from.

    ``stamp`` is empty for a member of a zip: only the zip is removed from 收件箱.  ``refusal`` says why it could not
    be opened; ``reason`` why a member is not taken.
    """

    name: str
    origin: str
    stamp: str
    sha256: str
    size: int
    staged: Path
    refusal: Problem | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is taken or left together: a single file, or a zip (``bundle``) with its members."""

    arrivals: tuple[Arrival, ...]
    bundle: Arrival | None = None

    @property
    def whole(self) -> Arrival:
        """What lay in 收件箱."""
        return self.bundle or self.arrivals[0]

    def drop(self) -> None:
        """Forgets the copies; what lies in 收件箱 stays there."""
        for arrival in (*self.arrivals, *([self.bundle] if self.bundle else [])):
            arrival.staged.unlink(missing_ok=True)


def parcel(workspace: Workspace, found: Found, patience: float = PATIENCE) -> Parcel:
    """The file copied and, if it is a zip of files, taken apart.

    Raises :class:`Unsettled`, or ``FileInUse`` after ``patience`` seconds.
    """
    try:
        data, sha256 = content_of(found.path, patience)
    except FileNotFoundError as gone:
        raise Unsettled("收件时已不在收件箱，可能被移走或改名") from gone
    if stamp_of(found.path) != found.stamp:
        raise Unsettled("收件时仍在变动，下次再收")
    origin = written_origin(found.path.relative_to(workspace.inbox).as_posix())
    whole = Arrival(found.name, origin, found.stamp, sha256, len(data), lay(workspace.staging, data))
    members: list[Arrival] = []
    try:
        if _is_bundle(data):
            members += _Opening(workspace, whole).members(archive_of(data), nested=False)
    except Refused as refusal:
        return Parcel((replace(whole, refusal=refusal.problem),))
    return Parcel(tuple(members), whole) if members else Parcel((whole,))


class _Opening:
    """One zip being taken apart by content alone: a member's name never leads anywhere."""

    def __init__(self, workspace: Workspace, whole: Arrival) -> None:
        self._workspace = workspace
        self._whole = whole
        self._files = MAX_ENTRIES
        self._bytes = MAX_UNPACKED

    def members(self, archive: Archive, *, nested: bool) -> Iterator[Arrival]:
        """The files inside; a zip inside is opened once, a zip inside that one waits for a person as it is."""
        for entry in archive.entries:
            if entry.is_dir():
                continue
            self._spend(entry.file_size)
            name, reason = _named(entry)
            data = b"" if reason else archive.read(entry)
            if not data and not reason:
                reason = "是空文件（0字节）；请单位重发"
            is_zip = _is_bundle(data)
            if is_zip and not nested:
                yield from self.members(archive_of(data), nested=True)
                continue
            told = problem("file-unsupported", about="file", why="压缩包套了两层以上") if is_zip else None
            yield self._arrival(name, data, told, reason)

    def _arrival(self, name: str, data: bytes, told: Problem | None, reason: str | None) -> Arrival:
        origin = f"{self._whole.origin}/{name}"
        staged = lay(self._workspace.staging, data)
        return Arrival(name, origin, "", digest(data), len(data), staged, told, reason)

    def _spend(self, size: int) -> None:
        self._files -= 1
        self._bytes -= size
        if self._files < 0 or self._bytes < 0:
            raise refuse("file-too-large", why=f"压缩包内文件超过{MAX_ENTRIES}个或解压后过大")


def _is_bundle(data: bytes) -> bool:
    """Whether it is a zip of files.  What lists an office file's parts is none, and is not looked into here."""
    if not data.startswith(b"PK"):
        return False
    end = data.rfind(b"PK\x05\x06", max(0, len(data) - 65_557))
    start = int.from_bytes(data[end + 16 : end + 20], "little")
    return (end < 0 or b"[Content_Types].xml" not in data[start:end]) and sniff_bytes(data) == "zip"


def _named(entry: zipfile.ZipInfo) -> tuple[str, str | None]:
    """A member's own name, and why it is not taken."""
    written = entry_name(entry).replace("\\", "/")
    name = readable_name(PurePosixPath(written).name) or "未命名"
    if stat.S_ISLNK(entry.external_attr >> 16):
        return name, "是压缩包内的链接，不跟随"
    if written.startswith("__MACOSX/"):
        return name, "系统文件"
    return name, name_reason(name)

"""Dropped files as arrivals: each copied under a temporary name, known by its bytes; a zip counts as its members."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from extract.sniff import sniff_bytes
from jieyue.archive import content_of
from jieyue.durable import digest, stage
from jieyue.inbox import Found, name_reason
from jieyue.model import Problem
from jieyue.safe.archive import Archive, archive_of
from jieyue.safe.refusal import Refused
from jieyue.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Arrival:
    """One file: its name, its bytes (staged), where it came from.

    ``stamp`` is empty for a member of a zip: only the zip is removed from 收件箱.  ``refusal`` says why a zip could not
    be opened; ``reason`` why a member is not taken.
    """

    name: str
    origin: str
    stamp: str
    sha256: str
    staged: Path
    refusal: Problem | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is taken or left together: a single file, or a zip (``bundle``) with its members."""

    arrivals: tuple[Arrival, ...]
    bundle: Arrival | None = None


def parcel(workspace: Workspace, found: Found) -> Parcel:
    """The file copied and, if it is a zip of files, taken apart."""
    data, sha256 = content_of(found.path)
    origin = written_origin(found.path.relative_to(workspace.inbox).as_posix())
    whole = Arrival(found.name, origin, found.stamp, sha256, stage(workspace.staging, data))
    try:
        if sniff_bytes(data) != "zip":
            return Parcel((whole,))
        archive = archive_of(data)
        members = tuple(_members(workspace, archive, whole))
    except Refused as refusal:
        return Parcel((replace(whole, refusal=refusal.problem),))
    return Parcel(members, whole) if members else Parcel((whole,))


def written_origin(path: str) -> str:
    """A path of 收件箱 as the ledger keeps it; names that are no text (GBK bytes) as ``raw:`` and hexadecimal."""
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return _RAW + os.fsencode(path).hex()
    return path


def path_of_origin(workspace: Workspace, origin: str) -> Path:
    """Where in 收件箱 an origin is."""
    return workspace.inbox / (os.fsdecode(bytes.fromhex(origin[len(_RAW) :])) if origin.startswith(_RAW) else origin)


_RAW = "raw:"


def _members(workspace: Workspace, archive: Archive, whole: Arrival) -> Iterator[Arrival]:
    """The files of a zip, by content alone: a member's name never leads anywhere."""
    for entry in archive.entries:
        if entry.is_dir():
            continue
        name = (
            PurePosixPath(_written(entry.filename, bool(entry.flag_bits & 0x800)).replace("\\", "/")).name or "未命名"
        )
        reason = name_reason(name)
        if (entry.external_attr >> 16) & 0o170000 == 0o120000:
            reason = "是压缩包内的链接，不跟随"
        if entry.filename.startswith("__MACOSX/"):
            reason = "系统文件"
        data = b"" if reason else archive.read(entry)
        if not data and not reason:
            reason = "是空文件（0字节）；请单位重发"
        yield Arrival(name, f"{whole.origin}/{name}", "", digest(data), stage(workspace.staging, data), reason=reason)


def _written(name: str, is_utf8: bool) -> str:
    """Names without the UTF-8 flag are GBK where this trade zips; zipfile took them for cp437."""
    if is_utf8:
        return name
    try:
        return name.encode("cp437").decode("gb18030")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return name

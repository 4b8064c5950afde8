"""A zip container behind its guard: listed once, checked as a whole, then read entry by entry from memory.

The directory is read by :mod:`zipfile`; the entries are unpacked here, because a length can then be enforced
and a small entry costs microseconds.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from jieyue.safe.guard import FREE_EXPANSION, MAX_ENTRIES, MAX_EXPANSION, MAX_UNPACKED, file_bytes
from jieyue.safe.refusal import refuse

_LOCAL = struct.Struct("<4s5H3L2H")
_MANY = 50 * MAX_ENTRIES
"""Directory signatures beyond which a container is not even listed (stored archives inside count too)."""
_SMALL_PACKED, _SMALL = 8 * 1024, 64 * 1024
"""Packed and unpacked bytes of an entry that is remembered."""
_FAULTS = (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error, EOFError, OverflowError, RuntimeError)


@dataclass(frozen=True, slots=True)
class Archive:
    """The entries of a zip container that passed the limits; ``data`` is the whole container."""

    data: bytes
    entries: tuple[zipfile.ZipInfo, ...]

    def read(self, entry: zipfile.ZipInfo) -> bytes:
        """The entry unpacked, its length and checksum proved; ``file-damaged`` or ``file-encrypted`` otherwise."""
        content = self.head(entry, entry.file_size + 1)
        if len(content) != entry.file_size or zlib.crc32(content) != entry.CRC:
            raise refuse("file-damaged", why=f"压缩包内“{entry.filename}”已损坏")
        return content

    def head(self, entry: zipfile.ZipInfo, length: int) -> bytes:
        """At most the first ``length`` bytes of the entry, unproved."""
        if entry.flag_bits & 1:
            raise refuse("file-encrypted")
        packed = self._packed(entry)
        if entry.compress_type == zipfile.ZIP_STORED:
            return bytes(packed[:length])
        if entry.compress_type != zipfile.ZIP_DEFLATED:
            raise refuse("file-damaged", why=f"压缩包内“{entry.filename}”用了不常见的压缩方法")
        try:
            small = len(packed) <= _SMALL_PACKED and length <= _SMALL
            return _known(bytes(packed), length) if small else _inflated(packed, length)
        except zlib.error as fault:
            raise refuse("file-damaged", why=f"压缩包内“{entry.filename}”已损坏") from fault

    def _packed(self, entry: zipfile.ZipInfo) -> memoryview:
        start = _content_start(self.data, entry)
        packed = memoryview(self.data)[start : start + entry.compress_size]
        if len(packed) != entry.compress_size:
            raise refuse("file-damaged", why="压缩包不完整")
        return packed


def _inflated(packed: bytes | memoryview, length: int) -> bytes:
    return zlib.decompressobj(-15).decompress(packed, length)


@lru_cache(maxsize=128)
def _known(packed: bytes, length: int) -> bytes:
    """A small entry unpacked: a batch comes from few programs, whose lists, styles and themes are alike to the byte."""
    return _inflated(packed, length)


def open_archive(path: Path) -> Archive:
    """The container at ``path``; see :func:`archive_of`."""
    return archive_of(file_bytes(path))


def archive_of(data: bytes) -> Archive:
    """The container in ``data``, refused when damaged, overlapping or beyond the limits of :mod:`jieyue.safe.guard`."""
    if data.count(b"PK\x01\x02") > _MANY:
        raise refuse("file-too-large", why=f"压缩包内文件超过{MAX_ENTRIES}个")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            entries = tuple(container.infolist())
    except _FAULTS as fault:
        raise refuse("file-damaged", why="压缩包不完整或已损坏") from fault
    _check_limits(entries)
    _check_overlap(entries)
    return Archive(data, entries)


def _check_limits(entries: tuple[zipfile.ZipInfo, ...]) -> None:
    if len(entries) > MAX_ENTRIES:
        raise refuse("file-too-large", why=f"压缩包内文件超过{MAX_ENTRIES}个")
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise refuse("file-too-large", why=f"解压后超过{MAX_UNPACKED // 1024 // 1024}MB")
    for entry in entries:
        if entry.file_size > FREE_EXPANSION + MAX_EXPANSION * entry.compress_size:
            raise refuse("file-too-large", why=f"压缩包内“{entry.filename}”解压后膨胀{MAX_EXPANSION}倍以上")


def _check_overlap(entries: tuple[zipfile.ZipInfo, ...]) -> None:
    """Entries that share bytes are a bomb's, never a program's."""
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            raise refuse("file-damaged", why="压缩包内文件互相重叠")
        end = entry.header_offset + _LOCAL.size + entry.compress_size


def _content_start(data: bytes, entry: zipfile.ZipInfo) -> int:
    """Where the packed bytes begin: after the local header, whose name and extra field have their own lengths."""
    try:
        signature, *_, name_length, extra_length = _LOCAL.unpack_from(data, entry.header_offset)
    except struct.error as fault:
        raise refuse("file-damaged", why="压缩包不完整") from fault
    if signature != b"PK\x03\x04":
        raise refuse("file-damaged", why="压缩包目录与内容不符")
    return entry.header_offset + _LOCAL.size + int(name_length) + int(extra_length)

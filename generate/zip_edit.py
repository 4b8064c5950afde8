"""Replaces small parts of a large zip without touching the others: their compressed bytes are copied as they are.

A 台账 of 10,000 units unpacks to 150 MB; unpacking it only to set its title would cost more than writing it.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping

_LOCAL = struct.Struct("<4s5H3L2H")


def edited(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    """``data`` with the parts ``changed`` replaced, or added at the end; the clock of every entry is 1980."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        kept = [entry for entry in source.infolist() if entry.filename not in changed]
    out = _Copy()
    for entry in kept:
        out.copy(entry, data)
    for name, content in changed.items():
        out.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.finished()


class _Copy(zipfile.ZipFile):
    """A zip being written that can take an entry over in its compressed form."""

    def __init__(self) -> None:
        self._bytes = io.BytesIO()
        super().__init__(self._bytes, "w", zipfile.ZIP_DEFLATED)

    def copy(self, entry: zipfile.ZipInfo, data: bytes) -> None:
        """Takes ``entry`` of the zip ``data`` over: its own header, then its bytes as they stand."""
        fields = _LOCAL.unpack_from(data, entry.header_offset)
        start = entry.header_offset + _LOCAL.size + fields[9] + fields[10]
        taken = zipfile.ZipInfo(entry.filename)
        taken.compress_type, taken.CRC = entry.compress_type, entry.CRC
        taken.file_size, taken.compress_size = entry.file_size, entry.compress_size
        taken.header_offset = self._bytes.tell()
        self._bytes.write(taken.FileHeader(zip64=False))
        self._bytes.write(data[start : start + entry.compress_size])
        self.filelist.append(taken)
        self.NameToInfo[taken.filename] = taken
        self.start_dir = self._bytes.tell()
        self._didModify = True

    def finished(self) -> bytes:
        """Writes the directory and gives the whole."""
        self.close()
        return self._bytes.getvalue()

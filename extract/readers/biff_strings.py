"""Strings of BIFF8 records: 8-bit or 16-bit characters behind a flag, and texts spread over CONTINUE records."""

from __future__ import annotations

import struct


def sized_text(body: bytes, start: int) -> str:
    """The string at ``start``: its length in two bytes, a flag, its characters; cut short where the record ends."""
    if len(body) < start + 3:
        return ""
    (length,) = struct.unpack_from("<H", body, start)
    return _decoded(body[start + 3 :], body[start + 2], length)


def _decoded(data: bytes, flags: int, length: int) -> str:
    if flags & 1:
        return data[: 2 * length].decode("utf-16-le", "replace")
    return data[:length].decode("latin-1")


class Pieces:
    """The text of a TXO record, which follows it in CONTINUE records; later ones hold its fonts."""

    def __init__(self, body: bytes) -> None:
        self._missing: int = struct.unpack_from("<H", body, 10)[0] if len(body) >= 12 else 0
        self._parts: list[str] = []

    def add(self, body: bytes) -> None:
        """One CONTINUE record."""
        if self._missing and body:
            units = (len(body) - 1) // (2 if body[0] & 1 else 1)
            self._parts.append(_decoded(body[1:], body[0], self._missing))
            self._missing -= min(units, self._missing)

    @property
    def text(self) -> str:
        """What has been gathered, line ends made one."""
        return "".join(self._parts).replace("\r\n", "\n").replace("\r", "\n")

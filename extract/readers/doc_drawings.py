"""Lettering (艺术字, watermarks) of a Word 97–2003 document, which is kept among the properties of its drawings."""

from __future__ import annotations

import struct
from collections.abc import Iterator

_CONTAINER, _OPTIONS, _GROUP = 0xF, 0xF00B, 0xF000
_HEADER_SIZE, _ENTRY_SIZE = 8, 6
_LETTERING, _NUMBER, _COMPLEX = 0x00C0, 0x3FFF, 0x8000
_MOST_RECORDS = 50_000
_IN_HEADERS = 1


def lettering(data: bytes) -> Iterator[tuple[bool, str]]:
    """Each text set as a drawing, and whether it stands in the headers; what is malformed is passed over."""
    place, in_headers, records = 0, False, 0
    while place + _HEADER_SIZE < len(data) and records < _MOST_RECORDS:
        kind, number, size = struct.unpack_from("<HHI", data, place)
        records += 1
        if kind & 0xF != _CONTAINER and number < _GROUP:
            in_headers = data[place] == _IN_HEADERS
            place += 1
        elif kind & 0xF == _CONTAINER and number != _GROUP:
            place += _HEADER_SIZE
        else:
            if number == _OPTIONS:
                for text in _texts(data[place + _HEADER_SIZE : place + _HEADER_SIZE + size], kind >> 4):
                    yield in_headers, text
            place += _HEADER_SIZE + size


def _texts(data: bytes, count: int) -> Iterator[str]:
    """The lettering among the properties of one shape."""
    place = _ENTRY_SIZE * count
    for number in range(count):
        entry = data[_ENTRY_SIZE * number :][:_ENTRY_SIZE]
        if len(entry) < _ENTRY_SIZE:
            return
        kind, size = struct.unpack("<HI", entry)
        if not kind & _COMPLEX:
            continue
        if kind & _NUMBER == _LETTERING:
            text = data[place : place + size // 2 * 2].decode("utf-16-le", "replace").split("\0")[0]
            if text.strip():
                yield text.strip()
        place += size

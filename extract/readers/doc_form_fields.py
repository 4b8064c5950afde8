"""Old form fields (窗体域) of a Word 97–2003 document: what a check box or a drop-down list shows."""

from __future__ import annotations

import struct

from extract.readers.signs import CHECKED, UNCHECKED

_HEADER_SIZE_AT, _MAX_ENTRIES, _UNSAID = 4, 100, 25
_TEXT, _CHECK_BOX = 0, 1
_TEXTS_BEFORE_ENTRIES = ("format", "help", "status", "entry macro", "exit macro")


def shown_field(data: bytes, place: int) -> str | None:
    """What the field whose entry lies at ``place`` shows; None for a text field, which shows its result."""
    try:
        (header,) = struct.unpack_from("<H", data, place + _HEADER_SIZE_AT)
        place += header
        (bits,) = struct.unpack_from("<H", data, place + 4)
        kind, result = bits & 3, bits >> 2 & 0x1F
        place = _after_text(data, place + 10)
        if kind == _TEXT:
            return None
        (default,) = struct.unpack_from("<H", data, place)
        chosen = default if result == _UNSAID else result
        if kind == _CHECK_BOX:
            return CHECKED if chosen else UNCHECKED
        place += 2
        for _ in _TEXTS_BEFORE_ENTRIES:
            place = _after_text(data, place)
        entries = _entries(data, place)
    except (struct.error, IndexError):
        return None
    return entries[chosen] if chosen < len(entries) else ""


def _after_text(data: bytes, place: int) -> int:
    """Where a counted, closed text ends."""
    (length,) = struct.unpack_from("<H", data, place)
    return int(place + 2 + 2 * length + 2)


def _entries(data: bytes, place: int) -> list[str]:
    (count,) = struct.unpack_from("<H", data, place + 2)
    place += 6
    found = []
    for _ in range(min(count, _MAX_ENTRIES)):
        (length,) = struct.unpack_from("<H", data, place)
        found.append(data[place + 2 : place + 2 + 2 * length].decode("utf-16-le", "replace"))
        place += 2 + 2 * length
    return found

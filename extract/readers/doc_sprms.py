"""Property changes (sprm) of Word 97–2003: a list of them is read one by one, each a number and an operand."""

from __future__ import annotations

from collections.abc import Iterator

_SIZES = (1, 1, 2, 4, 2, 2, 0, 3)
_TABLE_DEFINITIONS = (0xD608, 0xD606)
_CHANGE_TABS = 0xC615


def sprms(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Each property and its operand (without its length), up to where the list breaks off."""
    place, end = 0, len(data)
    while place + 2 < end:
        number = data[place] | data[place + 1] << 8
        place += 2
        size = _SIZES[number >> 13]
        if not size:
            skipped, size = _variable(number, data, place)
            place += skipped
        if place + size > end:
            return
        yield number, data[place : place + size]
        place += size


def _variable(number: int, data: bytes, place: int) -> tuple[int, int]:
    """Bytes of the length itself, and the length it states."""
    if number in _TABLE_DEFINITIONS:
        return 2, max(0, int.from_bytes(data[place : place + 2], "little") - 1)
    length = data[place]
    if number == _CHANGE_TABS and length == 255 and place + 1 < len(data):
        removed = data[place + 1]
        added = data[place + 2 + 4 * removed] if place + 2 + 4 * removed < len(data) else 0
        return 1, 2 + 4 * removed + 3 * added
    return 1, length

"""Custom properties of an OLE document (文档属性), where the invisible mark of our own forms survives.

They are the second section of ``DocumentSummaryInformation``: a dictionary of names and one value a name.
"""

from __future__ import annotations

import struct

from extract.grid import Mark
from extract.ole import Container
from extract.readers.marking import FORM_NAME, UNIT_NAME, mark_from
from jieyue.safe.refusal import Refused

_STREAM = "\x05DocumentSummaryInformation"
_CUSTOM = bytes.fromhex("05d5cdd59c2e1b10939708002b2cf9ae")
_MAX_STREAM = 1024 * 1024
_MAX_ENTRIES = 500
_UTF_16, _UTF_8 = 1200, 65001
_NARROW_TEXT, _WIDE_TEXT = 0x1E, 0x1F
_CODINGS = {_UTF_8: "utf-8", 936: "gb18030", 54936: "gb18030", 950: "cp950", 10008: "gb18030"}


def mark_in(container: Container) -> Mark | None:
    """The mark, or None where the file has none; damaged properties are none, for they are only a claim."""
    found = custom_properties(container)
    return mark_from(found.get(FORM_NAME, ""), found.get(UNIT_NAME))


def custom_properties(container: Container) -> dict[str, str]:
    """The custom properties that hold text."""
    if _STREAM not in container.names:
        return {}
    try:
        data = container.read(_STREAM, _MAX_STREAM)
        place = _section(data)
        return _Section(data[place:]).properties() if place else {}
    except (Refused, struct.error, IndexError):
        return {}


def _section(data: bytes) -> int:
    """Where the custom section begins; 0 where there is none."""
    (sections,) = struct.unpack_from("<I", data, 24)
    for number in range(min(sections, 8)):
        kind = data[28 + 20 * number : 44 + 20 * number]
        if kind == _CUSTOM:
            return int(struct.unpack_from("<I", data, 44 + 20 * number)[0])
    return 0


class _Section:
    """One section of a property set."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        (count,) = struct.unpack_from("<I", data, 4)
        pairs = [struct.unpack_from("<II", data, 8 + 8 * number) for number in range(min(count, _MAX_ENTRIES))]
        self._places: dict[int, int] = dict(pairs)
        self._code_page = self._stated_code_page()

    def _stated_code_page(self) -> int:
        place = self._places.get(1)
        return int(struct.unpack_from("<H", self._data, place + 4)[0]) if place is not None else 1252

    def properties(self) -> dict[str, str]:
        """Text values by name."""
        found = {}
        for number, name in self._names().items():
            place = self._places.get(number)
            value = self._value(place) if place is not None else None
            if value is not None:
                found[name] = value.strip()
        return found

    def _names(self) -> dict[int, str]:
        place = self._places.get(0)
        if place is None:
            return {}
        (count,) = struct.unpack_from("<I", self._data, place)
        place += 4
        names = {}
        for _ in range(min(count, _MAX_ENTRIES)):
            number, size = struct.unpack_from("<II", self._data, place)
            wide = self._code_page == _UTF_16
            length = size * 2 if wide else size
            names[number] = self._text(self._data[place + 8 : place + 8 + length], wide)
            place += 8 + (-(-length // 4) * 4 if wide else length)
        return names

    def _value(self, place: int) -> str | None:
        kind, size = struct.unpack_from("<II", self._data, place)
        if kind == _WIDE_TEXT:
            return self._text(self._data[place + 8 : place + 8 + 2 * size], True)
        if kind == _NARROW_TEXT:
            return self._text(self._data[place + 8 : place + 8 + size], self._code_page == _UTF_16)
        return None

    def _text(self, data: bytes, wide: bool) -> str:
        coding = "utf-16-le" if wide else _CODINGS.get(self._code_page, "cp1252")
        return data.decode(coding, "replace").split("\x00")[0]

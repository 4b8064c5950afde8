"""What the style sheet and the font table of a Word 97–2003 document decide about content."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from extract.readers.doc_fib import FONTS, STYLES, Word
from extract.readers.doc_sprms import sprms

_PARAGRAPH, _CHARACTER, _NONE = 1, 2, 0xFFF
_HIDDEN, _LIST, _LEVEL, _FONT = 0x083C, 0x460B, 0x260A, 0x4A4F
_MAX_STYLES, _MAX_FONTS = 5000, 5000
_NAME_OF_FONT = 40
_HINT_STYLES = ("Placeholder Text", "占位符文本")


@dataclass(frozen=True, slots=True)
class Style:
    """A style with what it inherits."""

    hidden: bool = False
    list: int | None = None
    level: int | None = None
    hint: bool = False
    """Whether it is the style of hints in empty content controls (占位文字), which are not content."""


@dataclass(frozen=True, slots=True)
class _Own:
    """A style by itself; ``hidden`` is as stored, None where it is not said."""

    base: int = _NONE
    hidden: int | None = None
    list: int | None = None
    level: int | None = None
    name: str = ""


def styles(word: Word) -> list[Style]:
    """The styles by number; one that the file leaves out is plain."""
    own = list(_entries(word.part(STYLES)))
    found: dict[int, Style] = {}
    for number in range(len(own)):
        chain: list[int] = []
        base = number
        while base < len(own) and base not in found and base not in chain:
            chain.append(base)
            base = own[base].base
        parent = found.get(base, Style())
        for each in reversed(chain):
            parent = found[each] = _inherited(own[each], parent)
    return [found[number] for number in range(len(own))]


def _inherited(own: _Own, parent: Style) -> Style:
    return Style(
        shown_hidden(own.hidden, parent.hidden),
        parent.list if own.list is None else own.list,
        parent.level if own.level is None else own.level,
        own.name in _HINT_STYLES,
    )


def shown_hidden(stored: int | None, styled: bool) -> bool:
    """Whether text is hidden in the end: 0x80 means as the style says, 0x81 the opposite."""
    if stored is None or stored == 0x80:
        return styled
    return not styled if stored == 0x81 else bool(stored)


def _entries(data: bytes) -> Iterator[_Own]:
    if len(data) < 6:
        return
    size, count, base_size = struct.unpack_from("<HHH", data)
    place = 2 + size
    for _ in range(min(count, _MAX_STYLES)):
        if place + 2 > len(data):
            return
        (length,) = struct.unpack_from("<H", data, place)
        yield _entry(data[place + 2 : place + 2 + length], base_size)
        place += 2 + length


def _entry(data: bytes, base_size: int) -> _Own:
    if len(data) < max(base_size, 10) + 2:
        return _Own()
    kind, parts = struct.unpack_from("<HH", data, 2)
    (length,) = struct.unpack_from("<H", data, base_size)
    name = data[base_size + 2 : base_size + 2 + 2 * length].decode("utf-16-le", "replace")
    place = base_size + 2 + 2 * length + 2
    values: dict[int, int] = {}
    for number in range(min(parts & 0xF, 3)):
        place += place % 2
        if place + 2 > len(data):
            break
        (length,) = struct.unpack_from("<H", data, place)
        content = data[place + 2 : place + 2 + length]
        skipped = 2 if number == 0 and kind & 0xF == _PARAGRAPH else 0
        if kind & 0xF in (_PARAGRAPH, _CHARACTER):
            values.update((each, int.from_bytes(operand[:4], "little")) for each, operand in sprms(content[skipped:]))
        place += 2 + length
    return _Own(kind >> 4, values.get(_HIDDEN), values.get(_LIST), values.get(_LEVEL), name)


def fonts(word: Word) -> list[str]:
    """The names of fonts, by number."""
    data = word.part(FONTS)
    found: list[str] = []
    if len(data) < 4:
        return found
    place = 4
    for _ in range(min(int.from_bytes(data[:2], "little"), _MAX_FONTS)):
        if place >= len(data):
            break
        entry = data[place : place + 1 + data[place]]
        name = entry[_NAME_OF_FONT : _NAME_OF_FONT + (len(entry) - _NAME_OF_FONT) // 2 * 2]
        found.append(name.decode("utf-16-le", "replace").split("\0")[0])
        place += 1 + data[place]
    return found

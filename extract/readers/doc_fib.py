"""The file information block (FIB) of a Word 97–2003 document: where everything else is.

Names and numbers are those of the published format description [MS-DOC].
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from extract.ole import Container
from jieyue.safe.refusal import refuse

_WORD_97 = 0xC1
_IDENTS = (0xA5EC, 0xA5DC, 0xA697, 0xA699, 0xA59B, 0xA59C)
_ENCRYPTED, _SECOND_TABLE, _OBFUSCATED = 0x0100, 0x0200, 0x8000
_STORIES_AT, _PAIRS_AT = 0x4C, 0x9A
_MAX_STREAM = 100 * 1024 * 1024

STYLES, FOOTNOTE_PLACES, FOOTNOTE_TEXTS, COMMENT_PLACES, COMMENT_TEXTS, SECTIONS = 1, 2, 3, 4, 5, 6
HEADERS, CHARACTER_PAGES, PARAGRAPH_PAGES, FONTS, ASSOCIATED, PIECES = 11, 12, 13, 15, 32, 33
SHAPES, ENDNOTE_PLACES, ENDNOTE_TEXTS, DRAWINGS, BOX_TEXTS, HEADER_BOX_TEXTS = 40, 46, 47, 50, 56, 58
LISTS, LIST_USES = 73, 74
"""Positions in the FIB's list of parts."""


@dataclass(frozen=True, slots=True)
class Stories:
    """How many characters each story has; they follow one another in this order."""

    body: int
    footnotes: int
    headers: int
    macros: int
    comments: int
    endnotes: int
    boxes: int
    header_boxes: int

    def begins(self, name: str) -> int:
        """Where a story begins, counted in characters."""
        place = 0
        for field in ("body", "footnotes", "headers", "macros", "comments", "endnotes", "boxes", "header_boxes"):
            if field == name:
                break
            place += int(getattr(self, field))
        return place

    @property
    def end(self) -> int:
        """Where the last story ends."""
        return self.begins("header_boxes") + self.header_boxes


@dataclass(frozen=True, slots=True)
class Word:
    """An opened document: its streams, its stories, and its parts by position."""

    main: bytes
    table: bytes
    data: bytes
    stories: Stories
    parts: tuple[tuple[int, int], ...]

    def part(self, position: int) -> bytes:
        """The bytes of a part; empty where the document has none; ``file-damaged`` where they lie outside."""
        begins, size = self.parts[position] if position < len(self.parts) else (0, 0)
        if size and begins + size > len(self.table):
            raise refuse("file-damaged", why="文档内部的目录超出文件范围")
        return self.table[begins : begins + size]


def open_word(container: Container) -> Word:
    """The document in ``container``.

    ``file-encrypted`` behind a password, ``file-unsupported`` for Word 6.0/95, ``file-damaged`` where it is cut short.
    """
    main = container.read(_named(container, "worddocument"), _MAX_STREAM)
    if len(main) < _PAIRS_AT:
        raise refuse("file-damaged", why="文档开头不完整")
    ident, version = struct.unpack_from("<HH", main)
    (flags,) = struct.unpack_from("<H", main, 10)
    if ident not in _IDENTS:
        raise refuse("file-damaged", why="文档开头不是Word格式")
    if version < _WORD_97:
        raise refuse("file-unsupported", why="是Word 95或更早版本的文档")
    if flags & (_ENCRYPTED | _OBFUSCATED):
        raise refuse("file-encrypted")
    table = container.read(_named(container, "1table" if flags & _SECOND_TABLE else "0table"), _MAX_STREAM)
    names = {name.lower(): name for name in container.names}
    data = container.read(names["data"], _MAX_STREAM) if "data" in names else b""
    return Word(main, table, data, _stories(main), _parts(main))


def _named(container: Container, wanted: str) -> str:
    for name in container.names:
        if name.lower() == wanted:
            return name
    raise refuse("file-damaged", why=f"缺少数据流{wanted}")


def _stories(main: bytes) -> Stories:
    counts = struct.unpack_from("<8i", main, _STORIES_AT)
    if min(counts) < 0 or counts[0] == 0:
        raise refuse("file-damaged", why="正文字数不对")
    return Stories(*counts)


def _parts(main: bytes) -> tuple[tuple[int, int], ...]:
    (count,) = struct.unpack_from("<H", main, _PAIRS_AT - 2)
    count = min(count, (len(main) - _PAIRS_AT) // 8, 200)
    return tuple(struct.unpack_from("<II", main, _PAIRS_AT + 8 * position) for position in range(count))


def positions(data: bytes, size: int) -> tuple[list[int], list[bytes]]:
    """A PLC: character positions, one more than there are entries of ``size`` bytes, and the entries."""
    if len(data) < 4:
        return [], []
    count = (len(data) - 4) // (4 + size)
    places = list(struct.unpack_from(f"<{count + 1}I", data))
    begins = 4 * (count + 1)
    return places, [data[begins + size * number : begins + size * (number + 1)] for number in range(count)]

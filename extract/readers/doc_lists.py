"""Lists of a Word 97–2003 document: their levels and uses, for the counting of numbered paragraphs."""

from __future__ import annotations

import struct

from extract.readers.doc_fib import LIST_USES, LISTS, Word
from extract.readers.list_numbering import Level, ListCounter
from jieyue.safe.refusal import refuse

_LIST_ENTRY, _LEVEL_ENTRY, _USE_ENTRY = 28, 28, 16
_MAX_LISTS = 5000
_MAX_LABEL = 64
_STYLES = {
    1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 10: "ideographDigital",
    11: "japaneseCounting", 14: "decimalFullWidth", 17: "japaneseDigitalTenThousand", 18: "decimalEnclosedCircle",
    19: "decimalFullWidth", 22: "decimalZero", 23: "bullet", 26: "decimalEnclosedFullstop",
    27: "decimalEnclosedParen", 28: "decimalEnclosedCircleChinese", 29: "decimalEnclosedCircle",
    30: "ideographTraditional", 31: "ideographZodiac", 33: "taiwaneseCounting", 35: "taiwaneseCountingThousand",
    36: "taiwaneseDigital", 37: "chineseCounting", 38: "chineseLegalSimplified", 39: "chineseCountingThousand",
    255: "none",
}  # fmt: skip
"""Numbering styles by their number in the file; any other counts in digits."""
_OLD_BULLET = "*"
"""What stands for the bullet of documents that were converted from Word 95."""
_LEGAL, _SIMPLE = 4, 1
_NOTHING_FOLLOWS = 2
_STARTS_ANEW, _FORMATTED = 0x10, 0x20


def list_counter(word: Word) -> ListCounter:
    """The counter of a document; without lists, nothing is numbered."""
    levels = _lists(word)
    lists, restarts = _uses(word.part(LIST_USES))
    return ListCounter(levels, lists, restarts)


def _lists(word: Word) -> dict[str, dict[int, Level]]:
    """Levels by list; they follow the part's stated end."""
    data = word.part(LISTS)
    if len(data) < 2:
        return {}
    begins = word.parts[LISTS][0]
    (count,) = struct.unpack_from("<H", data)
    entries = [data[2 + _LIST_ENTRY * number :][:_LIST_ENTRY] for number in range(min(count, _MAX_LISTS))]
    place = begins + 2 + _LIST_ENTRY * count
    found: dict[str, dict[int, Level]] = {}
    for entry in entries:
        if len(entry) < _LIST_ENTRY:
            raise refuse("file-damaged", why="自动编号的目录不完整")
        levels: dict[int, Level] = {}
        for depth in range(1 if entry[26] & _SIMPLE else 9):
            levels[depth], place = _level(word.table, place)
        found[str(struct.unpack_from("<i", entry)[0])] = levels
    return found


def _level(data: bytes, place: int) -> tuple[Level, int]:
    """The level at ``place``, and where the next one begins."""
    start, kind, flags = struct.unpack_from("<iBB", data, place)
    follows = data[place + 15]
    character, paragraph = data[place + 24], data[place + 25]
    place += _LEVEL_ENTRY + character + paragraph
    (length,) = struct.unpack_from("<H", data, place)
    text = data[place + 2 : place + 2 + 2 * min(length, _MAX_LABEL)].decode("utf-16-le", "replace")
    shown = "".join(f"%{ord(letter) + 1}" if ord(letter) < 9 else letter for letter in text)
    style = "bullet" if shown == _OLD_BULLET else _STYLES.get(kind, "decimal")
    level = Level(start, style, shown, follows == _NOTHING_FOLLOWS, bool(flags & _LEGAL))
    return level, place + 2 + 2 * length


def _uses(data: bytes) -> tuple[dict[str, str], dict[str, dict[int, int]]]:
    """The list behind each number that paragraphs state, and where such a number starts anew."""
    lists: dict[str, str] = {}
    restarts: dict[str, dict[int, int]] = {}
    if len(data) < 4:
        return lists, restarts
    count = min(struct.unpack_from("<I", data)[0], _MAX_LISTS, (len(data) - 4) // _USE_ENTRY)
    place = 4 + _USE_ENTRY * count
    for number in range(count):
        entry = data[4 + _USE_ENTRY * number :][:_USE_ENTRY]
        lists[str(number + 1)] = str(struct.unpack_from("<i", entry)[0])
        changed, place = _changes(data, place + 4, entry[12])
        if changed:
            restarts[str(number + 1)] = changed
    return lists, restarts


def _changes(data: bytes, place: int, count: int) -> tuple[dict[int, int], int]:
    """Where a use starts anew, by depth, and where the next use's changes begin."""
    restarts: dict[int, int] = {}
    for _ in range(count):
        if place + 8 > len(data):
            break
        start, flags = struct.unpack_from("<iI", data, place)
        place += 8
        if flags & _FORMATTED:
            own, place = _level(data, place)
            start = own.start
        if flags & _STARTS_ANEW:
            restarts[flags & 0xF] = start
    return restarts, place

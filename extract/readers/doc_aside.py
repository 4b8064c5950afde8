"""What stands beside the main story of a Word 97–2003 document: headers, notes, comments, text boxes, macros."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from extract.grid import Line, Table
from extract.ole import Container
from extract.readers import doc_fib as fib
from extract.readers.doc_body import BodyReader
from extract.readers.doc_drawings import lettering
from extract.readers.doc_fib import Word, positions
from extract.readers.doc_sprms import sprms
from extract.readers.noticed import Noticed

_SECTION_SIZE, _SHAPE_SIZE, _BOX_SIZE, _COMMENT_SIZE, _NOTE_SIZE = 12, 26, 22, 30, 2
_SHAPE_OF_BOX = 14
_FIRST_HEADER, _KINDS = 6, 6
_ODD_HEADER, _ODD_FOOTER, _TITLE_HEADER, _TITLE_FOOTER = 1, 3, 4, 5
_TITLE_PAGE = 0x300A
_MOST = 20_000
_ELSEWHERE = re.compile(r"(?i)(https?|ftp):|\\\\|//|file:/{2}[^/]")
"""Where a template would be fetched from; one that lies on a disk of the writer is not fetched."""
_STORAGES = {"macros": "宏", "objectpool": "嵌入对象"}

Range = tuple[int, int]


def active_in(container: Container, word: Word) -> set[str]:
    """What in the container could act, a template on another computer among it."""
    found = set()
    for name in container.names:
        parts = name.lower().split("/")
        if parts[0] in _STORAGES and len(parts) > 1:
            found.add(_STORAGES[parts[0]])
        if parts[-1] == "\x03ocxname":
            found.add("ActiveX控件")
    if _ELSEWHERE.match(template_path(word.part(fib.ASSOCIATED))):
        found.add("外部模板")
    return found


def template_path(data: bytes) -> str:
    """The path of the template: the second of a table of counted texts."""
    place = 6
    for number in range(2):
        if place + 2 > len(data):
            break
        (length,) = struct.unpack_from("<H", data, place)
        if number == 1:
            return data[place + 2 : place + 2 + 2 * length].decode("utf-16-le", "replace")
        place += 2 + 2 * length
    return ""


class Aside:
    """Finds the stories beside the main one and reads them."""

    def __init__(self, word: Word, reader: BodyReader, noticed: Noticed) -> None:
        self._word = word
        self._reader = reader
        self._noticed = noticed
        self._sections, self._section_entries = self._plc(fib.SECTIONS, _SECTION_SIZE)
        self._anchors = self._anchored()
        self._boxes = self._box_ranges(fib.BOX_TEXTS, "boxes")

    @property
    def section_ends(self) -> frozenset[int]:
        """The characters at which sections end."""
        return frozenset(self._sections[1:])

    def _plc(self, part: int, size: int) -> tuple[list[int], list[bytes]]:
        places, entries = positions(self._word.part(part), size)
        return places[: _MOST + 1], entries[:_MOST]

    def headers(self) -> Iterator[Line | Table]:
        """Headers in use, and the lettering and text boxes of headers and footers."""
        yield from self._around((_ODD_HEADER, _TITLE_HEADER), "页眉")
        yield from self._lettering(True, "页眉 水印")
        for begins, ends in self._box_ranges(fib.HEADER_BOX_TEXTS, "header_boxes").values():
            yield from self._reader.story(begins, ends, "页眉 文本框")

    def footers(self) -> Iterator[Line | Table]:
        """Footers in use."""
        yield from self._around((_ODD_FOOTER, _TITLE_FOOTER), "页脚")

    def _around(self, kinds: tuple[int, int], place: str) -> Iterator[Line | Table]:
        """Each story once, each line once; that of the first page only where a section has one."""
        seen: set[str] = set()
        for number, entry in enumerate(self._section_entries):
            for kind in kinds if self._has_title_page(entry) else kinds[:1]:
                for block in self._header_story(_FIRST_HEADER + _KINDS * number + kind, place):
                    if not isinstance(block, Line):
                        yield block
                    elif block.text not in seen:
                        seen.add(block.text)
                        yield block

    def _header_story(self, index: int, place: str) -> Iterator[Line | Table]:
        places, _ = self._plc(fib.HEADERS, 0)
        if index + 1 < len(places):
            begins, ends = self._range("headers", places[index], places[index + 1])
            if ends > begins:
                yield from self._reader.story(begins, ends, place)

    def _has_title_page(self, entry: bytes) -> bool:
        (place,) = struct.unpack_from("<I", entry, 2)
        if place >= len(self._word.main) - 2:
            return False
        (size,) = struct.unpack_from("<H", self._word.main, place)
        properties = self._word.main[place + 2 : place + 2 + size]
        return any(number == _TITLE_PAGE and operand[0] for number, operand in sprms(properties))

    def _range(self, story: str, begins: int, ends: int) -> Range:
        """A part of a story in characters of the whole document, kept inside the story."""
        first, size = self._word.stories.begins(story), int(getattr(self._word.stories, story))
        return first + min(begins, size), first + max(min(ends, size), min(begins, size))

    def comments(self) -> dict[int, str]:
        """The comments by the character they hang on."""
        return dict(self._referred(fib.COMMENT_PLACES, _COMMENT_SIZE, fib.COMMENT_TEXTS, "comments"))

    def notes(self) -> Iterator[tuple[str, str]]:
        """Footnotes and endnotes."""
        for kind, places, texts, story in (
            ("脚注", fib.FOOTNOTE_PLACES, fib.FOOTNOTE_TEXTS, "footnotes"),
            ("尾注", fib.ENDNOTE_PLACES, fib.ENDNOTE_TEXTS, "endnotes"),
        ):
            for _, text in self._referred(places, _NOTE_SIZE, texts, story):
                yield kind, text

    def _referred(self, places: int, size: int, texts: int, story: str) -> Iterator[tuple[int, str]]:
        anchors, entries = self._plc(places, size)
        ends, _ = self._plc(texts, 0)
        for number in range(min(len(entries), len(ends) - 1)):
            begins, end = self._range(story, ends[number], ends[number + 1])
            yield anchors[number], self._reader.plain_text(begins, end)

    def _anchored(self) -> dict[int, int]:
        """Shapes of the main story by the character they hang on."""
        places, entries = self._plc(fib.SHAPES, _SHAPE_SIZE)
        shapes = (struct.unpack_from("<i", entry)[0] for entry in entries)
        return dict(zip(places, shapes, strict=False))

    def _box_ranges(self, part: int, story: str) -> dict[int, Range]:
        """Texts by shape."""
        places, entries = self._plc(part, _BOX_SIZE)
        found: dict[int, Range] = {}
        for number, entry in enumerate(entries):
            begins, ends = self._range(story, places[number], places[number + 1])
            (shape,) = struct.unpack_from("<i", entry, _SHAPE_OF_BOX)
            if ends > begins:
                found.setdefault(shape or -number - 1, (begins, ends))
        return found

    def box(self, character: int, place: str) -> Iterator[Line | Table]:
        """The blocks of the text box that hangs on ``character``, each box once."""
        found = self._boxes.pop(self._anchors.get(character, 0), None)
        if found is not None:
            yield from self._reader.story(*found, place)

    def boxes_left(self) -> Iterator[Line | Table]:
        """The text boxes whose anchor cannot be told, such as those of grouped shapes; they are said to be unplaced."""
        for begins, ends in list(self._boxes.values()):
            for block in self._reader.story(begins, ends, "文本框"):
                yield block
                if isinstance(block, Line):
                    self._noticed.unplaced.append((block.place, block.text))
        self._boxes.clear()
        yield from self._lettering(False, "艺术字")

    def _lettering(self, in_headers: bool, place: str) -> Iterator[Line]:
        found = lettering(self._word.part(fib.DRAWINGS))
        for text in dict.fromkeys(text for where, text in found if where == in_headers):
            yield Line(text, place)

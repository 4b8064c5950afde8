"""Fonts of a pdf: bytes of a string to characters and their widths."""

from __future__ import annotations

import re
import struct
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from extract.readers.pdf_file import FAULTS, Metrics, PdfFile

Shown = tuple[str, float, bool]
"""A character, its width in sizes of the font, and whether it is the one-byte space that word spacing widens."""

_MOST_CODES = 70_000
_ODD = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06]")
_NOT_SHOWN = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")


class Font:
    """A font in use; characters are looked up once."""

    def __init__(self, spec: Mapping[str, Any]) -> None:
        self._metrics = Metrics(spec)
        self.vertical = self._metrics.vertical
        composite = bool(spec.get("DescendantFonts"))
        self._two_bytes = composite and self._metrics.two_bytes
        own = to_unicode(PdfFile.data(spec.get("ToUnicode"))) if not composite or self._two_bytes else {}
        self._own = own
        self._composite = composite
        self._known: dict[int, Shown] = {}

    def shown(self, data: bytes) -> Iterator[Shown]:
        """The characters of a string."""
        for code in self._codes(data):
            found = self._known.get(code)
            if found is None:
                found = self._known[code] = self._look_up(code)
            yield found

    def _codes(self, data: bytes) -> tuple[int, ...]:
        if self._two_bytes:
            return struct.unpack(f">{len(data) // 2}H", data[: len(data) // 2 * 2])
        return tuple(self._metrics.codes(data))

    def _look_up(self, code: int) -> Shown:
        try:
            width = float(self._metrics.width(code))
        except FAULTS:
            width = 0.5
        text = self._own.get(code) or self._metrics.text(code)
        return plain(text) or "\ufffd", width, code == 32 and not self._composite


def plain(text: str) -> str:
    """The character a reader means: radicals (⼯) and ligatures as what they stand for, no control characters."""
    if _ODD.search(text):
        text = _ODD.sub(lambda match: unicodedata.normalize("NFKC", match.group()), text)
    return _NOT_SHOWN.sub("\ufffd", text)


def to_unicode(data: bytes) -> dict[int, str]:
    """The characters of codes as a ToUnicode map gives them; what exceeds any font is left out."""
    found: dict[int, str] = {}
    for section in _sections(data, b"beginbfchar", b"endbfchar"):
        words = [match.group(1) for match in _HEX.finditer(section) if match.group(1) is not None]
        for source, target in zip(words[::2], words[1::2], strict=False):
            found[_number(source)] = _text(target)
    for section in _sections(data, b"beginbfrange", b"endbfrange"):
        for code, text in _ranges(section):
            found[code] = text
            if len(found) > _MOST_CODES:
                return found
    return found


def _sections(data: bytes, begin: bytes, end: bytes) -> Iterator[bytes]:
    at = 0
    while (start := data.find(begin, at)) >= 0:
        stop = data.find(end, start)
        if stop < 0:
            return
        yield data[start + len(begin) : stop]
        at = stop


def _ranges(section: bytes) -> Iterator[tuple[int, str]]:
    words: list[bytes] = []
    listed: list[bytes] | None = None
    for match in _HEX.finditer(section):
        if match.group(2):
            listed = []
        elif match.group(3):
            if listed is not None and len(words) == 2:
                yield from ((_number(words[0]) + step, _text(word)) for step, word in enumerate(listed))
            words, listed = [], None
        elif listed is not None:
            listed.append(match.group(1))
        else:
            words.append(match.group(1))
            if len(words) == 3:
                yield from _counted(*words)
                words = []


def _counted(first: bytes, last: bytes, target: bytes) -> Iterator[tuple[int, str]]:
    """A range whose last character counts up."""
    text = _text(target)
    start = _number(first)
    for step in range(min(_number(last) - start, 0xFFFF) + 1):
        if text and ord(text[-1]) + step < 0x110000:
            yield start + step, text[:-1] + chr(ord(text[-1]) + step)


def _number(word: bytes) -> int:
    return int(b"".join(word.split())[:8] or b"0", 16)


def _text(word: bytes) -> str:
    digits = b"".join(word.split())[:64]
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii")).decode("utf-16-be", "ignore")

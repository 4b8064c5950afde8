"""The piece table of a Word 97–2003 document: its characters in order, wherever they lie in the file."""

from __future__ import annotations

import re
import struct
from bisect import bisect_right
from dataclasses import dataclass

from extract.readers.doc_fib import PIECES, Word, positions
from jieyue.safe.guard import Budget
from jieyue.safe.refusal import refuse

_PROPERTIES, _TABLE = 1, 2
_MOST_PIECES = 200_000
_COMPRESSED, _PLACE = 0x40000000, 0x3FFFFFFF
_SHORT_FORMS = {0x18: 0x2416, 0x19: 0x2417, 0x41: 0x0800, 0x42: 0x0801, 0x5C: 0x083C}
"""Properties that a piece may state in short: in a table, end of row, deleted, inserted, hidden."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_WINDOWS = {code: bytes((code,)).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0xA0)}


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters ``begins`` to ``ends``, at ``place`` in the main stream, ``width`` bytes each."""

    begins: int
    ends: int
    place: int
    width: int
    changes: bytes
    """Properties laid over those of the file's own formatting, by quick saves."""

    def place_of(self, character: int) -> int:
        """Where a character of the piece lies in the main stream."""
        return self.place + (character - self.begins) * self.width


class Pieces:
    """All pieces of a document, and its characters as one text; one character is one UTF-16 unit."""

    def __init__(self, word: Word, budget: Budget) -> None:
        self.pieces = _pieces(word.part(PIECES), len(word.main))
        self._begins = [piece.begins for piece in self.pieces]
        budget.text(sum(piece.ends - piece.begins for piece in self.pieces))
        self.text = "".join(_decoded(piece, word.main) for piece in self.pieces)

    def at(self, character: int) -> Piece:
        """The piece that holds a character."""
        index = bisect_right(self._begins, character) - 1
        return self.pieces[max(index, 0)]


def _pieces(clx: bytes, size: int) -> list[Piece]:
    changes: list[bytes] = []
    place = 0
    while place + 5 <= len(clx) and clx[place] == _PROPERTIES:
        (length,) = struct.unpack_from("<H", clx, place + 1)
        changes.append(clx[place + 3 : place + 3 + length])
        place += 3 + length
    if place + 5 > len(clx) or clx[place] != _TABLE:
        raise refuse("file-damaged", why="文字的分段表不完整")
    (length,) = struct.unpack_from("<I", clx, place + 1)
    places, entries = positions(clx[place + 5 : place + 5 + length], 8)
    if len(entries) > _MOST_PIECES:
        raise refuse("file-too-large", why=f"文字分成{len(entries)}段")
    if not entries or places[0] != 0:
        raise refuse("file-damaged", why="文字的分段表不完整")
    return [
        _piece(begins, ends, entry, changes, size)
        for begins, ends, entry in zip(places, places[1:], entries, strict=False)
        if _ordered(begins, ends)
    ]


def _ordered(begins: int, ends: int) -> bool:
    if ends < begins:
        raise refuse("file-damaged", why="文字的分段表次序不对")
    return ends > begins


def _piece(begins: int, ends: int, entry: bytes, changes: list[bytes], size: int) -> Piece:
    (stated,) = struct.unpack_from("<I", entry, 2)
    (change,) = struct.unpack_from("<H", entry, 6)
    width = 1 if stated & _COMPRESSED else 2
    place = (stated & _PLACE) // 2 if width == 1 else stated & _PLACE
    if place + (ends - begins) * width > size:
        raise refuse("file-damaged", why="文字超出文件范围，文件不完整")
    return Piece(begins, ends, place, width, _change(change, changes))


def _change(stated: int, changes: list[bytes]) -> bytes:
    if stated & 1:
        index = stated >> 1
        return changes[index] if index < len(changes) else b""
    number = _SHORT_FORMS.get(stated >> 1 & 0x7F)
    return struct.pack("<HB", number, stated >> 8) if number is not None else b""


def _decoded(piece: Piece, main: bytes) -> str:
    data = main[piece.place : piece.place + (piece.ends - piece.begins) * piece.width]
    if piece.width == 1:
        return data.decode("latin-1").translate(_WINDOWS)
    text = data.decode("utf-16-le", "surrogatepass")
    return text if len(text) * 2 == len(data) else "".join(map(chr, struct.unpack(f"<{len(data) // 2}H", data)))


def joined(text: str) -> str:
    """``text`` with its surrogate pairs made characters again."""
    if _SURROGATE.search(text) is None:
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

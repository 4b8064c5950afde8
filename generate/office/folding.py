"""Long tables folded: rows that are alike stand aside as text while the rest of a part is worked on as a tree.

A row's shape is its markup without its texts.  What holds for a shape is found out once, on one row parsed; of every
further row only its texts are looked at.  The first row of a table and its last are never folded: they tell where it
begins and ends.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from lxml import etree

from generate.office.shapes import DECLARED_W, MARK, cut, cut_alike
from generate.office.wml import W

FOLD = f"{W}fold"
"""The stub that stands for folded rows; its text is the number of the fold between two marks."""
_STUB = re.compile(f"<w:fold>{MARK}(\\d+){MARK}</w:fold>".encode())
_NUMBERED = re.compile(f"{MARK}(\\d+){MARK}")
_ODD = ("<!", "<?", "xmlns", MARK, "<w:fold")
"""Comments, sections, instructions, other meanings of a prefix, our own marks: where these are, nothing is folded."""
_ROOT = re.compile(r"\s*(?:<\?xml [^>]*\?>\s*)?(<w:document [^>]*>)")
_ROW, _END = "<w:tr>", "</w:tr>"


class Row(NamedTuple):
    """A table row as text: ``shape`` is its markup with nothing between the tags, ``texts`` are as people read them."""

    xml: str
    shape: str
    texts: tuple[str, ...]


@lru_cache(maxsize=4096)
def row_of(xml: str) -> Row | None:
    """The one row that ``xml`` is; None when it is anything else, odd, or not certainly one."""
    if not xml.startswith(_ROW) or xml.count(_ROW) > 1 or _odd(xml):
        return None
    told = cut(xml)
    return None if told is None else Row(xml, *told)


def _odd(xml: str) -> bool:
    return any(sign in xml for sign in _ODD)


Alike = Callable[[Sequence[Row]], Sequence[bool]]
"""Says of each row whether it may be folded."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A part with stubs (``xml``), and the rows behind each stub."""

    xml: str
    folds: tuple[tuple[Row, ...], ...] = ()

    def behind(self, stub: etree._Element) -> tuple[Row, ...]:
        """The rows a stub stands for."""
        return self.folds[self.number(stub)]

    @staticmethod
    def number(stub: etree._Element) -> int:
        """Which fold a stub stands for."""
        return int((stub.text or "").strip(MARK))

    def unfolded(self, content: bytes) -> bytes:
        """``content`` with the rows in place of their stubs."""
        return _STUB.sub(lambda stub: b"".join([row.xml.encode() for row in self.folds[int(stub[1])]]), content)

    def read(self, characters: str) -> str:
        """The characters of the part, those of the folded rows in their places."""
        return _NUMBERED.sub(lambda stub: "".join("".join(row.texts) for row in self.folds[int(stub[1])]), characters)


@dataclass(frozen=True, slots=True)
class Apart:
    """A part with its rows taken apart: ``before`` its body, and ``chains`` of rows, each with the markup behind it.

    A part in which text could pass for markup has none.
    """

    xml: str
    before: str = ""
    chains: tuple[tuple[Sequence[Row], str], ...] = ()


def apart(xml: str) -> Apart:
    """Takes the rows of a part apart."""
    root = _ROOT.match(xml)
    if root is None or DECLARED_W not in root[1]:
        return Apart(xml)
    chains = tuple(_chains(xml, root.end()))
    odd = _odd("".join(other for _, other in chains))
    return Apart(xml) if odd else Apart(xml, root[0], chains)


def fold(part: Apart, alike: Alike) -> Folded:
    """Folds the rows that ``alike`` says may be."""
    kept: list[str] = [part.before]
    folds: list[tuple[Row, ...]] = []
    for rows, other in part.chains:
        for folded, group in groupby(_told(rows, alike), key=itemgetter(0)):
            if folded:
                kept.append(f"<w:fold>{MARK}{len(folds)}{MARK}</w:fold>")
                folds.append(tuple(row for _, row in group))
            else:
                kept += [row.xml for _, row in group]
        kept.append(other)
    return Folded("".join(kept), tuple(folds)) if folds else Folded(part.xml)


def _chains(xml: str, start: int) -> Iterator[tuple[list[Row], str]]:
    """Rows that follow one another, the first of a table not among them, and the markup behind each chain."""
    chain: list[Row] = []
    while (end := xml.find(_END, start) + len(_END)) >= len(_END):
        piece = xml[start:end]
        row = _row(piece, chain) if piece.startswith(_ROW) else None
        if row is not None:
            chain.append(row)
        else:
            yield chain, piece
            chain = []
        start = end
    yield chain, xml[start:]


def _row(xml: str, chain: list[Row]) -> Row | None:
    """A row behind a chain of others; most are of the shape of the one before."""
    texts = cut_alike(xml, chain[-1].shape) if chain else None
    return row_of(xml) if texts is None else Row(xml, chain[-1].shape, texts)


def _told(rows: Sequence[Row], alike: Alike) -> Iterator[tuple[bool, Row]]:
    """Each row of a chain, whether it is folded; the last is not."""
    return zip([*alike(rows[:-1]), False][: len(rows)], rows, strict=True)

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
from sys import intern

from lxml import etree

from generate.office.wml import NAMESPACES, W

FOLD = f"{W}fold"
"""The stub that stands for folded rows; its text is the number of the fold between two marks."""
_FILLER = "文"
"""What stands for each text of a shape that is parsed."""
MARK = "\ue001"
"""Stands for each text of a shape."""
_STUB = re.compile(f"<w:fold>{MARK}(\\d+){MARK}</w:fold>")
_NUMBERED = re.compile(f"{MARK}(\\d+){MARK}")
_TEXT = re.compile(r">([^<>]+)<")
_UNSAFE = re.compile(r"&(?!amp;|lt;|gt;|quot;|apos;|#34;|#39;)|[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What a text may not hold that was never parsed."""
_TEXT_MARK = f">{MARK}<"
_ODD = ("<!", "<?", "xmlns", MARK, "<w:fold")
"""Comments, sections, instructions, other meanings of a prefix, our own marks: where these are, nothing is folded."""
_ROOT = re.compile(r"\s*(?:<\?xml [^>]*\?>\s*)?(<w:document [^>]*>)")
_DECLARED = f'xmlns:w="{NAMESPACES["w"]}"'
_ROW, _END = "<w:tr>", "</w:tr>"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&#34;": '"', "&apos;": "'", "&#39;": "'", "&amp;": "&"}


@dataclass(frozen=True, eq=False, slots=True)
class Row:
    """A table row as text: ``shape`` is its markup with nothing between the tags, ``texts`` are as people read them."""

    xml: str
    shape: str
    texts: tuple[str, ...]


@lru_cache(maxsize=4096)
def row_of(xml: str) -> Row | None:
    """The one row that ``xml`` is, in a part without oddities; None when it is anything else, or not certainly one."""
    if not xml.startswith(_ROW) or xml.count(_ROW) > 1:
        return None
    pieces = _TEXT.split(xml)
    texts = pieces[1::2]
    said = "".join(texts)
    if _UNSAFE.search(said):
        return None
    return Row(xml, intern(_TEXT_MARK.join(pieces[::2])), tuple(map(_read, texts) if "&" in said else texts))


def _odd(xml: str, start: int) -> bool:
    return any(xml.find(sign, start) >= 0 for sign in _ODD)


def _read(text: str) -> str:
    for entity, character in _ENTITIES.items():
        text = text.replace(entity, character)
    return text


def parsed(shape: str, filler: str = _FILLER) -> etree._Element | None:
    """One row of the shape as a tree, a filler for each text; None when it does not stand on its own."""
    try:
        return etree.fromstring(f"<root {_DECLARED}>{shape.replace(MARK, filler)}</root>", _PARSER)[0]
    except etree.XMLSyntaxError:
        return None


def canonical(row: etree._Element, shape: str) -> bool:
    """Whether a shape is written as the serialiser writes it, so that a fold changes no byte."""
    written = etree.tostring(row, encoding="unicode").replace(f" {_DECLARED}", "", 1)
    return written == shape.replace(MARK, _FILLER)


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

    def unfolded(self, xml: str) -> str:
        """``xml`` with the rows in place of their stubs."""
        return _STUB.sub(lambda stub: "".join(row.xml for row in self.folds[int(stub[1])]), xml)

    def read(self, characters: str) -> str:
        """The characters of the part, those of the folded rows in their places."""
        return _NUMBERED.sub(lambda stub: "".join("".join(row.texts) for row in self.folds[int(stub[1])]), characters)


def fold(xml: str, alike: Alike) -> Folded:
    """Folds the rows that ``alike`` says may be; a part in which text could pass for markup stays as it is."""
    root = _ROOT.match(xml)
    if root is None or _DECLARED not in root[1] or _odd(xml, root.end()):
        return Folded(xml)
    kept: list[str] = [root[0]]
    folds: list[tuple[Row, ...]] = []
    for rows, other in _chains(xml[root.end() :]):
        for folded, group in groupby(_told(rows, alike), key=itemgetter(0)):
            if folded:
                kept.append(f"<w:fold>{MARK}{len(folds)}{MARK}</w:fold>")
                folds.append(tuple(row for _, row in group))
            else:
                kept += [row.xml for _, row in group]
        kept.append(other)
    return Folded("".join(kept), tuple(folds)) if folds else Folded(xml)


def _chains(xml: str) -> Iterator[tuple[list[Row], str]]:
    """Rows that follow one another, the first of a table not among them, and the markup behind each chain."""
    chain: list[Row] = []
    *pieces, rest = xml.split(_END)
    for piece in pieces:
        row = row_of(piece + _END) if piece.startswith(_ROW) else None
        if row is not None:
            chain.append(row)
        else:
            yield chain, piece + _END
            chain = []
    yield chain, rest


def _told(rows: list[Row], alike: Alike) -> Iterator[tuple[bool, Row]]:
    """Each row of a chain, whether it is folded; the last is not."""
    return zip([*alike(rows[:-1]), False][: len(rows)], rows, strict=True)

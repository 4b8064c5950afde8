"""Markup and texts apart: what was found of one shape holds for all of it, whatever their texts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from sys import intern

from lxml import etree

from generate.office.wml import NAMESPACES

MARK = "\ue001"
"""Stands for each text of a shape."""
DECLARED_W = f'xmlns:w="{NAMESPACES["w"]}"'
_FIRST_SIGN = 0xF0000
"""The first of the characters for private use that stand for a shape's texts, each for one."""
_FILLER = "文"
"""What stands for each text of a shape that is parsed."""
_TEXT = re.compile(r">([^<>]+)<")
_UNSAFE = re.compile(
    r"&(?!amp;|lt;|gt;|quot;|apos;|#34;|#39;)|[>\x00-\x08\x0b\x0c\x0e-\x1f\ue001\ud800-\udfff\ufffe\uffff]"
)
"""What a text may not hold that was never parsed; our own mark is among it."""
_TEXT_MARK = f">{MARK}<"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&#34;": '"', "&apos;": "'", "&#39;": "'", "&amp;": "&"}


def cut(xml: str) -> tuple[str, tuple[str, ...]] | None:
    """The markup with a mark in place of each text, and the texts as people read them; None if one is not certain."""
    pieces = _TEXT.split(xml)
    texts = _understood(pieces[1::2])
    return None if texts is None else (intern(_TEXT_MARK.join(pieces[::2])), texts)


def cut_alike(xml: str, shape: str) -> tuple[str, ...] | None:
    """The texts of an element of this very shape; None when it is of another, or one of them is not certain."""
    first, *others = _pieces(shape)
    if not xml.startswith(first):
        return None
    at, texts = len(first), []
    for piece in others:
        end = xml.find("<", at)
        if end <= at or not xml.startswith(piece, end):
            return None
        texts.append(xml[at:end])
        at = end + len(piece)
    return _understood(texts) if at == len(xml) else None


@lru_cache(maxsize=1024)
def _pieces(shape: str) -> tuple[str, ...]:
    return tuple(shape.split(MARK))


def _understood(texts: Sequence[str]) -> tuple[str, ...] | None:
    """Texts as people read them; None if one would have to be parsed."""
    said = "".join(texts)
    if _UNSAFE.search(said):
        return None
    return tuple(map(as_read, texts) if "&" in said else texts)


def as_read(text: str) -> str:
    """A text of XML as people read it."""
    if "&" not in text:
        return text
    for entity, character in _ENTITIES.items():
        text = text.replace(entity, character)
    return text


def signed(shape: str, count: int) -> str:
    """The shape with another sign in place of each of its ``count`` texts."""
    pieces = zip(shape.split(MARK), [*map(sign, range(count)), ""], strict=True)
    return "".join(piece + mark for piece, mark in pieces)


def sign(number: int) -> str:
    """The character that stands for one of a shape's texts."""
    return chr(_FIRST_SIGN + number)


def by_sign(texts: Sequence[str]) -> dict[int, str]:
    """The texts by the signs that stand for them, as ``str.translate`` takes them."""
    return {_FIRST_SIGN + number: text for number, text in enumerate(texts)}


def parsed(shape: str, filler: str = _FILLER) -> etree._Element | None:
    """One element of the shape as a tree, a filler for each text; None when it does not stand on its own."""
    try:
        return etree.fromstring(f"<root {DECLARED_W}>{shape.replace(MARK, filler)}</root>", _PARSER)[0]
    except etree.XMLSyntaxError:
        return None


def canonical(element: etree._Element, shape: str) -> bool:
    """Whether a shape is written as the serialiser writes it, so that taking it apart changes no byte."""
    written = etree.tostring(element, encoding="unicode").replace(f" {DECLARED_W}", "", 1)
    return written == shape.replace(MARK, _FILLER)

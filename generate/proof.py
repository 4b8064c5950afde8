"""Reads a rendered part again: whole XML, and every value in it, uncut and in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PIECES = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t", f"{W}p": "\x1e"}


def text_of(root: etree._Element) -> str:
    """The text of a part as people read it; a paragraph begins with the record separator."""
    return "".join(_pieces(root))


def _pieces(root: etree._Element) -> Iterator[str]:
    for element in root.iter(f"{W}t", *_PIECES):
        if element.tag == f"{W}t":
            yield element.text or ""
        elif element.getparent() is None or element.getparent().tag != f"{W}tabs":  # type: ignore[union-attr]
            yield _PIECES[str(element.tag)]


def prove(content: bytes, values: Sequence[str]) -> str | None:
    """What is wrong with the rendered part, in Chinese; None when every value came out as it went in."""
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    except etree.XMLSyntaxError:
        return "不是完整的文档结构"
    text, position = text_of(root), 0
    for value in values:
        found = text.find(value, position)
        if found < 0:
            return f"缺少或改变了内容“{value[:40]}”"
        position = found + len(value)
    return None

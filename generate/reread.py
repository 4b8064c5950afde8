"""A finished file read again: its text, and its tables each under the title that stands above it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from generate.proof import PARAGRAPH, text_of
from generate.sheet_rows import sheet_rows

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


@dataclass(frozen=True, slots=True)
class Titled:
    """A table: the last words above it, and its rows."""

    title: str
    rows: list[list[str]]


@dataclass(frozen=True, slots=True)
class Reread:
    """What a file says."""

    text: str
    tables: tuple[Titled, ...]


def reread(name: str, content: bytes) -> Reread:
    """The text and tables of a docx or xlsx.

    Raises ``zipfile.BadZipFile``, ``KeyError`` or ``etree.XMLSyntaxError`` when it is none.
    """
    if name.endswith(".xlsx"):
        return Reread("", tuple(Titled("", rows) for rows in sheet_rows(content)))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"), _PARSER)
    return Reread(text_of(root).replace(PARAGRAPH, "\n"), tuple(_tables(root)))


def _tables(root: etree._Element) -> Iterator[Titled]:
    title = ""
    for block in root.iterfind(f"{_W}body/*"):
        if block.tag == f"{_W}tbl":
            yield Titled(title, [[_said(cell) for cell in row.findall(f"{_W}tc")] for row in block.findall(f"{_W}tr")])
        elif said := _said(block):
            title = said


def _said(element: etree._Element) -> str:
    return "".join(text.text or "" for text in element.iter(f"{_W}t")).replace("\n", "")

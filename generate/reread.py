"""A finished file read again: its text, and its tables each under the title that stands above it.

Word files are opened with python-docx, which shares nothing with what wrote them.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from generate.proof import PARAGRAPH, text_of
from generate.sheet_rows import sheet_rows

if TYPE_CHECKING:
    from docx.document import Document


class Unreadable(Exception):
    """The file cannot be opened as what its name says."""


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
    """The text and tables of a docx or xlsx; raises :class:`Unreadable`."""
    try:
        if name.endswith(".xlsx"):
            return Reread("", tuple(Titled("", rows) for rows in sheet_rows(content)))
        document = _opened(content)
        return Reread(text_of(document.element).replace(PARAGRAPH, "\n"), tuple(_tables(document)))
    except (zipfile.BadZipFile, KeyError, ValueError, etree.XMLSyntaxError) as fault:
        raise Unreadable(name) from fault


def _opened(content: bytes) -> Document:
    import docx
    from docx.opc.exceptions import OpcError

    try:
        return docx.Document(io.BytesIO(content))
    except OpcError as fault:
        raise ValueError("no Word document") from fault


def _tables(document: Document) -> Iterator[Titled]:
    from docx.table import Table

    title = ""
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield Titled(title, [[_joined(cell.text) for cell in row.cells] for row in block.rows])
        elif said := _joined(block.text):
            title = said


def _joined(text: str) -> str:
    return text.replace("\n", "")

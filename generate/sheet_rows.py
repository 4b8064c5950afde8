"""The rows of a workbook as texts, read from its XML: enough to look up a figure beside its name."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

_M = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
_SHEET = re.compile(r"xl/worksheets/sheet\d+\.xml")


def sheet_rows(content: bytes) -> Iterator[list[list[str]]]:
    """The rows of each sheet, cells as their stored texts, each in its column; what is not there is empty."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        shared = _shared(archive.read("xl/sharedStrings.xml")) if "xl/sharedStrings.xml" in names else []
        for name in filter(_SHEET.fullmatch, names):
            root = etree.fromstring(archive.read(name), _PARSER)
            yield [_row(row, shared) for row in root.iter(f"{_M}row")]


def _row(row: etree._Element, shared: list[str]) -> list[str]:
    texts: list[str] = []
    for cell in row.iter(f"{_M}c"):
        column = _column(cell.get("r", ""))
        texts += [""] * (column - 1 - len(texts))
        texts.append(_text(cell, shared))
    return texts


def _column(reference: str) -> int:
    """3 for C7; 0 where the cell does not say."""
    number = 0
    for letter in reference.rstrip("0123456789"):
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _shared(content: bytes) -> list[str]:
    root = etree.fromstring(content, _PARSER)
    return ["".join(text.text or "" for text in item.iter(f"{_M}t")) for item in root.iter(f"{_M}si")]


def _text(cell: etree._Element, shared: list[str]) -> str:
    if cell.get("t") == "inlineStr":
        return "".join(text.text or "" for text in cell.iter(f"{_M}t"))
    value = cell.findtext(f"{_M}v") or ""
    return shared[int(value)] if cell.get("t") == "s" else value

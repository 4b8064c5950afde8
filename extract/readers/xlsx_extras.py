"""What hangs on a worksheet beside its cells: comments (批注), text boxes, print header and footer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from extract.grid import Line
from extract.readers.references import Span, corner
from extract.readers.xlsx_values import MAIN, rich_text
from jieyue.safe.package import Package

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SHEET_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_CODES = re.compile(r'&"[^"]*"|&\d+|&K(?:[0-9A-F]{6}|\d\d[+-]\d{3})|&([A-Za-z&])')
_SECTION_MARKS = "LCR"


def comments(package: Package, sheet: str) -> dict[Span, str]:
    """Notes by row and column; a threaded comment is taken from its thread."""
    found: dict[Span, list[str]] = {}
    for name in package.related("comments", sheet):
        for entry in package.xml(name).iter(f"{MAIN}comment"):
            holder = entry.find(f"{MAIN}text")
            _note(found, entry.get("ref"), rich_text(holder) if holder is not None else "")
    threads: dict[Span, list[str]] = {}
    for name in package.related("threadedComment", sheet):
        for entry in package.xml(name):
            words = [child.text or "" for child in entry if str(child.tag).endswith("}text")]
            _note(threads, entry.get("ref"), "".join(words))
    return {place: "\n".join(notes) for place, notes in {**found, **threads}.items()}


def _note(found: dict[Span, list[str]], reference: str | None, text: str) -> None:
    place = corner(reference or "")
    if place is not None and text.strip():
        found.setdefault(place, []).append(text.strip())


def text_boxes(package: Package, sheet: str, name: str) -> Iterator[Line]:
    """The texts of shapes that float over the cells."""
    for part in package.related("drawing", sheet):
        for shape in package.xml(part).iter(f"{_SHEET_DRAWING}sp"):
            if any(ancestor.tag == _FALLBACK for ancestor in shape.iterancestors()):
                continue
            text = "\n".join(_paragraphs(shape)).strip()
            if text:
                yield Line(text, f"{name} 文本框", _is_hidden(shape))


def _paragraphs(shape: etree._Element) -> Iterator[str]:
    for paragraph in shape.iter(f"{_DRAWING}p"):
        yield "".join(
            "\n" if piece.tag == f"{_DRAWING}br" else piece.text or ""
            for piece in paragraph.iter(f"{_DRAWING}t", f"{_DRAWING}br")
        )


def _is_hidden(shape: etree._Element) -> bool:
    return any(entry.get("hidden") in ("1", "true") for entry in shape.iter(f"{_SHEET_DRAWING}cNvPr"))


def print_lines(root: etree._Element, name: str, part: str) -> Iterator[Line]:
    """Print header or footer (``part`` is Header or Footer), one Line each for left, middle and right."""
    holder = root.find(f"{MAIN}headerFooter")
    if holder is None:
        return
    place = f"{name} {'页眉' if part == 'Header' else '页脚'}"
    seen = set()
    for kind in ("odd", "even", "first"):
        entry = holder.find(f"{MAIN}{kind}{part}")
        for text in print_sections(entry.text or "") if entry is not None else ():
            if text and text not in seen:
                seen.add(text)
                yield Line(text, place)


def print_sections(coded: str) -> list[str]:
    """Left, middle and right, without fonts, sizes and fields such as the page number."""

    def plain(found: re.Match[str]) -> str:
        code = found[1] or ""
        return "\0" if code in _SECTION_MARKS and code else "&" if code == "&" else ""

    return [section.strip() for section in _CODES.sub(plain, coded[:4096]).split("\0")]

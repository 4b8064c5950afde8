"""A document to be measured: its XML by the names of styles, and its printed pages."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from lxml import etree

from tests.geometry.ruler import Box, Line, Page, Print, squeezed

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NUMBER = re.compile(r"[一-鿿]+〔\d{4}〕[　 ]*\d*[　 ]*号")
BODY = ("公文正文",)
TEXT = ("公文正文", "公文一级标题", "公文二级标题", "公文三级标题", "公文四级标题")


class Paper:
    """One docx and its PDF.  ``name`` says which case it is."""

    def __init__(self, name: str, docx: Path, pdf: Path | None = None) -> None:
        self.name = name
        self._docx, self._pdf = docx, pdf

    @cached_property
    def parts(self) -> dict[str, bytes]:
        with zipfile.ZipFile(io.BytesIO(self._docx.read_bytes())) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    @cached_property
    def root(self) -> etree._Element:
        return etree.fromstring(self.parts["word/document.xml"])

    @cached_property
    def styles(self) -> dict[str, etree._Element]:
        """The paragraph styles by name."""
        root = etree.fromstring(self.parts["word/styles.xml"])
        return {_value(style.find(f"{W}name")): style for style in root.iter(f"{W}style")}

    @cached_property
    def print(self) -> Print:
        assert self._pdf is not None
        return Print(self._pdf)

    def close(self) -> None:
        """Lets go of the PDF, if it was opened."""
        if "print" in self.__dict__:
            self.print.close()

    @cached_property
    def _by_style(self) -> dict[str, list[etree._Element]]:
        names = {style.get(f"{W}styleId"): name for name, style in self.styles.items()}
        found: dict[str, list[etree._Element]] = {}
        for one in self.root.iter(f"{W}p"):
            found.setdefault(names.get(_value(one.find(f"{W}pPr/{W}pStyle")), ""), []).append(one)
        return found

    def paragraphs(self, *styles: str) -> list[etree._Element]:
        wanted = {one for style in styles for one in self._by_style.get(style, [])}
        return [one for one in self.root.iter(f"{W}p") if one in wanted]

    def texts(self, *styles: str) -> list[str]:
        """The paragraphs of these styles that say something."""
        return [text for one in self.paragraphs(*styles) if (text := text_of(one)).strip()]

    def lines_of(self, style: str) -> list[str]:
        """The lines of the first paragraph of a style, as its breaks make them."""
        texts = self.texts(style)
        return texts[0].split("\n") if texts else []

    @property
    def letter(self) -> bool:
        return bool(self.paragraphs("信函机关标志"))

    @property
    def wide_profile(self) -> bool:
        """W2: margins that put the glyphs' top on the type area's."""
        return self.root.find(f".//{W}pgMar").get(f"{W}top") != "2098"  # type: ignore[union-attr]

    @cached_property
    def number(self) -> str:
        """The document number, blank or not; empty without one."""
        for text in self.texts("发文字号", "签发人", "信函发文字号", "信函份号密级"):
            if found := NUMBER.search(text):
                return found.group()
        return ""

    def placed(self, style: str) -> Iterator[tuple[str, Page, Line]]:
        """Every paragraph of a style that fits on a line, with where it was printed, in order."""
        page = 1
        for text in self.texts(style):
            if found := self.print.find(text, page):
                page = found[0].number
                yield text, *found

    @cached_property
    def text_area(self) -> list[tuple[Page, list[Line]]]:
        """On each upright page, the lines of 3号 between the type area's edges."""
        return [(page, [line for line in page.lines if _of_text(line)]) for page in self.print if not page.turned]

    @cached_property
    def ending(self) -> tuple[Page, Line] | None:
        """The date under the text: its page and its line, which it has to itself."""
        dates = {squeezed(text) for text in self.texts("成文日期")}
        found = ((page, line) for page, lines in self.text_area for line in lines if line.text in dates)
        return next(found, None)

    @cached_property
    def organs(self) -> list[Box]:
        """Where the organs' names stand above the date, in their order."""
        names, boxes = [squeezed(text) for text in self.texts("发文机关署名", "用印署名")], []
        if self.ending:
            page, date = self.ending
            above = [line for line in page.lines if line.box.top < date.box.top and abs(line.size - 16) < 0.3]
            for line in above[-2 * len(names) :]:
                boxes += [line.words(name) for name in names if name in line.text and _names_alone(line.text, names)]
        return boxes

    @cached_property
    def imprint(self) -> tuple[Page, Line] | None:
        """The printing line of the imprint: its page and line."""
        printed = self.texts("印发")
        return self.print.find(printed[0], len(self.print)) if printed else None


def text_of(paragraph: etree._Element) -> str:
    signs = {f"{W}br": "\n", f"{W}tab": "\t"}
    pieces = [signs.get(str(one.tag), one.text or "") for one in paragraph.iter(f"{W}t", *signs) if _in_run(one)]
    return "".join(pieces)


def box_of(page: Page, words: str) -> Box:
    """Where words stand on a page that has them."""
    line = page.line(words)
    assert line is not None, f"no {words!r} on page {page.number}:\n{page.text}"
    return line.words(words)


def starts(line: Line, words: str) -> bool:
    """Whether a printed line begins as ``words`` do."""
    return bool(line.text) and squeezed(words).startswith(line.text[:12])


def _names_alone(line: str, names: list[str]) -> bool:
    """Whether a line says nothing but names."""
    for name in sorted(names, key=len, reverse=True):
        line = line.replace(name, "")
    return not line


def _in_run(element: etree._Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag == f"{W}r"


def _value(element: etree._Element | None) -> str:
    return "" if element is None else element.get(f"{W}val", "")


def _of_text(line: Line) -> bool:
    return abs(line.size - 16) < 0.3 and line.box.top > 36 and line.box.bottom < 273

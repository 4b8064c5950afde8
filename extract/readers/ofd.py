"""OFD files (GB/T 33190—2016), the layout format of Chinese offices: zip and XML, characters at their places."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from extract.grid import Document
from extract.readers.ofd_page import POINTS, PageReader, local, numbers
from extract.readers.ruled import Ruled, Sheet
from extract.readers.ruled_canvas import Area, Canvas
from jieyue.model import Problem
from jieyue.problems import problem
from jieyue.safe.archive import Archive, open_archive
from jieyue.safe.guard import Budget, parse_xml
from jieyue.safe.refusal import refuse

_MOST_PAGES = 100
_FEW = 10
_SHOWN = 30
_A4: Area = (0.0, 0.0, 210.0, 297.0)


def read(path: Path) -> Document:
    """The document at ``path``; raises :class:`~jieyue.safe.refusal.Refused`."""
    return _Reader(open_archive(path)).document()


class _Reader:
    """One file while it is read."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._entries = {entry.filename.replace("\\", "/").lstrip("/").lower(): entry for entry in archive.entries}
        self._budget = Budget()
        self._canvases: list[Canvas] = []
        self._templates: dict[str, etree._Element] = {}

    def document(self) -> Document:
        """The blocks of all pages, and what was noticed."""
        sheets: list[Sheet] = []
        attached = False
        for name in self._documents():
            root = self._xml(name)
            attached |= _child(root, "Attachments") is not None
            sheets += self._sheets(root, posixpath.dirname(name), len(sheets))
        if not sheets:
            raise refuse("file-damaged", why="OFD中没有页面")
        problems = list(self._problems(attached))
        if self._is_scan(sheets):
            return Document("ofd", (), problems=(problem("copy-unread", about="file"), *problems))
        ruled = Ruled(sheets, self._budget)
        blocks = tuple(ruled.blocks())
        if ruled.struck:
            problems.append(problem("tracked-changes", about="file", found=ruled.struck[0][:_SHOWN]))
        return Document("ofd", blocks, problems=tuple(problems))

    def _documents(self) -> Iterator[str]:
        for body in self._xml("OFD.xml"):
            root = _child(body, "DocRoot")
            if root is not None and root.text:
                yield _path("", root.text)

    def _xml(self, name: str) -> etree._Element:
        entry = self._entries.get(name.lower())
        if entry is None:
            raise refuse("file-damaged", why=f"缺少内部文件{name}")
        data = self._archive.read(entry)
        return parse_xml(data.removeprefix(b"\xef\xbb\xbf"), name)

    def _sheets(self, root: etree._Element, folder: str, before: int) -> Iterator[Sheet]:
        common = _child(root, "CommonData")
        whole = _page_area(common)
        for template in _children(common, "TemplatePage"):
            self._templates[template.get("ID") or ""] = self._xml(_path(folder, template.get("BaseLoc") or ""))
        notes = self._annotations(root, folder)
        pages = _children(_child(root, "Pages"), "Page")
        if len(pages) + before > _MOST_PAGES:
            raise refuse("file-too-large", why=f"超过{_MOST_PAGES}页")
        for number, page in enumerate(pages, before + 1):
            content = self._xml(_path(folder, page.get("BaseLoc") or ""))
            area = _page_area(content) or whole or _A4
            canvas = Canvas((0.0, 0.0, (area[2] - area[0]) * POINTS, (area[3] - area[1]) * POINTS), self._budget)
            self._set(canvas, content, notes.get(page.get("ID") or "", []))
            self._canvases.append(canvas)
            yield canvas.sheet(number)

    def _set(self, canvas: Canvas, content: etree._Element, notes: list[etree._Element]) -> None:
        """The page on its templates, under its annotations."""
        reader = PageReader(canvas)
        for used in _children(content, "Template"):
            template = self._templates.get(used.get("TemplateID") or "")
            if template is not None:
                reader.read(template)
        reader.read(content)
        for note in notes:
            for look in _children(note, "Appearance"):
                x, y = (*numbers(look.get("Boundary")), 0.0, 0.0)[:2]
                reader.read(look, (POINTS, 0.0, 0.0, POINTS, x * POINTS, y * POINTS))

    def _annotations(self, root: etree._Element, folder: str) -> dict[str, list[etree._Element]]:
        """The annotations that are seen, by the id of their page."""
        listed = _child(root, "Annotations")
        if listed is None or not listed.text:
            return {}
        name = _path(folder, listed.text)
        if name.lower() not in self._entries:
            return {}
        found: dict[str, list[etree._Element]] = {}
        for page in self._xml(name):
            place = _child(page, "FileLoc")
            part = _path(posixpath.dirname(name), place.text) if place is not None and place.text else ""
            if part.lower() in self._entries:
                shown = [note for note in _children(self._xml(part), "Annot") if note.get("Visible") != "false"]
                found.setdefault(page.get("PageID") or "", []).extend(shown)
        return found

    def _is_scan(self, sheets: list[Sheet]) -> bool:
        readable = sum(bool(glyph.text.strip()) for sheet in sheets for glyph in sheet.glyphs)
        pictured = sum(canvas.is_pictured for canvas in self._canvases)
        return readable < _FEW * len(sheets) and 2 * pictured >= len(sheets)

    def _problems(self, attached: bool) -> Iterator[Problem]:
        hidden = "".join(text for canvas in self._canvases for text in canvas.hidden).strip()
        if hidden:
            yield problem("hidden-content", about="file", what=f"文字“{hidden[:_SHOWN]}”")
        elif any(canvas.hidden_layer for canvas in self._canvases):
            yield problem("hidden-content", about="file", what="图层")
        if attached:
            yield problem("hidden-content", about="file", what="附件")


def _child(holder: etree._Element | None, name: str) -> etree._Element | None:
    return next(iter(_children(holder, name)), None)


def _children(holder: etree._Element | None, name: str) -> list[etree._Element]:
    return [child for child in holder if local(child) == name] if holder is not None else []


def _page_area(holder: etree._Element | None) -> Area | None:
    """The box of the paper, where one is given."""
    for area in (*_children(holder, "PageArea"), *_children(holder, "Area")):
        box = numbers(getattr(_child(area, "PhysicalBox"), "text", None))
        if len(box) == 4 and 0 < box[2] < 10_000 and 0 < box[3] < 10_000:
            return box[0], box[1], box[0] + box[2], box[1] + box[3]
    return None


def _path(folder: str, place: str) -> str:
    """The name of a part; places are given from the root or from the part that names them."""
    place = re.sub(r"^[\s/\\]+", "/", place.strip().replace("\\", "/")) if place.strip()[:1] in "/\\" else place.strip()
    joined = place if place.startswith("/") else posixpath.join("/", folder, place.replace("\\", "/"))
    return posixpath.normpath(joined).lstrip("/")

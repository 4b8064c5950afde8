"""Word documents (docx, docm): headers, body, footers as lines and tables, with all tracked changes accepted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from lxml import etree

from extract.active_content import active_parts
from extract.grid import Document, Line, Table
from extract.readers.docx_body import BodyReader, Unfolded
from extract.readers.docx_folded import FoldedTable, folded
from extract.readers.docx_numbering import numbering
from extract.readers.docx_styles import W, styles, switch
from extract.readers.marking import mark_of
from extract.readers.noticed import Noticed
from extract.readers.word_notices import notices
from jieyue.model import Problem
from jieyue.safe.guard import Budget
from jieyue.safe.package import Package, admitted, main_part, open_package
from jieyue.safe.refusal import refuse

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def read(path: Path, package: Package | None = None) -> Document:
    """The document at ``path``; see :mod:`extract.readers.docx_body` for places.

    Hidden text, text under merges and deleted text are left out and said; hints of empty content controls are
    no content.  Raises :class:`~jieyue.safe.refusal.Refused`.
    """
    package = open_package(path) if package is None else admitted(package)
    name = main_part(package)
    try:
        word = _Word(package, name)
        return word.document(*folded(package.content(name), name, word.styles))
    except Unfolded:
        return _Word(package, name).document(package.xml(name), {})


class _Word:
    """One document while it is read."""

    def __init__(self, package: Package, name: str) -> None:
        self._package = package
        self._name = name
        self._noticed = Noticed(active=active_parts(package))
        self._budget = Budget()
        self.styles = styles(package, name)
        self._comments: dict[str, str] = {}
        self._comments.update(self._texts("comments"))

    def document(self, root: etree._Element, tables: Mapping[etree._Element, FoldedTable]) -> Document:
        """The blocks of every story, and what was noticed; ``tables`` are known without their trees."""
        body = root.find(f"{W}body")
        if body is None:
            raise refuse("file-damaged", why="找不到正文")
        reader = self._reader()
        blocks = (
            *self._around(reader, body, "header", "页眉"),
            *reader.body(body, tables),
            *self._around(reader, body, "footer", "页脚"),
        )
        macros = "macroenabled" in self._package.type_of(self._name)
        return Document(
            "docm" if macros else "docx",
            blocks,
            mark_of(self._package),
            tuple(self._problems()),
            tuple(self._noticed.hidden),
        )

    def _reader(self) -> BodyReader:
        counted = numbering(self._package, self._name)
        return BodyReader(self.styles, counted, self._comments, self._budget, self._noticed)

    def _around(self, reader: BodyReader, body: etree._Element, kind: str, place: str) -> Iterator[Line | Table]:
        """Headers or footers in use, each part once, each line once."""
        if not self._package.related(kind, self._name):
            return
        seen: set[str] = set()
        for section in body.iter(f"{W}sectPr"):
            shown = {"default", "first"} if switch(section, "titlePg") else {"default"}
            for reference in section.iterfind(f"{W}{kind}Reference"):
                part = self._package.target(self._name, reference.get(_RELATION))
                if part is None or part in seen or reference.get(f"{W}type", "default") not in shown:
                    continue
                seen.add(part)
                for block in reader.story(self._package.xml(part), place):
                    if not isinstance(block, Line) or block.text not in seen:
                        seen.add(block.text if isinstance(block, Line) else "")
                        yield block

    def _texts(self, kind: str) -> dict[str, str]:
        """Comments, footnotes or endnotes by id."""
        found: dict[str, str] = {}
        for part in self._package.related(kind, self._name):
            reader = self._reader()
            for entry in self._package.xml(part):
                found[entry.get(f"{W}id") or ""] = reader.plain_text(entry)
        return found

    def _problems(self) -> Iterator[Problem]:
        noticed = self._noticed
        notes = {"脚注": self._texts("footnotes"), "尾注": self._texts("endnotes")} if noticed.notes else {}
        named = [(kind, notes[kind].get(number, "")) for kind, number in noticed.notes]
        yield from notices(noticed, named)

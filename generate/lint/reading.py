"""Reads a docx behind the guard into a :class:`Manuscript`: formatting resolved, sections, tables, boxes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from lxml import etree

from generate.lint.counting import Counter
from generate.lint.drawings import boxes, strokes
from generate.lint.manuscript import Cell, Manuscript, Para, Section, Stroke, Table
from generate.lint.properties import Props, flat, layered, local, number
from generate.lint.runs import RunReader, chosen
from generate.lint.stylebook import StyleBook
from generate.office.wml import R, W
from jieyue.safe.archive import archive_of
from jieyue.safe.guard import Budget
from jieyue.safe.package import Package, main_part, open_package
from jieyue.safe.refusal import refuse

_WORD = "wordprocessingml"
_THROUGH = frozenset(("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"))
_ENDINGS = ("nextPage", "evenPage", "oddPage", "")


def opened(source: Path | bytes) -> Manuscript:
    """The file as lint sees it.  Raises :class:`jieyue.safe.refusal.Refused` when it is hostile, damaged or no docx."""
    package = open_package(source) if isinstance(source, Path) else _package(source)
    name = main_part(package)
    if _WORD not in package.type_of(name):
        raise refuse("file-unsupported", why="不是 Word 文档（docx）")
    return _Reader(package, name).manuscript()


def _package(data: bytes) -> Package:
    package = Package(archive_of(data))
    package.refuse_doctypes()
    return package


@dataclass
class _Story:
    """Where the reader stands in one story, and whether its next paragraph begins a page."""

    paragraphs: int = 0
    tables: int = 0
    new_page: bool = False
    made: list[Para] = field(default_factory=list)


class _Reader:
    def __init__(self, package: Package, name: str) -> None:
        self._package, self._name = package, name
        self._styles = StyleBook(self._part("styles"), self._part("theme"))
        self._counter = Counter(self._part("numbering"))
        self._runs = RunReader(self._styles)
        self._budget = Budget()
        self._sections: list[Section] = []
        self._strokes: list[Stroke] = []

    def _part(self, kind: str) -> etree._Element | None:
        for name in self._package.related(kind, self._name):
            return self._package.xml(name)
        return None

    def manuscript(self) -> Manuscript:
        body = self._package.xml(self._name).find(f"{W}body")
        if body is None:
            raise refuse("file-damaged", why="找不到正文")
        ends = list(body.iter(f"{W}sectPr"))
        kinds = [flat(one).get("type", "nextPage") for one in ends] or ["nextPage"]
        story = _Story()
        self._blocks(body, story, kinds)
        if len(self._sections) < len(ends) or not self._sections:
            self._end_section(ends[-1] if ends else None)
        return Manuscript(
            tuple(replace(para, at=at) for at, para in enumerate(story.made)),
            tuple(self._sections),
            self._footers(),
            flat(self._part("settings")),
            tuple(self._strokes),
            (number(self._styles.look(None).text, "sz") or 20) / 2,
        )

    def _blocks(self, holder: etree._Element, story: _Story, kinds: list[str]) -> None:
        for child in holder:
            name = local(child)
            if name == "p":
                story.paragraphs += 1
                self._paragraph(child, story, f"第{story.paragraphs}段")
                end = child.find(f"{W}pPr/{W}sectPr")
                if end is not None:
                    self._end_section(end)
                    following = kinds[len(self._sections)] if len(self._sections) < len(kinds) else "nextPage"
                    story.new_page = following in _ENDINGS
            elif name == "tbl":
                story.tables += 1
                self._table(child, story, f"表{story.tables}", 1)
            elif name == "AlternateContent":
                self._blocks(chosen(child), story, kinds)
            elif name in _THROUGH:
                self._blocks(child, story, kinds)

    def _end_section(self, end: etree._Element | None) -> None:
        """Notes a section; a kind of footer it does not name is the section's before."""
        footers = dict(self._sections[-1].footers) if self._sections else {}
        for reference in end.iterfind(f"{W}footerReference") if end is not None else ():
            part = self._package.target(self._name, reference.get(f"{R}id"))
            if part is not None:
                footers[reference.get(f"{W}type") or "default"] = part
        self._sections.append(Section(flat(end), footers))

    def _paragraph(self, element: etree._Element, story: _Story, place: str, cell: Cell | None = None) -> None:
        self._read(element, story, place, cell, None)

    def _read(self, element: etree._Element, story: _Story, place: str, cell: Cell | None, boxed: Props | None) -> None:
        said = flat(element.find(f"{W}pPr"))
        look = self._styles.look(said.get("pStyle"))
        listed = layered(look.paragraph, said)
        props = layered(look.paragraph, self._counter.layout(listed), said)
        passage = self._runs.passage(element, look.text)
        mark = layered(look.text, flat(element.find(f"{W}pPr/{W}rPr")))
        self._budget.text(sum(len(run.text) for run in passage.runs))
        begins = story.new_page or bool(props.get("pageBreakBefore")) or (passage.break_first and bool(passage.runs))
        label = self._counter.label(listed)
        about = {"label": label, "cell": cell, "boxed": boxed, "drawing": bool(passage.drawings), "new_page": begins}
        runs = tuple(passage.runs)
        story.made.append(Para(place, runs, props, mark, look.name, len(self._sections), **about))  # type: ignore[arg-type]
        self._drawings(passage.drawings, story, place)
        empty = not any(run.text.strip() for run in runs)
        story.new_page = passage.break_last or (begins and empty and not passage.drawings)

    def _drawings(self, drawings: list[etree._Element], story: _Story, place: str) -> None:
        for drawing in drawings:
            self._strokes.extend(strokes(drawing, len(story.made) - 1))
            for where, content in boxes(drawing):
                for inner in content.iter(f"{W}p"):
                    self._read(inner, story, f"{place}旁的文本框", None, where)

    def _table(self, element: etree._Element, story: _Story, name: str, depth: int) -> None:
        said = flat(element.find(f"{W}tblPr"))
        floating = {key.removeprefix("tblpPr."): value for key, value in said.items() if key.startswith("tblpPr.")}
        rows = list(_rows(element))
        table = Table(story.tables, floating, len(rows), depth)
        for row, cells in enumerate(rows):
            self._budget.cells(len(cells))
            for column, cell in enumerate(cells):
                self._cell(cell, story, name, Cell(table, row, column, _cell_borders(said, row, len(rows), cell)))

    def _cell(self, element: etree._Element, story: _Story, name: str, cell: Cell) -> None:
        place = f"{name} 第{cell.row + 1}行第{cell.column + 1}列"
        for child in _through(element):
            if local(child) == "p":
                self._paragraph(child, story, place, cell)
            elif local(child) == "tbl":
                self._table(child, story, f"{place}内的表", cell.table.depth + 1)

    def _footers(self) -> dict[str, tuple[Para, ...]]:
        """The paragraphs of every footer in use, by part."""
        found = {}
        for part in {name for section in self._sections for name in section.footers.values()}:
            story = _Story()
            for paragraph in _outer_paragraphs(self._package.xml(part)):
                self._read(paragraph, story, "页脚", None, None)
            found[part] = tuple(story.made)
        return found


def _cell_borders(table: Props, row: int, rows: int, cell: etree._Element) -> Props:
    """A cell's own properties over the borders its table gives it above and below."""
    above, below = "top" if row == 0 else "insideH", "bottom" if row == rows - 1 else "insideH"
    given: Props = {}
    for side, named in (("top", above), ("bottom", below)):
        prefix = f"tblBorders.{named}"
        own = {key: value for key, value in table.items() if key == prefix or key.startswith(f"{prefix}.")}
        given |= {f"tcBorders.{side}{key.removeprefix(prefix)}": value for key, value in own.items()}
    return given | flat(cell.find(f"{W}tcPr"))


def _outer_paragraphs(root: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs that are not in a text box, which is read with its own paragraph."""
    for paragraph in root.iter(f"{W}p"):
        if next(paragraph.iterancestors(f"{W}txbxContent"), None) is None:
            yield paragraph


def _through(holder: etree._Element) -> Iterator[etree._Element]:
    for child in holder:
        if local(child) in _THROUGH:
            yield from _through(child)
        elif local(child) == "AlternateContent":
            yield from _through(chosen(child))
        else:
            yield child


def _rows(table: etree._Element) -> Iterator[list[etree._Element]]:
    for row in _through(table):
        if local(row) == "tr":
            yield [cell for cell in _through(row) if local(cell) == "tc"]

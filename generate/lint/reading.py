"""Reads a docx behind the guard into a :class:`Manuscript`: formatting resolved, sections, tables, boxes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from pathlib import Path

from lxml import etree

from generate.lint.counting import Counter
from generate.lint.drawings import boxes, strokes
from generate.lint.manuscript import Cell, Manuscript, Para, Section, Stroke, Table
from generate.lint.paragraphs import Paragraphs, Passed
from generate.lint.properties import Props, flat, local, number
from generate.lint.quiet import QuietRows
from generate.lint.runs import RunReader, chosen
from generate.lint.stylebook import StyleBook
from generate.office.folding import FOLD, Folded, Row, apart, fold
from generate.office.wml import R, W
from jieyue.safe.archive import archive_of
from jieyue.safe.guard import Budget
from jieyue.safe.package import Package, main_part, open_package, root_of
from jieyue.safe.refusal import refuse

_WORD = "wordprocessingml"
_THROUGH = frozenset(("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"))
_QUIET_CELLS = 20
"""So many cells of quiet rows, which stay text, weigh as much as one that is read."""
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
        self._known, self._quiet = self._of_its_styles()
        self._counter = Counter(self._part("numbering"))
        self._runs = RunReader(self._known.styles)
        self._budget = Budget()
        self._sections: list[Section] = []
        self._strokes: list[Stroke] = []

    def _of_its_styles(self) -> tuple[Paragraphs, QuietRows]:
        """What is known of paragraphs and rows in the styles of the file; those of a batch are alike to the byte."""
        kinds = ("styles", "theme", "numbering")
        names = (next(iter(self._package.related(kind, self._name)), None) for kind in kinds)
        return _of_styles(*(None if name is None else (name, self._package.content(name)) for name in names))

    def _part(self, kind: str) -> etree._Element | None:
        for name in self._package.related(kind, self._name):
            return self._package.xml(name)
        return None

    def manuscript(self) -> Manuscript:
        content = self._package.content(self._name)
        self._folded = self._without_quiet_rows(content)
        body = root_of(self._folded.xml.encode() if self._folded.folds else content, self._name).find(f"{W}body")
        if body is None:
            raise refuse("file-damaged", why="找不到正文")
        ends = list(body.iter(f"{W}sectPr"))
        kinds = [flat(one).get("type", "nextPage") for one in ends] or ["nextPage"]
        story = _Story()
        self._blocks(body, story, kinds)
        if len(self._sections) < len(ends) or not self._sections:
            self._end_section(ends[-1] if ends else None)
        return Manuscript(
            tuple(story.made),
            tuple(self._sections),
            self._footers(),
            self._settings(),
            tuple(self._strokes),
            (number(self._known.styles.look(None).text, "sz") or 20) / 2,
        )

    def _settings(self) -> Props:
        names = self._package.related("settings", self._name)
        return self._package.said(names[0], _flat_part) if names else {}

    def _without_quiet_rows(self, content: bytes) -> Folded:
        try:
            return fold(apart(content.decode()), lambda rows: self._quiet.among(rows, self._paras_of))
        except UnicodeDecodeError:
            return Folded("")

    def _paras_of(self, row: etree._Element) -> Sequence[Para]:
        """The paragraphs of one row read on its own."""
        story = _Story(tables=1)
        for column, cell in enumerate(row.iterchildren(f"{W}tc")):
            self._cell(cell, story, "", Cell(Table(1, {}, 3), 1, column, {}))
        return story.made

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
        said = self._known.of(element, self._runs)
        self._budget.text(said.characters)
        begins = story.new_page or said.breaks_page or (said.break_first and bool(said.runs))
        label = self._counter.label(said.listed)
        para = said.at(place, len(self._sections), len(story.made), label, begins)
        held = cell is not None or boxed is not None
        story.made.append(replace(para, cell=cell, boxed=boxed) if held else para)
        self._drawings(said.drawings, story, place)
        story.new_page = said.break_last or (begins and said.empty and not said.drawings)

    def _drawings(self, drawings: Sequence[etree._Element], story: _Story, place: str) -> None:
        for drawing in drawings:
            self._strokes.extend(strokes(drawing, len(story.made) - 1))
            for where, content in boxes(drawing):
                for inner in content.iter(f"{W}p"):
                    self._read(inner, story, f"{place}旁的文本框", None, where)

    def _table(self, element: etree._Element, story: _Story, name: str, depth: int) -> None:
        said = flat(element.find(f"{W}tblPr"))
        floating = {key.removeprefix("tblpPr."): value for key, value in said.items() if key.startswith("tblpPr.")}
        rows = [self._folded.behind(row) if row.tag == FOLD else row for row in _rows(element)]
        count = sum(len(row) if isinstance(row, tuple) else 1 for row in rows)
        table, number = Table(story.tables, floating, count, depth), 0
        whose = (name, story.tables, count, depth, tuple(said.items()))
        for row in rows:
            if isinstance(row, tuple):
                self._quiet_rows(row, story, name, Cell(table, number, 0, {}))
                number += len(row)
                continue
            look = (etree.tostring(row, encoding="UTF-8", with_tail=False), *whose, number)
            self._once(look, story, partial(self._row, row, story, name, said, table, number))
            number += 1

    def _row(self, row: etree._Element, story: _Story, name: str, look: Props, table: Table, number: int) -> int:
        """Reads one row; how many cells it has."""
        cells = [cell for cell in _through(row) if local(cell) == "tc"]
        self._budget.cells(len(cells))
        borders = _borders(look, number, table.rows)
        for column, cell in enumerate(cells):
            props = borders | flat(cell.find(f"{W}tcPr"))
            self._cell(cell, story, name, Cell(table, number, column, props))
        return len(cells)

    def _once(self, look: tuple[object, ...], story: _Story, read: Callable[[], int]) -> None:
        """What ``read`` adds to a story, taken over from before where all it depends on returns in a batch.

        Fields left open, automatic numbers, drawings and tables in tables have to do with more than ``look``.
        """
        alone = self._counter.idle and not self._runs.in_field
        start, tables = len(story.made), story.tables
        where = (look, start, len(self._sections), story.new_page)
        known = self._known.passed.get(where) if alone else None
        if known is not None:
            self._budget.text(known.characters)
            self._budget.cells(known.cells)
            story.made += known.paras
            story.new_page = known.new_page
            return
        cells = read()
        made = tuple(story.made[start:])
        if alone and not self._runs.in_field and story.tables == tables and not any(para.drawing for para in made):
            said = sum(len(run.text) for para in made for run in para.runs)
            self._known.pass_again(where, Passed(made, cells, said, story.new_page))

    def _quiet_rows(self, rows: Sequence[Row], story: _Story, name: str, first: Cell) -> None:
        """One paragraph for all that they say."""
        texts = [text for row in rows for text in row.texts]
        self._budget.cells(sum(row.shape.count("<w:tc>") for row in rows) // _QUIET_CELLS)
        self._budget.text(sum(map(len, texts)))
        said = sum(bool(text.strip()) for text in texts)
        place = f"{name} 第{first.row + 1}行"
        at, section = len(story.made), len(self._sections)
        story.made.append(Para(place, (), {}, {}, "", section, at, cell=first, folded=max(said, 1)))
        story.new_page = False

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
            content = self._package.content(part)
            self._once((content,), story, partial(self._footer, content, part, story))
            found[part] = tuple(story.made)
        return found

    def _footer(self, content: bytes, part: str, story: _Story) -> int:
        for paragraph in _outer_paragraphs(root_of(content, part)):
            self._read(paragraph, story, "页脚", None, None)
        return 0


def _borders(table: Props, row: int, rows: int) -> Props:
    """The borders that a table gives the cells of a row above and below."""
    above, below = "top" if row == 0 else "insideH", "bottom" if row == rows - 1 else "insideH"
    given: Props = {}
    for side, named in (("top", above), ("bottom", below)):
        prefix = f"tblBorders.{named}"
        own = {key: value for key, value in table.items() if key == prefix or key.startswith(f"{prefix}.")}
        given |= {f"tcBorders.{side}{key.removeprefix(prefix)}": value for key, value in own.items()}
    return given


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


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table, and the stubs of those that are quiet."""
    for row in _through(table):
        if local(row) in ("tr", "fold"):
            yield row


def _flat_part(content: bytes, name: str) -> Props:
    return flat(root_of(content, name))


@lru_cache(maxsize=8)
def _of_styles(*contents: tuple[str, bytes] | None) -> tuple[Paragraphs, QuietRows]:
    styles, theme, numbering = (None if part is None else root_of(part[1], part[0]) for part in contents)
    return Paragraphs(StyleBook(styles, theme), Counter(numbering)), QuietRows()

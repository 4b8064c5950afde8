"""Plain tables of a Word document, folded (see :mod:`extract.readers.folding`): the same cells at the same places.

What a cell holds and where the cells of a table stand are both found out by reading them in the ordinary way, once: a
cell by itself, a table with numbers in its cells.  Where each number comes out, the text of that cell belongs.  Kept is
only what left no other trace: no tracked change, no number counted, no comment, note, box or inner table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from extract.grid import Cell, Table
from extract.readers.docx_body import BodyReader
from extract.readers.docx_numbering import Numbering
from extract.readers.docx_plain import Shape, Unusual, plain_cells
from extract.readers.docx_styles import Style, Styles, W
from extract.readers.docx_table import Draft, cell_of
from extract.readers.folding import Head, Moulds, Piece, Units, head_of
from extract.readers.noticed import Noticed
from jieyue.safe.guard import Budget
from jieyue.safe.package import root_of
from jieyue.safe.refusal import Refused

_CELL, _CELL_END = b"<w:tc>", b"</w:tc>"
_TABLE, _TABLE_END, _TABLE_STUB = b"<w:tbl>", b"</w:tbl>", b"<w:tbl/>"
_TC, _TBL, _SECTION = (f"{W}{name}" for name in ("tc", "tbl", "sectPr"))
_NUMBER = b"<w:p><w:r><w:t>%d</w:t></w:r></w:p></w:tc>"


class Held(NamedTuple):
    """What a cell holds."""

    text: str
    tag: str | None


class Mould:
    """Where the cells of a table stand, and which of its units each shows."""

    def __init__(self, numbered: Table, unseen: Sequence[str]) -> None:
        self._table = numbered
        self._units = [int(cell.text) for cell in numbered.cells]
        self._unseen = [int(number) for number in unseen]
        self._last: dict[str, tuple[list[Held], list[Cell]]] = {}
        """By name, the table that was made last: most of its cells are those of the next one."""

    def holds(self, units: int) -> bool:
        """True where each unit has its place or is seen by nobody."""
        shown = set(self._units)
        return len(shown) == len(self._units) and shown.union(self._unseen) == set(range(units))

    def fits(self, held: Sequence[Held]) -> bool:
        """True where nothing is written that nobody would see."""
        return not any(held[unit].text.strip() for unit in self._unseen)

    def table(self, name: str, held: Sequence[Held]) -> Table:
        """The table with ``held`` in its cells."""
        shown = [held[unit] for unit in self._units]
        if name in self._last:
            known = zip(*self._last[name], shown, strict=True)
            made = [cell if old is new else _filled(cell, name, new) for old, cell, new in known]
        else:
            made = [_filled(cell, name, new) for cell, new in zip(self._table.cells, shown, strict=True)]
        self._last[name] = shown, made
        return Table(name, tuple(made), self._table.rows, self._table.columns)


def _filled(cell: Cell, name: str, held: Held) -> Cell:
    draft = Draft(held.text, held.tag, None, (), cell.row, cell.column, cell.rows, cell.columns, cell.hidden)
    return cell_of(draft, name)


class FoldedTable(NamedTuple):
    """A table of which only what its cells hold had to be looked up."""

    mould: Mould
    held: list[Held]

    def table(self, name: str, budget: Budget) -> Table:
        """The table, its name and places by where it stands."""
        made = self.mould.table(name, self.held)
        budget.text(sum([len(one.text) for one in self.held]))
        budget.cells(len(made.cells))
        return made


class _Numbers(Numbering):
    """Notes that a number was asked for: what it is depends on the paragraphs before."""

    def __init__(self) -> None:
        super().__init__(None)
        self.asked = False

    def label(self, _properties: etree._Element | None, _style: Style | None) -> str:
        self.asked = True
        return ""


class _Comments(dict[str, str]):
    """Whatever is asked for has a comment."""

    def get(self, _key: str, _default: object = None) -> str:
        return "?"


class _Apart:
    """Reads what stands by itself, in a document with these styles, and says whether that left any trace."""

    def __init__(self, styles: Mapping[str, Style]) -> None:
        self.noticed = Noticed()
        self._numbers = _Numbers()
        self.reader = BodyReader(dict(styles), self._numbers, _Comments(), Budget(), self.noticed)

    def is_clean(self, element: etree._Element) -> bool:
        """True where there is no trace but hidden text."""
        traces = self.noticed != Noticed(hidden=self.noticed.hidden)
        return not traces and not self._numbers.asked and next(element.iter(_SECTION), None) is None


class _Known:
    """Cells and moulds met under one head, in documents whose styles decide alike."""

    def __init__(self, head: Head, styles: frozenset[tuple[str, Style]]) -> None:
        self._head = head
        self._styles = dict(styles)
        self._cells = Units(head, _cut, self._learnt)
        self._moulds = Moulds[Mould]()

    def table(self, inside: bytes) -> FoldedTable | None:
        """The table with these bytes inside, if it can be folded."""
        first, *rest = inside.split(_CELL)
        pieces = self._cells.pieces(rest)
        if not pieces:
            return None
        shell = first + b"".join([piece.shell for piece in pieces])
        mould = self._moulds.of(shell, lambda: self._mould(first, pieces))
        held = [piece.kept for piece in pieces]
        return FoldedTable(mould, held) if mould is not None and mould.fits(held) else None

    def _learnt(self, fence: etree._Element) -> tuple[Held, bytes] | None:
        """What a cell holds and its stub; None where that is not all, or its markup can be read in two ways."""
        cell = fence[0]
        apart = _Apart(self._styles)
        shape, draft = apart.reader.cell(cell)
        bare = draft.comment is None and not draft.nested and not apart.noticed.hidden
        stub = _stub(shape)
        if cell.tag != _TC or stub is None or not bare or not apart.is_clean(cell):
            return None
        if cell not in Unusual(fence, self._styles) and plain_cells(fence) != [(shape, draft.text)]:
            return None
        return Held(draft.text, draft.tag), stub

    def _mould(self, first: bytes, pieces: Sequence[Piece[Held]]) -> Mould | None:
        cells = [piece.shell.replace(_CELL_END, _NUMBER % unit, 1) for unit, piece in enumerate(pieces)]
        numbered = b"".join((_TABLE, first, *cells, _TABLE_END))
        alone = self._head.alone([numbered]) if self._head.covers(numbered) else None
        if alone is None:
            return None
        apart = _Apart(self._styles)
        try:
            blocks = list(apart.reader.story(alone[0], ""))
        except Refused:
            return None
        table = blocks[0] if len(blocks) == 1 else None
        if not isinstance(table, Table) or not apart.is_clean(alone[0]):
            return None
        if not all(cell.text.isdecimal() and cell.tag is None and not cell.nested for cell in table.cells):
            return None
        made = Mould(table, apart.noticed.hidden)
        return made if made.holds(len(pieces)) else None


def _cut(piece: bytes) -> tuple[bytes, bytes] | None:
    inside, end, behind = piece.partition(_CELL_END)
    return (_CELL + inside + end, behind) if end else None


def _stub(shape: Shape) -> bytes | None:
    """An empty cell of this shape; None for a shape that is not ordinary."""
    if shape.gone or {shape.vertical, shape.across} - {None, "restart", "continue"}:
        return None
    said = {"gridSpan": shape.columns if shape.columns > 1 else None, "vMerge": shape.vertical, "hMerge": shape.across}
    properties = "".join([f'<w:{name} w:val="{value}"/>' for name, value in said.items() if value])
    return f"<w:tc><w:tcPr>{properties}</w:tcPr></w:tc>".encode("ascii")


_known = lru_cache(maxsize=8)(_Known)
"""By head and by the styles that decide about content."""


def folded(data: bytes, name: str, styles: Styles) -> tuple[etree._Element, dict[etree._Element, FoldedTable]]:
    """The root of a part, plain tables folded, and what is known of each of these; see :meth:`Package.xml`."""
    found = _folded(data, name, styles) if _TABLE in data else None
    return found or (root_of(data, name), {})


def _folded(data: bytes, name: str, styles: Styles) -> tuple[etree._Element, dict[etree._Element, FoldedTable]] | None:
    head = head_of(data)
    if head is None:
        return None
    known = _known(head, styles.telling)
    outside, tables = [], []
    first, *rest = data.split(_TABLE)
    for part in rest:
        inside, end, behind = part.partition(_TABLE_END)
        table = known.table(inside) if end else None
        if table is None:
            outside.append(_TABLE + part)
        else:
            tables.append(table)
            outside.append(_TABLE_STUB + behind)
    shell = first + b"".join(outside)
    if not tables or not head.covers(shell[len(head.start) :]):
        return None
    root = root_of(shell, name)
    stubs = [element for element in root.iter(_TBL) if not len(element)]
    return (root, dict(zip(stubs, tables, strict=True))) if len(stubs) == len(tables) else None

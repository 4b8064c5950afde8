"""Tables of Word 97–2003 documents: rows of read cells turned into the grid, once all edges of a table are known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from extract.grid import Cell, CellKind, Line, Table
from extract.readers.doc_rows import RowShape, columns_of, row_shape
from extract.readers.doc_text import Passage
from extract.readers.noticed import Noticed
from jieyue.safe.guard import Budget, check_area


@dataclass(slots=True)
class RawCell:
    """What stands in one cell."""

    passages: list[Passage] = field(default_factory=list)
    tables: list[RawTable] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The paragraphs as one text; that of tables inside is not part of it."""
        return "\n".join(passage.text for passage in self.passages).rstrip("\n")


@dataclass(frozen=True, slots=True)
class RawRow:
    """The cells of a row, and the properties that define its shape."""

    cells: list[RawCell]
    properties: tuple[tuple[int, bytes], ...]


@dataclass(slots=True)
class RawTable:
    """A table as its marks give it."""

    rows: list[RawRow] = field(default_factory=list)


@dataclass(slots=True)
class _Draft:
    """A cell whose height is not settled yet."""

    row: int
    column: int
    columns: int
    raw: RawCell
    hidden: bool = False
    rows: int = 1


class TableMaker:
    """Makes tables; what hangs beside the text of their cells comes after them."""

    def __init__(self, noticed: Noticed, beside: Callable[[Passage, str], Iterable[Line | Table]]) -> None:
        self._noticed = noticed
        self._beside = beside
        self._budget = Budget()

    def blocks(self, raw: RawTable, name: str) -> Iterator[Line | Table]:
        """The table, and the text boxes that are anchored in it."""
        aside: list[Line | Table] = []
        yield self._table(raw, name, aside)
        yield from aside

    def _table(self, raw: RawTable, name: str, aside: list[Line | Table]) -> Table:
        shapes = [row_shape(row.properties, len(row.cells)) for row in raw.rows]
        columns = columns_of(shapes)
        drafts: list[_Draft] = []
        above: dict[int, _Draft] = {}
        for number, (row, shape) in enumerate(zip(raw.rows, shapes, strict=True)):
            self._budget.cells(len(row.cells))
            above = self._row(number, row, shape, columns, above, drafts)
        width = max((draft.column + draft.columns for draft in drafts), default=0)
        check_area(len(raw.rows), width, name)
        cells = tuple(self._cell(draft, name, aside) for draft in drafts)
        return Table(name, cells, len(raw.rows), width)

    def _row(
        self,
        number: int,
        row: RawRow,
        shape: RowShape,
        columns: dict[int, int],
        above: dict[int, _Draft],
        drafts: list[_Draft],
    ) -> dict[int, _Draft]:
        """Adds one row's cells to ``drafts``; gives the merges that may go on below, by column."""
        below: dict[int, _Draft] = {}
        last: _Draft | None = None
        for index, raw in enumerate(row.cells):
            column, end = columns[shape.edges[index]], columns[shape.edges[index + 1]]
            upper = above.get(column) if shape.continues_above(index) else None
            if last is not None and shape.continues_left(index):
                last.columns += end - column
                self._covered(raw)
            elif end == column:
                self._without_width(_Draft(number, column, 1, raw, True), drafts)
            elif upper is not None:
                upper.rows += 1
                below[column] = upper
                self._covered(raw)
            else:
                last = _Draft(number, column, end - column, raw)
                drafts.append(last)
                if shape.continued_below(index):
                    below[column] = last
        return below

    def _covered(self, raw: RawCell) -> None:
        """Text in a cell that a merge covers is not shown to anyone."""
        if raw.text.strip():
            self._noticed.hidden.append(raw.text.strip())

    def _without_width(self, draft: _Draft, drafts: list[_Draft]) -> None:
        """A cell that nobody can see is kept where it says something."""
        if draft.raw.text.strip() or draft.raw.tables:
            self._covered(draft.raw)
            drafts.append(draft)

    def _cell(self, draft: _Draft, name: str, aside: list[Line | Table]) -> Cell:
        place = f"{name} 第{draft.row + 1}行第{draft.column + 1}列"
        notes = [note for passage in draft.raw.passages for note in passage.comments]
        beside = [block for passage in draft.raw.passages for block in self._beside(passage, place)]
        aside += beside
        nested = tuple(
            self._table(inner, f"{place} 内表{number + 1}", aside) for number, inner in enumerate(draft.raw.tables)
        )
        text = self._text(draft.raw, [block for block in beside if isinstance(block, Line)], nested)
        return Cell(
            draft.row,
            draft.column,
            text,
            place,
            CellKind.TEXT if text else CellKind.EMPTY,
            draft.rows,
            draft.columns,
            hidden=draft.hidden,
            comment="\n".join(notes) or None,
            nested=nested,
        )

    def _text(self, raw: RawCell, floating: list[Line], nested: tuple[Table, ...]) -> str:
        """The cell's own text; a blank one takes the one text that floats over it or fills the table inside it."""
        text = raw.text
        inner = [cell.text for table in nested for cell in table.cells if cell.text.strip()]
        if not text.strip() and len(inner) + len(floating) == 1:
            self._noticed.boxed += [line.text.strip() for line in floating]
            return "\n".join([*inner, *(line.text for line in floating)]).rstrip("\n")
        self._noticed.unplaced += [(line.place, line.text) for line in floating]
        return text

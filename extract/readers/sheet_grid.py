"""Worksheets of any format: placed entries turned into a Table with spans, hidden cells and comments.

The readers of xlsx and xls share this, so that one form saved in both ways yields one grid.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import lt

from extract.grid import Cell, CellKind, Line, Table
from extract.readers.references import Span, column_letters
from extract.readers.xlsx_values import NOTHING, Value
from jieyue.model import Problem
from jieyue.problems import problem
from jieyue.safe.guard import MAX_AREA, Budget, check_area
from jieyue.safe.refusal import refuse

ORDINARY_SPAN = 10_000
"""Places of a merged range beyond which it is cut to what is filled."""
_COVERED = 2_000_000
_SINGLE: Span = (1, 1)
_MOST_NAMED = 5
_SHOWN = 30


Entry = tuple[int, int, Value, str | None]
"""Row, column, value and formula of a cell before spans are known to it: bare, for a sheet has thousands."""


@dataclass(slots=True)
class Merges:
    """Merged ranges: spans by their top left, and the cells they cover."""

    spans: dict[Span, Span] = field(default_factory=dict)
    covered: set[Span] = field(default_factory=set)


@dataclass(slots=True)
class SheetGrid:
    """One worksheet as a file gives it; ``hidden_columns`` are first and last of ranges."""

    name: str
    entries: list[Entry]
    ranges: Iterable[tuple[Span, Span]] = ()
    """Merged ranges: top left, and bottom right inclusive."""
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    comments: Mapping[Span, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.ranges = list(self.ranges)

    def table(self, hidden: bool, budget: Budget) -> Table:
        """The sheet as a Table; blank cells beyond the last filled row or column are left out."""
        entries = self._ordered()
        filled = [entry for entry in entries if entry[2] is not NOTHING or entry[3]]
        rows = filled[-1][0] + 1 if filled else 0
        columns = max([entry[1] for entry in filled], default=-1) + 1
        check_area(rows, columns, f"工作表“{self.name}”")
        merges = self._merges(rows, columns)
        return put_together(self.name, self._cells(entries, rows, columns, merges), (rows, columns), hidden, budget)

    def _ordered(self) -> list[Entry]:
        """In reading order, one to a place; a place given twice keeps what was given last, as programs do."""
        at = [entry[:2] for entry in self.entries]
        known = set(at)
        # A comment, or a merged range that is blank, need not have a cell of its own in the file.
        bare = {place for place in (*self.comments, *(start for start, _ in self.ranges)) if place not in known}
        if not bare and len(known) == len(at) and all(map(lt, at, at[1:])):
            return self.entries
        places = dict(zip(at, self.entries, strict=True)) | {place: (*place, NOTHING, None) for place in bare}
        return [places[place] for place in sorted(places)]

    def _merges(self, rows: int, columns: int) -> Merges:
        """Merged ranges that matter: the large ones cut to what is filled, the absurd refused."""
        found = Merges()
        for start, end in self.ranges:
            if start in found.covered or start in found.spans:
                continue
            span = self._clipped(end[0] - start[0] + 1, end[1] - start[1] + 1, rows - start[0], columns - start[1])
            if span[0] * span[1] < 2:
                continue
            found.spans[start] = span
            if len(found.covered) + span[0] * span[1] > _COVERED:
                raise refuse("file-too-large", why=f"工作表“{self.name}”的合并单元格过多")
            found.covered.update(
                (row, column)
                for row in range(start[0], start[0] + span[0])
                for column in range(start[1], start[1] + span[1])
            )
            found.covered.discard(start)
        return found

    def _clipped(self, rows: int, columns: int, filled_rows: int, filled_columns: int) -> Span:
        if rows < 1 or columns < 1:
            return 1, 1
        if rows * columns > MAX_AREA:
            raise refuse("file-too-large", why=f"工作表“{self.name}”有{rows}行{columns}列的合并单元格")
        if rows * columns > ORDINARY_SPAN:
            return max(1, min(rows, filled_rows)), max(1, min(columns, filled_columns))
        return rows, columns

    def _cells(self, entries: list[Entry], rows: int, columns: int, merges: Merges) -> list[Cell]:
        spans, covered, comments = merges.spans, merges.covered, self.comments
        any_hidden = bool(self.hidden_rows or self.hidden_columns)
        heads = [f"{self.name}!{column_letters(column)}" for column in range(columns)]
        number = CellKind.NUMBER
        cells: list[Cell] = []
        for row, column, value, formula in entries:
            at = row, column
            hidden = at in covered
            if value is NOTHING and (hidden or row >= rows or column >= columns) and at not in comments:
                continue
            kind, text, exact, day = value
            down, across = spans.get(at, _SINGLE)
            hidden = hidden or (kind is number and not text) or (any_hidden and self._is_hidden(at, (down, across)))
            head = heads[column] if column < columns else f"{self.name}!{column_letters(column)}"
            place, comment = f"{head}{row + 1}", comments.get(at)
            cells.append(Cell(row, column, text, place, kind, down, across, exact, day, formula, hidden, comment))
        return cells

    def _is_hidden(self, at: Span, span: Span) -> bool:
        """Whether every row or every column that the cell spans is hidden."""
        return all(index in self.hidden_rows for index in range(at[0], at[0] + span[0])) or all(
            any(first <= index <= last for first, last in self.hidden_columns)
            for index in range(at[1], at[1] + span[1])
        )


def put_together(name: str, cells: Sequence[Cell], filled: Span, hidden: bool, budget: Budget) -> Table:
    """The Table of these cells, ``filled`` rows and columns large and as much larger as merged cells reach."""
    budget.cells(len(cells))
    last = [(cell.row + cell.rows, cell.column + cell.columns) for cell in cells if cell.rows + cell.columns > 2]
    rows = max([filled[0], *(row for row, _ in last)])
    columns = max([filled[1], *(column for _, column in last)])
    return Table(name, tuple(cells), rows, columns, hidden)


def hidden_content(blocks: tuple[Table | Line, ...]) -> Iterator[Problem]:
    """One warning a place: hidden sheets by name, hidden rows and columns of the sheets that are shown."""
    for block in blocks:
        if isinstance(block, Line):
            if block.hidden and not any(isinstance(other, Table) and other.hidden for other in blocks):
                yield problem("hidden-content", place=block.place, about="file", what=f"文字“{block.text[:20]}”")
        elif block.hidden:
            if any(not cell.blank for cell in block.cells):
                yield problem("hidden-content", place=block.name, about="file", what=f"工作表“{block.name}”")
        else:
            yield from _hidden_cells(block)


def _hidden_cells(table: Table) -> Iterator[Problem]:
    places = [cell for cell in table.cells if cell.hidden and (not cell.blank or cell.number is not None)]
    if not places:
        return
    named = "、".join(f"{column_letters(cell.column)}{cell.row + 1}" for cell in places[:_MOST_NAMED])
    more = f"等{len(places)}个" if len(places) > _MOST_NAMED else ""
    yield problem("hidden-content", place=table.name, about="file", what=f"单元格（{named}{more}）")


def crossed_out(struck: Iterable[str]) -> Iterator[Problem]:
    """What is struck through was left out, and is said."""
    for text in list(dict.fromkeys(struck))[:_MOST_NAMED]:
        yield problem("content-unplaced", about="file", found=text.strip()[:_SHOWN], what="删除线处")

"""Pages of characters and ruling lines to tables and lines; shared by the formats that only know where things are."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from extract.grid import Cell, CellKind, Line, Table
from extract.readers.ruled_grid import Box, Grid, Rule, aligned, grids
from extract.readers.ruled_pages import mended
from extract.readers.ruled_text import Glyph, TextLine, paragraph, text_lines, unwrapped
from jieyue.safe.guard import Budget


@dataclass(slots=True)
class Sheet:
    """One page: its characters and rules, in points from the upper left corner."""

    number: int
    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)


@dataclass(slots=True)
class _Holder:
    """A table while its text is gathered."""

    grid: Grid
    texts: dict[Box, list[Glyph]] = field(default_factory=dict)
    inner: dict[Box, list[_Holder]] = field(default_factory=dict)
    outer: Box | None = None


class Ruled:
    """The blocks of all pages.  ``struck`` holds texts with a line drawn through them, which are left out."""

    def __init__(self, sheets: Iterable[Sheet], budget: Budget) -> None:
        self._budget = budget
        self.struck: list[str] = []
        self._sheets = [self._without_struck(sheet) for sheet in sheets]

    def blocks(self) -> list[Table | Line]:
        """Tables and lines in reading order: ``第1页 第12行``, ``第1页 表1 第5行第7列``."""
        found = [grids(sheet.rules) for sheet in self._sheets]
        flat = iter(aligned([grid for page in found for grid in page]))
        pages = [
            list(self._page(sheet, [next(flat) for _ in page])) for sheet, page in zip(self._sheets, found, strict=True)
        ]
        return mended(pages)

    def _page(self, sheet: Sheet, page: list[Grid]) -> Iterator[Table | Line]:
        holders = _nested([_Holder(grid) for grid in page])
        loose = _gathered(sheet.glyphs, holders)
        edges = [edge for grid in page for edge in (grid.xs[0], grid.xs[-1])]
        pieces: list[tuple[float, TextLine | _Holder]] = [
            (line.y, line) for line in unwrapped(text_lines(loose), edges)
        ]
        pieces += [(holder.grid.ys[0], holder) for holder in holders if holder.outer is None]
        lines = tables = 0
        for _, piece in sorted(pieces, key=lambda entry: entry[0]):
            if isinstance(piece, TextLine):
                lines += 1
                self._budget.text(len(piece.text))
                yield Line(piece.text.strip(), f"第{sheet.number}页 第{lines}行")
            else:
                tables += 1
                yield self._table(piece, f"第{sheet.number}页 表{tables}")

    def _table(self, holder: _Holder, name: str) -> Table:
        grid = holder.grid
        self._budget.cells(len(grid.boxes))
        cells = tuple(self._cell(holder, box, name) for box in grid.boxes)
        return Table(name, cells, len(grid.ys) - 1, len(grid.xs) - 1)

    def _cell(self, holder: _Holder, box: Box, name: str) -> Cell:
        text = paragraph(text_lines(holder.texts.get(box, ())), box.x1)
        self._budget.text(len(text))
        place = f"{name} 第{box.row + 1}行第{box.column + 1}列"
        inner = (self._table(one, f"{place} 内表{number}") for number, one in enumerate(holder.inner.get(box, ()), 1))
        kind = CellKind.TEXT if text.strip() else CellKind.EMPTY
        return Cell(box.row, box.column, text, place, kind, box.rows, box.columns, nested=tuple(inner))

    def _without_struck(self, sheet: Sheet) -> Sheet:
        """The page without what is struck through, and without the lines that strike it."""
        glyphs = sorted((glyph for glyph in sheet.glyphs if glyph.upright), key=lambda glyph: glyph.y)
        middles = [glyph.y for glyph in glyphs]
        gone: set[int] = set()
        kept: list[Rule] = []
        walls = sorted((rule.x0 + rule.x1) / 2 for rule in sheet.rules if not rule.level)
        for rule in sheet.rules:
            hit = _hit(rule, glyphs, middles) if rule.level and not _is_edge(rule, walls) else []
            if not hit:
                kept.append(rule)
                continue
            self.struck.append("".join(glyph.text for glyph in sorted(hit, key=lambda glyph: glyph.x0)))
            gone.update(id(glyph) for glyph in hit)
        if not gone:
            return sheet
        return Sheet(sheet.number, [glyph for glyph in sheet.glyphs if id(glyph) not in gone], kept)


def _is_edge(rule: Rule, walls: list[float]) -> bool:
    """Whether a line runs from one upright line to another, as edges of cells do."""
    return all(bisect_right(walls, end + 1.5) > bisect_left(walls, end - 1.5) for end in (rule.x0, rule.x1))


def _hit(rule: Rule, glyphs: list[Glyph], middles: list[float]) -> list[Glyph]:
    """The characters that a line strikes through: over their middles, and no longer than they are."""
    y = (rule.y0 + rule.y1) / 2
    near = glyphs[bisect_left(middles, y - 12) : bisect_right(middles, y + 12)]
    hit = [
        glyph
        for glyph in near
        if glyph.text.strip() and abs(glyph.y - y) < 0.2 * glyph.height and rule.x0 - 1 <= glyph.x <= rule.x1 + 1
    ]
    if not hit:
        return []
    slack = max(glyph.height for glyph in hit) / 2
    fits = min(glyph.x0 for glyph in hit) - slack <= rule.x0 and rule.x1 <= max(glyph.x1 for glyph in hit) + slack
    return hit if fits else []


def _nested(holders: list[_Holder]) -> list[_Holder]:
    """Hangs a table that lies within one cell of another on that cell."""
    for holder in holders:
        grid = holder.grid
        x, y = (grid.xs[0] + grid.xs[-1]) / 2, (grid.ys[0] + grid.ys[-1]) / 2
        around = [
            (other, box)
            for other in holders
            if other is not holder and (box := other.grid.box_at(x, y)) and _within(grid, box)
        ]
        if around:
            other, box = min(around, key=lambda entry: entry[1].x1 - entry[1].x0)
            other.inner.setdefault(box, []).append(holder)
            holder.outer = box
    return holders


def _within(grid: Grid, box: Box) -> bool:
    return box.x0 <= grid.xs[0] and grid.xs[-1] <= box.x1 and box.y0 <= grid.ys[0] and grid.ys[-1] <= box.y1


def _gathered(glyphs: list[Glyph], holders: list[_Holder]) -> list[Glyph]:
    """Puts every run of characters into the innermost box where it begins; the rest stands outside all tables."""
    loose: list[Glyph] = []
    innermost = sorted(holders, key=lambda holder: holder.outer is None)
    before: Glyph | None = None
    target: list[Glyph] = loose
    for glyph in glyphs:
        if before is None or not _goes_on(before, glyph):
            target = _target(glyph, innermost, loose)
        target.append(glyph)
        before = glyph
    return loose


def _goes_on(before: Glyph, glyph: Glyph) -> bool:
    """Set at once with the one before, and right beside it."""
    if before.run != glyph.run or not glyph.upright:
        return False
    return abs(glyph.x0 - before.x1) < 0.3 * glyph.height and abs(glyph.y - before.y) < 1


def _target(glyph: Glyph, holders: list[_Holder], loose: list[Glyph]) -> list[Glyph]:
    for holder in holders:
        if holder.grid.holds(glyph.x, glyph.y):
            box = holder.grid.box_at(glyph.x, glyph.y)
            if box is not None:
                return holder.texts.setdefault(box, [])
    return loose

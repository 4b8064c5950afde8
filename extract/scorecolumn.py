"""Which column holds the scores.  Two that could, or one that only looks so, are said and not taken."""

from __future__ import annotations

from collections.abc import Iterable

from extract.columns import Heading, under
from extract.dates import years_in
from extract.grid import Cell
from extract.numerals import number_in
from extract.row import Row
from extract.rows import Segment
from extract.words import close_up, key
from jieyue.frozen import frozen


@frozen
class Chosen:
    """The score column of one segment; ``rivals`` are the headings that leave it open.

    ``passed_over`` are filled columns of some year beside it: 2025年自评得分 beside 自评得分.
    """

    headings: tuple[Heading, ...] = ()
    rivals: tuple[Heading, ...] = ()
    passed_over: tuple[Heading, ...] = ()

    @property
    def open(self) -> bool:
        """True where no column could be chosen though some were there."""
        return bool(self.rivals)


def choose(segment: Segment, role: str) -> Chosen:
    """The column of ``role`` in one segment."""
    known = segment.known.get(role)
    if isinstance(known, Chosen):
        return known
    found = segment.known[role] = _choose(segment, role)
    return found


def _choose(segment: Segment, role: str) -> Chosen:
    named = segment.columns.of(role)
    sure = tuple(heading for heading in named if heading.sure)
    own = tuple(heading for heading in named if role == "self_score" and "自" in heading.text)
    candidates = sure or own or named
    filled = _latest([heading for heading in candidates if _is_filled(segment, heading)])
    if len(filled) > 1 and not _same(segment, filled):
        return Chosen(rivals=tuple(filled))
    if filled:
        others = _strangers(segment, named) if role == "self_score" and filled[0].is_passing else ()
        doubt = [one for one in others if not one.is_other]
        if doubt or filled[0].is_provisional:
            return Chosen(rivals=(filled[0], *doubt))
        of_years = (one for one in named if one not in filled and years_in(one.text) and _is_filled(segment, one))
        return Chosen((filled[0],), passed_over=tuple(of_years))
    if role == "self_score" and (rivals := _strangers(segment, named)):
        return Chosen(rivals=rivals)
    return Chosen(candidates[:1])


def dated(segments: Iterable[Segment], role: str) -> list[tuple[int, Heading]]:
    """The chosen headings that name a year, ``2025年得分``, each with it."""
    return _with_years(heading for segment in segments for heading in choose(segment, role).headings)


def passed_over(segments: Iterable[Segment], role: str) -> list[tuple[int, Heading]]:
    """The headings of filled columns that name a year and were not chosen, each with it."""
    return _with_years(heading for segment in segments for heading in choose(segment, role).passed_over)


def _with_years(headings: Iterable[Heading]) -> list[tuple[int, Heading]]:
    once = dict.fromkeys(headings)
    return [(years[0], heading) for heading in once if len(years := years_in(heading.text)) == 1]


def _latest(headings: list[Heading]) -> list[Heading]:
    """The heading of the last year, ``2026年得分`` beside ``2025年得分``, or the one that names no year; else all."""
    years = [years_in(heading.text) for heading in headings]
    undated = [heading for heading, named in zip(headings, years, strict=True) if not named]
    if len(undated) == 1:
        return undated
    if len(headings) < 2 or any(len(named) != 1 for named in years) or len(set(years)) < len(years):
        return headings
    return [headings[years.index(max(years))]]


def _scored(segment: Segment) -> list[Row]:
    return [row for row in segment.rows if row.kind in ("rule", "item", "part")]


def _is_filled(segment: Segment, heading: Heading) -> bool:
    return any(not cell.blank for row in _scored(segment) for cell in under(row.view, row.number, heading.columns))


def _same(segment: Segment, headings: list[Heading]) -> bool:
    """True where columns never say different things."""
    for row in _scored(segment):
        said = {
            close_up(cell.text) for heading in headings for cell in under(row.view, row.number, heading.columns)
        } - {""}
        if len({_comparable(text) for text in said}) > 1:
            return False
    return True


def _comparable(text: str) -> str:
    value = number_in(text)
    return str(value.normalize()) if value is not None else text


def _strangers(segment: Segment, named: tuple[Heading, ...]) -> tuple[Heading, ...]:
    """Columns without a known heading that hold numbers no larger than 分值 in half of the rows or more."""
    known = {column for heading in segment.columns.headings for column in heading.columns if heading.role}
    last = max((cell.column + cell.columns for row in segment.rows for cell in row.view.rows[row.number]), default=0)
    found = []
    for column in range(last):
        if column in known:
            continue
        heading = next((h for h in segment.columns.headings if column in h.columns), None)
        heading = heading or Heading(f"第{column + 1}列（无表头）", "", None, (column,), sure=False)
        if heading not in found and heading not in named and _looks_scored(segment, heading):
            found.append(heading)
    return tuple(found)


def _looks_scored(segment: Segment, heading: Heading) -> bool:
    rows = _scored(segment)
    fits = 0
    for row in rows:
        for cell in under(row.view, row.number, heading.columns):
            value = number_in(close_up(cell.text))
            printed = row.maximum()
            if value is not None and not _is_ordinal(heading) and (printed is None or value <= printed[1]):
                fits += 1
    return fits * 2 >= len(rows) > 0


def _is_ordinal(heading: Heading) -> bool:
    return key(heading.text) in ("序号", "编号", "no")


def score_cells(row: Row, chosen: Chosen) -> list[Cell]:
    """The filled cells of a row in the chosen column, else the blank one if it is there."""
    if len(chosen.headings) == 1:
        found = under(row.view, row.number, chosen.headings[0].columns)
        if len(found) < 2:
            return found
    cells: dict[int, Cell] = {}
    for heading in chosen.headings:
        for cell in under(row.view, row.number, heading.columns):
            cells.setdefault(id(cell), cell)
    filled = [cell for cell in cells.values() if not cell.blank]
    return filled or list(cells.values())[:1]

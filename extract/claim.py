"""Which form a file holds: by its table, its title and its mark; exactly one form may claim it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extract.columns import Columns, Heading
from extract.grid import Cell, Document
from extract.numerals import number_in
from extract.row import OF_THE_TABLE, Row
from extract.rows import Segment, segments
from extract.scorecolumn import Chosen, choose, score_cells
from extract.view import View
from extract.words import Vocabulary, close_up, key, vocabulary
from jieyue.formset import FormSet
from jieyue.model import Kind

_ENOUGH = 0.4
_TITLE = 60


@dataclass(frozen=True, slots=True)
class Copy:
    """One whole score table: its parts in reading order, under one form set."""

    form_set: FormSet
    segments: tuple[Segment, ...]

    @property
    def found(self) -> frozenset[str]:
        """Ids that have rows."""
        return frozenset().union(*(segment.found for segment in self.segments))

    @property
    def items(self) -> frozenset[str]:
        """Items that have a row or a row of one of their rules."""
        owner = self.form_set.item_of_rule
        return frozenset(owner[one].id if one in owner else one for one in self.found)

    @property
    def name(self) -> str:
        """What a person calls it: its sheet or table."""
        return "、".join(dict.fromkeys(segment.view.table.name for segment in self.segments))

    def is_this_form(self) -> bool:
        """True where enough items are there and the printed 分值 are those of the table."""
        if len(self.items) < max(2, _ENOUGH * len(self.form_set.items)):
            return False
        right, wrong, known = map(sum, zip(*(_tally(segment, self.form_set) for segment in self.segments), strict=True))
        strange = sum(row.kind == "other" for segment in self.segments for row in segment.rows)
        return right >= 2 * wrong and known >= strange

    def written(self, role: str) -> Iterator[tuple[Row, Cell]]:
        """The filled cells of the score column, row by row."""
        for segment in self.segments:
            choice = choose(segment, role)
            headings = [choice] if not choice.open else [Chosen((rival,)) for rival in choice.rivals]
            if not any(one.headings for one in headings):
                continue
            for row in segment.rows:
                if row.kind in OF_THE_TABLE:
                    for one in headings:
                        yield from ((row, cell) for cell in score_cells(row, one) if not cell.blank)

    def told(self, role: str) -> tuple[tuple[str | None, str], ...]:
        """What stands in the score column, row by row; blank cells left out."""
        return tuple((row.about, close_up(cell.text)) for row, cell in self.written(role))

    def is_verified(self) -> bool:
        """True where the verified scores are at least half as many as the unit's own; a few are but a beginning."""
        verified = self._scores("verified_score")
        return verified > 0 and 2 * verified >= self._scores("self_score")

    def _scores(self, role: str) -> int:
        """How many numbers are in a score column."""
        return sum(number_in(close_up(cell.text)) is not None for _, cell in self.written(role))

    def is_filled(self) -> bool:
        """True where anything is in a score column."""
        return any(True for role in ("self_score", "verified_score") for _ in self.written(role))


def _tally(segment: Segment, form_set: FormSet) -> tuple[int, int, int]:
    """How many rows have the 分值 of the table, how many another, and how many rows are of the table."""
    known = segment.facts.get("tally")
    if not isinstance(known, tuple):
        known = segment.facts["tally"] = _counted(segment, form_set)
    return known


def _counted(segment: Segment, form_set: FormSet) -> tuple[int, int, int]:
    right = wrong = known = 0
    for row in segment.rows:
        known += row.kind in OF_THE_TABLE
        printed = row.maximum()
        if row.about is None or printed is None or row.kind not in ("rule", "item"):
            continue
        fits = printed[1] in (form_set.maximum(row.about), row.item.max if row.item else None)
        right, wrong = right + fits, wrong + (not fits)
    return right, wrong, known


def copies(views: list[View], form_set: FormSet) -> list[Copy]:
    """The score tables of one form set, each whole, in reading order."""
    words = vocabulary(form_set)
    groups: list[list[Segment]] = []
    before: Columns | None = None
    width = -1
    for view in views:
        known = before if view.table.columns == width else None
        every = segments(view, words, known)
        parts = [part for part in every if part.found or (groups and _only_sums(part))]
        if not parts:
            parts = _headless(view, words)
        for part in parts:
            _join(groups, part)
        last = every[-1:] if every and not every[-1].rows else parts[-1:]
        if last:
            before, width = last[0].columns, view.table.columns
    whole = [copy for group in groups for copy in _parted(Copy(form_set, tuple(group)))]
    return [copy for copy in whole if copy.is_this_form()]


def _parted(copy: Copy) -> list[Copy]:
    """A copy, and by itself each blank one put to it because its rows are of another kind (项目, not rules)."""
    if len(copy.segments) < 2:
        return [copy]
    enough = _ENOUGH * len(copy.form_set.items)
    large = [part for segment in copy.segments if len((part := Copy(copy.form_set, (segment,))).items) >= enough]
    if len(large) < 2:
        return [copy]
    blank = [part for part in large if not part.is_filled()]
    if not blank or len(blank) == len(large):
        return [copy]
    apart = {id(part.segments[0]) for part in blank}
    rest = tuple(segment for segment in copy.segments if id(segment) not in apart)
    return [Copy(copy.form_set, rest), *blank]


def _only_sums(part: Segment) -> bool:
    return bool(part.rows) and all(row.kind in ("total", "subtotal", "section") for row in part.rows)


def _headless(view: View, words: Vocabulary) -> list[Segment]:
    """A table without its header: rows may be known, columns are not."""
    if len(view.rows) < 4:
        return []
    none: tuple[Heading, ...] = ()
    parts = segments(view, words, Columns(none, -1, 0))
    return [part for part in parts if len(part.found) >= 4]


def _join(groups: list[list[Segment]], part: Segment) -> None:
    """Puts a part to the table before it, or begins a new one where its rows occur there already."""
    if not groups:
        groups.append([part])
        return
    there = frozenset().union(*(one.found for one in groups[-1]))
    again = part.found & there
    if len(again) >= 3 and 2 * len(again) >= min(len(part.found), len(there)):
        groups.append([part])
    else:
        groups[-1].append(part)


def kind_of(copy: Copy, titled: Kind) -> Kind:
    """自评表 or 核查表: as it is titled; one whose scores are verified is a 核查表 whatever its title."""
    return Kind.VERIFICATION if copy.is_verified() else titled


def titled_as(form_set: FormSet, document: Document, titles: list[str]) -> Kind:
    """What the first title that says so calls a form, else its mark."""
    known = vocabulary(form_set).titles
    for title in titles:
        for kind in (Kind.SELF_ASSESSMENT, Kind.VERIFICATION):
            if any(word in title for word in known.get(kind.value, ())):
                return kind
    mark = document.mark
    return Kind.VERIFICATION if mark and mark.kind == Kind.VERIFICATION.value else Kind.SELF_ASSESSMENT


def titles_of(document: Document, views: list[View], body: dict[int, set[int]]) -> list[str]:
    """Keys of the short texts outside the score tables, and sheet names, in reading order."""
    found = [key(line.text) for line in document.lines if not line.hidden and len(line.text) <= _TITLE]
    for view in views:
        rows = body.get(view.order, set())
        found += [
            key(cell.text)
            for row, cells in view.rows.items()
            if row not in rows
            for cell in cells
            if len(cell.text) <= _TITLE
        ]
    found += [key(view.table.name) for view in views]
    return [one for one in found if one]


def body_of(found: list[Copy]) -> dict[int, set[int]]:
    """By table, the rows that belong to score tables, headers included."""
    body: dict[int, set[int]] = {}
    for copy in found:
        for segment in copy.segments:
            rows = body.setdefault(segment.view.order, set())
            rows.update(row.number for row in segment.rows)
            if segment.columns.header_row >= 0:
                rows.update(range(segment.columns.header_row, segment.columns.first_row))
    return body

"""市州汇总表: one line a unit, and the counts by level, which must agree with the lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from extract.grid import Cell, Document
from extract.head import read_head
from extract.numerals import number_in
from extract.view import View
from extract.words import close_up, heading_keys, key
from jieyue.formset import FormSet, Layout
from jieyue.model import Kind, Problem, Source, Submission, SummaryCount, SummaryRow
from jieyue.problems import problem

_KEPT = 4096
"""Headings whose names are kept; the same words come again in every form."""
_HEADING, _LEAST = 30, 4
"""Characters of a heading at most, and known headings that make a header."""
_YES = ("是", "达标", "通过", "合格", "√", "有")
_NO = ("否", "未达标", "不达标", "未通过", "不通过", "不合格", "×", "无")
_HEAD_PROBLEMS = ("date-unreadable", "unit-missing", "unit-conflict", "year-conflict")
"""What is asked of its head; nobody is visited, so contacts may be missing."""
_ORDINAL = re.compile(r"序|编号|^no$|排名|名次|率|比例|数$|人", re.IGNORECASE)
_SUMS = ("合计", "总计", "小计", "总数")


def read_summary(document: Document, visible: list[View], form_sets: Sequence[FormSet]) -> Submission | None:
    """The summary that a document holds, or None; its source is still to be set."""
    for form_set in form_sets:
        layout = form_set.layouts.get(Kind.CITY_SUMMARY.value)
        found = _Summary(form_set, layout) if layout else None
        if found and found.take(visible):
            head = read_head(document, form_set, Kind.CITY_SUMMARY, visible, found.body)
            head_problems = tuple(one for one in head.problems if one.code in _HEAD_PROBLEMS)
            return Submission(
                Source("", "", document.format),
                form_set.id,
                Kind.CITY_SUMMARY,
                head.year,
                head.unit,
                filled_on=head.filled_on,
                fields=head.fields,
                summary=tuple(found.rows),
                counts=tuple(found.counts),
                problems=(*head_problems, *found.problems, *found.disagreements()),
            )
    return None


class _Summary:
    """Collects the lines of both tables."""

    def __init__(self, form_set: FormSet, layout: Layout) -> None:
        self.form_set = form_set
        self.columns, self.count_columns = _roles_of(form_set, layout)
        self._words = {name: headings[0] for name, headings in layout.counts.items()}
        self.rows: list[SummaryRow] = []
        self.counts: list[SummaryCount] = []
        self.problems: list[Problem] = []
        self.body: dict[int, set[int]] = {}

    def take(self, visible: list[View]) -> bool:
        """Reads every table; True where a list of units or counts by level was found."""
        claimed = False
        for view in visible:
            claimed |= self._table(view)
        return claimed

    def _table(self, view: View) -> bool:
        if not (_could_head(view, self.columns, "name") or _could_head(view, self.count_columns, "level")):
            return False
        header: dict[str, int] = {}
        is_list = found = False
        top, before = -1, len(self.rows)
        for number in sorted(view.rows):
            short = [cell for cell in view.rows[number] if 0 < len(cell.text) <= _HEADING]
            if not header and len(short) < _LEAST:
                continue
            named = _header(short, self.columns, "name", {"self_score", "verified_score", "passed"})
            counted = _header(short, self.count_columns, "level", {"passed", "verified", "declared"})
            if named or counted:
                is_list = len(named) >= len(counted)
                header, found, top = (named if is_list else counted), True, number
            elif header and is_list:
                self._unit(view, number, header)
            elif header:
                self._count(view, number, header)
            if header:
                self.body.setdefault(view.order, set()).add(number)
        if is_list:
            self._strange(view, top, header, len(self.rows) - before)
        return found

    def _strange(self, view: View, top: int, header: Mapping[str, int], lines: int) -> None:
        """Scores under a heading of unknown words are asked about where a known score column is wanting."""
        if {"self_score", "verified_score"} <= set(header):
            return
        for column in set(range(view.table.columns)) - set(header.values()):
            below = [cell for cell in _below(view, top, column) if self._is_score(cell)]
            heading = view.at(top, column)
            if heading is not None and 2 * len(below) >= lines > 0 and not _ORDINAL.search(close_up(heading.text)):
                found = f"{heading.text.strip()}（{heading.place}）"
                self.problems.append(problem("columns-ambiguous", place=heading.place, about="file", found=found))

    def _is_score(self, cell: Cell) -> bool:
        value = number_in(close_up(cell.text))
        return value is not None and 0 <= value <= self.form_set.total

    def _unit(self, view: View, number: int, header: Mapping[str, int]) -> None:
        cells = {name: view.at(number, column) for name, column in header.items()}
        name = close_up(_text(cells.get("name")))
        if name in _SUMS or any(close_up(_text(cell)) in _SUMS for cell in cells.values()):
            return
        if not name:
            self._nameless(cells)
            return
        place = next((cell.place for cell in view.rows[number]), None)
        self.rows.append(
            SummaryRow(
                name,
                close_up(_text(cells.get("city"))) or None,
                close_up(_text(cells.get("district"))) or None,
                close_up(_text(cells.get("level"))) or None,
                close_up(_text(cells.get("nature"))) or None,
                self._score(cells.get("self_score"), name),
                self._score(cells.get("verified_score"), name),
                _said(cells.get("passed")),
                _said(cells.get("failed_last_year")),
                _text(cells.get("note")).strip() or None,
                place,
            )
        )

    def _nameless(self, cells: Mapping[str, Cell | None]) -> None:
        """A line with scores that says not whose."""
        for name in ("self_score", "verified_score"):
            cell = cells.get(name)
            if cell is not None and not cell.blank and self._is_score(cell):
                words = {"place": cell.place, "about": "file", "found": cell.text.strip()}
                self.problems.append(problem("row-unknown", name="没有单位名称的一行", **words))
                return

    def _score(self, cell: Cell | None, name: str) -> Decimal | None:
        if cell is None or cell.blank or close_up(cell.text) in ("/", "-", "—"):
            return None
        value = number_in(close_up(cell.text))
        if cell.rows > 1:
            found = cell.text.strip()[:40]
            self.problems.append(problem("score-shared", place=cell.place, about="file", found=found, name=name))
            return None
        if value is None:
            self.problems.append(
                problem("score-not-a-number", place=cell.place, about="file", found=cell.text.strip()[:40])
            )
        elif value < 0:
            self.problems.append(
                problem("score-negative", place=cell.place, about="file", found=cell.text.strip()[:40])
            )
        elif value > self.form_set.total:
            words = {"max": format(self.form_set.total, "f"), "name": name}
            self.problems.append(
                problem("score-above-maximum", place=cell.place, about="file", found=cell.text.strip()[:40], **words)
            )
        return value

    def _count(self, view: View, number: int, header: Mapping[str, int]) -> None:
        level = close_up(_text(view.at(number, header["level"])))
        if not level:
            return
        counts = tuple(
            (name, _whole(view.at(number, column)))
            for name, column in header.items()
            if name not in ("level", "percent")
        )
        if all(value is None for _, value in counts):
            return  # a remark below the counts
        self.counts.append(SummaryCount(level, counts, view.rows[number][0].place))

    def disagreements(self) -> list[Problem]:
        """Verified and passed by level against the list, and the line of totals against the levels."""
        found = []
        for line in self.counts:
            stated = dict(line.counts)
            rows = [row for row in self.rows if line.level in _SUMS or row.level == line.level]
            if not self.rows or (line.level not in _SUMS and not rows):
                continue
            passed = sum(1 for row in rows if row.passed)
            said = stated.get("passed")
            if said is not None and said != passed and all(row.passed is not None for row in rows):
                words = {"name": f"{line.level}当年达标", "expected": passed}
                found.append(problem("summary-mismatch", place=line.place, about="file", found=str(said), **words))
        return [*found, *self._line_of_totals()]

    def _line_of_totals(self) -> list[Problem]:
        total = next((line for line in self.counts if line.level in _SUMS), None)
        parts = [line for line in self.counts if line.level not in _SUMS]
        if total is None or not parts:
            return []
        found = []
        for name, stated in total.counts:
            values = [dict(line.counts).get(name) for line in parts]
            if stated is None or None in values:
                continue
            expected = sum(value for value in values if value is not None)
            if expected != stated:
                words = {"name": f"{total.level}{self._words[name]}", "expected": expected}
                found.append(problem("summary-mismatch", place=total.place, about="file", found=str(stated), **words))
        return found


class _Roles(dict[str, str | None]):
    """What a heading of the summary is called, by its text; worked out when a text is first met."""

    def __init__(self, columns: Mapping[str, tuple[str, ...]], others: Mapping[str, str]) -> None:
        super().__init__()
        self._names = dict(others)
        for name, words in columns.items():
            for word in words:
                self._names[key(word)] = name

    def __missing__(self, text: str) -> str | None:
        if len(self) >= _KEPT:
            self.clear()
        names = self._names
        found = self[text] = next((names[one] for one in heading_keys(text) if one in names), None)
        return found


_KNOWN: dict[int, tuple[Layout, _Roles, _Roles]] = {}


def _roles_of(form_set: FormSet, layout: Layout) -> tuple[_Roles, _Roles]:
    """The headings of the list and of the counts, prepared on first use and kept with their layout."""
    known = _KNOWN.get(id(layout))
    if known is None:
        if len(_KNOWN) > 8:
            _KNOWN.clear()
        known = _KNOWN[id(layout)] = (layout, _Roles(layout.columns, _shared(form_set)), _Roles(layout.counts, {}))
    return known[1:]


def _could_head(view: View, roles: _Roles, needed: str) -> bool:
    """True where a text of the table is the heading that a list cannot do without."""
    return needed in [roles[cell.text] for cell in view.table.cells if len(cell.text) <= _HEADING]


def _shared(form_set: FormSet) -> dict[str, str]:
    """Words that mean the same on a 自评表: those for the unit and for both scores."""
    words = {"name": form_set.fields.get("unit", ())}
    words |= {role: form_set.columns.get(role, ()) for role in ("self_score", "verified_score")}
    return {key(word): name for name, known in words.items() for word in known}


def _header(cells: list[Cell], roles: _Roles, needed: str, one_of: set[str]) -> dict[str, int]:
    """The columns by name where the short cells of a row are a header of the summary, else nothing."""
    if len(cells) < _LEAST:
        return {}
    found: dict[str, int] = {}
    for cell in cells:
        name = roles[cell.text]
        if name is not None:
            found.setdefault(name, cell.column)
    return found if needed in found and len(found) >= _LEAST and not one_of.isdisjoint(found) else {}


def _below(view: View, top: int, column: int) -> Iterator[Cell]:
    """The cells that begin under a heading."""
    return (cell for number in view.rows if number > top for cell in view.rows[number] if cell.column == column)


def _text(cell: Cell | None) -> str:
    return cell.text if cell is not None else ""


def _said(cell: Cell | None) -> bool | None:
    tight = close_up(_text(cell))
    return True if tight in _YES else False if tight in _NO else None


def _whole(cell: Cell | None) -> int | None:
    value = number_in(close_up(_text(cell)).removesuffix("个").removesuffix("家"))
    return int(value) if value is not None and value == value.to_integral_value() and value >= 0 else None

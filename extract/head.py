"""The head of a form: unit, year, contact and date, with what is missing or contradicts itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from extract.dates import from_serial, read_date, read_year, year_in_title
from extract.grid import Cell, CellKind, Document, Line
from extract.guidance import filled_in
from extract.labels import Found, Labels
from extract.signatures import days_in_cells, is_like_a_day, unread_at_foot
from extract.titles import Titles, is_organ
from extract.view import View
from extract.words import as_written, close_up, key, narrow
from jieyue.formset import FormSet
from jieyue.model import Field, Kind, Problem
from jieyue.problems import problem

_ADDRESSEE = ("：", ":")
_INSTRUCTION = re.compile(r"(?:请|应(?!急)|须|必须|填写|填报|按|如实|指(?!挥)|例[如:]|如[:\d]|\(?示例|写明|注明|同上)")
"""How a label goes on where it explains itself: ``单位名称：填写单位全称``."""
_BLANKS = ("/", "-", "—", "无", "填写", "请选择", "选日期")


@dataclass(frozen=True, slots=True)
class Head:
    """What stands around the table."""

    unit: str | None = None
    unit_code: str | None = None
    year: int | None = None
    person: str | None = None
    phone: str | None = None
    filled_on: date | None = None
    fields: tuple[Field, ...] = ()
    problems: tuple[Problem, ...] = ()


_WORDS: dict[int, tuple[FormSet, Labels, Titles]] = {}


def _words_of(form_set: FormSet) -> tuple[FormSet, Labels, Titles]:
    """The labels and titles of a form set, prepared on first use."""
    known = _WORDS.get(id(form_set))
    if known is None:
        if len(_WORDS) > 8:
            _WORDS.clear()
        known = _WORDS[id(form_set)] = (form_set, Labels(form_set), Titles(form_set))
    return known


def read_head(document: Document, form_set: FormSet, kind: Kind, views: list[View], body: dict[int, set[int]]) -> Head:
    """The head fields; ``body`` holds, by table, the rows of the score table, which are not searched."""
    _, labels, titles = _words_of(form_set)
    found: list[Found] = []
    for line in document.lines:
        if not line.hidden and line.text.strip():
            tagged = (line.tag or "").startswith("field:")
            found.extend(labels.tagged_line(line) if tagged else labels.in_text(line.text, line.place))
    for view in views:
        found.extend(labels.in_cells(view, body.get(view.order, set())))
    found = [one for one in found if close_up(one.text) not in _BLANKS and not _INSTRUCTION.match(close_up(one.text))]
    found = filled_in(found, document, views, body)
    return _HeadReader(document, titles, kind, found, views, body).read()


def loose(document: Document, views: list[View], body: dict[int, set[int]]) -> list[Line | Cell]:
    """Lines and cells outside the score table that are no longer than a title."""
    lines: list[Line | Cell] = [
        line for line in document.lines if not line.hidden and 2 <= len(line.text.strip()) <= 60
    ]
    for view in views:
        rows = body.get(view.order, set())
        lines.extend(
            cell
            for row, cells in view.rows.items()
            if row not in rows
            for cell in cells
            if 2 <= len(cell.text.strip()) <= 60
        )
    return lines


class _HeadReader:
    """Decides between what was found for each field."""

    def __init__(
        self,
        document: Document,
        titles: Titles,
        kind: Kind,
        found: list[Found],
        views: list[View],
        body: dict[int, set[int]],
    ) -> None:
        self.document, self.titles, self.kind = document, titles, kind
        self.found, self.views, self.body = found, views, body
        self.loose = loose(document, views, body)
        self.problems: list[Problem] = []

    def read(self) -> Head:
        unit, year = self._unit(), self._year()
        person, phone = self._person(), self._phone()
        filled_on = self._filled_on()
        code = self._best("code")
        self._contact(person, phone)
        fields = tuple(Field(one.name, one.text.strip(), one.place) for one in self.found if one.text.strip())
        return Head(
            unit, close_up(code.text) if code else None, year, person, phone, filled_on, fields, tuple(self.problems)
        )

    def _all(self, name: str) -> list[Found]:
        """What was found for a field, best first: by label, what explains the form last."""
        named = [one for one in self.found if one.name == name and one.text.strip()]
        return sorted(named, key=lambda one: (one.aside, one.rank))

    def _equal(self, name: str) -> list[Found]:
        """Of what was found for a field, the best and all that are as good."""
        every = self._all(name)
        return [one for one in every if (one.aside, one.rank) == (every[0].aside, every[0].rank)]

    def _best(self, name: str) -> Found | None:
        return next(iter(self._all(name)), None)

    def _unit(self) -> str | None:
        named = {key(one.text): one for one in self._all("unit") if key(one.text) and read_date(one.text) is None}
        named_in = ((self.titles.unit_in(holder.text), holder) for holder in self.loose)
        titled = {key(name): Found("unit", 50, name, at.place, source=at.text) for name, at in named_in if name}
        if self.kind is Kind.CITY_SUMMARY and named:
            titled = {}  # its title names the region, not who sends it
        names = {**titled, **named}
        if not names:
            sealed = self._next_line() or self._sealed()
            if sealed:
                return sealed
            self.problems.append(problem("unit-missing", about="unit"))
            return None
        longest = max(names, key=len)
        if any(not _within(name, longest) for name in names):
            shown = "、".join(f"{one.written()}（{one.place}）" for one in names.values())
            place = next(iter(names.values())).place
            self.problems.append(problem("unit-conflict", place=place, about="unit", found=shown))
            return None
        first = next(iter(named.values()), None) or names[longest]
        return first.written().strip("。.,，;；") or None

    def _next_line(self) -> str | None:
        """A name on the line below its label."""
        labels = {one.place for one in self.found if one.name == "unit" and not one.text.strip()}
        for holder, after in zip(self.loose, self.loose[1:], strict=False):
            name = close_up(after.text)
            if holder.place in labels and isinstance(after, Line) and is_organ(name):
                return as_written(name, after.text)
        return None

    def _sealed(self) -> str | None:
        """A unit that signs below: its name alone on a line, sealed, followed by its day or by nothing."""
        for holder, after in zip(self.loose, [*self.loose, None][1:], strict=True):
            below = after if isinstance(after, type(holder)) else None
            text = re.sub(r"\((?:盖章|公章|章)\)", "", close_up(holder.text))
            if text.endswith(_ADDRESSEE) or not is_organ(text):
                continue
            if text != close_up(holder.text) or below is None or is_like_a_day(below.text):
                return as_written(text, holder.text)
        return None

    def _year(self) -> int | None:
        years = {year for one in self._all("year") if (year := read_year(one.text))}
        if not years:
            titled = [holder.text for holder in self.loose if self.titles.is_titled(holder.text)]
            years = {year for text in titled if (year := year_in_title(text))}
        if not years and self.document.mark:
            return self.document.mark.year
        return years.pop() if len(years) == 1 else None

    def _person(self) -> str | None:
        return self._only("contact.person", "联系人", {one.written(): one for one in self._equal("person")})

    def _only(self, about: str, name: str, told: dict[str, Found]) -> str | None:
        """The one answer of several equal labels; None where they differ, which is said."""
        told.pop("", None)
        if len(told) > 1:
            found = "、".join(f"{one.written()}（{one.place}）" for one in told.values())
            place = next(iter(told.values())).place
            self.problems.append(problem("contact-conflict", place=place, about=about, name=name, found=found))
        return next(iter(told)) if len(told) == 1 else None

    def _phone(self) -> str | None:
        """The number beside the person, else the only one."""
        told = {number: one for one in self._equal("phone") if (number := self._number(one))}
        if len(told) < 2:
            return next(iter(told), None) or next(filter(None, map(self._number, self._all("phone"))), None)
        people = self._equal("person")
        after = self.found[self.found.index(people[0]) :] if people else []
        beside = next((number for number, one in told.items() if one in after), None)
        return beside or self._only("contact.phone", "联系电话", told)

    @staticmethod
    def _number(best: Found) -> str | None:
        """A telephone number, or two with a space between."""
        tokens = narrow(best.text).split()
        if len(tokens) > 1 and all(len(re.sub(r"\D", "", token)) >= 7 for token in tokens):
            return " ".join(as_written(token, best.source) for token in tokens)
        return best.written() if re.search(r"\d{3}", close_up(best.text)) else None

    def _contact(self, person: str | None, phone: str | None) -> None:
        if self.kind is not Kind.SELF_ASSESSMENT:
            return
        for about, value, name in (("contact.person", person, "联系人"), ("contact.phone", phone, "联系电话")):
            if value is None and not any(one.about == about for one in self.problems):
                self.problems.append(problem("contact-missing", about=about, name=name))

    def _filled_on(self) -> date | None:
        """The labelled day, else a day that stands on a line of its own."""
        name = "verified_on" if self.kind is Kind.VERIFICATION and self._all("verified_on") else "filled_on"
        told = {_day(one): one for one in reversed(self._equal(name))}
        if len(told) > 1 or None in told:
            found = "、".join(one.text.strip()[:40] for one in reversed(told.values()))
            place = next(reversed(told.values())).place
            self.problems.append(problem("date-unreadable", place=place, about="filled_on", found=found))
        if told:
            return next(iter(told)) if len(told) == 1 else None
        lines = [holder for holder in self.loose if isinstance(holder, Line)]
        days = {day for line in lines if (day := read_date(line.text))} | set(days_in_cells(self.views, self.body))
        if self.kind is not Kind.SELF_ASSESSMENT or days:
            return days.pop() if len(days) == 1 else None
        if foot := unread_at_foot(self.document, self.views, self.body):
            said = problem("date-unreadable", place=foot.place, about="filled_on", found=foot.text.strip())
            self.problems.append(said)
        return None


def _day(one: Found) -> date | None:
    if one.cell is not None and one.cell.kind is CellKind.DATE and one.cell.date is not None:
        return one.cell.date
    if one.cell is not None and one.cell.kind is CellKind.NUMBER and one.cell.number is not None:
        return from_serial(one.cell.number) or read_date(one.text)
    return read_date(one.text)


def _within(name: str, whole: str) -> bool:
    """True where one name is the other's short form: its characters in order, the last one the same."""
    rest = iter(whole)
    return bool(name) and name[-1] == whole[-1] and all(char in rest for char in name)

"""The head of a form: unit, year, contact and date, with what is missing or contradicts itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from extract.dates import from_serial, read_date, read_year, year_in_title
from extract.grid import Cell, CellKind, Document, Line
from extract.labels import Found, Labels
from extract.signatures import days_in_cells
from extract.view import View
from extract.words import as_written, close_up, key, narrow
from jieyue.formset import FormSet
from jieyue.model import Field, Kind, Problem
from jieyue.problems import problem

_NAME = re.compile(r"[\u4e00-\u9fff（）()·、]{4,40}")
_ORGANS = (
    *"厅局委办院会部署社团处室站所队馆校行联协关司区台",
    "中心",
    "政府",
    "集团",
    "公司",
    "监狱",
    "高法",
    "高检",
    "政协",
    "人大",
    "大学",
)
"""How names of organs end in Chinese."""
_BRACKETED_END = re.compile(r"[(（][^()（）]{2,30}[)）]$")
_SUBJECT = re.compile(r"[\u4e00-\u9fff]{2}型")
"""Where a table's title names its subject: 节约型机关."""
_SOME_YEAR = r"\(?20\d\d年?度?\)?|\(?二[〇零○][〇零○一二三四五六七八九]{2}年度?\)?"
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


_LABELS: dict[int, tuple[FormSet, Labels]] = {}


def labels_of(form_set: FormSet) -> Labels:
    """The labels of a form set, prepared on first use."""
    known = _LABELS.get(id(form_set))
    if known is None:
        if len(_LABELS) > 8:
            _LABELS.clear()
        known = _LABELS[id(form_set)] = (form_set, Labels(form_set))
    return known[1]


def read_head(document: Document, form_set: FormSet, kind: Kind, views: list[View], body: dict[int, set[int]]) -> Head:
    """The head fields; ``body`` holds, by table, the rows of the score table, which are not searched."""
    labels = labels_of(form_set)
    found: list[Found] = []
    for line in document.lines:
        if not line.hidden and line.text.strip():
            found.extend(
                labels.tagged_line(line)
                if (line.tag or "").startswith("field:")
                else labels.in_text(line.text, line.place)
            )
    for view in views:
        found.extend(labels.in_cells(view, body.get(view.order, set())))
    found = [one for one in found if close_up(one.text) not in _BLANKS and not _INSTRUCTION.match(close_up(one.text))]
    return _HeadReader(document, form_set, kind, found, views, body).read()


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
        form_set: FormSet,
        kind: Kind,
        found: list[Found],
        views: list[View],
        body: dict[int, set[int]],
    ) -> None:
        self.document, self.form_set, self.kind = document, form_set, kind
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
        return sorted((one for one in self.found if one.name == name and one.text.strip()), key=lambda one: one.rank)

    def _best(self, name: str) -> Found | None:
        return next(iter(self._all(name)), None)

    def _unit(self) -> str | None:
        named = {key(one.text): one for one in self._all("unit") if key(one.text) and read_date(one.text) is None}
        titled = {key(one.text): one for one in self._titled()}
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

    def _titled(self) -> list[Found]:
        """Unit names in front of a form's title: ``湖南省水利厅节约型机关自评表``."""
        stems = [stem for name in (self.form_set.title, *self.form_set.aliases) for stem in _stems(name)]
        titles = [word for layout in self.form_set.layouts.values() for word in layout.titles]
        if subject := _SUBJECT.search(self.form_set.title):
            titles.append(self.form_set.title[subject.start() :])
        found = []
        for holder in self.loose:
            tight = close_up(holder.text)
            if not any(word in tight for word in titles):
                continue
            name = re.sub(rf"^(?:{_SOME_YEAR})", "", tight)
            cut = min((name.find(stem) for stem in (*stems, *titles) if name.find(stem) > 0), default=-1)
            name = name[:cut] if cut > 0 else ""
            name = re.sub(rf"{_SOME_YEAR}|关于|(?:开展|创建)+$", "", name)
            name = _without_title(name, (self.form_set.title, *self.form_set.aliases))
            if _is_organ(name) and not any(
                name in stem or stem.startswith(name) for stem in (self.form_set.title, *self.form_set.aliases)
            ):
                found.append(Found("unit", 50, name, holder.place, source=holder.text))
        return found

    def _next_line(self) -> str | None:
        """A name on the line below its label."""
        labels = {one.place for one in self.found if one.name == "unit" and not one.text.strip()}
        for holder, after in zip(self.loose, self.loose[1:], strict=False):
            name = close_up(after.text)
            if holder.place in labels and isinstance(after, Line) and _is_organ(name):
                return as_written(name, after.text)
        return None

    def _sealed(self) -> str | None:
        """A unit that signs below: its name alone on a line, followed by its day."""
        for holder, after in zip(self.loose, [*self.loose, None][1:], strict=True):
            text = re.sub(r"\((?:盖章|公章|章)\)", "", close_up(holder.text))
            if text.endswith(_ADDRESSEE) or not _is_organ(text):
                continue
            if text != close_up(holder.text) or (after is not None and read_date(after.text)):
                return as_written(text, holder.text)
        return None

    def _year(self) -> int | None:
        years = {year for one in self._all("year") if (year := read_year(one.text))}
        if not years:
            titles = [word for layout in self.form_set.layouts.values() for word in layout.titles]
            stem = _stems(self.form_set.title)
            titled = [h for h in self.loose if any(word in close_up(h.text) for word in (*titles, *stem))]
            years = {year for holder in titled if (year := year_in_title(holder.text))}
        if not years and self.document.mark:
            return self.document.mark.year
        return years.pop() if len(years) == 1 else None

    def _person(self) -> str | None:
        best = self._best("person")
        return best.written() or None if best else None

    def _phone(self) -> str | None:
        for best in self._all("phone"):
            tokens = narrow(best.text).split()
            if len(tokens) > 1 and all(len(re.sub(r"\D", "", token)) >= 7 for token in tokens):
                return " ".join(as_written(token, best.source) for token in tokens)
            if re.search(r"\d{3}", close_up(best.text)):
                return best.written()
        return None

    def _contact(self, person: str | None, phone: str | None) -> None:
        if self.kind is not Kind.SELF_ASSESSMENT:
            return
        for about, value, name in (("contact.person", person, "联系人"), ("contact.phone", phone, "联系电话")):
            if value is None:
                self.problems.append(problem("contact-missing", about=about, name=name))

    def _filled_on(self) -> date | None:
        """The labelled day, else a day that stands on a line of its own."""
        name = "verified_on" if self.kind is Kind.VERIFICATION and self._all("verified_on") else "filled_on"
        for one in self._all(name):
            day = _day(one)
            if day is None:
                self.problems.append(
                    problem("date-unreadable", place=one.place, about="filled_on", found=one.text.strip()[:40])
                )
            return day
        lines = [holder for holder in self.loose if isinstance(holder, Line)]
        days = {day for line in lines if (day := read_date(line.text))} | set(days_in_cells(self.views, self.body))
        return days.pop() if len(days) == 1 else None


def _day(one: Found) -> date | None:
    if one.cell is not None and one.cell.kind is CellKind.DATE and one.cell.date is not None:
        return one.cell.date
    if one.cell is not None and one.cell.kind is CellKind.NUMBER and one.cell.number is not None:
        return from_serial(one.cell.number) or read_date(one.text)
    return read_date(one.text)


def _is_organ(text: str) -> bool:
    return bool(_NAME.fullmatch(text)) and _BRACKETED_END.sub("", text).endswith(_ORGANS)


def _within(name: str, whole: str) -> bool:
    """True where one name is the other's short form: its characters in order, the last one the same."""
    rest = iter(whole)
    return bool(name) and name[-1] == whole[-1] and all(char in rest for char in name)


def _without_title(name: str, titles: tuple[str, ...]) -> str:
    """``name`` without the beginning of the table's own title behind it: ``某局湖南省党政机关创建`` is 某局."""
    heads = {title[: found.start()] for title in titles if (found := _SUBJECT.search(title))}
    heads |= {whole.removeprefix(part) for whole in heads for part in heads if whole != part}
    endings = {ending for head in heads for ending in (head, head.removesuffix("创建")) if len(ending) > 2}
    for ending in sorted(endings, key=len, reverse=True):
        if name != ending and name.endswith(ending):
            return name.removesuffix(ending)
    return name


@lru_cache(maxsize=256)
def _stems(title: str) -> tuple[str, ...]:
    """What titles of a table's forms have in common: the table's name from its subject on, without 评价指标."""
    found = re.search(r"(?:创建)?([\u4e00-\u9fff]{2}型[\u4e00-\u9fff]{2})", title)
    return (found.group(0), found.group(1), f"创建{found.group(1)}") if found else ()

"""Labels and the values beside them: in the same cell or line, in the cell to the right or below."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.grid import Cell, CellKind, Line
from extract.neighbours import Neighbours
from extract.view import View
from extract.words import as_written, close_up, key, narrow
from jieyue.formset import FormSet
from jieyue.frozen import frozen

_SEAL = re.compile(r"\((?:盖章|公章|签章|签字|章|加盖公章|盖公章|全称|公章\)?|签名)\)|（(?:盖章|公章)）")
_STRANGE_LABEL = re.compile(r"[\s,;。](?:[\u4e00-\u9fff]{2,10}|[A-Za-z][A-Za-z.\-]{1,12})(?:\([^()]{0,10}\))?:")
_ANY_LABEL = re.compile(r"[\u4e00-\u9fff]{2,12}(?:\([^()]{0,12}\))?:")
_BLANK_DATE = re.compile(r"[\s年月日/.\-]*")
_SPACED_OUT = re.compile(r"\S(?:[ \t]\S)+[ \t]{2,4}(\S.*)")
_RUNS_ON = re.compile(r"\S[ \t]$")
"""A character and one blank: what follows is of the same spaced-out words."""
_LONG = 200


@frozen
class Found:
    """One label with its value (empty where nothing is written); ``rank`` orders the labels of one field.

    ``text`` is narrowed; ``source`` is the whole text that it was found in, as written.
    """

    name: str
    rank: int
    text: str
    place: str
    cell: Cell | None = None
    source: str = ""
    aside: bool = False
    """True where it stands in what explains the form: whom to ask is not who fills it in."""

    def written(self) -> str:
        """The value as it was written, in its own widths, without spaces."""
        return as_written(close_up(self.text), self.source or self.text)


class Labels:
    """The header labels of one form set."""

    def __init__(self, form_set: FormSet) -> None:
        self.rank = {
            key(label): (name, rank) for name, labels in form_set.fields.items() for rank, label in enumerate(labels)
        }
        words = sorted((label for labels in form_set.fields.values() for label in labels), key=len, reverse=True)
        spaced = "|".join(r"[ \t]{0,4}".join(map(re.escape, word)) for word in words)
        self.pattern = re.compile(
            rf"({spaced})(?:[ \t]{{0,2}}(?:及|和|与|、|/|\()[ \t]{{0,2}}({spaced})\)?)?"
            r"[ \t]{0,4}(?:\([^()\n]{0,16}\))?[ \t]{0,4}:"
        )
        self.bare = re.compile(rf"({spaced})(?:[ \t]{{0,2}}\([^()\n]{{0,16}}\))?(?:\t|[ _]{{1,80}})")

    def of(self, text: str) -> tuple[str, int] | None:
        """The field that a whole cell names, if it is but a label."""
        tight = _SEAL.sub("", close_up(text)).rstrip(":")
        if not 2 <= len(tight) <= 16:
            return None
        known = self.rank.get(key(tight))
        if known:
            return known
        for joint in ("及", "和", "与", "、", "/", "("):
            head, found, tail = tight.partition(joint)
            if found and key(head) in self.rank and key(tail) in self.rank:
                return ("+".join((self.rank[key(head)][0], self.rank[key(tail)][0])), self.rank[key(head)][1])
        return None

    def in_text(self, text: str, place: str) -> Iterator[Found]:
        """The labels with a colon in a text, each with what follows it."""
        if len(text) > 2000:
            return
        for line in narrow(text).splitlines():
            if ":" in line:
                yield from self._in_line(line, place, text)
            elif found := self.bare.match(line):
                name, rank = self.rank[key(found.group(1))]
                if len(key(found.group(1))) >= 3:
                    yield from self._split(name, rank, line[found.end() :], place, source=text)

    def _in_line(self, line: str, place: str, source: str) -> Iterator[Found]:
        taken: list[re.Match[str]] = []
        for found in self.pattern.finditer(line):
            before = line[found.start() - 1] if found.start() else " "
            if not before.isalnum() or (taken and len(key(found.group(1))) >= 3):
                taken.append(found)
        for number, found in enumerate(taken):
            end = self._start(taken[number + 1]) if number + 1 < len(taken) else len(line)
            name, rank = self.rank[key(line[self._start(found) : found.end(1)])]
            if found.group(2):
                name = f"{name}+{self.rank[key(found.group(2))][0]}"
            value = line[found.end() : end]
            strange = _STRANGE_LABEL.search(value)
            value = value[: strange.start()] if strange else value
            yield from self._split(name, rank, value, place, source=source)

    def _start(self, found: re.Match[str]) -> int:
        """Where a label begins: a name written with spaces, 市 政 协 办 公 室, ends at the wider gap before 电话."""
        parts = _SPACED_OUT.fullmatch(found.group(1))
        runs_on = parts is not None and _RUNS_ON.search(found.string, max(0, found.start() - 2), found.start())
        if parts is None or not runs_on or key(parts.group(1)) not in self.rank:
            return found.start()
        return found.start() + parts.start(1)

    def _split(
        self, name: str, rank: int, value: str, place: str, cell: Cell | None = None, source: str = ""
    ) -> Iterator[Found]:
        """One label for two things, 联系人及电话, has its value parted into words and digits."""
        source = source or value
        value = _SEAL.sub(" ", narrow(value)).replace("_", " ").strip(" \t,;，；。:")[:_LONG]
        value = _closed(value)
        if name == "person+phone" or (name == "person" and re.search(r"\d{7}", value)):
            person, phone = person_and_phone(value)
            yield Found("person", rank, person, place, cell, source)
            yield Found("phone", rank if "+" in name else 99, phone, place, cell, source)
        else:
            value = "" if _BLANK_DATE.fullmatch(value) else value
            yield Found(name.partition("+")[0], rank, value, place, cell, source)

    def in_cells(self, view: View, body: set[int]) -> Iterator[Found]:
        """The labels that fill a cell, with the neighbour's text; and those within a cell's text."""
        neighbours = Neighbours(view, self._name_of, body)
        for number, cells in view.rows.items():
            if number in body:
                continue
            for cell in cells:
                if cell.blank or len(cell.text) > 2000:
                    continue
                if cell.tag and cell.tag.startswith("field:"):
                    yield from self._tagged(cell)
                elif label := self.of(cell.text):
                    value = neighbours.value_of(cell, label[0])
                    text = value_text(view, value, label[0], self) if value else ""
                    yield from self._split(*label, text, value.place if value else cell.place, value)
                else:
                    yield from self.in_text(cell.text, cell.place)

    def tagged_line(self, line: Line) -> Iterator[Found]:
        """The value of a content control that names its field."""
        name = (line.tag or "").removeprefix("field:")
        yield from self._split(name, 0, line.text, line.place)

    def _tagged(self, cell: Cell) -> Iterator[Found]:
        name = (cell.tag or "").removeprefix("field:")
        yield from self._split(name, 0, cell.text, cell.place, cell)

    def _name_of(self, cell: Cell) -> str | None:
        """The field that a cell is the label of; empty for a label of something else, None for no label."""
        if cell.blank or cell.tag:
            return None
        if known := self.of(cell.text):
            return known[0]
        tight = close_up(cell.text)
        return "" if tight.endswith(":") or _ANY_LABEL.match(tight) else None


def value_text(view: View, cell: Cell, name: str, labels: Labels) -> str:
    """The text of a value; a name with a character or two to a cell is put together."""
    if cell.kind is CellKind.NUMBER and cell.number is not None and cell.number == cell.number.to_integral_value():
        return format(round(cell.number), "d") if name in ("phone", "code", "year") else cell.text
    if name != "unit" or not 1 <= len(close_up(cell.text)) <= 2:
        return cell.text
    parts = [cell.text]
    after = view.at(cell.row, cell.column + cell.columns)
    while after is not None and 1 <= len(close_up(after.text)) <= 2 and labels.of(after.text) is None:
        parts.append(after.text)
        after = view.at(after.row, after.column + after.columns)
    return "".join(parts)


def _closed(value: str) -> str:
    """``value`` without the half of a bracket that belongs to what stands beside it: ``李某（电话：…）``."""
    if value.count("(") > value.count(")"):
        value = value.removesuffix("(").rstrip(" \t,;")
    if value.count(")") > value.count("("):
        value = value.removesuffix(")").rstrip(" \t,;")
    return value


def person_and_phone(value: str) -> tuple[str, str]:
    """``李某 0731-80000000`` as name and number; a number alone is no name."""
    found = re.search(r"[\d+]|\((?=\d)", value)
    if not found:
        return value, ""
    person = value[: found.start()].strip(" \t,;、/:(（")
    phone = value[found.start() :].strip(" \t,;、/")
    if phone.startswith("(") and phone.endswith(")") and phone.count("(") == 1:
        phone = phone[1:-1]
    person = re.sub(r"[\s,;、/(（]{0,9}(?:联系)?电话:?$", "", person)
    return person, phone.rstrip(")") if phone.count(")") > phone.count("(") else phone

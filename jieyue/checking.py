"""Whether the year's documents agree with the ledger and with each other, and which rest on older data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from jieyue.attention import is_stale, was_sent_once
from jieyue.durable import digest, patiently
from jieyue.ledger import DocumentEntry
from jieyue.model import Yearbook
from jieyue.yearbook import Desk

READ = (".docx", ".xlsx")


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to see to in one document: ``what`` is 数字不符, 已过期, 已改动 or 不见了."""

    document: str
    what: str
    words: str


def remarks(desk: Desk) -> tuple[Remark, ...]:
    """Everything to see to before the documents go out, in the order of the documents."""
    checking = _Checking(desk)
    found: list[Remark] = []
    contents: dict[str, bytes] = {}
    for entry in latest(desk).values():
        path = desk.session.workspace.root / entry.location
        if not path.is_file():
            if entry.number and not entry.draft:
                found.append(Remark(entry.location, "不见了", "已编号的文件被移走或删除；请从备份找回，或重新生成"))
            continue
        contents[entry.location] = patiently(path.read_bytes, path)
        found += checking.document(entry, contents[entry.location])
    return (*found, *_between(contents))


def latest(desk: Desk) -> Mapping[str, DocumentEntry]:
    """The last entry of each place; a draft that its final replaced is gone for good."""
    last = {one.location: one for one in desk.session.ledger.documents()}
    finals = {place for place, one in last.items() if not one.draft}
    return {place: one for place, one in last.items() if place.replace("（草稿）", "") not in finals or not one.draft}


@dataclass
class _Checking:
    """Documents looked at one by one; the year as of each date is computed once."""

    desk: Desk
    books: dict[date, Yearbook] = field(default_factory=dict)

    def document(self, entry: DocumentEntry, content: bytes) -> Iterator[Remark]:
        """What is to see to in one document."""
        if is_stale(entry):
            yield Remark(entry.location, "已过期", "生成之后数据有变；还没有发出的请重新生成")
        if digest(content) != entry.sha256:
            yield Remark(entry.location, "已改动", "文件与生成时不同（有人工修改）；请确认改动无误")
        if entry.location.endswith(READ) and not was_sent_once(entry):
            yield from self._figures(entry, content)

    def _figures(self, entry: DocumentEntry, content: bytes) -> Iterator[Remark]:
        from generate.consistency import check

        for found in check({entry.location: content}, self._book(entry.dated or self.desk.as_of)):
            yield Remark(
                entry.location, "数字不符", f"{found.what}为{found.found}，现有记录为{found.wanted}；请重新生成"
            )

    def _book(self, day: date) -> Yearbook:
        """The year as of the document's own date: its figures count the register of that day."""
        if day not in self.books:
            self.books[day] = replace(self.desk, as_of=day).book()
        return self.books[day]


def _between(contents: Mapping[str, bytes]) -> Iterator[Remark]:
    from generate.consistency import disagreements

    for words in disagreements({place: one for place, one in contents.items() if place.endswith(READ)}):
        yield Remark("", "互相不符", words)

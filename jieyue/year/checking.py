"""Whether the year's documents agree with the ledger and with each other, and which rest on older data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from jieyue.durable import digest, patiently
from jieyue.ledger import DocumentEntry
from jieyue.model import Yearbook
from jieyue.year.attention import is_sent, is_stale
from jieyue.year.yearbook import Desk

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
        content = patiently(path.read_bytes, path)
        found += checking.document(entry, content)
        if not is_sent(entry):
            contents[entry.location] = content
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
    books: dict[tuple[date, int | None], Yearbook] = field(default_factory=dict)

    def document(self, entry: DocumentEntry, content: bytes) -> Iterator[Remark]:
        """What is to see to in one document."""
        if is_stale(entry, self.desk.shelf.events):
            yield Remark(entry.location, "已过期", _CHANGED_AFTER if is_sent(entry) else _CHANGED)
        if digest(content) != entry.sha256:
            yield Remark(entry.location, "已改动", "文件与生成时不同（有人工修改）；请确认改动无误")
        if entry.location.endswith(READ):
            yield from self._figures(entry, content)

    def _figures(self, entry: DocumentEntry, content: bytes) -> Iterator[Remark]:
        from generate.consistency import check

        remedy = "请重新生成" if not is_sent(entry) else "文书已定稿，请查明哪一处有误"
        known = "现有记录" if not is_sent(entry) else "生成时的记录"
        for found in check({entry.location: content}, self._book(entry)):
            yield Remark(entry.location, "数字不符", f"{found.what}为{found.found}，{known}为{found.wanted}；{remedy}")

    def _book(self, entry: DocumentEntry) -> Yearbook:
        """The year as of the document's own date; for one already sent, as it stood when it was made."""
        key = entry.dated or self.desk.as_of, entry.basis if is_sent(entry) else None
        if key not in self.books:
            self.books[key] = replace(self.desk, as_of=key[0], until=key[1]).book()
        return self.books[key]


_CHANGED = "生成之后数据有变；请重新生成"
_CHANGED_AFTER = "定稿之后有更正或决定；如影响公布的结果，请另行发文更正"


def _between(contents: Mapping[str, bytes]) -> Iterator[Remark]:
    from generate.consistency import disagreements

    for words in disagreements({place: one for place, one in contents.items() if place.endswith(READ)}):
        yield Remark("", "互相不符", words)

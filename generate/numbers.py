"""发文字号 of the year: which one a paper has, which one it gets, and which are not free."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generate.file_names import file_stem
from generate.paper import Paper, Ready
from jieyue.errors import WrongUsage
from jieyue.settings import Organ

_NUMBER = re.compile(r"(?P<head>(?P<code>[一-鿿]+)〔\d{4}〕)(?P<number>[1-9]\d*)号")
_LETTERS = "函"
"""The last character of a 代字 that numbers letters."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """Numbers by who has them.

    ``first`` is the one to begin with; ``held`` says which number a paper (by file name, without its ending) went out
    under; ``owners`` names the paper behind every number ever given.
    """

    first: str | None = None
    held: Mapping[str, str] = field(default_factory=dict)
    owners: Mapping[str, str] = field(default_factory=dict)

    def given(self, parts: Iterator[Paper | Ready]) -> Iterator[tuple[Paper | Ready, str | None]]:
        """Each part with its number.

        One paper takes the number asked for; of several, those that have one keep it, and the others count on from the
        one asked for, past those that are taken.  Raises :class:`WrongUsage` when it is another paper's, or no number.
        """
        if self.first is None:
            for part in parts:
                yield part, self.held.get(file_stem(part.file_name)) if _takes_one(part) else None
            return
        listed = list(parts)
        dealt = self._dealt(self.first, [file_stem(part.file_name) for part in listed if _takes_one(part)])
        for part in listed:
            yield part, dealt.get(file_stem(part.file_name)) if isinstance(part, Paper) else None

    def _dealt(self, first: str, names: list[str]) -> dict[str, str]:
        """The number of each paper, from ``first`` on."""
        next_number(first)
        owner = self.owners.get(first)
        if owner is not None and owner not in names:
            raise WrongUsage(f"发文字号{first}已用于《{owner}》；请换一个号")
        if len(names) < 2:
            return dict.fromkeys(names, first)
        free = self._free(first)
        return {name: self.held[name] if name in self.held else next(free) for name in names}

    def _free(self, number: str) -> Iterator[str]:
        """The numbers from ``number`` on that no paper has."""
        while True:
            if number not in self.owners:
                yield number
            number = next_number(number)


def _takes_one(part: Paper | Ready) -> bool:
    return isinstance(part, Paper) and part.format != "plain"


def is_number(text: str) -> bool:
    """Whether a text is a whole document number, such as 湘管函〔2026〕12号."""
    return bool(_NUMBER.fullmatch(text))


def next_number(number: str) -> str:
    """湘管函〔2026〕12号 becomes 湘管函〔2026〕13号.  Raises :class:`WrongUsage` when it is no document number."""
    found = _NUMBER.fullmatch(number)
    if not found:
        raise WrongUsage(f"“{number}”不是发文字号；请写成“代字〔年份〕序号号”，如“湘管发〔2026〕12号”")
    return f"{found['head']}{int(found['number']) + 1}号"


def of_another_layout(number: str, organ: Organ, *, letter: bool) -> str:
    """What to say where a number's 代字 is that of letters under a 文件 head, or the reverse; empty where it fits.

    An office without a 代字 for letters numbers them as its documents.
    """
    found = _NUMBER.fullmatch(number)
    code = found["code"] if found else ""
    right = (organ.letter_code if letter else "") or organ.code
    foreign = code == organ.code if letter else code == organ.letter_code or code.endswith(_LETTERS)
    if code in ("", right) or not foreign:
        return ""
    whose, layout = ("文件", "信函格式") if letter else ("信函", "“文件”版头")
    return f"发文字号{number}：“{code}”是{whose}的代字，本文用{layout}；请改用“{right}”的号"

"""Several scores in one cell: a breakdown per rule, a sum.  Only what can be read in one way is read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from extract.numerals import number_in
from extract.values import read_text
from extract.words import close_up, narrow
from jieyue.formset import Item

_NUMBER = r"(?:0|[1-9]\d{0,3})(?:\.\d{1,2})?"
_MARKER = re.compile(
    r"(?:^|(?<=[;,。、:分\n(\s]))[^\S\n]{0,4}(?:第([1-9]|[一二三四五六七八九])[条项][:,、]?|\(([1-9])\)[:、.]?|([1-9])\)[:、.]?"
    r"|([1-9])[、:](?=\D|\d{1,3}(?:\.\d{1,2})?分)|([1-9])\.(?=\D))|([①-⑨])[:、.]?"
)
"""The number of a rule.  ``1.4`` is no marker: it may be a score."""
_EARNED = re.compile(rf"(?<![不未可应扣])(?:得|自评)({_NUMBER})分(?!以)")
_POINTS = re.compile(rf"{_NUMBER}分")
_SUM = re.compile(rf"(?:{_NUMBER}分?\+){{1,9}}{_NUMBER}分?(?:=({_NUMBER})分?)?")
_IN_ALL = re.compile(rf"({_NUMBER})分?\(((?:{_NUMBER}分?\+){{1,9}}{_NUMBER}分?)\)")
_LEAD = re.compile(rf"(?:共|合计|共计|小计|总计|得|共得|合计得)?[:]?({_NUMBER})分?(?:[,;:。(]|其中|\n)+(?:其中)?[:]?")
_TAIL = re.compile(rf"[,;:。\s]{{0,6}}(?:总共|一共|共计|合计|总计|小计|共|计)得?分?[:]?\s*({_NUMBER})\s*分?[。;]?\s*")
_WRAPPED = re.compile(r"\n(?=[分;,。、:)])|(?<=[得第])\n|(?<=[\u4e00-\u9fff])(?<!分)\n(?=[\u4e00-\u9fff])(?!第)")
"""A line break that a narrow cell made and not the writer."""
_LONGEST = 600
_CIRCLED = "①②③④⑤⑥⑦⑧⑨"


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Scores by rule in printed order (or none), and the item's score where it is stated too."""

    parts: tuple[Decimal, ...] = ()
    whole: Decimal | None = None


def read_breakdown(text: str, item: Item, *, prose: bool = False) -> Breakdown | None:
    """The scores of the item's rules as one cell states them, else None.

    ``prose`` allows words beside the scores, as remarks have them: ``1.已建台账，得4分；2.…，得2分``.
    """
    if len(text) > _LONGEST:
        return None
    plain = _plain(text)
    if not any(map(str.isdigit, plain)):
        return None
    summed = None if prose else _read_sum(plain)
    if summed is not None:
        return summed
    if len(item.rules) < 2:
        return None
    whole, rest = _lead(plain)
    if whole is None:
        whole, rest = _tail(plain)
    parts = _numbered(rest, item, prose=prose)
    if parts is None and not prose:
        parts = _lines(rest, item)
    return Breakdown(parts, whole) if parts else None


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    """Narrow, circled numbers kept, a line break only where the writer made one."""
    kept = "".join(char if char in _CIRCLED else narrow(char) or char for char in text.strip())
    return _WRAPPED.sub("", kept.replace("；", ";").replace("，", ",").replace("：", ":"))


def _read_sum(plain: str) -> Breakdown | None:
    """``4+2=6`` and ``6（4+2）`` are 6 for the item; which rule each part is for, they do not say."""
    tight = _IN_ALL.sub(r"\2=\1", close_up(plain))
    found = _SUM.fullmatch(tight)
    if not found:
        return None
    stated = found.group(1)
    parts = (Decimal(part.removesuffix("分")) for part in tight.partition("=")[0].split("+"))
    return Breakdown((), Decimal(stated)) if stated is not None and Decimal(stated) == sum(parts) else None


def _lead(plain: str) -> tuple[Decimal | None, str]:
    """A total in front of the breakdown: ``6分（其中：1.得4分；2.得2分）``."""
    found = _LEAD.match(plain)
    if not found or _MARKER.match(plain):
        return None, plain
    rest = plain[found.end() :]
    return (Decimal(found.group(1)), rest.rstrip(")")) if _MARKER.match(rest) else (None, plain)


def _tail(plain: str) -> tuple[Decimal | None, str]:
    """A total behind the breakdown: ``1.得4分；2.得2分，共6分``."""
    for found in _TAIL.finditer(plain):
        if found.end() == len(plain) and found.start():
            return Decimal(found.group(1)), plain[: found.start()]
    return None, plain


def _numbered(plain: str, item: Item, *, prose: bool) -> tuple[Decimal, ...] | None:
    """The parts behind 1. 2. 3. …, each with one score, every rule exactly once and in order."""
    marks = list(_MARKER.finditer(plain))
    if len(marks) != len(item.rules) or plain[: marks[0].start()].strip():
        return None
    if [_ordinal(mark) for mark in marks] != list(range(1, len(marks) + 1)):
        return None
    ends = [mark.start() for mark in marks[1:]] + [len(plain)]
    values = []
    for mark, end, rule in zip(marks, ends, item.rules, strict=True):
        part = plain[mark.end() : end].strip(" ;,。、\n\t:")
        value = _earned(part) if prose else read_text(part, rule.max).value
        if value is None:
            return None
        values.append(value)
    return tuple(values)


def _ordinal(mark: re.Match[str]) -> int:
    text = next(group for group in mark.groups() if group)
    if text in _CIRCLED:
        return _CIRCLED.index(text) + 1
    return int(text) if text.isdecimal() else "一二三四五六七八九".index(text) + 1


def _earned(part: str) -> Decimal | None:
    """The only score in a remark's part."""
    tight = close_up(part)
    found = _EARNED.findall(tight)
    if len(found) == 1 and len(_POINTS.findall(tight)) == 1:
        return Decimal(found[0])
    return number_in(tight) if not found and tight.endswith("分") else None


def _lines(plain: str, item: Item) -> tuple[Decimal, ...] | None:
    """One bare score a line, as many lines as rules."""
    lines = [line.strip(" ;,。、\t") for line in plain.replace("\r", "\n").split("\n")]
    lines = [line for line in lines if line]
    numbered = all(line.startswith(f"{number}.") for number, line in enumerate(lines, 1))
    if len(lines) != len(item.rules) or numbered:
        return None
    values = [read_text(line, rule.max).value for line, rule in zip(lines, item.rules, strict=True)]
    return None if None in values else tuple(value for value in values if value is not None)


def earned_alone(text: str) -> Decimal | None:
    """The score of a remark that says nothing else: ``得4分``, ``自评4分``."""
    tight = close_up(text).strip("。;；,，")
    return number_in(tight) if tight.startswith(("得", "自评")) and tight.endswith("分") else None

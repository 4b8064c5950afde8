"""One score as fillers write it.  Whatever a careful clerk could doubt is no number."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

from extract.clauses import score_among
from extract.grid import Cell, CellKind
from extract.numerals import NUMBER, number_in, tidy, whole_number
from extract.words import close_up, narrow
from jieyue.frozen import frozen

_FULL = re.compile(r"(?:自评)?得?满分")
_SUMMED = re.compile(r"^(?:共计?|合计):?(?=[\d零半一二两三四五六七八九十])")
_IN_POINTS = "(分)"
"""A measure word in brackets, as it stands in forms to fill in: ``4（分）``."""
_LESS = re.compile(rf"({NUMBER})分?-({NUMBER})分?=({NUMBER})分?")
_IN_ALL = re.compile(rf"({NUMBER}分?)\(({NUMBER}分?-{NUMBER}分?)\)")
_NONE_EARNED = re.compile(r"(?:不|未)得分")
_HINT = re.compile(r"(?:请)?填(?:写|分|数)|(?:单击|点击)(?:或点击)?此处(?:以)?输入文字。?|选择一?项。?")
"""What an empty content control prints: its blank is as blank as any."""
_NOT_APPLICABLE = re.compile(
    r"(?:[本我该]单位|[本此该]项)?(?:不适用|无此项|不涉及|无此项目|无此项内容|无此内容|n/a|na)(?:[(,.;:。、].{0,40})?",
    re.IGNORECASE,
)
_BRACKETS_ROUND = re.compile(r"\(([^()]+)\)")
_INNER_BLANK = re.compile(r"[\d.]\s+[\d.]")
_COUNTED = re.compile(r"(?:共|计|有)?(\d{1,3}|[一二两三四五六七八九十]{1,3})")
_DASHES = str.maketrans({"−": "-", "﹣": "-", "﹢": "+", "‘": "", "’": "", "'": "", "`": ""})
_LOOK_ALIKES = ("一", "〇")
"""Numerals that by themselves cannot be told from a dash and a circle."""
_LONGEST = 200
_GRAIN = Decimal("0.000001")


@frozen
class Reading:
    """What one score cell says: a value, or the code of what is wrong with it, or 不适用."""

    value: Decimal | None = None
    code: str | None = None

    @property
    def not_applicable(self) -> bool:
        """True for 不适用 and its like."""
        return self.code == "not-applicable"


MISSING = Reading(code="score-missing")
DOUBTFUL = Reading(code="score-not-a-number")
NOT_APPLICABLE = Reading(code="not-applicable")


def read_score(cell: Cell, maximum: Decimal) -> Reading:
    """The score in a cell; ``maximum`` is what 满分 means."""
    if cell.kind in (CellKind.ERROR, CellKind.DATE, CellKind.BOOLEAN):
        return DOUBTFUL
    if cell.kind is CellKind.FORMULA:
        return Reading(code="formula-without-value")
    read = read_text(cell.text, maximum)
    if cell.kind is not CellKind.NUMBER or cell.number is None:
        return read
    number = tidy(cell.number)
    if read is MISSING or (read.value is not None and abs(read.value - number) < _GRAIN):
        return Reading(number)
    return DOUBTFUL


@lru_cache(maxsize=4096)
def read_text(text: str, maximum: Decimal) -> Reading:
    """The score that ``text`` states."""
    if not text.strip("_＿ \t\r\n\u3000\xa0") or _HINT.fullmatch(close_up(text)):
        return MISSING
    if len(text) > _LONGEST or _INNER_BLANK.search(narrow(text)) or _has_note_mark(text):
        return DOUBTFUL
    tight = close_up(text).translate(_DASHES)
    if _NOT_APPLICABLE.fullmatch(_BRACKETS_ROUND.sub(r"\1", tight) if tight[:1] == "(" else tight):
        return NOT_APPLICABLE
    value = _in_words(tight, maximum)
    return DOUBTFUL if value is None else Reading(value)


def _has_note_mark(text: str) -> bool:
    """True where a small or ringed digit stands by: in ``4¹`` and ``4①`` it is no digit of the score."""
    return not text.isascii() and any(
        unicodedata.decomposition(char).startswith(("<super>", "<sub>", "<circle>", "<fraction>")) for char in text
    )


def _in_words(tight: str, maximum: Decimal) -> Decimal | None:
    """满分 and 不得分, else a number, alone or among clauses that agree with it."""
    if _FULL.fullmatch(tight):
        return maximum
    if tight in _LOOK_ALIKES:
        return None
    if _NONE_EARNED.fullmatch(tight):
        return Decimal(0)
    tight = tight.replace(_IN_POINTS, "分")
    value = number_in(_SUMMED.sub("", tight))
    if value is None:
        value = _subtracted(tight, maximum)
    return score_among(tight, maximum) if value is None else value


def _subtracted(tight: str, maximum: Decimal) -> Decimal | None:
    """The difference of ``4-1=3`` and ``3（4-1）``, where it begins with the maximum and is right."""
    found = _LESS.fullmatch(_IN_ALL.sub(r"\2=\1", tight))
    if not found:
        return None
    whole, less, rest = map(Decimal, found.groups())
    return rest if whole == maximum and whole - less == rest else None


def read_count(cell: Cell, unit: str) -> int | None:
    """A whole number of things, ``3``, ``3项``, ``三项``; None where there is none."""
    if cell.kind is CellKind.NUMBER and cell.number is not None:
        number = tidy(cell.number)
        return int(number) if number == number.to_integral_value() and number >= 0 else None
    return count_in(cell.text, unit)


def count_in(text: str, unit: str) -> int | None:
    """The count that a text states with or without its measure word."""
    tight = close_up(text).removesuffix(unit).removesuffix("个")
    found = _COUNTED.fullmatch(tight)
    if not found:
        return None
    digits = found.group(1)
    whole = Decimal(digits) if digits.isdecimal() else whole_number(digits)
    return int(whole) if whole is not None else None

"""One score as fillers write it.  Whatever a careful clerk could doubt is no number."""

from __future__ import annotations

import re
import unicodedata
from decimal import ROUND_HALF_EVEN, Decimal
from functools import lru_cache

from extract.grid import Cell, CellKind
from extract.words import close_up, narrow
from jieyue.frozen import frozen

_NUMBER = r"(?:0|[1-9]\d{0,3})(?:\.\d{1,15})?"
_HEAD = r"(?:(?:自评|自查|核查|验收)?(?:得分|得|分|评分)?(?:为|是)?[:：]?)"
_PLAIN = re.compile(rf"{_HEAD}([+\-负]?)({_NUMBER})(?:分整?)?")
_CHINESE = re.compile(
    rf"{_HEAD}(负?)([零〇一二两三四五六七八九十百壹贰叁肆伍陆柒捌玖拾]{{1,6}})(点[零〇一二三四五六七八九]{{1,2}})?(?:分(半)?整?|(半))?"
)
_FULL = re.compile(r"(?:自评)?得?满分")
_FULL_TOO = re.compile(rf"({_NUMBER})分?\(满分\)")
_NONE_EARNED = re.compile(r"(?:不|未)得分")
_NOT_APPLICABLE = re.compile(
    r"(?:不适用|无此项|不涉及|无此项目|无此项内容|无此内容|n/a|na)(?:[(,.;:。、].{0,40})?", re.IGNORECASE
)
_INNER_BLANK = re.compile(r"[\d.]\s+[\d.]")
_COUNTED = re.compile(r"(?:共|计|有)?(\d{1,3}|[一二两三四五六七八九十]{1,3})")
_DASHES = str.maketrans({"−": "-", "﹣": "-", "﹢": "+", "‘": "", "’": "", "'": "", "`": ""})
_CHINESE_DIGITS = (
    {char: value for value, char in enumerate("零一二三四五六七八九")}
    | {char: value for value, char in enumerate("〇壹贰叁肆伍陆柒捌玖")}
    | {"两": 2}
)
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
    if not text.strip("_＿ \t\r\n\u3000\xa0"):
        return MISSING
    if len(text) > _LONGEST or _INNER_BLANK.search(narrow(text)) or _has_note_mark(text):
        return DOUBTFUL
    tight = close_up(text).translate(_DASHES)
    if _NOT_APPLICABLE.fullmatch(tight):
        return NOT_APPLICABLE
    value = _in_words(tight, maximum)
    return DOUBTFUL if value is None else Reading(value)


def _has_note_mark(text: str) -> bool:
    """True where a small or ringed digit stands by: in ``4¹`` and ``4①`` it is no digit of the score."""
    return not text.isascii() and any(
        unicodedata.decomposition(char).startswith(("<super>", "<sub>", "<circle>", "<fraction>")) for char in text
    )


def _in_words(tight: str, maximum: Decimal) -> Decimal | None:
    """满分 and 不得分, else a number."""
    if _FULL.fullmatch(tight):
        return maximum
    if found := _FULL_TOO.fullmatch(tight):
        return maximum if Decimal(found.group(1)) == maximum else None
    if tight in _LOOK_ALIKES:
        return None
    return Decimal(0) if _NONE_EARNED.fullmatch(tight) else number_in(tight)


@lru_cache(maxsize=4096)
def number_in(tight: str) -> Decimal | None:
    """The number of ``4``, ``得4分``, ``四点五分``; None for anything else.  ``tight`` has no spaces."""
    if found := _PLAIN.fullmatch(tight):
        sign, digits = found.groups()
        value = tidy(Decimal(digits))
        return -value if sign in ("-", "负") else value
    if found := _CHINESE.fullmatch(tight):
        sign, whole, part, half, other_half = found.groups()
        return _chinese(sign, whole, part, bool(half or other_half))
    return None


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


def tidy(number: Decimal) -> Decimal:
    """``number`` without the dust of binary fractions: 9.299999999999999 is 9.3."""
    near = number.quantize(_GRAIN, ROUND_HALF_EVEN)
    exact = near if abs(number - near) < Decimal("0.000000001") else number
    return exact.quantize(Decimal(1)) if exact == exact.to_integral_value() else exact.normalize()


def whole_number(text: str) -> Decimal | None:
    """A whole Chinese numeral below a thousand: 十, 十二, 二十, 一百."""
    text = text.replace("拾", "十")
    total, digit = 0, None
    for place, char in enumerate(text):
        if char in _CHINESE_DIGITS:
            if digit is not None and digit != 0:
                return None
            digit = _CHINESE_DIGITS[char]
            continue
        if digit == 0 or (digit is None and (char != "十" or place)):
            return None
        total += (1 if digit is None else digit) * (10 if char == "十" else 100)
        digit = None
    if total >= 100 and digit is not None and total % 100 == 0 and "零" not in text and "〇" not in text:
        return None
    return Decimal(total + (digit or 0))


def _chinese(sign: str, whole: str, part: str | None, half: bool) -> Decimal | None:
    value = whole_number(whole)
    if value is None or (part and half):
        return None
    if part:
        value += Decimal("0." + "".join(str(_CHINESE_DIGITS[char]) for char in part[1:]))
    if half:
        value += Decimal("0.5")
    return -value if sign else value

"""Numbers as scores are written: ``4``, ``得4分``, ``四点五分``, ``柒点伍``."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Decimal
from functools import lru_cache

NUMBER = r"(?:0|[1-9]\d{0,3})(?:\.\d{1,15})?"
_WHOSE = r"(?:[本此该][项条]?)?(?:单位)?(?:自评|自查|核查|验收)?"
_HEAD = rf"(?:{_WHOSE}(?:[实共]?得分?|分|评分|打分|计分?)?(?:为|是)?[:：]?)"
_PLAIN = re.compile(rf"{_HEAD}([+\-负]?)({NUMBER})(?:分整?)?")
_CHINESE = re.compile(
    rf"{_HEAD}(负?)([零〇一二两三四五六七八九十百壹贰叁肆伍陆柒捌玖拾]{{1,6}})(点[零〇一二三四五六七八九壹贰叁肆伍陆柒捌玖]{{1,2}})?(?:分(半)?整?|(半))?"
)
_CHINESE_DIGITS = (
    {char: value for value, char in enumerate("零一二三四五六七八九")}
    | {char: value for value, char in enumerate("〇壹贰叁肆伍陆柒捌玖")}
    | {"两": 2}
)
_GRAIN = Decimal("0.000001")
_DUSTY = 15
"""Places before the point from which a binary number has no fraction any more."""


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


def tidy(number: Decimal) -> Decimal:
    """``number`` without the dust of binary fractions: 9.299999999999999 is 9.3; what is huge has none."""
    if number.adjusted() > _DUSTY:
        return number
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

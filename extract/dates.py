"""Days as fillers write them.  A date without a year or a day, or one that does not exist, is no date."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

from extract.words import close_up

_DIGITS = {char: str(value) for value, char in enumerate("〇一二三四五六七八九")} | {
    "零": "0",
    "○": "0",
    "Ｏ": "0",
    "O": "0",
    "o": "0",
}
_SEPARATED = re.compile(r"(\d{4})([年./\-。])(\d{1,2})([月./\-。])(\d{1,2})日?号?")
_TIGHT = re.compile(r"(20\d\d)(\d\d)(\d\d)")
_CHINESE = re.compile(
    r"(\d{4}|[〇零○Oo一二三四五六七八九]{4})年(\d{1,2}|[元一二三四五六七八九十]{1,3})月"
    r"(\d{1,2}|[一二三四五六七八九十廿卅]{1,3})[日号]?"
)
_CLOCK = re.compile(r"\(?(?:(?:星期|周)[一二三四五六日天]|[上下]午)?\)?(?:\d{1,2}:\d{2}(?::\d{2})?)?$")
_TITLE_YEAR = re.compile(
    r"(?:(?<!\d)(?=20\d\d年)|(?<![\d〔\[])(?=20\d\d[\u4e00-\u9fff])|(?<=\()(?=20\d\d\)))(20\d\d)(?!年?(?:版|修订|印发|号))"
)
_SPAN = re.compile(r"20\d\d年?度?[-—–~～至到]{1,2}20\d\d")
_EPOCH = date(1899, 12, 30)


def read_date(text: str) -> date | None:
    """The one day that ``text`` states in full, else None."""
    tight = close_up(text).strip("。.,，;；()（）")
    tight = _CLOCK.sub("", tight)
    if found := _SEPARATED.fullmatch(tight):
        year, first, month, second, day = found.groups()
        if first + second not in ("年月", "..", "//", "--", "。。"):
            return None
        return _day(int(year), int(month), int(day))
    if found := _TIGHT.fullmatch(tight):
        return _day(*map(int, found.groups()))
    if found := _CHINESE.fullmatch(tight):
        year, month, day = found.groups()
        return _day(int("".join(_DIGITS.get(char, char) for char in year)), _ten(month), _ten(day))
    return None


def from_serial(number: Decimal) -> date | None:
    """The day of a spreadsheet serial number of this century's first half, else None."""
    if number != number.to_integral_value() or not Decimal(36526) <= number <= Decimal(55153):
        return None
    return _EPOCH + timedelta(days=int(number))


def read_year(text: str) -> int | None:
    """The year that ``2026``, ``2026年度`` or ``二〇二六年`` states."""
    tight = close_up(text)
    found = re.fullmatch(r"(20\d\d)(?:\.0)?年?度?", tight)
    if found:
        return int(found.group(1))
    found = re.fullmatch(r"(二[〇零○Oo][〇零○Oo一二三四五六七八九]{2})年?度?", tight)
    return int("".join(_DIGITS[char] for char in found.group(1))) if found else None


def year_in_title(text: str) -> int | None:
    """The only year that a title names: ``2026年度``, ``2026年``, or a bare ``2026`` before words or in brackets.

    The year of an edition, 2020年版, is none of the form's; a span, 2026—2027年, names no one year.
    """
    tight = close_up(text)
    if _SPAN.search(tight):
        return None
    years = {int(year) for year in _TITLE_YEAR.findall(tight)}
    years |= {
        year
        for words in re.findall(r"二[〇零○Oo][〇零○Oo一二三四五六七八九]{2}年(?!版|修订|印发)", tight)
        if (year := read_year(words))
    }
    return years.pop() if len(years) == 1 else None


def years_in(text: str) -> tuple[int, ...]:
    """The years that a heading names: ``2026年得分``."""
    return tuple(int(year) for year in re.findall(r"(?<!\d)(20\d\d)年", close_up(text)))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if 2000 <= year <= 2100 else None


def _ten(text: str) -> int:
    """一 to 三十一, 1 to 31; 0 where it is no such number."""
    if text.isdecimal():
        return int(text)
    text = text.replace("廿", "二十").replace("卅", "三十").replace("元", "一")
    digits = "〇一二三四五六七八九"
    if "十" not in text:
        return digits.index(text) if len(text) == 1 else 0
    tens, _, ones = text.partition("十")
    if len(tens) > 1 or len(ones) > 1 or "十" in ones:
        return 0
    return (digits.index(tens) if tens else 1) * 10 + (digits.index(ones) if ones else 0)

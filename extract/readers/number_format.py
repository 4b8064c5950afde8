"""Number formats of spreadsheets (数字格式): what a stored number looks like, and whether it is a date.

Shared by the readers of xlsx and xls.  Covers what forms use; an exotic format shows the plain number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from extract.readers.counting import chinese, digits

BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    12: "# ?/?", 13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"',
    29: 'm"月"d"日"', 30: "m/d/yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"',
    34: 'h"时"mm"分"', 35: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"', 37: "#,##0;-#,##0", 38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0",
    48: "##0.0E+0", 49: "@", 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"',
    54: 'm"月"d"日"', 55: 'yyyy"年"m"月"', 56: 'm"月"d"日"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
"""Formats that a file names by number only, as a Chinese Excel shows them."""

_MAX_CODE = 1000
_LITERAL = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]{0,99}\]', re.IGNORECASE)
_DATE_TOKEN = re.compile(
    r'"([^"]*)"?|\\(.)|_.|\*.|(\[[^\]]{0,99}\])|(y+|e+|m+|d+|h+|s+|aaaa|aaa|AM/PM|A/P|上午/下午)|(\.0+)|(.)',
    re.IGNORECASE,
)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)\s*(-?[\d.]+)\]")
_CHINESE_GENERAL = re.compile('g/"?通用格式"?', re.IGNORECASE)
"""General in a Chinese Excel; LibreOffice, which does not know it, quotes its characters when it saves."""
_NUMBER_TOKEN = re.compile(
    r'"([^"]*)"?|\\(.)|_.|\*.|\[\$([^\]-]{0,30}+)(?:-[^\]]{0,60}+)?+\]|\[[^\]]{0,60}+\]|([0#?.,]+)|(.)'
)
_WEEKDAYS = "一二三四五六日"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """A format code; ``dated`` says that it shows a day, ``timed`` that it shows a date or a time of day."""

    code: str
    dated: bool
    timed: bool


@lru_cache(maxsize=512)
def number_format(code: str) -> NumberFormat:
    """The format behind a code."""
    bare = _LITERAL.sub("", _CHINESE_GENERAL.sub("General", code[:_MAX_CODE]).split(";", maxsplit=1)[0]).lower()
    if "general" in bare:
        return NumberFormat(code, False, False)
    digits_shown = any(mark in bare for mark in "0#?") and not re.search(r"s\.0", bare)
    dated = not digits_shown and (
        "y" in bare or "d" in bare or "aaa" in bare or ("m" in bare and "h" not in bare and "s" not in bare)
    )
    timed = dated or (not digits_shown and ("h" in bare or "s" in bare))
    return NumberFormat(code, dated and "[" not in bare, timed)


def day_of(serial: Decimal, epoch_1904: bool) -> date | None:
    """The day that a serial number means; None for day zero, the day that never was (1900-02-29), and the absurd."""
    whole = int(serial)
    if epoch_1904:
        return date(1904, 1, 1) + timedelta(whole) if 0 <= whole < 2_957_004 else None
    if whole == 60 or not 0 < whole < 2_958_466:
        return None
    return date(1899, 12, 31 if whole < 60 else 30) + timedelta(whole)


def plain(number: Decimal) -> str:
    """A number in its shortest decimal form, without exponent."""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def shown(number: Decimal, code: str, epoch_1904: bool = False) -> str:
    """What a person sees: ``shown(Decimal("0.9"), "0%")`` is ``90%``."""
    form = number_format(code)
    if form.timed:
        return _shown_date(number, code, epoch_1904)
    section, number = _section(number, code[:_MAX_CODE])
    if not section.strip():
        return ""
    return _shown_number(number, section)


def _sections(code: str) -> list[str]:
    """The parts between semicolons that do not stand in quotes."""
    return re.findall(r'(?:"[^"]*"?|\\.|[^;"\\])+|(?<=;)(?=;|$)|^(?=;)', code) or [code]


def _section(number: Decimal, code: str) -> tuple[str, Decimal]:
    """The section in force, and the number as that section shows it (the negative one shows no sign)."""
    sections = _sections(code)
    for section in sections[:2]:
        condition = _CONDITION.search(section)
        if condition and _holds(number, condition[1], Decimal(condition[2].strip(".") or "0")):
            return section, number
    if any(_CONDITION.search(section) for section in sections):
        return sections[-1], number
    if number < 0 and len(sections) > 1:
        return sections[1], -number
    if number == 0 and len(sections) > 2:
        return sections[2], number
    return sections[0], number


def _holds(number: Decimal, sign: str, bound: Decimal) -> bool:
    order = (number > bound) - (number < bound)
    return {"<": order < 0, "<=": order <= 0, ">": order > 0, ">=": order >= 0, "=": order == 0, "<>": order != 0}[sign]


def _shown_number(number: Decimal, section: str) -> str:
    """Literals round one run of digits; anything finer shows the plain number."""
    parts: list[str] = []
    pattern, percent = "", 0
    for token in _NUMBER_TOKEN.finditer(_CHINESE_GENERAL.sub("General", section)):
        quoted, escaped, currency, run, other = token.groups()
        if run and pattern:
            return plain(number)
        if run:
            pattern = run
            parts.append("\0")
        elif other == "%":
            percent += 1
            parts.append("%")
        else:
            parts.append(quoted or escaped or currency or other or "")
    text = "".join(parts)
    if "General" in text:
        return text.replace("General", plain(number))
    if "\0" not in text:
        return plain(number) if "@" in text else text
    if "/" in text or "E+" in text or "E-" in text:
        return plain(number)
    return _signed(number * Decimal(100) ** percent, pattern, text)


def _signed(number: Decimal, pattern: str, text: str) -> str:
    whole, _, fraction = pattern.partition(".")
    scale = len(whole) - len(whole.rstrip(",")) if not fraction else len(fraction) - len(fraction.rstrip(","))
    number = (number / Decimal(1000) ** scale).quantize(
        Decimal(1).scaleb(-len(fraction.rstrip(","))), rounding=ROUND_HALF_UP
    )
    before, _, after = format(abs(number), "f").partition(".")
    while after and len(after) > fraction.count("0") and after.endswith("0"):
        after = after[:-1]
    before = before.lstrip("0").rjust(whole.count("0"), "0")
    if "," in whole.rstrip(","):
        before = _in_thousands(before)
    shown_digits = f"{before}.{after}" if after else before or ("0" if not fraction else "")
    return ("-" if number < 0 else "") + text.replace("\0", shown_digits or "0")


def _in_thousands(digits: str) -> str:
    first = len(digits) % 3
    return ",".join(filter(None, [digits[:first], *(digits[at : at + 3] for at in range(first, len(digits), 3))]))


def _shown_date(number: Decimal, code: str, epoch_1904: bool) -> str:
    day = day_of(number, epoch_1904)
    if day is None and int(number) != 0:
        return plain(number)
    day = day or date(1904, 1, 1)
    seconds = int((number % 1 * 86400).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    tokens = list(_DATE_TOKEN.finditer(code.split(";", maxsplit=1)[0]))
    words = [(token[4] or "").lower() for token in tokens]
    chinese_style = "dbnum1" in code.lower()
    text = ""
    for index, token in enumerate(tokens):
        if words[index]:
            part = _minutes(words, index, seconds) or _date_part(words[index], day, seconds, chinese_style)
            text += part
        elif token[3]:
            text += str(int(number * 24)) if token[3].lower().startswith("[h") else ""
        else:
            text += token[1] or token[2] or token[6] or ""
    return text.strip()


def _minutes(words: list[str], index: int, seconds: int) -> str:
    """Minutes, where an ``m`` follows hours or precedes seconds; else empty, for it is a month."""
    if words[index][0] != "m":
        return ""
    before = next((word for word in reversed(words[:index]) if word), "")
    after = next((word for word in words[index + 1 :] if word), "")
    if before.startswith("h") or after.startswith("s"):
        return f"{seconds // 60 % 60:02d}" if len(words[index]) > 1 else str(seconds // 60 % 60)
    return ""


def _date_part(word: str, day: date, seconds: int, chinese_style: bool) -> str:
    number = {"d": day.day, "m": day.month, "h": seconds // 3600, "s": seconds % 60}.get(word[0])
    if word[0] in "ye":
        year = digits(day.year) if chinese_style else str(day.year)
        return year if len(word) != 2 else year[2:]
    if word.startswith("aaa"):
        return ("星期" if len(word) > 3 else "") + _WEEKDAYS[day.weekday()]
    if number is None or "/" in word:
        return "下午" if seconds >= 43200 else "上午"
    if word[0] == "m" and len(word) > 2:
        return _MONTHS[day.month - 1]
    if word[0] == "d" and len(word) > 2:
        return f"星期{_WEEKDAYS[day.weekday()]}"
    return chinese(number) if chinese_style and number else str(number).rjust(min(len(word), 2), "0")

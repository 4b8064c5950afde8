"""How official Chinese writes lists, titles, dates and numbers.

Nothing here knows a document; the clause of GB/T 15834/15835 or of the field's practice stands with each function.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from jieyue.figures import plain

WIDE_SPACE = "\N{IDEOGRAPHIC SPACE}"

NATIONAL_BASIS = (
    ("绿色生活创建行动总体方案", "发改环资〔2019〕1696号"),
    ("节约型机关创建行动方案", "国管节能〔2020〕39号"),
)
"""The national documents every level rests on (the plan's own 1619 is a slip of the pen)."""


def joined(parts: Sequence[str]) -> str:
    """甲 · 甲和乙 · 甲、乙和丙."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{'、'.join(parts[:-1])}和{parts[-1]}"


def enumerated(parts: Sequence[str]) -> str:
    """甲、乙、丙; adjacent 《》 or “” take no mark between them (GB/T 15834)."""
    text = ""
    for part in parts:
        tight = text.endswith(("》", "”")) and part.startswith(("《", "“"))
        text += part if not text or tight else f"、{part}"
    return text


def cited(title: str, number: str = "") -> str:
    """《文件名》（发文字号）: the title first, then its number."""
    return f"《{inner_title(title)}》（{number}）" if number else f"《{inner_title(title)}》"


def inner_title(title: str) -> str:
    """A title to stand inside 《》: book-title marks within become 〈〉."""
    return title.replace("《", "〈").replace("》", "〉")


def quoted(text: str) -> str:
    """“text”, quotation marks within become ‘’."""
    return f"“{text.replace('“', '‘').replace('”', '’')}”"


def full_day(day: date) -> str:
    """2026年12月28日: Arabic digits, no zero before (GB/T 9704 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def month_day(day: date) -> str:
    """12月28日, where the year has been said."""
    return f"{day.month}月{day.day}日"


def blank_day(year: int) -> str:
    """A date still to be filled in by hand, in the official form."""
    return f"{year}年{WIDE_SPACE}月{WIDE_SPACE}日"


def blank_number(code: str, year: int) -> str:
    """A document number still to be given: 湘管发〔2026〕　号."""
    return f"{code}〔{year}〕{WIDE_SPACE}号"


def day_span(first: date, last: date) -> str:
    """2026年11月2日至13日 · 2026年11月30日至12月4日 · 2026年12月30日至2027年1月5日."""
    if first == last:
        return full_day(first)
    if first.year != last.year:
        return f"{full_day(first)}至{full_day(last)}"
    if first.month != last.month:
        return f"{full_day(first)}至{month_day(last)}"
    return f"{full_day(first)}至{last.day}日"


def month_day_span(first: date, last: date) -> str:
    """11月2日至13日, where the year has been said."""
    if first == last:
        return month_day(first)
    if first.year != last.year:
        return day_span(first, last)
    return (
        f"{month_day(first)}至{last.day}日" if first.month == last.month else f"{month_day(first)}至{month_day(last)}"
    )


def percentage(value: Decimal) -> str:
    """43.4%: one decimal as computed, a whole number without it."""
    return f"{plain(value)}%"


def points_apart(value: Decimal) -> str:
    """The distance between two percentages."""
    return f"{plain(abs(value))}个百分点"


def named(names: Sequence[str], counted: str = "家单位") -> str:
    """湖南省水利厅 · 湖南省水利厅等3家单位: the first one stands for all."""
    return names[0] if len(names) == 1 else f"{names[0]}等{len(names)}{counted}"

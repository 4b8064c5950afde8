"""Punctuation: between titles, in ranges, nested, half-width (R70, section 4; GB/T 15834, GB/T 15835)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generate.lint.departure import Strength
from generate.lint.elements import Elements, Part
from generate.lint.manuscript import Para
from generate.lint.registry import EVERY, Finding, at, rule
from generate.lint.rules.text import found_in, texts

_HAN = r"[一-鿿]"
_BETWEEN = re.compile(r"》\s*、\s*《|”\s*、\s*“")
_MEASURE = (
    "人次|人|家|个|元|万元|亿元|万|亿|吨|千克|公斤|克|度|千瓦时|名|项|条|次|倍|分|平方米|平方公里|米|公里|千米"
    "|升|立方米|℃|摄氏度|岁|页|台|辆|套|户"
)
_NUMBER = r"\d{1,6}(?:\.\d{1,4})?"
_VALUES = re.compile(
    rf"(?<![\dA-Za-z.〔/第-]){_NUMBER}(?:\s*(?:[%％]|{_MEASURE}))?\s*[-－–—―]{{1,2}}\s*{_NUMBER}\s*(?:[%％]|(?:{_MEASURE}))"
)
_TIMES = re.compile(r"(?<![\dA-Za-z./-])\d{1,4}(?:\s*[年月日])?\s*[-－–]{1,2}\s*\d{1,4}(?:年|月|日)")
_NESTED = (
    re.compile(r"（[^（）]{0,200}（(?![一二三四五六七八九十\d]{1,3}）)[^（）]{0,200}）"),
    re.compile(r"《[^《》]{0,100}《[^《》]{0,100}》"),
    re.compile(r"“[^“”]{0,100}“[^“”]{0,100}”"),
)
_HALF = re.compile(rf"{_HAN}\s?[,;?!]|[,;?!]\s?{_HAN}|{_HAN}:(?!//)|{_HAN}\.(?:\s*{_HAN}|$)|[》”）],")
_BRACKET = re.compile(rf"\([^()]{{0,40}}{_HAN}|{_HAN}\s?\(|{_HAN}\)")
_QUOTE = re.compile(rf"\"(?=\s?{_HAN})|(?<={_HAN})\"|{_HAN}'|'{_HAN}")
_DOTS = re.compile(r"(?<!\.)\.{3,5}(?!\.)|。{2,}|，{2,}|、{2,}|；{2,}|：{2,}")
_LABELS = (Part.ADDRESSEES, Part.NOTE, Part.COPIES, Part.SENT_TO, Part.SIGNERS, Part.LABEL, Part.REMARK)
_COUNT = r"[一二三四五六七八九十\d]{1,3}"
_NUMBERED = re.compile(rf"^\s*(?:[（(]\s*{_COUNT}\s*[）)]\s*[、，。.．,：:]?|{_COUNT}\s*[.．，,、])")
_IN_FLOW = re.compile(r"(?:https?://|www\.)[!-~]+|[A-Za-z0-9._-]{1,64}@[A-Za-z0-9.-]+")


@rule(
    "T1",
    "9（GB/T 15834）",
    Strength.USUAL,
    wanted="相邻的书名号之间、引号之间不用顿号",
    remedy="请删去中间的顿号",
    formats=EVERY,
    alone=True,
)
def between_titles(elements: Elements) -> Iterator[Finding]:
    """《A》《B》 and “A”“B”; with brackets between them they keep the 、."""
    yield from found_in(elements, _BETWEEN, "写作“{}”")


@rule(
    "T2",
    "9（GB/T 15834、15835）",
    Strength.SHALL,
    wanted="数值范围用“～”，起止年月、地点用“—”",
    remedy="请改用“～”（数值）或“—”（时间）",
    formats=EVERY,
    alone=True,
)
def ranges(elements: Elements) -> Iterator[Finding]:
    """10～20人, 2020—2026年."""
    for para in texts(elements):
        hit = _VALUES.search(para.text) or _TIMES.search(para.text)
        if hit:
            yield at(para, f"范围写作“{hit[0]}”", lenient=para.cell is not None)


@rule(
    "T3",
    "9（GB/T 15834）",
    Strength.USUAL,
    wanted="套用的括号、书名号、引号形式不同，如“〔（）〕”“《〈〉》”“‘’在“”之内”",
    remedy="请把里层改用另一种形式",
    formats=EVERY,
    alone=True,
)
def nested(elements: Elements) -> Iterator[Finding]:
    """Nested brackets differ in form."""
    for pattern in _NESTED:
        yield from found_in(elements, pattern, "同形符号套用“{}”")


@rule(
    "T7",
    "9（GB/T 15834）",
    Strength.SHALL,
    wanted="中文标点用全角",
    remedy="请改为全角标点",
    formats=EVERY,
    alone=True,
)
def half_width(elements: Elements) -> Iterator[Finding]:
    """No half-width marks beside Hanzi; elements' own labels have their own rules."""
    for para in texts(elements):
        text = _running_text(elements, para)
        hit = _HALF.search(text) or _BRACKET.search(text) or _QUOTE.search(text)
        if hit:
            yield at(para, f"半角标点“{hit[0].strip()}”", lenient=para.cell is not None)


def _running_text(elements: Elements, para: Para) -> str:
    """The text without addresses, numbers in front, and what an element's own rule speaks of."""
    text = _IN_FLOW.sub("", _NUMBERED.sub("", para.text))
    part = elements.parts.get(para.at)
    if part is Part.REMARK:
        return text.strip("() ")
    if part in _LABELS:
        return re.sub(r"[:：]", "", text).rstrip(".,; ")
    return text.rstrip() if part is not Part.TITLE else text.rstrip(".,;: ")


@rule(
    "T11",
    "9（GB/T 15834）",
    Strength.SHALL,
    wanted="标点不重复，省略号用“……”",
    remedy="请删去多余的标点",
    formats=EVERY,
    alone=True,
)
def repeated(elements: Elements) -> Iterator[Finding]:
    """No 。。 and no dots for an ellipsis."""
    for para in texts(elements):
        hit = _DOTS.search(para.text)
        if hit:
            yield at(para, f"标点写作“{hit[0]}”", lenient=para.cell is not None)

"""Text: citations, years, dates, headings (section 4 of the rule table; GB/T 15834, GB/T 15835)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from generate.lint import patterns
from generate.lint.departure import Strength
from generate.lint.elements import HEADINGS, Elements, Part
from generate.lint.manuscript import Para
from generate.lint.registry import EVERY, TEXTS, Finding, at, rule

_OWN_RULES = (Part.NUMBER, Part.DATE, Part.SECRECY, Part.MARK, Part.COPY_NUMBER, Part.URGENCY)
_NUMBERED = r"[一-鿿]{2,12}"
_LOOSE_NUMBER = re.compile(
    rf"{_NUMBERED}(?:"
    r"[\[［【（(](?:19|20)\d{2}[\]］】）)](?:\s*第)?\s*\d{1,5}\s*号"
    r"|〔\d{2}〕(?:\s*第)?\s*\d{1,5}\s*号"
    r"|〔\d{4}〕\s*(?:第\s*\d{1,5}|0\d{0,4})\s*号)"
)
_NUMBER_FIRST = re.compile(r"〔\d{4}〕\s*\d{1,5}\s*号(?:文件?)?\s*[（(]?《")
_NUMBER_BARE = re.compile(r"》\s*[一-鿿]{2,8}〔\d{4}〕\s*\d{1,5}\s*号")
_SHORT_YEAR = re.compile(r"(?<![\d.、近达满约每过])(?:'|’|‘)?\d{2}年(?:度|(?:1[0-2]|0?[1-9])月(?![以内之余多]))")
_PADDED = re.compile(r"\d{4}年(?:0\d月|\d{1,2}月0\d日)")
_POINTED = re.compile(
    r"(?<![\d./A-Za-z-])(?:19|20)\d{2}([./-])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])(?![\d./A-Za-z-])"
)
_CHINESE_YEAR = re.compile(r"[一二][○〇零Oo0九][一二三四五六七八九○〇零Oo0]{2}年(?:[一二三四五六七八九十]{1,2}月|度)?")
_ENDS_DATED = re.compile(r"\d{4}年.{1,6}日.{0,8}$")
_LONGEST_HEADING = 30


def texts(elements: Elements) -> Iterator[Para]:
    """Paragraphs whose text is no element with a rule of its own, but for those known to be in order."""
    for para in elements.loud:
        if elements.parts.get(para.at) not in _OWN_RULES:
            yield para


def found_in(elements: Elements, pattern: re.Pattern[str], what: str) -> Iterator[Finding]:
    """A finding for every place where a pattern is found; in tables, which often quote, only a remark."""
    for para in texts(elements):
        hit = pattern.search(para.text)
        if hit:
            yield at(para, what.format(hit[0]), lenient=para.cell is not None)


@rule(
    "R28",
    "7.2.5",
    Strength.SHALL,
    wanted="引用的发文字号用六角括号〔〕括入四位年份，序号不加“第”、不编虚位",
    remedy="请改写引用的发文字号",
    formats=EVERY,
    alone=True,
)
def cited_number(elements: Elements) -> Iterator[Finding]:
    """A document number in the text is written as on its document."""
    yield from found_in(elements, _LOOSE_NUMBER, "引用的发文字号写作“{}”")


@rule(
    "T8",
    "9（公文引用）",
    Strength.SHALL,
    wanted="引用公文先引标题，后用圆括号引发文字号，如“《×××通知》（×发〔2026〕1号）”",
    remedy="请调整标题与发文字号的顺序，发文字号加圆括号",
    formats=EVERY,
    alone=True,
)
def cited_order(elements: Elements) -> Iterator[Finding]:
    """First the title, then the number in parentheses."""
    yield from found_in(elements, _NUMBER_FIRST, "发文字号引在标题之前“{}”")
    yield from found_in(elements, _NUMBER_BARE, "标题后的发文字号没有加圆括号“{}”")


@rule(
    "T9", "9（GB/T 15835）", Strength.SHALL, wanted="年份用四位数字", remedy="请写全四位年份", formats=EVERY, alone=True
)
def four_digit_year(elements: Elements) -> Iterator[Finding]:
    """2026年度, not 26年度."""
    yield from found_in(elements, _SHORT_YEAR, "年份写作“{}”")


@rule(
    "T10",
    "9（GB/T 15835）",
    Strength.SHALL,
    wanted="日期写作“2026年3月5日”，用阿拉伯数字，月、日不编虚位",
    remedy="请改写日期",
    formats=EVERY,
    alone=True,
)
def dates(elements: Elements) -> Iterator[Finding]:
    """2026年3月5日 in running text."""
    for para in texts(elements):
        if elements.parts.get(para.at) is Part.PRINTED:
            continue
        hit = _PADDED.search(para.text) or _CHINESE_YEAR.search(para.text) or _POINTED.search(para.text)
        if hit:
            lenient = para.cell is not None or hit.re is _POINTED
            yield at(para, f"日期写作“{hit[0]}”", lenient=lenient)


@rule(
    "T6",
    "9（GB/T 15834）",
    Strength.SHALL,
    wanted="独占一行的标题末尾不加句号等标点",
    remedy="请删去标题末尾的标点",
)
def bare_heading(elements: Elements) -> Iterator[Finding]:
    """A title or a heading on its own line takes no mark at its end."""
    for para in elements.of(Part.TITLE, Part.ANNEX_TITLE):
        if para.words.endswith(("。", "；", "，", "：", ";", ",", ".")):
            yield at(para, f"{elements.parts[para.at].value}末尾有“{para.words[-1]}”")
    shown = elements.of(Part.BODY, *HEADINGS)
    for para, following in pairwise(shown):
        if _is_heading(elements, para, following) and para.words.endswith(("。", "；", "，", "：")):
            yield at(para, f"标题末尾有“{para.words[-1]}”")


def _is_heading(elements: Elements, para: Para, following: Para) -> bool:
    """A numbered short line of one clause, with text or a deeper level under it."""
    part, below = elements.parts[para.at], elements.parts[following.at]
    if part not in HEADINGS[:2] or below in HEADINGS[: HEADINGS.index(part) + 1]:
        return False
    inner = para.words[:-1]
    return len(inner) <= _LONGEST_HEADING and not set(inner) & set("，。；：！？") and below is not part


@rule(
    "T4",
    "7.3.3",
    Strength.MAY,
    wanted="“一、”后用顿号，“1.”后用下角圆点",
    remedy="请改为“一、”“1.”",
)
def number_marks(elements: Elements) -> Iterator[Finding]:
    """一、 and 1. with their own marks."""
    for para in elements.of(*HEADINGS):
        hit = re.match(r"[一二三四五六七八九十]{1,3}\s*[.．，,]|\d{1,2}\s*、", para.words)
        if hit:
            yield at(para, f"层次序数写作“{hit[0]}”")


@rule(
    "T5",
    "7.3.3",
    Strength.PRACTICE,
    wanted="“（一）”“（1）”用全角圆括号，其后不加标点",
    remedy="请改用全角圆括号，删去序数后的标点",
)
def bracketed_numbers(elements: Elements) -> Iterator[Finding]:
    """No mark after （一） and （1）, whose brackets are full-width."""
    for para in elements.of(*HEADINGS):
        hit = re.match(r"[（(]\s*[一二三四五六七八九十\d]{1,3}\s*[）)]\s*[、，。.．,：:]?", para.words)
        if hit and (hit[0][-1] in "、，。.．,：:" or "(" in hit[0] or ")" in hit[0]):
            yield at(para, f"层次序数写作“{hit[0]}”")


@rule(
    "R53",
    "7.3.5.4",
    Strength.MUST,
    wanted="成文日期在正文（附件说明）之后",
    remedy="请在署名下一行标注成文日期",
    formats=TEXTS,
)
def dated(elements: Elements) -> Iterator[Finding]:
    """There is a date where there is a signature in the flow."""
    if elements.of(Part.DATE) or elements.of(Part.ORGAN):
        return
    last = elements.last(Part.BODY, *HEADINGS, Part.NOTE)
    dated_words = any(
        re.search(r"\d{4}\s*年.{1,6}日", patterns.squeezed(para.text)[-20:]) for para in elements.file.paras
    )
    if last is not None and not dated_words and not any(para.boxed is not None for para in elements.file.paras):
        yield at(last, "没有成文日期")

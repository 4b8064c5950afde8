"""Fields of Word that show something without storing it as a result: EQ, behind 拼音指南, 带圈字符 and 合并字符."""

from __future__ import annotations

import re

from extract.readers.docx_symbols import UNKNOWN

_FORMULA = re.compile(r"\s*EQ\b(.*)", re.IGNORECASE | re.DOTALL)
_OVERSTRUCK = re.compile(r"\\o\s*(?:\\a[a-z]\s*)?\(", re.IGNORECASE)
_SWITCHES = re.compile(r"\\[*a-zA-Z]+\s*(?:-?\d+|\"[^\"]{0,100}\"|[A-Za-z]+\d+)?")


def shown_formula(instruction: str) -> str:
    """The characters that an EQ field shows: the base of a pinyin guide, what stands in a circle; empty for others.

    Of overstruck parts the last is the base, unless it is lowered: then all of them are one word.

    Anything finer, such as a fraction, is the unknown symbol, so that it is seen and not lost.
    """
    found = _FORMULA.fullmatch(instruction[:1000])
    if found is None:
        return ""
    overstruck = _OVERSTRUCK.search(found[1])
    inside, closed, _ = found[1][overstruck.end() :].rpartition(")") if overstruck else ("", "", "")
    if not closed:
        return UNKNOWN
    parts = re.split("[,;，；]", inside)
    lowered = "\\do" in parts[-1].lower()
    shown = (_SWITCHES.sub("", part).strip("() ") for part in (parts if lowered else parts[-1:]))
    return "".join(shown) or UNKNOWN

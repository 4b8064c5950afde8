"""Whatever stands in a score cell: what is read as a number says that number and nothing else."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from hypothesis import example, given, settings
from hypothesis import strategies as st

from extract.values import read_text

MAXIMUM = Decimal(4)
DECORATION = re.compile(r"[\s_自评查核验收得分为是:：整+'‘’`\u00ad\u200b-\u200f\u2060\ufeff]")
PIECES = [
    "0",
    "1",
    "2",
    "3",
    "4",
    "10",
    ".",
    "．",
    "４",
    "²",
    "①",
    "½",
    "分",
    "得",
    "约",
    "-",
    "—",
    "/",
    "%",
    "~",
    "、",
]
PIECES += [
    " ",
    "\n",
    "\u200b",
    "自评",
    "满分",
    "四",
    "十",
    "点",
    "五",
    "半",
    "不适用",
    "√",
    "(",
    ")",
    "+",
    "扣",
    "=",
    "至",
    "：",
    "一",
]
COMPANY = re.compile(r"\(?(?:满分|扣)\d+(?:\.\d+)?分?\)?")
"""What may stand beside a score without being one: ``8分（满分10分）``, ``扣1分，得3分``."""
CHINESE = re.compile(r"负?[零〇一二两三四五六七八九十百点半]+")


def says(text: str) -> Decimal | None:
    """The number left once words of decoration are gone, if nothing else is."""
    if any(unicodedata.decomposition(char).startswith(("<super>", "<sub>", "<circle>", "<fraction>")) for char in text):
        return None
    bare = DECORATION.sub("", unicodedata.normalize("NFKC", text)).strip("()")
    return Decimal(bare) if re.fullmatch(r"-?\d+(\.\d+)?", bare) else None


@settings(max_examples=1500, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=6).map("".join))
@example("4①")
@example("1²")
@example("1 0")
@example("得得0得四")
@example("自评0得四")
def test_a_number_that_is_read_is_the_one_that_is_written(text: str) -> None:
    value = read_text(text, MAXIMUM).value
    if value is None:
        return
    bare = DECORATION.sub("", unicodedata.normalize("NFKC", text))
    if "满" in bare or "不" in bare or "扣" in bare:
        tight = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
        assert value in (MAXIMUM, 0, says(COMPANY.sub("", tight)))
    elif CHINESE.fullmatch(bare):
        assert 0 <= value < 1000
    else:
        assert value == says(text)


@settings(max_examples=500, deadline=None)
@given(st.text(max_size=12))
def test_no_text_whatever_makes_the_reader_fail_or_guess(text: str) -> None:
    value = read_text(text, MAXIMUM).value
    assert value is None or any(unicodedata.numeric(char, None) is not None or char in "满不负半" for char in text)

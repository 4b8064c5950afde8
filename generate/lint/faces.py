"""Typefaces by the families the standard names, whatever a maker calls them (W7), and sizes by their names (W6)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from generate.lint.manuscript import Para, Run

_FAMILIES = (
    ("小标宋", ("小标宋", "大标宋", "XiaoBiaoSong", "xbs", "标宋")),
    ("仿宋", ("仿宋", "fangsong", "fang song")),
    ("楷体", ("楷", "kaiti", "stkai")),
    ("黑体", ("黑体", "simhei", "stheiti", "heiti")),
    ("宋体", ("宋", "simsun", "song")),
)
_SIZES = {
    42.0: "初号",
    36.0: "小初",
    26.0: "一号",
    24.0: "小一",
    22.0: "2号",
    18.0: "小二",
    16.0: "3号",
    15.0: "小三",
    14.0: "4号",
    12.0: "小四",
    10.5: "五号",
    9.0: "小五",
}


@lru_cache(maxsize=4096)
def family(font: str) -> str:
    """The family of a typeface; the name itself where it is none of the standard's."""
    lowered = font.lower()
    for name, signs in _FAMILIES:
        if any(sign.lower() in lowered for sign in signs):
            return name
    return font


def size_name(points: float) -> str:
    """A size as clerks call it."""
    return _SIZES.get(points, f"{points:g}磅")


@lru_cache(maxsize=4096)
def hanzi(text: str) -> int:
    """How many Hanzi a text has."""
    return sum("\u4e00" <= character <= "\u9fff" for character in text)


def _telling(runs: Iterable[Run]) -> list[Run]:
    """The runs whose typeface can be seen: with Hanzi and a typeface said."""
    return [run for run in runs if run.font and hanzi(run.text)]


def other_face(runs: Iterable[Run], wanted: str) -> str | None:
    """The first typeface of another family in which Hanzi stand; None where all is as wanted or nothing is known."""
    for run in _telling(runs):
        if run.font and family(run.font) != wanted:
            return run.font
    return None


def other_size(para: Para, wanted: float) -> float | None:
    """The first size other than ``wanted`` in which something is written."""
    for run in para.runs:
        if run.text.strip() and run.size != wanted:
            return run.size
    return None

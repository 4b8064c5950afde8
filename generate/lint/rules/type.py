"""Typefaces of Chinese punctuation (W7)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from generate.lint.departure import Strength
from generate.lint.elements import Elements
from generate.lint.faces import family
from generate.lint.manuscript import Para, Run
from generate.lint.registry import Finding, at, rule

_AMBIGUOUS = re.compile(r"[“”‘’…—]")
_CHINESE_FAMILIES = ("小标宋", "仿宋", "楷体", "黑体", "宋体")


@rule(
    "W7",
    "5.2.2",
    Strength.PRACTICE,
    wanted="中文引号、破折号、省略号用中文字体",
    remedy="请选中这些标点改用中文字体，或用本系统重新生成",
    alone=True,
)
def chinese_marks(elements: Elements) -> Iterator[Finding]:
    """“ ” — … stand in the Chinese typeface: a hint says so, or the Latin typeface is a Chinese one too."""
    for para in elements.of(*set(elements.parts.values())):
        latin = _astray(para)
        if latin:
            yield at(para, f"中文标点落入{latin}")


@lru_cache(maxsize=4096)
def _astray(para: Para) -> str | None:
    """The Latin typeface in which a Chinese mark of the paragraph stands."""
    return next((run.latin for run in para.runs if _AMBIGUOUS.search(run.text) and _latin(run)), None)


def _latin(run: Run) -> bool:
    """Whether word processors set ambiguous marks of the run in a Latin typeface."""
    if run.props.get("rFonts.hint") == "eastAsia" or not run.latin or not run.font:
        return False
    return family(run.latin) not in _CHINESE_FAMILIES and run.latin.isascii()

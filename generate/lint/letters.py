"""Tells the letter format (信函) from the ordinary one by several signs, so that one fault does not hide it."""

from __future__ import annotations

from functools import lru_cache

from generate.lint.colours import is_red
from generate.lint.elements import Part
from generate.lint.manuscript import Manuscript, Para

_ENOUGH = 3
_DOUBLE = ("thinThick", "thickThin", "double")


def is_letter(file: Manuscript, parts: dict[int, Part], marks: str) -> bool:
    """Whether enough speaks for a letter: no 文件, number at the right, double lines, a title ending in 函, styles."""
    if not marks:
        return False
    head = [para for para in file.paras if parts.get(para.at) in (Part.MARK, Part.NUMBER)]
    numbers = [para for para in head if parts[para.at] is Part.NUMBER]
    titles = [para for para in file.paras if parts.get(para.at) is Part.TITLE]
    signs = (
        not marks.endswith("文件"),
        any(number_at_right(para) for para in numbers),
        any(double_line(para) for para in file.paras[: max((para.at for para in titles), default=0)]),
        bool(titles) and titles[-1].words.endswith("函"),
        any("信函" in para.style for para in head),
    )
    return sum(signs) >= _ENOUGH


def number_at_right(para: Para) -> bool:
    """Whether a number ends at the right edge, by alignment or by a tab."""
    return para.align == "right" or ("\t" in para.text and "right:" in para.props.get("tabs", ""))


@lru_cache(maxsize=4096)
def double_line(para: Para) -> bool:
    """Whether a paragraph carries red double lines: a double border, or one above and one below."""
    sides = [side for side in ("top", "bottom") if para.props.get(f"pBdr.{side}", "nil") not in ("nil", "none")]
    red = [side for side in sides if is_red(para.props.get(f"pBdr.{side}.color", ""))]
    doubled = any(para.props[f"pBdr.{side}"].startswith(_DOUBLE) for side in red)
    return doubled or len(red) == 2

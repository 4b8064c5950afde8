"""Paragraphs that count themselves off: a short first sentence becomes a lead in 楷体 behind （一）, （二） ….

A clerk writes plain paragraphs; where every one of several begins with a short sentence, the document numbers them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generate.values import Rows

_COUNTED = re.compile(r"(?:（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、|\d+[.．、])\s*")
"""A number the clerk typed; the document counts by itself."""
_LONGEST = 16
"""Characters of a sentence that can lead a paragraph."""


def points(paragraphs: Sequence[str], *, alone: bool = False) -> Rows:
    """题 (the lead, or nothing) and 文 of each paragraph; a paragraph by itself is led only where ``alone`` allows."""
    split = [_split(paragraph) for paragraph in paragraphs]
    counted = all(lead for lead, _ in split) and (alone or len(split) > 1)
    rows = split if counted else [("", paragraph) for paragraph in paragraphs]
    return Rows(("题", "文"), rows)


def _split(paragraph: str) -> tuple[str, str]:
    """The first sentence and the rest; no first sentence where it is long, or all there is."""
    typed = _COUNTED.match(paragraph)
    text = paragraph[typed.end() :] if typed else paragraph
    end = text.find("。") + 1
    if not 1 < end <= _LONGEST or end == len(text):
        return "", paragraph
    return text[:end], text[end:]

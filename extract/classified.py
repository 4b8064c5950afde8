"""密级 markings.  A marking stands alone or with its star; a sentence about secrets is no marking."""

from __future__ import annotations

import re
from itertools import chain
from operator import attrgetter

from extract.grid import Cell, Document, Line
from extract.words import close_up

_SIGN = "密"
_TEXT, _NESTED = attrgetter("text"), attrgetter("nested")
_STANDING_ALONE = re.compile(
    r"(?:密级[:：]?)?(?:绝密|机密|秘密)"
    r"(?:[级件]|[★☆*]?(?:[0-9一二三四五六七八九十]{1,3}(?:年|个月)?|长期)?)?(?:特急|特提|加急|平急|急件)?"
)
_STARRED = re.compile(r"(?:绝密|机密|秘密)★")
_LABELLED = re.compile(r"密级[:：](?:绝密|机密|秘密)(?![、/和或□])")
_FRAME = "【】[]〔〕《》()（）「」*★☆· 　"


def marking(document: Document) -> tuple[str, str | None] | None:
    """The first 密级 marking and its place, hidden ones included; None for the ordinary file."""
    holders = _holders(document)
    for holder in holders if _SIGN in "".join(map(_TEXT, holders)) else ():
        if _SIGN in holder.text:
            for line in holder.text.splitlines():
                if is_marking(line):
                    return line.strip(), holder.place
    unseen = (line for text in document.unseen for line in text.splitlines())
    return next(((line.strip(), None) for line in unseen if is_marking(line)), None)


def _holders(document: Document) -> list[Line | Cell]:
    found: list[Line | Cell] = []
    for block in document.blocks:
        if isinstance(block, Line):
            found.append(block)
        else:
            found += block.cells
            for inner in chain.from_iterable(map(_NESTED, block.cells)):
                found += inner.cells
    return found


def is_marking(line: str) -> bool:
    """True for a line that marks a document as classified."""
    tight = close_up(line)
    if _SIGN not in tight:
        return False
    bare = tight.strip(_FRAME)
    return bool(_STANDING_ALONE.fullmatch(bare) or _STARRED.search(tight) or _LABELLED.search(tight))

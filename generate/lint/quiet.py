"""Rows of long tables that need no reading: no rule that looks at single paragraphs has anything to say about them.

Of the rows of one shape one is read, and the rules look at its formatting; of each row they look at the texts.  What is
not quiet, and the first and last rows of every table, is read like the rest of a document.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from lxml import etree

from generate.lint.elements import Elements, Format, Part
from generate.lint.manuscript import Cell, Manuscript, Para, Run, Table
from generate.office.folding import Row
from generate.office.shapes import MARK, parsed
from generate.office.wml import W

_PLAIN = frozenset(
    f"{W}{name}"
    for name in (
        *(
            "tr",
            "trPr",
            "cantSplit",
            "tblHeader",
            "trHeight",
            "tc",
            "tcPr",
            "tcW",
            "vAlign",
            "gridSpan",
            "shd",
            "noWrap",
        ),
        *("tcBorders", "top", "bottom", "left", "right", "p", "pPr", "pStyle", "jc", "ind", "spacing", "snapToGrid"),
        *("r", "rPr", "rFonts", "sz", "szCs", "color", "b", "bCs", "w", "kern", "lang", "t"),
    )
)
"""All that a row may consist of that can be quiet."""
_SAMPLE = "文“文”…文"
"""A text in which no mark is wrong, and in which a wrong typeface shows."""
_BETWEEN = "\n文\n"
"""Parts texts that are searched as one: what ends or begins one of them still does."""
_TELLING = re.compile(r"[抄分发主]\s*[送报]|印\s*[发制]|签\s*发|年.{0,12}日|〔")
"""Words by which elements outside the table are found."""
_MOST = 20_000

ParasOf = Callable[[etree._Element], Sequence[Para]]


class QuietRows:
    """What is known of rows, by shape (of one style sheet) and by texts (of all)."""

    def __init__(self) -> None:
        self._shapes: dict[str, bool] = {}
        self._texts: dict[tuple[str, ...], bool] = {}

    def among(self, rows: Sequence[Row], paras_of: ParasOf) -> list[bool]:
        """Which rows are quiet; ``paras_of`` reads a row as its document's reader does."""
        if len(self._texts) > _MOST:
            self._texts.clear()
        unknown = {row.texts for row in rows} - self._texts.keys()
        self._judge(sorted(unknown))
        return [self._texts[row.texts] and self._shape(row.shape, paras_of) for row in rows]

    def _shape(self, shape: str, paras_of: ParasOf) -> bool:
        if shape not in self._shapes:
            self._shapes[shape] = _quiet_shape(shape, paras_of)
        return self._shapes[shape]

    def _judge(self, rows: list[tuple[str, ...]]) -> None:
        """Looks at all texts as one, and where that is not quiet at either half."""
        if not rows:
            return
        quiet = _quiet_texts(text for row in rows for text in row)
        if quiet or len(rows) == 1:
            self._texts.update(dict.fromkeys(rows, quiet))
        else:
            middle = len(rows) // 2
            self._judge(rows[:middle])
            self._judge(rows[middle:])


def _quiet_texts(texts: Iterable[str]) -> bool:
    whole = _BETWEEN.join(texts)
    return not _TELLING.search(whole) and _in_order(whole)


@lru_cache(maxsize=_MOST)
def quiet_text(text: str) -> bool:
    """Whether no rule for single texts finds anything in a paragraph with this text."""
    return _in_order(text)


def _in_order(text: str) -> bool:
    cell = Cell(Table(1, {}, 2), 0, 0, {})
    return not _heard((Para("", (Run(text, {}, None, None),), {}, {}, "", 0, cell=cell),))


def _quiet_shape(shape: str, paras_of: ParasOf) -> bool:
    row = parsed(shape, _SAMPLE)
    if row is None or any(one.tag not in _PLAIN for one in row.iter()):
        return False
    if any(len(one.findall(f"{W}r/{W}t")) > 1 for one in row.iter(f"{W}p")):
        return False
    paras = paras_of(row)
    said = [para for para in paras if not para.blank]
    plain = all(not para.framed and not para.label and not para.new_page for para in paras)
    return plain and len(said) == shape.count(MARK) > 0 and not _heard(paras)


def _heard(paras: Sequence[Para]) -> bool:
    """Whether any rule for single paragraphs finds something."""
    from generate.lint.registry import rules

    parts = {para.at: Part.ANNEX for para in paras}
    elements = Elements(Manuscript(tuple(paras), (), {}, {}), Format.DOCUMENT, parts)
    return any(next(iter(rule.check(elements)), None) for rule in rules() if rule.alone)

"""Text on its way into a cell: what XML cannot carry is dropped, what a program would take for a formula is not one."""

from __future__ import annotations

import re

CELL_LIMIT = 32_767
"""Characters a worksheet cell may hold, those beyond U+FFFF counted twice (ECMA-376 part 1, 18.18)."""
_CUT = "…（以下略）"

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def cell_text(text: str) -> str:
    """``text`` without control characters and lone surrogates, cut (visibly) at the limit of a cell."""
    clean = _NOT_XML.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    if 2 * len(clean) <= CELL_LIMIT:
        return clean
    units = clean.encode("utf-16-le")
    if len(units) <= 2 * CELL_LIMIT:
        return clean
    return units[: 2 * (CELL_LIMIT - len(_CUT))].decode("utf-16-le", "ignore") + _CUT


def escaped(text: str) -> str:
    """``text`` as a worksheet stores it: a literal ``_x0041_`` must not come back as ``A``."""
    return _ESCAPE_LIKE.sub("_x005F_", text)


def looks_like_formula(text: str) -> bool:
    """True when a spreadsheet program would take the text, typed in, for a formula."""
    return text.startswith(_FORMULA_STARTS)

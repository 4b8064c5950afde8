"""Texts made from a pattern's own letters and classes to keep it busy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, TypeAlias, TypeVar

COMMON = (" ", "1", "一", "1.", "( ", "\n", "x")
REPEATS = (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT)
KINDS = {code.CATEGORY_DIGIT: "1", code.CATEGORY_SPACE: " ", code.CATEGORY_WORD: "一"}
MOST = 40
"""Repeated units of one sort; of more, every so-manyth is tried."""

Pumps: TypeAlias = list[tuple[str, str]]
T = TypeVar("T")


def stalling(pattern: re.Pattern[str] | re.Pattern[bytes]) -> list[tuple[str, str, str]]:
    """``(before, unit, behind)``: what stands before a unit repeated many times, and what stands behind it."""
    words = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    tree = parser.parse(words, pattern.flags & ~re.UNICODE)
    one, pumps = example(tree)
    letters = list(samples(tree))
    units = thinned([letter for group in letters for letter in group])
    units += thinned([first[0] + then[0] for first, then in pairwise(letters)])
    whole = [unit for unit in (one, one[:-1], one[1:]) if unit]
    found = [("", unit, "") for unit in (*units, *COMMON, *whole)]
    for before, unit in thinned(pumps):
        found += [(before, unit, ""), (before, unit, "\0"), ("", before + unit, "\0")]
    return list(dict.fromkeys(found))


def thinned(found: list[T]) -> list[T]:
    different = list(dict.fromkeys(found))
    return different[:: len(different) // MOST + 1]


def members(alternatives: list[tuple[Any, Any]]) -> list[str]:
    """Up to three letters of a class; of a negated one, letters that are seldom excluded."""
    if alternatives[0][0] is code.NEGATE:
        excluded = {value for kind, value in alternatives if kind is code.LITERAL}
        return [letter for letter in "x1 一\n" if ord(letter) not in excluded][:3] or ["§"]
    found: list[str] = []
    for kind, value in alternatives:
        if kind is code.LITERAL:
            found.append(chr(value))
        elif kind is code.RANGE:
            found += map(chr, value)
        else:
            found.append(KINDS.get(value, "x"))
    return [found[0], found[-1], found[len(found) // 2]]


def letter(kind: Any, value: Any) -> list[str] | None:
    """What one place of a pattern may hold; None for what is made of several."""
    if kind is code.IN:
        return members(value)
    if kind is code.LITERAL:
        return [chr(value)]
    return ["x"] if kind in (code.ANY, code.NOT_LITERAL) else None


def parts(kind: Any, value: Any) -> list[Any]:
    """The patterns inside one that is made of several."""
    if kind in REPEATS:
        return [value[2]]
    if kind is code.SUBPATTERN:
        return [value[3]]
    if kind is code.BRANCH:
        return list(value[1])
    if kind in (code.ASSERT, code.ASSERT_NOT):
        return [value[1]]
    return [value] if kind is code.ATOMIC_GROUP else []


def samples(tree: Any) -> Iterator[list[str]]:
    """The letters of each place of a pattern, in order."""
    for kind, value in tree:
        if found := letter(kind, value):
            yield found
        for part in parts(kind, value):
            yield from samples(part)


def example(tree: Any) -> tuple[str, Pumps]:
    """A text near what the pattern matches, and for each repetition what comes before it and what is repeated."""
    text, pumps = "", list[tuple[str, str]]()
    for kind, value in tree:
        inside = [example(part) for part in parts(kind, value) if kind not in (code.ASSERT, code.ASSERT_NOT)]
        pumps += [(text + before, unit) for _, inner in inside for before, unit in inner]
        one = inside[0][0] if inside else (letter(kind, value) or [""])[0]
        if kind in REPEATS:
            pumps += [(text, other) for other, _ in inside if other]
            one *= max(value[0], 1)
        text += one
    return text, pumps

"""One score with its company in the same cell: ``应得10分，实得8分``, ``扣0.5分，得3.5分``, ``4分（已完成）``.

Every clause must be understood and none may contradict the score; else the cell says no certain number.
"""

from __future__ import annotations

import re
from decimal import Decimal

from extract.numerals import NUMBER, number_in

_BETWEEN = re.compile(r"[,;。]|(?<=[\d分])(?=实?得|扣|应得|满分)")
_ASIDE = re.compile(r"([^()]*)\(([^()]+)\)")
_MAXIMUM = re.compile(rf"(?:本项|此项|该项)?(?:满分|应得分?|总分|标准分|分值)(?:为|是)?:?({NUMBER})分?")
_TAKEN_OFF = re.compile(rf"(?:扣|扣分|扣除|减)(?:了|掉)?:?({NUMBER})分?(?:后)?")
_FULL = re.compile(r"满分|(?:不|未|无|没有)扣分")
_DONE = re.compile(
    r"(?:已经?|均|都|全部)*(?:按(?:要求|规定|规范|时))?"
    r"(?:完成|落实|达标|做到|执行|开展|建立|制定|印发|设置|配备|到位|落实到位|符合(?:要求|规定|标准)?|达到(?:要求|标准)|齐全)"
)
_NOT_DONE = re.compile(
    r"(?:未|没有|没|暂未|尚未)(?:按(?:要求|规定|规范|时))?"
    r"(?:完成|落实|达标|做到|执行|开展|建立|制定|印发|设置|配备|到位|落实到位|达到(?:要求|标准))"
)
_EARNED = re.compile(r"(?:自评|自查)?实?得")
_NUMERALS = re.compile(r"[\d.零〇一二两三四五六七八九十百点半壹贰叁肆伍陆柒捌玖拾]")
_NO_REMARK = re.compile(
    rf"(?<![获取])得{_NUMERALS.pattern}|{_NUMERALS.pattern}$|[分约?~]|左右|大概|暂|拟|待|估|或|[不未无没否若如应扣另除改原更]"
    r"|上年|去年|往年|建议|核查|复核|上级|验收|^第?\d+[.、:条项]"
)
"""A number after ``得`` or at the end says a score; ``获得2项`` and ``制度3份`` say what was done."""
_LONGEST = 80


def score_among(tight: str, maximum: Decimal) -> Decimal | None:
    """The only score among the clauses of a text without spaces; None where one clause is strange or contradicts."""
    clauses = _clauses(tight.rstrip("。;,")) if len(tight) <= _LONGEST else []
    stated = [(clause, value) for clause in clauses if (value := number_in(clause)) is not None]
    if len(stated) != 1:
        return None
    clause, value = stated[0]
    rest = [other for other in clauses if other is not clause]
    if _EARNED.match(clause) and clause is clauses[-1]:
        rest = [other for other in rest if not _is_remark(other)]
    return value if all(_agrees(other, value, maximum) for other in rest) else None


def _clauses(tight: str) -> list[str]:
    """The clauses of a text with at most one bracket, at its end; none where its punctuation is odd.

    A number all in brackets may be the number of a point: ``(4)`` has no clause, ``(4分)`` has one.
    """
    found = _ASIDE.fullmatch(tight)
    if found and not found.group(1) and not found.group(2).endswith("分"):
        return []
    parts = [part for part in found.groups() if part] if found else [tight]
    clauses = [clause for part in parts for clause in _BETWEEN.split(part)]
    return clauses if all(clauses) else []


def _is_remark(clause: str) -> bool:
    """True for words that speak of the work alone: ``已印发制度3份``."""
    words = _NUMERALS.sub("", clause)
    return len(words) > 1 and words.isalpha() and not _NO_REMARK.search(clause) and not _DONE.fullmatch(clause)


def _agrees(clause: str, value: Decimal, maximum: Decimal) -> bool:
    """True where a clause is known and fits the score; what was taken off and the score add up to the maximum."""
    if found := _MAXIMUM.fullmatch(clause):
        return Decimal(found.group(1)) == maximum
    if found := _TAKEN_OFF.fullmatch(clause):
        return Decimal(found.group(1)) + value == maximum
    if _FULL.fullmatch(clause):
        return value == maximum
    if _NOT_DONE.fullmatch(clause):
        return value == 0
    return value > 0 and bool(_DONE.fullmatch(clause))

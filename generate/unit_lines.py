"""What documents say of single units, against the records: who is on which list, and with which scores."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from generate.reread import Reread, Titled
from jieyue.figures import plain
from jieyue.model import Standing

_UNIT = ("单位名称", "单位", "单位全称")
_SCORES = {"自评得分": "self_total", "自评分": "self_total", "核查得分": "verified_total", "核查分": "verified_total"}
_LISTS = (("未达标单位名单", False), ("未达标单位及整改安排", False), ("达标单位名单", True))
"""Words of a list's title, and the conclusion of those on it."""
_POINTS = r"(\d+(?:\.\d+)?)分"
_LETTER = re.compile(rf"核查得分{_POINTS}（满分")
_LOST = ("分值", "得分", "扣分")
_SHORT_BY = re.compile(rf"核查得分{_POINTS}（满分[^，]{{0,30}}），未达到{_POINTS}[^，]{{0,30}}，相差{_POINTS}")
_LOST_IN_ALL = re.compile(rf"处扣分，合计扣{_POINTS}")


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One thing a document says of a unit otherwise than the records."""

    what: str
    found: str
    wanted: str


def unit_lines(document: Reread, standings: Sequence[Standing]) -> Iterator[UnitLine]:
    """Lists, columns of scores, the score of a rectification letter and what the letter makes of it."""
    known = {one.unit.name: one for one in standings}
    for table in document.tables:
        yield from _listed(table, known)
        yield from _scored(table, known)
    yield from _letter(document.text, standings)
    yield from _of_itself(document)


def _listed(table: Titled, known: Mapping[str, Standing]) -> Iterator[UnitLine]:
    what, passed = next(((words, passed) for words, passed in _LISTS if words in table.title), ("", None))
    if passed is None or not table.rows or _UNIT[0] not in table.rows[0]:
        return
    column = table.rows[0].index(_UNIT[0])
    there = [row[column] for row in table.rows[1:] if len(row) > column]
    due = {name for name, one in known.items() if one.passed is passed}
    for name in there:
        if name not in due:
            yield UnitLine(f"{what}的“{name}”", "已列入", _conclusion(known.get(name)))
    for name in sorted(due.difference(there)):
        yield UnitLine(f"{what}的“{name}”", "未列入", _conclusion(known[name]))


def _conclusion(standing: Standing | None) -> str:
    if standing is None:
        return "不在单位名录"
    return {True: "达标", False: "未达标", None: "未完成核查"}[standing.passed]


def _scored(table: Titled, known: Mapping[str, Standing]) -> Iterator[UnitLine]:
    heads: Sequence[str] = ()
    for row in table.rows:
        if any(cell in _UNIT for cell in row) and any(cell in _SCORES for cell in row):
            heads = row
        elif heads:
            yield from _of_row(dict(zip(heads, row, strict=False)), known)


def _of_row(cells: Mapping[str, str], known: Mapping[str, Standing]) -> Iterator[UnitLine]:
    name = next((cells[head] for head in _UNIT if head in cells), "")
    for head, field in _SCORES.items():
        if name in known and head in cells:
            wanted: Decimal | None = getattr(known[name], field)
            if _number(cells[head]) != wanted:
                yield UnitLine(f"“{name}”的{head}", cells[head] or "空白", plain(wanted))


def _number(text: str) -> Decimal | None:
    return Decimal(text) if re.fullmatch(r"\d+(\.\d+)?", text) else None


def _letter(text: str, standings: Iterable[Standing]) -> Iterator[UnitLine]:
    given = _LETTER.search(text)
    head = text.replace("\n", "")
    if not given:
        return
    for one in standings:
        if f"关于{one.unit.name}" in head:
            if one.passed is not False:
                yield UnitLine(f"{one.unit.name}的结论", "未达标", _conclusion(one))
            if given[1] != plain(one.verified_total):
                yield UnitLine(f"{one.unit.name}的核查得分", given[1], plain(one.verified_total))


def _of_itself(document: Reread) -> Iterator[UnitLine]:
    """What a rectification letter counts from its own figures: the points short of the mark, those lost in all."""
    if said := _SHORT_BY.search(document.text):
        score, mark, short = map(Decimal, said.groups())
        if short != mark - score:
            yield UnitLine("与达标线相差的分数", said[3], plain(mark - score))
    lines = [line for table in document.tables for line in _lost_points(table)]
    for code, possible, given, lost in lines:
        if possible - given != lost:
            yield UnitLine(f"{code}的扣分", plain(lost), plain(possible - given))
    if said := _LOST_IN_ALL.search(document.text):
        in_all = sum((lost for *_, lost in lines), Decimal(0))
        if Decimal(said[1]) != in_all:
            yield UnitLine("合计扣分", said[1], plain(in_all))


def _lost_points(table: Titled) -> Iterator[tuple[str, Decimal, Decimal, Decimal]]:
    """Of each line of a table of shortfalls: the rule, the points possible, given and lost."""
    heads = table.rows[0] if table.rows else []
    if not {*_LOST, "编号"} <= set(heads):
        return
    for row in table.rows[1:]:
        cells = dict(zip(heads, row, strict=False))
        possible, given, lost = (_number(cells.get(head, "")) for head in _LOST)
        if possible is not None and given is not None and lost is not None:
            yield cells["编号"], possible, given, lost

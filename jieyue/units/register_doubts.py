"""What makes a 单位名录 doubtful though every row can be read: names that two units share, words no list knows.

A doubt is ``(row, about, found, why)``, rows counting from 1, ``found`` may be empty; it stops nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from generate.organs import knows_nature
from jieyue.model import Unit
from jieyue.units.matching import NameIndex, predecessors
from jieyue.units.names import cleaned

Doubt = tuple[int, str, str, str]
_LONGEST_NAME = 60
_HAN = re.compile("[\u3400-\u9fff]")


def doubts(units: Sequence[Unit], index: NameIndex, own_level: str) -> Iterator[Doubt]:
    """Every doubt about the units of a register with its index, read for a desk of ``own_level``."""
    for unit in units:
        yield from _of_itself(unit, own_level)
    yield from _of_names(units, index)
    yield from _of_codes(units)
    yield from _of_predecessors(units)
    yield from _of_groups(units)
    yield from _of_natures(units)


def overlap(one: Unit, other: Unit) -> bool:
    """Whether some day finds both valid."""
    first = max(one.valid_from or date.min, other.valid_from or date.min)
    last = min(one.valid_to or date.max, other.valid_to or date.max)
    return first <= last


def _of_itself(unit: Unit, own_level: str) -> Iterator[Doubt]:
    row = unit.row or 0
    if not _HAN.search(unit.name):
        yield row, "unit", unit.name, f"单位名称“{unit.name}”里没有汉字"
    if len(unit.name) > _LONGEST_NAME:
        yield row, "unit", unit.name, f"单位名称有{len(unit.name)}个字，像是把别的内容也写进去了"
    if unit.level == "县级" != own_level and not unit.district:
        yield row, "district", "", f"县级单位“{unit.name}”没有填县市区，统计时归不到所在地区"


def _of_names(units: Sequence[Unit], index: NameIndex) -> Iterator[Doubt]:
    """Aliases and former names that may mean another unit of the same time as well, and whose file it will be."""
    for unit in units:
        written = (*(("别名", name) for name in unit.aliases), *(("曾用名", name) for name in unit.former_names))
        for label, name in written:
            ways = [found for _, found in index.found(name)]
            other = next((one for found in ways for one in found if one.name != unit.name and overlap(one, unit)), None)
            if other:
                settled = f"按第{ways[0][0].row}行的单位认定" if len(ways[0]) == 1 else "要由人认定是哪家"
                why = f"{label}“{name}”也可以指第{other.row}行的“{other.name}”，写这个名称的文件{settled}"
                yield unit.row or 0, "unit", name, why


def _of_codes(units: Sequence[Unit]) -> Iterator[Doubt]:
    first: dict[str, Unit] = {}
    for unit in units:
        other = first.setdefault(unit.code, unit) if unit.code else unit
        if other.name != unit.name and overlap(other, unit):
            yield unit.row or 0, "code", unit.code or "", f"统一社会信用代码与第{other.row}行相同"


def _of_predecessors(units: Sequence[Unit]) -> Iterator[Doubt]:
    known = Counter(cleaned(name) for unit in units for name in {unit.name, *unit.former_names})
    for unit in units:
        for before in predecessors(unit):
            name = cleaned(before)
            if not known[name]:
                yield unit.row or 0, "unit", before, f"前身“{before}”不在名录中"
            elif name == cleaned(unit.name) and known[name] == 1:
                yield unit.row or 0, "unit", before, f"前身“{before}”就是它自己"


def _of_groups(units: Sequence[Unit]) -> Iterator[Doubt]:
    """A 合署组 of one: its other members go by another word, or left."""
    members = Counter(unit.shared_group for unit in units)
    for unit in units:
        if unit.shared_group and members[unit.shared_group] == 1:
            yield unit.row or 0, "shared_group", unit.shared_group, f"合署组“{unit.shared_group}”只有这一个单位"


def _of_natures(units: Sequence[Unit]) -> Iterator[Doubt]:
    """A 性质 that the order of organs does not know, each word once."""
    strange = Counter(unit.nature for unit in units if unit.nature and not knows_nature(unit.nature))
    for nature, count in strange.items():
        row = next(unit.row or 0 for unit in units if unit.nature == nature)
        several = f"（共{count}行）" if count > 1 else ""
        yield row, "nature", str(nature), f"性质“{nature}”不在机关次序之中{several}，名单里排在最后"

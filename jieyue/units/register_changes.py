"""What changed between two 单位名录: who came, who went, who was renamed, whose details differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

from jieyue.model import Unit
from jieyue.units.names import cleaned
from jieyue.units.register import Register

_SHOWN: Mapping[str, str] = {
    "level": "层级",
    "city": "市州",
    "district": "县市区",
    "nature": "性质",
    "code": "统一社会信用代码",
    "former_names": "曾用名",
    "aliases": "别名",
    "vertical": "垂管",
    "shared_group": "合署组",
    "person": "联系人",
    "phone": "联系电话",
    "addressee": "收件称谓",
    "facts": "其他栏目",
    "predecessor": "前身",
    "valid_from": "生效日期",
    "valid_to": "失效日期",
    "failed_last_year": "上年未通过",
    "passed_in": "达标年度",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One unit's change.  ``kind`` is 新增, 移出, 更名 or 变更; ``details`` are ``(栏目, before, after)``."""

    kind: str
    old: Unit | None
    new: Unit | None
    details: tuple[tuple[str, str, str], ...] = ()

    @property
    def words(self) -> str:
        """One line for a person."""
        unit = self.new or self.old
        name = unit.name if unit else ""
        listed = "；".join(f"{label}：{before or '空'}→{after or '空'}" for label, before, after in self.details)
        if self.kind == "更名" and self.old:
            name = f"{self.old.name}→{name}"
        return f"{self.kind} {name}" + (f"（{listed}）" if listed else "")


def changes(old: Register, new: Register) -> tuple[Change, ...]:
    """Every difference, in the order of the new register, then who left in the order of the old one.

    A renamed unit is known by its credit code, by the old name among its 曾用名, or by its 前身.
    """
    left = list(old.units)
    before = _paired(new.units, left, {})
    found: list[Change] = []
    for place, unit in enumerate(new.units):
        was = before.get(place)
        if was is None:
            found.append(Change("新增", None, unit))
        elif details := tuple(_details(was, unit)):
            found.append(Change("变更" if _same_name(was, unit) else "更名", was, unit, details))
        elif not _same_name(was, unit):
            found.append(Change("更名", was, unit))
    return (*found, *(Change("移出", unit, None) for unit in left))


def _paired(units: Sequence[Unit], left: list[Unit], pairs: dict[int, Unit]) -> dict[int, Unit]:
    """Which old entry each new one continues, by name first; what is taken leaves ``left``."""
    names: dict[str, list[Unit]] = {}
    for unit in left:
        names.setdefault(cleaned(unit.name), []).append(unit)
    for place, unit in enumerate(units):
        if namesakes := names.get(cleaned(unit.name)):
            pairs[place] = namesakes.pop(0)
    taken = {id(unit) for unit in pairs.values()}
    left[:] = [unit for unit in left if id(unit) not in taken]
    for place, unit in enumerate(units):
        was = next((one for one in left if _renamed(one, unit)), None) if place not in pairs else None
        if was:
            pairs[place] = was
            left.remove(was)
    return pairs


def _same_name(one: Unit, other: Unit) -> bool:
    return cleaned(one.name) == cleaned(other.name)


def _renamed(old: Unit, new: Unit) -> bool:
    """Whether ``new`` is ``old`` under another name."""
    if old.code and new.code:
        return old.code == new.code
    return cleaned(old.name) in {cleaned(name) for name in (*new.former_names, new.predecessor or "")}


def _details(old: Unit, new: Unit) -> Iterator[tuple[str, str, str]]:
    """The fields that differ, as a person reads them."""
    for entry in fields(Unit):
        before, after = getattr(old, entry.name), getattr(new, entry.name)
        if entry.name in _SHOWN and before != after:
            yield _SHOWN[entry.name], _text(before), _text(after)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple):
        return "、".join("".join(part) if isinstance(part, tuple) else str(part) for part in value)
    return "" if value is None else str(value)

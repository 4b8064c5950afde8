"""Whose a name is on a day: the unit of the register itself, or the one that carries it on under another name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from jieyue.model import Unit
from jieyue.units.matching import Match, is_valid, match, predecessors
from jieyue.units.register import Register


@dataclass
class Belonging:
    """Resolves names against a register as it stands on ``day``; answers are remembered."""

    register: Register
    day: date
    _known: dict[str, Unit | None] = field(default_factory=dict)

    def unit(self, name: str) -> Unit | None:
        """The unit that a name means for certain and that, where it ended, one other carries on; else None."""
        if name not in self._known:
            found = self.match(name).unit
            self._known[name] = self._carried_on(found) if found else None
        return self._known[name]

    def match(self, name: str) -> Match:
        """The unit, or the candidates, as the register has them; among namesakes the one valid on the day."""
        exact = self.register.named(name, self.day)
        return Match(name, exact, "exact") if exact else match(name, self.register, self.day)

    def _carried_on(self, unit: Unit) -> Unit:
        """A renamed unit's files are its new name's; a merged unit's are nobody's but its own."""
        seen = {unit.name}
        while not is_valid(unit, self.day):
            heir = self._heirs.get(unit.name)
            if heir is None or heir.name in seen:
                return unit
            unit = heir
            seen.add(unit.name)
        return unit

    def carried_on_by(self, unit: Unit) -> Iterator[Unit]:
        """The units that this one alone carries on, the latest first."""
        seen = {unit.name}
        while (before := self._before.get(unit.name)) and before.name not in seen:
            yield before
            seen.add(before.name)
            unit = before

    @cached_property
    def _heirs(self) -> Mapping[str, Unit]:
        """By name, the one unit that carries it on and nothing else."""
        heirs: dict[str, list[Unit]] = {}
        for unit in self.register.units:
            for name in predecessors(unit):
                heirs.setdefault(name, []).append(unit)
        return {name: units[0] for name, units in heirs.items() if len(units) == 1 and _is_alone(units[0])}

    @cached_property
    def _before(self) -> Mapping[str, Unit]:
        """By name of a unit, the one it alone carries on."""
        ended = {unit.name: unit for unit in self.register.units}
        return {heir.name: ended[name] for name, heir in self._heirs.items() if name in ended}


def _is_alone(unit: Unit) -> bool:
    return len(predecessors(unit)) == 1

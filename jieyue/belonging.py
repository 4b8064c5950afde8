"""Whose a name is on a day: the unit of the register itself, or the one that carries it on under another name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from jieyue.matching import Match, is_valid, match
from jieyue.model import Unit
from jieyue.names import cleaned
from jieyue.register import Register


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
            heirs = [other for other in self.register.units if unit.name in predecessors(other)]
            if len(heirs) != 1 or len(predecessors(heirs[0])) != 1 or heirs[0].name in seen:
                return unit
            unit = heirs[0]
            seen.add(unit.name)
        return unit


def predecessors(unit: Unit) -> Sequence[str]:
    """The names in 前身, several of them where units were merged."""
    return [cleaned(part) for part in (unit.predecessor or "").replace("，", "、").split("、") if part.strip()]

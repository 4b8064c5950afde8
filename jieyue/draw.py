"""抽查: a stratified draw that anybody can repeat from its seed and population, and replacements that are kept."""

from __future__ import annotations

from dataclasses import dataclass

from jieyue.decided import REPLACE, standing_events
from jieyue.ledger import Draw, Event, Ledger


@dataclass(frozen=True, slots=True)
class Drawn:
    """The draw in force: as drawn, and the replacements made since.

    The ``target`` of a replacement dropped out, its ``after`` stands in its place, ``about`` is the draw's id.
    """

    draw: Draw
    replaced: tuple[Event, ...] = ()

    @property
    def sample(self) -> tuple[str, ...]:
        """The units to look at, in the order drawn."""
        names = list(self.draw.sample)
        for event in self.replaced:
            if event.target in names and event.after:
                names[names.index(event.target)] = event.after
        return tuple(names)


def drawn(ledger: Ledger) -> Drawn | None:
    """The last draw, with its replacements; None where nothing was drawn."""
    draws = ledger.draws()
    if not draws:
        return None
    events = standing_events(ledger.events())
    mine = [event for event in events if event.action == REPLACE and event.about == str(draws[-1].id)]
    return Drawn(draws[-1], tuple(mine))

"""抽查: a stratified draw that anybody can repeat from its seed and population, and replacements that are kept.

Units lie in strata of region and level.  The sample is shared out among the strata in proportion, one to each where
the sample is large enough, then by the largest remainders.  Within a stratum the units stand in the order of
SHA-256 of seed and name, and the first ones are drawn; who drops out is replaced by the next one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction

from jieyue.errors import WrongUsage
from jieyue.figures import plain, region_of
from jieyue.ledger import Draw, Event, Ledger
from jieyue.model import Yearbook
from jieyue.year.decided import REPLACE, standing_events

_BAR = "｜"
Stratum = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Ticket:
    """One unit of the population, with its stratum."""

    region: str
    level: str
    name: str

    @property
    def stratum(self) -> Stratum:
        """Region and level."""
        return self.region, self.level

    def __str__(self) -> str:
        """As the ledger keeps it: ``长沙市｜市级｜长沙市财政局``."""
        return _BAR.join((self.region, self.level, self.name))

    @classmethod
    def read(cls, text: str) -> Ticket:
        """The ticket that :meth:`__str__` wrote."""
        region, level, name = text.split(_BAR)
        return cls(region, level, name)


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

    @property
    def tickets(self) -> tuple[Ticket, ...]:
        """The population it was drawn from."""
        return tuple(map(Ticket.read, self.draw.population))

    def substitute(self, name: str) -> str:
        """Who takes the place of ``name``: the next of its stratum.  Raises :class:`WrongUsage` where there is none."""
        if name not in self.sample:
            raise WrongUsage(f"“{name}”不在抽查样本中；样本见 jieyue draw")
        used = {*self.draw.sample, *(event.after for event in self.replaced)}
        mine = next(ticket.stratum for ticket in self.tickets if ticket.name == name)
        group = [ticket for ticket in self.tickets if ticket.stratum == mine]
        for ticket in in_order(group, self.draw.seed):
            if ticket.name not in used:
                return ticket.name
        raise WrongUsage(f"{mine[0]}{mine[1]}的单位都已抽到，没有可以替换“{name}”的")


def population(book: Yearbook) -> tuple[Ticket, ...]:
    """The units that lower desks found to have passed, in register order."""
    return tuple(
        Ticket(region_of(one, book.level), one.unit.level, one.unit.name)
        for one in book.standings
        if one.summary and one.summary.passed
    )


def size_of(whole: int, rate: Decimal) -> int:
    """How many of ``whole`` a rate in percent asks for: never less than it says, never none."""
    wanted = (Decimal(whole) * rate / 100).to_integral_value(ROUND_CEILING)
    return min(whole, max(1, int(wanted)))


def method(size: int, rate: Decimal | None = None) -> str:
    """The method in one phrase, exact enough to repeat the draw; what the record of the draw keeps."""
    how_many = f"按{plain(rate)}%的比例（共{size}家）" if rate is not None else f"共{size}家"
    return (
        f"以地区和层级分层，{how_many}按各层单位数用最大余数法分配名额（名额足够时每层至少1家），"
        "层内按抽签种子与单位名称的SHA-256值由小到大抽取"
    )


def sample_of(tickets: Sequence[Ticket], size: int, seed: str) -> tuple[str, ...]:
    """The units drawn, stratum by stratum in the order of the population; the same for ever."""
    groups = strata(tickets)
    shares = shared_out({stratum: len(group) for stratum, group in groups.items()}, size)
    return tuple(
        ticket.name for stratum, group in groups.items() for ticket in in_order(group, seed)[: shares[stratum]]
    )


def strata(tickets: Iterable[Ticket]) -> dict[Stratum, list[Ticket]]:
    """The population by stratum, in the order met."""
    groups: dict[Stratum, list[Ticket]] = {}
    for ticket in tickets:
        groups.setdefault(ticket.stratum, []).append(ticket)
    return groups


def in_order(group: Iterable[Ticket], seed: str) -> list[Ticket]:
    """The order of the lot within a stratum."""
    return sorted(group, key=lambda ticket: hashlib.sha256(f"{seed}{ticket.name}".encode()).hexdigest())


def shared_out(counts: Mapping[Stratum, int], size: int) -> dict[Stratum, int]:
    """How many are drawn from each stratum: in proportion, by the largest remainders, one at least if possible."""
    whole = sum(counts.values())
    quotas = {stratum: Fraction(size * count, whole) for stratum, count in counts.items()}
    least = 1 if size >= len(counts) else 0
    shares = {stratum: max(least, int(quota)) for stratum, quota in quotas.items()}
    while (left := size - sum(shares.values())) != 0:
        step = 1 if left > 0 else -1
        open_ones = [one for one in counts if least <= shares[one] + step <= counts[one]]
        chosen = max(open_ones, key=lambda one: step * (quotas[one] - shares[one]))
        shares[chosen] += step
    return shares


def repeats(draw: Draw) -> bool:
    """Whether the draw comes out the same again from its seed and population."""
    tickets = tuple(map(Ticket.read, draw.population))
    return sample_of(tickets, len(draw.sample), draw.seed) == draw.sample


def drawn(ledger: Ledger) -> Drawn | None:
    """The last draw, with its replacements; None where nothing was drawn."""
    draws = ledger.draws()
    if not draws:
        return None
    events = standing_events(ledger.events())
    mine = [event for event in events if event.action == REPLACE and event.about == str(draws[-1].id)]
    return Drawn(draws[-1], tuple(mine))

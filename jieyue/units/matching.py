"""Which unit of the 单位名录 a written name means: one for certain, or up to three to choose from (T37).

Certain are, in this order: the full name, an alias, a former name, and their normalised forms where only one unit
has them.  Likeness never decides; it only orders the candidates.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from jieyue.model import Unit
from jieyue.units.names import Gazetteer, NameKey, cleaned, key_of
from jieyue.units.regions import Regions

if TYPE_CHECKING:
    from jieyue.units.register import Register

_MOST = 3
_LEAST_LIKENESS = 0.25
_COMMON = 0.3
_OWN_REGION = "市州县区"
_SEPARATORS = re.compile(r"[、，,；;|\n\r]+")


@dataclass(frozen=True, slots=True)
class Match:
    """The unit a name means for certain and how it was found, or the candidates, the likeliest first.

    ``how`` is ``exact``, ``alias``, ``former`` or ``normalised``; empty where a person has to decide.
    """

    name: str
    unit: Unit | None = None
    how: str = ""
    candidates: tuple[Unit, ...] = ()

    @property
    def suggestion(self) -> str:
        """The words of ``unit-unknown``: ``，是否为：甲、乙``; empty where nothing is like it."""
        names = "、".join(unit.name for unit in self.candidates)
        return f"，是否为：{names}" if names else ""


def match(name: str, register: Register, on: date | None = None) -> Match:
    """The unit that ``name`` means; among namesakes the one valid on the day ``on``."""
    index = register.index
    for how, units in index.found(name):
        valid = [unit for unit in units if on is None or is_valid(unit, on)] or units
        if len(valid) == 1:
            return Match(name, valid[0], how)
        return Match(name, candidates=tuple(valid[:_MOST]))
    return Match(name, candidates=index.candidates(name))


def is_valid(unit: Unit, on: date) -> bool:
    """Whether the unit exists on that day; both ends count."""
    return (unit.valid_from is None or unit.valid_from <= on) and (unit.valid_to is None or on <= unit.valid_to)


def predecessors(unit: Unit) -> tuple[str, ...]:
    """The names in 前身, several of them where units were merged, as the register writes names."""
    if not unit.predecessor:
        return ()
    parts = _SEPARATORS.split(unit.predecessor)
    return tuple(cleaned(part).replace("(", "（").replace(")", "）") for part in parts if part.strip())


_Names = dict[str, list[Unit]]
_Keys = dict[NameKey, list[Unit]]
_Key = TypeVar("_Key")


class NameIndex:
    """The names of a register, laid out for finding."""

    def __init__(self, units: Iterable[Unit], regions: Regions) -> None:
        self.units = tuple(units)
        self.gazetteer = Gazetteer.of(regions, _regions_of(self.units))
        self._names: tuple[tuple[str, _Names], ...] = (("exact", {}), ("alias", {}), ("former", {}))
        self._keys: tuple[_Keys, ...] = ({}, {}, {})
        for unit in self.units:
            for place, written in enumerate(((unit.name,), unit.aliases, unit.former_names)):
                for name in written:
                    self._add(place, name, unit)

    def _add(self, place: int, name: str, unit: Unit) -> None:
        _append(self._names[place][1], cleaned(name), unit)
        _append(self._keys[place], self._own(key_of(name, self.gazetteer)), unit)

    def found(self, name: str) -> Iterator[tuple[str, list[Unit]]]:
        """Every way in which the name is known, the surest first, with the units that go by it."""
        text = cleaned(name)
        if not text:
            return
        for how, names in self._names:
            if text in names:
                yield ("normalised" if how == "exact" and text != name else how), names[text]
        key = self._own(key_of(name, self.gazetteer))
        for keys in self._keys:
            if units := keys.get(key) or keys.get(self._of_the_province(key)):
                yield "normalised", units

    def _of_the_province(self, key: NameKey) -> NameKey:
        """Only a province has 厅: 水利厅 without more is the province's."""
        alone = not key.region and key.rest.endswith("厅")
        return NameKey(self.gazetteer.province, key.rest) if alone else key

    def _own(self, key: NameKey) -> NameKey:
        """市财政局 on the desk of one city is that city's; elsewhere it stays 市财政局."""
        if len(key.region) == 1 and key.region in _OWN_REGION:
            return NameKey(self._desk_regions.get(key.region, key.region), key.rest)
        return key

    @cached_property
    def _desk_regions(self) -> Mapping[str, str]:
        """市, 州, 县 or 区 to the one region that all units of the register lie in, if there is one."""
        found: dict[str, str] = {}
        if any(unit.level == "省级" for unit in self.units):
            return found
        for common in ({unit.city for unit in self.units}, {unit.district for unit in self.units}):
            only = next(iter(common)) if len(common) == 1 else None
            if only and self._is_alone(only):
                found[only[-1]] = only
        return found

    def _is_alone(self, region: str) -> bool:
        """No other region of the register ends with the same word: 市 in a city with a 浏阳市 says nothing."""
        others = {name for unit in self.units for name in (unit.city, unit.district) if name and name != region}
        return not any(name[-1] == region[-1] for name in others)

    def candidates(self, name: str) -> tuple[Unit, ...]:
        """Up to three units whose names are like it, by the characters and pairs they share, rare ones first."""
        wanted = _grams(cleaned(name))
        scores: dict[int, float] = defaultdict(float)
        length = 0.0
        for gram in wanted:
            weight = self._weights.get(gram, self._heaviest)
            length += weight * weight
            for place in self._postings.get(gram, ()):
                scores[place] += weight * weight
        alike: dict[int, tuple[float, int]] = {}
        for place, score in scores.items():
            number, own_length = self._entries[place]
            likeness = score / math.sqrt(length * own_length)
            if likeness >= _LEAST_LIKENESS and likeness > alike.get(number, (0.0, 0))[0]:
                alike[number] = (likeness, number)
        best = sorted(alike.values(), key=lambda pair: (-pair[0], pair[1]))[:_MOST]
        return tuple(self.units[number] for _, number in best)

    @cached_property
    def _written(self) -> list[tuple[int, frozenset[str]]]:
        """Every name of every unit, taken apart."""
        return [
            (number, _grams(cleaned(name)))
            for number, unit in enumerate(self.units)
            for name in (unit.name, *unit.aliases, *unit.former_names)
        ]

    @cached_property
    def _weights(self) -> Mapping[str, float]:
        """How much a character or pair says: the rarer the more."""
        counts = Counter(gram for _, grams in self._written for gram in grams)
        total = len(self._written)
        return {gram: math.log(1 + total / count) for gram, count in counts.items()}

    @cached_property
    def _heaviest(self) -> float:
        return math.log(1 + len(self._written))

    @cached_property
    def _entries(self) -> list[tuple[int, float]]:
        weights = self._weights
        return [(number, sum(weights[gram] ** 2 for gram in grams)) for number, grams in self._written]

    @cached_property
    def _postings(self) -> Mapping[str, list[int]]:
        """Which names hold a character or pair; what nearly all hold finds nothing and is left out."""
        postings: dict[str, list[int]] = defaultdict(list)
        for place, (_, grams) in enumerate(self._written):
            for gram in grams:
                postings[gram].append(place)
        most = max(50, int(len(self._written) * _COMMON))
        return {gram: places for gram, places in postings.items() if len(places) <= most}


def _append(found: dict[_Key, list[Unit]], key: _Key, unit: Unit) -> None:
    units = found.setdefault(key, [])
    if unit not in units:
        units.append(unit)


def _grams(text: str) -> frozenset[str]:
    """The characters of a name and its pairs of neighbours."""
    return frozenset(text) | {text[place : place + 2] for place in range(len(text) - 1)}


def _regions_of(units: Iterable[Unit]) -> dict[str, str | None]:
    """The regions a register names, each 县市区 with its city; one that lies in two cities is left out."""
    found: dict[str, str | None] = {}
    doubtful: set[str] = set()
    for unit in units:
        if unit.city:
            found.setdefault(unit.city, None)
        if unit.district and unit.city and found.setdefault(unit.district, unit.city) != unit.city:
            doubtful.add(unit.district)
    return {name: city for name, city in found.items() if name not in doubtful}

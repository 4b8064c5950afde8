"""行政区划: the province, its 市州 and their 县市区, as data of a form set (``forms/<set>/regions.yaml``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from jieyue.data import data_folder
from jieyue.errors import DataFault
from jieyue.strict_yaml import load_checked


@dataclass(frozen=True, slots=True)
class Regions:
    """The tree of regions.  ``cities`` maps each 市州 to its 县市区, in official order.

    ``known`` maps every way of writing a region (official or short) to its official name.
    """

    province: str
    bureau: str
    cities: Mapping[str, tuple[str, ...]]
    city_of: Mapping[str, str]
    known: Mapping[str, str]

    def official(self, written: str, city: str | None = None) -> str | None:
        """The official name of a region; the last word (市, 县, 区) may be missing.

        With ``city`` a 县市区 of that city is looked for, without it a 市州.
        """
        choices = self.cities.get(city, ()) if city else tuple(self.cities)
        if self.known.get(written) in choices:
            return self.known[written]
        short = [name for name in choices if name[:-1] == written]
        return short[0] if len(short) == 1 else None

    def bureaus(self) -> Iterator[tuple[str, str, str | None]]:
        """``(name, city, district)`` of the bureau of every 市州 and 县市区, each city before its districts."""
        for city, districts in self.cities.items():
            yield f"{city}{self.bureau}", city, None
            for district in districts:
                yield f"{district}{self.bureau}", city, district


def regions_file(form_set: str = "hunan-2020") -> Path:
    """Where the regions of a shipped form set are written down."""
    return data_folder("forms") / form_set / "regions.yaml"


@lru_cache(maxsize=8)
def load_regions(form_set: str = "hunan-2020") -> Regions:
    """The regions of a shipped form set.  Raises :class:`DataFault` naming file and line."""
    node = load_checked(regions_file(form_set), "regions")
    data = node.value
    cities = {entry["name"]: tuple(entry["districts"]) for entry in data["cities"]}
    everything = [name for city, districts in cities.items() for name in (city, *districts)]
    twice = sorted({name for name in everything if everything.count(name) > 1})
    if twice:
        raise DataFault([f"{node['cities'].where}：行政区划“{'、'.join(twice)}”写了两次；请只保留一处"])
    short = {written: name for name, ways in data.get("short", {}).items() for written in ways}
    return Regions(
        province=data["province"],
        bureau=data["bureau"],
        cities=cities,
        city_of={district: city for city, districts in cities.items() for district in districts},
        known={name: name for name in everything} | short,
    )

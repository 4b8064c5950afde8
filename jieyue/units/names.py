"""Normalising unit names (单位名称): only what cannot make two different organs equal.

Spaces, character widths, stamp words (盖章), 中共 and the names of the regions above an organ go; words of the organ
itself stay as they are: 办公厅 is not 办公室, 财政局 not 财政厅, 县委 not 县政府.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from jieyue.units.regions import Regions

_STAMP = re.compile(r"\((?:盖章|公章|签章|章|加盖公章|盖公章|单位盖章|印章|全称)\)")
_PLAIN = re.compile("[\u4e00-\u9fff0-9A-Za-z]+")
"""What cleaning leaves as it is."""
_INVISIBLE = {"Zs", "Zl", "Zp", "Cc", "Cf"}
_PARTY = re.compile(r"^(?:中共|中国共产党)(?=.*(?:委|纪))")
_COMMITTEE = re.compile(r"^(.*?[省市州县区])委员会")
_GENERIC = re.compile(r"^([省市州县区])(?=..)")


@dataclass(frozen=True, slots=True)
class NameKey:
    """A name taken apart: the narrowest region it names (``省``/``市``/… where it only says so much) and the rest."""

    region: str
    rest: str


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The region names a key may begin with; ``city_of`` a 县市区, ``known`` maps writings to official names."""

    province: str
    known: Mapping[str, str]
    city_of: Mapping[str, str]
    longest: int

    @classmethod
    def of(cls, regions: Regions, extra: Mapping[str, str | None]) -> Gazetteer:
        """The shipped regions and those of a register (``extra``: region to its city, None for a city)."""
        known = {**{name: name for name in extra}, **regions.known}
        city_of = {**{name: city for name, city in extra.items() if city}, **regions.city_of}
        return cls(regions.province, known, city_of, max(map(len, known)))

    def starts(self, text: str) -> str | None:
        """The longest region name that ``text`` begins with, with something left after it."""
        for length in range(min(self.longest, len(text) - 1), 1, -1):
            if text[:length] in self.known:
                return text[:length]
        return None


def cleaned(name: str) -> str:
    """The name without spaces, invisible characters, width differences, underlines and stamp words."""
    if _PLAIN.fullmatch(name):
        return name
    text = unicodedata.normalize("NFKC", name)
    text = "".join(letter for letter in text if unicodedata.category(letter) not in _INVISIBLE and letter != "_")
    return _STAMP.sub("", text).strip(":,.。、;\"'“”")


def key_of(name: str, gazetteer: Gazetteer) -> NameKey:
    """The key by which names are equal.  A region that contradicts the one above it is left in the rest."""
    text = _without_party(cleaned(name))
    region = ""
    if text.startswith(gazetteer.province) and len(text) > len(gazetteer.province):
        region, text = gazetteer.province, text[len(gazetteer.province) :]
    for _ in range(2):
        written = gazetteer.starts(text)
        if written is None or not _below(gazetteer.known[written], region, gazetteer):
            break
        region, text = gazetteer.known[written], text[len(written) :]
    if not region and (generic := _GENERIC.match(text)):
        region, text = generic[1], text[1:]
    return NameKey(gazetteer.province if region == "省" else region, text)


def _below(inner: str, outer: str, gazetteer: Gazetteer) -> bool:
    """Whether ``inner`` may follow ``outer``: a city or district after the province, its own district after a city."""
    return outer in ("", gazetteer.province) or gazetteer.city_of.get(inner) == outer


def _without_party(text: str) -> str:
    """中共湖南省委员会办公厅, 中共湖南省委办公厅 and 湖南省委办公厅 are one."""
    bare = _PARTY.sub("", text)
    return _COMMITTEE.sub(r"\1委", bare) if bare != text else text

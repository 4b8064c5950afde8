"""The order in which lists name units: by region, by level, and within them in the order of organs.

The order is the notice's own (三、评价方式): party, 人大, administration, 政协, supervision and justice, mass bodies,
institutions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from jieyue.model import Standing, Unit

NATURES = (
    ("党委", "党的", "中共", "党机关", "党务"),
    ("人大",),
    ("行政", "政府"),
    ("政协",),
    ("监察", "监委", "纪检", "法检", "司法", "审判", "检察", "法院"),
    ("群团", "人民团体", "团体", "工会", "共青团", "妇联"),
    ("事业",),
)
"""Words of 性质, in the order of organs."""
_MASS = (
    "总工会|工会$|共青团|团[省市县区州]委|妇女联合会|妇联|工商联|"
    "工商业联合会|科学技术协会|科协|残疾人联合会|残联|文联|侨联|红十字会"
)
_NAMES = (
    (5, re.compile(_MASS)),
    (4, re.compile("监察委员会|监委|纪委|纪律检查|法院|检察院")),
    (3, re.compile("政协|政治协商")),
    (1, re.compile("人大|人民代表大会")),
    (0, re.compile("^中共|[省市县区州]委(?!员)")),
    (6, re.compile("(中心|研究院|研究所|学校|党校|学院|图书馆|博物馆|档案馆|总队|支队|大队|所)$")),
)
"""What a name says where the register gives no 性质; names that say nothing are the administration's."""
_ADMINISTRATION = 2
_LEVELS = {"省级": 0, "市级": 1, "县级": 2}


def organ_rank(unit: Unit) -> int:
    """Where a unit stands in the order of organs, by its 性质, else by its name; a strange 性质 comes last."""
    if unit.nature:
        return _rank_of(str(unit.nature))
    return next((rank for rank, pattern in _NAMES if pattern.search(unit.name)), _ADMINISTRATION)


def knows_nature(nature: str) -> bool:
    """Whether a 性质 has its place in the order of organs."""
    return _rank_of(nature) < len(NATURES)


@lru_cache(maxsize=256)
def _rank_of(nature: str) -> int:
    ranks = (rank for rank, words in enumerate(NATURES) if any(word in nature for word in words))
    return next(ranks, len(NATURES))


def in_organ_order(standings: Iterable[Standing]) -> list[Standing]:
    """The province's own units first, then the regions as the register has them; within each the order of organs."""
    listed = list(standings)
    cities = _first_seen(one.unit.city for one in listed if one.unit.city)
    districts = _first_seen(one.unit.district for one in listed if one.unit.district)
    several = len(cities) > 1 or any(one.unit.level == "省级" for one in listed)

    def rank(standing: Standing) -> tuple[int, int, int, int]:
        unit = standing.unit
        level = _LEVELS.get(unit.level, len(_LEVELS))
        city = cities.get(unit.city or "", -1) if several and level else -1
        district = districts.get(unit.district or "", -1) if level > 1 else -1
        return city, level, district, organ_rank(unit)

    return sorted(listed, key=rank)


def _first_seen(names: Iterable[str]) -> dict[str, int]:
    seen: dict[str, int] = {}
    for name in names:
        seen.setdefault(name, len(seen))
    return seen

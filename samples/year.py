"""The invented year: the units, and what each lost by its own count and by the verifiers'.

A score sheet is the table's maxima less the losses: ``"2.2.3:2 4.2.2:1"`` loses 2 points under 2.2.3, 1 under 4.2.2.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from jieyue.formset import FormSet, load_form_set
from jieyue.model import Unit

YEAR = 2026
FORM_SET: FormSet = load_form_set("hunan-2020")
Scores = Mapping[str, Decimal]

# name; 性质; own losses; further losses found on site
_PROVINCE = """
中共湖南省委政策研究室|党的机关|2.2.3:1.5 4.2.2:1 5.1.3:2|2.2.4:1 4.3.4:1.5
中共湖南省委老干部局|党的机关|2.2.3:2 3.2.2:1 4.3.1:1 5.2.2:2|2.2.2:2 3.1.5:1
湖南省人大常委会办公厅|人大机关|3.2.2:1 5.1.3:2|4.3.4:1 2.2.3:1
湖南省财政厅|行政机关|4.3.4:1 5.1.3:1|2.2.3:1 3.2.2:1
湖南省水利厅|行政机关|2.2.3:2 2.2.4:1 3.2.2:1.5 4.3.4:1 5.1.3:2|4.2.2:1 5.2.2:1.5
湖南省统计局|行政机关|1.1.1:10 2.2.3:2 3.2.2:1.5 4.3.4:1 5.1.3:1|2.2.4:1.5 4.1.3:1.5 5.2.2:1.5
湖南省林业局|行政机关|2.2.2:2 2.2.3:3 3.2.2:2 4.3.1:1 4.3.4:2 5.1.3:3 5.2.2:1|2.2.4:2 4.1.2:1.5 4.2.2:1 5.2.1:2
湖南省文化和旅游厅|行政机关|2.2.3:1 3.3.2:1 4.3.4:1 5.2.2:2|4.1.3:1.5
湖南省农业农村厅|行政机关|3.1.2:1 3.2.2:1.5 4.3.4:1 5.1.3:1.5|2.2.3:2 4.2.2:1
湖南省体育局|行政机关|2.2.3:2 3.2.1:1 4.1.2:1.5 4.3.4:1.5 5.1.3:3 5.2.2:3|2.2.4:1 3.1.5:1
政协湖南省委员会办公厅|政协机关|2.2.3:1 4.2.2:1 5.1.3:1.5|2.2.2:1 3.3.2:1
中共湖南省纪律检查委员会湖南省监察委员会机关|监察机关|2.2.3:2 3.2.2:1 5.2.2:1|4.3.4:1
湖南省高级人民法院|审判机关|2.2.3:3 3.1.2:1 4.3.1:1 4.3.4:1.5 5.1.3:1.5|2.2.4:1 5.2.2:1.5
湖南省人民检察院|检察机关|2.2.3:2 4.1.2:1.5 5.1.3:2 5.2.1:1|3.1.4:0.5 4.3.4:1
湖南省总工会|人民团体|2.2.3:2 2.2.5:1 3.2.2:2 4.3.4:1 5.1.3:1|4.2.3:0.5 5.2.2:1.5
共青团湖南省委员会|人民团体|2.1.2:1 2.2.3:2 3.3.2:1 5.2.2:1|4.1.3:1 4.3.4:1
湖南省妇女联合会|人民团体|2.2.3:2.5 3.2.2:1 4.3.1:1 5.1.3:3|2.2.4:1.5 4.2.2:0.5
湖南省科学技术协会|人民团体||
湖南省归国华侨联合会|人民团体|2.2.3:1 4.3.4:1 5.1.3:2 5.2.2:1|3.1.5:1
湖南省台湾同胞联谊会|人民团体|2.2.3:1 4.3.4:1 5.1.3:3 5.2.2:1|3.1.5:1 4.2.2:1
湖南省供销合作总社|参公事业单位|2.2.3:3 2.2.4:1 3.2.2:1.5 4.3.4:1 5.1.3:3|2.2.5:1 4.1.2:1
湖南省地方志编纂院|参公事业单位|1.1.1:10 2.2.3:3 3.2.2:1 4.3.1:1 5.1.3:2|2.2.2:2 2.2.4:3 2.2.5:1 4.1.3:1.5 5.2.2:3
湖南省粮食和物资储备局|行政机关|2.2.3:2 3.1.5:1 4.2.2:1 5.1.3:1|2.2.4:1 4.3.4:0.5
湖南省档案馆|参公事业单位|2.2.3:1.5 3.2.2:1.5 4.3.4:1 5.1.3:2|2.2.2:1
"""

# city; district; name; 性质; own score; verified; note
_REGIONS = """
长沙市||中共长沙市委办公室|党的机关|95|93.5|
长沙市||长沙市人民政府办公室|行政机关|94.5|92|
长沙市||长沙市财政局|行政机关|93|90.5|
长沙市||长沙市水利局|行政机关|88|84|
长沙市||长沙市中级人民法院|审判机关|91|89.5|
长沙市||长沙市妇女联合会|人民团体|86.5|78|限期整改
长沙市|岳麓区|长沙市岳麓区人民政府办公室|行政机关|92|90|
长沙市|岳麓区|长沙市岳麓区财政局|行政机关|89.5|86|
长沙市|岳麓区|长沙市岳麓区档案馆|参公事业单位|84|80|
长沙市|长沙县|中共长沙县委办公室|党的机关|93|91.5|
长沙市|长沙县|长沙县财政局|行政机关|90|88|
长沙市|长沙县|长沙县人民检察院|检察机关|87.5|85|
岳阳市||中共岳阳市委办公室|党的机关|92.5|90|
岳阳市||岳阳市人民代表大会常务委员会办公室|人大机关|91|90.5|
岳阳市||岳阳市统计局|行政机关|87|82.5|
岳阳市||岳阳市林业局|行政机关|85|79.5|限期整改
岳阳市||政协岳阳市委员会办公室|政协机关|90|88.5|
岳阳市||湖南省岳阳水文水资源勘测中心|参公事业单位|88|86|垂管单位，属地评价
岳阳市|岳阳楼区|岳阳市岳阳楼区人民政府办公室|行政机关|90.5|88|
岳阳市|岳阳楼区|岳阳市岳阳楼区统计局|行政机关|86|83|
岳阳市|岳阳楼区|岳阳市岳阳楼区总工会|人民团体|83|80.5|
岳阳市|湘阴县|中共湘阴县委办公室|党的机关|91.5|89|
岳阳市|湘阴县|湘阴县水利局|行政机关|85.5|81|
岳阳市|湘阴县|湘阴县纪委监委机关|监察机关|89|87.5|
"""
DRAW_SEED, DRAW_RATE = "735219", Decimal(20)
"""Of the demonstration's 抽查: the seed it types, and the rate in percent of its settings."""
_SURNAMES = "李王张刘陈杨黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶"
_MORE: Mapping[str, Mapping[str, Any]] = {
    "湖南省归国华侨联合会": {"shared_group": "侨台联合署"},
    "湖南省台湾同胞联谊会": {"shared_group": "侨台联合署"},
    "湖南省供销合作总社": {"failed_last_year": True},
    "湖南省档案馆": {"former_names": ("湖南省档案局（馆）",)},
    "湖南省粮食和物资储备局": {"former_names": ("湖南省粮食局",), "aliases": ("省粮储局",)},
    "湖南省岳阳水文水资源勘测中心": {"vertical": "湖南省水利厅"},
    "中共湖南省纪律检查委员会湖南省监察委员会机关": {"aliases": ("湖南省纪委监委机关", "省纪委监委")},
    "共青团湖南省委员会": {"aliases": ("共青团湖南省委", "团省委")},
    "政协湖南省委员会办公厅": {"aliases": ("省政协办公厅",)},
    "湖南省人大常委会办公厅": {"aliases": ("湖南省人民代表大会常务委员会办公厅", "省人大常委会办公厅")},
    "湖南省妇女联合会": {"aliases": ("省妇联", "湖南省妇联")},
}


@dataclass(frozen=True, slots=True)
class Reported:
    """A city or county unit as its city's 汇总表 has it."""

    unit: Unit
    own: Decimal
    verified: Decimal
    note: str

    @property
    def passed(self) -> bool:
        """By the verified score."""
        return self.verified >= FORM_SET.pass_mark


@dataclass(frozen=True, slots=True)
class Judged:
    """A provincial unit with the scores of its own form and of the verification sheet, by rule."""

    unit: Unit
    own: Scores
    verified: Scores


def full_marks() -> dict[str, Decimal]:
    """Every rule at its maximum."""
    return {rule.id: rule.max for rule in FORM_SET.rules()}


def losing(scores: Scores, points: Decimal, first: int) -> dict[str, Decimal]:
    """The scores with ``points`` lost, a rule at a time from the ``first`` on, none by more than half a point short."""
    left, rules = dict(scores), list(scores)
    for place in range(len(rules)):
        rule = rules[(first + place) % len(rules)]
        lost = min(points, (left[rule] // 1) / 2) if rule != "1.1.1" else Decimal(0)
        left[rule] -= lost
        points -= lost
    if points:
        raise ValueError(f"{points} points too many to lose")
    return left


def by_item(scores: Scores) -> dict[str, Decimal]:
    """The sums by 项目."""
    return {item.id: sum((scores[rule.id] for rule in item.rules), Decimal(0)) for item in FORM_SET.items}


def total(scores: Scores) -> Decimal:
    """The sum."""
    return sum(scores.values(), Decimal(0))


def province() -> dict[str, Judged]:
    """The 省直 units by name, in register order."""
    judged: dict[str, Judged] = {}
    for number, line in enumerate(_PROVINCE.split("\n")[1:-1]):
        name, nature, own, further = line.split("|")
        own_scores = _less(full_marks(), own)
        unit = _unit(number, name, "省级", None, None, nature)
        judged[name] = Judged(unit, own_scores, _less(own_scores, further))
    return judged


def regions() -> dict[str, Reported]:
    """The city and county units by name, in register order."""
    reported: dict[str, Reported] = {}
    for number, line in enumerate(_REGIONS.split("\n")[1:-1], 24):
        city, district, name, nature, own, verified, note = line.split("|")
        unit = _unit(number, name, "县级" if district else "市级", city, district or None, nature)
        reported[name] = Reported(unit, Decimal(own), Decimal(verified), note)
    return reported


def _unit(number: int, name: str, level: str, city: str | None, district: str | None, nature: str) -> Unit:
    area = {"岳阳市": "0730"}.get(city or "", "0731")
    more = _MORE.get(name, {})
    return Unit(
        name=name,
        level=level,
        city=city,
        district=district,
        nature=nature,
        person=f"{_SURNAMES[number]}某",
        phone=f"{area}-8000{number + 1:04d}",
        facts=(("食堂", "有" if number % 3 else "无"), ("公务用车", "有"), ("物业", "有" if number % 4 else "无")),
        **more,
    )


def _less(scores: Scores, losses: str) -> dict[str, Decimal]:
    left = dict(scores)
    for loss in losses.split():
        rule, points = loss.split(":")
        left[rule] -= Decimal(points)
        if left[rule] < 0:
            raise ValueError(f"{rule}: {losses}")
    return left

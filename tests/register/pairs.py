"""Pairs of different organs whose names are easily taken for each other (T37), and writings of one and the same."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

from jieyue.model import Unit
from jieyue.units.regions import load_regions

# office against office within one region
_ALIKE = (
    ("财政局", "审计局"),
    ("委办公室", "人民政府办公室"),
    ("委办公室", "委政策研究室"),
    ("人民法院", "人民检察院"),
    ("水利局", "水利工程管理局"),
    ("统计局", "统计调查队"),
    ("林业局", "林业科学研究所"),
    ("档案局", "档案馆"),
    ("教育局", "体育局"),
    ("民政局", "民族宗教事务局"),
    ("商务局", "机关事务管理局"),
    ("总工会", "工商业联合会"),
    ("妇女联合会", "残疾人联合会"),
    ("委党校", "委党史研究室"),
    ("住房和城乡建设局", "住房保障服务中心"),
    ("自然资源局", "自然资源局不动产登记中心"),
)
# region against region for one office
_REGIONS = (
    ("长沙市", "长沙县"),
    ("岳阳市", "岳阳县"),
    ("岳阳市", "岳阳楼区"),
    ("衡阳市", "衡阳县"),
    ("衡阳县", "衡南县"),
    ("衡山县", "衡东县"),
    ("湘潭市", "湘潭县"),
    ("邵阳市", "邵阳县"),
    ("邵东市", "邵阳市"),
    ("新邵县", "邵阳县"),
    ("武陵区", "武陵源区"),
    ("桃江县", "桃源县"),
    ("江永县", "永兴县"),
    ("临澧县", "澧县"),
    ("南县", "衡南县"),
    ("洪江市", "洪江区"),
    ("江华瑶族自治县", "江永县"),
    ("新晃侗族自治县", "芷江侗族自治县"),
    ("芷江侗族自治县", "通道侗族自治县"),
    ("江南区", "江北区"),
    ("江南镇", "江南区"),
    ("湘阴县", "湘乡市"),
    ("安化县", "新化县"),
    ("桂阳县", "桂东县"),
)
_OFFICES = ("财政局", "水利局", "委办公室", "人民政府办公室", "统计局", "档案馆", "人民法院", "总工会", "公安局")
_PROVINCE = (
    ("湖南省财政厅", "湖南省财政局"),
    ("湖南省财政厅", "省财政局"),
    ("湖南省财政厅", "长沙市财政局"),
    ("湖南省水利厅", "湖南省水利厅水利工程质量监督中心"),
    ("湖南省水利厅", "湖北省水利厅"),
    ("湖南省水利厅", "江西省水利厅"),
    ("湖南省水利厅", "海南省水利厅"),
    ("湖南省水利厅", "水利部"),
    ("中共湖南省委办公厅", "湖南省人民政府办公厅"),
    ("中共湖南省委办公厅", "湖南省委办公室"),
    ("湖南省人民政府办公厅", "湖南省人民政府办公室"),
    ("中共湖南省委宣传部", "中共湖南省委统战部"),
    ("湖南省人大常委会办公厅", "政协湖南省委员会办公厅"),
    ("政协湖南省委员会办公厅", "中共湖南省委员会办公厅"),
    ("湖南省统计局", "国家统计局湖南调查总队"),
    ("国家税务总局湖南省税务局", "国家税务总局长沙市税务局"),
    ("湖南省档案馆", "湖南省档案局"),
    ("湖南省高级人民法院", "长沙市中级人民法院"),
    ("湖南省归国华侨联合会", "湖南省台湾同胞联谊会"),
    ("共青团湖南省委员会", "湖南省青年联合会"),
    ("湖南省教育厅", "湖南教育厅职业教育中心"),
    ("湖南省林业局", "湖南林业局"),
    ("湖南大学", "湖南省大学"),
    ("长沙市财政局", "市财政局"),
    ("长沙市岳麓区财政局", "区财政局"),
    ("长沙市岳麓区财政局", "岳阳市岳麓区财政局"),
    ("长沙县财政局", "岳阳市长沙县财政局"),
    ("长沙市财政局", "财政局"),
    ("长沙市市场监督管理局", "场监督管理局"),
    ("中共长沙市委办公室", "长沙市委员会办公室"),
)


def pairs() -> Iterator[tuple[str, str]]:
    """``(registered, written)``: two organs that are not one."""
    for region, (one, other) in product(("长沙市", "长沙县", "岳麓区", "株洲市"), _ALIKE):
        yield f"{region}{one}", f"{region}{other}"
        yield f"{region}{other}", f"{region}{one}"
    for (one, other), office in product(_REGIONS, _OFFICES):
        yield f"{one}{office}", f"{other}{office}"
        yield f"{other}{office}", f"{one}{office}"
    yield from _PROVINCE


def whole_province() -> tuple[Unit, ...]:
    """Nine offices of every region: names that differ by a word."""
    regions = load_regions()
    names: list[tuple[str, str, str | None]] = []
    for city, districts in regions.cities.items():
        names += [(city, city, None), *((district, city, district) for district in districts)]
    return tuple(
        Unit(f"{region}{office}", "县级" if district else "市级", city=city, district=district)
        for (region, city, district), office in product(names, _OFFICES)
    )


def within_one_register() -> Iterator[tuple[Unit, Unit]]:
    """Every pair of one city's units."""
    yield from combinations([unit for unit in whole_province() if unit.city == "长沙市"], 2)

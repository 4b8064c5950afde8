"""Lists name units in the order of organs and of the register's regions."""

from __future__ import annotations

import pytest

from generate.organs import in_organ_order, organ_rank
from jieyue.model import Unit
from tests.documents.years import Result, standing


def test_lists_stand_in_the_order_of_organs() -> None:
    names = ["某事业中心", "某总工会", "某法院", "某政协", "某厅", "某人大", "某党委部门"]
    natures = ["参公事业单位", "群团组织", "法检机关", "政协机关", "行政机关", "人大机关", "党委机关"]
    mixed = [standing(Result(name, nature=nature)) for name, nature in zip(names, natures, strict=True)]
    assert [one.unit.name for one in in_organ_order(mixed)] == names[::-1]


BY_NAME = [
    ("中共湖南省委办公厅", 0),
    ("湖南省委宣传部", 0),
    ("湖南省人大常委会办公厅", 1),
    ("湖南省发展和改革委员会", 2),
    ("湖南省水利厅", 2),
    ("湖南省司法厅", 2),
    ("湖南省政协办公厅", 3),
    ("湖南省纪委监委", 4),
    ("湖南省高级人民法院", 4),
    ("湖南省人民检察院", 4),
    ("共青团湖南省委", 5),
    ("湖南省总工会", 5),
    ("湖南省妇女联合会", 5),
    ("湖南省机关事务服务中心", 6),
]


@pytest.mark.parametrize(("name", "rank"), BY_NAME)
def test_a_unit_without_a_nature_is_placed_by_its_name(name: str, rank: int) -> None:
    assert organ_rank(Unit(name, "省级")) == rank


def test_units_alike_in_rank_keep_the_registers_order() -> None:
    listed = [standing(Result(name)) for name in ("乙厅", "甲厅", "丙厅")]
    assert [one.unit.name for one in in_organ_order(listed)] == ["乙厅", "甲厅", "丙厅"]


def test_regions_stand_in_register_order_after_the_provinces_own() -> None:
    results = [
        Result("岳阳县局", level="县级", city="岳阳市", district="岳阳县"),
        Result("长沙市局", level="市级", city="长沙市"),
        Result("岳阳市局", level="市级", city="岳阳市"),
        Result("省局", level="省级"),
    ]
    ordered = [one.unit.name for one in in_organ_order(map(standing, results))]
    assert ordered == ["省局", "岳阳市局", "岳阳县局", "长沙市局"]


def test_a_citys_own_units_come_first_whether_or_not_the_register_names_the_city() -> None:
    results = [
        Result("宁乡市局", level="县级", city="长沙市", district="宁乡市"),
        Result("长沙市局", level="市级"),
        Result("长沙市厅", level="市级", city="长沙市"),
    ]
    ordered = [one.unit.name for one in in_organ_order(map(standing, results))]
    assert ordered == ["长沙市局", "长沙市厅", "宁乡市局"]

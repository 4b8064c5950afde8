import time

import pytest

from jieyue.model import Unit
from jieyue.units.matching import match
from jieyue.units.register import Register
from tests.register.pairs import pairs, whole_province, within_one_register

PAIRS = sorted(set(pairs()))


def _register(*names: str, **more: object) -> Register:
    return Register(tuple(Unit(name, "省级", **more) for name in names))  # type: ignore[arg-type]


def test_there_are_at_least_300_confusable_pairs() -> None:
    assert len(PAIRS) >= 300
    assert all(one != other for one, other in PAIRS)


@pytest.mark.hazard("T37", len(PAIRS), "confusable pairs")
def test_no_confusable_pair_is_merged_even_when_the_right_unit_is_not_registered() -> None:
    merged = [(one, other) for one, other in PAIRS if match(other, _register(one)).unit]
    assert merged == []


def test_with_both_registered_each_name_finds_its_own() -> None:
    for one, other in PAIRS:
        register = _register(one, other)
        assert match(one, register).unit == register.units[0]
        assert match(other, register).unit == register.units[1]


def test_no_two_units_of_a_province_share_a_key() -> None:
    units = whole_province()
    register = Register(units)
    for unit in units:
        found = match(f"湖南省{unit.city if unit.district else ''}{unit.name} （盖章）", register)
        assert found.unit == unit, unit.name


def test_a_unit_taken_out_of_the_register_is_never_replaced_by_its_neighbour() -> None:
    units = [unit for unit in whole_province() if unit.city == "长沙市"]
    for unit in units:
        assert match(unit.name, Register(tuple(other for other in units if other != unit))).unit is None
    assert len(list(within_one_register())) == len(units) * (len(units) - 1) // 2


@pytest.mark.parametrize(
    ("written", "registered", "how"),
    [
        ("湖南省水利厅", "湖南省水利厅", "exact"),
        ("湖 南 省\u3000水利厅", "湖南省水利厅", "normalised"),
        ("湖南省水利厅（盖章）", "湖南省水利厅", "normalised"),
        ("湖南省水利厅(公章)：", "湖南省水利厅", "normalised"),
        ("＿湖南省水利厅＿＿", "湖南省水利厅", "normalised"),
        ("省水利厅", "湖南省水利厅", "normalised"),
        ("水利厅", "湖南省水利厅", "normalised"),
        ("湖南省委办公厅", "中共湖南省委办公厅", "normalised"),
        ("中国共产党湖南省委员会办公厅", "中共湖南省委办公厅", "normalised"),
        ("省委办公厅", "中共湖南省委办公厅", "normalised"),
        ("岳麓区财政局", "长沙市岳麓区财政局", "normalised"),
        ("湖南省长沙市岳麓区财政局", "岳麓区财政局", "normalised"),
        ("湘西州财政局", "湘西土家族苗族自治州财政局", "normalised"),
        ("江华县水利局", "江华瑶族自治县水利局", "normalised"),
        ("湖南省政协机关（本部）", "湖南省政协机关(本部)", "normalised"),
    ],
)
def test_a_name_that_can_mean_only_one_unit_is_found(written: str, registered: str, how: str) -> None:
    found = match(written, _register(registered))
    assert found.unit is not None
    assert found.how == how


def test_aliases_and_former_names_find_the_unit() -> None:
    unit = Unit("湖南省粮食和物资储备局", "省级", former_names=("湖南省粮食局",), aliases=("省粮储局",))
    register = Register((unit,))
    assert [match(name, register).how for name in ("省粮储局", "湖南省粮食局", "省粮食局", "湖南省粮储局")] == [
        "alias",
        "former",
        "normalised",
        "normalised",
    ]


def test_a_former_name_shared_by_two_is_a_question() -> None:
    units = (Unit("甲局", "省级", former_names=("老局",)), Unit("乙局", "省级", former_names=("老局",)))
    found = match("老局", Register(units))
    assert found.unit is None
    assert found.candidates == units


def test_a_full_name_outranks_anothers_former_name() -> None:
    units = (Unit("湖南省应急局", "省级", former_names=("湖南省安监局",)), Unit("湖南省安监局", "省级"))
    assert match("湖南省安监局", Register(units)).unit == units[1]


def test_the_city_goes_without_saying_only_on_the_desk_of_one_city() -> None:
    bureau = Unit("长沙市财政局", "市级", city="长沙市")
    other = Unit("岳阳市水利局", "市级", city="岳阳市")
    county_city = Unit("浏阳市水利局", "县级", city="长沙市", district="浏阳市")
    assert match("市财政局", Register((bureau,))).unit == bureau
    assert match("市财政局", Register((bureau, other))).unit is None
    assert match("市财政局", Register((bureau, county_city))).unit is None
    assert match("财政局", Register((bureau,))).unit is None


def test_at_most_three_candidates_the_likeliest_first() -> None:
    found = match("岳麓区财政", Register(whole_province()))
    assert found.unit is None
    assert found.candidates[0].name == "岳麓区财政局"
    assert len(found.candidates) <= 3
    assert found.suggestion.startswith("，是否为：岳麓区财政局")


@pytest.mark.parametrize("name", ["", "   ", "（盖章）", "____", "1", "某某公司"])
def test_what_is_no_name_finds_nothing(name: str) -> None:
    found = match(name, Register(whole_province()))
    assert found.unit is None


def test_finding_in_seven_thousand_units_takes_no_time() -> None:
    units = tuple(
        Unit(f"{unit.name}第{number}科", unit.level, city=unit.city, district=unit.district)
        for number in range(6)
        for unit in whole_province()
    )
    register = Register(units)
    assert len(units) > 7000
    match("岳麓区财政局第1科", register)
    started = time.perf_counter()
    for unit in units[:2000]:
        assert match(unit.name, register).unit == unit
    assert time.perf_counter() - started < 1.0

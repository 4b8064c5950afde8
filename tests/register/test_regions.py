import re

from jieyue.units.credit_code import check_character, code_fault
from jieyue.units.regions import load_regions
from jieyue.units.register import bureau_units


def test_hunan_has_14_cities_and_122_districts_of_the_known_sizes() -> None:
    regions = load_regions()
    sizes = {city: len(districts) for city, districts in regions.cities.items()}
    assert list(sizes.values()) == [9, 9, 5, 12, 12, 9, 9, 4, 6, 11, 11, 12, 5, 8]
    assert sum(sizes.values()) == 122
    kinds = [re.search(r"(自治县|县|区|市)$", name)[1] for name in regions.city_of]  # type: ignore[index]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {"区": 36, "市": 19, "县": 60, "自治县": 7}


def test_every_region_has_its_bureau_once() -> None:
    units = bureau_units()
    assert len({unit.name for unit in units}) == len(units) == 14 + 122
    assert units[1].name == "芙蓉区机关事务管理局"
    assert (units[1].city, units[1].level) == ("长沙市", "县级")


def test_the_standards_own_example_of_a_credit_code_is_right() -> None:
    assert check_character("91350100M000100Y4") == "3"
    assert code_fault("91350100M000100Y43") is None


def test_any_single_wrong_character_of_a_code_is_found() -> None:
    code = "91350100M000100Y43"
    for place in range(18):
        for letter in "0123456789ABCDEFGHJKLMNPQRTUWXY":
            if letter != code[place]:
                assert code_fault(code[:place] + letter + code[place + 1 :])

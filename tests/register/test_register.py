from datetime import date

import pytest

from jieyue.units.register import Register, counting, register_of
from tests.register.grids import sheet


def _whys(register: Register) -> list[str]:
    return [f"{found.place} {found.message}" for found in register.problems]


def test_a_name_alone_is_a_unit_of_the_desks_own_level() -> None:
    register = register_of(sheet("单位名称\n湖南省水利厅"), "省级")
    assert [(unit.name, unit.level, unit.row) for unit in register.units] == [("湖南省水利厅", "省级", 2)]
    assert register.problems == ()


def test_headers_stand_in_any_order_below_a_title_row() -> None:
    register = register_of(
        sheet("""
        |2026年单位名录||
        | 性 质 |联系人|单位名称（必填）*|层级|
        |行政机关|李某|湖南省 水利厅|省直|
        """)
    )
    (unit,) = register.units
    assert (unit.name, unit.nature, unit.person, unit.level) == ("湖南省水利厅", "行政机关", "李某", "省级")


def test_every_column_of_the_contract_is_read() -> None:
    register = register_of(
        sheet("""
        |单位名称|层级|市州|县市区|性质|统一社会信用代码|曾用名|别名|垂管|合署组|联系人|联系电话|收件称谓|前身|生效日期|失效日期|上年未通过|食堂|处室|
        |长沙县水利局|县级|长沙|长沙县|行政机关|91350100M000100Y43|长沙县水务局、长沙县水利水电局|县水利局|长沙市水利局|一号楼|李某|0731-80000000|县水利局|长沙县水务局|@2020-01-01|2030年12月31日|是|有|办公室|
        |长沙县林业局|县级|长沙|长沙县||||||一号楼||||||||||
        """)
    )
    unit, _ = register.units
    assert (unit.level, unit.city, unit.district) == ("县级", "长沙市", "长沙县")
    assert unit.code == "91350100M000100Y43"
    assert unit.former_names == ("长沙县水务局", "长沙县水利水电局")
    assert (unit.aliases, unit.vertical, unit.shared_group) == (("县水利局",), "长沙市水利局", "一号楼")
    assert (unit.valid_from, unit.valid_to) == (date(2020, 1, 1), date(2030, 12, 31))
    assert unit.failed_last_year is True
    assert unit.facts == (("食堂", "有"), ("处室", "办公室"))
    assert register.problems == ()


@pytest.mark.parametrize(
    ("cells", "finding"),
    [
        ("省级||", "第2行 该行没有单位名称"),
        ("甲局|镇级||", "B2 层级“镇级”不认识"),
        ("甲局||2026-02-30|", "C2 日期“2026-02-30”不完整或不存在"),
        ("甲局||2026年2月|", "C2 日期“2026年2月”不完整或不存在"),
        ("甲局||@2026-05-01|@2026-04-30", "D2 失效日期早于生效日期"),
    ],
)
def test_a_faulty_row_is_named_with_its_cell(cells: str, finding: str) -> None:
    head = "层级|市州|单位名称" if cells.startswith("省级") else "单位名称|层级|生效日期|失效日期"
    (why,) = _whys(register_of(sheet(f"{head}\n{cells}")))
    assert finding in why


def test_the_same_name_twice_at_a_time_counts_once_and_is_a_problem() -> None:
    register = register_of(sheet("单位名称\n湖南省水利厅\n湖南省 水利厅"))
    assert len(register.units) == 1
    assert "第3行 “湖南省水利厅”与第2行重复" in _whys(register)[0]
    assert register.faulty


def test_the_same_name_one_after_the_other_is_two_units() -> None:
    register = register_of(
        sheet("""
        |单位名称|生效日期|失效日期|
        |甲局||@2023-12-31|
        |甲局|@2024-01-01||
        """)
    )
    assert register.problems == ()
    assert [
        register.named("甲局", on) and register.named("甲局", on).row for on in (date(2023, 1, 1), date(2024, 1, 1))
    ] == [2, 3]  # type: ignore[union-attr]


def test_a_wrong_check_character_is_doubtful_and_the_code_is_not_taken() -> None:
    register = register_of(sheet("单位名称|统一社会信用代码\n甲局|91350100M000100Y44"))
    assert register.units[0].code is None
    assert [found.code for found in register.problems] == ["register-doubtful"]
    assert not register.faulty


def test_a_district_tells_its_city_and_contradicts_another() -> None:
    register = register_of(
        sheet("""
        |单位名称|市州|县市区|
        |甲局||岳麓区|
        |乙局|岳阳市|岳麓区|
        |丙局|长沙市|长沙经济技术开发区|
        |丁局|湘西州|凤凰|
        """)
    )
    assert [(unit.city, unit.district) for unit in register.units] == [
        ("长沙市", "岳麓区"),
        ("岳阳市", "岳麓区"),
        ("长沙市", "长沙经济技术开发区"),
        ("湘西土家族苗族自治州", "凤凰县"),
    ]
    (why,) = _whys(register)
    assert "C3 “岳麓区”属于长沙市，不属于岳阳市" in why


def test_a_filtered_row_counts_and_is_said() -> None:
    register = register_of(sheet("单位名称\n甲局\n乙局", hidden_rows=(3,)))
    assert len(register.units) == 2
    assert "该行被隐藏或被筛选掉" in _whys(register)[0]


def test_an_alias_that_is_another_units_name_is_doubtful() -> None:
    register = register_of(sheet("单位名称|别名\n长沙市财政局|财政局\n财政局|"))
    assert "也可以指第3行的“财政局”，写这个名称的文件按第3行的单位认定" in _whys(register)[0]


def test_a_sheet_without_names_is_one_problem() -> None:
    register = register_of(sheet("序号|分值\n1|2"))
    assert register.units == ()
    assert "没有找到“单位名称”一列" in _whys(register)[0]


def test_validity_decides_who_counts_on_a_day_both_ends_included() -> None:
    register = register_of(
        sheet("""
        |单位名称|生效日期|失效日期|前身|
        |甲局|@2026-01-01|||
        |乙局||@2025-12-31||
        |丙局|||乙局|
        """)
    )
    counted, left_out = counting(register, date(2026, 1, 1))
    assert [unit.name for unit in counted] == ["甲局", "丙局"]
    assert [(unit.name, reason) for unit, reason in left_out] == [("乙局", "已于2025-12-31失效，由丙局承接")]
    counted, left_out = counting(register, date(2025, 12, 31))
    assert [unit.name for unit in counted] == ["乙局", "丙局"]
    assert left_out[0][1] == "2026-01-01起生效，未到日期"


@pytest.mark.parametrize(
    ("head", "first", "second", "finding"),
    [
        ("层级|县市区", "县级|", "县级|岳麓区", "县级单位“甲局”没有填县市区"),
        ("性质", "局", "行政机关", "性质“局”不在机关次序之中，名单里排在最后"),
        ("别名", "水利局", "水利局", "别名“水利局”也可以指第3行的“乙局”，写这个名称的文件要由人认定是哪家"),
        ("曾用名", "乙局", "", "曾用名“乙局”也可以指第3行的“乙局”，写这个名称的文件按第3行的单位认定"),
        ("前身", "甲局", "", "前身“甲局”就是它自己"),
        ("前身", "丙局", "", "前身“丙局”不在名录中"),
        ("合署组", "一号楼", "二号楼", "合署组“一号楼”只有这一个单位"),
        ("食堂", "大", "有", "食堂“大”看不出有或无"),
    ],
)
def test_what_is_doubtful_is_said_and_stops_nothing(head: str, first: str, second: str, finding: str) -> None:
    register = register_of(sheet(f"单位名称|{head}\n甲局|{first}\n乙局|{second}"))
    assert finding in _whys(register)[0]
    assert len(register.units) == 2
    assert not register.faulty


def test_a_name_without_end_is_doubtful() -> None:
    names = "县" * 60, "县" * 61
    (why,) = _whys(register_of(sheet(f"单位名称\n{names[0]}\n{names[1]}")))
    assert "第3行 单位名称有61个字，像是把别的内容也写进去了" in why


def test_an_alias_that_normalises_to_another_units_name_is_doubtful() -> None:
    register = register_of(sheet("单位名称|市州|别名\n长沙市财政局|长沙市|\n长沙市水利局|长沙市|市财政局"), "市级")
    assert "别名“市财政局”也可以指第2行的“长沙市财政局”" in _whys(register)[0]


def test_the_former_name_of_a_unit_that_ended_is_no_doubt() -> None:
    register = register_of(
        sheet("""
        |单位名称|曾用名|前身|生效日期|失效日期|
        |甲局||||@2025-12-31|
        |乙局|甲局|甲局|@2026-01-01||
        """)
    )
    assert register.problems == ()


def test_faults_are_told_row_by_row() -> None:
    register = register_of(sheet("单位名称|层级|前身\n甲局|镇级|\n甲局||\n乙局|村级|丙局"))
    assert [found.place for found in register.problems] == [
        "单位名录!B2",
        "单位名录 第3行",
        "单位名录!B4",
        "单位名录 第4行",
    ]

"""``jieyue status``, as a clerk and as a script read it."""

import json
from pathlib import Path

import pytest

from jieyue.errors import WrongUsage
from jieyue.model import Kind, Unit
from jieyue.problems import problem
from jieyue.workspace import Workspace
from jieyue.year.people import Person, correct, find_file
from jieyue.year.states import State
from tests.books.desks import (
    LOSING,
    MONEY,
    NOVEMBER,
    SCHOOL,
    WATER,
    acting,
    call,
    form,
    receive,
    workspace,
    write_register,
)

FINANCE = Unit("长沙市财政局", "市级", "长沙市", nature="行政机关")
FAULT = problem("score-above-maximum", about="2.2", found="24", max=20, place="自评表!G7")


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    made = workspace(tmp_path / "甲", (WATER, MONEY, SCHOOL, FINANCE))
    receive(made, {"水.x": form(WATER, LOSING["96"]), "钱.x": form(MONEY, problems=(FAULT,))})
    receive(made, {"核.x": form(WATER, {**LOSING["96"], "5.2.1": "1"}, Kind.VERIFICATION)}, NOVEMBER)
    return made


def test_the_table_says_where_each_unit_stands_and_what_is_wrong(desk: Workspace) -> None:
    told = call(desk, "status", "--on", "2026-12-20")
    assert told.exit_code == 1
    lines = {line.split()[0]: line.split() for line in told.output.splitlines() if line.startswith("  湖南省")}
    assert lines[WATER][1:6] == ["省级", "省直", "达标", "96", "95"]
    assert lines[MONEY][3:6] == ["待补正", "—", "—"]
    assert "得分“24”超过该项分值20" in told.output
    assert "共4家：未报送2，待补正1，达标1" in told.output
    assert "累计达标1家，占25%，目标70%" in told.output


def test_json_is_as_the_contract_has_it(desk: Workspace) -> None:
    told = json.loads(call(desk, "status", "--json", "--on", "2026-12-20").output)
    assert told["year"] == 2026
    assert set(told["counts"]) == {state.value for state in State}
    assert sum(told["counts"].values()) == len(told["units"]) == 4
    water, money, *_ = told["units"]
    assert {key: water[key] for key in ("name", "state", "self", "verified", "passed")} == {
        "name": WATER,
        "state": "达标",
        "self": 96,
        "verified": 95,
        "passed": True,
    }
    assert (money["self"], money["passed"]) == (None, None)
    assert [found["code"] for found in money["problems"]] == ["score-above-maximum"]


@pytest.mark.parametrize(
    ("options", "names"),
    [
        (("--level", "市级"), ["长沙市财政局"]),
        (("--city", "长沙市"), ["长沙市财政局"]),
        (("--state", "未报送"), [SCHOOL, "长沙市财政局"]),
        (("--state", "未报送", "--level", "省级"), [SCHOOL]),
        (("--nature", "行政机关"), [WATER, MONEY, SCHOOL, "长沙市财政局"]),
        (("--state", "未达标"), []),
    ],
)
def test_filters_narrow_the_list(desk: Workspace, options: tuple[str, ...], names: list[str]) -> None:
    told = json.loads(call(desk, "status", "--json", *options).output)
    assert [one["name"] for one in told["units"]] == names


def test_a_filter_that_no_unit_of_the_register_meets_is_refused_with_those_there_are(desk: Workspace) -> None:
    refused = call(desk, "status", "--nature", "党的机关").exception
    assert isinstance(refused, WrongUsage)
    assert "可用的有：行政机关" in str(refused)


def test_a_units_story_has_files_days_corrections_and_reasons(desk: Workspace) -> None:
    with acting(desk) as (_, office):
        correct(office, find_file(office.ledger, "钱.x"), "2.2", "18", Person("王某", "电话核实，笔误"))
    told = call(desk, "status", "财政厅").output
    assert told.startswith(f"{MONEY}　省级")
    for words in (
        "收到自评表《钱.x》",
        "更正《钱.x》2.2 自评得分：20→18",
        "电话核实，笔误",
        "王某",
        "2026-10-20 12:00",
    ):
        assert words in told


def test_the_story_sets_self_beside_verified_rule_by_rule(desk: Workspace) -> None:
    told = call(desk, "status", WATER, "--on", "2026-12-20").output
    assert "自评96分" in told
    assert "核查95分" in told
    difference = next(line for line in told.splitlines() if line.strip().startswith("5.2.1"))
    assert difference.split()[-2:] == ["3", "2"]
    assert "2.2.1" not in told


def test_an_unknown_unit_is_answered_with_the_likeliest_ones(desk: Workspace) -> None:
    told = call(desk, "status", "水利局")
    assert told.exception is not None
    assert "是否为：湖南省水利厅" in str(told.exception)


def test_a_file_of_nobody_is_listed(desk: Workspace) -> None:
    receive(desk, {"谁.x": form("某某公司")})
    told = call(desk, "status")
    assert "待处理、还没有归到单位的文件（1）" in told.output
    assert "待处理/谁.x" in told.output
    assert told.exit_code == 1


def test_a_quiet_desk_needs_nobody(tmp_path: Path) -> None:
    made = workspace(tmp_path / "乙", (WATER,))
    assert call(made, "status").exit_code == 0
    assert "共1家：未报送1" in call(made, "status").output


def test_a_unit_whose_row_was_deleted_is_missed_by_every_command_that_counts(desk: Workspace) -> None:
    write_register(desk, (MONEY, SCHOOL, FINANCE))
    told = call(desk, "status")
    assert told.exit_code == 1
    assert "单位名录中却没有了的单位1家，不在统计之内：湖南省水利厅（水.x、核.x）" in told.output
    assert [one["name"] for one in json.loads(call(desk, "status", "--json").output)["unlisted"]] == [WATER]
    assert "却收下了它的材料" in str(call(desk, "status", WATER).exception)
    for command in (("generate", "通报", "--dry-run"), ("generate", "通报"), ("export",)):
        counted = call(desk, *command)
        assert counted.exit_code == 1
        assert "却没有了的单位1家" in counted.output
        told = json.loads(call(desk, *command, "--json").output)
        assert "却没有了的单位1家" in told["warnings"][0]


def test_a_renamed_unit_is_not_missed(desk: Workspace) -> None:
    write_register(desk, (Unit("湖南省水务厅", "省级", former_names=(WATER,)), MONEY, SCHOOL, FINANCE))
    assert json.loads(call(desk, "status", "--json").output)["unlisted"] == []


def test_documents_say_that_the_register_they_count_by_is_faulty(desk: Workspace) -> None:
    write_register(desk, (WATER, MONEY, SCHOOL, FINANCE, WATER))
    told = call(desk, "generate", "通报")
    assert told.exit_code == 1
    assert "单位名录有1处错误，总数可能不准" in told.output


def test_a_long_message_is_cut_in_the_table_and_whole_in_the_units_story(desk: Workspace) -> None:
    receive(desk, {"水二.x": form(WATER, {"2.2.1": "4", "3.1.1": "1", "3.1.2": "1", "3.2.1": "2"})})
    assert "收到内容不同的一份……" in call(desk, "status").output
    assert "自评得分" in call(desk, "status", WATER).output

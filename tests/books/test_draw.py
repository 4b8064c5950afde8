"""抽查: drawn by strata, the same for ever, replaced from the same stratum, compared with the city's figure."""

import json
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jieyue.model import Kind, Level, SummaryRow, Unit
from jieyue.session import session
from jieyue.workspace import Workspace
from jieyue.year.draw import Ticket, in_order, sample_of, shared_out, size_of
from jieyue.year.yearbook import Desk
from tests.books.desks import LOSING, MARCH, WATER, call, form, receive, states, summary, workspace

UNITS = [
    Unit(f"{city}第{number}局", level, city)
    for city in ("长沙市", "岳阳市")
    for level, first in (("市级", 0), ("县级", 10))
    for number in range(first, first + 6)
]


def row(unit: Unit, score: str = "90") -> SummaryRow:
    return SummaryRow(unit.name, unit.city, None, unit.level, None, Decimal(95), Decimal(score), Decimal(score) >= 80)


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    made = workspace(tmp_path / "甲", (WATER, *UNITS))
    rows = [row(unit, "79" if unit.name.endswith("第5局") else "90") for unit in UNITS]
    parts = {
        f"{city}.x": summary(f"{city}机关事务管理局", [one for one in rows if one.city == city])
        for city in ("长沙市", "岳阳市")
    }
    receive(made, parts, MARCH)
    return made


def drawn(desk: Workspace) -> Any:
    return json.loads(call(desk, "draw", "--json").output)


def test_a_draw_is_of_those_that_passed_and_touches_every_stratum(desk: Workspace) -> None:
    told = call(desk, "draw", "--seed", "20261120", "--rate", "20")
    assert told.exit_code == 0
    one = drawn(desk)
    population = [Ticket.read(text) for text in one["population"]]
    assert len(population) == 22
    assert not any(ticket.name.endswith("第5局") for ticket in population)
    strata = Counter(ticket.stratum for ticket in population if ticket.name in one["sample"])
    assert strata == {("长沙市", "市级"): 1, ("长沙市", "县级"): 2, ("岳阳市", "市级"): 1, ("岳阳市", "县级"): 1}
    assert Counter(states(desk, MARCH).values()) == {"抽查中": 5, "市州已评": 19, "未报送": 1}


def test_a_notice_tells_the_lot_and_not_how_it_is_reckoned(desk: Workspace) -> None:
    call(desk, "draw", "--seed", "20261120", "--rate", "20")
    with session(desk) as opened:
        words = Desk(opened, MARCH).book().draw_method
    assert "抽签种子为20261120" in words
    assert not any(word in words for word in ("SHA", "余数", "%"))
    assert "SHA-256" in drawn(desk)["method"]


def test_a_stored_draw_repeats_and_a_second_one_is_refused(desk: Workspace) -> None:
    call(desk, "draw", "--size", "4")
    assert json.loads(call(desk, "draw", "--repeat", "1", "--json").output)["repeats"] is True
    refused = call(desk, "draw", "--size", "4")
    assert "已经抽过" in str(refused.exception)
    first = drawn(desk)["sample"]
    assert call(desk, "draw", "--size", "6", "--again", "--why", "总体有误").exit_code == 0
    assert len(drawn(desk)["sample"]) == 6
    assert json.loads(call(desk, "draw", "--repeat", "1", "--json").output)["repeats"] is True
    assert first != drawn(desk)["sample"]


def test_who_drops_out_is_replaced_by_the_next_of_its_stratum(desk: Workspace) -> None:
    call(desk, "draw", "--seed", "七", "--size", "4")
    before = drawn(desk)
    sample: list[str] = before["sample"]
    out = sample[0]
    tickets = [Ticket.read(text) for text in before["population"]]
    mine = next(ticket.stratum for ticket in tickets if ticket.name == out)
    order = [ticket.name for ticket in in_order((one for one in tickets if one.stratum == mine), "七")]
    assert call(desk, "draw", "--replace", out, "--why", "办公楼维修").exit_code == 0
    after: list[str] = drawn(desk)["sample"]
    assert after == [order[1], *sample[1:]]
    assert states(desk, MARCH)[out] == "市州已评"
    told = call(desk, "undo").output
    assert f"替换抽查单位：{out}→{order[1]}" in told


def test_who_was_looked_at_already_is_not_replaced(desk: Workspace) -> None:
    call(desk, "draw", "--seed", "1", "--size", "4")
    before = drawn(desk)["sample"]
    receive(desk, {"核.x": form(before[0], LOSING["79.5"], Kind.VERIFICATION)}, MARCH)
    refused = call(desk, "draw", "--replace", before[0], "--why", "办公楼维修")
    assert "复核表已经收到，不能再替换" in str(refused.exception)
    assert drawn(desk)["sample"] == before


def test_a_draw_made_anew_with_an_earlier_seed_is_the_one_in_force(desk: Workspace) -> None:
    samples = []
    for seed in ("1", "2", "1"):
        call(desk, "draw", "--seed", seed, "--size", "4", "--again", "--why", "当众重抽")
        samples.append(drawn(desk)["sample"])
    assert samples[0] == samples[2] != samples[1]


def test_both_looks_are_compared_by_score_and_conclusion(desk: Workspace) -> None:
    call(desk, "draw", "--seed", "1", "--size", "4")
    one, two, three, _ = drawn(desk)["sample"]
    sheets = {
        "核1.x": form(one, LOSING["90"], Kind.VERIFICATION),
        "核2.x": form(two, LOSING["79.5"], Kind.VERIFICATION),
        "核3.x": form(three, LOSING["96"], Kind.VERIFICATION),
    }
    receive(desk, sheets, MARCH)
    found = states(desk, MARCH)
    assert [found[name] for name in (one, two, three)] == ["抽查一致", "抽查不一致", "抽查不一致"]
    told = json.loads(call(desk, "draw", "--results", "--json").output)
    assert {unit["name"]: unit["consequence"] for unit in told["units"] if unit["agrees"] is not None} == {
        one: "维持原结论",
        two: "以复核为准，改为未达标，列入整改和下年度评价",
        three: "以复核得分为准",
    }
    assert told["sent_back"] == []
    assert call(desk, "draw", "--results").exit_code == 1
    assert json.loads(call(desk, "status", two, "--json").output)["passed"] is False


def test_by_policy_a_disagreement_sends_the_regions_results_back(desk: Workspace) -> None:
    text = desk.settings.read_text(encoding="utf-8")
    desk.settings.write_text(f'{text}\n[policy]\nspot_check_consequence = "region"\n', encoding="utf-8")
    call(desk, "draw", "--seed", "1", "--size", "4")
    name: str = drawn(desk)["sample"][0]
    receive(desk, {"核.x": form(name, LOSING["79.5"], Kind.VERIFICATION)}, MARCH)
    back = json.loads(call(desk, "draw", "--results", "--json").output)["sent_back"]
    assert back == [f"{name[:3]}：抽查2家，不一致1家，其余10家退回重新核查"]


def test_a_county_has_nobody_to_draw_from(tmp_path: Path) -> None:
    made = workspace(
        tmp_path / "县", (Unit("宁乡市财政局", "县级", "长沙市", "宁乡市"),), Level.COUNTY, region="宁乡市"
    )
    assert "县级没有下级" in str(call(made, "draw", "--seed", "1").exception)


def test_without_results_there_is_nothing_to_draw_from(tmp_path: Path) -> None:
    made = workspace(tmp_path / "省", (WATER, *UNITS))
    assert call(made, "draw", "--seed", "1").exit_code == 1


@pytest.mark.parametrize(
    ("whole", "rate", "size"), [(100, "5", 5), (101, "5", 6), (3, "5", 1), (1, "100", 1), (7, "50", 4)]
)
def test_a_rate_never_draws_less_than_it_says(whole: int, rate: str, size: int) -> None:
    assert size_of(whole, Decimal(rate)) == size


STRATA = st.dictionaries(
    st.tuples(st.sampled_from("甲乙丙丁"), st.sampled_from(("市级", "县级"))), st.integers(1, 40), min_size=1
)


@given(STRATA, st.data())
def test_shares_add_up_and_never_exceed_a_stratum(counts: dict[tuple[str, str], int], data: st.DataObject) -> None:
    size = data.draw(st.integers(1, sum(counts.values())))
    shares = shared_out(counts, size)
    assert sum(shares.values()) == size
    assert all(0 <= shares[one] <= counts[one] for one in counts)
    if size >= len(counts):
        assert all(shares.values())
    whole = sum(counts.values())
    free = [one for one in counts if size * counts[one] >= whole]
    if len(free) == len(counts):
        assert all(abs(shares[one] - size * counts[one] / whole) < 1 for one in counts)


@given(st.integers(0, 10**6), st.integers(1, 24))
def test_a_sample_is_distinct_and_the_same_for_ever(seed: int, size: int) -> None:
    tickets = [Ticket(unit.city or "", unit.level, unit.name) for unit in UNITS]
    sample = sample_of(tickets, size, str(seed))
    assert len(set(sample)) == size
    assert sample_of(tickets, size, str(seed)) == sample


def test_every_unit_of_a_stratum_is_as_likely_as_the_others() -> None:
    tickets = [Ticket("长沙市", "市级", f"长沙市第{number}局") for number in range(10)]
    found = Counter(name for seed in range(2000) for name in sample_of(tickets, 3, str(seed)))
    expected = 2000 * 3 / 10
    chi = sum((found[ticket.name] - expected) ** 2 / expected for ticket in tickets)
    assert chi < 27.9, "beyond the 0.1 % point of chi-square with 9 degrees"

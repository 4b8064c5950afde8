"""What is written by hand round the table: names in their own widths, and the day under the seal."""

from __future__ import annotations

from datetime import date

import pytest

from jieyue.model import Submission
from tests.understanding.tables import by_item, codes, read

WIDE = "填报单位：长沙市财政局（本级）　联系人：李 某（办公室）　电话：０７３１－８０００００００　日期：2026年10月12日"
NAMED = "填报单位：湖南省水利厅　联系人：李某　联系电话：0731-80000000"


def signed(row: str, *, head: str = NAMED) -> Submission:
    """The printed table under ``head`` with one more row below it."""
    table = by_item(total="100")
    return read(f"湖南省节约型机关自评表\n{head}\n{table[table.index('|') :].rstrip()}\n{row}")


def test_names_and_numbers_stand_as_written_without_their_spaces() -> None:
    found = signed("", head=WIDE)
    assert (found.unit, found.person, found.phone) == (
        "长沙市财政局（本级）",
        "李某（办公室）",
        "０７３１－８０００００００",
    )
    assert codes(found) == []


@pytest.mark.parametrize(
    "row",
    [
        "| 单位意见 | < | 情况属实。\\n（盖章）\\n2026年10月12日 | < | < | < |",
        "| 填报单位\\n（盖章） | < | 2026年10月12日 | < | < | < |",
        "| 自评单位意见 | < | 同意上报。\\n负责人（签字）：赵六\\n2026年10月12日 | < | < | < |",
    ],
)
def test_the_day_under_the_seal_is_the_day_of_filling(row: str) -> None:
    found = signed(row)
    assert (found.filled_on, found.unit, codes(found)) == (date(2026, 10, 12), "湖南省水利厅", [])


@pytest.mark.parametrize(
    "row",
    [
        "| 主管部门意见 | < | 同意。\\n（盖章）\\n2026年11月12日 | < | < | < |",
        "| 核查意见（盖章） | < | 2026年11月12日 | < | < | < |",
        "| 核查意见 | < | 达标。 | < | < | < |\n| ^ | < | 2026年11月12日 | < | < | < |",
    ],
)
def test_the_day_of_those_who_verify_is_not_the_day_of_filling(row: str) -> None:
    assert signed(row).filled_on is None

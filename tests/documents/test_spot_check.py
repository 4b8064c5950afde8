"""What 抽查通知 says of the sample, and 备案 of what the second look found."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from generate.documents import compose
from jieyue.model import Basis, Yearbook
from jieyue.settings import Policy
from tests.documents.templates import lines_of
from tests.documents.years import FORM_SET, Result, card, settings, year

MARCH = date(2027, 3, 29)
CITY = [Result(f"长沙市第{n}局", level="市级", city="长沙市", verified="90") for n in range(1, 23)]


def _drawn(count: int, checked: tuple[str, ...] = ()) -> Yearbook:
    """Of 22 units of a city that passed with 90 the first ``count`` drawn, the first of those looked at again."""
    made = year(CITY, drawn=tuple(one.name for one in CITY[:count]), draw_method="分层抽取。")
    again = {one.name: card(total, Basis.VERIFIED, one.name) for one, total in zip(CITY, checked, strict=False)}
    standings = (replace(one, verified_card=again.get(one.unit.name)) for one in made.standings)
    return replace(made, standings=tuple(standings))


def _line(kind: str, book: Yearbook, words: str, rate: str = "20") -> str:
    given = settings(policy=Policy(spot_check_rate=Decimal(rate)))
    made = compose(kind, book, given, FORM_SET, day=MARCH)[0]
    return next(line for line in lines_of(made.content) if words in line)


@pytest.mark.parametrize(
    ("count", "rate", "said"),
    [
        (5, "20", "22家单位中按不低于20%的比例抽取5家，实际占22.7%。"),
        (11, "50", "22家单位中按50%的比例抽取11家。"),
        (7, "20", "22家单位中抽取7家，占31.8%。"),
        (4, "20", "22家单位中抽取4家，占18.2%。"),
        (22, "20", "核查通过的22家单位全部列入抽查。"),
    ],
)
def test_the_rate_of_the_settings_is_named_only_where_the_sample_came_from_it(count: int, rate: str, said: str) -> None:
    assert said in _line("抽查通知", _drawn(count), "抽中单位名单", rate)


@pytest.mark.parametrize(
    ("checked", "said"),
    [
        ((), "共抽取3家单位，复核尚未完成。"),
        (("90",), "已复核1家，与原核查结论一致且得分相差5分以内；复核达标；其余2家尚未完成复核。"),
        (("90", "86", "85"), "已复核3家，均与原核查结论一致且得分相差5分以内；复核均达标。"),
        (
            ("90", "84", "70"),
            "已复核3家，1家与原核查结论一致且得分相差5分以内，2家结论不一致或得分相差超过5分；1家复核未达标。",
        ),
        (("79.5",), "已复核1家，与原核查结论不一致或得分相差超过5分；复核未达标；其余2家尚未完成复核。"),
        (("70", "71", "72"), "已复核3家，均与原核查结论不一致或得分相差超过5分；复核均未达标。"),
    ],
)
def test_a_filing_says_what_the_spot_check_found_as_far_as_it_has_come(checked: tuple[str, ...], said: str) -> None:
    assert _line("备案", _drawn(3, checked), "复核抽查，共抽取").endswith(said)

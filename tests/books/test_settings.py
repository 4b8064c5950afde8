"""设置.toml: what contradicts itself is refused, every contradiction at once."""

import re
from pathlib import Path

import pytest

from jieyue.errors import DataFault
from jieyue.settings import read_settings
from tests.books.desks import MONEY, WATER, call, form, receive, workspace

_GROUP = '[[verification.groups]]\nname = "{name}"\nfrom = {first}\nto = {last}\nunits = {units}\n'


def group(name: str = "第一组", first: str = "2026-11-10", last: str = "2026-11-15", units: str = "[]") -> str:
    return _GROUP.format(name=name, first=first, last=last, units=units)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("[deadlines]\nself_assessment = 2026-10-31\nreminder = 2026-10-30", "补报期限早于报送自评表的截止日"),
        ("[deadlines]\nverification_from = 2026-12-01\nverification = 2026-11-30", "核查的开始日晚于结束日"),
        (group(first="2026-11-16"), "“第一组”的开始日晚于结束日"),
        (group() + group(), "有2个“第一组”"),
        (group(units='["甲局"]') + group("第二组", units='["甲局"]'), "“甲局”写了2次"),
    ],
)
def test_settings_that_contradict_themselves_are_refused(more: str, said: str, tmp_path: Path) -> None:
    desk = workspace(tmp_path / "甲", more=more)
    with pytest.raises(DataFault, match=re.escape(said)):
        read_settings(desk.settings)


def test_days_that_fall_together_are_no_contradiction(tmp_path: Path) -> None:
    same = "[deadlines]\nself_assessment = 2026-10-31\nreminder = 2026-10-31\n"
    desk = workspace(tmp_path / "甲", more=same + group(first="2026-11-15"))
    assert read_settings(desk.settings).groups[0].first_day == read_settings(desk.settings).groups[0].last_day


def test_a_unit_that_a_group_cannot_visit_is_named_when_the_notice_is_made(tmp_path: Path) -> None:
    desk = workspace(tmp_path / "甲", more=group(units=f'["{WATER}", "水力厅", "{MONEY}"]'))
    receive(desk, {"水.x": form(WATER)})
    told = call(desk, "generate", "核查通知")
    assert f"设置里第一组要去的“水力厅、{MONEY}”没有可用的自评表，或不是名录里的全称，没有列入" in told.output

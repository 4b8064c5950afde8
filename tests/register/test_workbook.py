"""The register as a workbook: what is written is read back, through the program's own reader."""

import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from extract.readers import read
from generate.register_book import register_book
from jieyue.model import Unit
from jieyue.safe import package
from jieyue.safe.guard import OWN, RECEIVED, Limits
from jieyue.safe.package import Package, open_package
from jieyue.safe.refusal import Refused
from jieyue.units.register import bureau_units, read_register, starter_register
from samples.build import HERE


def test_an_empty_starter_reads_as_a_register_without_units_or_problems(tmp_path: Path) -> None:
    starter_register(tmp_path / "单位名录.xlsx")
    register = read_register(tmp_path / "单位名录.xlsx")
    assert register.units == ()
    assert register.problems == ()


def test_a_starter_with_all_bureaus_reads_back_the_same(tmp_path: Path) -> None:
    starter_register(tmp_path / "单位名录.xlsx", bureaus=True)
    register = read_register(tmp_path / "单位名录.xlsx")
    assert tuple(replace(unit, row=None) for unit in register.units) == bureau_units()
    assert register.problems == ()


def test_every_field_survives_the_workbook(tmp_path: Path) -> None:
    unit = Unit(
        name="长沙县水利局",
        level="县级",
        city="长沙市",
        district="长沙县",
        nature="行政机关",
        code="91350100M000100Y43",
        former_names=("长沙县水务局", "长沙县水利水电局"),
        aliases=("县水利局",),
        vertical="长沙市水利局",
        shared_group="一号楼",
        person="李某",
        phone="0731-80000000",
        addressee="县水利局",
        facts=(("食堂", "有"), ("公务用车", "无"), ("物业", "有")),
        predecessor="长沙县水务局",
        valid_from=date(2020, 1, 1),
        valid_to=date(2030, 12, 31),
        failed_last_year=True,
        row=2,
    )
    before = Unit(
        name="长沙县水务局", level="县级", district="长沙县", shared_group="一号楼", valid_to=date(2019, 12, 31)
    )
    (tmp_path / "名录.xlsx").write_bytes(register_book([unit, before]))
    register = read_register(tmp_path / "名录.xlsx")
    assert register.units[0] == unit
    assert register.problems == ()


def test_the_same_units_give_the_same_bytes() -> None:
    assert register_book(bureau_units()) == register_book(bureau_units())


def test_the_samples_register_has_no_problems() -> None:
    register = read_register(HERE / "单位名录.xlsx")
    assert len(register.units) == 48
    assert register.problems == ()


@pytest.mark.slow
def test_seven_thousand_units_are_read_within_a_second(tmp_path: Path) -> None:
    units = [replace(unit, name=f"{unit.name}{number}") for number in range(52) for unit in bureau_units()][:7000]
    (tmp_path / "名录.xlsx").write_bytes(register_book(units))
    started = time.process_time()
    assert len(read_register(tmp_path / "名录.xlsx").units) == 7000
    assert time.process_time() - started < 1.0


def test_a_register_may_be_longer_than_anything_that_is_sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "单位名录.xlsx"
    path.write_bytes(register_book([Unit(f"湖南省某厅第{number}处", "省级") for number in range(20)]))
    few = replace(RECEIVED, cells=30)
    with pytest.raises(Refused, match="单元格"):
        read(path, "xlsx", open_package(path, few))
    with pytest.raises(Refused, match="过大"):
        read(path, "xlsx", open_package(path, replace(RECEIVED, nodes=30)))
    asked: list[Limits] = []

    def opened(path: Path, limits: Limits) -> Package:
        asked.append(limits)
        return open_package(path, limits)

    monkeypatch.setattr(package, "open_package", opened)
    assert len(read_register(path).units) == 20
    assert asked == [OWN]
    assert OWN.cells >= 100_000 * 20

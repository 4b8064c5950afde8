"""County, city, province: one program at each desk, real workbooks between them, figures equal all the way up."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jieyue.model import Level, Unit
from jieyue.workspace import Workspace
from tests.books.desks import LONG_AGO, LOSING, call, workspace
from tests.forms.filling import filled_xlsx

COUNTY = tuple(
    Unit(f"宁乡市{name}", "县级", "长沙市", "宁乡市", nature="行政机关") for name in ("财政局", "水利局", "教育局")
)
CITY = tuple(Unit(f"长沙市{name}", "市级", "长沙市", nature="行政机关") for name in ("财政局", "司法局"))
PROVINCE = (Unit("湖南省水利厅", "省级", nature="行政机关"), Unit("湖南省财政厅", "省级", nature="行政机关"))
SCORES = {
    "宁乡市财政局": ("96", "90"),
    "宁乡市水利局": ("90", "79.5"),
    "长沙市财政局": ("96", "80"),
    "长沙市司法局": ("90", "90"),
    "湖南省水利厅": ("96", "96"),
}
"""What each unit gives itself and what it is given; the others send nothing."""


def lay(where: Workspace, name: str, data: bytes) -> None:
    path = where.inbox / name
    path.write_bytes(data)
    os.utime(path, (LONG_AGO, LONG_AGO))


def fill(total: str, column: str) -> dict[tuple[str, str], Any]:
    from tests.books.desks import FORM_SET

    lost = LOSING[total]
    return {(rule.id, column): rule.max - type(rule.max)(lost.get(rule.id, "0")) for rule in FORM_SET.rules()}


def run(where: Workspace, *arguments: str, status: int = 0) -> Any:
    told = call(where, *arguments)
    assert told.exit_code == status, told.output
    return told


def evaluate(where: Workspace, units: tuple[Unit, ...]) -> None:
    """The desk's own units fill in our blank forms, are verified with our 核查表, and both are read back."""
    run(where, "blank", "--no-docx")
    for unit in units:
        if unit.name in SCORES:
            blank = (where.outgoing / "空白自评表" / f"自评表-{unit.name}.xlsx").read_bytes()
            lay(where, f"{unit.name}.xlsx", filled_xlsx(blank, fill(SCORES[unit.name][0], "自评得分")))
    call(where, "intake", "--received", "2026-10-20", "--workers", "1")
    call(where, "generate", "核查表")
    for unit in units:
        if unit.name in SCORES:
            sheet = next((where.outgoing / "核查表").glob(f"*{unit.name}*.xlsx"))
            lay(
                where, f"核查-{unit.name}.xlsx", filled_xlsx(sheet.read_bytes(), fill(SCORES[unit.name][1], "核查得分"))
            )
    call(where, "intake", "--received", "2026-11-20", "--workers", "1")


def pass_on(below: Workspace, above: Workspace, name: str) -> None:
    """The lower desk's 汇总表 and the report in Word go to the desk above as they were generated."""
    call(below, "generate", "汇总表", "--date", "2027-02-20")
    (table,), (report,) = below.outgoing.glob("*汇总表*.xlsx"), below.outgoing.glob("*汇总情况报告*.docx")
    lay(above, f"{name}.xlsx", table.read_bytes())
    lay(above, f"{name}.docx", report.read_bytes())
    told = json.loads(run(above, "intake", "--received", "2027-03-01", "--workers", "1", "--json").output)
    assert told["accepted"] == told["seen"] == 2


def figures(where: Workspace) -> Mapping[str, tuple[Any, Any, Any]]:
    told = json.loads(call(where, "status", "--json", "--on", "2027-03-01").output)
    return {one["name"]: (one["self"], one["verified"], one["passed"]) for one in told["units"]}


def expected(units: tuple[Unit, ...]) -> dict[str, tuple[Any, Any, Any]]:
    found: dict[str, tuple[Any, Any, Any]] = {}
    for unit in units:
        own, verified = SCORES.get(unit.name, (None, None))
        passed = None if verified is None else float(verified) >= 80
        found[unit.name] = (own and float(own), verified and float(verified), passed)
    return found


def test_what_a_county_found_reaches_the_province_unchanged(tmp_path: Path) -> None:
    county = workspace(tmp_path / "县", COUNTY, Level.COUNTY, region="宁乡市")
    city = workspace(tmp_path / "市", (*CITY, *COUNTY), Level.CITY, region="长沙市")
    province = workspace(tmp_path / "省", (*PROVINCE, *CITY, *COUNTY))
    evaluate(county, COUNTY)
    assert figures(county) == expected(COUNTY)
    evaluate(city, CITY)
    pass_on(county, city, "宁乡市报来")
    assert figures(city) == expected((*CITY, *COUNTY))
    evaluate(province, PROVINCE)
    pass_on(city, province, "长沙市报来")
    assert figures(province) == expected((*PROVINCE, *CITY, *COUNTY))
    counts = json.loads(call(province, "status", "--json", "--on", "2027-03-01").output)["counts"]
    assert {state: count for state, count in counts.items() if count} == {"未报送": 2, "达标": 1, "市州已评": 4}
    call(province, "generate", "备案", "--date", "2027-03-20")
    told = run(province, "check", "--on", "2027-03-20")
    assert "全部一致" in told.output

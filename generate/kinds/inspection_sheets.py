"""核查表: one sheet per unit, its self-assessed scores printed, to be filled in on site and read back."""

from __future__ import annotations

from collections.abc import Iterator

from generate.paper import Desk, NothingToReport, Ready
from generate.wording import in_organ_order
from jieyue.errors import WrongUsage


def papers(desk: Desk) -> Iterator[Ready]:
    """A workbook for each unit of the desk that has reported; only the one asked for when the desk names a unit."""
    from generate.sheets import sheet_xlsx

    visited = in_organ_order(one for one in desk.own if one.submission is not None)
    if desk.unit:
        visited = [one for one in visited if one.unit.name == desk.unit]
    if desk.unit and not visited:
        raise WrongUsage(f"“{desk.unit}”没有报送自评表，或不在单位名录中；请核对单位全称")
    if not visited:
        raise NothingToReport("还没有单位报送自评表，没有可以核查的单位")
    for standing in visited:
        content = sheet_xlsx(standing, desk.settings, desk.form_set)
        yield Ready(f"核查表-{standing.unit.name}.xlsx", content, standing.unit.name)

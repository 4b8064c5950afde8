"""核查表: one sheet per unit, its self-assessed scores printed, to be filled in on site and read back."""

from __future__ import annotations

from collections.abc import Iterator

from generate.organs import in_organ_order
from generate.paper import Desk, NothingToReport, Ready
from jieyue.errors import WrongUsage


def papers(desk: Desk) -> Iterator[Ready]:
    """A workbook and a Word file for each unit of the desk that has reported, or for the one unit asked for."""
    from generate.sheets import sheet_docx, sheet_xlsx

    visited = in_organ_order(one for one in desk.own if one.submission is not None)
    if desk.unit:
        visited = [one for one in visited if one.unit.name == desk.unit]
    if desk.unit and not visited:
        raise WrongUsage(f"“{desk.unit}”没有报送自评表，或不在单位名录中；请核对单位全称")
    if not visited:
        raise NothingToReport("还没有单位报送自评表，没有可以核查的单位")
    for standing in visited:
        unit = standing.unit.name
        given = (desk.form_set, desk.settings.year, standing, desk.settings)
        yield Ready(f"核查表-{unit}.xlsx", sheet_xlsx(*given), unit)
        yield Ready(f"核查表-{unit}.docx", sheet_docx(*given), unit)

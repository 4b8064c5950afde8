"""核查表 and 复核表: one sheet per unit, its self-assessed scores printed, to be filled in on site and read back."""

from __future__ import annotations

from collections.abc import Iterator

from generate.organs import in_organ_order
from generate.paper import Desk, NothingToReport, Ready
from jieyue.errors import WrongUsage
from jieyue.model import Standing


def papers(desk: Desk) -> Iterator[Ready]:
    """A workbook and a Word file for each unit of the desk that has reported, or for the units asked for."""
    from generate.sheets import name_of, sheet_docx, sheet_xlsx

    visited = _visited(desk)
    if not visited:
        raise NothingToReport("还没有单位报送自评表，没有可以核查的单位")
    for standing in visited:
        unit = standing.unit.name
        given = (desk.form_set, desk.settings.year, standing, desk.settings)
        stem = f"{name_of(standing, desk.settings)}-{unit}"
        yield Ready(f"{stem}.xlsx", sheet_xlsx(*given), unit)
        yield Ready(f"{stem}.docx", sheet_docx(*given), unit)


def _visited(desk: Desk) -> list[Standing]:
    """The units that have reported; where they are asked for, those drawn for the spot check, or one of either."""
    reported = list(in_organ_order(one for one in desk.own if one.submission is not None))
    names = set(desk.book.drawn)
    drawn = [one for one in desk.book.standings if one.unit.name in names]
    if desk.drawn:
        if not drawn:
            raise NothingToReport("还没有抽取复核样本；请先用 jieyue draw 抽取")
        return drawn
    if not desk.unit:
        return reported
    visited = [one for one in (*reported, *drawn) if one.unit.name == desk.unit]
    if not visited:
        raise WrongUsage(f"“{desk.unit}”没有报送自评表，也没有抽中复核，或不在单位名录中；请核对单位全称")
    return visited

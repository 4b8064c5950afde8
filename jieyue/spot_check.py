"""复核: a second look at a lower desk's result, beside the first, and what follows from it by the bureau's policy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from jieyue.figures import region_of
from jieyue.model import Scorecard, Standing, SummaryRow, Yearbook

REGION = "region"
"""The policy by which one disagreement sends the region's other results back to be verified anew."""


@dataclass(frozen=True, slots=True)
class Result:
    """One drawn unit: both scores, whether they agree (None: not yet looked at), and what follows."""

    standing: Standing
    region: str
    before: Decimal | None
    after: Decimal | None
    agrees: bool | None
    consequence: str


def agrees(row: SummaryRow | None, card: Scorecard | None, tolerance: Decimal) -> bool | None:
    """Whether both come to the same conclusion with scores no further apart than ``tolerance``; None while open."""
    if row is None or card is None or row.verified_score is None or card.total is None or card.passed is None:
        return None
    return row.passed is card.passed and abs(row.verified_score - card.total) <= tolerance


def results(book: Yearbook, tolerance: Decimal) -> tuple[Result, ...]:
    """Every drawn unit, in register order."""
    drawn = set(book.drawn)
    return tuple(_result(one, book, tolerance) for one in book.standings if one.unit.name in drawn)


def _result(standing: Standing, book: Yearbook, tolerance: Decimal) -> Result:
    row, card = standing.summary, standing.verified_card
    same = agrees(row, card, tolerance)
    before, after = row.verified_score if row else None, card.total if card else None
    return Result(standing, region_of(standing, book.level), before, after, same, _consequence(standing, same))


def _consequence(standing: Standing, same: bool | None) -> str:
    if same is None:
        return "待复核" if standing.verified_card is None else "复核表不全，不作结论"
    if same:
        return "维持原结论"
    if standing.passed is False and standing.summary and standing.summary.passed:
        return "以复核为准，改为未达标，列入整改和下年度评价"
    return "以复核得分为准"


def sent_back(book: Yearbook, tolerance: Decimal, policy: str) -> Iterator[str]:
    """The regions whose results go back to be verified anew, each with why; by policy none."""
    if policy != REGION:
        return
    found: dict[str, list[Result]] = {}
    for one in results(book, tolerance):
        found.setdefault(one.region, []).append(one)
    for region, looked_at in found.items():
        wrong = sum(one.agrees is False for one in looked_at)
        if wrong:
            others = sum(region_of(one, book.level) == region for one in book.standings) - len(looked_at)
            yield f"{region}：抽查{len(looked_at)}家，不一致{wrong}家，其余{others}家退回重新核查"

"""What the second look at a lower desk's result (复核) says beside the first."""

from __future__ import annotations

from decimal import Decimal

from jieyue.model import Scorecard, SummaryRow


def agrees(row: SummaryRow | None, card: Scorecard | None, tolerance: Decimal) -> bool | None:
    """Whether both come to the same conclusion with scores no further apart than ``tolerance``; None while open."""
    if row is None or card is None or row.verified_score is None or card.total is None or card.passed is None:
        return None
    return row.passed is card.passed and abs(row.verified_score - card.total) <= tolerance

"""How people write a score."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

Writing = Callable[[Decimal], str | Decimal]
_WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")


def plain(score: Decimal) -> str:
    """4, 3.5."""
    return format(score.normalize(), "f")


def number(score: Decimal) -> Decimal:
    """The number itself."""
    return score


def tenths(score: Decimal) -> str:
    """4.0."""
    return f"{score:.1f}"


def points(score: Decimal) -> str:
    """4分."""
    return f"{plain(score)}分"


def earned(score: Decimal) -> str:
    """得4分."""
    return f"得{plain(score)}分"


def wide(score: Decimal) -> str:
    """Full-width digits, as a Chinese input method leaves them."""
    return plain(score).translate(_WIDE)


def spaced(score: Decimal) -> str:
    """Spaces around the number."""
    return f" {plain(score)} "


def breakdown(scores: Mapping[int, Decimal]) -> str:
    """1.得4分；2.得2分 — every numbered rule of an item in one cell."""
    return "；".join(f"{rule}.得{plain(score)}分" for rule, score in scores.items())

"""One thing that is wrong with a workspace."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """Where, what was found, and what would be done.

    ``mend`` does it and tells so; where it is None, a person must do what ``remedy`` says.
    """

    code: str
    place: str
    finding: str
    remedy: str
    mend: Callable[[], str] | None = None

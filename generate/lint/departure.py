"""What lint says: one departure from the standard, with its rule, clause, places, finding and remedy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from jieyue.model import Severity

_NAMED = 3


class Strength(Enum):
    """How firmly a rule is worded, in the words of the rule table."""

    MUST = "必"
    SHALL = "应当"
    USUAL = "般"
    ADVISED = "荐"
    MAY = "可"
    FIGURE = "图"
    DERIVED = "推"
    PRACTICE = "实"

    @property
    def severity(self) -> Severity:
        """What must or shall be is an error; what is usual, advised or practice a warning."""
        return Severity.ERROR if self in (Strength.MUST, Strength.SHALL) else Severity.WARNING


@dataclass(frozen=True, slots=True)
class Departure:
    """One rule not kept, in all the places where it is broken in the same way; ``places`` are in reading order."""

    rule: str
    clause: str
    strength: Strength
    severity: Severity
    places: tuple[str, ...]
    found: str
    wanted: str
    remedy: str

    @property
    def place(self) -> str:
        """Where a person looks: the first places, and how many there are."""
        named = "、".join(self.places[:_NAMED])
        return named if len(self.places) <= _NAMED else f"{named}等{len(self.places)}处"

    @property
    def message(self) -> str:
        """Place, finding, remedy in one Chinese sentence."""
        return f"{self.place}：{self.found}，应为{self.wanted}；{self.remedy}"

    def as_record(self) -> Mapping[str, Any]:
        """The departure as plain data for ``--json``."""
        return {
            "rule": self.rule,
            "clause": self.clause,
            "strength": self.strength.value,
            "severity": self.severity.value,
            "place": self.place,
            "places": list(self.places),
            "found": self.found,
            "wanted": self.wanted,
            "remedy": self.remedy,
            "message": self.message,
        }

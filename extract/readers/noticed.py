"""What the readers of Word documents notice on the way, for the Problems of the document."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Noticed:
    """Tracked changes, hidden and crossed-out text, text in boxes, notes, what has no place, what is active."""

    tracked: bool = False
    hidden: list[str] = field(default_factory=list)
    boxed: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    unplaced: list[tuple[str, str]] = field(default_factory=list)
    active: set[str] = field(default_factory=set)

"""One measure: the rule, what is measured, what the standard wants, and how it is taken from a paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from tests.geometry.paper import Paper

Take = Callable[[Paper], Iterator[float]]
ZI = 156 / 28
"""字 in millimetres (R01)."""
STEP = 15.75 * 25.4 / 72
"""The advance of one character as the files ask for it."""
LEFT, RIGHT, TOP, BOTTOM, MIDDLE = 28.0, 184.0, 37.0, 262.0, 106.0
"""The type area's edges and its middle."""
PITCH_W1, PITCH_W2 = 579 / 20 * 25.4 / 72, 29.6 * 25.4 / 72


@dataclass(frozen=True)
class Measure:
    """``wanted`` ± ``within``; ``shown`` is a case that must yield figures, so that no measure is idle."""

    rule: str
    what: str
    wanted: float
    within: float
    unit: str
    shown: str
    take: Take

    def faults(self, paper: Paper) -> list[str]:
        """The figures of a paper that are not as wanted, each as a sentence."""
        figures = list(self.take(paper))
        if paper.name == self.shown and not figures:
            return [f"{self.rule} {self.what}: nothing to measure"]
        return [
            f"{self.rule} {self.what}: {figure:.2f}, wanted {self.wanted:g} ± {self.within:g} {self.unit}"
            for figure in figures
            if abs(figure - self.wanted) > self.within + 1e-9
        ]


@dataclass
class Collection:
    """The measures of a chapter, each added where it is written."""

    all: list[Measure] = field(default_factory=list)

    def measure(
        self, rule: str, what: str, wanted: float, within: float = 0, unit: str = "mm", *, shown: str = "full"
    ) -> Callable[[Take], Take]:
        """Registers the function below it as a measure; ``within`` 0 is a count that must be exact."""

        def add(take: Take) -> Take:
            self.all.append(Measure(rule, what, wanted, within, unit, shown, take))
            return take

        return add

    def none_of(self, rule: str, what: str, *, shown: str = "full") -> Callable[[Take], Take]:
        """A measure that counts departures, of which there must be none."""
        return self.measure(rule, what, 0, 0, "处", shown=shown)


def pitch_of(paper: Paper) -> float:
    """The line pitch of a paper's profile in millimetres."""
    return PITCH_W2 if paper.wide_profile else PITCH_W1

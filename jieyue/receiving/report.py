"""What one intake did, file by file, and its accounting line: seen = accepted + duplicate + review + ignored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from jieyue.model import Problem, Severity

ACCEPTED, DUPLICATE, REVIEW, IGNORED = "accepted", "duplicate", "review", "ignored"
OUTCOMES = {ACCEPTED: "收下", DUPLICATE: "重复", REVIEW: "待处理", IGNORED: "未收"}


@dataclass(frozen=True, slots=True)
class IntakeFile:
    """One file seen: what became of it, whose it is, what is wrong, and where it rests (relative to the workspace).

    One that is ``held`` could not be taken because another program has it open.
    """

    name: str
    outcome: str
    unit: str | None = None
    problems: tuple[Problem, ...] = ()
    reason: str | None = None
    location: str | None = None
    held: bool = False


@dataclass(frozen=True, slots=True)
class IntakeReport:
    """Every file seen by one intake, in the order of 收件箱."""

    files: tuple[IntakeFile, ...] = ()

    def count(self, outcome: str) -> int:
        """How many files had that outcome."""
        return sum(file.outcome == outcome for file in self.files)

    @property
    def needs_a_person(self) -> bool:
        """Whether something waits for a person: a file in 待处理, one to be closed, or an error on one left behind."""
        return any(
            file.outcome == REVIEW
            or file.held
            or (file.outcome == IGNORED and any(found.severity is Severity.ERROR for found in file.problems))
            for file in self.files
        )

    @property
    def line(self) -> str:
        """The accounting line."""
        parts = " + ".join(f"{word}{self.count(outcome)}" for outcome, word in OUTCOMES.items())
        return f"共{len(self.files)}份 = {parts}"

    def as_json(self) -> dict[str, Any]:
        """The object that ``intake --json`` prints."""
        counts = {outcome: self.count(outcome) for outcome in OUTCOMES}
        return {"seen": len(self.files), **counts, "files": [_file(file) for file in self.files]}


def _file(file: IntakeFile) -> dict[str, Any]:
    problems = [
        {
            "code": found.code,
            "severity": found.severity.value,
            "place": found.place,
            "about": found.about,
            "found": found.found,
            "message": found.message,
            "remedy": found.remedy,
        }
        for found in file.problems
    ]
    return {
        "name": file.name,
        "outcome": file.outcome,
        "unit": file.unit,
        "problems": problems,
        "reason": file.reason,
        "location": file.location,
    }

"""Reads many forms and counts what came of them, in all and by label."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from extract import extract
from jieyue.formset import load_form_set
from jieyue.record import dumps, to_record
from tests.messy.forms import written
from tests.messy.judge import Verdict, judge


@dataclass
class Tally:
    """Counts over forms.  ``silent`` and ``unsaid`` are single values; ``alarms`` are forms."""

    forms: int = 0
    fields: int = 0
    read: int = 0
    silent: int = 0
    unsaid: int = 0
    clean: int = 0
    alarms: int = 0
    faults: list[str] = field(default_factory=list)

    def add(self, verdict: Verdict, name: str) -> None:
        self.forms += 1
        self.fields += verdict.fields
        self.read += verdict.read
        self.silent += len(verdict.silent)
        self.unsaid += len(verdict.unsaid)
        self.clean += verdict.clean
        self.alarms += bool(verdict.alarms)
        if verdict.faults and len(self.faults) < 20:
            self.faults.append(f"{name}: {'; '.join(verdict.faults[:4])}")

    def join(self, other: Tally) -> None:
        for name in ("forms", "fields", "read", "silent", "unsaid", "clean", "alarms"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.faults += other.faults

    @property
    def recall(self) -> Decimal:
        """Per cent of the fields that a clerk could read."""
        return Decimal(100) * self.read / self.fields if self.fields else Decimal(100)

    @property
    def alarm_rate(self) -> Decimal:
        """Per cent of all forms that were stopped for something that a clerk would not ask about."""
        return Decimal(100) * self.alarms / self.forms if self.forms else Decimal(0)


def tally(seeds: Iterable[int], folder: Path) -> tuple[Tally, dict[str, Tally]]:
    """All forms of ``seeds``, and the same by label."""
    form_sets = [load_form_set()]
    whole, parts = Tally(), defaultdict[str, Tally](Tally)
    for seed in seeds:
        form, path = written(seed, folder)
        record = json.loads(dumps(to_record(extract(path, form_sets))), parse_float=Decimal)
        path.unlink()
        verdict = judge(record, form.truth)
        name = f"{seed} {' '.join(label for label in form.labels if not label.startswith('分值写法'))}"
        whole.add(verdict, name)
        for label in dict.fromkeys(form.labels):
            parts[label].add(verdict, name)
    return whole, dict(parts)

"""What can only be decided on the rendered text: pages, the imprint's place, what stays together, properties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from generate.office.page import W1, Profile
from generate.office.properties import core_properties


@dataclass(frozen=True, slots=True)
class Facts:
    """What the finishing needs to know of a document beside its text."""

    organ: str = ""
    title: str = ""
    day: date | None = None
    profile: Profile = W1
    imprint_on_even_page: bool = True


def finished(parts: Mapping[str, bytes], facts: Facts) -> dict[str, bytes]:
    """The parts of a rendered file that have to change, by name."""
    return {"docProps/core.xml": core_properties(facts.organ, facts.title, facts.day)}

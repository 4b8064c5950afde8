"""One part of a file as its text was written, and the two ways of looking at it that save work."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from generate.office.folding import Apart, apart
from generate.office.hidden import Hidden, hidden


@dataclass(frozen=True)
class Part:
    """A part in XML."""

    xml: str

    @cached_property
    def apart(self) -> Apart:
        """The part with its rows taken apart."""
        return apart(self.xml)

    @cached_property
    def hidden(self) -> Hidden | None:
        """The part with its texts hidden; None where they cannot be."""
        return hidden(self.xml)

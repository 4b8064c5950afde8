"""A whole official document made in code: the blocks in order, then the finishing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from generate.office import head
from generate.office.finish import Facts, finished
from generate.office.package import template_parts
from generate.parcel import stored


@dataclass
class OfficialDocument:
    """Collects blocks; ``kind`` is ``document`` (公文), ``letter`` (信函) or ``plain``."""

    facts: Facts = field(default_factory=Facts)
    kind: str = "document"
    blocks: list[str] = field(default_factory=list)

    def add(self, block: str) -> OfficialDocument:
        """Puts a ready block at the end."""
        self.blocks.append(block)
        return self

    def head(self, marks: Sequence[str], number: str, **more: object) -> OfficialDocument:
        """版头 of the document's format."""
        return self.add(head.head(marks, number, profile=self.facts.profile, **more))  # type: ignore[arg-type]

    def save_bytes(self) -> bytes:
        """The finished file."""
        parts = template_parts("".join(self.blocks), self.kind)
        return stored({**parts, **finished(parts, self.facts)})

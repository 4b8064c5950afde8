"""The lines of paragraphs; those of a batch are mostly alike and counted once."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from generate.office.heights import block_lines
from generate.office.layouts import Layouts
from generate.office.wml import W

_MOST = 20_000


@dataclass(frozen=True, slots=True)
class Lines:
    """The heights of a paragraph's lines as programs set them that keep our settings, and as ``loose`` ones do."""

    strict: tuple[float, ...]
    loose: tuple[float, ...]
    keep_next: bool
    new_page: bool


@dataclass
class Paragraphs:
    """The paragraphs of one style sheet, by their XML and the width of their column in points."""

    layouts: Layouts
    _known: dict[tuple[bytes, float], Lines] = field(default_factory=dict)

    def lines(self, block: etree._Element, width: float) -> Lines:
        """The lines of a paragraph."""
        key = etree.tostring(block, with_tail=False), width
        if key not in self._known:
            if len(self._known) > _MOST:
                self._known.clear()
            self._known[key] = self._counted(block, width)
        return self._known[key]

    def _counted(self, block: etree._Element, width: float) -> Lines:
        layout = self.layouts.of_paragraph(block)
        strict, loose = (block_lines(block, layout, width, loose=loose) for loose in (False, True))
        broken = any(mark.get(f"{W}type") == "page" for mark in block.iter(f"{W}br"))
        return Lines(strict, loose, layout.keep_next, layout.new_page or broken)

"""The lines of paragraphs; those of a batch are mostly alike and counted once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from generate.office.heights import picture_height, rule_below, text_of
from generate.office.layouts import Layout, Layouts
from generate.office.ruler import Ruler
from generate.office.shapes import by_sign, cut, signed
from generate.office.wml import W

_MOST = 20_000
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


@dataclass(frozen=True, slots=True)
class Lines:
    """The heights of a paragraph's lines as programs set them that keep our settings, and as ``loose`` ones do."""

    strict: tuple[float, ...]
    loose: tuple[float, ...]
    keep_next: bool
    new_page: bool


@dataclass(frozen=True, slots=True)
class _Shape:
    """What the paragraphs of one shape have in common: their text with a sign for each of the texts it is made of."""

    layout: Layout
    text: str
    least: float
    rule: float
    new_page: bool

    @classmethod
    def of(cls, block: etree._Element, layout: Layout) -> _Shape:
        broken = any(mark.get(f"{W}type") == "page" for mark in block.iter(f"{W}br"))
        return cls(layout, text_of(block), picture_height(block), rule_below(block), layout.new_page or broken)

    def lines(self, texts: Mapping[int, str], width: float, ruler: Ruler) -> Lines:
        """The lines of a paragraph with these texts by their signs."""
        counts = ruler.lines(self.text.translate(texts), self.layout, width)
        strict, loose = map(self._heights, map(int, counts))
        return Lines(strict, loose, self.layout.keep_next, self.new_page)

    def _heights(self, count: int) -> tuple[float, ...]:
        """A picture makes the last line higher, and so does a rule."""
        line = self.layout.line
        return *[line] * (count - 1), max(line, self.least) + self.rule


@dataclass
class Paragraphs:
    """The paragraphs of one style sheet, by their shapes."""

    layouts: Layouts
    _shapes: dict[str, _Shape] = field(default_factory=dict)

    def lines(self, block: etree._Element, width: float, ruler: Ruler) -> Lines:
        """The lines of a paragraph."""
        key = etree.tostring(block, encoding="UTF-8", with_tail=False), width
        return ruler.once(key, lambda: self._counted(block, key[0].decode(), width, ruler))

    def _counted(self, block: etree._Element, xml: str, width: float, ruler: Ruler) -> Lines:
        apart = cut(xml)
        if apart is None:
            return self._shape(block).lines({}, width, ruler)
        shape, texts = apart
        if shape not in self._shapes:
            if len(self._shapes) > _MOST:
                self._shapes.clear()
            self._shapes[shape] = self._shape(etree.fromstring(signed(shape, len(texts)), _PARSER))
        return self._shapes[shape].lines(by_sign(texts), width, ruler)

    def _shape(self, block: etree._Element) -> _Shape:
        return _Shape.of(block, self.layouts.of_paragraph(block))

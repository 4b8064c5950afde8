"""What the styles and a paragraph's own properties say about the room it takes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lxml import etree

from generate.office.wml import W

_PER_POINT = 20


@dataclass(frozen=True, slots=True)
class Layout:
    """What a paragraph's style and own properties say about the room it takes, in points."""

    line: float = 28.95
    size: float = 16
    tracking: float = -0.25
    left: float = 0
    right: float = 0
    first: float = 0
    keep_next: bool = False
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A section's type area in points: ``later`` is its height after page one (R85), ``top`` the white above it."""

    width: float = 442.2
    height: float = 637.8
    later: float = 637.8
    top: float = 104.9


class Layouts:
    """The layouts of a style sheet, by style id, inheritance resolved."""

    def __init__(self, styles: etree._Element) -> None:
        self._elements = {style.get(f"{W}styleId", ""): style for style in styles.iter(f"{W}style")}
        self._known: dict[str, Layout] = {}
        self._alike: dict[tuple[object, ...], Layout] = {}

    def of_style(self, style_id: str) -> Layout:
        """The layout of a paragraph style."""
        if style_id not in self._known:
            style = self._elements.get(style_id)
            self._known[style_id] = Layout() if style is None else self._resolved(style)
        return self._known[style_id]

    def _resolved(self, style: etree._Element) -> Layout:
        parent = style.find(f"{W}basedOn")
        inherited = self.of_style(parent.get(f"{W}val", "")) if parent is not None else Layout()
        return changed(inherited, style.find(f"{W}pPr"), style.find(f"{W}rPr"))

    def of_paragraph(self, paragraph: etree._Element) -> Layout:
        """The layout of one paragraph with what it has beyond its style."""
        properties = paragraph.find(f"{W}pPr")
        named = None if properties is None else properties.find(f"{W}pStyle")
        own = self._with_own("Normal" if named is None else named.get(f"{W}val", ""), properties)
        narrowed = _narrowed(paragraph)
        return own if narrowed is None else replace(own, size=own.size * float(narrowed.get(f"{W}val", "100")) / 100)

    def _with_own(self, style: str, properties: etree._Element | None) -> Layout:
        """A style's layout with a paragraph's own properties; the thousand cells of an annex are alike."""
        if properties is None or len(properties) < 2:
            return self.of_style(style)
        key = (style, *((one.tag, *one.items()) for one in properties if one.tag in _TELLING))
        if key not in self._alike:
            self._alike[key] = changed(self.of_style(style), properties, None)
        return self._alike[key]


_TELLING = frozenset(f"{W}{name}" for name in ("spacing", "ind", "keepNext", "pageBreakBefore"))
"""The paragraph properties that :func:`changed` asks for."""


def _narrowed(paragraph: etree._Element) -> etree._Element | None:
    """The first run's scale of character width."""
    for scale in paragraph.iter(f"{W}w"):
        properties = scale.getparent()
        run = None if properties is None else properties.getparent()
        if run is not None and run.tag == f"{W}r":
            return scale
    return None


def changed(layout: Layout, paragraph: etree._Element | None, characters: etree._Element | None) -> Layout:
    """``layout`` with what the given properties say instead."""
    return Layout(
        line=points(paragraph, "spacing", "line", layout.line),
        size=points(characters, "sz", "val", layout.size, 2),
        tracking=points(characters, "spacing", "val", layout.tracking),
        left=points(paragraph, "ind", "left", layout.left),
        right=points(paragraph, "ind", "right", layout.right),
        first=points(paragraph, "ind", "firstLine", -points(paragraph, "ind", "hanging", -layout.first)),
        keep_next=_switch(paragraph, "keepNext", default=layout.keep_next),
        new_page=_switch(paragraph, "pageBreakBefore", default=layout.new_page),
    )


def points(
    properties: etree._Element | None, name: str, attribute: str, default: float, parts: int = _PER_POINT
) -> float:
    """A number in properties, ``parts`` of which are a point; ``default`` where they do not give it."""
    found = None if properties is None else properties.find(f"{W}{name}")
    value = None if found is None else found.get(f"{W}{attribute}")
    return default if value is None else float(value) / parts


def points_of(element: etree._Element, attribute: str) -> float:
    """An attribute in twips as points; 0 where it is not given."""
    return float(element.get(f"{W}{attribute}", "0")) / _PER_POINT


def _switch(properties: etree._Element | None, name: str, *, default: bool) -> bool:
    found = None if properties is None else properties.find(f"{W}{name}")
    return default if found is None else found.get(f"{W}val", "1") not in ("0", "false")


def sheet_of(section: etree._Element, later_bottom: float | None = None) -> Sheet:
    """The type area a ``w:sectPr`` gives; ``later_bottom`` is the bottom margin its footers make after page one."""
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    if size is None or margins is None:
        return Sheet()
    top, bottom = points_of(margins, "top"), points_of(margins, "bottom")
    width = points_of(size, "w") - points_of(margins, "left") - points_of(margins, "right")
    room = points_of(size, "h") - top
    return Sheet(width, room - bottom, room - (later_bottom or bottom), top)

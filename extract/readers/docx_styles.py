"""What styles decide about content: hidden text and automatic numbers, inherited or not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from jieyue.safe.package import Package, root_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NO = ("0", "false", "off")
_VAL = f"{W}val"


@dataclass(frozen=True, slots=True)
class Style:
    """A style with what it inherits: ``hidden`` text, list ``number`` and its ``depth``."""

    id: str
    hidden: bool = False
    number: str | None = None
    depth: int | None = None


def switch(holder: etree._Element | None, name: str) -> bool | None:
    """An on-off property: True, False, or None where it is not said."""
    found = holder.find(f"{W}{name}") if holder is not None else None
    return None if found is None else found.get(_VAL) not in _NO


def number_of(properties: etree._Element | None) -> tuple[str | None, int | None]:
    """List number and depth that paragraph properties state themselves."""
    holder = properties.find(f"{W}numPr") if properties is not None else None
    if holder is None:
        return None, None
    number, depth = holder.find(f"{W}numId"), holder.find(f"{W}ilvl")
    stated = depth.get(_VAL) if depth is not None else None
    level = int(stated) if stated and stated.isascii() and stated.isdecimal() and len(stated) < 3 else None
    return (number.get(_VAL) if number is not None else None), level


class Styles(dict[str, Style]):
    """The styles of a document by id; the default paragraph style stands under the empty id too."""

    def __init__(self, styles: Mapping[str, Style]) -> None:
        super().__init__(styles)
        self.telling = frozenset((name, style) for name, style in styles.items() if style.hidden or style.number)
        """Those that decide anything about content, by id."""


def styles(package: Package, main: str) -> Styles:
    """The styles of a document."""
    parts = [package.said(name, _styles_in) for name in package.related("styles", main)]
    return parts[0] if len(parts) == 1 else Styles({name: style for part in parts for name, style in part.items()})


def _styles_in(data: bytes, name: str) -> Styles:
    found: dict[str, Style] = {}
    entries = {entry.get(f"{W}styleId") or "": entry for entry in root_of(data, name).iterfind(f"{W}style")}
    for style_id, entry in entries.items():
        _resolve(style_id, entries, found)
        if entry.get(f"{W}default") in ("1", "true") and entry.get(f"{W}type") == "paragraph":
            found[""] = found[style_id]
    return Styles(found)


def _resolve(style_id: str, entries: dict[str, etree._Element], found: dict[str, Style]) -> None:
    """Settles a style after the styles it is based on; a ring of styles ends where it closes."""
    chain: list[str] = []
    while style_id in entries and style_id not in found and style_id not in chain:
        chain.append(style_id)
        base = entries[style_id].find(f"{W}basedOn")
        style_id = (base.get(_VAL) or "") if base is not None else ""
    parent = found.get(style_id, Style(""))
    for own in reversed(chain):
        parent = found[own] = _own(own, entries[own], parent)


def _own(style_id: str, entry: etree._Element, parent: Style) -> Style:
    hidden = switch(entry.find(f"{W}rPr"), "vanish")
    number, depth = number_of(entry.find(f"{W}pPr"))
    return Style(
        style_id,
        parent.hidden if hidden is None else hidden,
        parent.number if number is None else number,
        parent.depth if depth is None else depth,
    )

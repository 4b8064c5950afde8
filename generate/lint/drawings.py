"""Shapes in a document: text boxes with their place, and drawn lines (DrawingML and VML)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from generate.lint.manuscript import Stroke
from generate.lint.properties import Props, local
from generate.office.wml import NAMESPACES, W

_WP, _A = (f"{{{NAMESPACES[key]}}}" for key in ("wp", "a"))
_EMU = 36_000
_LENGTH = re.compile(r"(-?\d+(?:\.\d+)?)(pt|mm|cm|in)?$")
_UNITS = {"pt": 25.4 / 72, "mm": 1.0, "cm": 10.0, "in": 25.4, "": 25.4 / 72}
_LINES = ("line", "straightConnector1")


def boxes(drawing: etree._Element) -> Iterator[tuple[Props, etree._Element]]:
    """Every text box of a drawing: where it floats, and the content with its paragraphs."""
    place = _place(drawing)
    for content in drawing.iter(f"{W}txbxContent"):
        yield place, content


def _place(drawing: etree._Element) -> Props:
    """``top`` in millimetres from the page (when said so) as ``page.top``, from the margin as ``margin.top``."""
    vertical = next(drawing.iter(f"{_WP}positionV"), None)
    if vertical is None:
        return {}
    offset = vertical.find(f"{_WP}posOffset")
    if offset is None or not (offset.text or "").lstrip("-").isdigit():
        return {}
    return {f"{vertical.get('relativeFrom')}.top": str(int(offset.text or "0") / _EMU)}


def strokes(drawing: etree._Element, at: int) -> Iterator[Stroke]:
    """The straight lines of a drawing."""
    for shape in drawing.iter():
        name = local(shape)
        if name == "prstGeom" and shape.get("prst") in _LINES:
            yield _drawn(shape, at)
        elif name == "line" and "vml" in str(shape.tag):
            yield _vml(shape, at)


def _drawn(geometry: etree._Element, at: int) -> Stroke:
    holder = geometry.getparent()
    colour, width = "", None
    if holder is not None:
        fill = holder.find(f"{_A}ln/{_A}solidFill/{_A}srgbClr")
        colour = (fill.get("val") or "") if fill is not None else ""
        size = holder.find(f"{_A}xfrm/{_A}ext")
        width = int(size.get("cx") or 0) / _EMU if size is not None and (size.get("cx") or "").isdigit() else None
    return Stroke(colour.upper(), width, at)


def _vml(line: etree._Element, at: int) -> Stroke:
    ends = [_mm((line.get(key) or "").split(",")[0]) for key in ("from", "to")]
    width = abs(ends[1] - ends[0]) if ends[0] is not None and ends[1] is not None else None
    colour = (line.get("strokecolor") or "").split()[0:1]
    named = colour[0].lstrip("#").upper() if colour else ""
    return Stroke({"RED": "FF0000", "F00": "FF0000"}.get(named, named), width, at)


def _mm(value: str) -> float | None:
    found = _LENGTH.match(value.strip())
    return float(found[1]) * _UNITS[found[2] or ""] if found else None

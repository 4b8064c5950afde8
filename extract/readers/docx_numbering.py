"""Automatic numbers of paragraphs (自动编号): they are not in the text, yet a person sees them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from extract.readers.counting import counted
from extract.readers.docx_styles import Style, W, number_of
from jieyue.safe.package import Package

_LEVEL = re.compile(r"%([1-9])")
_COUNTED_BY_DIGIT = "decimal"


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    style: str
    text: str
    glued: bool
    legal: bool


class Numbering:
    """Counts the numbered paragraphs of one document as they come."""

    def __init__(self, root: etree._Element | None) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._style_levels: dict[str, int] = {}
        self._lists: dict[str, str] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        self._counters: dict[str, dict[int, int]] = {}
        for entry in root if root is not None else ():
            if entry.tag == f"{W}abstractNum":
                self._define(entry)
            elif entry.tag == f"{W}num":
                self._use(entry)

    def _define(self, entry: etree._Element) -> None:
        levels: dict[int, _Level] = {}
        for level in entry.iterfind(f"{W}lvl"):
            depth = _integer(level.get(f"{W}ilvl"), 0)
            levels[depth] = _level(level)
            style = level.find(f"{W}pStyle")
            if style is not None:
                self._style_levels[style.get(f"{W}val") or ""] = depth
        self._levels[entry.get(f"{W}abstractNumId") or ""] = levels

    def _use(self, entry: etree._Element) -> None:
        number = entry.get(f"{W}numId") or ""
        abstract = entry.find(f"{W}abstractNumId")
        self._lists[number] = (abstract.get(f"{W}val") or "") if abstract is not None else ""
        for override in entry.iterfind(f"{W}lvlOverride"):
            start = override.find(f"{W}startOverride")
            if start is not None:
                depth = _integer(override.get(f"{W}ilvl"), 0)
                self._restarts.setdefault(number, {})[depth] = _integer(start.get(f"{W}val"), 1)

    def label(self, properties: etree._Element | None, style: Style | None) -> str:
        """The number before a paragraph, with the space that parts it from the text; empty where there is none."""
        number, depth = number_of(properties)
        if number is None and style is not None:
            number = style.number
            depth = self._style_levels.get(style.id, style.depth or 0)
        levels = self._levels.get(self._lists.get(number or "", ""), {})
        level = levels.get(depth or 0)
        if number in (None, "0") or level is None:
            return ""
        counters = self._advance(number or "", depth or 0, levels)
        text = _LEVEL.sub(lambda found: self._written(int(found[1]) - 1, counters, levels, level), level.text)
        if level.style in ("bullet", "none") and "%" not in level.text:
            return ""
        return text if level.glued else f"{text} "

    def _advance(self, number: str, depth: int, levels: dict[int, _Level]) -> dict[int, int]:
        counters = self._counters.setdefault(self._lists[number], {})
        restart = self._restarts.get(number, {}).pop(depth, None)
        if restart is not None:
            counters[depth] = restart
        else:
            counters[depth] = counters.get(depth, levels[depth].start - 1) + 1
        for deeper in [other for other in counters if other > depth]:
            del counters[deeper]
        return counters

    @staticmethod
    def _written(depth: int, counters: dict[int, int], levels: dict[int, _Level], current: _Level) -> str:
        level = levels.get(depth)
        if level is None:
            return ""
        return counted(counters.get(depth, level.start), _COUNTED_BY_DIGIT if current.legal else level.style)


def _level(entry: etree._Element) -> _Level:
    values = {str(child.tag).rsplit("}", 1)[-1]: child.get(f"{W}val") for child in entry}
    return _Level(
        _integer(values.get("start"), 0 if "start" not in values else 1),
        values.get("numFmt") or "decimal",
        (values.get("lvlText") or "")[:64],
        values.get("suff") == "nothing",
        "isLgl" in values and values["isLgl"] not in ("0", "false"),
    )


def _integer(stored: str | None, otherwise: int) -> int:
    return int(stored) if stored and stored.isascii() and stored.isdecimal() and len(stored) < 10 else otherwise


def numbering(package: Package, main: str) -> Numbering:
    """The numbering of a document; without its part, nothing is numbered."""
    parts: Sequence[str] = package.related("numbering", main)
    return Numbering(package.xml(parts[0]) if parts else None)

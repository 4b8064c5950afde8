"""Automatic numbers of paragraphs (自动编号): they are not in the text, yet a person sees them."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from extract.readers.docx_styles import Style, W, number_of
from extract.readers.list_numbering import Level, ListCounter
from jieyue.safe.package import Package


class Numbering:
    """Counts the numbered paragraphs of one document as they come."""

    def __init__(self, root: etree._Element | None) -> None:
        self._levels: dict[str, dict[int, Level]] = {}
        self._style_levels: dict[str, int] = {}
        self._lists: dict[str, str] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        self._counter = ListCounter(self._levels, self._lists, self._restarts)
        for entry in root if root is not None else ():
            if entry.tag == f"{W}abstractNum":
                self._define(entry)
            elif entry.tag == f"{W}num":
                self._use(entry)

    def _define(self, entry: etree._Element) -> None:
        levels: dict[int, Level] = {}
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
        return self._counter.label(number, depth or 0)


def _level(entry: etree._Element) -> Level:
    values = {str(child.tag).rsplit("}", 1)[-1]: child.get(f"{W}val") for child in entry}
    return Level(
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

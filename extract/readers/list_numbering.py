"""Automatic numbers of paragraphs (自动编号) counted as they come, whatever the format of the file."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.readers.counting import counted

_LEVEL = re.compile(r"%([1-9])")
_COUNTED_BY_DIGIT = "decimal"


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts and looks: ``text`` is such as ``第%1条``, ``style`` an ST_NumberFormat."""

    start: int
    style: str
    text: str
    glued: bool
    legal: bool


class ListCounter:
    """Counts the numbered paragraphs of one document.

    ``lists`` names the list a number uses, ``levels`` its levels by depth, ``restarts`` where a number begins anew.
    """

    def __init__(
        self, levels: dict[str, dict[int, Level]], lists: dict[str, str], restarts: dict[str, dict[int, int]]
    ) -> None:
        self._levels = levels
        self._lists = lists
        self._restarts = restarts
        self._counters: dict[str, dict[int, int]] = {}

    def label(self, number: str | None, depth: int) -> str:
        """The number before a paragraph, with the space that parts it from the text; empty where there is none."""
        levels = self._levels.get(self._lists.get(number or "", ""), {})
        level = levels.get(depth)
        if number in (None, "0") or level is None:
            return ""
        counters = self._advance(number or "", depth, levels)
        text = _LEVEL.sub(lambda found: self._written(int(found[1]) - 1, counters, levels, level), level.text)
        if level.style in ("bullet", "none") and "%" not in level.text:
            return ""
        return text if level.glued else f"{text} "

    def _advance(self, number: str, depth: int, levels: dict[int, Level]) -> dict[int, int]:
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
    def _written(depth: int, counters: dict[int, int], levels: dict[int, Level], current: Level) -> str:
        level = levels.get(depth)
        if level is None:
            return ""
        return counted(counters.get(depth, level.start), _COUNTED_BY_DIGIT if current.legal else level.style)

"""Automatic numbers (自动编号): they are not in the text, yet a person sees them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from generate.lint.properties import Props, flat
from generate.office.wml import W

_DIGITS = "零一二三四五六七八九"
_CHINESE = ("chinese", "japaneseCounting", "taiwaneseCounting", "ideographDigital")
_PLACEHOLDER = re.compile(r"%([1-9])")
_DEEPEST = 9


def chinese(count: int) -> str:
    """1 to 99 in Chinese numerals, others in Arabic ones."""
    if not 0 < count < 100:
        return str(count)
    tens, ones = divmod(count, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    kind: str
    pattern: str
    layout: Props


class Counter:
    """Counts the numbered paragraphs of one file as they come."""

    def __init__(self, root: etree._Element | None) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = {}
        for entry in root if root is not None else ():
            if entry.tag == f"{W}abstractNum":
                levels = (_level(level) for level in entry.iterfind(f"{W}lvl"))
                self._levels[entry.get(f"{W}abstractNumId") or ""] = dict(levels)
            elif entry.tag == f"{W}num":
                link = entry.find(f"{W}abstractNumId")
                self._lists[entry.get(f"{W}numId") or ""] = (link.get(f"{W}val") or "") if link is not None else ""

    @property
    def idle(self) -> bool:
        """Whether the file numbers no paragraph."""
        return not self._lists

    def layout(self, props: Props) -> Props:
        """What the numbered level says of the paragraph's indents."""
        level = self._levels_of(props).get(_depth(props))
        return level.layout if level else {}

    def _levels_of(self, props: Props) -> dict[int, _Level]:
        return self._levels.get(self._lists.get(props.get("numPr.numId", ""), ""), {})

    def label(self, props: Props) -> str:
        """The next number of the paragraph's list; empty for none and for bullets."""
        if not self._lists:
            return ""
        levels, depth = self._levels_of(props), _depth(props)
        level = levels.get(depth)
        if level is None or level.kind in ("bullet", "none"):
            return ""
        counts = self._counts.setdefault(self._lists[props["numPr.numId"]], {})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in range(depth + 1, _DEEPEST):
            counts.pop(deeper, None)

        def shown(found: re.Match[str]) -> str:
            wanted = int(found[1]) - 1
            other = levels.get(wanted, level)
            count = counts.get(wanted, other.start)
            return chinese(count) if other.kind.startswith(_CHINESE) else str(count)

        return _PLACEHOLDER.sub(shown, level.pattern)


def _depth(props: Props) -> int:
    value = props.get("numPr.ilvl", "0")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 3 else 0


def _level(entry: etree._Element) -> tuple[int, _Level]:
    said = flat(entry)
    start, depth = said.get("start", "1"), entry.get(f"{W}ilvl") or "0"
    layout = flat(entry.find(f"{W}pPr"))
    return (
        int(depth) if depth.isdigit() else 0,
        _Level(
            int(start) if start.isascii() and start.isdigit() and len(start) < 6 else 1,
            said.get("numFmt", "decimal"),
            said.get("lvlText", ""),
            {key: value for key, value in layout.items() if key.startswith("ind.")},
        ),
    )

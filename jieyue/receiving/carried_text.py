"""设置.toml and 叙述.txt of the next year: last year's lines kept, those that belong to one year only as comments."""

from __future__ import annotations

import re
from dataclasses import dataclass

from jieyue.settings import Settings

_OF_ONE_YEAR = ("numbers", "dates", "deadlines", "commendation")
"""Tables of 设置.toml whose every entry belongs to one year."""
_OF_ONE_VISIT = ("from", "to", "units")
"""Keys of a 核查组 that belong to one year."""
_TABLE = re.compile(r"\s*\[\[?\s*([A-Za-z_.]+)\s*\]\]?")
_KEY = re.compile(r"\s*([A-Za-z_-]+)\s*=")
_YEAR = re.compile(r"^(\s*year\s*=\s*)\d+")
_INLINE = re.compile(r"^\s*(numbers|dates|deadlines|commendation)(\.[\w-]+)?\s*=")


def next_settings(text: str, settings: Settings, year: int) -> str:
    """The settings of ``year``: 年度 advanced, one year's entries commented out under 上年."""
    reader = _Lines(settings.year, year)
    return "\n".join(map(reader.next, text.splitlines())) + "\n"


@dataclass
class _Lines:
    """The lines of 设置.toml one after the other; an entry over several lines is dropped or kept whole."""

    old: int
    new: int
    table: str = ""
    depth: int = 0
    dropping: bool = False

    def next(self, line: str) -> str:
        """The line as it stands in the new file."""
        if self.depth:
            self.depth += _opened(line)
        elif found := _TABLE.match(line):
            self.table, self.dropping = found[1], False
        else:
            key = _KEY.match(line)
            self.dropping = key is not None and (_is_of_one_year(self.table, key[1]) or bool(_INLINE.match(line)))
            self.depth = _opened(line) if key else 0
        if self.dropping and line.strip():
            return f"# {self.old}年度：{line.strip()}"
        return line if self.table else _YEAR.sub(rf"\g<1>{self.new}", line)


def _is_of_one_year(table: str, key: str) -> bool:
    if table.partition(".")[0] in _OF_ONE_YEAR:
        return True
    return table == "verification.groups" and key in _OF_ONE_VISIT


def _opened(line: str) -> int:
    """How many brackets a line leaves open, those in texts and comments not counted."""
    bare = re.sub(r'"(?:[^"\\]|\\.)*"|\'[^\']*\'', "", line).partition("#")[0]
    return bare.count("[") + bare.count("{") - bare.count("]") - bare.count("}")


def next_narrative(text: str) -> str:
    """The narrative of the next year: last year's paragraphs stand below each heading as notes."""
    lines = []
    for line in text.splitlines():
        is_text = line.strip() and not line.lstrip().startswith(("#", "【", "[", "［"))
        lines.append(f"# 上年：{line.strip()}" if is_text else line)
    return "\n".join(lines) + "\n"

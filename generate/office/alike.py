"""The rows of a long table are alike: what one of them was found to be holds for all with the same markup."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from generate.office.widths import width_in_zi

_TEXT = re.compile(r"(?<=>)[^<]+(?=<)")


def markup_and_texts(row: etree._Element) -> tuple[str, list[str]]:
    """A row without its texts, and the texts; an entity is a few characters more than it stands for."""
    xml = etree.tostring(row, encoding="unicode", with_tail=False)
    return _TEXT.sub("", xml), _TEXT.findall(xml)


@dataclass
class LikeRows:
    """Heights by markup, for rows each of whose texts takes one line."""

    _known: dict[str, tuple[float, tuple[float, ...]]] = field(default_factory=dict)

    def height(self, markup: str, texts: Sequence[str]) -> float | None:
        """The height of such a row when every text surely fits on its line; None when that has to be worked out."""
        height, rooms = self._known.get(markup, (None, ()))
        if height is None or len(rooms) != len(texts):
            return None
        return height if all(width_in_zi(text) <= room for text, room in zip(texts, rooms, strict=True)) else None

    def learn(self, markup: str, height: float, rooms: Sequence[float] | None) -> None:
        """Keeps the height of a row of one line; ``rooms`` are the 字 that fit into each cell with a text."""
        if rooms is not None:
            self._known[markup] = height, tuple(rooms)

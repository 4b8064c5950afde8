"""Titles of one table's forms: which texts are such, and the unit that stands in front of them."""

from __future__ import annotations

import re
from functools import lru_cache

from extract.words import close_up
from jieyue.formset import FormSet

_NAME = re.compile(r"[\u4e00-\u9fff（）()·、]{4,40}")
_ORGANS = (
    *"厅局委办院会部署社团处室站所队馆校行联协关司区台",
    "中心",
    "政府",
    "集团",
    "公司",
    "监狱",
    "高法",
    "高检",
    "政协",
    "人大",
    "大学",
)
"""How names of organs end in Chinese."""
_BRACKETED_END = re.compile(r"[(（][^()（）]{2,30}[)）]$")
_NAMED_BEHIND = re.compile(r"\((\D[^()]{2,30})\)$")
"""A unit in brackets behind a title: ``节约型机关自评表（湖南省水利厅）``."""
_SUBJECT = re.compile(r"[\u4e00-\u9fff]{2}型")
"""Where a table's title names its subject: 节约型机关."""
_SOME_YEAR = r"\(?20\d\d年?度?\)?|\(?二[〇零○][〇零○一二三四五六七八九]{2}年度?\)?"
_KEPT = 1024
"""Texts whose reading is kept; most titles are the same in every form."""


class Titles:
    """The titles of one form set."""

    def __init__(self, form_set: FormSet) -> None:
        self._names = (form_set.title, *form_set.aliases)
        self._printed = [word for layout in form_set.layouts.values() for word in layout.titles]
        self._known = (*self._printed, *_stems(form_set.title))
        subject = _SUBJECT.search(form_set.title)
        self._ends = (*self._printed, *([form_set.title[subject.start() :]] if subject else ()))
        self._cuts = (*[stem for name in self._names for stem in _stems(name)], *self._ends)
        self.unit_in = lru_cache(maxsize=_KEPT)(self._unit_in)
        """The unit named before or behind a form's title: ``湖南省水利厅节约型机关自评表``; None where none is."""

    def is_titled(self, text: str) -> bool:
        """True where a text holds the title of a form, or what such titles have in common."""
        tight = close_up(text)
        return any(word in tight for word in self._known)

    def _unit_in(self, text: str) -> str | None:
        tight = close_up(text)
        if not any(word in tight for word in self._ends):
            return None
        behind = _NAMED_BEHIND.search(tight)
        if behind and is_organ(behind.group(1)):
            return behind.group(1)
        name = re.sub(rf"^(?:{_SOME_YEAR})", "", tight)
        cut = min((name.find(end) for end in self._cuts if name.find(end) > 0), default=-1)
        name = name[:cut] if cut > 0 else ""
        name = re.sub(rf"{_SOME_YEAR}|关于|(?:开展|创建){1, 4}$", "", name)
        name = _without_title(name, self._names)
        printed = any(name in title or title.startswith(name) for title in self._names)
        return name if is_organ(name) and not printed else None


@lru_cache(maxsize=_KEPT)
def is_organ(text: str) -> bool:
    """True for the name of an organ, by its characters and how it ends."""
    return bool(_NAME.fullmatch(text)) and _BRACKETED_END.sub("", text).endswith(_ORGANS)


def _without_title(name: str, titles: tuple[str, ...]) -> str:
    """``name`` without the beginning of the table's own title behind it: ``某局湖南省党政机关创建`` is 某局."""
    heads = {title[: found.start()] for title in titles if (found := _SUBJECT.search(title))}
    heads |= {whole.removeprefix(part) for whole in heads for part in heads if whole != part}
    endings = {ending for head in heads for ending in (head, head.removesuffix("创建")) if len(ending) > 2}
    for ending in sorted(endings, key=len, reverse=True):
        if name != ending and name.endswith(ending):
            return name.removesuffix(ending)
    return name


@lru_cache(maxsize=256)
def _stems(title: str) -> tuple[str, ...]:
    """What titles of a table's forms have in common: the table's name from its subject on, without 评价指标."""
    found = re.search(r"(?:创建)?([\u4e00-\u9fff]{2}型[\u4e00-\u9fff]{2})", title)
    return (found.group(0), found.group(1), f"创建{found.group(1)}") if found else ()

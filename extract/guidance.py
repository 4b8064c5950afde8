"""What explains a form and is not its filling: numbered lines, whom to ask, all that stands under 填表说明."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from extract.grid import Cell, Document, Line
from extract.labels import Found
from extract.view import View
from extract.words import close_up, narrow

_EXPLAINS = re.compile(
    r"咨\s*询|疑\s*问|请\s*联\s*系|请\s*与|不\s*明|^\s*(?:\d{1,2}[.．、)）]|[(（]\d{1,2}[)）]|[①-⑨])"
)
"""What a text says that explains the form: an enumerated line, or whom to ask."""
_GUIDE = re.compile(r"[填写报表]\S{0,4}(?:说明|须知|指南|示例)$|^(?:样表|示例)")
"""A sheet or table by its name or first words."""
_HEADING = re.compile(r"(?:填[写报表]{1,2}|有关|相关)?(?:说明|须知|要求|注意事项|指南):?")
"""The text under which a form is explained."""
_NUMBERED = re.compile(r"(?:\d{1,2}[.、)]|\(\d{1,2}\)|[一二三四五六七八九]、)")
_OFFICE = re.compile(r"机关事务(?:管理|服务)?(?:局|中心)|(?:报|送)[至到]?[省市县区]局")
"""Whom forms are sent to; who answers its telephone is not who fills them in."""
_CONTACT = ("person", "phone")
_OF_THE_FORM = ("unit", "filled_on")


def filled_in(
    found: Sequence[Found], document: Document, views: Sequence[View], body: Mapping[int, Collection[int]]
) -> list[Found]:
    """What was found without the contacts of whoever explains the form; the rest of what explains it is set aside."""
    own = {one.place for one in found if one.name in _OF_THE_FORM and not _EXPLAINS.search(one.source)}
    explained = _explained(document, views, body, own)
    kept = (one for one in found if one.name not in _CONTACT or not _is_of_the_office(one, explained, own))
    return [replace(one, aside=True) if one.place in explained or _EXPLAINS.search(one.source) else one for one in kept]


def _is_of_the_office(one: Found, explained: Collection[str], own: Collection[str]) -> bool:
    return one.place in explained or (one.place not in own and _OFFICE.search(narrow(one.source)) is not None)


def _explained(
    document: Document, views: Sequence[View], body: Mapping[int, Collection[int]], own: Collection[str]
) -> set[str]:
    """The places on guiding sheets, and under a heading as far as its numbered lines, a table or a line to fill in."""
    guides = [view for view in views if view.order not in body and _is_guide(view)]
    found = {cell.place for view in guides for cells in view.rows.values() for cell in cells}
    under = numbered = False
    for holders in _rows(document, views, body):
        alone = len(holders) == 1 and holders[0].place not in own
        text = close_up(holders[0].text) if alone else ""
        if _HEADING.fullmatch(text):
            under, numbered = True, False
        elif under:
            under = alone and (not numbered or _NUMBERED.match(text) is not None)
            numbered = _NUMBERED.match(text) is not None
        if under:
            found.add(holders[0].place)
    return found


def _rows(
    document: Document, views: Sequence[View], body: Mapping[int, Collection[int]]
) -> Iterator[Sequence[Line | Cell]]:
    """Lines and rows of filled cells in reading order; an empty one where the score table or any table ends."""
    by_table = {id(view.table): view for view in views}
    for block in document.blocks:
        if isinstance(block, Line):
            if not block.hidden and block.text.strip():
                yield [block]
        elif view := by_table.get(id(block)):
            inside = body.get(view.order, ())
            for number, cells in view.rows.items():
                if number in inside:
                    yield []
                elif filled := [cell for cell in cells if not cell.blank]:
                    yield filled
            yield []


def _is_guide(view: View) -> bool:
    first = next((cell.text for cells in view.rows.values() for cell in cells if not cell.blank), "")
    return any(_GUIDE.search(close_up(text)) for text in (view.table.name, first))

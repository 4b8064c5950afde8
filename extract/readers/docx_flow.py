"""What stands in a part of a Word document, in order, with everything opened that is only wrapped round it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from extract.readers.docx_controls import Said, said_of
from extract.readers.docx_styles import W
from extract.readers.noticed import Noticed

_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_SDT = f"{W}sdt"
_OPEN = tuple(f"{W}{name}" for name in ("customXml", "smartTag"))
INSERTED = tuple(f"{W}{name}" for name in ("ins", "moveTo"))
DELETED = tuple(f"{W}{name}" for name in ("del", "moveFrom"))


class Wrapped(NamedTuple):
    """An element with what the content controls round it say."""

    element: etree._Element
    hint: bool = False
    tag: str | None = None
    state: bool | None = None

    @property
    def bare(self) -> bool:
        """True where no content control round it says anything."""
        return self[1:] == _BARE


_BARE = (False, None, None)


def flattened(holder: etree._Element, around: Wrapped, noticed: Noticed) -> Iterator[Wrapped]:
    """The children of ``holder`` with content controls, smart tags and insertions opened, deletions left out."""
    for child in holder:
        tag = child.tag
        if tag == _SDT:
            said = said_of(child)
            if said.content is not None:
                yield from flattened(said.content, _inside(said, around), noticed)
        elif tag in _OPEN:
            yield from flattened(child, around, noticed)
        elif tag in INSERTED:
            noticed.tracked = True
            yield from flattened(child, around, noticed)
        elif tag in DELETED:
            noticed.tracked = True
        elif tag == _ALTERNATIVES:
            branch = next(iter(child), None)
            if branch is not None:
                yield from flattened(branch, around, noticed)
        else:
            yield Wrapped(child, around.hint, around.tag, around.state)


def _inside(said: Said, around: Wrapped) -> Wrapped:
    return Wrapped(
        around.element,
        around.hint or said.hint,
        said.tag or around.tag,
        around.state if said.state is None else said.state,
    )

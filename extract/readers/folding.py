"""Pieces of a part that return in a batch, known by their bytes (折叠): forms of one office share most printed cells.

A part is cut where its *units*, the cells of a table, begin.  A unit met before is not parsed again: what was kept of
it is looked up, and a *stub* stands for it in the rest of the part, the *shell*.  A unit is learnt once, parsed alone
under the start tag of the part's own root, so that its prefixes and its encoding mean what they mean in the part.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Generic, NamedTuple, TypeVar, cast

from lxml import etree

from jieyue.safe.guard import RECEIVED, Limits, parse_xml
from jieyue.safe.refusal import Refused

_Kept = TypeVar("_Kept")
_Mould = TypeVar("_Mould")
_HEAD = re.compile(rb"(?:\xef\xbb\xbf)?(?:<\?xml[^<>]*\?>)?\s*<([A-Za-z_][\w.:-]*)\s[^<>]*[^<>/]>")
_PREFIX = re.compile(rb"xmlns[^\s=]*")
_ODD = (b"<!", b"<?")
"""Comments, sections, instructions: what looks like a unit may be something else where these are."""
_LARGEST = 1024 * 1024
"""Bytes of a part beyond which it is read as it is."""
_MOST, _LONGEST = 2 * 1024 * 1024, 8 * 1024
"""Bytes of all pieces that are known under one head, and of one."""
_UNITS, _SHELL = 2000, 64 * 1024
"""Units and bytes of a shell beyond which a table is read as it is."""
_MOULDS = 16
"""Shells of which the moulds are kept under one head."""


class Head(NamedTuple):
    """A part from its beginning to the end of its root's start tag, and the name in that."""

    start: bytes
    root: bytes

    def covers(self, rest: bytes) -> bool:
        """True where ``rest``, the part without its units, makes nothing else of a unit or of a prefix."""
        return not any(odd in rest for odd in _ODD) and (
            b"xmlns" not in rest or set(_PREFIX.findall(self.start)).isdisjoint(_PREFIX.findall(rest))
        )

    def alone(self, units: Iterable[bytes]) -> list[etree._Element] | None:
        """A fence round each of ``units``, parsed apart from their part; None unless each is one whole element."""
        fenced = b"".join([b"<u>%b</u>" % unit for unit in units])
        try:
            fences = list(parse_xml(b"%b%b</%b>" % (self.start, fenced, self.root), ""))
        except Refused:
            return None
        whole = all(len(fence) == 1 and not fence.text and not fence[0].tail for fence in fences)
        return fences if whole else None


def head_of(data: bytes, limits: Limits = RECEIVED) -> Head | None:
    """The head of a part; None for one that is not folded, such as one that may hold more nodes than its limit."""
    found = _HEAD.match(data) if len(data) <= min(_LARGEST, limits.nodes) else None
    return Head(found.group(), found.group(1)) if found else None


class Piece(NamedTuple, Generic[_Kept]):
    """A unit and all behind it as far as the next one: what is kept of the unit, and its stub with what is behind."""

    kept: _Kept
    shell: bytes


class Units(Generic[_Kept]):
    """The pieces known under one head.

    ``cut`` parts a piece into its unit and what is behind it, None where it does not begin with one; ``learn`` says
    what to keep of the unit in a fence, and its stub, None where the unit cannot be told from its bytes alone.
    """

    def __init__(
        self,
        head: Head,
        cut: Callable[[bytes], tuple[bytes, bytes] | None],
        learn: Callable[[etree._Element], tuple[_Kept, bytes] | None],
    ) -> None:
        self._head, self._cut, self._learn = head, cut, learn
        self._known: dict[bytes, Piece[_Kept]] = {}
        self._size = 0

    def pieces(self, cut: list[bytes]) -> list[Piece[_Kept]] | None:
        """What is known of each piece; None where one cannot be known."""
        if len(cut) > _UNITS:
            return None
        known = self._known
        found = [known.get(piece) for piece in cut]
        if None in found:
            self._meet({piece for piece in cut if piece not in known})
            found = [known.get(piece) for piece in cut]
        return None if None in found else cast("list[Piece[_Kept]]", found)

    def _meet(self, new: set[bytes]) -> None:
        """Learns pieces that were not met before."""
        parted = {piece: parts for piece in new if len(piece) <= _LONGEST and (parts := self._cut(piece))}
        fences = self._head.alone(unit for unit, _ in parted.values()) if len(parted) == len(new) else None
        if fences is None:
            return
        self._size += sum(map(len, new))
        if self._size > _MOST:
            self._known.clear()
            self._size = sum(map(len, new))
        for (piece, (_, behind)), fence in zip(parted.items(), fences, strict=True):
            learnt = self._learn(fence)
            if learnt is not None:
                self._known[piece] = Piece(learnt[0], learnt[1] + behind)


class Moulds(Generic[_Mould]):
    """What was made of shells: where the units belong that were cut out of them."""

    def __init__(self) -> None:
        self._made: dict[bytes, _Mould | None] = {}

    def of(self, shell: bytes, make: Callable[[], _Mould | None]) -> _Mould | None:
        """The mould of a shell, made where it is not known; None where there can be none."""
        if shell not in self._made:
            if len(shell) > _SHELL:
                return None
            if len(self._made) >= _MOULDS:
                self._made.clear()
            self._made[shell] = make()
        return self._made[shell]

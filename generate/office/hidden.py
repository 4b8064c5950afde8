"""A part whose texts stand behind signs, one character each, so that what works on it sees its markup alone.

The letters of a batch have one markup and many texts.  What is made of the markup with signs is made for all of them:
:class:`Cast` puts the texts back, to the byte as they were written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from generate.office.shapes import as_read

_FIRST, _MOST = 0xE100, 4096
"""The first of the characters for private use that hide texts, and how many there are."""
_LONGEST = 2_000_000
"""Characters of a part from which on nobody looks whether its texts might be few enough."""
_SIGNS = [chr(_FIRST + number) for number in range(_MOST)]
_SIGNED = [f">{sign}<" for sign in _SIGNS]
_SIGN = re.compile(f"[{_SIGNS[0]}-{_SIGNS[-1]}]")
_TEXT = re.compile(r">(\s*[^<>\s][^<>]*)<")
_UNCERTAIN = re.compile(r"&(?!amp;|lt;|gt;)|[^\t\n\x20-\ud7ff\uf900-\ufffd\U00010000-\U0010ffff]")
"""What a text is not hidden with: entities that a serialiser writes otherwise, and what a person cannot see."""


@dataclass(frozen=True)
class Hidden:
    """A part with signs (``blind``), and the texts behind them in their order as they are written in XML."""

    blind: str
    texts: tuple[str, ...]

    @property
    def signs(self) -> Sequence[str]:
        """The signs that hide the texts."""
        return _SIGNS[: len(self.texts)]

    @cached_property
    def said(self) -> Mapping[int, str]:
        """The texts as people read them by their signs, as ``str.translate`` takes them."""
        return dict(enumerate(map(as_read, self.texts), _FIRST))


def hidden(xml: str) -> Hidden | None:
    """Hides the texts of a part; blank ones stay.  None where one is not certain, or there are too many."""
    if len(xml) > _LONGEST:
        return None
    pieces = _TEXT.split(xml)
    texts = tuple(pieces[1::2])
    if len(texts) > _MOST or _UNCERTAIN.search("".join(texts)):
        return None
    pieces[1::2] = _SIGNED[: len(texts)]
    blind = "".join(pieces)
    return Hidden(blind, texts) if _plain(blind, len(texts)) else None


@lru_cache(maxsize=64)
def _plain(blind: str, count: int) -> bool:
    """Whether a markup has no signs beside ours, no comments, sections or instructions."""
    return "<!" not in blind and blind.rfind("<?") <= 0 and len(_SIGN.findall(blind)) == count


@dataclass(frozen=True, slots=True)
class Cast:
    """A part made of one with signs: what stands between its signs, and which texts these hide."""

    pieces: tuple[bytes, ...]
    numbers: tuple[int, ...]

    @classmethod
    def of(cls, content: bytes) -> Cast:
        """Made of a part in UTF-8."""
        text = content.decode()
        pieces = tuple(piece.encode() for piece in _SIGN.split(text))
        return cls(pieces, tuple(ord(sign) - _FIRST for sign in _SIGN.findall(text)))

    def filled(self, texts: Sequence[str]) -> bytes:
        """The part with these texts in place of the signs."""
        whole = [b""] * (2 * len(self.numbers) + 1)
        whole[::2] = self.pieces
        whole[1::2] = [texts[number].encode() for number in self.numbers]
        return b"".join(whole)

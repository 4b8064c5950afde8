"""Where a title may be broken, and which breaks look best."""

from __future__ import annotations

from collections.abc import Iterable


def broken(words: str, names: Iterable[str] = ()) -> list[str]:
    """The lines of a title."""
    return [words]

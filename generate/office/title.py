"""标题: broken by meaning into a trapezoid or a rhombus (R40)."""

from __future__ import annotations

from collections.abc import Iterable

from generate.office.breaking import broken
from generate.office.wml import BREAK, paragraph, run, text


def title(words: str, names: Iterable[str] = (), *, letter: bool = False) -> str:
    """R40, R84: two lines below the red rule or a letter's items, centred, 2号小标宋; a blank line after it (R42).

    ``names`` are units' names and other words that must stay whole.
    """
    return (
        text("GwLetterTitleGap" if letter else "GwTitleGap", "") * 2
        + title_lines(words, names)
        + text("GwTitleEnd", "")
    )


def title_lines(words: str, names: Iterable[str] = (), style: str = "GwTitle") -> str:
    """The lines of a title alone, in one paragraph."""
    return paragraph(style, BREAK.join(run(line) for line in broken(words, names)))

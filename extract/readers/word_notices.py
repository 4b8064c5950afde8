"""What a Word document's readers noticed on the way, as Problems; alike for docx and doc."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extract.active_content import active_content
from extract.readers.noticed import Noticed
from jieyue.model import Problem
from jieyue.problems import problem

_MOST_NAMED = 20
_SHOWN = 30


def notices(noticed: Noticed, notes: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    """The Problems of what was ``noticed``; ``notes`` are footnotes and endnotes, each with its kind."""
    yield from active_content(noticed.active)
    if noticed.tracked:
        yield problem("tracked-changes", about="file")
    if noticed.hidden:
        yield problem("hidden-content", about="file", what=f"文字“{noticed.hidden[0][:_SHOWN]}”")
    for text in dict.fromkeys(noticed.struck):
        yield problem("content-unplaced", about="file", found=text[:_SHOWN], what="删除线处")
    for text in noticed.boxed:
        yield problem("box-read", about="file", found=text[:_SHOWN])
    unplaced = [*noticed.unplaced, *notes]
    for what, text in [entry for entry in unplaced if entry[1].strip()][:_MOST_NAMED]:
        yield problem("content-unplaced", about="file", found=text.strip()[:_SHOWN], what=what)

"""What a person wrote into a note of 待处理 (手记), kept whatever becomes of the file beside it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

HAND = "—— 本局手记（程序重写说明时保留）——"
_NUMBER = re.compile(r"^\d+\. ")
_SIXTEEN = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def handwritten(path: Path, ours: Iterable[str]) -> tuple[str, ...]:
    """The lines of the note at ``path`` that are in none of the texts ``ours``; all below the line :data:`HAND`."""
    if not path.is_file() or path.is_symlink():
        return ()
    known = {_bare(line) for text in ours for line in text.splitlines()} | {_bare(HAND)}
    return tuple(_foreign(_text_of(path.read_bytes()).splitlines(), known))


def with_handwriting(text: str, lines: Iterable[str]) -> str:
    """A note with a person's lines below it."""
    kept = "\n".join(lines)
    return f"{text}\n{HAND}\n{kept}\n" if kept else text


def _foreign(lines: Iterable[str], known: set[str]) -> Iterator[str]:
    below = False
    for line in lines:
        if _bare(line) == _bare(HAND):
            below = True
        elif line.strip() and (below or _bare(line) not in known):
            yield line.rstrip()


def _bare(line: str) -> str:
    """A line without its number, which changes with what stands before it."""
    return _NUMBER.sub("", line.strip())


def _text_of(data: bytes) -> str:
    """A note as an editor may have saved it: UTF-8, UTF-16 with its mark, or the GBK of an older Windows."""
    if data.startswith(_SIXTEEN):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", errors="replace")

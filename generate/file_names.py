"""Names of files: what a document is called, in a form that every file system takes."""

from __future__ import annotations

import re

_WIDE = str.maketrans(r'\/:*?"<>|', "＼／：＊？＂＜＞｜")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_LONGEST = 180


def file_stem(words: str) -> str:
    """A name every file system takes: signs it cannot hold in their wide forms, at most 180 bytes."""
    name = _UNSAFE.sub("", words.translate(_WIDE)).strip(" .") or "文书"
    return name.encode()[:_LONGEST].decode(errors="ignore")

"""One returned file from its bytes to its Submission: sniff, guard, read, understand."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Sequence
from pathlib import Path

from extract.readers import read
from extract.sniff import recognise, sniff
from extract.understand import understand
from jieyue.formset import FormSet
from jieyue.model import Kind, Source, Submission
from jieyue.problems import problem
from jieyue.safe.guard import file_bytes
from jieyue.safe.package import Package
from jieyue.safe.refusal import Refused, refuse

_UNREAD = "copy-unread"
"""What a reader says of a picture or scan: there is nothing to understand, and a person looks at it."""


def read_file(path: Path, form_sets: Sequence[FormSet]) -> Submission:
    """The Submission of one file; whatever is wrong with the file is one of its Problems."""
    source = Source(path.name, "0" * 64, "unknown")
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            raise refuse("file-unsupported", why="不是普通文件（是文件夹、链接或设备）")
        digest, found, package = _opened(path)
        source = Source(path.name, digest, found)
        document = read(path, found, package)
        if not document.blocks and any(one.code == _UNREAD for one in document.problems):
            return Submission(source, kind=Kind.STAMPED_COPY, problems=document.problems)
        return understand(document, source, form_sets)
    except Refused as refused:
        return Submission(source, problems=(refused.problem,))
    except Exception as fault:  # noqa: BLE001 - the one place: whatever a file does, it is one line of the report
        why = f"出错（{type(fault).__name__}）"
        return Submission(source, problems=(problem("file-poison", about="file", why=why),))


def _opened(path: Path) -> tuple[str, str, Package | None]:
    """Digest, format and package of a file, from one reading of its bytes; one too large for that is read in parts."""
    try:
        data = file_bytes(path)
    except Refused:
        return _digest(path), sniff(path), None
    return hashlib.sha256(data).hexdigest(), *recognise(data)


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()

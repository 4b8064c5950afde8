"""发文字号 that documents in 发文 bear and the ledger does not know.

An older ledger in the place of a lost one, or one made anew from 已归档, would give such a number a second time.
"""

from __future__ import annotations

from pathlib import Path

from generate.lint import number_of
from jieyue.durable import digest
from jieyue.ledger import Ledger
from jieyue.safe.refusal import Refused
from jieyue.workspace import Workspace


def unknown_numbers(workspace: Workspace, ledger: Ledger) -> dict[str, Path]:
    """Each such number and the document that bears it; what the ledger knows to the byte is not opened."""
    written = {(entry.location, entry.sha256) for entry in ledger.documents()}
    given = {entry.number for entry in ledger.numbers()}
    found: dict[str, Path] = {}
    for path in sorted(workspace.outgoing.rglob("*.docx")):
        if not path.is_file() or path.is_symlink():
            continue
        content = path.read_bytes()
        if (path.relative_to(workspace.root).as_posix(), digest(content)) in written:
            continue
        number = _number(content)
        if number and number not in given:
            found.setdefault(number, path)
    return found


def _number(content: bytes) -> str | None:
    try:
        return number_of(content)
    except Refused:
        return None

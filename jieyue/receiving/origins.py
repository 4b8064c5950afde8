"""Where in 收件箱 a file lay, as the ledger keeps it."""

from __future__ import annotations

import os
from pathlib import Path

from jieyue.workspace import Workspace

_RAW = "raw:"


def written_origin(path: str) -> str:
    """A path of 收件箱 as the ledger keeps it; names that are no text (GBK bytes) as ``raw:`` and hexadecimal."""
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return _RAW + os.fsencode(path).hex()
    return path


def path_of_origin(workspace: Workspace, origin: str) -> Path:
    """Where in 收件箱 an origin is."""
    return workspace.inbox / (os.fsdecode(bytes.fromhex(origin[len(_RAW) :])) if origin.startswith(_RAW) else origin)

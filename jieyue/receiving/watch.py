"""Continuous intake: the folder is looked at again and again; folder events get lost, a look does not (T11)."""

from __future__ import annotations

import time
from collections.abc import Callable

from jieyue.receiving.inbox import scan
from jieyue.receiving.intake import Options, intake
from jieyue.receiving.report import IntakeReport
from jieyue.receiving.worker import Reader
from jieyue.workspace import Workspace


def watch(
    workspace: Workspace,
    reader: Reader,
    options: Options,
    tell: Callable[[IntakeReport], None],
    *,
    pause: float = 1.0,
    until: Callable[[], bool] = lambda: False,
) -> None:
    """Takes what arrives, and tells of each intake that saw something new, until told to stop or Ctrl-C."""
    known: frozenset[str] = frozenset()
    while not until():
        stamps = _stamps(workspace)
        if stamps - known:
            tell(intake(workspace, reader, options))
            known = _stamps(workspace)
        time.sleep(pause)


def _stamps(workspace: Workspace) -> frozenset[str]:
    """What lies in 收件箱; files left there for a reason are not taken up again until they change."""
    found, left = scan(workspace.inbox)
    return frozenset(file.stamp for file in found) | frozenset(str(entry.path) for entry in left)

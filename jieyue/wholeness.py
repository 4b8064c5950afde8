"""Whether the ledger is the very file that was last found whole; to check a large one anew takes seconds.

What the system notes of a file (which one it is, its size, when its content and its entry last changed) tells a change
by whatever program.  It does not tell one within the same tick of its clock: a file is known a little after its last
change only.  Whoever writes checks all the same: this spares those who only look.
"""

from __future__ import annotations

import time

from jieyue.derived import Derived, derived
from jieyue.workspace import Workspace

_SMALL = 4 << 20
"""Bytes: a smaller ledger is checked in less time than a person notices."""
_TICK = 50_000_000
"""Nanoseconds: no clock of a file system that keeps parts of a second is coarser."""
_SECOND = 1_000_000_000


class Wholeness:
    """What is known of a workspace's ledger while one command has it open."""

    def __init__(self, workspace: Workspace) -> None:
        self._ledger = workspace.ledger
        self._kept: Derived = derived(workspace, "whole.json")
        self._before = self._state()

    def known(self) -> bool:
        """Whether the ledger is as it was when it was last found whole."""
        return bool(self._before) and self._kept.recall() == self._before

    def note(self, *, written: bool) -> None:
        """The ledger was checked when it was opened; ``written``: what changed since was changed by its holder."""
        now = self._state()
        if not now or (now != self._before and not written):
            return
        if written and time.time_ns() - max(now[2:]) < _TICK:
            time.sleep(_TICK / _SECOND)
        changed = max(now[2:])
        if changed % _SECOND and time.time_ns() - changed > _TICK and now != self._kept.recall():
            self._kept.keep(now)

    def _state(self) -> list[int]:
        """Which file, its size, and when it last changed; empty for a small one, or none."""
        try:
            state = self._ledger.stat()
        except OSError:
            return []
        return [state.st_ino, state.st_size, state.st_mtime_ns, state.st_ctime_ns] if state.st_size > _SMALL else []

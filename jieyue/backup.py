"""Backups of the ledger: made by themselves, checked before they count, and thinned out.

Together with the audit journal a backup of any age is the whole ledger: what came later is carried out from there.
Names begin with the count of transactions, which only grows, whatever the clock does.
"""

from __future__ import annotations

import re
import sqlite3
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from jieyue.durable import make_folder, put_in_place
from jieyue.errors import JieyueError
from jieyue.ledger import Ledger
from jieyue.ledger.sums import verify
from jieyue.workspace import Workspace

EVERY = 3600.0
"""Seconds after which a changed ledger is copied again."""
_LATEST, _DAYS = 8, 30
"""How many of the newest are kept, and how many days of which the last one is."""
_NAME = re.compile(r"台账-(\d{8})-(\d{8})T(\d{6})\.sqlite")


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup: its place, the count of transactions it holds, the day it was made."""

    path: Path
    transactions: int
    day: str


def backups(workspace: Workspace) -> tuple[Backup, ...]:
    """The backups, newest first."""
    named = ((path, _NAME.fullmatch(path.name)) for path in workspace.backups.glob("*.sqlite"))
    found = [Backup(path, int(name[1]), name[2]) for path, name in named if name]
    return tuple(sorted(found, key=lambda one: (one.transactions, one.path.name), reverse=True))


def keep_backup(workspace: Workspace, ledger: Ledger) -> None:
    """Makes a backup when the ledger has changed and the last one is an hour old.  It never stops the work at hand."""
    with suppress(OSError, sqlite3.Error, ValueError, JieyueError):
        if _is_due(workspace, ledger):
            back_up(workspace, ledger)
            thin_out(workspace)


def back_up(workspace: Workspace, ledger: Ledger) -> Path:
    """A copy of the ledger, whole and checked, under its final name; raises when it cannot be."""
    moment = datetime.now().astimezone().strftime("%Y%m%dT%H%M%S")
    target = workspace.backups / f"台账-{ledger.transactions:08d}-{moment}.sqlite"
    make_folder(workspace.backups)

    def copy(path: Path) -> None:
        ledger.copy_to(path)
        check(path)

    put_in_place(target, copy)
    return target


def check(path: Path) -> None:
    """Raises ``sqlite3.Error``, or ``ValueError`` for text that is none, unless a copy of the ledger is whole."""
    copy = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    try:
        verify(copy)
    finally:
        copy.close()


def newest_whole(workspace: Workspace) -> Backup | None:
    """The newest backup that is whole; None where there is none."""
    return next((one for one in backups(workspace) if is_whole(one)), None)


def is_whole(backup: Backup) -> bool:
    """Whether every page and row of a backup is as it was written."""
    try:
        check(backup.path)
    except (sqlite3.Error, ValueError):
        return False
    return True


def thin_out(workspace: Workspace) -> None:
    """Removes backups beyond the newest few and the last one of each of many days."""
    there = backups(workspace)
    last_of_day: dict[str, Backup] = {}
    for one in there:
        last_of_day.setdefault(one.day, one)
    kept = {*there[:_LATEST], *list(last_of_day.values())[:_DAYS]}
    for one in there:
        if one not in kept:
            one.path.unlink(missing_ok=True)


def _is_due(workspace: Workspace, ledger: Ledger) -> bool:
    there = backups(workspace)
    if not there:
        return ledger.transactions > 0
    age = abs(time.time() - there[0].path.stat().st_mtime)
    return ledger.transactions != there[0].transactions and age > EVERY

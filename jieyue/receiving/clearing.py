"""What is safe is removed from 收件箱, and noted: never before what it said is committed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jieyue.ledger import Ledger, Sighting
from jieyue.receiving.archive import remove_each
from jieyue.receiving.inbox import stamp_of
from jieyue.receiving.origins import path_of_origin
from jieyue.workspace import Workspace


def clear(workspace: Workspace, ledger: Ledger, seen: Sequence[Sighting]) -> list[int]:
    """Removes the files of committed sightings; the ids of those that are gone.

    A file that has changed since is another one: it stays, and what was seen is gone.
    """
    if ledger.in_transaction:
        raise RuntimeError("nothing is removed before what it said is committed")
    places = [(one, path_of_origin(workspace, one.origin)) for one in seen if one.stamp]
    lying = {one.id: path for one, path in places if stamp_of(path) == one.stamp}
    held = set(remove_each(dict.fromkeys(lying.values())))
    return [one.id for one in seen if lying.get(one.id) not in held]


def finish(workspace: Workspace, ledger: Ledger) -> set[Path]:
    """Removes all that is safe and still lies in 收件箱, and notes it; the paths that another program still holds."""
    seen = ledger.open_sightings()
    if not seen:
        return set()
    gone = clear(workspace, ledger, seen)
    with ledger.transaction():
        ledger.close_sightings(gone)
    return {path_of_origin(workspace, one.origin) for one in seen if one.id not in gone}

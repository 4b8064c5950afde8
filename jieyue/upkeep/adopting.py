"""Originals that the ledger does not know: entered again by the record beside them, or given back to 收件箱."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from jieyue.durable import free_place, make_folder, sync_folder
from jieyue.ledger import Event, Filed, Ledger, open_ledger
from jieyue.model import Status, Submission
from jieyue.receiving.archive import record_beside
from jieyue.receiving.judge import is_usable
from jieyue.receiving.places import NOTE
from jieyue.receiving.report import ACCEPTED
from jieyue.record import from_record, loads
from jieyue.schema import faults_of
from jieyue.session import register_of
from jieyue.settings import read_settings
from jieyue.units.matching import match
from jieyue.workspace import Workspace

ADOPT = "adopt"
"""The event of a file entered by the record beside it."""


def adopt(workspace: Workspace, path: Path, record: Path, sha256: str) -> str:
    """Enters an archived original by the record beside it; one whose record does not fit goes back to 收件箱."""
    submission = _record(record, sha256)
    with open_ledger(workspace.ledger) as ledger:
        if submission is None or submission.status is not Status.ACCEPTED or ledger.filed(sha256):
            return give_back(workspace, path)
        _enter(workspace, ledger, path, submission)
    return f"已按记录补入台账：{path.relative_to(workspace.root).as_posix()}"


def _record(path: Path, sha256: str) -> Submission | None:
    """The Submission that a record file holds, if it is whole and speaks of those bytes."""
    try:
        record = loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    if faults_of(record, "submission"):
        return None
    submission = from_record(record)
    return submission if submission.source.sha256 == sha256 else None


def _enter(workspace: Workspace, ledger: Ledger, path: Path, submission: Submission) -> None:
    place = path.relative_to(workspace.root).as_posix()
    now = datetime.now().astimezone()
    received = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    filed = Filed(
        sha256=submission.source.sha256,
        seq=0,
        name=submission.source.name,
        received=received,
        outcome=ACCEPTED,
        kind=submission.kind,
        unit=_unit(workspace, submission),
        year=submission.year,
        usable=is_usable(submission),
        location=place,
        submission=submission,
    )
    with ledger.transaction():
        ledger.add_file(filed)
        why = "台账中没有，按已归档的记录补入"
        ledger.add_event(Event(now, "doctor", ADOPT, filed.sha256, filed.name, after=ACCEPTED, why=why))


def _unit(workspace: Workspace, submission: Submission) -> str | None:
    if not submission.unit:
        return None
    settings = read_settings(workspace.settings)
    found = match(submission.unit, register_of(workspace, settings), datetime.now().astimezone().date())
    return found.unit.name if found.unit else None


def give_back(workspace: Workspace, path: Path) -> str:
    """Moves an original to 收件箱, to be taken in again; its record or note goes, since both are made anew."""
    make_folder(workspace.inbox)
    target = free_place(workspace.inbox, path.name, "", set())
    path.replace(target)
    sync_folder(workspace.inbox)
    for beside in (record_beside(path), path.with_name(path.name + NOTE)):
        beside.unlink(missing_ok=True)
    sync_folder(path.parent)
    return f"已放回收件箱：{target.name}"

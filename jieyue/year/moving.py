"""Where a received file and what lies beside it go when people change what becomes of it: copied, then removed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from jieyue.errors import JieyueError
from jieyue.ledger import Filed, Sighting
from jieyue.model import Problem, Severity
from jieyue.receiving.archive import Moves, content_of, folder_of, record_beside
from jieyue.receiving.handwriting import handwritten, with_handwriting
from jieyue.receiving.inbox import stamp_of
from jieyue.receiving.notes import NOTE, note
from jieyue.receiving.report import ACCEPTED
from jieyue.record import dumps, to_record
from jieyue.workspace import Workspace


def tell_anew(workspace: Workspace, filed: Filed, after: Filed, errors: Sequence[Problem]) -> None:
    """The note beside a file that goes on waiting says what is still open; as everywhere, on disk before the commit."""
    place = _note_of(workspace, filed)
    if not place.is_file():
        return
    others = [found for found in after.submission.problems if found.severity is Severity.WARNING]
    text = with_handwriting(_told(after, [*errors, *others]), _by_hand(workspace, filed, after))
    if place.read_bytes() == text.encode("utf-8"):
        return
    moves = Moves(workspace)
    moves.write(place, text)
    moves.carry_out()


def _note_of(workspace: Workspace, filed: Filed) -> Path:
    return _beside(workspace.root / filed.location, NOTE)


def _told(filed: Filed, problems: Sequence[Problem]) -> str:
    return note(filed.name, filed.unit or filed.submission.unit, problems, filed.kind)


def _by_hand(workspace: Workspace, filed: Filed, after: Filed) -> tuple[str, ...]:
    """What people wrote into the note of a file, which was ``filed`` when it was written and is now ``after``."""
    states = (filed, after, replace(filed, unit=None), replace(after, unit=None))
    ours = [_told(one, [*one.submission.problems, *filed.submission.problems]) for one in states]
    return handwritten(_note_of(workspace, filed), ours)


def moved(workspace: Workspace, filed: Filed, after: Filed, errors: Sequence[Problem]) -> tuple[Filed, list[Sighting]]:
    """Copies the original to where it now belongs; what has to leave the old place, once that is committed."""
    old = workspace.root / filed.location
    data, sha256 = content_of(old) if old.is_file() else (b"", "")
    if sha256 != filed.sha256:
        raise JieyueError(f"{filed.location}：原件已被移走或改动；请放回原件，或把改后的文件作为新文件放入收件箱")
    settled = after.outcome == ACCEPTED
    by_hand = _by_hand(workspace, filed, after)
    moves = Moves(workspace)
    folder = folder_of(workspace, after.kind) if settled else workspace.waiting
    target = moves.copy(data, folder, old.name, sha256)
    if settled:
        moves.write(record_beside(target), dumps(to_record(after.submission)))
    else:
        moves.write(_beside(target, NOTE), with_handwriting(_told(after, errors), by_hand))
    if settled and by_hand:
        moves.write(_beside(target, NOTE), with_handwriting(_told(filed, filed.submission.problems), by_hand))
    moves.carry_out()
    gone = (old, _beside(old, NOTE)) if settled else (old, _beside(old, NOTE), record_beside(old))
    places = [path for path in gone if path not in (target, record_beside(target), _beside(target, NOTE))]
    leaving = [_leaving(workspace, path, filed) for path in places if path.is_file()]
    return replace(after, location=target.relative_to(workspace.root).as_posix()), leaving


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def _leaving(workspace: Workspace, path: Path, filed: Filed) -> Sighting:
    origin = f"../{path.relative_to(workspace.root).as_posix()}"
    return Sighting(filed.sha256, filed.name, origin, stamp_of(path) or "", "moved", filed.location)

"""台账: the year's workbook and every record as JSON, written whole; what a clerk changed is never overwritten."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from jieyue.durable import digest_of, free_place, make_folder, move_in, patiently, stage_parts
from jieyue.ledger import DocumentEntry, Event, Filed
from jieyue.model import Kind
from jieyue.receiving.archive import FOLDERS
from jieyue.receiving.report import OUTCOMES
from jieyue.record import loads
from jieyue.score import POLICY_WORDS
from jieyue.year.attention import is_stale
from jieyue.year.decided import ACTIONS, ASIDE, DISMISS, DRAW
from jieyue.year.story import about_words
from jieyue.year.yearbook import Desk

if TYPE_CHECKING:
    from generate.workbook_content import Change, Issued, Received

KIND = "台账"
"""What the ledger calls an exported workbook."""
RECORDS = "记录.jsonl"
_WORDS = {**OUTCOMES, **POLICY_WORDS, ASIDE: ACTIONS[DISMISS]}
_EDITED = "（人工修改）"


@dataclass(frozen=True, slots=True)
class Exported:
    """One file written; ``kept`` is where a copy changed by hand now lies."""

    path: Path
    kept: Path | None = None


def export(desk: Desk, at: datetime) -> tuple[Exported, ...]:
    """Writes both files and enters them in the ledger; the caller holds the workspace.

    The same ledger and the same day give the same bytes.
    """
    folder = desk.session.workspace.exports
    make_folder(folder)
    year = desk.session.settings.year
    workbook = _put(desk, folder / f"{year}年度节约型机关创建台账.xlsx", (workbook_of(desk),), at)
    records = _put(desk, folder / RECORDS, records_of(desk), at)
    return workbook, records


def workbook_of(desk: Desk) -> bytes:
    """The 台账 as bytes."""
    from generate.workbook import ledger_workbook

    return ledger_workbook(
        desk.book(),
        desk.settings,
        desk.session.form_set,
        tuple(_changes(desk)),
        tuple(_documents(desk)),
        tuple(_received(desk)),
    )


def records_of(desk: Desk) -> Iterator[bytes]:
    """Every record as read, one JSON object a line, in the order received."""
    for _, _, record in desk.session.ledger.records():
        yield f"{record}\n".encode()


def _received(desk: Desk) -> Iterator[Received]:
    from generate.workbook_content import Received

    for one in desk.shelf.files:
        left = desk.shelf.open_problems(one)
        note = "" if one.outcome == "accepted" else "；".join(found.message for found in left[:3])
        yield Received(
            one.received,
            one.name,
            one.unit,
            FOLDERS[one.kind],
            desk.gists.format(one),
            _outcome(desk, one),
            one.sha256,
            len(left),
            note,
        )


def _outcome(desk: Desk, filed: Filed) -> str:
    if desk.shelf.is_aside(filed):
        return "存档不计"
    if filed.unit and filed.kind is not Kind.UNKNOWN and filed.usable:
        return OUTCOMES[filed.outcome] + ("" if desk.shelf.in_use(filed.unit, filed.kind) == filed else "（未采用）")
    return OUTCOMES[filed.outcome]


def _changes(desk: Desk) -> Iterator[Change]:
    files = {one.sha256: one for one in desk.shelf.files}
    for event in desk.shelf.events:
        if event.action != "receive":
            yield _change(event, files)


def _change(event: Event, files: dict[str, Filed]) -> Change:
    from generate.workbook_content import Change

    filed = files.get(event.target)
    unit = filed.unit if filed else event.target
    undone = f"撤销第{event.undoes}号：" if event.undoes else ""
    about = f"{undone}{about_words(event.about)}" if event.about or undone else (filed.name if filed else None)
    before, after = (_name(value, files) for value in (event.before, event.after))
    if event.action == DRAW and event.after:
        after = "、".join(loads(event.after))
    action = ACTIONS.get(event.action, event.action)
    return Change(event.at, event.who, action, unit, about, before, after, event.why)


def _name(value: str | None, files: dict[str, Filed]) -> str | None:
    """A value as a person reads it: a file by its name."""
    filed = files.get((value or "").partition(" ")[0])
    return filed.name if filed else _WORDS.get(value or "", value)


def _documents(desk: Desk) -> Iterator[Issued]:
    from generate.workbook_content import Issued

    events = desk.shelf.events
    for one in desk.session.ledger.documents():
        if one.kind != KIND:
            path = Path(one.location)
            yield Issued(one.at, one.kind, path.stem, one.number, one.location, one.unit, _state(one, events))


def _state(document: DocumentEntry, events: Sequence[Event]) -> str:
    if is_stale(document, events):
        return "已过期"
    return "草稿" if document.draft else "正式"


def _put(desk: Desk, path: Path, content: Iterable[bytes], at: datetime) -> Exported:
    location = path.relative_to(desk.session.workspace.root).as_posix()
    ledger = desk.session.ledger
    noted = [one for one in ledger.documents() if one.location == location]
    staged, sha256 = stage_parts(path.parent, content)
    try:
        kept = _kept(path, {sha256, *(one.sha256 for one in noted)}) if path.exists() else None
    except BaseException:
        staged.unlink(missing_ok=True)
        raise
    move_in(staged, path)
    entry = DocumentEntry(0, at, KIND, None, None, desk.as_of, location, sha256, draft=False, stale=False)
    if not entry.says_no_more_than(noted[-1] if noted else None):
        ledger.record_document(entry)
    return Exported(path, kept)


def _kept(path: Path, ours: set[str]) -> Path | None:
    """Where a file that a person changed now lies; None for one that this program wrote."""
    found = patiently(lambda: digest_of(path), path)
    if found in ours:
        return None
    kept = free_place(path.parent, f"{path.stem}{_EDITED}{path.suffix}", found, set())
    patiently(lambda: path.replace(kept), path)
    return kept

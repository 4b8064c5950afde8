"""A received file read again because a person asks: one that killed its reader, or that a better reader now reads."""

from __future__ import annotations

from dataclasses import replace

from jieyue.durable import digest
from jieyue.errors import JieyueError
from jieyue.ledger import Event, Filed, Ledger, open_ledger
from jieyue.model import Severity, Source, Submission
from jieyue.problems import problem
from jieyue.receiving.intake import desk_of, readers_of
from jieyue.receiving.judge import Judged, judge
from jieyue.receiving.options import Options
from jieyue.receiving.report import IntakeFile
from jieyue.receiving.versions import beside
from jieyue.receiving.worker import Job, Reader
from jieyue.workspace import Workspace, hold
from jieyue.year.decided import CORRECT
from jieyue.year.moving import tell_anew
from jieyue.year.people import Office, find_file, settle

RETRY = "retry"
"""The event of a file read again."""


def retry(workspace: Workspace, reader: Reader, name: str, options: Options) -> IntakeFile:
    """Reads the file meant by ``name`` (as in :func:`jieyue.year.people.find_file`) again; what became of it.

    People's corrections and decisions stand; only what was read is replaced, and both are in the trail.
    """
    with hold(workspace, options.who), open_ledger(workspace.ledger) as ledger:
        desk = desk_of(workspace, options, ledger)
        filed = find_file(ledger, name)
        submission, died = _read(workspace, filed, reader, options)
        judged = judge(submission, desk)
        corrected = {event.target for event in ledger.standing(CORRECT)}
        judged = beside(judged, _earlier(ledger, filed, judged), desk.form_set, corrected)
        found = judged.submission
        again = replace(
            filed,
            submission=found,
            kind=found.kind,
            unit=judged.unit,
            year=found.year,
            usable=judged.usable,
        )
        tell_anew(workspace, filed, again, [one for one in found.problems if one.severity is Severity.ERROR])
        _enter(ledger, filed, again, died, options)
        after = settle(Office(workspace, ledger, desk.form_set), again)
        return IntakeFile(after.name, after.outcome, after.unit or found.unit, found.problems, location=after.location)


def _read(workspace: Workspace, filed: Filed, reader: Reader, options: Options) -> tuple[Submission, str]:
    path = workspace.root / filed.location
    if not path.is_file() or digest(path.read_bytes()) != filed.sha256:
        raise JieyueError(f"{filed.location}：原件已被移走或改动；请放回原件，或把改后的文件作为新文件放入收件箱")
    with readers_of(reader, options) as readers:
        (reading,) = readers.read([Job(path, filed.name, filed.sha256)])
    if reading.submission is None:
        source = Source(filed.name, filed.sha256, "unknown")
        return Submission(source, problems=(problem("file-poison", about="file", why=reading.died),)), reading.died
    return reading.submission, ""


def _earlier(ledger: Ledger, filed: Filed, judged: Judged) -> list[Filed]:
    """What its unit sent of its kind before this file."""
    files = ledger.of_unit(judged.unit, judged.submission.kind) if judged.unit else ()
    return [one for one in files if one.seq < filed.seq]


def _enter(ledger: Ledger, before: Filed, after: Filed, died: str, options: Options) -> None:
    at = options.clock()
    with ledger.transaction():
        ledger.forget_poison(before.sha256)
        if died:
            ledger.add_poison(before.sha256, died, at)
        ledger.change_file(after)
        ledger.add_event(Event(at, options.who, RETRY, before.sha256, before.name, why="按人工要求重新读取"))

"""Intake: what is dropped into 收件箱 becomes records, and the originals rest where they belong.

A file in 收件箱 is recognised by its bytes, read once by a capped process, judged by register and calendar, and filed:
accepted, duplicate, waiting for a person, or left alone with its reason.  Nothing dropped is removed from 收件箱 until
what it said is safe.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from jieyue.archive import BUNDLES, DUPLICATES, Moves, folder_of, record_beside, remove, sweep
from jieyue.arrivals import Arrival, Parcel, parcel, path_of_origin
from jieyue.errors import JieyueError
from jieyue.inbox import Found, LeftAlone, settled, stamp_of
from jieyue.judge import Desk, Judged, judge
from jieyue.ledger import Event, Filed, Ledger, Sighting, open_ledger
from jieyue.model import Kind, Level, Problem, Source, Status, Submission
from jieyue.notes import NOTE, note
from jieyue.problems import problem
from jieyue.record import dumps, to_record
from jieyue.register import Register, read_register
from jieyue.report import ACCEPTED, DUPLICATE, IGNORED, REVIEW, IntakeFile, IntakeReport
from jieyue.session import form_set_of
from jieyue.settings import read_settings
from jieyue.worker import SECONDS, Elsewhere, Reader, Readers, Reading
from jieyue.workspace import Workspace, hold

Progress = Callable[[int, int, str], None]
_BATCH = 64
_LEVELS = {Level.PROVINCE: "省级", Level.CITY: "市级", Level.COUNTY: "县级"}
_CLASSIFIED = "classified-marking"


@dataclass(frozen=True)
class Options:
    """How an intake runs.  ``clock`` tells the time of receipt; ``progress`` hears (done, all, name)."""

    workers: int = 2
    seconds: float = SECONDS
    executor: Executor | None = None
    who: str = "收件"
    clock: Callable[[], datetime] = lambda: datetime.now().astimezone()
    progress: Progress = lambda _done, _all, _name: None


def intake(workspace: Workspace, reader: Reader, options: Options = Options()) -> IntakeReport:
    """Takes everything that lies in 收件箱 now.

    Raises ``WorkspaceBusy``, ``LedgerDamaged`` or another :class:`JieyueError` when it cannot work; what was already
    filed stays filed, the rest stays in 收件箱, and a later run goes on.
    """
    with hold(workspace, options.who), open_ledger(workspace.ledger) as ledger:
        try:
            return _take_all(workspace, ledger, reader, options)
        except OSError as error:
            raise JieyueError(
                f"{error.filename or workspace.root}：写不了（{error.strerror}）；{_TRY_AGAIN}"
            ) from error
        except (sqlite3.Error, MemoryError) as error:
            raise JieyueError(f"{workspace.root}：无法继续（{error}）；{_TRY_AGAIN}") from error


_TRY_AGAIN = "请检查磁盘空间和权限后重试，已收的不受影响，未收的仍在收件箱"


def _take_all(workspace: Workspace, ledger: Ledger, reader: Reader, options: Options) -> IntakeReport:
    sweep(workspace)
    stuck = finish(workspace, ledger)
    found, left = settled(workspace.inbox)
    waiting = [file for file in found if file.path not in stuck]
    files = [_left_alone(entry) for entry in left]
    files += [IntakeFile(file.name, IGNORED, reason=_STUCK) for file in found if file.path in stuck]
    desk = _desk(workspace, options)
    done = 0
    with _readers(reader, options) as readers:
        for batch in _batches(workspace, waiting):
            files += Round(workspace, ledger, desk, options).take(batch, readers)
            done += sum(len(one.arrivals) if not one.bundle else 1 for one in batch)
            options.progress(done, len(waiting), batch[-1].arrivals[-1].name)
    return IntakeReport(tuple(files))


_STUCK = "已经收妥，但原件正被其他程序打开，未能移走；请先关闭该文件"


def _readers(reader: Reader, options: Options) -> Readers | Elsewhere:
    if options.executor:
        return Elsewhere(reader, options.executor, options.seconds)
    return Readers(reader, options.workers, options.seconds)


def _desk(workspace: Workspace, options: Options) -> Desk:
    settings = read_settings(workspace.settings)
    register = read_register(workspace.register, _LEVELS[settings.level]) if workspace.register.exists() else Register()
    return Desk(register, settings, form_set_of(workspace, settings), options.clock().date())


def _batches(workspace: Workspace, found: list[Found]) -> Iterator[list[Parcel]]:
    batch: list[Parcel] = []
    for file in found:
        if stamp_of(file.path) != file.stamp:
            continue
        batch.append(parcel(workspace, file))
        if sum(len(one.arrivals) for one in batch) >= _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _left_alone(entry: LeftAlone) -> IntakeFile:
    return IntakeFile(entry.name, IGNORED, reason=entry.reason)


def finish(workspace: Workspace, ledger: Ledger) -> set[Path]:
    """Removes from 收件箱 what an earlier run made safe; the paths that another program still holds."""
    stuck: set[Path] = set()
    closed: list[int] = []
    for seen in ledger.open_sightings():
        path = path_of_origin(workspace, seen.origin)
        try:
            if stamp_of(path) == seen.stamp:
                remove([path])
            closed.append(seen.id)
        except JieyueError:
            stuck.add(path)
    if closed:
        with ledger.transaction():
            ledger.close_sightings(closed)
    return stuck


@dataclass
class Round:
    """One fsync round: up to a batch of files, planned, made durable, committed, and only then removed."""

    workspace: Workspace
    ledger: Ledger
    desk: Desk
    options: Options
    files: list[IntakeFile] = field(default_factory=list)
    filed: list[Filed] = field(default_factory=list)
    sightings: list[Sighting] = field(default_factory=list)
    poisoned: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.moves = Moves(self.workspace)
        self.names = self.ledger.first_names()
        self.earlier = self.ledger.names_by_unit()

    def take(self, batch: list[Parcel], readers: Readers | Elsewhere) -> list[IntakeFile]:
        """Files the batch; what became of each file."""
        readings = self._read(batch, readers)
        for one in batch:
            self._plan(one, readings)
        self.moves.carry_out()
        self._commit()
        finish(self.workspace, self.ledger)
        return self.files

    def _read(self, batch: list[Parcel], readers: Readers | Elsewhere) -> dict[str, Submission]:
        """What each new content says, by sha256."""
        poison = self.ledger.poison()
        wanted: dict[Path, Arrival] = {}
        found: dict[str, Submission] = {}
        for arrival in (arrival for one in batch for arrival in one.arrivals):
            if arrival.reason or arrival.sha256 in self.names or arrival.sha256 in found:
                continue
            if arrival.refusal:
                found[arrival.sha256] = _unread(arrival, arrival.refusal)
            elif arrival.sha256 in poison:
                found[arrival.sha256] = _poisoned(arrival, poison[arrival.sha256])
            elif arrival.sha256 not in {other.sha256 for other in wanted.values()}:
                wanted[arrival.staged] = arrival
        for reading in readers.read(list(wanted)):
            arrival = wanted[reading.path]
            found[arrival.sha256] = self._said(arrival, reading)
        return found

    def _said(self, arrival: Arrival, reading: Reading) -> Submission:
        if reading.submission is None:
            self.poisoned[arrival.sha256] = reading.died
            return _poisoned(arrival, reading.died)
        source = Source(arrival.name, arrival.sha256, reading.submission.source.format)
        return replace(reading.submission, source=source)

    def _plan(self, one: Parcel, readings: dict[str, Submission]) -> None:
        marked = [arrival for arrival in one.arrivals if _is_classified(readings.get(arrival.sha256))]
        if marked:
            self._leave(one, readings)
            return
        for arrival in one.arrivals:
            if arrival.reason:
                self.files.append(IntakeFile(arrival.name, IGNORED, reason=arrival.reason))
            elif arrival.sha256 in self.names:
                self._duplicate(arrival)
            else:
                self._file(arrival, judge(readings[arrival.sha256], self.desk, self.earlier))
        if one.bundle:
            folder = self.workspace.archive / BUNDLES
            target = self.moves.place(one.bundle.staged, folder, one.bundle.name, one.bundle.sha256)
            self._sight(one.bundle, "bundle", target)

    def _leave(self, one: Parcel, readings: dict[str, Submission]) -> None:
        """Classified papers are not handled here: the file, or the whole zip, stays where it was."""
        for arrival in one.arrivals:
            said = readings.get(arrival.sha256)
            problems = said.problems if said and _is_classified(said) else ()
            reason = "标有密级，未收，仍在原处" if problems else "同一压缩包内有涉密文件，未收，仍在原处"
            self.files.append(IntakeFile(arrival.name, IGNORED, problems=problems, reason=reason))
            arrival.staged.unlink(missing_ok=True)
        if one.bundle:
            one.bundle.staged.unlink(missing_ok=True)

    def _duplicate(self, arrival: Arrival) -> None:
        first = self.names[arrival.sha256]
        target = self.moves.place(arrival.staged, self.workspace.archive / DUPLICATES, arrival.name, arrival.sha256)
        self._sight(arrival, DUPLICATE, target)
        found = problem("duplicate-file", about="file", found=first)
        self.files.append(IntakeFile(arrival.name, DUPLICATE, None, (found,), location=self._relative(target)))

    def _file(self, arrival: Arrival, judged: Judged) -> None:
        submission = judged.submission
        accepted = submission.status is Status.ACCEPTED
        outcome = ACCEPTED if accepted else REVIEW
        folder = folder_of(self.workspace, submission.kind) if accepted else self.workspace.waiting
        target = self.moves.place(arrival.staged, folder, arrival.name, arrival.sha256)
        if accepted:
            self.moves.write(record_beside(target), dumps(to_record(submission)))
        else:
            text = note(arrival.name, judged.unit or submission.unit, submission.problems)
            self.moves.write(target.with_name(target.name + NOTE), text)
        self._enter(arrival, judged, outcome, target)

    def _enter(self, arrival: Arrival, judged: Judged, outcome: str, target: Path) -> None:
        submission, place = judged.submission, self._relative(target)
        self.names[arrival.sha256] = arrival.name
        if judged.unit:
            self.earlier.setdefault((judged.unit, submission.kind.value), []).append(arrival.name)
        self.filed.append(
            Filed(
                arrival.sha256,
                0,
                arrival.name,
                self.options.clock(),
                outcome,
                submission.kind,
                judged.unit,
                submission.year,
                judged.usable,
                place,
                submission,
            )
        )
        self._sight(arrival, outcome, target)
        self.files.append(
            IntakeFile(arrival.name, outcome, judged.unit or submission.unit, submission.problems, location=place)
        )

    def _sight(self, arrival: Arrival, outcome: str, target: Path) -> None:
        place = self._relative(target)
        self.sightings.append(Sighting(arrival.sha256, arrival.name, arrival.origin, arrival.stamp, outcome, place))

    def _relative(self, path: Path) -> str:
        return path.relative_to(self.workspace.root).as_posix()

    def _commit(self) -> None:
        at = self.options.clock()
        with self.ledger.transaction():
            for filed in self.filed:
                self.ledger.add_file(filed)
                self.ledger.add_event(
                    Event(at, self.options.who, "receive", filed.sha256, filed.name, after=filed.outcome)
                )
            for seen in self.sightings:
                self.ledger.add_sighting(seen, at)
            for sha256, why in self.poisoned.items():
                self.ledger.add_poison(sha256, why, at)


def _unread(arrival: Arrival, found: Problem) -> Submission:
    return Submission(Source(arrival.name, arrival.sha256, "unknown"), kind=Kind.UNKNOWN, problems=(found,))


def _poisoned(arrival: Arrival, why: str) -> Submission:
    return _unread(arrival, problem("file-poison", about="file", why=why))


def _is_classified(submission: Submission | None) -> bool:
    return submission is not None and any(found.code == _CLASSIFIED for found in submission.problems)

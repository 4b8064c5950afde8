"""One fsync round of an intake: up to a batch of files read, judged, made durable, committed, and only then removed.

While the files of one round are read by other processes, the round before is filed and the next one copied.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from concurrent.futures import Future, wait
from dataclasses import dataclass, field, replace
from pathlib import Path

from jieyue.archive import BUNDLES, DUPLICATES, Moves, folder_of, record_beside, remove_each
from jieyue.arrivals import Arrival, Parcel, path_of_origin
from jieyue.inbox import stamp_of
from jieyue.judge import Desk, Judged, judge
from jieyue.ledger import Event, Filed, Ledger, Sighting
from jieyue.model import Kind, Problem, Source, Status, Submission
from jieyue.notes import NOTE, note
from jieyue.options import Options
from jieyue.places import Places
from jieyue.problems import problem
from jieyue.record import dumps
from jieyue.report import ACCEPTED, DUPLICATE, IGNORED, REVIEW, IntakeFile
from jieyue.stamped import beside
from jieyue.worker import Elsewhere, Reading
from jieyue.workspace import Workspace

CLASSIFIED = "classified-marking"
_MARKED = "标有密级，未收，仍在原处"
_AMONG_MARKED = "同一压缩包内有涉密文件，未收，仍在原处"


@dataclass
class Run:
    """What the rounds of one intake share: what is known, what was asked, and how far it has come."""

    workspace: Workspace
    ledger: Ledger
    desk: Desk
    options: Options
    readers: Elsewhere
    total: int = 0
    done: int = 0
    places: Places = field(default_factory=Places)
    asked: dict[str, Future[Reading]] = field(default_factory=dict)
    said: dict[str, Submission] = field(default_factory=dict)
    held: set[Path] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.names = self.ledger.first_names()
        self.earlier = self.ledger.names_by_unit()
        self.poison = self.ledger.poison()

    def tell(self, name: str = "") -> None:
        """Says how far it has come."""
        self.options.progress(self.done, self.total, name)


class Round:
    """Up to a batch of files; :meth:`ask` when they are copied, :meth:`file` when it is their turn."""

    def __init__(self, run: Run, batch: list[Parcel]) -> None:
        self._run = run
        self._batch = batch
        self._moves = Moves(run.workspace, run.places)
        self._files: list[IntakeFile] = []
        self._filed: list[tuple[Filed, str]] = []
        self._seen: list[Sighting] = []
        self._poisoned: dict[str, str] = {}

    def ask(self) -> None:
        """Has the readers begin."""
        run = self._run
        for arrival in self._arrivals():
            sha256 = arrival.sha256
            if arrival.reason or sha256 in run.names or sha256 in run.said or sha256 in run.asked:
                continue
            if arrival.refusal:
                run.said[sha256] = _unread(arrival, arrival.refusal)
            elif sha256 in run.poison:
                run.said[sha256] = _poisoned(arrival, run.poison[sha256])
            else:
                run.asked[sha256] = run.readers.ask(arrival.staged)

    def file(self) -> list[IntakeFile]:
        """Files the batch, durably; what became of each file."""
        for arrival in self._arrivals():
            self._hear(arrival)
        for one in self._batch:
            self._plan(one)
        self._moves.carry_out()
        self._commit()
        self._run.held |= remove_seen(self._run.workspace, self._run.ledger, self._run.held)
        self._run.done += len(self._batch)
        self._run.tell(self._batch[-1].whole.name)
        return self._files

    def _arrivals(self) -> Iterable[Arrival]:
        return (arrival for one in self._batch for arrival in one.arrivals)

    def _hear(self, arrival: Arrival) -> None:
        """Waits for what the file says; meanwhile people see that the program lives."""
        future = self._run.asked.pop(arrival.sha256, None)
        if future is None:
            return
        while not wait([future], timeout=0.9).done:
            self._run.tell(arrival.name)
        reading = future.result()
        if reading.submission is None:
            self._poisoned[arrival.sha256] = reading.died
            self._run.said[arrival.sha256] = _poisoned(arrival, reading.died)
            return
        source = Source(arrival.name, arrival.sha256, reading.submission.source.format)
        self._run.said[arrival.sha256] = replace(reading.submission, source=source)

    def _plan(self, one: Parcel) -> None:
        run = self._run
        if any(_is_classified(run.said.get(arrival.sha256)) for arrival in one.arrivals):
            self._leave(one)
            return
        for arrival in one.arrivals:
            if arrival.reason:
                arrival.staged.unlink(missing_ok=True)
                self._files.append(IntakeFile(arrival.name, IGNORED, reason=arrival.reason))
            elif arrival.sha256 in run.names:
                self._duplicate(arrival)
            else:
                self._enter(arrival, self._judged(run.said.pop(arrival.sha256)))
        if one.bundle:
            folder = run.workspace.archive / BUNDLES
            self._sight(one.bundle, "bundle", self._place(one.bundle, folder))

    def _judged(self, submission: Submission) -> Judged:
        """The record judged by register and calendar, and beside what its unit sent before."""
        run = self._run
        judged = judge(submission, run.desk, run.earlier)
        if not judged.unit or (judged.unit, submission.kind.value) not in run.earlier:
            return judged
        mine = (judged.unit, submission.kind)
        now = [filed for filed, _ in self._filed if (filed.unit, filed.kind) == mine]
        return beside(judged, [one.submission for one in (*run.ledger.of_unit(*mine), *now)], run.desk.form_set)

    def _leave(self, one: Parcel) -> None:
        """Classified papers are not handled here: the file, or the whole zip, stays where it was."""
        for arrival in one.arrivals:
            said = self._run.said.get(arrival.sha256)
            problems = said.problems if said and _is_classified(said) else ()
            reason = _MARKED if problems else _AMONG_MARKED
            self._files.append(IntakeFile(arrival.name, IGNORED, problems=problems, reason=reason))
        one.drop()

    def _duplicate(self, arrival: Arrival) -> None:
        target = self._place(arrival, self._run.workspace.archive / DUPLICATES)
        self._sight(arrival, DUPLICATE, target)
        found = problem("duplicate-file", about="file", found=self._run.names[arrival.sha256])
        self._files.append(IntakeFile(arrival.name, DUPLICATE, None, (found,), location=self._relative(target)))

    def _enter(self, arrival: Arrival, judged: Judged) -> None:
        submission, record = judged.submission, dumps(judged.record)
        outcome = ACCEPTED if submission.status is Status.ACCEPTED else REVIEW
        target = self._rest(arrival, judged, record, outcome)
        self._remember(arrival, judged)
        filed = Filed(
            sha256=arrival.sha256,
            seq=0,
            name=arrival.name,
            received=self._run.options.clock(),
            outcome=outcome,
            kind=submission.kind,
            unit=judged.unit,
            year=submission.year,
            usable=judged.usable,
            location=self._relative(target),
            submission=submission,
        )
        self._filed.append((filed, record))
        self._sight(arrival, outcome, target)
        unit = judged.unit or submission.unit
        self._files.append(IntakeFile(arrival.name, outcome, unit, submission.problems, location=filed.location))

    def _rest(self, arrival: Arrival, judged: Judged, record: str, outcome: str) -> Path:
        """Plans where the original rests, and its record or its note beside it."""
        submission, workspace = judged.submission, self._run.workspace
        if outcome == ACCEPTED:
            target = self._place(arrival, folder_of(workspace, submission.kind))
            self._moves.write(record_beside(target), record)
            return target
        target = self._place(arrival, workspace.waiting)
        text = note(arrival.name, judged.unit or submission.unit, submission.problems, submission.kind)
        self._moves.write(target.with_name(target.name + NOTE), text)
        return target

    def _remember(self, arrival: Arrival, judged: Judged) -> None:
        self._run.names[arrival.sha256] = arrival.name
        if judged.unit:
            key = (judged.unit, judged.submission.kind.value)
            self._run.earlier.setdefault(key, []).append(arrival.name)

    def _place(self, arrival: Arrival, folder: Path) -> Path:
        return self._moves.place(arrival.staged, folder, arrival.name, arrival.sha256)

    def _sight(self, arrival: Arrival, outcome: str, target: Path) -> None:
        place = self._relative(target)
        self._seen.append(Sighting(arrival.sha256, arrival.name, arrival.origin, arrival.stamp, outcome, place))

    def _relative(self, path: Path) -> str:
        return path.relative_to(self._run.workspace.root).as_posix()

    def _commit(self) -> None:
        at, who, ledger = self._run.options.clock(), self._run.options.who, self._run.ledger
        with ledger.transaction():
            close_removed(self._run.workspace, ledger)
            for filed, record in self._filed:
                ledger.add_file(filed, record)
                ledger.add_event(Event(at, who, "receive", filed.sha256, filed.name, after=filed.outcome))
            for seen in self._seen:
                ledger.add_sighting(seen, at)
            for sha256, why in self._poisoned.items():
                ledger.add_poison(sha256, why, at)


def remove_seen(workspace: Workspace, ledger: Ledger, held: Set[Path] = frozenset()) -> set[Path]:
    """Removes from 收件箱 what is safe; the paths that another program holds. (``held``: not tried again)."""
    if ledger.in_transaction:
        raise RuntimeError("nothing is removed before what it said is committed")
    paths = {path_of_origin(workspace, seen.origin) for seen in _lying(workspace, ledger)}
    return set(remove_each(sorted(paths - held)))


def close_removed(workspace: Workspace, ledger: Ledger) -> None:
    """Notes what is gone from 收件箱, in the caller's transaction."""
    lying = {seen.id for seen in _lying(workspace, ledger)}
    ledger.close_sightings(seen.id for seen in ledger.open_sightings() if seen.id not in lying)


def _lying(workspace: Workspace, ledger: Ledger) -> list[Sighting]:
    """Files that are safe and still lie in 收件箱 as they were."""
    return [
        seen
        for seen in ledger.open_sightings()
        if seen.stamp and stamp_of(path_of_origin(workspace, seen.origin)) == seen.stamp
    ]


def _unread(arrival: Arrival, found: Problem) -> Submission:
    return Submission(Source(arrival.name, arrival.sha256, "unknown"), kind=Kind.UNKNOWN, problems=(found,))


def _poisoned(arrival: Arrival, why: str) -> Submission:
    return _unread(arrival, problem("file-poison", about="file", why=why))


def _is_classified(submission: Submission | None) -> bool:
    return submission is not None and any(found.code == CLASSIFIED for found in submission.problems)

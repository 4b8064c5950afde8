"""One fsync round of an intake: up to a batch of files read, judged, made durable, committed, and only then removed.

While the files of one round are read by other processes, the round before is filed and the next one copied.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from jieyue.ledger import Event, Filed, Ledger, Sighting
from jieyue.model import Kind, Problem, Source, Status, Submission
from jieyue.problems import problem
from jieyue.receiving.archive import BUNDLES, DUPLICATES, Moves, folder_of, record_beside
from jieyue.receiving.arrivals import Arrival, Parcel
from jieyue.receiving.clearing import clear
from jieyue.receiving.judge import Desk, Judged, judge
from jieyue.receiving.notes import NOTE, note
from jieyue.receiving.options import Options
from jieyue.receiving.places import Places
from jieyue.receiving.pulse import Pulse
from jieyue.receiving.reading import Reading
from jieyue.receiving.report import ACCEPTED, DUPLICATE, IGNORED, REVIEW, IntakeFile
from jieyue.receiving.versions import beside
from jieyue.receiving.worker import Elsewhere, Job, heard
from jieyue.workspace import Workspace

CLASSIFIED = "classified-marking"
_MARKED = "标有密级，未收，仍在原处"
_AMONG_MARKED = "同一压缩包内有涉密文件，未收，仍在原处"

Said = tuple[Submission, str]
"""What a file says, and its record where its reader has written it."""


@dataclass
class Run:
    """What the rounds of one intake share: what is known, what was asked, and how far it has come."""

    workspace: Workspace
    ledger: Ledger
    open_desk: Callable[[], Desk]
    options: Options
    readers: Elsewhere
    pulse: Pulse
    total: int = 0
    done: int = 0
    places: Places = field(default_factory=Places)
    asked: dict[str, Future[Reading]] = field(default_factory=dict)
    said: dict[str, Said] = field(default_factory=dict)
    gone: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.names = self.ledger.first_names()
        self.earlier = self.ledger.units_heard()
        self.poison = self.ledger.poison()

    @cached_property
    def desk(self) -> Desk:
        """What files are judged by; laid out while the first ones are read."""
        return self.open_desk()


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
                run.asked[sha256] = run.readers.ask(Job(arrival.staged, arrival.name, sha256))

    def file(self) -> list[IntakeFile]:
        """Files the batch, durably; what became of each file."""
        desk = self._run.desk
        for arrival in self._arrivals():
            self._hear(arrival)
        for one in self._batch:
            self._plan(one, desk)
        self._moves.carry_out()
        sightings = self._commit()
        self._run.gone = clear(self._run.workspace, self._run.ledger, sightings)
        self._run.done += len(self._batch)
        self._note(self._batch[-1].whole.name)
        self._run.pulse.tell()
        return self._files

    def _arrivals(self) -> Iterable[Arrival]:
        return (arrival for one in self._batch for arrival in one.arrivals)

    def _hear(self, arrival: Arrival) -> None:
        """Waits for what the file says."""
        asked = self._run.asked.pop(arrival.sha256, None)
        if asked is None:
            return
        self._note(arrival.name)
        reading = heard(asked)
        if reading.submission:
            self._run.said[arrival.sha256] = (reading.submission, reading.record)
        else:
            self._poisoned[arrival.sha256] = reading.died
            self._run.said[arrival.sha256] = _poisoned(arrival, reading.died)

    def _note(self, name: str) -> None:
        self._run.pulse.note(self._run.done, self._run.total, name)

    def _plan(self, one: Parcel, desk: Desk) -> None:
        run = self._run
        if any(_marks(run.said.get(arrival.sha256)) for arrival in one.arrivals):
            self._leave(one)
            return
        for arrival in one.arrivals:
            if arrival.reason:
                arrival.staged.unlink(missing_ok=True)
                self._files.append(IntakeFile(arrival.name, IGNORED, reason=arrival.reason))
            elif arrival.sha256 in run.names:
                self._duplicate(arrival)
            else:
                self._enter(arrival, self._judged(desk, *run.said.pop(arrival.sha256)))
        if one.bundle:
            folder = run.workspace.archive / BUNDLES
            self._sight(one.bundle, "bundle", self._relative(self._place(one.bundle, folder)))

    def _judged(self, desk: Desk, submission: Submission, record: str) -> Judged:
        """The record judged by register and calendar, and beside what its unit sent before."""
        run = self._run
        judged = judge(submission, desk, record)
        if not judged.unit or (judged.unit, submission.kind.value) not in run.earlier:
            return judged
        mine = (judged.unit, submission.kind)
        now = [filed for filed, _ in self._filed if (filed.unit, filed.kind) == mine]
        corrected = {event.target for event in run.ledger.standing("correct")}
        return beside(judged, [*run.ledger.of_unit(*mine), *now], desk.form_set, corrected)

    def _leave(self, one: Parcel) -> None:
        """Classified papers are not handled here: the file, or the whole zip, stays where it was."""
        for arrival in one.arrivals:
            problems = _marks(self._run.said.get(arrival.sha256))
            reason = _MARKED if problems else _AMONG_MARKED
            self._files.append(IntakeFile(arrival.name, IGNORED, problems=problems, reason=reason))
        one.drop()

    def _duplicate(self, arrival: Arrival) -> None:
        place = self._relative(self._place(arrival, self._run.workspace.archive / DUPLICATES))
        self._sight(arrival, DUPLICATE, place)
        found = problem("duplicate-file", about="file", found=self._run.names[arrival.sha256])
        self._files.append(IntakeFile(arrival.name, DUPLICATE, None, (found,), location=place))

    def _enter(self, arrival: Arrival, judged: Judged) -> None:
        submission = judged.submission
        outcome = ACCEPTED if submission.status is Status.ACCEPTED else REVIEW
        target = self._rest(arrival, judged, outcome)
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
        self._filed.append((filed, judged.record))
        self._sight(arrival, outcome, filed.location)
        unit = judged.unit or submission.unit
        self._files.append(IntakeFile(arrival.name, outcome, unit, submission.problems, location=filed.location))

    def _rest(self, arrival: Arrival, judged: Judged, outcome: str) -> Path:
        """Plans where the original rests, and its record or its note beside it."""
        submission, workspace = judged.submission, self._run.workspace
        if outcome == ACCEPTED:
            target = self._place(arrival, folder_of(workspace, submission.kind))
            self._moves.write(record_beside(target), judged.record)
            return target
        target = self._place(arrival, workspace.waiting)
        text = note(arrival.name, judged.unit or submission.unit, submission.problems, submission.kind)
        self._moves.write(target.with_name(target.name + NOTE), text)
        return target

    def _remember(self, arrival: Arrival, judged: Judged) -> None:
        self._run.names[arrival.sha256] = arrival.name
        if judged.unit:
            key = (judged.unit, judged.submission.kind.value)
            self._run.earlier.add(key)

    def _place(self, arrival: Arrival, folder: Path) -> Path:
        return self._moves.place(arrival.staged, folder, arrival.name, arrival.sha256, arrival.size)

    def _sight(self, arrival: Arrival, outcome: str, place: str) -> None:
        self._seen.append(Sighting(arrival.sha256, arrival.name, arrival.origin, arrival.stamp, outcome, place))

    def _relative(self, path: Path) -> str:
        return path.relative_to(self._run.workspace.root).as_posix()

    def _commit(self) -> list[Sighting]:
        """Enters the batch, and what is gone of the one before; the sightings with their ids."""
        at, who, ledger = self._run.options.clock(), self._run.options.who, self._run.ledger
        with ledger.transaction():
            ledger.close_sightings(self._run.gone)
            for filed, record in self._filed:
                ledger.add_file(filed, record)
                ledger.add_event(Event(at, who, "receive", filed.sha256, filed.name, after=filed.outcome))
            entered = [replace(seen, id=ledger.add_sighting(seen, at)) for seen in self._seen]
            for sha256, why in self._poisoned.items():
                ledger.add_poison(sha256, why, at)
        return entered


def _unread(arrival: Arrival, found: Problem) -> Said:
    source = Source(arrival.name, arrival.sha256, "unknown")
    return Submission(source, kind=Kind.UNKNOWN, problems=(found,)), ""


def _poisoned(arrival: Arrival, why: str) -> Said:
    return _unread(arrival, problem("file-poison", about="file", why=why))


def _marks(said: Said | None) -> tuple[Problem, ...]:
    """What a file that is marked as classified has against it; nothing for any other."""
    problems = said[0].problems if said else ()
    return problems if any(found.code == CLASSIFIED for found in problems) else ()

"""T3: the power goes.  What was written and not synced is dropped or torn, names not synced may be old or new."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import sqlite3
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from jieyue.workspace import Workspace
from tests.reliability.desks import all_in_order, fresh, nothing_lost, start, take_inline
from tests.reliability.operations import watched

Files = dict[str, bytes]


@dataclass(frozen=True)
class Step:
    """One thing that was asked of the disk; a commit carries the ledger's bytes, made durable by SQLite itself."""

    name: str
    path: str
    more: Any = None


class Recorder:
    """Notes what a run asks of the disk."""

    def __init__(self, root: Path) -> None:
        self.steps: list[Step] = []
        self._ledger = root / ".jieyue/ledger.sqlite"
        self._lock = threading.RLock()
        self._inside = False

    def hear(self, _number: int, name: str, about: tuple[Any, ...]) -> None:
        with self._lock:
            if self._inside:
                return
            self._inside = True
            try:
                self._note_commit()
                self._note(name, about)
            finally:
                self._inside = False

    def _note(self, name: str, about: tuple[Any, ...]) -> None:
        if name == "fsync":
            self.steps.append(Step(name, str(Path(f"/proc/self/fd/{about[0]}").readlink())))
        elif name in ("write", "truncate", "replace", "unlink", "open wb", "open xb"):
            more = os.fspath(about[1]) if name == "replace" else about[1] if len(about) > 1 else None
            self.steps.append(Step(name, os.fspath(about[0]), more))

    def _note_commit(self) -> None:
        """A commit shows as other bytes in the ledger, its rollback journal gone."""
        if self._ledger.with_name("ledger.sqlite-journal").exists():
            return
        data = self._ledger.read_bytes()
        last = next((step for step in reversed(self.steps) if step.name == "commit"), None)
        if last is None or last.more != data:
            self.steps.append(Step("commit", str(self._ledger), data))


@dataclass
class Content:
    """A file's bytes as programs see them, and as far as they are durable."""

    seen: bytes = b""
    durable: bytes = b""


class Disk:
    """Names and contents, each as seen and as durable; only syncing a folder makes its names durable."""

    def __init__(self, files: Files) -> None:
        self.seen = {name: Content(data, data) for name, data in files.items()}
        self.durable = dict(self.seen)

    def ask(self, step: Step) -> None:
        """One step carried out."""
        if step.name.startswith("open"):
            self.seen[step.path] = Content()
        elif step.name == "write":
            self.seen.setdefault(step.path, Content()).seen += bytes(step.more)
        elif step.name == "truncate":
            content = self.seen[step.path]
            content.seen = content.seen[: step.more]
        elif step.name == "replace":
            self.seen[step.more] = self.seen.pop(step.path)
        elif step.name == "unlink":
            self.seen.pop(step.path, None)
        elif step.name == "commit":
            self.seen[step.path] = self.durable[step.path] = Content(step.more, step.more)
        elif step.path in self.seen:
            self.seen[step.path].durable = self.seen[step.path].seen
        else:
            self._sync_names(step.path)

    def _sync_names(self, folder: str) -> None:
        for name in {*self.seen, *self.durable}:
            if str(Path(name).parent) == folder:
                self._settle(name)

    def _settle(self, name: str) -> None:
        if name in self.seen:
            self.durable[name] = self.seen[name]
        else:
            self.durable.pop(name, None)

    def after_the_cut(self, chance: random.Random) -> Files:
        """What is left: names not synced are old or new, bytes not synced are gone or torn."""
        for name in sorted({*self.seen, *self.durable}):
            if chance.random() < 0.5:
                self._settle(name)
        return {name: _left(content, chance) for name, content in self.durable.items()}


def _left(content: Content, chance: random.Random) -> bytes:
    if content.seen != content.durable and chance.random() < 0.5:
        return content.seen[: chance.randrange(len(content.seen) + 1)]
    return content.durable


def whole(left: Files, desk: Workspace, dropped: set[str]) -> None:
    """The ledger is in order, what it acknowledges lies where it says, and every dropped content lies somewhere."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.deserialize(left[str(desk.ledger)])
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        said = connection.execute("SELECT location, sha256 FROM files").fetchall()
    finally:
        connection.close()
    there = {name: hashlib.sha256(data).hexdigest() for name, data in left.items()}
    for location, sha256 in said:
        assert there.get(str(desk.root / location)) == sha256, "acknowledged and not there"
    outside = {sha256 for name, sha256 in there.items() if desk.hidden not in Path(name).parents}
    assert dropped <= outside, "a dropped file is lost"


def power_cuts(folder: Path, wanted: int, lived: int) -> None:
    """So many prefixes of a run's steps replayed, each with a cut after it; after some of them the work goes on."""
    desk, dropped = start(folder / "起")
    source = fresh(desk, folder / "原")
    run = fresh(desk, folder / "行")
    files = read_files(run.root)
    recorder = Recorder(run.root)
    with watched(run.root, recorder.hear):
        take_inline(run)
    steps = recorder.steps
    chance = random.Random(3)  # noqa: S311 - not for secrets
    for number in range(wanted):
        disk = Disk(files)
        for step in steps[: chance.randrange(len(steps) + 1)]:
            disk.ask(step)
        left = disk.after_the_cut(chance)
        whole(left, run, dropped)
        if number % (wanted // lived) == 0:
            _write(source.root, run.root, left)
            _live_on(run, dropped)


def read_files(root: Path) -> Files:
    return {str(path): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def _write(source: Path, root: Path, left: Files) -> None:
    """The disk as the next start finds it; folders were made long before."""
    shutil.rmtree(root)
    for name, data in left.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(data)
    _empty_folders(source, root)


def _empty_folders(source: Path, root: Path) -> None:
    for path in source.rglob("*"):
        if path.is_dir():
            (root / path.relative_to(source)).mkdir(parents=True, exist_ok=True)


def _live_on(desk: Workspace, dropped: set[str]) -> None:
    nothing_lost(desk, dropped)
    take_inline(desk)
    all_in_order(desk, dropped)


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs /proc to tell what is synced")
@pytest.mark.hazard("T3", 1000, "cuts")
def test_power_cuts_lose_nothing_that_was_acknowledged(memory_path: Path, figure: int) -> None:
    power_cuts(memory_path, figure, 50)


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs /proc to tell what is synced")
@pytest.mark.hazard("T3", 10000, "cuts")
def test_ten_thousand_power_cuts_lose_nothing_that_was_acknowledged(memory_path: Path, figure: int) -> None:
    power_cuts(memory_path, figure, 1000)

"""T1: kill -9 at random moments of an intake; nothing is lost, doubled or half-written."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from jieyue.ledger import open_ledger
from jieyue.workspace import Workspace
from tests.intake.forms import drop, form, workspace
from tests.reliability.desks import all_in_order, kept, take_inline
from tests.reliability.kills import Cut, forked, killed, started

FILES = 12


def office(folder: Path) -> Workspace:
    return workspace(folder, tuple(f"湖南省第{number}局" for number in range(FILES)))


class Dropped:
    """What was dropped, round after round, and where each content was last seen to rest."""

    def __init__(self, desk: Workspace) -> None:
        self.desk = desk
        self.all: set[str] = set()
        self._seen: dict[tuple[str, int, int], str] = {}

    def more(self, mark: str) -> None:
        for number in range(FILES):
            text = form(f"湖南省第{number}局", str(len(self.all) % 11), 备注=f"{mark}-{number}")
            self.all.add(hashlib.sha256(drop(self.desk, f"{mark}-{number}.txt", text).read_bytes()).hexdigest())

    def check(self) -> None:
        """Each content lies somewhere whole, and the ledger says where; what did not change is not read again."""
        places = (self.desk.inbox, self.desk.waiting, self.desk.archive)
        found = {path: self._hash(path) for place in places for path in place.rglob("*") if path.is_file()}
        assert self.all <= set(found.values()), "a dropped file is lost"
        with open_ledger(self.desk.ledger) as ledger:
            for filed in ledger.submissions():
                assert found[self.desk.root / filed.location] == filed.sha256

    def _hash(self, path: Path) -> str:
        stat = path.stat()
        key = (str(path), stat.st_ino, stat.st_mtime_ns)
        if key not in self._seen:
            self._seen[key] = hashlib.sha256(path.read_bytes()).hexdigest()
        return self._seen[key]


def torture(desk: Workspace, kills: int, seed: int, cut: Cut, earliest: float = 0.0) -> None:
    dropped = Dropped(desk)

    def rounds() -> Iterator[Cut]:
        for number in count():
            dropped.more(str(number))
            yield cut

    for _ in killed(kills, rounds(), seed, earliest):
        dropped.check()
    take_inline(desk)
    all_in_order(desk, dropped.all)
    assert len(kept(desk)) == len(dropped.all), "a file rests twice"


def within(folder: Path, kills: int, seed: int) -> None:
    """Kills of an intake that reads in its own process."""
    desk = office(folder)
    torture(desk, kills, seed, forked(lambda: take_inline(desk)))


def with_reader(folder: Path, kills: int, seed: int) -> None:
    """Kills of an intake as the command does it: another process reads; starting up is half of it."""
    desk = office(folder)
    command = [sys.executable, "-m", "tests.reliability.crash", str(desk.root)]
    torture(desk, kills, seed, started(command), earliest=0.4)


@pytest.mark.hazard("T1", 95, "SIGKILL of an intake")
def test_an_intake_killed_at_any_moment_loses_nothing(memory_path: Path, figure: int) -> None:
    within(memory_path, figure, 1)


@pytest.mark.hazard("T1", 4, "SIGKILL of an intake beside its reader")
def test_an_intake_killed_beside_its_reader_loses_nothing(tmp_path: Path, figure: int) -> None:
    with_reader(tmp_path, figure, 3)


@pytest.mark.slow
@pytest.mark.hazard("T1", 500, "SIGKILL of an intake")
def test_an_intake_killed_five_hundred_times_loses_nothing(memory_path: Path, figure: int) -> None:
    within(memory_path, figure, 2)


@pytest.mark.slow
@pytest.mark.hazard("T1", 200, "SIGKILL of an intake beside its reader")
def test_an_intake_killed_beside_its_reader_two_hundred_times_loses_nothing(tmp_path: Path, figure: int) -> None:
    with_reader(tmp_path, figure, 4)

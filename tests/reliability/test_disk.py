"""T4: the disk is full, at any degree; once there is room the work goes on by itself."""

from __future__ import annotations

import os
import random
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from jieyue.errors import JieyueError
from jieyue.workspace import Workspace
from tests.reliability.desks import all_in_order, fresh, nothing_lost, start, take_inline

SIZE = 4 << 20


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 4 MB in memory."""
    folder = tmp_path / "盘"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("no mount here: a small disk cannot be made")
    if mounted.returncode:
        pytest.skip(f"a small disk cannot be made here: {mounted.stderr.strip()}")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(folder: Path, leave: int) -> Path:
    """Fills the disk but for so many bytes."""
    filler = folder / "filler"
    state = os.statvfs(folder)
    wanted = max(0, state.f_bavail * state.f_frsize - leave)
    with filler.open("wb") as file:
        while wanted > 0:
            file.write(b"x" * min(wanted, 1 << 16))
            wanted -= 1 << 16
    return filler


def levels(disk: Path, folder: Path, steps: int) -> int:
    """Runs with ever more room left; how many of them could not finish."""
    desk, dropped = start(folder / "起")
    stopped = 0
    chance = random.Random(4)  # noqa: S311 - not for secrets
    for step in range(steps):
        copy = fresh(desk, disk / str(step))
        filler = fill(disk, step * 4096 * 60 // steps + chance.randrange(4096))
        stopped += not _went_through(copy)
        filler.unlink()
        nothing_lost(copy, dropped)
        take_inline(copy)
        all_in_order(copy, dropped)
        subprocess.run(["rm", "-rf", str(copy.root.parent)], check=True)
    return stopped


def _went_through(desk: Workspace) -> bool:
    try:
        take_inline(desk)
    except JieyueError as error:
        assert "空间" in str(error)  # noqa: PT017 - the words are what is tried
        return False
    return True


@pytest.mark.hazard("T4", 30, "degrees of fullness")
def test_a_full_disk_stops_the_work_and_loses_nothing(small_disk: Path, memory_path: Path, figure: int) -> None:
    assert levels(small_disk, memory_path, figure) >= figure // 3


@pytest.mark.slow
@pytest.mark.hazard("T4", 300, "degrees of fullness")
def test_three_hundred_degrees_of_fullness(small_disk: Path, memory_path: Path, figure: int) -> None:
    assert levels(small_disk, memory_path, figure) >= figure // 3

"""A whole year on the shipped samples, as a clerk would type it: what lands in 收件箱, and each command after it.

``samples/演示.yaml`` holds the steps; nothing here knows a file or a unit.
"""

from __future__ import annotations

import os
import shlex
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from jieyue.data import data_folder
from jieyue.errors import Exit, JieyueError, WrongUsage
from jieyue.settings import read_settings
from jieyue.strict_yaml import load_checked
from jieyue.workspace import Workspace, create_workspace

_LONG_AGO = 1_700_000_000
"""Dropped files are old, so that intake need not wait for them to become quiet."""

Run = Callable[[Sequence[str]], int]
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing the clerk does: what she says to herself, what arrives first, and the command she types."""

    month: str
    say: str
    command: str
    arrives: str = ""


def steps() -> Iterator[Step]:
    """The steps of the year, in order."""
    for chapter in load_checked(data_folder("samples") / "演示.yaml", "demo").value["chapters"]:
        for step in chapter["steps"]:
            yield Step(chapter["month"], step["say"], step["command"], step.get("arrives", ""))


def demo(folder: Path, run: Run, tell: Tell, *, fresh: bool = False) -> Workspace:
    """Runs the year in a new workspace at ``folder``; ``fresh`` clears away an earlier demonstration there.

    Raises :class:`WrongUsage` where the folder holds something else, :class:`JieyueError` when a step fails.
    """
    workspace = _workspace(folder, fresh=fresh)
    month = ""
    for step in steps():
        if step.month != month:
            month = step.month
            tell(f"\n━━━ {month} ━━━")
        if step.arrives:
            _drop(workspace, step.arrives)
        tell(f"\n◆ {step.say}\n$ jieyue {step.command}")
        status = run(["-C", str(workspace.root), *shlex.split(step.command)])
        if status not in (Exit.DONE, Exit.NEEDS_A_PERSON):
            raise JieyueError(f"演示到“{step.say}”一步时停止（退出码{status}）；请看上面的说明")
    return workspace


def _workspace(folder: Path, *, fresh: bool) -> Workspace:
    samples = data_folder("samples")
    if fresh and folder.exists():
        if not (folder / ".jieyue").is_dir():
            raise WrongUsage(f"{folder}：不是工作区，不能清空；请换一个文件夹")
        shutil.rmtree(folder)
    settings = read_settings(samples / "设置.toml")
    workspace = create_workspace(folder, settings.year, settings.level)
    for name in ("设置.toml", "单位名录.xlsx", "叙述.txt"):
        shutil.copyfile(samples / name, workspace.root / name)
    return workspace


def _drop(workspace: Workspace, batch: str) -> None:
    """Copies what arrives into 收件箱, in a subfolder of its own."""
    target = workspace.inbox / batch
    shutil.copytree(data_folder("samples") / "收件箱" / batch, target)
    for path in target.rglob("*"):
        os.utime(path, (_LONG_AGO, _LONG_AGO))

"""Where each received file rests: planned as moves, then made durable together, many files per fsync round.

The order is that of the design: copies under temporary names, fsync, rename, fsync folders, commit, and only then
is anything removed from 收件箱.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from jieyue.durable import PATIENCE, FileInUse, digest, lay, make_folder, patiently, sync_files, sync_folders
from jieyue.model import Kind
from jieyue.receiving.places import RECORD, Places
from jieyue.workspace import Workspace

FOLDERS = {
    Kind.SELF_ASSESSMENT: "自评表",
    Kind.VERIFICATION: "核查表",
    Kind.CITY_SUMMARY: "汇总表",
    Kind.WORK_PLAN: "工作方案",
    Kind.RECTIFICATION_REPORT: "整改报告",
    Kind.STAMPED_COPY: "盖章件",
    Kind.TWIN: "副本",
    Kind.UNKNOWN: "其他",
}
DUPLICATES = "重复"
BUNDLES = "压缩包"


@dataclass
class Moves:
    """Moves of staged files, planned first: every destination is chosen before the first rename."""

    workspace: Workspace
    places: Places = field(default_factory=Places)
    planned: list[tuple[Path, Path]] = field(default_factory=list)
    folders: set[Path] = field(default_factory=set)

    def place(self, staged: Path, folder: Path, name: str, sha256: str, size: int) -> Path:
        """Plans a move of ``size`` bytes into ``folder`` under ``name`` made safe; the destination."""
        if folder not in self.folders:
            make_folder(folder)
            self.folders.add(folder)
        target = self.places.free(folder, name, sha256, size)
        self.planned.append((staged, target))
        return target

    def copy(self, data: bytes, folder: Path, name: str, sha256: str) -> Path:
        """Plans a copy of ``data`` in ``folder``; the destination."""
        return self.place(lay(self.workspace.staging, data), folder, name, sha256, len(data))

    def write(self, target: Path, text: str) -> None:
        """Plans a text file (a note, a record) at ``target``, replacing an older one."""
        self.planned.append((lay(self.workspace.staging, text.encode("utf-8")), target))

    def carry_out(self) -> None:
        """Makes everything planned durable, renames it, and makes the names durable: one round for all."""
        sync_files(staged for staged, _ in self.planned)
        for staged, target in self.planned:
            patiently(partial(os.replace, staged, target), target)
        sync_folders(_folders(target for _, target in self.planned))
        self.planned.clear()


def folder_of(workspace: Workspace, kind: Kind) -> Path:
    """The folder of 已归档 for files of that kind."""
    return workspace.archive / FOLDERS[kind]


def record_beside(original: Path) -> Path:
    """Where the record of an archived original lies."""
    return original.with_name(original.name + RECORD)


def sweep(workspace: Workspace) -> None:
    """Removes half-written files that a killed run left behind."""
    make_folder(workspace.staging)
    for leftover in leftovers(workspace):
        leftover.unlink()


def leftovers(workspace: Workspace) -> tuple[Path, ...]:
    """Half-written files, wherever a run that was killed may have left them."""
    folders = (workspace.staging, workspace.backups, workspace.root, workspace.archive, workspace.waiting)
    found = [path for folder in folders for path in folder.glob("*.part")]
    return tuple(path for path in found if _OURS.fullmatch(path.name) and path.is_file() and not path.is_symlink())


_OURS = re.compile(r"[0-9a-f]{32}\.part")
"""Temporary names that this program gives; a clerk's own files never match."""


def remove(paths: Iterable[Path]) -> None:
    """Removes files whose content is safe elsewhere, durably.  Raises ``FileInUse`` for the first one held."""
    for path in remove_each(paths):
        raise FileInUse(f"{path.name}：文件正被其他程序占用或无权访问；请先关闭该文件后重试")


def remove_each(paths: Iterable[Path]) -> list[Path]:
    """Removes files whose content is safe elsewhere, durably; those that another program holds are given back.

    All of them together are waited for as long as one would be.
    """
    paths = list(paths)
    end = time.monotonic() + PATIENCE
    held: list[Path] = []
    for path in paths:
        try:
            patiently(lambda path=path: path.unlink(missing_ok=True), path, end - time.monotonic())  # type: ignore[misc]
        except FileInUse:
            held.append(path)
    sync_folders(folder for folder in _folders(paths) if folder.is_dir())
    return held


def _folders(paths: Iterable[Path]) -> list[Path]:
    """The folder of each path, once."""
    return [Path(folder) for folder in {os.path.dirname(path) for path in paths}]  # noqa: PTH120 - by the thousand


def content_of(path: Path, patience: float = PATIENCE) -> tuple[bytes, str]:
    """The bytes of a dropped file and their sha256; waits while another program holds it."""
    data = patiently(path.read_bytes, path, patience)
    return data, digest(data)

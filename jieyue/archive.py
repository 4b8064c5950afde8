"""Where each received file rests: planned as moves, then made durable together, many files per fsync round.

The order is that of the design: copies under temporary names, fsync, rename, fsync folders, commit, and only then
is anything removed from 收件箱.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from jieyue.durable import digest, free_place, make_folder, patiently, safe_name, stage, sync_folders
from jieyue.model import Kind
from jieyue.workspace import Workspace

FOLDERS = {
    Kind.SELF_ASSESSMENT: "自评表",
    Kind.VERIFICATION: "核查表",
    Kind.CITY_SUMMARY: "汇总表",
    Kind.WORK_PLAN: "工作方案",
    Kind.RECTIFICATION_REPORT: "整改报告",
    Kind.STAMPED_COPY: "盖章件",
    Kind.UNKNOWN: "其他",
}
DUPLICATES = "重复"
BUNDLES = "压缩包"


@dataclass
class Moves:
    """Moves of staged files, planned first: every destination is chosen before the first rename."""

    workspace: Workspace
    planned: list[tuple[Path, Path]] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)

    def place(self, staged: Path, folder: Path, name: str, sha256: str) -> Path:
        """Plans a move into ``folder`` under ``name`` made safe; the destination."""
        make_folder(folder)
        target = free_place(folder, safe_name(name), sha256, self.taken)
        self.planned.append((staged, target))
        return target

    def copy(self, data: bytes, folder: Path, name: str, sha256: str) -> Path:
        """Plans a copy of ``data`` in ``folder``; the destination."""
        return self.place(stage(self.workspace.staging, data), folder, name, sha256)

    def write(self, target: Path, text: str) -> None:
        """Plans a text file (a note, a record) at ``target``, replacing an older one."""
        self.planned.append((stage(self.workspace.staging, text.encode("utf-8")), target))

    def carry_out(self) -> None:
        """Renames everything planned and makes the names durable."""
        for staged, target in self.planned:
            patiently(lambda staged=staged, target=target: staged.replace(target), target)  # type: ignore[misc]
        sync_folders(target.parent for _, target in self.planned)
        self.planned.clear()


def folder_of(workspace: Workspace, kind: Kind) -> Path:
    """The folder of 已归档 for files of that kind."""
    return workspace.archive / FOLDERS[kind]


def record_beside(original: Path) -> Path:
    """Where the record of an archived original lies."""
    return original.with_name(original.name + ".json")


def sweep(workspace: Workspace) -> None:
    """Removes half-written files that a killed run left behind."""
    make_folder(workspace.staging)
    for leftover in workspace.staging.glob("*.part"):
        leftover.unlink()


def remove(paths: Iterable[Path]) -> None:
    """Removes files whose content is safe elsewhere, and makes that durable."""
    folders: set[Path] = set()
    for path in paths:
        patiently(lambda path=path: path.unlink(missing_ok=True), path)  # type: ignore[misc]
        folders.add(path.parent)
    sync_folders(folder for folder in folders if folder.is_dir())


def content_of(path: Path) -> tuple[bytes, str]:
    """The bytes of a dropped file and their sha256; waits while another program holds it."""
    data = patiently(path.read_bytes, path)
    return data, digest(data)

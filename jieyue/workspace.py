"""A workspace: the folder a clerk opens in the file manager, its parts, and the lock that one writer holds."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import IO

from jieyue.data import data_folder
from jieyue.durable import make_folder, write_text_durably
from jieyue.errors import JieyueError, WrongUsage
from jieyue.model import Level
from jieyue.starter import starter_settings

_NETWORK = {
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ncpfs", "ceph",
    "glusterfs", "davfs", "lustre", "vboxsf", "virtiofs",
}  # fmt: skip
_FUSE_OF_DISKS = {"fuseblk", "fuse.ntfs-3g", "fuse.ntfs", "fuse.exfat", "fuse.mergerfs", "fuse.gocryptfs", "fuse.encfs"}
"""Programs in front of a disk of this machine; every other one may stand before a network."""
_LOCKED_BYTE = 1 << 20
"""Where Windows locks: beyond the text, so that others can read who holds the lock."""


class WorkspaceBusy(JieyueError):
    """Another process works in this workspace; the message says who, where and since when."""


@dataclass(frozen=True)
class Workspace:
    """The paths of a workspace; those that every file needs are put together once."""

    root: Path

    @property
    def settings(self) -> Path:
        """设置.toml."""
        return self.root / "设置.toml"

    @property
    def register(self) -> Path:
        """单位名录.xlsx."""
        return self.root / "单位名录.xlsx"

    @cached_property
    def inbox(self) -> Path:
        """收件箱: where files are dropped."""
        return self.root / "收件箱"

    @cached_property
    def waiting(self) -> Path:
        """待处理: files that need a person, with notes."""
        return self.root / "待处理"

    @cached_property
    def archive(self) -> Path:
        """已归档: accepted originals with their records."""
        return self.root / "已归档"

    @property
    def outgoing(self) -> Path:
        """发文: generated documents."""
        return self.root / "发文"

    @property
    def exports(self) -> Path:
        """台账: exported workbooks."""
        return self.root / "台账"

    @property
    def hidden(self) -> Path:
        """.jieyue: the ledger and its backups."""
        return self.root / ".jieyue"

    @property
    def ledger(self) -> Path:
        """The SQLite file."""
        return self.hidden / "ledger.sqlite"

    @property
    def journal(self) -> Path:
        """The audit journal: every transaction of the ledger as a line."""
        return self.hidden / "journal.jsonl"

    @property
    def backups(self) -> Path:
        """Copies of the ledger, checked."""
        return self.hidden / "backups"

    @cached_property
    def staging(self) -> Path:
        """Half-written files; on the same disk, swept at every start."""
        return self.hidden / "staging"

    @property
    def shown(self) -> tuple[Path, ...]:
        """The folders that people see."""
        return (self.inbox, self.waiting, self.archive, self.outgoing, self.exports)

    @property
    def folders(self) -> tuple[Path, ...]:
        """Every folder of the workspace."""
        return (*self.shown, self.hidden, self.backups, self.staging)


def own_forms(workspace: Workspace) -> Path:
    """Where the office keeps form sets of its own, one folder a set; it may be missing."""
    return workspace.root / "forms"


def find_workspace(start: Path, *, whole: bool = True) -> Workspace:
    """The workspace that ``start`` is or lies in; without its ledger only where it need not be ``whole``.

    Raises :class:`WrongUsage` where there is none or no such folder: a name mistyped must not mean the folder one
    stands in.  Refuses where the ledger is lost (:func:`lost`).
    """
    if not start.is_dir():
        raise WrongUsage(f"{start}：没有这个文件夹；请检查路径")
    start = start.resolve()
    for workspace in map(Workspace, (start, *start.parents)):
        if workspace.hidden.is_dir() or workspace.settings.is_file():
            if whole and (why := lost(workspace)):
                raise JieyueError(f"{workspace.root}：{why}")
            check_place(workspace)
            return workspace
    raise WrongUsage(f"{start}：不是工作区；请先用 jieyue new 新建，或用 -C 指明工作区文件夹")


def lost(workspace: Workspace) -> str:
    """In Chinese what became of a ledger that must have been there; empty where it is there, or nothing was received.

    A new ledger in its place would say that nobody has sent anything.
    """
    if not workspace.hidden.is_dir():
        return _HIDDEN_LOST
    if workspace.ledger.exists() or workspace.journal.exists():
        return ""
    return _LEDGER_LOST if next(workspace.archive.rglob("*.json"), None) else ""


_HIDDEN_LOST = (
    "缺少看不见的“.jieyue”文件夹，台账在里面，多半是拷贝时漏了；请连同它从原处再拷一遍，"
    "确实找不回的，用 jieyue doctor --rebuild 按已归档的记录重建"
)
_LEDGER_LOST = (
    "台账和审计日志都不在了，“已归档”里却有收到的文件；有备份的用 jieyue doctor --restore 恢复，"
    "没有的用 jieyue doctor --rebuild 按已归档的记录重建"
)


def create_workspace(folder: Path, year: int, level: Level) -> Workspace:
    """A new workspace with starter settings and an empty register.  Raises :class:`WrongUsage` when it is not new."""
    from jieyue.units.register import starter_register

    workspace = Workspace(folder.resolve())
    if workspace.hidden.exists() or workspace.settings.exists():
        raise WrongUsage(f"{folder}：已经是工作区；请换一个新文件夹")
    refuse_network(folder.resolve())
    for part in workspace.folders[:-3]:
        make_folder(part)
    write_text_durably(workspace.settings, starter_settings(year, level))
    starter_register(workspace.register)
    for part in workspace.folders[-3:]:
        make_folder(part)
    return workspace


def check_place(workspace: Workspace) -> None:
    """Refuses network folders, and folders of the workspace that lie within its 收件箱, by link too (T7, T16)."""
    refuse_network(workspace.root)
    inbox = workspace.inbox.resolve()
    for folder in (*workspace.folders[1:], own_forms(workspace), data_folder("templates")):
        place = folder.resolve()
        if place == inbox or inbox in place.parents or place in inbox.parents:
            raise JieyueError(f"{folder.name}：与收件箱互相包含，会反复收自己的文件；请把它移回工作区内单独的文件夹")


def refuse_network(folder: Path, mounts: str | None = None) -> None:
    """Raises when ``folder`` is on a network drive, where locks and power cuts are not to be trusted."""
    kind = "UNC" if str(folder).startswith(("\\\\", "//")) else _file_system(folder, mounts)
    if kind == "UNC" or kind in _NETWORK or (kind.startswith("fuse") and kind not in _FUSE_OF_DISKS):
        raise JieyueError(f"{folder}：在网络盘上（{kind}），断线会损坏台账；请把工作区放到本机硬盘")


def _file_system(folder: Path, mounts: str | None) -> str:
    """The type of the file system that holds the folder; ``网络盘`` for a mapped drive of Windows."""
    if os.name == "nt":
        import ctypes

        drive = ctypes.windll.kernel32.GetDriveTypeW(folder.anchor)  # type: ignore[attr-defined,unused-ignore]
        return "cifs" if drive == 4 else ""
    table = Path("/proc/self/mounts")
    if mounts is None:
        mounts = table.read_text(encoding="utf-8", errors="replace") if table.exists() else ""
    best, kind = "", ""
    for line in mounts.splitlines():
        _, point, name, *_ = line.split(" ")
        point = point.replace("\\040", " ")
        inside = folder == Path(point) or Path(point) in folder.parents
        if inside and len(point) >= len(best):
            best, kind = point, name
    return kind


@contextmanager
def hold(workspace: Workspace, who: str) -> Iterator[None]:
    """Holds the workspace for one writer.  The system frees the lock of a process that died.

    Raises :class:`WorkspaceBusy` naming the holder.
    """
    path = workspace.hidden / "lock"
    with path.open("a+b") as file:
        if not _try_lock(file):
            raise WorkspaceBusy(_busy(path))
        file.truncate(0)
        holder = {"who": who, "pid": os.getpid(), "host": socket.gethostname(), "since": _now()}
        file.write(json.dumps(holder, ensure_ascii=False).encode("utf-8"))
        file.flush()
        try:
            yield
        finally:
            file.truncate(0)
            _unlock(file)


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")


def last_holder(workspace: Workspace) -> str:
    """Who held the workspace and did not let go; empty when the last one did, or still works."""
    path = workspace.hidden / "lock"
    try:
        with path.open("r+b") as file:
            if not _try_lock(file):
                return ""
            _unlock(file)
    except OSError:
        return ""
    return _holder(path)


def _holder(path: Path) -> str:
    try:
        holder = json.loads(path.read_text(encoding="utf-8"))
        return f"{holder['who']}（{holder['host']}，进程{holder['pid']}，自{holder['since']}起）"
    except (OSError, ValueError, KeyError):
        return ""


def _busy(path: Path) -> str:
    name = _holder(path) or "另一个窗口"
    return f"工作区正被{name}使用；请等它结束，或关闭那个窗口后重试"


if os.name == "nt":
    import msvcrt

    def _try_lock(file: IO[bytes]) -> bool:
        file.seek(_LOCKED_BYTE)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        except OSError:
            return False
        return True

    def _unlock(file: IO[bytes]) -> None:
        file.seek(_LOCKED_BYTE)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)  # type: ignore[attr-defined,unused-ignore]

else:
    import fcntl

    def _try_lock(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _unlock(file: IO[bytes]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_UN)

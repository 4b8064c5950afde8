"""T5–T7, T16: the clock, two windows, where a workspace may lie."""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import nullcontext
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from generate.documents import Outgoing
from jieyue.backup import backups, keep_backup
from jieyue.errors import Exit, JieyueError, WrongUsage
from jieyue.ledger import open_ledger
from jieyue.sending import send
from jieyue.workspace import Workspace, WorkspaceBusy, check_place, find_workspace, hold, last_holder, refuse_network
from tests.intake.forms import UNITS, drop, form, outcomes, take, workspace
from tests.reliability.desks import INLINE, all_in_order, kept

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime.fromisoformat("2026-10-20T09:00:00+08:00")


@pytest.fixture
def desk(memory_path: Path) -> Workspace:
    return workspace(memory_path)


CLOCKS = {"a day back": timedelta(days=-1), "ten years on": timedelta(days=3652), "back again": timedelta(0)}


@pytest.mark.hazard("T5", len(CLOCKS), "jumps of the clock")
def test_the_clock_jumps_and_no_number_is_given_twice(desk: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    for number, jump in enumerate(CLOCKS.values()):
        now = NOW + jump
        monkeypatch.setattr(time, "time", now.timestamp)
        drop(desk, f"{number}.txt", form(UNITS[number]))
        started = time.monotonic()
        assert outcomes(take(desk, replace(INLINE, clock=lambda now=now: now))) != {}  # type: ignore[misc]
        assert time.monotonic() - started < 3, "a file is waited for because of the clock"
        made = Outgoing(
            "commendation", f"通报{number}.docx", b"x%d" % number, None, "通报", number="湘管发〔2026〕12号"
        )
        with open_ledger(desk.ledger) as ledger:
            keep_backup(desk, ledger)
            if number:
                with pytest.raises(WrongUsage, match="已用于"):
                    send(desk, ledger, [made], date(2026, 12, 25), now)
            else:
                send(desk, ledger, [made], date(2026, 12, 25), now)
    with open_ledger(desk.ledger) as ledger:
        assert len(ledger.numbers()) == 1
        assert [filed.seq for filed in ledger.submissions()] == [1, 2, 3], "the order received is not the clock's"
    there = backups(desk)
    assert [one.transactions for one in there] == sorted((one.transactions for one in there), reverse=True)


def run_at_once(desk: Workspace, processes: int) -> list[subprocess.CompletedProcess[str]]:
    command = [sys.executable, "-m", "tests.reliability.crash", str(desk.root), "inline"]
    running = [
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(processes)
    ]
    return [subprocess.CompletedProcess(one.args, one.wait(), *one.communicate()) for one in running]


@pytest.mark.hazard("T6", 500, "files, four processes")
def test_several_processes_take_the_same_files_once(desk: Workspace, figure: int) -> None:
    dropped = {kept_name: form(f"湖南省第{number}局") for number in range(figure) if (kept_name := f"{number}.txt")}
    for name, text in dropped.items():
        drop(desk, name, text)
    shas = kept(desk)
    ended = run_at_once(desk, 4)
    assert 0 in {one.returncode for one in ended}
    for one in ended:
        assert one.returncode in (0, 3), one.stderr
        assert one.returncode == 0 or "工作区正被" in one.stdout
    take(desk, INLINE)
    all_in_order(desk, shas)
    with open_ledger(desk.ledger) as ledger:
        assert len(ledger.submissions()) == figure


def test_the_second_window_says_who_works_here(desk: Workspace) -> None:
    with hold(desk, "张三"), pytest.raises(WorkspaceBusy, match=f"张三（.*进程{os.getpid()}"), hold(desk, "李四"):
        pass
    with hold(desk, "李四"):
        assert last_holder(desk) == ""


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.hazard("T6", 5, "seconds at most until the lock of the dead is free")
def test_the_lock_of_a_dead_process_is_free_at_once(desk: Workspace, figure: int) -> None:
    script = (
        "import sys, time; from pathlib import Path; from jieyue.workspace import hold, Workspace\n"
        "with hold(Workspace(Path(sys.argv[1])), '张三'): print('held', flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(desk.root)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(WorkspaceBusy):
            hold(desk, "李四").__enter__()
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    assert "张三" in last_holder(desk)
    started = time.monotonic()
    with hold(desk, "李四"):
        assert time.monotonic() - started < figure


MOUNTS = "/dev/sda1 / ext4 rw 0 0\nhost:/x /mnt/share {kind} rw 0 0\n"
REMOTE = (
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "fuse.sshfs", "davfs", "fuse.rclone",
    "fuse.s3fs", "fuse.gvfsd-fuse", "fuse.smbnetfs", "fuse.davfs2", "fuse.vmhgfs-fuse", "vboxsf", "virtiofs", "fuse",
    "lustre", "fuse.anything",
)  # fmt: skip
LOCAL = ("ext4", "xfs", "btrfs", "tmpfs", "overlay", "fuseblk", "ntfs3", "exfat", "vfat", "zfs", "apfs", "fuse.ntfs-3g")


@pytest.mark.parametrize("kind", REMOTE)
@pytest.mark.hazard("T7", len(REMOTE), "file systems of networks refused")
def test_a_workspace_on_a_network_folder_is_refused_with_the_reason(kind: str) -> None:
    with pytest.raises(JieyueError, match="网络盘") as refused:
        refuse_network(Path("/mnt/share/工作区"), MOUNTS.format(kind=kind))
    assert kind in str(refused.value)
    assert "本机硬盘" in str(refused.value)


@pytest.mark.parametrize("kind", LOCAL)
def test_a_workspace_on_a_disk_of_this_machine_is_not(kind: str) -> None:
    refuse_network(Path("/mnt/share/工作区"), MOUNTS.format(kind=kind))
    refuse_network(Path("/home/工作区"), MOUNTS.format(kind="nfs"))


def test_a_mapped_drive_of_windows_is_a_network_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows is asked what the drive is; 4 is a remote one, 3 a disk of the machine."""
    folder = Path("/工作区")
    for answer, remote in ((4, True), (3, False)):
        with monkeypatch.context() as windows:
            asked = SimpleNamespace(kernel32=SimpleNamespace(GetDriveTypeW=lambda _anchor, told=answer: told))
            windows.setattr(ctypes, "windll", asked, raising=False)
            windows.setattr(os, "name", "nt")
            with pytest.raises(JieyueError, match="网络盘") if remote else nullcontext():
                refuse_network(folder)


def test_a_unc_path_is_a_network_folder() -> None:
    for path in ("//server/share/工作区", "\\\\server\\share"):
        with pytest.raises(JieyueError, match="UNC"):
            refuse_network(Path(path), MOUNTS.format(kind="nfs"))


def loop(desk: Workspace, kind: str) -> None:
    """Makes a workspace whose parts lie in one another."""
    if kind == "archive in inbox":
        _move(desk.archive, desk.inbox / "已归档")
    elif kind == "archive linked into inbox":
        desk.archive.rmdir()
        (desk.inbox / "深").mkdir()
        desk.archive.symlink_to(desk.inbox / "深", target_is_directory=True)
    elif kind == "inbox is the archive":
        desk.inbox.rmdir()
        desk.inbox.symlink_to(desk.archive, target_is_directory=True)
    elif kind == "inbox is the workspace":
        desk.inbox.rmdir()
        desk.inbox.symlink_to(desk.root, target_is_directory=True)
    elif kind == "inbox holds the templates":
        from jieyue.data import data_folder

        desk.inbox.rmdir()
        desk.inbox.symlink_to(data_folder("templates"), target_is_directory=True)
    elif kind == "waiting in inbox":
        _move(desk.waiting, desk.inbox / "待处理")
    elif kind == "own forms in inbox":
        (desk.inbox / "forms").mkdir()
        (desk.root / "forms").symlink_to(desk.inbox / "forms", target_is_directory=True)


def _move(folder: Path, target: Path) -> None:
    folder.rename(target)
    folder.symlink_to(target, target_is_directory=True)


LOOPS = (
    "archive in inbox",
    "archive linked into inbox",
    "inbox is the archive",
    "inbox is the workspace",
    "inbox holds the templates",
    "waiting in inbox",
    "own forms in inbox",
)


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
@pytest.mark.parametrize("kind", LOOPS)
@pytest.mark.hazard("T16", len(LOOPS), "ways to lie in one another")
def test_folders_within_one_another_are_refused_at_the_start(desk: Workspace, kind: str) -> None:
    loop(desk, kind)
    with pytest.raises(JieyueError, match="互相包含"):
        find_workspace(desk.root)


def test_a_copy_without_the_hidden_folder_is_told_what_it_lacks(desk: Workspace, tmp_path: Path) -> None:
    copy = tmp_path / "U盘" / "2026年度"
    shutil.copytree(desk.root, copy, ignore=shutil.ignore_patterns(".jieyue"))
    with pytest.raises(JieyueError, match="缺少看不见的") as refused:
        find_workspace(copy / "收件箱")
    assert refused.value.exit is Exit.COULD_NOT_WORK
    assert not (copy / ".jieyue").exists()


def test_a_plain_workspace_is_in_its_place(desk: Workspace) -> None:
    check_place(desk)
    assert find_workspace(desk.archive).root == desk.root

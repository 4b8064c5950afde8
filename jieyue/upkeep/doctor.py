"""``doctor``: what is wrong with a workspace, what would be done about it, and doing it.

A finding is told in Chinese: where, what was found, what would be done.  Nothing is thrown away by a repair: what
belongs nowhere is taken in again through 收件箱, or kept under another name.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from jieyue.backup import back_up, backups, is_whole, newest_whole
from jieyue.derived import damaged
from jieyue.durable import make_folder
from jieyue.errors import JieyueError
from jieyue.ledger import Ledger, LedgerDamaged, open_ledger
from jieyue.ledger.journal import Journal, JournalDamaged
from jieyue.session import form_set_of, register_of
from jieyue.settings import read_settings
from jieyue.upkeep.doctor_files import examine_files
from jieyue.upkeep.finding import Finding
from jieyue.upkeep.restoring import restore
from jieyue.workspace import Workspace, hold, last_holder

_ROUNDS = 4
"""A repair can bring other findings to light; so often it is looked again."""


@dataclass(frozen=True, slots=True)
class Visit:
    """What a doctor's visit found, what it did, and what is left for a person."""

    found: tuple[Finding, ...] = ()
    done: tuple[str, ...] = ()
    left: tuple[Finding, ...] = ()


def examine(workspace: Workspace, who: str) -> tuple[Finding, ...]:
    """Everything wrong with the workspace, nothing changed but what an interrupted run left to finish."""
    stale = list(_stale_lock(workspace))
    with hold(workspace, who):
        return (*stale, *_all(workspace))


def repair(workspace: Workspace, who: str) -> Visit:
    """Mends what can be mended, looking again until nothing more can be."""
    stale = list(_stale_lock(workspace))
    with hold(workspace, who):
        found = left = (*stale, *_all(workspace))
        done: list[str] = []
        for _ in range(_ROUNDS):
            mendable = [one for one in left if one.mend]
            if not mendable:
                break
            done += [told for one in mendable if one.mend and (told := one.mend())]
            left = tuple(_all(workspace))
    return Visit(found, tuple(done), left)


def _stale_lock(workspace: Workspace) -> Iterator[Finding]:
    if holder := last_holder(workspace):
        finding = f"上次运行没有正常结束（{holder}）"
        remedy = "解除其占用；它没做完的，会自动接着做完"
        yield Finding("lock-stale", ".jieyue/lock", finding, remedy, lambda: "已解除上次运行的占用")


def _all(workspace: Workspace) -> Iterator[Finding]:
    yield from _office(workspace)
    yield from _folders(workspace)
    yield from _derived(workspace)
    try:
        with open_ledger(workspace.ledger) as ledger:
            yield from _journal(workspace)
            yield from _backups(workspace, ledger)
            yield from examine_files(workspace, ledger)
    except LedgerDamaged as damaged:
        newest = newest_whole(workspace)
        how = f"恢复备份{newest.path.name}" if newest else "按审计日志重建台账"
        yield Finding(
            "ledger-damaged",
            ".jieyue",
            str(damaged).partition("；")[0],
            f"{how}，并补上审计日志中其后的记录",
            lambda: restore(workspace),
        )


_REGISTER_BACK = "请从自己的备份找回放回原处；找不回的，用 jieyue new 建一个新文件夹，取其中的空名录填好"


def _office(workspace: Workspace) -> Iterator[Finding]:
    """The office's own files, which only people may mend."""
    try:
        settings = read_settings(workspace.settings)
        form_set_of(workspace, settings)
        register_of(workspace, settings)
    except JieyueError as fault:
        yield Finding("office-files", "设置.toml、单位名录.xlsx", str(fault), "请按提示更正该文件")
    if not workspace.register.exists():
        yield Finding("register-missing", workspace.register.name, "单位名录不在了，没有单位可比对", _REGISTER_BACK)


def _folders(workspace: Workspace) -> Iterator[Finding]:
    """The folders that people see."""
    for folder in workspace.shown:
        if folder.is_dir():
            continue
        if os.path.lexists(folder):
            remedy = "请把同名的文件或链接改名，再用 jieyue doctor --repair 新建"
            yield Finding("folder-missing", folder.name, "这里应是文件夹，却是别的", remedy)
        else:
            remedy = "新建一个空的；是改了名或移走了的，请先改回来"
            yield Finding("folder-missing", folder.name, "文件夹不在了", remedy, partial(_make, folder))


def _make(folder: Path) -> str:
    make_folder(folder)
    return f"已新建{folder.name}文件夹"


def _derived(workspace: Workspace) -> Iterator[Finding]:
    """What is kept to save time and is damaged: it is not used, and made anew when it is needed."""
    for path in damaged(workspace):
        place = path.relative_to(workspace.root).as_posix()
        remedy = "删除，用到时自动重做"
        yield Finding(
            "derived-damaged", place, "为省时间保存的中间结果已损坏（没有被采用）", remedy, partial(_drop, path)
        )


def _drop(path: Path) -> str:
    path.unlink(missing_ok=True)
    return f"已删除损坏的中间结果{path.name}"


def _journal(workspace: Workspace) -> Iterator[Finding]:
    try:
        for _ in Journal(workspace.journal).entries():
            """Every line proves itself."""
    except JournalDamaged as damage:
        finding = f"审计日志第{damage.line}行已损坏，台账本身完好"
        remedy = "另存原日志，以台账为准重新起头"
        yield Finding("journal-damaged", workspace.journal.name, finding, remedy, partial(_renew, workspace))


def _renew(workspace: Workspace) -> str:
    with open_ledger(workspace.ledger) as ledger:
        ledger.renew_journal()
    return "已另存损坏的审计日志，并以台账为准重新起头"


def _backups(workspace: Workspace, ledger: Ledger) -> Iterator[Finding]:
    there = backups(workspace)
    if not there and ledger.transactions:
        yield Finding("backup-missing", ".jieyue/backups", "还没有备份", "新做一个备份", partial(_back_up, workspace))
    for one in there:
        if not is_whole(one):
            place = f".jieyue/backups/{one.path.name}"
            yield Finding("backup-damaged", place, "备份已损坏，不能用于恢复", "停用它", partial(_stop_using, one.path))


def _back_up(workspace: Workspace) -> str:
    with open_ledger(workspace.ledger) as ledger:
        return f"已新做备份{back_up(workspace, ledger).name}"


def _stop_using(path: Path) -> str:
    path.replace(path.with_suffix(".损坏"))
    return f"已停用损坏的备份{path.name}"

"""The ledger put back: from a backup, from the audit journal, and from what lies in 已归档.  Nothing is thrown away."""

from __future__ import annotations

import shutil
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from jieyue.backup import Backup, backups, is_whole, newest_whole
from jieyue.durable import put_in_place, sync_folder
from jieyue.errors import WrongUsage
from jieyue.ledger import LedgerDamaged, open_ledger
from jieyue.ledger.journal import Journal, JournalDamaged
from jieyue.upkeep.finding import Finding
from jieyue.workspace import Workspace

_PARTS = ("", "-journal", "-wal", "-shm")
"""The ledger, and what SQLite may have left beside it."""


def chosen_backup(workspace: Workspace, name: str) -> Backup:
    """The backup of that name or path.  Raises :class:`WrongUsage`, listing what there is, or when it is damaged."""
    there = backups(workspace)
    wanted = Path(name).name
    found = next((one for one in there if one.path.name == wanted), None)
    if found is None:
        choice = "、".join(one.path.name for one in there) or "（没有备份）"
        raise WrongUsage(f"没有备份“{name}”；可用的有：{choice}")
    if not is_whole(found):
        raise WrongUsage(f"备份“{name}”已损坏；请另选一个，或用 jieyue doctor --rebuild 重建")
    return found


def restore(workspace: Workspace, backup: Backup | None = None) -> str:
    """Puts a backup in the ledger's place (the newest whole one) and carries out what the journal holds beyond it.

    Without a whole backup the ledger is made anew from the journal.  What was there is kept under another name;
    what was done is told in Chinese.
    """
    backup = backup or newest_whole(workspace)
    if backup is None:
        return rebuild(workspace)
    _refuse_newer(workspace)
    journal = _journal_cut_at_damage(workspace)

    def copy(path: Path) -> None:
        """What stands in the way is moved only when there was room for what takes its place."""
        shutil.copyfile(backup.path, path)
        _set_aside(workspace)

    put_in_place(workspace.ledger, copy)
    with open_ledger(workspace.ledger) as ledger:
        came = ledger.transactions - backup.transactions
    return f"已恢复备份{backup.path.name}，并按审计日志补上其后的{came}笔记录{journal}"


def rebuild(workspace: Workspace) -> str:
    """Makes the ledger anew from the audit journal; what was there is kept under another name.

    A backup that knows more than what is left of the journal is restored instead.
    """
    _refuse_newer(workspace)
    journal = _journal_cut_at_damage(workspace)
    newest = newest_whole(workspace)
    if newest and newest.transactions > _last(workspace):
        return restore(workspace, newest) + journal
    _set_aside(workspace)
    with open_ledger(workspace.ledger) as ledger:
        return f"已按审计日志重建台账，共{ledger.transactions}笔记录{journal}"


def archive_alone(workspace: Workspace) -> Finding | None:
    """What no archive can bring back, where neither ledger nor journal nor backup is left; None where one is."""
    if workspace.ledger.exists() or _last(workspace) or newest_whole(workspace):
        return None
    finding = "审计日志和备份也不在了，只能按“已归档”重建：人的更正、决定和抽查样本没有找回"
    remedy = (
        "请照留底用 jieyue correct、decide 再登记一遍，抽查用 jieyue draw 按原来的种子重抽；"
        "文号只按“发文”里的公文登记，已移走的请核对；放回收件箱的，用 jieyue intake 再收一次"
    )
    return Finding("memory-lost", "台账", finding, remedy)


def _refuse_newer(workspace: Workspace) -> None:
    """Raises where a newer version of the program wrote the ledger; a damaged one is what all this is for."""
    if workspace.ledger.is_file():
        with suppress(LedgerDamaged), open_ledger(workspace.ledger, check=False):
            pass


def _last(workspace: Workspace) -> int:
    """The number of the last transaction that the journal tells whole."""
    number = 0
    with suppress(JournalDamaged):
        for entry in Journal(workspace.journal).entries():
            number = entry.place.number
    return number


def _set_aside(workspace: Workspace) -> None:
    moment = datetime.now().astimezone().strftime("%Y%m%dT%H%M%S.%f")
    for part in _PARTS:
        path = workspace.ledger.with_name(workspace.ledger.name + part)
        if path.exists():
            path.replace(workspace.hidden / f"台账-停用-{moment}.sqlite{part}")
    sync_folder(workspace.hidden)


def _journal_cut_at_damage(workspace: Workspace) -> str:
    """A journal with a damaged line is kept whole under another name, and used up to that line."""
    journal = Journal(workspace.journal)
    try:
        for _ in journal.entries():
            """Every line proves itself."""
    except JournalDamaged as damage:
        moment = datetime.now().astimezone().strftime("%Y%m%dT%H%M%S.%f")
        kept = workspace.journal.with_name(f"journal-损坏-{moment}.jsonl")
        put_in_place(kept, lambda path: shutil.copyfile(workspace.journal, path))
        journal.cut(damage.offset)
        return f"；审计日志第{damage.line}行起已损坏，原样存为{kept.name}"
    return ""

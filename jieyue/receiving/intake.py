"""Intake: what is dropped into 收件箱 becomes records, and the originals rest where they belong.

A file in 收件箱 is recognised by its bytes, read once by a capped process, judged by register and calendar, and filed:
accepted, duplicate, waiting for a person, or left alone with its reason.  Nothing dropped is removed from 收件箱 until
what it said is safe.
"""

from __future__ import annotations

import sqlite3
from collections import deque
from functools import partial

from jieyue.backup import keep_backup
from jieyue.errors import JieyueError
from jieyue.ledger import Ledger, open_ledger
from jieyue.receiving.archive import sweep
from jieyue.receiving.clearing import finish
from jieyue.receiving.gathering import Gathering
from jieyue.receiving.inbox import LeftAlone, scan, settled
from jieyue.receiving.judge import Desk
from jieyue.receiving.options import Options
from jieyue.receiving.pulse import Pulse
from jieyue.receiving.report import IGNORED, IntakeFile, IntakeReport
from jieyue.receiving.rounds import Round, Run
from jieyue.receiving.worker import Elsewhere, Reader, Readers, read_one
from jieyue.session import form_set_of, register_of
from jieyue.settings import read_settings
from jieyue.system_words import reason
from jieyue.workspace import Workspace, hold

__all__ = ["Options", "desk_of", "finish", "intake", "readers_of"]

_ROUNDS = 2
"""Rounds being read while another is filed."""
_USUAL = Options()
_TRY_AGAIN = "请检查磁盘空间和权限后重试，已收的不受影响，未收的仍在收件箱"
_STUCK = "已经收妥，但原件正被其他程序打开，未能移走；请先关闭该文件"


def intake(workspace: Workspace, reader: Reader, options: Options = _USUAL) -> IntakeReport:
    """Takes everything that lies in 收件箱 now.

    Raises ``WorkspaceBusy``, ``LedgerDamaged`` or another :class:`JieyueError` when it cannot work; what was already
    filed stays filed, the rest stays in 收件箱, and a later run goes on.
    """
    try:
        with hold(workspace, options.who), open_ledger(workspace.ledger) as ledger, Pulse(options.progress) as pulse:
            keep_backup(workspace, ledger)
            report = _take_all(workspace, ledger, reader, options, pulse)
            keep_backup(workspace, ledger)
            return report
    except OSError as error:
        place = error.filename or workspace.root
        raise JieyueError(f"{place}：读写不了（{reason(error)}）；{_TRY_AGAIN}") from error
    except (sqlite3.Error, MemoryError) as error:
        raise JieyueError(f"{workspace.root}：无法继续（{error or '内存不足'}）；{_TRY_AGAIN}") from error


def _take_all(workspace: Workspace, ledger: Ledger, reader: Reader, options: Options, pulse: Pulse) -> IntakeReport:
    if not workspace.inbox.is_dir():
        raise JieyueError("收件箱：文件夹不在了；改了名的请改回原名，没有了的用 jieyue doctor --repair 新建")
    sweep(workspace)
    stuck = finish(workspace, ledger)
    with readers_of(reader, options) as readers:
        look = scan(workspace.inbox)
        if look[0]:
            readers.come()
        found, left = settled(workspace.inbox, options.waiting, look)
        gathering = Gathering(workspace, [file for file in found if file.path not in stuck])
        files = [_left_alone(entry) for entry in left]
        files += [IntakeFile(file.name, IGNORED, reason=_STUCK, held=True) for file in found if file.path in stuck]
        open_desk = partial(desk_of, workspace, options, ledger)
        run = Run(workspace, ledger, open_desk, options, readers, pulse, total=len(found))
        files += _in_rounds(run, gathering)
    finish(workspace, ledger)
    return IntakeReport((*files, *gathering.left))


def _in_rounds(run: Run, gathering: Gathering) -> list[IntakeFile]:
    """What became of the files: while some are read, those before them are filed."""
    files: list[IntakeFile] = []
    begun: deque[Round] = deque()
    for batch in gathering.batches():
        begun.append(Round(run, batch))
        begun[-1].ask()
        if len(begun) > _ROUNDS:
            files += begun.popleft().file()
    while begun:
        files += begun.popleft().file()
    return files


def readers_of(reader: Reader, options: Options) -> Elsewhere:
    """What reads the files: our own capped processes, or somebody's executor."""
    if options.executor:
        return Elsewhere(reader, options.executor, options.seconds, read_one if options.unguarded else None)
    return Readers(reader, options.workers, options.seconds)


def desk_of(workspace: Workspace, options: Options, ledger: Ledger) -> Desk:
    """What files are judged by today; a person's decision about 不适用 goes before the settings."""
    settings = read_settings(workspace.settings)
    form_set = form_set_of(workspace, settings)
    decided = [event.after for event in ledger.standing("policy")]
    policy = (decided[-1] if decided else None) or settings.policy.not_applicable or form_set.not_applicable
    return Desk(register_of(workspace, settings), settings, form_set, options.clock().date(), policy)


def _left_alone(entry: LeftAlone) -> IntakeFile:
    return IntakeFile(entry.name, IGNORED, reason=entry.reason)

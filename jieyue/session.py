"""One command's work in a workspace: settings, form set, register and ledger, opened and closed together."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from jieyue.errors import DataFault, JieyueError
from jieyue.formset import FormSet, load_form_set
from jieyue.ledger import Ledger, open_ledger
from jieyue.model import LEVEL_WORDS
from jieyue.safe.refusal import Refused
from jieyue.settings import Settings, read_settings
from jieyue.system_words import reason
from jieyue.units.register import Register
from jieyue.units.register_kept import register_kept
from jieyue.wholeness import Wholeness
from jieyue.workspace import Workspace, hold, own_forms


@dataclass(frozen=True, slots=True)
class Session:
    """What every command works with."""

    workspace: Workspace
    settings: Settings
    form_set: FormSet
    register: Register
    ledger: Ledger


@contextmanager
def session(workspace: Workspace, who: str = "") -> Iterator[Session]:
    """The workspace opened: to write, held in the name of ``who``; to read only, without a holder.

    Raises a :class:`JieyueError` for faults of settings or register, a busy workspace or a damaged ledger.
    """
    settings = read_settings(workspace.settings)
    form_set = form_set_of(workspace, settings)
    register = register_of(workspace, settings)
    with ExitStack() as stack:
        if who:
            stack.enter_context(hold(workspace, who))
        whole = Wholeness(workspace)
        ledger = stack.enter_context(open_ledger(workspace.ledger, check=bool(who) or not whole.known()))
        try:
            yield Session(workspace, settings, form_set, register, ledger)
            whole.note(written=bool(who))
        except BrokenPipeError:
            raise
        except OSError as error:
            raise JieyueError(f"{error.filename or workspace.root}：读写不了（{reason(error)}）；{_AGAIN}") from error
        except sqlite3.Error as error:
            raise JieyueError(f"{workspace.root}：台账无法读写（{error}）；{_AGAIN}") from error


_AGAIN = "请检查磁盘空间和权限后重试；已记入台账的不受影响"


def form_set_of(workspace: Workspace, settings: Settings) -> FormSet:
    """The form set in force: the office's own of that name, else the shipped one."""
    return load_form_set(settings.form_set, own_forms(workspace))


def register_of(workspace: Workspace, settings: Settings) -> Register:
    """The workspace's 单位名录; an empty one where the file is missing."""
    if not workspace.register.exists():
        return Register()
    try:
        return register_kept(workspace, LEVEL_WORDS[settings.level])
    except Refused as refused:
        found = refused.problem.message
        raise DataFault([f"{workspace.register.name}：{found}；请关闭正打开它的程序，或换回完好的一份"]) from refused

"""What every command shares: its workspace, ``--json``, who acts and why, tables, and how problems are shown."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from jieyue.cli.chinese import Command
from jieyue.cli.tables import Cell, shown
from jieyue.errors import Exit, WrongUsage
from jieyue.model import Problem, Severity
from jieyue.workspace import Workspace, find_workspace

_Function = TypeVar("_Function", bound=Callable[..., Any])
_FOLDER = click.Path(file_okay=False, path_type=Path)


def command(name: str, example: str = "") -> Callable[[_Function], click.Command]:
    """Declares a command; its docstring (Chinese) is its help, and what it returns its exit status (None: done)."""

    def declare(function: _Function) -> click.Command:
        @wraps(function)
        def call(*args: Any, **kwargs: Any) -> None:
            click.get_current_context().exit(int(function(*args, **kwargs) or Exit.DONE))

        return click.command(name, cls=Command, example=example)(call)

    return declare


def workspace_option(function: _Function, *, whole: bool = True) -> _Function:
    """Adds ``-C DIR``; the command gets the ``workspace`` (default: the folder stood in, or its nearest parent)."""

    def found(ctx: click.Context, _param: click.Parameter, value: Path | None) -> Workspace:
        return find_workspace(value or ctx.find_root().params.get("folder") or Path.cwd(), whole=whole)

    option = click.option(
        "-C",
        "workspace",
        type=_FOLDER,
        metavar="文件夹",
        callback=found,
        help="工作区文件夹（默认：当前文件夹或其上级）。",
    )
    return option(function)


def remains_option(function: _Function) -> _Function:
    """Like :func:`workspace_option`, for a command that can do with a workspace whose hidden folder is gone."""
    return workspace_option(function, whole=False)


def json_option(function: _Function) -> _Function:
    """Adds ``--json``."""
    return click.option("--json", "as_json", is_flag=True, help="输出 JSON，供程序使用。")(function)


def always_json(function: _Function) -> _Function:
    """Accepts ``--json`` where nothing but JSON is printed anyway."""
    said = "本命令总是输出 JSON，写不写都一样。"
    return click.option("--json", is_flag=True, expose_value=False, help=said)(function)


def person_options(function: _Function) -> _Function:
    """Adds ``--why`` (asked for) and ``--who`` (default: who is logged in)."""
    who = click.option("--who", default=login, metavar="姓名", help="经办人（默认：本机登录名）。")
    why = click.option("--why", required=True, metavar="理由", callback=reason_given, help="理由，记入审计记录。")
    return why(who(function))


def reason_given(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """A reason that somebody wrote: the word that stands for it in a ready-made command is none."""
    if value is not None and value.strip() in ("", "理由"):
        raise WrongUsage("“--why”后面要写实际的理由，例如：--why 电话核实")
    return value


def day_option(name: str, text: str) -> Callable[[_Function], _Function]:
    """Adds an option that takes a day (2026-12-25); the command gets a ``date`` or None."""

    def given(_ctx: click.Context, _param: click.Parameter, value: datetime | None) -> date | None:
        return value.date() if value else None

    return click.option(name, type=click.DateTime(["%Y-%m-%d"]), callback=given, metavar="年-月-日", help=text)


def today() -> date:
    """The day by the clock of this machine."""
    return datetime.now().astimezone().date()


def login() -> str:
    """The name of who is logged in."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "本机用户"


def tell(text: str = "") -> None:
    """Prints a line."""
    click.echo(text)


def tell_json(value: Any) -> None:
    """Prints one line of JSON with exact numbers."""
    from jieyue.record import dumps

    click.echo(dumps(value))


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Prints a readable table; a cell is shown as it is written, in its colour where the output is a terminal."""
    tell(shown(title, columns, list(rows)))


@contextmanager
def progress(title: str, *, quiet: bool = False) -> Iterator[Callable[[int, int, str], None]]:
    """A progress bar on the terminal's error side, told ``(done, all, name)``; nothing when ``quiet``."""
    if quiet:
        yield lambda _done, _all, _name: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None)

        def hear(done: int, whole: int, name: str) -> None:
            bar.update(task, completed=done, total=whole, description=f"{title} {name[:24]}")

        yield hear


def tell_problems(problems: Iterable[Problem], indent: str = "  ") -> None:
    """Prints problems, errors marked ✗ and warnings !."""
    for found in problems:
        mark = "✗" if found.severity is Severity.ERROR else "!"
        place = f"{found.place}：" if found.place else ""
        tell(f"{indent}{mark} {place}{found.message}；{found.remedy}")


def readable(path: Path) -> Path:
    """The file of an argument.  Raises :class:`WrongUsage` when there is none."""
    if not path.exists() and not path.is_symlink():
        raise WrongUsage(f"{path}：没有这个文件；请检查路径")
    return path

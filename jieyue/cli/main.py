"""The command ``jieyue``: its commands in the order of the year, each loaded only when it is called."""

from __future__ import annotations

import errno
import gc
import io
import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import cast

import click

from jieyue import __version__
from jieyue.cli.chinese import Group, complaint
from jieyue.errors import Exit, JieyueError

COMMANDS = (
    "new",
    "register",
    "blank",
    "intake",
    "watch",
    "status",
    "remind",
    "correct",
    "decide",
    "undo",
    "draw",
    "generate",
    "check",
    "export",
    "extract",
    "score",
    "lint",
    "forms",
    "doctor",
    "demo",
)
"""Every command; the module ``jieyue.cli.<name>`` holds it under the same name."""


class _Commands(Group):
    """Loads a command's module when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of the year."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        if cmd_name not in COMMANDS:
            return None
        return cast(click.Command, getattr(import_module(f"jieyue.cli.{cmd_name}"), cmd_name))


@click.command(cls=_Commands)
@click.option("-C", "folder", type=click.Path(file_okay=False, path_type=Path), metavar="文件夹", help="工作区文件夹。")
@click.version_option(__version__, "--version", message="jieyue %(version)s", help="显示版本。")
def jieyue(folder: Path | None) -> None:
    """节约型机关评价：收表、核分、出公文。各命令后加 --help 看说明和示例。"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the command line and exits with the status of the contract."""
    _check_house()
    _end_in_order()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """The exit status; faults are told on the error side, in Chinese."""
    # A command makes records by the hundred thousand and hardly a cycle: to look for some after every few hundred
    # costs a quarter of its time.
    gc.set_threshold(100_000)
    try:
        return int(jieyue.main(arguments, prog_name="jieyue", standalone_mode=False) or Exit.DONE)
    except click.ClickException as error:
        click.echo(complaint(error), err=True)
        return Exit.WRONG_USAGE
    except JieyueError as error:
        click.echo(str(error), err=True)
        return error.exit
    except BrokenPipeError:
        # Whoever read our output has had enough (… | head): nothing more is told, and nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.DONE
    except OSError as error:
        from jieyue.system_words import reason

        remedy = "请腾出磁盘空间" if error.errno == errno.ENOSPC else "请改正"
        place = error.filename or "磁盘"
        click.echo(f"{place}：读写不了（{reason(error)}）；{remedy}后再做一次，已收的不受影响", err=True)
        return Exit.COULD_NOT_WORK
    except (click.Abort, KeyboardInterrupt):
        click.echo("已停止；已经收妥的不受影响，未收的仍在收件箱", err=True)
        return Exit.COULD_NOT_WORK


def _end_in_order() -> None:
    """To be told to end, and a window that is closed, are Ctrl-C: whoever asked to be spared (nohup) is."""
    for name in ("SIGTERM", "SIGHUP"):
        told = getattr(signal, name, None)
        if told and signal.getsignal(told) is signal.SIG_DFL:
            signal.signal(told, signal.default_int_handler)


def _check_house() -> None:
    """``extract`` and ``generate`` are common names: the three packages must lie side by side."""
    import extract
    import generate

    home = Path(__file__).resolve().parents[2]
    for package in (extract, generate):
        if Path(str(package.__file__)).resolve().parents[1] != home:
            name = package.__name__
            sys.exit(f"安装有误：Python 找到的“{name}”不是 jieyue 的（{package.__file__}）；请装入单独的虚拟环境")

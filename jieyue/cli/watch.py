"""``jieyue watch``: intake, continuously."""

from __future__ import annotations

import click

from jieyue.cli.frame import command, login, tell, workspace_option
from jieyue.workspace import Workspace


@command("watch", example="jieyue watch          # 按 Ctrl-C 停止")
@workspace_option
@click.option("--pause", type=click.FloatRange(0.2, 3600), default=2.0, metavar="秒", help="隔多少秒看一次（默认2）。")
@click.option("--who", default=login, metavar="姓名", help="经办人（默认：本机登录名）。")
def watch(workspace: Workspace, pause: float, who: str) -> None:
    """守着收件箱，来一份收一份，直到按 Ctrl-C。"""
    from jieyue.cli.intake import show
    from jieyue.receiving.extraction import reader_of
    from jieyue.receiving.intake import Options
    from jieyue.receiving.watch import watch as keep

    tell(f"正在守候：{workspace.inbox}（按 Ctrl-C 停止）")
    keep(workspace, reader_of(workspace), Options(who=who), show, pause=pause)

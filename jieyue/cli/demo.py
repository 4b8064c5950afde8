"""``jieyue demo``: a year on the shipped samples."""

from __future__ import annotations

from pathlib import Path

import click

from jieyue.cli.frame import command, tell
from jieyue.workspace import Workspace


@command("demo", example="jieyue demo\njieyue demo 示例年度 --fresh")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default="示例年度", metavar="[文件夹]")
@click.option("--fresh", is_flag=True, help="文件夹里是以前的演示时，清掉重来。")
def demo(folder: Path, fresh: bool) -> None:
    """用随附的示例走完一个年度：从收表到次年3月备案，逐步显示所用的命令。"""
    from jieyue.cli.main import run
    from jieyue.demo import demo as play

    workspace = play(folder, run, tell, fresh=fresh)
    _tell_where(workspace)


def _tell_where(workspace: Workspace) -> None:
    root = workspace.root
    tell("\n━━━ 演示完毕，请打开看看 ━━━")
    for path, what in (
        (workspace.outgoing, "通报、整改、备案等公文（docx，可用 WPS 打开修改）"),
        (workspace.exports, "台账工作簿（含图表）和全部记录"),
        (workspace.waiting, "还需要人处理的文件，旁边有说明"),
        (workspace.archive, "收下的原件，每份旁边有读出的记录（json）"),
    ):
        count = sum(1 for one in path.rglob("*") if one.is_file())
        tell(f"  {path.relative_to(root.parent)}  {count}个文件：{what}")
    tell(f"接着可以试：jieyue -C {root.name} status，或 jieyue -C {root.name} status 湖南省林业局")

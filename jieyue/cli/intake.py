"""``jieyue intake``: everything in 收件箱 taken."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time

import click

from jieyue.cli.frame import command, day_option, json_option, login, progress, table, tell, tell_json, workspace_option
from jieyue.errors import Exit
from jieyue.model import Severity
from jieyue.receiving.report import OUTCOMES, REVIEW, IntakeFile, IntakeReport
from jieyue.workspace import Workspace


@command("intake", example="jieyue intake\njieyue intake --received 2026-10-30   # 补录10月30日收到的文件")
@workspace_option
@json_option
@day_option("--received", "实际收到的日期（默认今天），用于判断是否逾期。")
@click.option("--workers", type=click.IntRange(1, 64), default=2, metavar="数", help="同时读取的进程数（默认2）。")
@click.option("--who", default=login, metavar="姓名", help="经办人（默认：本机登录名）。")
def intake(workspace: Workspace, as_json: bool, received: date | None, workers: int, who: str) -> Exit:
    """收下收件箱里的全部文件：识别、读取、核对、归档，有问题的放入待处理并写明要问什么。"""
    from jieyue.receiving.child import prepare

    if workspace.inbox.is_dir() and any(workspace.inbox.iterdir()):
        prepare()
    from jieyue.receiving.extraction import reader_of
    from jieyue.receiving.intake import Options
    from jieyue.receiving.intake import intake as take

    with progress("收件", quiet=as_json) as told:
        options = Options(workers=workers, who=who, progress=told, clock=clock_of(received))
        report = take(workspace, reader_of(workspace), options)
    if as_json:
        tell_json(report.as_json())
    else:
        show(report)
    return Exit.NEEDS_A_PERSON if report.needs_a_person else Exit.DONE


def clock_of(received: date | None) -> Callable[[], datetime]:
    """The clock of an intake: now, or noon of the day on which the files really came."""
    if received is None:
        return lambda: datetime.now().astimezone()
    moment = datetime.combine(received, time(12)).astimezone()
    return lambda: moment


def show(report: IntakeReport) -> None:
    """The report as a table, and the accounting line below it."""
    rows = [(OUTCOMES[file.outcome], file.name, file.unit or "", _remark(file)) for file in report.files]
    if rows:
        table("", ("结果", "文件", "单位", "说明"), rows)
    tell(report.line)
    if report.count(REVIEW):
        tell("“待处理”里每份文件旁有“说明.txt”：写明要问单位什么（可直接粘贴），以及本局自己更正、决定时用的命令")


def _remark(file: IntakeFile) -> str:
    if file.reason:
        return file.reason
    errors = [found for found in file.problems if found.severity is Severity.ERROR]
    shown = errors or list(file.problems)
    more = f"（共{len(shown)}处）" if len(shown) > 1 else ""
    if not shown:
        return ""
    place = f"{shown[0].place}：" if shown[0].place else ""
    return f"{place}{shown[0].message}{more}"

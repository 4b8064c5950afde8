"""``jieyue doctor``: what is wrong with the workspace, and putting it right."""

from __future__ import annotations

import click

from jieyue.cli.frame import command, json_option, login, remains_option, tell, tell_json
from jieyue.durable import make_folder
from jieyue.errors import Exit, JieyueError, WrongUsage
from jieyue.upkeep.finding import Finding
from jieyue.workspace import Workspace, lost

_EXAMPLE = """\
jieyue doctor                # 只检查，不改动
jieyue doctor --repair       # 按检查结果修复
jieyue doctor --restore      # 恢复最近的备份，并补上其后的记录
jieyue doctor --rebuild      # 按审计日志和已归档重建台账"""
_NEWEST = "最近"


@command("doctor", example=_EXAMPLE)
@remains_option
@json_option
@click.option("--repair", is_flag=True, help="修复能修复的；什么也不会被丢弃。")
@click.option("--restore", is_flag=False, flag_value=_NEWEST, metavar="[备份]", help="恢复一个备份（默认最近的）。")
@click.option("--rebuild", is_flag=True, help="按审计日志和已归档的记录重建台账。")
@click.option("--who", default=login, metavar="姓名", help="经办人（默认：本机登录名）。")
def doctor(workspace: Workspace, as_json: bool, repair: bool, restore: str | None, rebuild: bool, who: str) -> Exit:
    """检查工作区：台账、审计日志、备份、原件、记录、半成品，说明发现了什么、会怎么办。"""
    from jieyue.upkeep import doctor as doctors

    if sum((repair, restore is not None, rebuild)) > 1:
        raise WrongUsage("--repair、--restore、--rebuild 只能用一个")
    if (why := lost(workspace)) and not (rebuild or (restore is not None and workspace.hidden.is_dir())):
        raise JieyueError(f"{workspace.root}：{why}")
    done: list[str] = []
    lost_for_good: tuple[Finding, ...] = ()
    if restore is not None or rebuild:
        told, lost_for_good = _put_back(workspace, restore, who)
        done.append(told)
    if repair or done:
        visit = doctors.repair(workspace, who)
        done += visit.done
        found, left = lost_for_good + visit.found, lost_for_good + visit.left
    else:
        found = left = doctors.examine(workspace, who)
    if as_json:
        tell_json({"found": list(map(_record, found)), "done": done, "left": list(map(_record, left))})
    else:
        _show(found, done, left)
    return Exit.NEEDS_A_PERSON if left else Exit.DONE


def _put_back(workspace: Workspace, name: str | None, who: str) -> tuple[str, tuple[Finding, ...]]:
    """What was done, and what nothing can bring back."""
    from jieyue.upkeep.restoring import archive_alone, chosen_backup, rebuild, restore
    from jieyue.workspace import hold

    make_folder(workspace.backups)
    with hold(workspace, who):
        backup = None if name in (None, _NEWEST) else chosen_backup(workspace, str(name))
        gone = archive_alone(workspace)
        told = rebuild(workspace) if name is None else restore(workspace, backup)
        return told, (gone,) if gone else ()


def _record(one: Finding) -> dict[str, object]:
    parts = {"code": one.code, "place": one.place, "finding": one.finding, "remedy": one.remedy}
    return {**parts, "mendable": one.mend is not None}


def _show(found: tuple[Finding, ...], done: list[str], left: tuple[Finding, ...]) -> None:
    for line in done:
        tell(f"✓ {line}")
    for one in left:
        would = f"可修复：{one.remedy}" if one.mend else one.remedy
        tell(f"✗ {one.place}：{one.finding}；{would}")
    if not left:
        tell("已全部修复" if done else "未发现问题：台账、审计日志、备份、原件和记录都完好")
    elif any(one.mend for one in left):
        tell(f"共{len(found)}处；用 jieyue doctor --repair 修复可修复的")

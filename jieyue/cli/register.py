"""``jieyue register``: the 单位名录 checked, compared, begun."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from jieyue.cli.chinese import Group
from jieyue.cli.frame import (
    command,
    day_option,
    json_option,
    readable,
    table,
    tell,
    tell_json,
    tell_problems,
    today,
    workspace_option,
)
from jieyue.errors import Exit, WrongUsage
from jieyue.model import LEVEL_WORDS
from jieyue.session import register_of
from jieyue.settings import read_settings
from jieyue.units.register import Register, counting, read_register
from jieyue.workspace import Workspace

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.group("register", cls=Group)
def register() -> None:
    """单位名录：检查、与旧名录对照、写出带市州县区管理部门的空白名录。"""


@command("check", example="jieyue register check\njieyue register check --on 2027-01-01")
@workspace_option
@json_option
@day_option("--on", "看哪一天谁计入总数（默认今天）。")
def check(workspace: Workspace, as_json: bool, on: date | None) -> Exit:
    """检查单位名录：哪一行有误、怎么改；谁计入总数，谁不计入、为什么。"""
    found = _own(workspace)
    units, left_out = counting(found, on or today())
    if as_json:
        _tell_json(found, len(units), [(unit.name, why) for unit, why in left_out])
    else:
        levels: dict[str, int] = {}
        for unit in units:
            levels[unit.level] = levels.get(unit.level, 0) + 1
        parts = "，".join(f"{level}{count}" for level, count in levels.items())
        tell(
            f"名录共{len(found.units)}行；{on or today():%Y-%m-%d}计入{len(units)}家"
            + (f"（{parts}）" if parts else "")
        )
        if left_out:
            table("不计入的", ("单位", "原因"), [(unit.name, why) for unit, why in left_out])
        tell_problems(found.problems)
        tell(_verdict(found))
    return Exit.NEEDS_A_PERSON if found.faulty else Exit.DONE


def _verdict(found: Register) -> str:
    if found.faulty:
        return "请在“单位名录.xlsx”中更正后重试"
    return "名录没有错误" if found.units else "名录里还没有单位；请填好“单位名录.xlsx”，一行一个单位"


def _own(workspace: Workspace) -> Register:
    return register_of(workspace, read_settings(workspace.settings))


def _tell_json(found: Register, counted: int, left_out: list[tuple[str, str]]) -> None:
    from jieyue.record import problem_record

    tell_json(
        {
            "rows": len(found.units),
            "counted": counted,
            "left_out": [{"name": name, "why": why} for name, why in left_out],
            "problems": [problem_record(one) for one in found.problems],
        }
    )


@command("diff", example="jieyue register diff ../2026年度/单位名录.xlsx")
@click.argument("old", type=_FILE, metavar="旧名录")
@workspace_option
@json_option
def diff(workspace: Workspace, old: Path, as_json: bool) -> Exit:
    """与旧的单位名录对照：新增、移出、更名、变更了什么。"""
    from jieyue.units.register_changes import changes

    level = LEVEL_WORDS[read_settings(workspace.settings).level]
    found = changes(_read(readable(old), level), _own(workspace))
    if as_json:
        tell_json(
            {
                "changes": [
                    {
                        "kind": one.kind,
                        "old": one.old.name if one.old else None,
                        "new": one.new.name if one.new else None,
                        "details": [list(detail) for detail in one.details],
                    }
                    for one in found
                ]
            }
        )
        return Exit.DONE
    for one in found:
        tell(one.words)
    kinds = [one.kind for one in found]
    sums = "，".join(f"{kind}{kinds.count(kind)}" for kind in ("新增", "移出", "更名", "变更") if kind in kinds)
    tell(f"共{len(found)}处不同：{sums}" if found else "两份名录相同")
    return Exit.DONE


def _read(path: Path, level: str) -> Register:
    from jieyue.safe.refusal import Refused

    try:
        return read_register(path, level)
    except Refused as refused:
        raise WrongUsage(f"{path.name}：{refused.problem.message}；请确认它是单位名录（xlsx）") from refused


@command("starter", example="jieyue register starter\njieyue register starter -o 空白名录.xlsx")
@click.option("-C", "folder", type=click.Path(file_okay=False, path_type=Path), metavar="文件夹", help="工作区文件夹。")
@click.option("-o", "--output", type=_FILE, metavar="文件", help="写到哪里（默认：工作区的“名录样本.xlsx”）。")
@click.pass_context
def starter(ctx: click.Context, folder: Path | None, output: Path | None) -> Exit:
    """写出一份名录样本，内有14个市州和122个县市区机关事务管理部门的名称和地区，供补充。不改动现有名录。"""
    from jieyue.units.register import bureau_units, starter_register
    from jieyue.workspace import find_workspace

    start = folder or ctx.find_root().params.get("folder") or Path.cwd()
    path = (output or find_workspace(start).root / "名录样本.xlsx").resolve()
    if path.exists():
        raise WrongUsage(f"{path.name}：已经存在，未覆盖；请用 -o 换一个文件名")
    starter_register(path, bureaus=True)
    units = bureau_units()
    cities = sum(unit.level == "市级" for unit in units)
    tell(f"已写出{len(units)}行（市州{cities}，县市区{len(units) - cities}）：{path}")
    return Exit.DONE


register.add_command(check)
register.add_command(diff)
register.add_command(starter)

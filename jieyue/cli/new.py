"""``jieyue new``: a workspace."""

from __future__ import annotations

from pathlib import Path

import click

from jieyue.cli.frame import command, tell
from jieyue.errors import WrongUsage
from jieyue.model import Level

_FOLDER = click.Path(file_okay=False, path_type=Path)


@command(
    "new", example="jieyue new 2026年度 --year 2026 --level province\njieyue new 2027年度 --year 2027 --from 2026年度"
)
@click.argument("folder", type=_FOLDER, metavar="文件夹")
@click.option("--year", type=click.IntRange(2000, 2100), required=True, metavar="年度", help="评价年度，如 2026。")
@click.option(
    "--level",
    type=click.Choice([level.value for level in Level]),
    help="本级：province 省级（默认），city 市级，county 县级。",
)
@click.option("--from", "last", type=_FOLDER, metavar="文件夹", help="上一年度的工作区：沿用名录、设置和累计数。")
def new(folder: Path, year: int, level: str | None, last: Path | None) -> None:
    """新建一个年度的工作区，内有设置和待填的单位名录。"""
    if last:
        if level:
            raise WrongUsage("本级沿用上年的，--from 和 --level 只写一个")
        from jieyue.workspace import find_workspace
        from jieyue.year.carryover import carry_over

        carry_over(find_workspace(last), folder, year)
        tell(f"已建好工作区：{folder}；名录、设置、模板和累计数沿用上年，上年未通过的已标明")
        first = "看一遍“设置.toml”（上年的文号、日期、期限已注释掉）和“单位名录.xlsx”（机构有变动的改好）"
    else:
        from jieyue.model import LEVEL_WORDS

        desk = Level(level or Level.PROVINCE)
        _create(folder, year, desk)
        tell(f"已建好{LEVEL_WORDS[desk]}工作区：{folder}")
        marked = "" if desk is Level.PROVINCE else "，〔某某〕处换成本地名称"
        first = f"填好“设置.toml”（本局名称、联系人{marked}）和“单位名录.xlsx”（一行一个单位，只有单位名称必填）"
    tell("下一步：")
    tell(f"  1. {first}")
    tell(f"  2. jieyue -C {folder} register check 检查单位名录")
    tell(f"  3. jieyue -C {folder} blank 生成空白自评表，发给各单位")
    tell(f"  4. 收到的文件放进“收件箱”，运行 jieyue -C {folder} intake")
    tell(f"进入“{folder}”文件夹后，各命令不用再写 -C {folder}；全年怎么办见手册")


def _create(folder: Path, year: int, level: Level) -> None:
    """A workspace with its starters, 叙述.txt among them."""
    from generate.narrative import starter
    from jieyue.durable import write_text_durably
    from jieyue.workspace import create_workspace

    workspace = create_workspace(folder, year, level)
    write_text_durably(workspace.root / "叙述.txt", starter())

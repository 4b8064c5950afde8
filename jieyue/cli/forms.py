"""``jieyue forms``: for those who write next year's indicator table."""

from __future__ import annotations

from pathlib import Path

import click

from jieyue.cli.chinese import Group
from jieyue.cli.frame import command, tell
from jieyue.errors import DataFault, Exit


@click.group("forms", cls=Group)
def forms() -> None:
    """检查自编的指标表（forms 文件夹）。"""


@command("check", example="jieyue forms check forms/hunan-2027")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="文件夹")
def check(folder: Path) -> Exit:
    """检查一套指标表：写法、编号、分值合计；一次列出全部问题。"""
    from jieyue.figures import plain
    from jieyue.formset import read_form_set

    try:
        form_set = read_form_set(folder)
    except DataFault as fault:
        for line in fault.faults:
            tell(f"✗ {line}")
        tell(f"共{len(fault.faults)}处问题")
        return Exit.NEEDS_A_PERSON
    rules = sum(1 for _ in form_set.rules())
    tell(f"没有问题：{form_set.title}，{len(form_set.items)}个项目，{rules}条规则，满分{plain(form_set.total)}分")
    return Exit.DONE


forms.add_command(check)

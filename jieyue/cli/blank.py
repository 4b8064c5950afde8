"""``jieyue blank``: blank self-assessment forms."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from jieyue.cli.frame import command, progress, tell, tell_problems, today, workspace_option
from jieyue.durable import make_folder, safe_name, write_durably
from jieyue.errors import Exit, WrongUsage
from jieyue.model import LEVEL_WORDS, Severity, Unit
from jieyue.session import form_set_of, register_of
from jieyue.settings import Settings
from jieyue.units.register import Register, counting
from jieyue.workspace import Workspace


@command("blank", example="jieyue blank\njieyue blank --unit 湖南省水利厅 -o 空白表")
@workspace_option
@click.option("--unit", metavar="单位", help="只生成这一个单位的（全称）；默认本级全部单位。")
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="文件夹",
    help="写到哪里（默认：发文/空白自评表）。",
)
@click.option("--docx/--no-docx", default=True, help="是否同时生成 Word 版。")
def blank(workspace: Workspace, unit: str | None, output: Path | None, docx: bool) -> Exit:
    """生成空白自评表（xlsx 和 docx），单位名称已填好，一个单位一份。"""
    from generate.blank import blank_docx, blank_xlsx
    from jieyue.settings import read_settings

    settings = read_settings(workspace.settings)
    form_set = form_set_of(workspace, settings)
    register = register_of(workspace, settings)
    units = _units(register, settings, unit)
    folder = output or workspace.outgoing / "空白自评表"
    make_folder(folder.resolve())
    about = (settings.level.value, settings.organ.name)
    with progress("空白自评表") as told:
        for number, one in enumerate(units, 1):
            stem = safe_name(f"自评表-{one.name}")
            write_durably(folder / f"{stem}.xlsx", blank_xlsx(form_set, settings.year, one, *about))
            if docx:
                write_durably(folder / f"{stem}.docx", blank_docx(form_set, settings.year, one, *about))
            told(number, len(units), one.name)
    tell(f"已生成{len(units)}个单位的空白自评表：{folder}")
    if not register.faulty:
        tell("下一步：发给各单位；填好的收回来放进“收件箱”，运行 jieyue intake")
        return Exit.DONE
    tell("单位名录有误，可能漏了单位；请更正后重新生成：")
    tell_problems(found for found in register.problems if found.severity is Severity.ERROR)
    return Exit.NEEDS_A_PERSON


def _units(register: Register, settings: Settings, name: str | None) -> Sequence[Unit]:
    """The one unit asked for, or every unit of the desk's own level that counts today."""
    if name:
        unit = register.named(name)
        if unit is None:
            raise WrongUsage(f"单位名录中没有“{name}”；请写全称，或先补入单位名录")
        return [unit]
    counted, _ = counting(register, today())
    own = [unit for unit in counted if unit.level == LEVEL_WORDS[settings.level]]
    if not own:
        raise WrongUsage("单位名录中没有本级单位；请先填好“单位名录.xlsx”")
    return own

"""``jieyue remind``: who owes what, with a message ready to paste."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import click

from jieyue.cli.frame import command, day_option, json_option, table, tell, tell_json, today, workspace_option
from jieyue.errors import Exit
from jieyue.session import session
from jieyue.workspace import Workspace
from jieyue.year.reminders import ORDER, Due, reminders
from jieyue.year.yearbook import Desk

_EXAMPLE = """\
jieyue remind                     # 谁还欠什么，截止哪天
jieyue remind --text              # 逐个单位可以直接粘贴的催报话术
jieyue remind 湖南省科学技术协会   # 只看一个单位
jieyue remind --what 自评表 -o 催报.txt"""


@command("remind", example=_EXAMPLE)
@click.argument("unit", required=False, metavar="[单位]")
@workspace_option
@json_option
@click.option("--what", type=click.Choice(ORDER), metavar="事项", help=f"只看一种：{'、'.join(ORDER)}。")
@click.option("--overdue", is_flag=True, help="只看已经逾期的。")
@click.option("--text", is_flag=True, help="列出可以直接粘贴的话。")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="文件",
    help="把要发的话写入这个文本文件。",
)
@day_option("--on", "按哪一天算（默认今天）。")
def remind(  # noqa: PLR0913 - the command's own options
    workspace: Workspace,
    unit: str | None,
    *,
    what: str | None,
    overdue: bool,
    text: bool,
    output: Path | None,
    on: date | None,
    as_json: bool,
) -> Exit:
    """谁还没报、谁要补正、谁的整改报告没到，按截止日期列出；附给每个单位的话，可直接粘贴。

    正式的催报公文用 jieyue generate 催报。
    """
    from jieyue.cli.unit_story import named_unit

    with session(workspace) as open_session:
        desk = Desk(open_session, on or today())
        name = named_unit(desk, unit).name if unit else None
        found = [
            due
            for due in reminders(desk)
            if what in (None, due.what) and name in (None, due.whom) and (due.days > 0 or not overdue)
        ]
    if output:
        _write(output, found)
    if as_json:
        tell_json({"due": [_as_json(due) for due in found]})
    elif not found:
        tell("没有要催的")
    elif text or name:
        for due in found:
            tell(f"【{due.what}】\n{due.message}\n")
    else:
        _tell(found)
    if output and not as_json:
        tell(f"已写入：{output}")
    return Exit.NEEDS_A_PERSON if any(due.days > 0 for due in found) else Exit.DONE


def _tell(found: list[Due]) -> None:
    rows = [
        (due.what, due.whom, due.deadline.isoformat(), due.when, " ".join(filter(None, (due.person, due.phone))))
        for due in found
    ]
    table("", ("事项", "单位", "截止", "期限", "联系人"), rows)
    counts = Counter(due.what for due in found)
    tell(f"共{len(found)}项：" + "，".join(f"{what}{counts[what]}" for what in ORDER if counts[what]))
    tell("给各单位的话：jieyue remind --text；催报公文：jieyue generate 催报")


def _write(path: Path, found: list[Due]) -> None:
    from jieyue.durable import write_text_durably

    write_text_durably(path.resolve(), "\n\n".join(f"【{due.what}】\n{due.message}" for due in found) + "\n")


def _as_json(due: Due) -> dict[str, object]:
    return {
        "what": due.what,
        "whom": due.whom,
        "deadline": due.deadline.isoformat(),
        "days": due.days,
        "message": due.message,
        "person": due.person,
        "phone": due.phone,
    }

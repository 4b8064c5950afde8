"""``jieyue export``: the 台账 and every record."""

from __future__ import annotations

from datetime import date, datetime

from click import option

from jieyue.cli.frame import command, day_option, json_option, login, tell, tell_json, today, workspace_option
from jieyue.errors import Exit
from jieyue.session import session
from jieyue.workspace import Workspace


@command("export", example="jieyue export\njieyue export --date 2026-12-25   # 按12月25日的名录和期限")
@workspace_option
@json_option
@day_option("--date", "截至日期（默认今天）。")
@option("--who", default=login, metavar="姓名", help="经办人（默认：本机登录名）。")
def export(workspace: Workspace, as_json: bool, date: date | None, who: str) -> Exit:
    """导出台账（xlsx，含图表）和全部记录（记录.jsonl，一行一条），写入“台账”文件夹。"""
    from jieyue.year.attention import register_words
    from jieyue.year.export import export as write
    from jieyue.year.yearbook import Desk

    with session(workspace, who) as open_session:
        desk = Desk(open_session, date or today())
        wrong = list(register_words(desk))
        done = write(desk, datetime.now().astimezone())
        root = workspace.root
        if as_json:
            files = [
                {
                    "file": one.path.relative_to(root).as_posix(),
                    "kept": one.kept.relative_to(root).as_posix() if one.kept else None,
                }
                for one in done
            ]
            tell_json({"files": files, "records": len(desk.shelf.files), "warnings": wrong})
        else:
            for one in done:
                tell(f"已写出　{one.path.relative_to(root)}")
                if one.kept:
                    tell(f"　　原来的文件有人工修改，未覆盖，改名为：{one.kept.relative_to(root)}")
            tell(f"记录{len(desk.shelf.files)}条")
            for line in wrong:
                tell(line)
        return Exit.NEEDS_A_PERSON if wrong or any(one.kept for one in done) else Exit.DONE

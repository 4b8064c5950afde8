"""``jieyue check``: the year's documents against the ledger and each other, before they go out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from jieyue.cli.frame import command, day_option, json_option, table, tell, tell_json, today, workspace_option
from jieyue.errors import Exit
from jieyue.session import session
from jieyue.workspace import Workspace
from jieyue.year.yearbook import Desk

if TYPE_CHECKING:
    from jieyue.year.checking import Remark

_MOST = 8
"""So many remarks of one sort on one document are told one by one."""


@command("check", example="jieyue check        # 发文之前，核对通报、备案、台账的数字是否一致")
@workspace_option
@json_option
@day_option("--on", "没有成文日期的文书按哪一天的名录核对（默认今天）。")
def check(workspace: Workspace, as_json: bool, on: date | None) -> Exit:
    """核对全部文书：数字与台账是否一致、互相是否一致，哪些是数据变动之前生成的，哪些被改动过。"""
    from jieyue.year.checking import latest, remarks

    with session(workspace) as open_session:
        desk = Desk(open_session, on or today())
        count = len(latest(desk))
        found = remarks(desk)
    if as_json:
        tell_json(
            {
                "documents": count,
                "remarks": [{"document": one.document, "what": one.what, "words": one.words} for one in found],
            }
        )
    else:
        if found:
            table("", ("文书", "问题", "说明"), list(_rows(found)))
        tell(_sum(count, len(found)))
    return Exit.NEEDS_A_PERSON if found else Exit.DONE


def _sum(count: int, found: int) -> str:
    if not count:
        return "还没有生成过文书，没有可以核对的"
    return f"共核对{count}份文书，" + (f"{found}处需要处理" if found else "全部一致")


def _rows(found: Sequence[Remark]) -> Iterator[tuple[str, str, str]]:
    for (document, what), group in groupby(found, key=lambda one: (one.document, one.what)):
        remarks = list(group)
        yield from ((document, what, one.words) for one in remarks[:_MOST])
        if len(remarks) > _MOST:
            yield document, what, f"……另有{len(remarks) - _MOST}处；全部列出：jieyue check --json"

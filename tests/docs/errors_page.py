"""``docs/errors.md``: a heading for every problem code, from the catalogue: ``python -m tests.docs.errors_page``."""

from __future__ import annotations

import re
from pathlib import Path

from jieyue.model import Severity
from jieyue.problems import CATALOGUE, Entry

PAGE = Path(__file__).parents[2] / "docs" / "errors.md"
_HEAD = """\
# 每条提示是什么意思

提示写明在哪里、发现了什么、怎么办。“须处理”的要有人更正或决定（`jieyue correct`、`jieyue decide`，或请单位重报）；
“提醒”的只是告知，不影响收表和计分。本页由提示总表生成（`make docs`），与程序一致；〔 〕处填入实际内容。
"""
_WORDS = {
    "found": "所填内容",
    "max": "分值",
    "name": "项目或条",
    "why": "原因",
    "expected": "应有的数",
    "what": "何物",
    "unit": "单位",
    "place": "位置",
    "count": "项数",
    "step": "步长",
    "value": "结果",
    "candidates": "，是否为：相近的单位",
    "deadline": "截止日期",
    "score": "核查分",
    "how": "给满分，或按比例折算",
    "differing": "：不同之处",
    "year": "年度",
}


def page() -> str:
    """The whole page."""
    return _HEAD + "".join(_section(code, entry) for code, entry in CATALOGUE.items())


def _section(code: str, entry: Entry) -> str:
    weight = "须处理" if entry.severity is Severity.ERROR else "提醒"
    return (
        f"\n## {code}\n\n**{entry.title}**（{weight}）\n\n"
        f"- 提示：{_blanks(entry.finding)}\n- 办法：{_blanks(entry.remedy)}\n"
    )


def _blanks(sentence: str) -> str:
    return re.sub(r"\{(\w+)\}", lambda blank: f"〔{_WORDS[blank[1]]}〕", sentence)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

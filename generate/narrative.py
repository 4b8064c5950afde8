"""叙述.txt: the parts of a document that no figure gives, written by the clerk.

A line ``【主要做法】`` begins a section; the lines below it are its paragraphs; a line beginning with # is a note.
A section left empty shows as 〔待补充：…〕 and keeps the document a draft.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from jieyue.errors import DataFault
from jieyue.system_words import reason

SECTIONS: Mapping[str, str] = {
    "主要做法": "组织领导、制度建设、宣传培训等方面的做法，用于通报和总体情况报告",
    "存在问题": "评分数据以外的问题，可以不写",
    "下一步工作": "下一年度的安排，用于总体情况报告",
    "工作要求": "通报末尾另加的要求，可以不写",
}
OPTIONAL = ("存在问题", "工作要求")
_HEAD = re.compile(r"[【\[［](.+?)[】\]］]\s*")


@dataclass(frozen=True, slots=True)
class Narrative:
    """The clerk's paragraphs by section name."""

    sections: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def paragraphs(self, name: str) -> tuple[str, ...]:
        """The section's paragraphs; one visible blank where a needed section is empty."""
        written = self.sections.get(name, ())
        return written or (() if name in OPTIONAL else (to_be_added(name),))


def to_be_added(what: str) -> str:
    """〔待补充：主要做法〕."""
    return f"〔待补充：{what}〕"


def starter() -> str:
    """What a new workspace's 叙述.txt says."""
    head = "# 本文件填写公文中需要人工撰写的部分。以#开头的行是说明，不进入公文；每段一行，不用缩进。\n"
    return head + "".join(f"\n【{name}】\n# {what}\n" for name, what in SECTIONS.items())


def read_narrative(path: Path) -> Narrative:
    """Reads 叙述.txt; a missing file is an empty one.  Raises :class:`DataFault` with every fault."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Narrative()
    except OSError as error:
        raise DataFault([f"{path.name}：读不了（{reason(error)}）；请确认文件没有被占用"]) from error
    return parsed(_decoded(data, path.name), path.name)


def _decoded(data: bytes, name: str) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise DataFault([f"{name}：不是文本文件；请用记事本打开，另存为 UTF-8 编码"])


def parsed(text: str, name: str = "叙述.txt") -> Narrative:
    """The sections of the text.  Raises :class:`DataFault` naming each unknown heading and stray line."""
    sections: dict[str, list[str]] = {}
    faults: list[str] = []
    current: list[str] | None = None
    for number, written in enumerate(text.splitlines(), 1):
        line = written.strip()
        head = _HEAD.fullmatch(line)
        if head:
            faults.extend(_heading_faults(head.group(1), sections, f"{name} 第{number}行"))
            current = sections.setdefault(head.group(1), [])
        elif line and not line.startswith("#"):
            if current is None:
                faults.append(
                    f"{name} 第{number}行：“{line[:20]}”不在任何一节内；请先写【{next(iter(SECTIONS))}】一类的节名"
                )
            else:
                current.append(line)
    if faults:
        raise DataFault(faults)
    return Narrative({name: tuple(lines) for name, lines in sections.items()})


def _heading_faults(title: str, sections: Mapping[str, list[str]], place: str) -> list[str]:
    if title in sections:
        return [f"{place}：【{title}】写了两次；请合并为一处"]
    if title in SECTIONS:
        return []
    close = difflib.get_close_matches(title, SECTIONS, n=1)
    hint = f"，是否应为【{close[0]}】" if close else ""
    return [f"{place}：没有【{title}】这一节{hint}；可用的有{'、'.join(SECTIONS)}"]

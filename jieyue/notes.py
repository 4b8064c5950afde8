"""The short Chinese note beside each file in 待处理, with the text to paste into a message to the unit."""

from __future__ import annotations

from collections.abc import Sequence

from jieyue.model import Problem, Severity
from jieyue.places import NOTE

__all__ = ["NOTE", "asked_of_unit", "note", "numbered"]
_OURS = {"newer-version", "unit-unknown", "not-applicable", "copy-unread", "classified-marking", "record-invalid"}
"""What the office settles itself; the unit is not asked."""


def note(name: str, unit: str | None, problems: Sequence[Problem]) -> str:
    """The note for one file: what is wrong, what to do, and what to write to the unit."""
    errors = [found for found in problems if found.severity is Severity.ERROR]
    others = [found for found in problems if found.severity is Severity.WARNING]
    parts = [f"文件：{name}", f"单位：{unit or '未确定'}", "", "需要处理："]
    parts += numbered(errors)
    if others:
        parts += ["", "另请留意：", *numbered(others)]
    asked = asked_of_unit(errors)
    if asked:
        parts += ["", "可直接发给单位的话：", "----", *_message(name, unit, asked), "----"]
    parts += ["", "单位重报后把新文件放入收件箱即可；由本局更正或决定的，用 jieyue correct 或 jieyue decide。", ""]
    return "\n".join(parts)


def asked_of_unit(errors: Sequence[Problem]) -> list[Problem]:
    """The errors that the unit has to settle."""
    return [found for found in errors if found.code not in _OURS]


def _message(name: str, unit: str | None, asked: Sequence[Problem]) -> list[str]:
    greeting = f"{unit}：" if unit else "您好："
    return [greeting, f"你单位报来的《{name}》有以下问题，请更正后重新报送：", *numbered(asked), "谢谢配合。"]


def numbered(problems: Sequence[Problem]) -> list[str]:
    """The problems as numbered lines: place, finding, remedy."""
    return [f"{number}. {_line(found)}" for number, found in enumerate(problems, 1)]


def _line(found: Problem) -> str:
    place = f"{found.place}：" if found.place else ""
    return f"{place}{found.message}。{found.remedy}。"

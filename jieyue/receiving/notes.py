"""The short Chinese note beside each file in 待处理, with the text to paste into a message to who sent it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jieyue.model import Kind, Problem, Severity
from jieyue.receiving.advice import commands
from jieyue.receiving.places import NOTE

__all__ = ["NOTE", "asked_of_unit", "note", "numbered"]
_OURS = {
    "newer-version",
    "version-incomplete",
    "unit-unknown",
    "not-applicable",
    "copy-unread",
    "classified-marking",
    "record-invalid",
}
"""What the office settles itself; the unit is not asked."""
_TYPED = 8
"""Commands written out."""
_SINGLY = 3
"""Blank scores told one by one; more of them are told together."""


def note(name: str, unit: str | None, problems: Sequence[Problem], kind: Kind = Kind.UNKNOWN) -> str:
    """The note for one file: what is wrong, what to do, what to write to who sent it, what to type."""
    errors = [found for found in problems if found.severity is Severity.ERROR]
    others = [found for found in problems if found.severity is Severity.WARNING]
    parts = [f"文件：{name}", f"单位：{unit or '未确定'}", "", "需要处理：", *numbered(errors, kind)]
    if others:
        parts += ["", "另请留意：", *numbered(others, kind)]
    asked = asked_of_unit(errors)
    if asked:
        whom = "核查组" if kind is Kind.VERIFICATION else "单位"
        parts += ["", f"可直接发给{whom}的话：", "----", *_message(name, unit, asked, kind), "----"]
    parts += ["", "更正后的新文件到了，放入“收件箱”再运行 jieyue intake 即可。", *_at_the_desk(name, errors, kind), ""]
    return "\n".join(parts)


def asked_of_unit(errors: Sequence[Problem]) -> list[Problem]:
    """The errors that the unit has to settle."""
    return [found for found in errors if found.code not in _OURS]


def _message(name: str, unit: str | None, asked: Sequence[Problem], kind: Kind) -> list[str]:
    if kind is Kind.VERIFICATION:
        greeting, sender = "核查组：", f"{unit or '单位'}的核查表"
    else:
        greeting, sender = f"{unit}：" if unit else "您好：", "你单位报来的"
    return [greeting, f"{sender}《{name}》有以下问题，请更正后重新报送：", *numbered(asked, kind), "谢谢配合。"]


def _at_the_desk(name: str, errors: Sequence[Problem], kind: Kind) -> list[str]:
    """What the office itself may type; accepting as it stands is always open."""
    typed = commands(name, errors, kind)
    more = ["  ……其余各处照此"] if len(typed) > _TYPED else []
    lines = ["本局自己更正或决定的（理由会记下来，可以撤销）：", *(f"  {line}" for line in typed[:_TYPED]), *more]
    return [*lines, "  其他决定（照收、存档等）见 jieyue decide --help"]


def numbered(problems: Sequence[Problem], kind: Kind = Kind.SELF_ASSESSMENT) -> list[str]:
    """The problems as numbered lines: place, finding, remedy; a 核查表 comes from its 核查组, not from the unit."""
    lines = [f"{number}. {line}" for number, line in enumerate(_lines(problems), 1)]
    return [line.replace("请单位", "请核查组") for line in lines] if kind is Kind.VERIFICATION else lines


def _lines(problems: Sequence[Problem]) -> Iterator[str]:
    """A line each; many scores left blank stand in one."""
    blank = [found for found in problems if found.code == "score-missing"]
    together = blank if len(blank) > _SINGLY else []
    for found in problems:
        if found not in together:
            yield _line(found)
        elif found is together[0]:
            where = "、".join(f"{one.about}（{one.place}）" if one.place else str(one.about) for one in together)
            yield f"有{len(together)}处没有填得分：{where}。{found.remedy}。"


def _line(found: Problem) -> str:
    place = f"{found.place}：" if found.place else ""
    return f"{place}{found.message}。{found.remedy}。"

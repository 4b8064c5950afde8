"""What the standard fixes around a text: head, title, addressees, annex note and labels, signature, remark, imprint."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from generate.office.attachment import attachment_head, attachment_note
from generate.office.body import addressees, remark
from generate.office.breaking import broken
from generate.office.head import head
from generate.office.imprint import imprint, letter_imprint
from generate.office.letter import letter_head
from generate.office.page import PROFILES
from generate.office.signature import signature
from generate.office.title import title
from generate.paper import Paper
from generate.phrases import organs_in_title
from generate.values import Fragment, prepared
from jieyue.settings import Settings


@dataclass(frozen=True, slots=True)
class Marks:
    """The texts a document is signed with; each may be a visible blank."""

    number: str
    day: str
    signers: tuple[str, ...] | None


_WHOLE = ("节约型机关", "评价指标")
"""Words a title is not broken within, beside the organs' and the unit's names."""


def chrome(paper: Paper, settings: Settings, marks: Marks) -> dict[str, Any]:
    """The fragments and references every template may use, by their names in it.

    Raises :class:`generate.values.ValueRefused` for a text no document can hold.
    """
    _check(paper, settings, marks)
    organ = settings.organ
    organs = (organ.name, *organ.joint)
    whole = (organs_in_title(settings), *organs, *([paper.unit] if paper.unit else ()), *_WHOLE)
    labels = annex_labels(len(paper.annexes))
    labelled = {annex.key: label for annex, label in zip(paper.annexes, labels, strict=True)}
    pages = {annex.key: Fragment(attachment_head(labelled[annex.key], annex.title, whole)) for annex in paper.annexes}
    return {
        "版头": Fragment(_head(paper, settings, marks, whole)),
        "标题": Fragment(title(paper.title, whole, letter=paper.format == "letter")),
        "主送": Fragment(addressees(paper.addressees)),
        "附件说明": Fragment(attachment_note([annex.title for annex in paper.annexes])),
        "落款": Fragment(signature(organs, marks.day, sealed=settings.format.sealed)),
        "附注": Fragment(remark("".join(paper.remark))),
        "版记": Fragment(_imprint(paper, settings, marks)),
        "附件": {**labelled, **dict.fromkeys(paper.absent, "")},
        "附件页": {**pages, **dict.fromkeys(paper.absent, Fragment(""))},
    }


def _check(paper: Paper, settings: Settings, marks: Marks) -> None:
    """Every text of the chrome, named as the clerk knows it."""
    organ = settings.organ
    texts: Mapping[str, Any] = {
        "标题": paper.title,
        "主送机关": paper.addressees,
        "附件名称": [annex.title for annex in paper.annexes],
        "发文机关": [organ.name, *organ.joint],
        "发文机关标志": organ.mark,
        "抄送机关": organ.copies,
        "印发机关": organ.printed_by,
        "签发人": marks.signers or (),
        "附注": paper.remark,
    }
    for name, value in texts.items():
        prepared(value, f"“{name}”")


def annex_labels(count: int) -> list[str]:
    """附件 for the only one, else 附件1, 附件2 and so on."""
    return ["附件"] if count == 1 else [f"附件{number}" for number in range(1, count + 1)]


def _head(paper: Paper, settings: Settings, marks: Marks, whole: Iterable[str]) -> str:
    """The head of the paper's format; nothing for a plain one, which is posted, unless it was given a number."""
    organ = settings.organ
    mark = organ.mark or organ.name
    if paper.format == "plain" and not marks.number:
        return ""
    if paper.format == "letter":
        return letter_head(mark, marks.number)
    stacked = (mark, *organ.joint) if organ.joint else (f"{mark}文件",)
    profile, lines = PROFILES[settings.format.profile], len(broken(paper.title, whole))
    return head(stacked, marks.number, signers=marks.signers, title_lines=lines, profile=profile)


def _imprint(paper: Paper, settings: Settings, marks: Marks) -> str:
    organ = settings.organ
    if paper.format == "plain" and not marks.number:
        return ""
    copies, profile = organ.copies if paper.copied else (), PROFILES[settings.format.profile]
    if paper.format == "letter":
        return letter_imprint(copies, profile)
    return imprint(copies, organ.printed_by or organ.name, marks.day, profile=profile)

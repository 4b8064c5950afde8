"""What the standard fixes around a text: head, title, addressees, annex note and labels, signature, remark, imprint."""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import escape

from generate.paper import Paper
from generate.values import Fragment
from generate.wording import WIDE_SPACE
from jieyue.settings import Settings


@dataclass(frozen=True, slots=True)
class Marks:
    """The texts a document is signed with; each may be a visible blank."""

    number: str
    day: str
    signers: tuple[str, ...] | None


def chrome(paper: Paper, settings: Settings, marks: Marks) -> dict[str, object]:
    """The fragments and references every template may use, by their names in it."""
    titles = [annex.title for annex in paper.annexes]
    labels = annex_labels(len(titles))
    keys = [annex.key for annex in paper.annexes]
    pages = {key: annex_head(label, title) for key, label, title in zip(keys, labels, titles, strict=True)}
    return {
        "版头": head(paper, settings, marks),
        "标题": Fragment(_paragraph(paper.title, "Title")),
        "主送": Fragment(_paragraph(f"{'，'.join(paper.addressees)}：", "Plain") if paper.addressees else ""),
        "附件说明": annex_note(titles),
        "落款": signature(settings, marks),
        "附注": Fragment(_paragraph(f"（{''.join(paper.remark)}）", "Body") if paper.remark else ""),
        "版记": imprint(settings, marks),
        "附件": {**dict(zip(keys, labels, strict=True)), **dict.fromkeys(paper.absent, "")},
        "附件页": {**pages, **dict.fromkeys(paper.absent, Fragment(""))},
    }


def annex_labels(count: int) -> list[str]:
    """附件 for the only one, else 附件1, 附件2 and so on."""
    return ["附件"] if count == 1 else [f"附件{number}" for number in range(1, count + 1)]


def head(paper: Paper, settings: Settings, marks: Marks) -> Fragment:
    """Mark, number, signer and red rule."""
    organ = settings.organ
    if paper.format == "plain" and not marks.number:
        return Fragment("")
    mark = organ.mark or organ.name
    text = mark if paper.format == "letter" else f"{mark}文件"
    number = marks.number
    if marks.signers is not None:
        number += f"{WIDE_SPACE * 2}签发人：{WIDE_SPACE.join(marks.signers)}"
    return Fragment(_paragraph(text, "Mark") + _paragraph(number, "Number"))


def annex_note(titles: list[str]) -> Fragment:
    """附件：1. and so on, one a line."""
    if not titles:
        return Fragment("")
    lines = [titles[0]] if len(titles) == 1 else [f"{n}. {title}" for n, title in enumerate(titles, 1)]
    text = [f"附件：{lines[0]}", *(f"{WIDE_SPACE * 3}{line}" for line in lines[1:])]
    return Fragment(_paragraph("", "Plain") + "".join(_paragraph(line, "Body") for line in text))


def annex_head(label: str, title: str) -> Fragment:
    """The label on a new page and the title on its third line."""
    return Fragment(_paragraph(label, "Label") + _paragraph("", "Plain") + _paragraph(title, "Title"))


def signature(settings: Settings, marks: Marks) -> Fragment:
    """Organ and date."""
    organs = [settings.organ.name, *settings.organ.joint]
    return Fragment("".join(_paragraph(text, "Sign") for text in ["", *organs, marks.day]))


def imprint(settings: Settings, marks: Marks) -> Fragment:
    """抄送 and 印发."""
    organ = settings.organ
    lines = [f"抄送：{'，'.join(organ.copies)}。"] if organ.copies else []
    lines.append(f"{organ.printed_by or organ.name}{WIDE_SPACE * 4}{marks.day}印发")
    return Fragment("".join(_paragraph(line, "Imprint") for line in lines))


def _paragraph(text: str, style: str) -> str:
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )

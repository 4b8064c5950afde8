"""The tags of a template as a clerk sees them: in which paragraph, and what is wrong with their writing.

``{{ 名称 }}`` prints a value; ``{{p 名称 }}`` alone in a paragraph is replaced by ready paragraphs; ``{% if … %}``
and ``{% for … %}`` open and close within one paragraph; ``{%p … %}`` stands alone in a paragraph and ``{%tr … %}``
alone in a table row, and keep or repeat whole paragraphs or rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MARK = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
_CLOSES = {"{{": "}}", "{%": "%}", "{#": "#}"}
_WIDE = re.compile(r"｛[｛{%％#]|\{[｛％]|[}％%#｝]｝|％\}")
_LEVEL = re.compile(r"(p|tr|tc|r)(?=\s)")
_PLAIN_QUOTES = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "\N{NO-BREAK SPACE}": " ", "\N{IDEOGRAPHIC SPACE}": " "}
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a template part: its element, its own text and its number among the part's paragraphs."""

    element: etree._Element
    text: str
    number: int
    part: str

    @property
    def place(self) -> str:
        """Where a person looks, with the paragraph's text."""
        shown = self.text if len(self.text) <= 40 else self.text[:40] + "…"
        return f"{self.part}第{self.number}段“{shown}”"

    @property
    def row(self) -> etree._Element | None:
        """The table row around the paragraph."""
        return next(self.element.iterancestors(f"{W}tr"), None)


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag: ``{{`` or ``{%``; its level, ``p`` whole paragraph, ``tr`` whole row or inside the text; its words."""

    mark: str
    level: str
    words: str
    paragraph: Paragraph

    @property
    def keyword(self) -> str:
        """The statement's first word: ``if``, ``for``, ``endif``."""
        return self.words.split(maxsplit=1)[0] if self.words else ""

    @property
    def container(self) -> etree._Element:
        """What must also hold the closing tag: the table, the paragraph's parent, or the paragraph itself."""
        if self.level == "tr" and self.paragraph.row is not None:
            return _parent(self.paragraph.row)
        return _parent(self.paragraph.element) if self.level == "p" else self.paragraph.element


def _parent(element: etree._Element) -> etree._Element:
    parent = element.getparent()
    return element if parent is None else parent


def paragraphs(root: etree._Element, part: str) -> Iterator[Paragraph]:
    """The paragraphs of one part in document order, each with the text of its own runs."""
    for number, element in enumerate(root.iter(f"{W}p"), 1):
        yield Paragraph(element, _own_text(element), number, part)


def _own_text(paragraph: etree._Element) -> str:
    return "".join(
        text.text or "" for text in paragraph.iter(f"{W}t") if next(text.iterancestors(f"{W}p")) is paragraph
    )


def tags_of(paragraph: Paragraph) -> tuple[list[Tag], list[str]]:
    """The tags of one paragraph, and what is wrong with their writing."""
    tags: list[Tag] = []
    faults = [
        f"标记用了全角符号“{found.group()}”；请改为半角的花括号和百分号" for found in _WIDE.finditer(paragraph.text)
    ]
    position = 0
    while found := _MARK.search(paragraph.text, position):
        position = found.end()
        if found.group() not in _CLOSES:
            faults.append(f"“{found.group()}”前面没有对应的开头；请补上开头或删去它")
            continue
        close = _CLOSES[found.group()]
        end = paragraph.text.find(close, position)
        body = paragraph.text[position : end if end >= 0 else None]
        if end < 0 or "{{" in body or "{%" in body:
            faults.append(f"标记“{found.group()}{body[:20]}”没有写完，缺“{close}”；请在同一段内补上")
            continue
        position = end + 2
        if found.group() != "{#":
            tags.append(_tag(found.group(), body, paragraph))
    faults.extend(_alone_faults(paragraph, tags))
    return tags, [f"{paragraph.place}：{fault}" for fault in faults]


def _tag(mark: str, body: str, paragraph: Paragraph) -> Tag:
    level = _LEVEL.match(body)
    words = body[level.end() :] if level else body
    return Tag(mark, level.group() if level else "", words.strip().translate(_PLAIN_QUOTES), paragraph)


def _alone_faults(paragraph: Paragraph, tags: list[Tag]) -> Iterator[str]:
    """What docxtpl would drop without a word: text beside a tag that stands for its whole paragraph or row."""
    for tag in tags:
        if tag.level in ("tc", "r") or (tag.level == "tr" and tag.mark == "{{"):
            yield f"不支持“{tag.mark}{tag.level}”；整段用 {{%p 或 {{{{p，整行用 {{%tr"
        elif tag.level == "tr" and paragraph.row is None:
            yield "“{%tr”不在表格里；请移到表格中单独的一行"
        elif tag.level == "tr" and not _only_tag(_row_text(paragraph)):
            yield "“{%tr”所在的行还有别的内容，生成时会丢失；请让它单独占一行"
        elif tag.level == "p" and not _only_tag(paragraph.text):
            yield f"“{tag.mark}p”所在的段还有别的文字，生成时会丢失；请让它单独成段"


def _row_text(paragraph: Paragraph) -> str:
    return "".join(text.text or "" for text in paragraph.row.iter(f"{W}t")) if paragraph.row is not None else ""


def _only_tag(text: str) -> bool:
    text = text.strip()
    return len(_MARK.findall(text)) == 2 and text[:2] in _CLOSES and text.endswith(_CLOSES[text[:2]])

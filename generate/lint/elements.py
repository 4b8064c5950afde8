"""The elements of an official document, found by what they mean, whoever built the file and however."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from generate.lint.manuscript import Manuscript, Para


class Format(Enum):
    """What kind of document a file is."""

    DOCUMENT = "公文"
    LETTER = "信函"
    SPECIAL = "命令、纪要"
    PLAIN = "无版头公文"
    OTHER = "非公文"


class Part(Enum):
    """What a paragraph is."""

    __hash__ = object.__hash__
    HEAD = "版头"
    COPY_NUMBER = "份号"
    SECRECY = "密级"
    URGENCY = "紧急程度"
    MARK = "发文机关标志"
    NUMBER = "发文字号"
    SIGNERS = "签发人"
    TITLE = "标题"
    ADDRESSEES = "主送机关"
    BODY = "正文"
    HEADING1 = "一级标题"
    HEADING2 = "二级标题"
    HEADING3 = "三级标题"
    HEADING4 = "四级标题"
    CAPTION = "图表说明"
    NOTE = "附件说明"
    ORGAN = "署名"
    DATE = "成文日期"
    REMARK = "附注"
    LABEL = "附件标识"
    ANNEX_TITLE = "附件标题"
    ANNEX = "附件"
    SENT_TO = "版记主送"
    COPIES = "抄送"
    PRINTED = "印发"
    BELOW = "版记之后"
    UNKNOWN = "其他"


HEADINGS = (Part.HEADING1, Part.HEADING2, Part.HEADING3, Part.HEADING4)
TEXT = (Part.BODY, *HEADINGS)


@dataclass(frozen=True)
class Rule:
    """The red rule: the paragraph whose border it is, or a drawn line; ``width`` in millimetres where it is known."""

    at: int
    border: str = ""
    width: float | None = None
    space: float | None = None


@dataclass(frozen=True)
class Elements:
    """Every paragraph's part, the format, the red rule, and whether drawings in the head hide what it holds.

    ``quiet`` are paragraphs in whose texts no rule for single texts finds anything.
    """

    file: Manuscript
    format: Format
    parts: dict[int, Part]
    rule: Rule | None = None
    drawn_head: bool = False
    quiet: frozenset[int] = frozenset()

    @cached_property
    def _by_part(self) -> Mapping[Part, tuple[Para, ...]]:
        found: dict[Part, list[Para]] = {}
        for para in self.file.paras:
            part = self.parts.get(para.at)
            if part is not None and not para.blank:
                found.setdefault(part, []).append(para)
        return {part: tuple(paras) for part, paras in found.items()}

    @cached_property
    def _together(self) -> dict[tuple[Part, ...], tuple[Para, ...]]:
        return {}

    @cached_property
    def loud(self) -> tuple[Para, ...]:
        """The paragraphs that say something and are not quiet."""
        return tuple(para for para in self.file.paras if para.at not in self.quiet and para.words)

    def of(self, *parts: Part) -> tuple[Para, ...]:
        """The paragraphs that are one of these parts, in reading order."""
        if len(parts) == 1:
            return self._by_part.get(parts[0], ())
        if parts not in self._together:
            found = [para for part in set(parts) for para in self._by_part.get(part, ())]
            self._together[parts] = tuple(sorted(found, key=lambda para: para.at))
        return self._together[parts]

    def first(self, *parts: Part) -> Para | None:
        """The first paragraph that is one of these parts."""
        return next(iter(self.of(*parts)), None)

    def last(self, *parts: Part) -> Para | None:
        """The last paragraph that is one of these parts."""
        found = self.of(*parts)
        return found[-1] if found else None

    @property
    def title(self) -> str:
        """The whole title without breaks."""
        return "".join(para.words for para in self.of(Part.TITLE)).replace("\n", "").replace(" ", "")

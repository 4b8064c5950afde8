"""主体: addressees, headings, paragraphs and the remark (R42–R46, R57)."""

from __future__ import annotations

from collections.abc import Sequence

from generate.office.fonts import KAITI
from generate.office.wml import paragraph, run, text


def addressees(names: Sequence[str] | str) -> str:
    """R42: flush left, wrapped lines too, ending in a full-width colon; nothing for no addressees."""
    if not names:
        return ""
    words = names if isinstance(names, str) else "，".join(names)
    return text("GwAddressees", words if words.endswith("：") else f"{words}：")


def heading(level: int, words: str) -> str:
    """R46: a heading on its own line: 一、 in 黑体, （一） in 楷体, 1. and （1） in 仿宋."""
    return text(f"GwHeading{level}", words)


def plain_paragraph(words: str) -> str:
    """R45: a paragraph of text, its first line 2字 in."""
    return text("GwBody", words)


def led_paragraph(lead: str, words: str) -> str:
    """R46: a second-level heading in 楷体 that its text follows on the same line."""
    return paragraph("GwBody", run(lead, face=KAITI) + run(words))


def tag(words: str) -> str:
    """A template tag that stands alone in its paragraph: ``{%p if … %}``, ``{{p 版头 }}``."""
    return text("GwFlush", words)


def remark(words: str) -> str:
    """R57: 附注 in full-width parentheses, on the line after the date; nothing for no remark."""
    if not words:
        return ""
    return text("GwRemark", words if words.startswith("（") else f"（{words}）")

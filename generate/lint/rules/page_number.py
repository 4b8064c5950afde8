"""页码 (R66, R69)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generate.lint.departure import Strength
from generate.lint.elements import Elements, Format
from generate.lint.faces import family, size_name
from generate.lint.manuscript import PAGE_NUMBER, Para, Section
from generate.lint.measures import first_indent, left_indent, right_indent
from generate.lint.patterns import squeezed
from generate.lint.registry import Finding, rule

_DASHED = re.compile(rf"(?<![—－–―‐─-])[—－–―‐─-]+{PAGE_NUMBER}[—－–―‐─-]+")
_SIZE = 14.0


def _numbers(elements: Elements) -> Iterator[tuple[Section, str, Para]]:
    """Every page number in use: its section, the kind of its footer (default, even, first), its paragraph."""
    seen = set()
    for section in elements.file.sections:
        for kind, part in section.footers.items():
            if (kind == "even" and not _two_sided(elements)) or (kind == "first" and not section.props.get("titlePg")):
                continue
            for para in elements.file.footers.get(part, ()):
                if PAGE_NUMBER in para.text and (kind, part, section.landscape) not in seen:
                    seen.add((kind, part, section.landscape))
                    yield section, kind, para


def _two_sided(elements: Elements) -> bool:
    return bool(elements.file.settings.get("evenAndOddHeaders"))


def _name(kind: str) -> str:
    return {"even": "双页页脚", "first": "首页页脚"}.get(kind, "单页页脚" if kind == "default" else "页脚")


def _upright(elements: Elements) -> Iterator[tuple[str, Para]]:
    for section, kind, para in _numbers(elements):
        if not section.landscape:
            yield kind, para


@rule("R66", "7.5", Strength.MUST, wanted="版心下边缘之下编排页码", remedy="请在页脚插入页码“— 1 —”")
def numbered(elements: Elements) -> Iterator[Finding]:
    """There are page numbers; a short letter may do without (R86)."""
    if elements.format is not Format.LETTER and not any(True for _ in _numbers(elements)):
        yield Finding("页脚", "没有页码", at=len(elements.file.paras))


@rule("R66", "7.5", Strength.USUAL, wanted="页码用4号半角宋体阿拉伯数字", remedy="请把页码改为4号宋体")
def number_type(elements: Elements) -> Iterator[Finding]:
    """4号宋体."""
    for _, kind, para in _numbers(elements):
        for run in para.runs:
            if PAGE_NUMBER not in run.text:
                continue
            face = run.latin or run.font
            if face and family(face) != "宋体":
                yield Finding(_name(kind), f"页码为{face}", at=len(elements.file.paras))
            if run.size != _SIZE:
                yield Finding(_name(kind), f"页码为{size_name(run.size)}", at=len(elements.file.paras))


@rule("R66", "7.5", Strength.MUST, wanted="数字左右各放一条一字线，如“— 1 —”", remedy="请在页码两侧各加一个一字线")
def dashes(elements: Elements) -> Iterator[Finding]:
    """One dash on either side."""
    for _, kind, para in _numbers(elements):
        words = squeezed(para.text)
        around = _DASHED.search(words)
        if around is None or not all(side in "—－―─" for side in around[0].replace(PAGE_NUMBER, "")):
            shown = words.replace(PAGE_NUMBER, "1")
            yield Finding(_name(kind), f"页码写作“{shown}”", at=len(elements.file.paras))


@rule(
    "R66",
    "7.5",
    Strength.MUST,
    wanted="单页码居右空一字，双页码居左空一字",
    remedy="请设“奇偶页不同”，单页页码右对齐右空一字，双页页码左对齐左空一字",
)
def sides(elements: Elements) -> Iterator[Finding]:
    """Right on odd pages, left on even ones, 1字 in."""
    given = list(_upright(elements))
    for kind, para in given:
        if para.framed:
            continue
        right = kind != "even"
        aligned = para.align == "right" if right else para.align in ("left", "both")
        if not aligned:
            yield Finding(_name(kind), f"页码{_aligned_words(para)}", at=len(elements.file.paras))
        elif not 0.5 <= _in(para, right=right) <= 1.6:
            yield Finding(_name(kind), f"页码空{_in(para, right=right):.1f}字", at=len(elements.file.paras))
    unframed = [para for _, para in given if not para.framed]
    if unframed and not _two_sided(elements) and all(para.align == "right" for para in unframed):
        yield Finding("页脚", "没有区分单双页，双页码也居右", at=len(elements.file.paras))


def _in(para: Para, *, right: bool) -> float:
    if not right:
        return left_indent(para) + first_indent(para)
    text = para.text
    return right_indent(para) + (len(text) - len(text.rstrip("\u3000"))) + 0.5 * (len(text) - len(text.rstrip(" ")))


def _aligned_words(para: Para) -> str:
    return {"center": "居中", "right": "居右"}.get(para.align, "居左")


@rule(
    "R69",
    "8",
    Strength.MUST,
    wanted="横排页的页码与纵排页的页码位置一致（在纸的同一边）",
    remedy="请把横排页的页码放进旋转的文本框，置于页面左边缘",
)
def turned(elements: Elements) -> Iterator[Finding]:
    """On landscape pages the number stands in a box that is turned with the sheet."""
    for section, kind, para in _numbers(elements):
        if section.landscape and not para.framed:
            yield Finding(f"横排页{_name(kind)}", "页码随横排页排在页面下方", at=len(elements.file.paras))
            return

"""正文 and its levels (R45, R46, R55)."""

from __future__ import annotations

from collections.abc import Iterator

from generate.lint import patterns
from generate.lint.departure import Strength
from generate.lint.elements import HEADINGS, TEXT, Elements, Part
from generate.lint.faces import other_face, other_size, size_name
from generate.lint.manuscript import Para, Run
from generate.lint.measures import first_indent, left_indent, right_indent
from generate.lint.registry import Finding, at, rule

_FACES = dict(zip(HEADINGS, ("黑体", "楷体", "仿宋", "仿宋"), strict=True))
_HEADING_LONGEST = 50


@rule("R45", "7.3.3", Strength.USUAL, wanted="正文用3号仿宋", remedy="请把正文改为3号仿宋")
def body_type(elements: Elements) -> Iterator[Finding]:
    """3号仿宋; the led heading of a paragraph has its own type."""
    for para in elements.of(Part.BODY):
        face, size = other_face(para.runs, "仿宋"), other_size(para, 16)
        if face:
            yield at(para, f"正文为{face}")
        if size:
            yield at(para, f"正文为{size_name(size)}")


@rule(
    "R45",
    "7.3.3",
    Strength.MUST,
    wanted="每个自然段左空二字，回行顶格",
    remedy="请把首行缩进设为2字符，左右缩进设为0",
)
def body_indent(elements: Elements) -> Iterator[Finding]:
    """2字 in, wrapped lines flush."""
    for para in elements.of(*TEXT):
        first, left = first_indent(para), left_indent(para)
        if not 1.7 <= first + left <= 2.4:
            yield at(para, f"左空{max(first + left, 0):.1f}字".replace(".0字", "字"))
        elif abs(left) > 0.35 and len(para.words) > 28:
            yield at(para, f"回行左空{left:.1f}字".replace(".0字", "字"))
        elif abs(right_indent(para)) > 0.35:
            yield at(para, f"右缩进{right_indent(para):.1f}字".replace(".0字", "字"))


@rule(
    "R46",
    "7.3.3",
    Strength.USUAL,
    wanted="一级标题黑体、二级标题楷体、三级和四级标题仿宋，均3号",
    remedy="请按层次改标题字体字号",
)
def heading_type(elements: Elements) -> Iterator[Finding]:
    """黑体, 楷体, 仿宋, 仿宋."""
    for part in HEADINGS:
        for para in elements.of(part):
            if not _is_heading(para):
                continue
            lead, rest = _lead(para)
            face = other_face(lead, _FACES[part])
            if face:
                yield at(para, f"{part.value}为{face}", f"{_FACES[part]}")
            face = other_face(rest, "仿宋") if face is None else None
            if face:
                yield at(para, f"标题后的正文为{face}", "仿宋")
            size = other_size(para, 16)
            if size:
                yield at(para, f"{part.value}为{size_name(size)}", "3号")


def _is_heading(para: Para) -> bool:
    """Whether the numbered paragraph begins with a heading: a first sentence of a heading's length."""
    return len(para.words.split("。")[0]) <= _HEADING_LONGEST


def _lead(para: Para) -> tuple[list[Run], list[Run]]:
    """The runs of the heading and those of the text that follows it in the same paragraph."""
    if "。" not in para.words.rstrip("。"):
        return list(para.runs), []
    lead: list[Run] = []
    for count, run in enumerate(para.runs):
        lead.append(run)
        if "。" in run.text:
            ends = run.text.rstrip().endswith("。") or (len(run.text.split("。")[0]) > 1 and count == 0)
            rest = list(para.runs[count + 1 :])
            return (lead, rest) if ends else (lead[:-1], [run, *rest])
    return lead, []


@rule(
    "R46",
    "7.3.3",
    Strength.PRACTICE,
    wanted="不加粗（标准全文没有加粗的规定）",
    remedy="请取消加粗",
)
def not_bold(elements: Elements) -> Iterator[Finding]:
    """No bold in title, text, note and signature."""
    shown = (Part.TITLE, Part.ADDRESSEES, *TEXT, Part.NOTE, Part.ORGAN, Part.DATE, Part.LABEL, Part.ANNEX_TITLE)
    for para in elements.of(*shown):
        bold = "".join(run.text for run in para.runs if run.bold).strip()
        if len(bold) > 1:
            yield at(para, f"{elements.parts[para.at].value}加粗")


@rule(
    "R46",
    "7.3.3",
    Strength.MAY,
    wanted="层次序数依次为“一、”“（一）”“1.”“（1）”",
    remedy="请改用规定的层次序数",
)
def level_order(elements: Elements) -> Iterator[Finding]:
    """A deeper level does not stand above a higher one: （一） before the first 一、 under which it does not lie."""
    levels = [(HEADINGS.index(elements.parts[para.at]), para) for para in elements.of(*HEADINGS)]
    if not levels or not any(level == 0 for level, _ in levels):
        return
    previous = -1
    for level, para in levels:
        if level == 0 and previous in (1, 2, 3) and _first_of(para) and _none_before(levels, para):
            yield at(para, "一级序数“一、”排在下级序数之下")
        previous = level


def _first_of(para: Para) -> bool:
    return para.words.startswith("一、")


def _none_before(levels: list[tuple[int, Para]], para: Para) -> bool:
    return not any(level == 0 and other.at < para.at for level, other in levels)


@rule(
    "R55",
    "7.3.5.5",
    Strength.PRACTICE,
    wanted="调整行距、字距，使印章与正文同处一页",
    remedy="请删去“此页无正文”，调整行距或字距",
    alone=True,
)
def no_textless_page(elements: Elements) -> Iterator[Finding]:
    """（此页无正文） is forbidden."""
    for para in elements.file.paras:
        if "此页无正文" in patterns.squeezed(para.words):
            yield at(para, "标有“此页无正文”")

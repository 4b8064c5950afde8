"""信函: mark, double lines, number, first page, imprint (R80–R87)."""

from __future__ import annotations

from collections.abc import Iterator

from generate.lint.departure import Strength
from generate.lint.elements import Elements, Part
from generate.lint.letters import double_line, number_at_right
from generate.lint.manuscript import PAGE_NUMBER, Manuscript, Para
from generate.lint.measures import pitch, right_indent, section_of
from generate.lint.patterns import squeezed
from generate.lint.properties import number
from generate.lint.registry import LETTER, Finding, at, rule
from generate.office.letter import LINE_WIDTH, MARK_TOP, SECOND_LINE

_TWIPS = 25.4 / 1440


@rule(
    "R80",
    "10.1",
    Strength.MUST,
    wanted="信函的发文机关标志只用机关名称，不加“文件”",
    remedy="请删去“文件”二字",
    formats=LETTER,
)
def no_file_word(elements: Elements) -> Iterator[Finding]:
    """The name alone."""
    for para in elements.of(Part.MARK):
        if squeezed(para.words).endswith("文件"):
            yield at(para, "信函的标志带有“文件”二字")


@rule("R80", "10.1", Strength.MUST, wanted="发文机关标志居中", remedy="请把标志居中", formats=LETTER)
def mark_centred(elements: Elements) -> Iterator[Finding]:
    """Centred."""
    for para in elements.of(Part.MARK):
        if para.cell is None and para.boxed is None and para.align in ("left", "right"):
            yield at(para, "信函的标志没有居中")


@rule(
    "R80",
    "10.1",
    Strength.MUST,
    wanted="发文机关标志上边缘至上页边30毫米",
    remedy="请调整标志的图文框，使字的上边缘距页面上边缘30毫米",
    formats=LETTER,
)
def mark_top(elements: Elements) -> Iterator[Finding]:
    """30 mm from the page's edge, where a frame says it."""
    para = elements.first(Part.MARK)
    if para is None or "framePr.y" not in para.props:
        return
    top = _frame_top(elements.file, para)
    span = pitch(elements.file, para)
    if top is None or span.low != span.high:
        return
    top += (span.low - para.size * 1.08) * 0.8 * 25.4 / 72
    if abs(top - MARK_TOP.mm) > 1.5:
        yield at(para, f"标志上边缘距页边约{top:.1f}毫米")


def _frame_top(file: Manuscript, para: Para) -> float | None:
    """Where a frame begins from the page's top, in millimetres."""
    y = (number(para.props, "framePr.y") or 0) * _TWIPS
    anchor = para.props.get("framePr.vAnchor", "page")
    if anchor == "page":
        return y
    return y + (section_of(file, para).mm("pgMar.top") or 0) if anchor == "margin" else None


def _upper_line(elements: Elements) -> Para | None:
    title = elements.first(Part.TITLE)
    end = title.at if title is not None else 0
    return next((para for para in elements.file.paras[:end] if double_line(para)), None)


def _lower_lines(elements: Elements) -> list[Para]:
    first = elements.file.sections[0].footers
    part = first.get("first") or first.get("default")
    inside = elements.file.footers.get(part, ()) if part else ()
    return [para for para in (*inside, *elements.file.paras) if double_line(para)]


@rule(
    "R81",
    "10.1",
    Strength.MUST,
    wanted="标志下4毫米处一条红色双线（上粗下细），首页下边缘20毫米处一条红色双线（上细下粗）",
    remedy="请补画红色双线",
    formats=LETTER,
)
def double_lines(elements: Elements) -> Iterator[Finding]:
    """Both are there; drawn shapes may be them."""
    if elements.drawn_head or elements.file.strokes:
        return
    upper = _upper_line(elements)
    mark = elements.first(Part.MARK)
    if upper is None and mark is not None:
        yield at(mark, "标志下没有红色双线")
    if not [para for para in _lower_lines(elements) if para is not upper]:
        yield Finding("首页页脚", "首页下部没有红色双线")


@rule(
    "R81",
    "10.1",
    Strength.MUST,
    wanted="红色双线长170毫米，第二条距下页边20毫米",
    remedy="请改双线所在图文框的宽度和位置",
    formats=LETTER,
)
def double_line_place(elements: Elements) -> Iterator[Finding]:
    """170 mm long, the second 277 mm from the top, where frames say it."""
    for para in (_upper_line(elements), *_lower_lines(elements)):
        wide = number(para.props, "framePr.w") if para is not None else None
        if para is None or wide is None:
            continue
        if abs(wide * _TWIPS - LINE_WIDTH.mm) > 1.5:
            yield Finding("红色双线", f"红色双线长{wide * _TWIPS:.0f}毫米", at=para.at)
        top = _frame_top(elements.file, para)
        if top is not None and top > 200 and abs(top + 1.6 - SECOND_LINE.mm) > 2:
            yield Finding("首页页脚", f"第二条红色双线距下页边{297 - top - 1.6:.0f}毫米")


@rule("R83", "10.1", Strength.MUST, wanted="发文字号顶格居版心右边缘", remedy="请把发文字号右对齐", formats=LETTER)
def number_right(elements: Elements) -> Iterator[Finding]:
    """Flush right."""
    for para in elements.of(Part.NUMBER):
        if para.cell is None and para.boxed is None and (not number_at_right(para) or right_indent(para) > 0.3):
            yield at(para, "发文字号没有居右顶格")


@rule(
    "R86",
    "10.1",
    Strength.MUST,
    wanted="信函首页不显示页码",
    remedy="请设“首页不同”，并删去首页页脚的页码",
    formats=LETTER,
)
def first_page_unnumbered(elements: Elements) -> Iterator[Finding]:
    """A first footer of its own without a number."""
    section = elements.file.sections[0]
    numbered = [part for part, paras in elements.file.footers.items() if any(PAGE_NUMBER in p.text for p in paras)]
    if not numbered:
        return
    if not section.props.get("titlePg"):
        yield Finding("第1节 页码", "首页没有设“首页不同”，会显示页码")
    elif section.footers.get("first") in numbered:
        yield Finding("首页页脚", "首页显示页码")


@rule(
    "R87",
    "10.1",
    Strength.MUST,
    wanted="信函版记不加印发机关、印发日期和分隔线",
    remedy="请删去印发行和版记分隔线，只留抄送",
    formats=LETTER,
)
def plain_imprint(elements: Elements) -> Iterator[Finding]:
    """Copies alone, without rules."""
    for para in elements.of(Part.PRINTED):
        yield at(para, "信函版记有印发机关和印发日期")
    for para in elements.of(Part.COPIES):
        props = para.cell.props if para.cell is not None else para.props
        kind = "tcBorders" if para.cell is not None else "pBdr"
        if any(props.get(f"{kind}.{side}", "nil") not in ("nil", "none") for side in ("top", "bottom")):
            yield at(para, "信函版记有分隔线")

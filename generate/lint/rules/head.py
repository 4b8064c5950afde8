"""版头: mark, document number, red rule (R23–R29, R34)."""

from __future__ import annotations

from collections.abc import Iterator

from generate.lint import patterns
from generate.lint.departure import Strength
from generate.lint.elements import Elements, Format, Part
from generate.lint.faces import family, other_face, size_name
from generate.lint.identify import red_text
from generate.lint.manuscript import Para
from generate.lint.measures import LINE, first_indent, gap, left_indent, pitch, section_of
from generate.lint.properties import number
from generate.lint.registry import DOCUMENT, HEADED, Finding, at, rule
from generate.lint.rules.page import profile_of
from generate.office.head import MARK_TOP
from generate.office.page import TYPE_WIDTH

_WIDE_FRAME = TYPE_WIDTH.twips - 200
_RULE_GAP = (4, 9)
"""R34: points of w:space that leave 3 to 5 mm under an exact line of 28.95 pt (7 leaves 4.15 mm)."""


@rule(
    "R23",
    "7.2.4",
    Strength.MUST,
    wanted="发文机关全称或规范化简称加“文件”二字，或只用机关名称",
    remedy="请删去标志中机关名称和“文件”以外的字符",
    formats=HEADED,
)
def mark_words(elements: Elements) -> Iterator[Finding]:
    """A name and nothing else."""
    for para in elements.of(Part.MARK):
        words = patterns.squeezed(para.words)
        strange = "".join(sign for sign in words if not ("\u4e00" <= sign <= "\u9fff" or sign in "（）〇·×"))
        if strange:
            yield at(para, f"发文机关标志中有“{strange}”")


@rule("R24", "7.2.4", Strength.MUST, wanted="发文机关标志居中", remedy="请把发文机关标志居中", formats=DOCUMENT)
def mark_centred(elements: Elements) -> Iterator[Finding]:
    """Centred; what stands in a cell, a text box or a frame narrower than the type area is placed by that."""
    for para in elements.of(Part.MARK):
        wide = number(para.props, "framePr.w")
        placed = para.cell is not None or para.boxed is not None or (wide is not None and wide < _WIDE_FRAME)
        typed = first_indent(para) > 1 or left_indent(para) > 1
        if para.align in ("left", "right") and not placed and not typed:
            yield at(para, "发文机关标志没有居中")


@rule(
    "R24",
    "7.2.4",
    Strength.MUST,
    wanted=f"发文机关标志上边缘至版心上边缘35毫米（距页边{MARK_TOP.mm:g}毫米）",
    remedy="请调整标志文本框（图文框）或其上方空行，使字的上边缘距页面上边缘72毫米",
    formats=DOCUMENT,
)
def mark_top(elements: Elements) -> Iterator[Finding]:
    """35 mm below the type area's top; known where a frame, floating table or text box says it, or exact lines do."""
    para = elements.first(Part.MARK)
    found = _glyph_top(elements, para) if para is not None else None
    if para is not None and found is not None and abs(found[0] - MARK_TOP.mm) > found[1]:
        yield at(para, f"标志上边缘距页边约{found[0]:.1f}毫米")


def _glyph_top(elements: Elements, para: Para) -> tuple[float, float] | None:
    """The glyphs' top from the page's edge in millimetres, its margin taken as right, and how far that may be wrong."""
    margin = profile_of(section_of(elements.file, para)).top.mm
    slack = _slack(elements, para)
    if slack is None:
        return None
    if "framePr.y" in para.props:
        y = (number(para.props, "framePr.y") or 0) / 1440 * 25.4
        anchor = para.props.get("framePr.vAnchor", "page")
        return None if anchor == "text" else (y + slack + (margin if anchor == "margin" else 0), 1.5)
    if para.cell is not None:
        floating = para.cell.table.floating
        anchor = floating.get("vertAnchor", "")
        if para.cell.row or "tblpY" not in floating or anchor not in ("margin", "page"):
            return None
        y = (number(floating, "tblpY") or 0) / 1440 * 25.4
        return y + slack + (margin if anchor == "margin" else 0), 2
    return None if para.framed else _flow_top(elements, para, margin + slack)


def _slack(elements: Elements, para: Para) -> float | None:
    """White space between a line's top and its glyphs, in millimetres; None where the typeface decides it."""
    span = pitch(elements.file, para)
    if span.low != span.high:
        return None
    return (span.low - para.size * 1.08) * 0.8 * 25.4 / 72


def _flow_top(elements: Elements, para: Para, start: float) -> tuple[float, float] | None:
    """The same for a mark in the flow, when every line above it is exact."""
    total = number(para.props, "spacing.before") or 0
    for above in elements.file.paras[: para.at]:
        if above.framed or above.cell is not None:
            continue
        span = pitch(elements.file, above)
        if span.low != span.high or above.drawing or len(above.words) > 20:
            return None
        total += span.low * 20 + sum(number(above.props, f"spacing.{side}") or 0 for side in ("before", "after"))
    return start + total / 1440 * 25.4, 3


@rule("R25", "7.2.4", Strength.ADVISED, wanted="红色小标宋体字", remedy="请改为红色小标宋体", formats=HEADED)
def mark_face(elements: Elements) -> Iterator[Finding]:
    """Red 小标宋."""
    for para in elements.of(Part.MARK):
        face = other_face(para.runs, "小标宋")
        if face and family(face) != "小标宋":
            yield at(para, f"发文机关标志为{face}")
        if not red_text(para):
            yield at(para, "发文机关标志不是红色")


@rule(
    "R26",
    "7.2.4",
    Strength.USUAL,
    wanted="联合行文时“文件”二字置于各机关名称右侧，以联署机关名称为准上下居中",
    remedy="请把“文件”所在单元格设为垂直居中，或调整其上方的空行",
    formats=DOCUMENT,
)
def joint_mark(elements: Elements) -> Iterator[Finding]:
    """文件 in the middle of the stacked names, in its cell or in its frame."""
    marks = elements.of(Part.MARK)
    for para in marks:
        if para.words != "文件" or len(marks) < 3:
            continue
        in_frame = para.cell is None and "framePr.h" in para.props
        in_cell = para.cell is not None and para.cell.props.get("vAlign") != "center"
        if in_cell or (in_frame and not _in_the_middle(elements, para)):
            yield at(para, "“文件”没有上下居中")


def _in_the_middle(elements: Elements, para: Para) -> bool:
    """Whether a paragraph's middle is that of its frame, by the lines above it in the same frame."""
    frame = {key: value for key, value in para.props.items() if key.startswith("framePr")}
    above = 0.0
    for other in reversed(elements.file.paras[: para.at]):
        if {key: value for key, value in other.props.items() if key.startswith("framePr")} != frame:
            break
        above += pitch(elements.file, other).high
    middle, high = above + pitch(elements.file, para).high / 2, (number(para.props, "framePr.h") or 0) / 20
    return abs(middle - high / 2) <= 0.15 * high


@rule(
    "R27",
    "7.2.5",
    Strength.MUST,
    wanted="发文字号在发文机关标志下空二行",
    remedy="请在标志与发文字号之间留两个空行",
    formats=DOCUMENT,
)
def number_gap(elements: Elements) -> Iterator[Finding]:
    """Two lines below the mark, as far as blank lines say it; drawn boxes hide it."""
    mark = elements.last(Part.MARK)
    line = next((para for para in elements.of(Part.SIGNERS, Part.NUMBER)), None)
    if mark is None or line is None or line.at < mark.at or line.framed or mark.boxed is not None:
        return
    span = gap(elements.file, mark, line)
    if span.surely_outside(1.2 * LINE, 2.8 * LINE):
        yield at(line, f"与发文机关标志之间空{span.lines}")


@rule("R27", "7.2.5", Strength.MUST, wanted="发文字号居中", remedy="请把发文字号居中", formats=DOCUMENT)
def number_centred(elements: Elements) -> Iterator[Finding]:
    """Centred unless signers stand beside it."""
    if elements.of(Part.SIGNERS) or any("签发" in para.words for para in elements.of(Part.NUMBER)):
        return
    for para in elements.of(Part.NUMBER):
        indented = left_indent(para) + first_indent(para) > 2
        if para.align in ("left", "both", "right") and not indented and para.cell is None and para.boxed is None:
            yield at(para, "发文字号没有居中")


@rule(
    "R28",
    "7.2.5",
    Strength.MUST,
    wanted="机关代字＋六角括号〔〕括入的四位年份＋不编虚位、不加“第”的序号＋“号”，如“湘管发〔2026〕12号”",
    remedy="请改写发文字号",
    formats=HEADED,
)
def number_form(elements: Elements) -> Iterator[Finding]:
    """湘管发〔2026〕12号; the serial number of a draft may be blank."""
    for para in elements.of(Part.NUMBER):
        written = patterns.number_in(para.text)
        if written and not patterns.STRICT_NUMBER.match(written):
            yield at(para, f"发文字号写作“{written}”")


@rule("R08", "5.2.2", Strength.USUAL, wanted="发文字号用3号仿宋", remedy="请把发文字号改为3号仿宋", formats=HEADED)
def number_type(elements: Elements) -> Iterator[Finding]:
    """As all elements of which nothing else is said."""
    for para in elements.of(Part.NUMBER):
        runs = [run for run in para.runs if "号" in run.text and "签发" not in run.text]
        size = next((run.size for run in runs if run.size != 16), None)
        face = other_face(runs, "仿宋")
        if size or face:
            yield at(para, f"发文字号为{face or size_name(size or 0)}")


@rule(
    "R29",
    "条例第九条第五项",
    Strength.MUST,
    wanted="联合行文只用主办机关的发文字号",
    remedy="请删去其他机关的发文字号",
    formats=HEADED,
)
def one_number(elements: Elements) -> Iterator[Finding]:
    """One number."""
    given = elements.of(Part.NUMBER)
    if len(given) > 1:
        yield at(given[1], f"有{len(given)}个发文字号")


@rule(
    "R34",
    "7.2.7",
    Strength.MUST,
    wanted="发文字号之下4毫米处与版心等宽的红色分隔线",
    remedy="请在发文字号段落下加红色下框线，宽156毫米",
    formats=DOCUMENT,
)
def red_rule(elements: Elements) -> Iterator[Finding]:
    """There is one; drawings in the head may hold it."""
    line = elements.first(Part.NUMBER)
    if elements.rule is None and line is not None and elements.of(Part.MARK) and not elements.drawn_head:
        yield at(line, "没有红色分隔线")


@rule("R34", "7.2.7", Strength.MUST, wanted="红色分隔线与版心等宽（156毫米）", remedy="请改红线长度", formats=DOCUMENT)
def red_rule_width(elements: Elements) -> Iterator[Finding]:
    """156 mm."""
    found = elements.rule
    if found is None:
        return
    para = elements.file.paras[found.at]
    if found.width is not None and abs(found.width - TYPE_WIDTH.mm) > 1.5:
        yield at(para, f"红色分隔线宽{found.width:.0f}毫米")
    moved = [number(para.props, f"ind.{side}") or 0 for side in ("left", "right", "leftChars", "rightChars")]
    if found.border in ("bottom", "top") and any(abs(value) > 60 for value in moved) and not para.framed:
        yield at(para, "红色分隔线随段落缩进，与版心不等宽")


@rule(
    "R34",
    "7.2.7",
    Strength.MUST,
    wanted="红色分隔线在发文字号之下4毫米",
    remedy="请把下框线与文字的距离改为7磅（行距固定值28.95磅时即4毫米）",
    formats=DOCUMENT,
)
def red_rule_gap(elements: Elements) -> Iterator[Finding]:
    """4 mm under the number; known for a border under the number's own exact line."""
    found = elements.rule
    if found is None or found.border != "bottom" or elements.format is not Format.DOCUMENT:
        return
    para = elements.file.paras[found.at]
    span = pitch(elements.file, para)
    known = span.low == span.high and 27 <= span.low <= 30.5 and found.space is not None
    if elements.parts.get(para.at) not in (Part.NUMBER, Part.SIGNERS) or not known or found.space is None:
        return
    if not _RULE_GAP[0] <= found.space <= _RULE_GAP[1]:
        yield at(para, f"红色分隔线距发文字号约{found.space * 25.4 / 72 + 1.7:.1f}毫米")

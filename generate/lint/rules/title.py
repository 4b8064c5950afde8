"""标题 and 主送机关 (R40–R42)."""

from __future__ import annotations

from collections.abc import Iterator

from generate.lint import patterns
from generate.lint.departure import Strength
from generate.lint.elements import Elements, Format, Part
from generate.lint.faces import hanzi, other_face, other_size, size_name
from generate.lint.measures import LINE, blank_between, first_indent, gap, left_indent
from generate.lint.registry import DOCUMENT, HEADED, TEXTS, Finding, at, rule

_TITLE = 22.0
_MIXED = ("请示报告", "报告请示", "请示函", "通知函")


@rule("R40", "7.3.1", Strength.USUAL, wanted="标题用2号小标宋体字", remedy="请把标题改为2号小标宋")
def title_type(elements: Elements) -> Iterator[Finding]:
    """2号小标宋."""
    for para in elements.of(Part.TITLE):
        face, size = other_face(para.runs, "小标宋"), other_size(para, _TITLE)
        if face:
            yield at(para, f"标题为{face}")
        if size:
            yield at(para, f"标题为{size_name(size)}")


@rule("R40", "7.3.1", Strength.MUST, wanted="标题居中", remedy="请把标题居中并去掉缩进")
def title_centred(elements: Elements) -> Iterator[Finding]:
    """Centred."""
    for para in elements.of(Part.TITLE):
        if para.align != "center" and left_indent(para) + first_indent(para) < 2 and para.boxed is None:
            yield at(para, "标题没有居中")


@rule(
    "R40",
    "7.3.1",
    Strength.SHALL,
    wanted="标题排列成梯形或菱形，词意完整，不把一个字单独排成一行",
    remedy="请在词意完整处换行，使各行长短相称",
)
def title_shape(elements: Elements) -> Iterator[Finding]:
    """No line of one or two characters."""
    paras = elements.of(Part.TITLE)
    lines = [line.strip() for para in paras for line in para.words.split("\n") if line.strip()]
    lonely = [line for line in lines if len(patterns.squeezed(line)) == 1]
    if len(lines) > 1 and lonely:
        yield at(paras[0], f"标题有一行只有“{lonely[0]}”字")


@rule(
    "R40",
    "7.3.1",
    Strength.MUST,
    wanted="标题在红色分隔线下空二行",
    remedy="请在红色分隔线与标题之间留两个空行",
    formats=DOCUMENT,
)
def title_gap(elements: Elements) -> Iterator[Finding]:
    """Two lines below the red rule, where the rule is a paragraph's border."""
    found, title = elements.rule, elements.first(Part.TITLE)
    if found is None or title is None or found.border != "bottom":
        return
    above = elements.file.paras[found.at]
    if blank_between(elements.file, above, title):
        span = gap(elements.file, above, title)
        if span.surely_outside(1.2 * LINE, 2.9 * LINE):
            yield at(title, f"标题与红色分隔线之间空{span.lines}")


@rule(
    "R41",
    "条例第九条第七项",
    Strength.MUST,
    wanted="标题由发文机关名称、事由和文种组成，以15种法定文种之一结尾",
    remedy="请在标题末尾写明文种（决议、决定、命令、公报、公告、通告、意见、通知、通报、报告、请示、批复、议案、函、纪要）",
    formats=HEADED,
)
def title_kind(elements: Elements) -> Iterator[Finding]:
    """K1: it ends in one of the fifteen kinds."""
    title = elements.title.rstrip("。，；：！")
    first = elements.first(Part.TITLE)
    if first is not None and hanzi(title) > 3 and not patterns.TITLE_END.search(title):
        yield at(first, f"标题末尾“{title[-4:]}”不是文种")


@rule(
    "K1",
    "条例第八条",
    Strength.MUST,
    wanted="一个标题一个文种",
    remedy="请按内容选用一个文种",
    formats=HEADED,
)
def one_kind(elements: Elements) -> Iterator[Finding]:
    """请示报告 and the like are no kinds."""
    first = elements.first(Part.TITLE)
    mixed = next(
        (words for words in ("请示报告", "报告请示", "请示函", "通知函") if elements.title.endswith(words)), None
    )
    if first is not None and mixed:
        yield at(first, f"文种混用“{mixed}”")


@rule("R42", "7.3.2", Strength.MUST, wanted="主送机关在标题下空一行", remedy="请在标题与主送机关之间留一个空行")
def addressees_gap(elements: Elements) -> Iterator[Finding]:
    """One line below the title."""
    title, para = elements.last(Part.TITLE), elements.first(Part.ADDRESSEES)
    if title is None or para is None or not blank_between(elements.file, title, para):
        return
    span = gap(elements.file, title, para)
    if span.surely_outside(0.4 * LINE, 1.8 * LINE):
        yield at(para, f"主送机关与标题之间空{span.lines}")


@rule("R42", "7.3.2", Strength.MUST, wanted="主送机关居左顶格，回行仍顶格", remedy="请去掉主送机关的缩进和前导空格")
def addressees_flush(elements: Elements) -> Iterator[Finding]:
    """Flush left, wrapped lines too."""
    for para in elements.of(Part.ADDRESSEES):
        moved = abs(left_indent(para)) > 0.3 or abs(first_indent(para)) > 0.3
        if moved or para.align in ("center", "right"):
            yield at(para, "主送机关没有顶格")


@rule("R42", "7.3.2", Strength.MUST, wanted="最后一个主送机关名称后标全角冒号", remedy="请改为全角冒号“：”")
def addressees_colon(elements: Elements) -> Iterator[Finding]:
    """A full-width colon."""
    for para in elements.of(Part.ADDRESSEES):
        if not para.words.endswith("："):
            yield at(para, f"主送机关后为“{para.words[-1]}”")
    yield from _unmarked(elements)


def _unmarked(elements: Elements) -> Iterator[Finding]:
    """A line of units after the title that lacks its colon."""
    title = elements.last(Part.TITLE)
    if elements.of(Part.ADDRESSEES) or title is None or elements.format is Format.PLAIN:
        return
    first = elements.first(Part.BODY, Part.CAPTION)
    if first is None or first.at < title.at or first_indent(first) > 0.5 or first.align == "center":
        return
    words = first.words.rstrip("，。；、,")
    named = bool(patterns.UNIT.search(words)) and not set(words) & set("。；：“”")
    if named and len(words) < 200 and elements.parts.get(first.at) is Part.BODY:
        yield at(first, "主送机关后没有冒号")


@rule("R08", "5.2.2", Strength.USUAL, wanted="主送机关用3号仿宋", remedy="请把主送机关改为3号仿宋", formats=TEXTS)
def addressees_type(elements: Elements) -> Iterator[Finding]:
    """As all elements of which nothing else is said."""
    for para in elements.of(Part.ADDRESSEES):
        face, size = other_face(para.runs, "仿宋"), other_size(para, 16)
        if face or size:
            yield at(para, f"主送机关为{face or size_name(size or 0)}")

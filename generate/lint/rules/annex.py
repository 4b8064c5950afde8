"""附件 pages (R58)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generate.lint import patterns
from generate.lint.departure import Strength
from generate.lint.elements import Elements, Part
from generate.lint.faces import other_face, other_size, size_name
from generate.lint.manuscript import Para
from generate.lint.measures import LINE, blank_between, first_indent, gap, left_indent
from generate.lint.registry import Finding, at, rule

_LEAD = re.compile(r"^(?:附件[：:])?(?:\d{1,2}[.．、])?")


@rule("R58", "7.3.7", Strength.MUST, wanted="附件另面编排", remedy="请在附件标识段落设“段前分页”")
def new_page(elements: Elements) -> Iterator[Finding]:
    """Every annex begins a page."""
    for para in elements.of(Part.LABEL):
        if not para.new_page:
            yield at(para, "附件没有另起一面")


@rule("R58", "7.3.7", Strength.MUST, wanted="“附件”二字及顺序号用3号黑体", remedy="请改为3号黑体")
def label_type(elements: Elements) -> Iterator[Finding]:
    """3号黑体."""
    for para in elements.of(Part.LABEL):
        face, size = other_face(para.runs, "黑体"), other_size(para, 16)
        if face or size:
            yield at(para, f"“附件”为{face or size_name(size or 0)}")


@rule("R58", "7.3.7", Strength.MUST, wanted="“附件”二字及顺序号顶格编排", remedy="请去掉缩进并左对齐")
def label_flush(elements: Elements) -> Iterator[Finding]:
    """Flush left."""
    for para in elements.of(Part.LABEL):
        if para.align in ("center", "right") or abs(left_indent(para) + first_indent(para)) > 0.35:
            yield at(para, "“附件”没有顶格")


@rule(
    "R58",
    "7.3.7",
    Strength.MUST,
    wanted="“附件”后只接阿拉伯数字顺序号，不加标点，如“附件1”",
    remedy="请改写附件标识",
)
def label_form(elements: Elements) -> Iterator[Finding]:
    """附件 or 附件1."""
    for para in elements.of(Part.LABEL):
        if not re.fullmatch(r"附件(?:[1-9]\d?)?", patterns.squeezed(para.words)):
            yield at(para, f"写作“{para.words}”")


@rule("R58", "7.3.7", Strength.MUST, wanted="附件标题居中编排在版心第三行", remedy="请在附件标识与标题之间留一个空行")
def title_line(elements: Elements) -> Iterator[Finding]:
    """One blank line between label and title."""
    for label, titles in _annexes(elements):
        if titles and blank_between(elements.file, label, titles[0]):
            span = gap(elements.file, label, titles[0])
            if span.surely_outside(0.5 * LINE, 1.6 * LINE):
                yield at(titles[0], f"附件标题与附件标识之间空{span.lines}")


def _annexes(elements: Elements) -> list[tuple[Para, list[Para]]]:
    """Labels with the lines of their titles."""
    found: list[tuple[Para, list[Para]]] = []
    for para in elements.of(Part.LABEL, Part.ANNEX_TITLE):
        if elements.parts[para.at] is Part.LABEL:
            found.append((para, []))
        elif found:
            found[-1][1].append(para)
    return found


@rule("R58", "7.3.7", Strength.MUST, wanted="附件顺序号与附件说明一致", remedy="请核对附件说明与附件的顺序号")
def numbers_match(elements: Elements) -> Iterator[Finding]:
    """As many annexes as the note names, in their order; annexes may come as files of their own."""
    notes, labels = elements.of(Part.NOTE), elements.of(Part.LABEL)
    if not notes or not labels:
        return
    count = len(notes)
    numbers = [re.sub(r"\D", "", patterns.squeezed(para.words)) for para in labels]
    wanted = [""] if count == 1 else [str(number) for number in range(1, count + 1)]
    if count == 1 and numbers == ["1"]:
        yield at(labels[0], "只有一个附件却编了顺序号", "只写“附件”")
    elif numbers != wanted and numbers not in ([""] * count,):
        shown = "、".join(number or "无" for number in numbers)
        yield at(labels[0], f"附件说明有{count}个附件，附件标识的顺序号为{shown}")


@rule("R58", "7.3.7", Strength.MUST, wanted="附件标题与附件说明中的名称一致", remedy="请核对附件说明与附件标题")
def titles_match(elements: Elements) -> Iterator[Finding]:
    """The names are the same, book-title marks apart."""
    names = [_plain(_LEAD.sub("", patterns.squeezed(para.words))) for para in elements.of(Part.NOTE)]
    annexes = _annexes(elements)
    if len(names) != len(annexes):
        return
    for name, (_, titles) in zip(names, annexes, strict=True):
        shown = _plain(patterns.squeezed("".join(para.words for para in titles)))
        if titles and shown != name and not _clause(shown, name):
            yield at(titles[0], f"附件标题为“{shown}”，附件说明中为“{name}”")


def _plain(name: str) -> str:
    return re.sub(r"[《》“”]", "", name).rstrip("。；，、;,.：:")


def _clause(shown: str, name: str) -> bool:
    """A form's title may carry a bracketed addition that the note leaves out."""
    return re.sub(r"（[^（）]*）$", "", shown) == re.sub(r"（[^（）]*）$", "", name)


@rule("R40", "7.3.7", Strength.USUAL, wanted="附件标题用2号小标宋", remedy="请把附件标题改为2号小标宋")
def title_type(elements: Elements) -> Iterator[Finding]:
    """As the document's own title."""
    for para in elements.of(Part.ANNEX_TITLE):
        face, size = other_face(para.runs, "小标宋"), other_size(para, 22)
        if face or size:
            yield at(para, f"附件标题为{face or size_name(size or 0)}", lenient=True)

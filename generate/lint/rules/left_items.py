"""份号, 密级, 紧急程度 (R20–R22, K11)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generate.lint import patterns
from generate.lint.departure import Strength
from generate.lint.elements import Elements, Part
from generate.lint.faces import other_face, other_size, size_name
from generate.lint.measures import first_indent, left_indent
from generate.lint.registry import HEADED, Finding, at, rule

_LEFT_ITEMS = (Part.COPY_NUMBER, Part.SECRECY, Part.URGENCY)


@rule("R20", "7.2.1", Strength.USUAL, wanted="份号为6位阿拉伯数字", remedy="请改为6位，不足的前面补0", formats=HEADED)
def copy_number_form(elements: Elements) -> Iterator[Finding]:
    """Six digits."""
    for para in elements.of(Part.COPY_NUMBER):
        words = patterns.segments(para.text)[0]
        if not (words.isascii() and words.isdigit() and len(words) == 6):
            yield at(para, f"份号写作“{words}”")


@rule("R20", "7.2.1", Strength.USUAL, wanted="份号用3号字", remedy="请把份号改为3号字", formats=HEADED)
def copy_number_size(elements: Elements) -> Iterator[Finding]:
    """3号."""
    yield from _sized(elements, Part.COPY_NUMBER)


@rule("R21", "7.2.2", Strength.USUAL, wanted="密级和保密期限用3号黑体", remedy="请改为3号黑体", formats=HEADED)
def secrecy_type(elements: Elements) -> Iterator[Finding]:
    """3号黑体."""
    yield from _sized(elements, Part.SECRECY)
    yield from _black(elements, Part.SECRECY)


@rule(
    "R21",
    "7.2.2",
    Strength.USUAL,
    wanted="“密级★期限”，期限用阿拉伯数字，如“机密★1年”",
    remedy="请改写密级和保密期限",
    formats=HEADED,
)
def secrecy_form(elements: Elements) -> Iterator[Finding]:
    """机密★1年."""
    for para in elements.of(Part.SECRECY):
        words = patterns.squeezed(patterns.segments(para.text)[0] if "\t" in para.text else para.words)
        if not re.fullmatch(r"(?:绝密|机密|秘密)(?:★(?:\d{1,3}(?:年|个月|天|日)|长期))?", words):
            yield at(para, f"写作“{words}”")


@rule("R22", "7.2.3", Strength.USUAL, wanted="紧急程度用3号黑体", remedy="请改为3号黑体", formats=HEADED)
def urgency_type(elements: Elements) -> Iterator[Finding]:
    """3号黑体."""
    yield from _sized(elements, Part.URGENCY)
    yield from _black(elements, Part.URGENCY)


@rule("R22", "7.2.3", Strength.USUAL, wanted="“特急”或“加急”", remedy="请改写紧急程度", formats=HEADED)
def urgency_form(elements: Elements) -> Iterator[Finding]:
    """特急 or 加急; other words are for telegrams."""
    for para in elements.of(Part.URGENCY):
        words = patterns.squeezed(patterns.segments(para.text)[0] if "\t" in para.text else para.words)
        if words not in ("特急", "加急"):
            yield at(para, f"写作“{words}”")


@rule(
    "R22",
    "7.2.3",
    Strength.USUAL,
    wanted="自上而下依次为份号、密级、紧急程度，各占一行",
    remedy="请调整三者的上下顺序",
    formats=HEADED,
)
def left_items_order(elements: Elements) -> Iterator[Finding]:
    """Copy number, secrecy, urgency."""
    given = [elements.parts[para.at] for para in elements.of(*_LEFT_ITEMS)]
    if given != sorted(given, key=_LEFT_ITEMS.index):
        yield at(elements.of(*_LEFT_ITEMS)[0], f"顺序为{'、'.join(part.value for part in given)}")


@rule("R20", "7.2.1", Strength.USUAL, wanted="顶格编排在版心左上角", remedy="请去掉缩进并左对齐", formats=HEADED)
def left_items_flush(elements: Elements) -> Iterator[Finding]:
    """Flush left; each kind under its own clause is the same layout."""
    for para in elements.of(*_LEFT_ITEMS):
        if para.align in ("right", "center") or left_indent(para) + first_indent(para) > 0.3:
            yield at(para, f"{elements.parts[para.at].value}没有顶格")


def _sized(elements: Elements, part: Part) -> Iterator[Finding]:
    for para in elements.of(part):
        size = other_size(para, 16)
        if size is not None:
            yield at(para, f"{part.value}为{size_name(size)}")


def _black(elements: Elements, part: Part) -> Iterator[Finding]:
    for para in elements.of(part):
        face = other_face(para.runs, "黑体")
        if face:
            yield at(para, f"{part.value}为{face}")


@rule(
    "K11",
    "条例第九条、第二十五条",
    Strength.MUST,
    wanted="涉密公文在涉密设备上办理，并标注份号",
    remedy="请立即停止在本机处理，按保密规定处置此文件；如属误标请删去密级",
    formats=HEADED,
)
def classified(elements: Elements) -> Iterator[Finding]:
    """A classified document is not for this tool."""
    for para in elements.of(Part.SECRECY):
        yield at(para, f"标有密级“{para.words}”")

"""签发人 of upward documents (R30–R33)."""

from __future__ import annotations

from collections.abc import Iterator

from generate.lint import patterns
from generate.lint.departure import Strength
from generate.lint.elements import Elements, Part
from generate.lint.faces import hanzi, other_face, size_name
from generate.lint.manuscript import Para, Run
from generate.lint.measures import first_indent, left_indent
from generate.lint.properties import number
from generate.lint.registry import DOCUMENT, Finding, at, rule
from generate.office.styles import STEP

UPWARD = ("报告", "请示")
_ABREAST = 2
_KEPT = "\N{IDEOGRAPHIC SPACE}" * 3
"""A place kept for a name still to be given."""


def signer_lines(elements: Elements) -> tuple[Para, ...]:
    """The lines of the head that name signers."""
    number_line = elements.first(Part.NUMBER)
    lines = elements.of(Part.SIGNERS)
    if number_line is not None and patterns.SIGNERS.search(number_line.words):
        return (*lines, number_line)
    return (*lines, number_line) if lines and number_line is not None else lines


@rule(
    "R33",
    "条例第九条第六项",
    Strength.MUST,
    wanted="上行文标注签发人姓名",
    remedy="请在发文字号同一行右侧标注“签发人：”和姓名",
    formats=DOCUMENT,
)
def upward_signed(elements: Elements) -> Iterator[Finding]:
    """报告 and 请示 carry their signer."""
    signed = bool(signer_lines(elements)) or elements.drawn_head
    if elements.title.endswith(UPWARD) and elements.of(Part.NUMBER) and not signed:
        yield at(elements.of(Part.NUMBER)[0], "上行文没有签发人")


@rule(
    "R30",
    "7.2.5",
    Strength.MUST,
    wanted="上行文的发文字号居左空一字，与最后一个签发人姓名同处一行",
    remedy="请把发文字号移到最后一行签发人的左侧，左空一字",
    formats=DOCUMENT,
)
def number_beside(elements: Elements) -> Iterator[Finding]:
    """1字 in, on the last signer's line."""
    lines, line = signer_lines(elements), elements.first(Part.NUMBER)
    if not lines or line is None or line.cell is not None or line.boxed is not None:
        return
    tail = line.text[line.text.find("号") + 1 :]
    if not tail.strip() and _KEPT not in tail and not any(para.cell is not None for para in lines):
        yield at(line, "发文字号没有与签发人同处一行")
    elif abs(_start(line) - 1) > 0.4:
        yield at(line, f"发文字号左空{_start(line):.1f}字")


def _start(para: Para) -> float:
    """Where the first character stands, in 字: behind a first tab at its stop."""
    if para.text.startswith("\t"):
        stops = [stop.split(":") for stop in para.props.get("tabs", "").split()]
        at_twips = [float(place) for kind, place in stops if kind in ("left", "num") and place.lstrip("-").isdigit()]
        return at_twips[0] / STEP.twips if at_twips else 1
    return left_indent(para) + first_indent(para)


@rule("R31", "7.2.6", Strength.MUST, wanted="“签发人”后标全角冒号", remedy="请改为“签发人：”", formats=DOCUMENT)
def label_form(elements: Elements) -> Iterator[Finding]:
    """签发人： with a full-width colon."""
    for para in signer_lines(elements):
        if patterns.SIGNERS.search(para.words) and "签发人：" not in patterns.squeezed(para.words):
            yield at(para, "“签发人”后不是全角冒号")


@rule(
    "R31",
    "7.2.6",
    Strength.MUST,
    wanted="“签发人”三字用3号仿宋，签发人姓名用3号楷体",
    remedy="请把“签发人：”改为3号仿宋，姓名改为3号楷体",
    formats=DOCUMENT,
)
def signer_type(elements: Elements) -> Iterator[Finding]:
    """Label in 仿宋, names in 楷体, both 3号."""
    seen = False
    for para in signer_lines(elements):
        labels, names = _told_apart(para, seen)
        seen = seen or bool(labels)
        face = other_face(names, "楷体")
        if face:
            yield at(para, f"签发人姓名为{face}")
        face = other_face(labels, "仿宋")
        if face:
            yield at(para, f"“签发人”为{face}")
        size = next((run.size for run in (*labels, *names) if run.text.strip() and run.size != 16), None)
        if size is not None:
            yield at(para, f"签发人为{size_name(size)}")


def _told_apart(para: Para, seen: bool) -> tuple[list[Run], list[Run]]:
    """The runs of the label and those of the names; the number's are neither."""
    labels: list[Run] = []
    names: list[Run] = []
    for run in para.runs:
        words = patterns.squeezed(run.text)
        if "签发人" in words and not words.endswith(("：", ":")) and len(words) > 4:
            names.append(run)
            seen = True
        elif "签" in words or (words in ("发", "人", "发人", "：") and not seen):
            labels.append(run)
            seen = True
        elif seen and hanzi(words) and not patterns.NUMBER.match(words) and not set(words) & set("〔〕号"):
            names.append(run)
    return labels, names


@rule("R32", "7.2.6", Strength.USUAL, wanted="签发人每行一般排两个姓名", remedy="请改为每行两个姓名", formats=DOCUMENT)
def two_abreast(elements: Elements) -> Iterator[Finding]:
    """At most two names a line."""
    for para in signer_lines(elements):
        if para.cell is not None:
            continue
        tail = patterns.SIGNERS.split(para.text)[-1]
        names = [name for name in patterns.segments(tail) if 1 < len(name) < 6 and not patterns.NUMBER.match(name)]
        if len(names) > _ABREAST:
            yield at(para, f"一行排{len(names)}个签发人")


@rule("R31", "7.2.6", Strength.MUST, wanted="签发人居右空一字", remedy="请使签发人姓名右空一字", formats=DOCUMENT)
def signer_right(elements: Elements) -> Iterator[Finding]:
    """1字 from the right, where a right tab says it."""
    for para in signer_lines(elements):
        stops = [stop.split(":") for stop in para.props.get("tabs", "").split()]
        right = [float(place) for kind, place in stops if kind == "right" and place.isdigit()]
        end = number(para.props, "ind.right") or 0
        if len(right) == 1 and patterns.SIGNERS.search(para.text) and abs(27 * 316 - right[0] + end) > 200:
            yield at(para, f"签发人右空{(28 * 316 - right[0]) / 316:.1f}字")

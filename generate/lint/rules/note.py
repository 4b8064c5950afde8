"""附件说明 (R47)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generate.lint import patterns
from generate.lint.departure import Strength
from generate.lint.elements import TEXT, Elements, Part
from generate.lint.faces import other_face, other_size, size_name
from generate.lint.manuscript import Para
from generate.lint.measures import LINE, blank_between, first_indent, gap, left_indent
from generate.lint.registry import Finding, at, rule
from generate.office.widths import width_in_zi

_LABEL = re.compile(r"^附\s*件\s*[：:]\s*")
_ENTRY = re.compile(r"^(?:附\s*件\s*[：:]\s*)?(?:\d{1,2}\s*[.．、]?\s*)?")
_LINE_WIDE = 26


@rule("R47", "7.3.4", Strength.MUST, wanted="附件说明在正文下空一行", remedy="请在正文与附件说明之间留一个空行")
def note_gap(elements: Elements) -> Iterator[Finding]:
    """One line below the text."""
    note, body = elements.first(Part.NOTE), elements.last(*TEXT)
    if note is None or body is None or not blank_between(elements.file, body, note):
        return
    span = gap(elements.file, body, note)
    if span.surely_outside(0.5 * LINE, 1.7 * LINE):
        yield at(note, f"附件说明与正文之间空{span.lines}")


@rule("R47", "7.3.4", Strength.MUST, wanted="“附件”左空二字", remedy="请把附件说明左空二字")
def note_indent(elements: Elements) -> Iterator[Finding]:
    """2字 in."""
    note = elements.first(Part.NOTE)
    if note is not None and not 1.6 <= left_indent(note) + first_indent(note) <= 2.45:
        yield at(note, f"“附件”左空{left_indent(note) + first_indent(note):.1f}字".replace(".0字", "字"))


@rule(
    "R47",
    "7.3.4",
    Strength.MUST,
    wanted="名称较长须回行时，与上一行附件名称的首字对齐",
    remedy="请用悬挂缩进使回行与名称首字对齐",
)
def note_wrapped(elements: Elements) -> Iterator[Finding]:
    """Wrapped lines begin under the name's first character; the second name under the first."""
    notes = elements.of(Part.NOTE)
    for para in notes:
        if width_in_zi(para.words) <= _LINE_WIDE:
            continue
        lead = _lead(para)
        starts = left_indent(para) + first_indent(para) + width_in_zi(lead)
        if abs(starts - left_indent(para)) > 0.9:
            yield at(para, f"回行左空{left_indent(para):.1f}字，名称首字左空{starts:.1f}字")


def _lead(para: Para) -> str:
    found = _ENTRY.match(para.words.replace("\t", " "))
    return found[0] if found else ""


@rule("R47", "7.3.4", Strength.MUST, wanted="“附件”后标全角冒号", remedy="请改为“附件：”")
def note_colon(elements: Elements) -> Iterator[Finding]:
    """附件： with a full-width colon."""
    note = elements.first(Part.NOTE)
    if note is not None and "附件：" not in patterns.squeezed(note.words)[:4]:
        yield at(note, f"写作“{patterns.squeezed(note.words)[:3]}”")


@rule("R47", "7.3.4", Strength.MUST, wanted="附件名称后不加标点符号", remedy="请删去附件名称后的标点")
def note_ends_bare(elements: Elements) -> Iterator[Finding]:
    """No mark after a name."""
    for para in elements.of(Part.NOTE):
        if para.words[-1] in "。；，、;,.：:":
            yield at(para, f"附件名称后有“{para.words[-1]}”")


@rule(
    "R47",
    "7.3.4",
    Strength.MUST,
    wanted="有多个附件时用阿拉伯数字标注顺序号，如“附件：1. ×××”",
    remedy="请按“1.”“2.”依次编号",
)
def note_numbers(elements: Elements) -> Iterator[Finding]:
    """1. 2. 3., and none for a single one."""
    notes = elements.of(Part.NOTE)
    if not notes:
        return
    given = [re.match(r"(?:附件[：:])?(\d{1,2})", patterns.squeezed(para.words)) for para in notes]
    numbers = [int(found[1]) if found else None for found in given]
    if len(notes) > 1 and numbers != list(range(1, len(notes) + 1)):
        yield at(notes[0], f"附件顺序号为{'、'.join('无' if one is None else str(one) for one in numbers)}")
    pointed = [para for para in notes if re.match(r"^(?:附件[：:])?\d{1,2}、", patterns.squeezed(para.words))]
    for para in pointed:
        yield at(para, "顺序号后为顿号", "“1.”（下角圆点）")


@rule("R08", "5.2.2", Strength.USUAL, wanted="附件说明用3号仿宋", remedy="请把附件说明改为3号仿宋")
def note_type(elements: Elements) -> Iterator[Finding]:
    """As all elements of which nothing else is said."""
    for para in elements.of(Part.NOTE):
        face, size = other_face(para.runs, "仿宋"), other_size(para, 16)
        if face or size:
            yield at(para, f"附件说明为{face or size_name(size or 0)}")

"""版记 (R60–R65)."""

from __future__ import annotations

from collections.abc import Iterator

from generate.lint import patterns
from generate.lint.colours import is_red
from generate.lint.departure import Strength
from generate.lint.elements import Elements, Part
from generate.lint.faces import other_face, other_size, size_name
from generate.lint.manuscript import Para
from generate.lint.measures import first_indent, left_indent, right_indent
from generate.lint.properties import Props, number
from generate.lint.registry import DOCUMENT, HEADED, Finding, at, rule
from generate.office.fonts import SIZE_4

_LISTS = (Part.COPIES, Part.SENT_TO)
_THICK, _THIN = (7, 10), (3, 6.5)
"""R60: 0.35 mm and 0.25 mm in eighths of a point, and what word processors offer next to them."""


def _drawn(props: Props, key: str) -> bool:
    return props.get(key, "nil") not in ("nil", "none")


def _rows(elements: Elements) -> list[tuple[Para, Props, str]]:
    """The imprint's paragraphs with the properties and the prefix of their borders, top to bottom."""
    found = []
    for para in elements.of(*_LISTS, Part.PRINTED):
        if para.cell is not None:
            found.append((para, para.cell.props, "tcBorders"))
        else:
            found.append((para, para.props, "pBdr"))
    return found


def _ruled(elements: Elements) -> bool:
    """Whether the rules are borders, and so can be seen."""
    rows = _rows(elements)
    return bool(rows) and any(_drawn(props, f"{kind}.{side}") for _, props, kind in rows for side in ("top", "bottom"))


@rule(
    "R60",
    "7.4.1",
    Strength.MUST,
    wanted="版记首条和末条分隔线位于首个要素之上、末个要素之下",
    remedy="请补画版记的分隔线",
    formats=DOCUMENT,
)
def rules_drawn(elements: Elements) -> Iterator[Finding]:
    """A rule above the first element and one below the last, where the rules are borders."""
    rows = _rows(elements)
    if not _ruled(elements) or elements.file.strokes:
        return
    first, last = rows[0], rows[-1]
    if not _drawn(first[1], f"{first[2]}.top"):
        yield at(first[0], "版记首条分隔线没有画")
    below = [para for para in elements.file.paras[last[0].at + 1 :] if not para.blank and para.cell is not None]
    if not _drawn(last[1], f"{last[2]}.bottom") and not below:
        yield at(last[0], "版记末条分隔线没有画")


@rule(
    "R60",
    "7.4.1",
    Strength.ADVISED,
    wanted="首条和末条分隔线0.35毫米（1磅），中间的0.25毫米（0.75磅）",
    remedy="请改分隔线粗细",
    formats=DOCUMENT,
)
def rule_weights(elements: Elements) -> Iterator[Finding]:
    """Thick, thin, thick."""
    rows = _rows(elements)
    for place, (para, props, kind) in enumerate(rows):
        last = place == len(rows) - 1 and para.cell is not None and para.cell.row == para.cell.table.rows - 1
        yield from _weight(para, props, f"{kind}.top", first=place == 0)
        if last or (kind == "pBdr" and place == len(rows) - 1):
            yield from _weight(para, props, f"{kind}.bottom", first=True)


def _weight(para: Para, props: Props, key: str, *, first: bool) -> Iterator[Finding]:
    size = number(props, f"{key}.sz")
    if not _drawn(props, key) or size is None:
        return
    low, high = _THICK if first else _THIN
    if not low <= size <= high:
        which = "首末分隔线" if first else "中间分隔线"
        yield at(para, f"版记{which}粗{size / 8:g}磅")


@rule("R60", "7.4.1", Strength.MUST, wanted="版记分隔线为黑色", remedy="请改分隔线颜色", formats=HEADED)
def rules_black(elements: Elements) -> Iterator[Finding]:
    """Black (R10)."""
    for para, props, kind in _rows(elements):
        if any(_drawn(props, f"{kind}.{side}") and is_red(props.get(f"{kind}.{side}.color", "")) for side in _SIDES):
            yield at(para, "版记分隔线为红色")


_SIDES = ("top", "bottom")


@rule(
    "R60",
    "7.4.1",
    Strength.MUST,
    wanted="末条分隔线与最后一面版心下边缘重合",
    remedy="请把版记表格的垂直位置设为相对页边距“底端”",
    formats=DOCUMENT,
)
def at_bottom(elements: Elements) -> Iterator[Finding]:
    """A floating imprint says where it stands; a fixed distance is left to measuring."""
    for para in elements.of(Part.PRINTED)[-1:]:
        floating = para.cell.table.floating if para.cell is not None else {}
        where = floating.get("tblpYSpec")
        if where not in (None, "bottom"):
            yield at(para, "版记没有排在版心底端")


@rule("R61", "7.4.2", Strength.USUAL, wanted="抄送用4号仿宋", remedy="请把抄送改为4号仿宋", formats=HEADED)
def copies_type(elements: Elements) -> Iterator[Finding]:
    """4号仿宋."""
    yield from _typed(elements, _LISTS)


def _typed(elements: Elements, parts: tuple[Part, ...]) -> Iterator[Finding]:
    for para in elements.of(*parts):
        face, size = other_face(para.runs, "仿宋"), other_size(para, SIZE_4.pt)
        if face or size:
            yield at(para, f"{elements.parts[para.at].value}为{face or size_name(size or 0)}")


@rule("R61", "7.4.2", Strength.USUAL, wanted="“抄送”后标全角冒号", remedy="请改为“抄送：”", formats=HEADED)
def copies_colon(elements: Elements) -> Iterator[Finding]:
    """抄送： with a full-width colon."""
    for para in elements.of(*_LISTS):
        if "：" not in para.words[:6]:
            yield at(para, f"写作“{para.words[:4]}”")


@rule("R61", "7.4.2", Strength.USUAL, wanted="最后一个抄送机关后标句号", remedy="请在末尾加“。”", formats=HEADED)
def copies_stop(elements: Elements) -> Iterator[Finding]:
    """。 after the last name."""
    for para in elements.of(*_LISTS):
        following = elements.file.paras[para.at + 1] if para.at + 1 < len(elements.file.paras) else None
        runs_on = following is not None and not following.blank and following.at not in elements.parts
        if not para.words.endswith("。") and not runs_on:
            yield at(para, f"{elements.parts[para.at].value}末尾没有句号")


@rule("R61", "7.4.2", Strength.USUAL, wanted="抄送左右各空一字", remedy="请把左右缩进各设一字", formats=HEADED)
def copies_indent(elements: Elements) -> Iterator[Finding]:
    """1字 in on both sides."""
    for para in elements.of(*_LISTS):
        start = left_indent(para) + first_indent(para)
        if para.boxed is None and not 0.6 <= start <= 1.5:
            yield at(para, f"{elements.parts[para.at].value}左空{max(start, 0):.1f}字".replace(".0字", "字"))


@rule(
    "R61",
    "7.4.2",
    Strength.USUAL,
    wanted="抄送回行时与冒号后的首字对齐",
    remedy="请用悬挂缩进3字",
    formats=HEADED,
)
def copies_wrapped(elements: Elements) -> Iterator[Finding]:
    """Wrapped lines begin under the first character after the colon."""
    for para in elements.of(*_LISTS):
        if len(para.words) > 31 and abs(left_indent(para) - 4) > 0.8:
            yield at(para, f"回行左空{left_indent(para):.1f}字".replace(".0字", "字"))


@rule(
    "R62",
    "7.4.2",
    Strength.MUST,
    wanted="版记中的主送在抄送之上，两者之间不加分隔线",
    remedy="请删去主送与抄送之间的分隔线",
    formats=HEADED,
)
def sent_to(elements: Elements) -> Iterator[Finding]:
    """主送 above 抄送 and no rule between them."""
    sent, copies = elements.first(Part.SENT_TO), elements.first(Part.COPIES)
    if sent is None or copies is None:
        return
    if sent.at > copies.at:
        yield at(sent, "主送排在抄送之下")
    elif copies.cell is not None and copies.cell.row and _drawn(copies.cell.props, "tcBorders.top"):
        yield at(copies, "主送与抄送之间有分隔线")


@rule("R63", "7.4.3", Strength.USUAL, wanted="印发机关和印发日期用4号仿宋", remedy="请改为4号仿宋", formats=DOCUMENT)
def printed_type(elements: Elements) -> Iterator[Finding]:
    """4号仿宋."""
    yield from _typed(elements, (Part.PRINTED,))


@rule(
    "R63",
    "7.4.3",
    Strength.MUST,
    wanted="印发日期用阿拉伯数字标全年月日、不编虚位，后加“印发”",
    remedy="请改写印发日期",
    formats=DOCUMENT,
)
def printed_day(elements: Elements) -> Iterator[Finding]:
    """2026年3月5日印发."""
    for para in elements.of(Part.PRINTED):
        found = patterns.PRINTED.match(para.words.replace("\t", " "))
        if found and not patterns.STRICT_DATE.match(found["day"].strip()):
            yield at(para, f"印发日期写作“{found['day'].strip()}”")
        elif not para.words.endswith("印发"):
            yield at(para, "印发日期后没有“印发”二字")


@rule("R63", "7.4.3", Strength.USUAL, wanted="印发机关左空一字、日期右空一字", remedy="请调整缩进", formats=DOCUMENT)
def printed_place(elements: Elements) -> Iterator[Finding]:
    """1字 from either side, where a right tab or spaces do not hide it."""
    for para in elements.of(Part.PRINTED):
        start = left_indent(para) + first_indent(para)
        found = patterns.PRINTED.match(para.words.replace("\t", " "))
        if para.boxed is None and found and found["organ"].strip() and not 0.6 <= start <= 1.5:
            yield at(para, f"印发机关左空{max(start, 0):.1f}字".replace(".0字", "字"))
        stops = [stop.split(":") for stop in para.props.get("tabs", "").split()]
        right = [float(where) for kind, where in stops if kind == "right" and where.isdigit()]
        if len(right) == 1 and para.cell is not None:
            wide = (number(para.cell.props, "tcW.w") or 0) - right[0] + right_indent(para)
            if para.cell.props.get("tcW.type") == "dxa" and abs(wide / SIZE_4.twips - 1) > 0.6:
                yield at(para, f"印发日期右空{wide / SIZE_4.twips:.1f}字")


@rule(
    "R65",
    "7.3.7",
    Strength.MUST,
    wanted="版记在全文（包括附件）的最后",
    remedy="请把版记移到附件之后",
    formats=HEADED,
)
def at_the_end(elements: Elements) -> Iterator[Finding]:
    """Nothing stands below the imprint."""
    below = elements.of(Part.BELOW)
    labelled = [para for para in below if patterns.LABEL.match(para.words)]
    if labelled:
        yield at(labelled[0], "附件排在版记之后")


@rule(
    "R61",
    "7.4.2",
    Strength.USUAL,
    wanted="抄送在印发机关之上一行",
    remedy="请把抄送移到印发机关之上",
    formats=DOCUMENT,
)
def copies_above(elements: Elements) -> Iterator[Finding]:
    """抄送 above 印发."""
    copies, printed = elements.first(Part.COPIES), elements.first(Part.PRINTED)
    if copies is not None and printed is not None and copies.at > printed.at:
        yield at(copies, "抄送排在印发机关之下")

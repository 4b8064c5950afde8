"""署名, date and remark (R48–R51, R53, R57)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generate.lint import patterns
from generate.lint.departure import Strength
from generate.lint.elements import TEXT, Elements, Part
from generate.lint.faces import other_face, other_size, size_name
from generate.lint.manuscript import Para
from generate.lint.measures import LINE, first_indent, gap, left_indent, right_edge
from generate.lint.registry import Finding, at, rule
from generate.office.widths import width_in_zi

_NEAR = 0.7
_UNSEALED_GAP = 1.6 * LINE
_ABREAST = 3


def _in_flow(elements: Elements) -> tuple[list[Para], Para] | None:
    """The organs and the date, when they stand as paragraphs under each other."""
    day, organs = elements.first(Part.DATE), list(elements.of(Part.ORGAN))
    if (
        day is None
        or not organs
        or not patterns.STRICT_DATE.match(day.words)
        or day.cell is not None
        or any(one.cell is not None for one in organs)
    ):
        return None
    return organs, day


def _sealed(elements: Elements, organ: Para) -> bool | None:
    """Room for a seal above the name: two lines; one line means none will be set; None where it cannot be told."""
    above = elements.last(*TEXT, Part.NOTE)
    if above is None or above.at > organ.at:
        return None
    span = gap(elements.file, above, organ)
    if span.high < 0.4 * LINE:
        return None
    return span.low > _UNSEALED_GAP


@rule(
    "R48",
    "7.3.5.1",
    Strength.USUAL,
    wanted="加盖印章时成文日期右空四字，署名在日期之上、以日期为准居中",
    remedy="请把日期右缩进设为4字符，署名以日期为准居中；不盖章的在正文下空一行、右空二字署名",
)
def sealed_place(elements: Elements) -> Iterator[Finding]:
    """The date 4字 from the right, the name centred on it, or moved left where it would leave the page."""
    flow = _in_flow(elements)
    if flow is None or len(flow[0]) > 1 or _sealed(elements, flow[0][0]) is False:
        return
    organ, day = flow[0][0], flow[1]
    organ_right, date_right = right_edge(organ), right_edge(day)
    if organ_right is None or date_right is None or _as_sealed(organ, day, organ_right, date_right):
        return
    if _sealed(elements, organ) is None and _as_unsealed([organ], day, organ_right, date_right):
        return
    yield at(day, f"成文日期右空{date_right:.1f}字，署名右空{organ_right:.1f}字".replace(".0字", "字"))


def _as_sealed(organ: Para, day: Para, organ_right: float, date_right: float) -> bool:
    wide, narrow = width_in_zi(organ.words), width_in_zi(day.words)
    centred = abs(organ_right + wide / 2 - date_right - narrow / 2) <= _NEAR
    pushed = wide / 2 > 4 + narrow / 2 and organ_right <= _NEAR
    return centred and (abs(date_right - 4) <= _NEAR or pushed)


@rule(
    "R50",
    "7.3.5.2",
    Strength.MUST,
    wanted="不盖章时署名右空二字，成文日期首字比署名首字右移二字；日期长于署名时日期右空二字",
    remedy="请按署名和日期的字数调整两者的右缩进",
)
def unsealed_place(elements: Elements) -> Iterator[Finding]:
    """The date begins 2字 after the name; a longer date pushes the name left."""
    flow = _in_flow(elements)
    if flow is None or _sealed(elements, flow[0][0]) is not False:
        return
    organs, day = flow
    edges = [right_edge(organ) for organ in organs], right_edge(day)
    widest = max(range(len(organs)), key=lambda place: width_in_zi(organs[place].words))
    organ_right, date_right = edges[0][widest], edges[1]
    if organ_right is None or date_right is None:
        return
    if len(organs) == 1 and _as_sealed(organs[0], day, organ_right, date_right):
        return
    if not _as_unsealed(organs, day, organ_right, date_right):
        yield at(day, f"署名右空{organ_right:.1f}字，成文日期右空{date_right:.1f}字".replace(".0字", "字"))


def _as_unsealed(organs: list[Para], day: Para, organ_right: float, date_right: float) -> bool:
    wide, narrow = max(width_in_zi(organ.words) for organ in organs), width_in_zi(day.words)
    wanted = (2, wide - narrow) if narrow <= wide else (4 + narrow - wide, 2)
    return abs(organ_right - wanted[0]) <= _NEAR and abs(date_right - wanted[1]) <= _NEAR


@rule(
    "R49",
    "7.3.5.1",
    Strength.FIGURE,
    wanted="加盖多个印章时署名一般两个或三个并排",
    remedy="请改为每排两个或三个署名",
)
def abreast(elements: Elements) -> Iterator[Finding]:
    """Names in rows of two or three."""
    rows: dict[tuple[int, int], list[Para]] = {}
    for para in elements.of(Part.ORGAN):
        if para.cell is not None:
            rows.setdefault((para.cell.table.number, para.cell.row), []).append(para)
    for names in rows.values():
        if len(names) > _ABREAST:
            yield at(names[0], f"一排有{len(names)}个署名")


@rule("R08", "5.2.2", Strength.USUAL, wanted="署名和成文日期用3号仿宋", remedy="请改为3号仿宋")
def signature_type(elements: Elements) -> Iterator[Finding]:
    """As all elements of which nothing else is said."""
    for para in elements.of(Part.ORGAN, Part.DATE, Part.REMARK):
        face, size = other_face(para.runs, "仿宋"), other_size(para, 16)
        if face or size:
            yield at(para, f"{elements.parts[para.at].value}为{face or size_name(size or 0)}")


@rule(
    "R53",
    "7.3.5.4",
    Strength.MUST,
    wanted="成文日期用阿拉伯数字标全年、月、日，年份四位，月、日不编虚位，如“2026年3月5日”",
    remedy="请改写成文日期",
)
def date_form(elements: Elements) -> Iterator[Finding]:
    """2026年3月5日; a draft's day may be blank."""
    for para in elements.of(Part.DATE):
        words = para.words
        found = patterns.STRICT_DATE.match(words)
        if found is None:
            yield at(para, f"成文日期写作“{words}”")
        elif found[2] and found[3] and not _exists(int(found[1]), int(found[2]), int(found[3])):
            yield at(para, f"没有{words}这一天")


def _exists(year: int, month: int, day: int) -> bool:
    try:
        return bool(date(year, month, day))
    except ValueError:
        return False


@rule("R57", "7.3.6", Strength.MUST, wanted="附注居左空二字", remedy="请把附注左空二字")
def remark_indent(elements: Elements) -> Iterator[Finding]:
    """2字 in."""
    for para in elements.of(Part.REMARK):
        if not 1.6 <= left_indent(para) + first_indent(para) <= 2.45:
            yield at(para, f"附注左空{left_indent(para) + first_indent(para):.1f}字".replace(".0字", "字"))


@rule("R57", "7.3.6", Strength.MUST, wanted="附注加全角圆括号", remedy="请改为全角圆括号（）")
def remark_brackets(elements: Elements) -> Iterator[Finding]:
    """Full-width parentheses."""
    for para in elements.of(Part.REMARK):
        if not (para.words.startswith("（") and para.words.endswith("）")):
            yield at(para, "附注的括号不是全角")


@rule("R57", "7.3.6", Strength.MUST, wanted="附注在成文日期下一行", remedy="请删去成文日期与附注之间的空行")
def remark_gap(elements: Elements) -> Iterator[Finding]:
    """On the line after the date."""
    day, para = elements.first(Part.DATE), elements.first(Part.REMARK)
    if day is None or para is None or day.cell is not None:
        return
    span = gap(elements.file, day, para)
    if span.low > 0.6 * LINE:
        yield at(para, f"附注与成文日期之间空{span.lines}")

"""版记: copies, printing organ and date between rules at the foot of the last page (R60–R65, R87)."""

from __future__ import annotations

from collections.abc import Sequence

from generate.lengths import Length, Mm, Pt
from generate.office.fonts import SIZE_4
from generate.office.page import LEFT, TYPE_BOTTOM, TYPE_WIDTH, W1, Profile
from generate.office.styles import IMPRINT_PITCH
from generate.office.widths import lines_needed, width_in_zi
from generate.office.wml import TAB, indent, paragraph, run

_THICK, _THIN = 8, 6
"""R60: 0.35 mm and 0.25 mm; in eighths of a point the next Word can say."""
_INSIDE = Mm("0.6")
"""White space between a rule and the text beside it."""
_ACROSS = f'w:horzAnchor="page" w:tblpX="{LEFT.twips}"'
"""The type area's left edge, said from the page's: LibreOffice floats a table as wide as the text only so."""
_DATE_ROOM = 15
"""R63: 字 on the printing line for the date with 印发, as wide as any program sets it, and the white beside it."""
_INLINE_FROM = 20
"""W10: a list of copies as long as a page is not floated."""


def imprint(
    copies: Sequence[str],
    printed_by: str,
    printed_on: str,
    *,
    addressees: Sequence[str] = (),
    others: Sequence[str] = (),
    profile: Profile = W1,
) -> str:
    """The imprint of a 公文, anchored to the bottom of the type area.

    ``addressees`` are those moved here from the first page (R43, R62); ``others`` stand below the printing line (R64).
    """
    rows = listed_rows(addressees, copies)
    rows += [_row(_printed(printed_by, f"{printed_on}印发"), _THIN if rows else _THICK)]
    rows += [_row(paragraph("GwPrinted", run(words), indent(left=SIZE_4)), _THIN) for words in others]
    rows[-1] = rows[-1].replace("</w:tcBorders>", f"{_rule('bottom', _THICK)}</w:tcBorders>")
    lines = _list_lines(addressees) + _list_lines(copies) + 1 + len(others)
    return _table("".join(rows), _place(lines, len(rows), profile))


def letter_imprint(copies: Sequence[str], profile: Profile = W1) -> str:
    """R87: a letter's imprint is the copies alone, without rules; nothing for no copies."""
    if not copies:
        return ""
    return _table(_row(_list_paragraph("抄送：", copies), 0), _place(_list_lines(copies), 1, profile, letter=True))


def listed_rows(addressees: Sequence[str], copies: Sequence[str]) -> list[str]:
    """R61, R62: 主送 above 抄送 without a rule between them, the thick rule above the first."""
    rows = []
    if addressees:
        rows.append(_row(_list_paragraph("主送：", addressees), _THICK))
    if copies:
        rows.append(_row(_list_paragraph("抄送：", copies), 0 if addressees else _THICK))
    return rows


def _list_paragraph(label: str, names: Sequence[str]) -> str:
    """R61: 1字 in on both sides; wrapped lines begin under the first character after the colon; a 。 at the end."""
    words = f"{label}{'，'.join(names)}。"
    return paragraph("GwCopies", run(words), indent(left=SIZE_4.times(4), right=SIZE_4, hanging=SIZE_4.times(3)))


def _list_lines(names: Sequence[str]) -> int:
    """How many lines 抄送 takes."""
    room = (TYPE_WIDTH - SIZE_4.times(5)) / SIZE_4
    return lines_needed(f"{'，'.join(names)}。", room) if names else 0


def _printed(organ: str, date: str) -> str:
    """R63: the organ 1字 from the left, the date and 印发 1字 from the right, on one line.

    An organ is narrowed that would not leave the date its room.
    """
    stop = (TYPE_WIDTH - SIZE_4).twips
    layout = f'<w:tabs><w:tab w:val="right" w:pos="{stop}"/></w:tabs>{indent(left=SIZE_4)}'
    room = TYPE_WIDTH / SIZE_4 - _DATE_ROOM
    scale = int(100 * room / wide) if (wide := width_in_zi(organ)) > room else None
    return paragraph("GwPrinted", run(organ, scale=scale) + TAB + run(date), layout)


def _rule(side: str, weight: int) -> str:
    return f'<w:{side} w:val="single" w:sz="{weight}" w:space="0" w:color="000000"/>'


def _row(content: str, above: int) -> str:
    rule = _rule("top", above) if above else '<w:top w:val="nil"/>'
    return (
        f'<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{TYPE_WIDTH.twips}" w:type="dxa"/>'
        f"<w:tcBorders>{rule}</w:tcBorders></w:tcPr>{content}</w:tc></w:tr>"
    )


def _height(lines: int, rows: int, *, ruled: bool) -> Length:
    """How high an imprint of so many lines and rows is, with its rules."""
    rules = Pt(2 * _THICK / 8) + Pt(_THIN / 8).times(rows - 1) if ruled else Pt(0)
    return IMPRINT_PITCH.times(lines) + _INSIDE.times(2 * rows) + rules


def stand_on_edge(lines: int, rows: int, top_margin: Length, *, ruled: bool = True) -> Length:
    """The distance from the top margin at which an imprint ends on the type area's bottom edge (R60, R87)."""
    return TYPE_BOTTOM - top_margin - _height(lines, rows, ruled=ruled)


def _place(lines: int, rows: int, profile: Profile, *, letter: bool = False) -> str:
    """R60: the last rule on the bottom edge of the type area (W10), which in W1 is the margin itself."""
    if lines >= _INLINE_FROM:
        return ""
    if profile.name == W1.name and not letter:
        return f'<w:tblpPr w:vertAnchor="margin" {_ACROSS} w:tblpYSpec="bottom"/>'
    top = profile.below_margin(TYPE_BOTTOM) - _height(lines, rows, ruled=not letter)
    return f'<w:tblpPr w:vertAnchor="margin" {_ACROSS} w:tblpY="{top.twips}"/>'


def _table(rows: str, place: str) -> str:
    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", _INSIDE.twips), ("left", 0), ("bottom", _INSIDE.twips), ("right", 0))
    )
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TableNormal"/>{place}'
        f'<w:tblW w:w="{TYPE_WIDTH.twips}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
        f'<w:tblGrid><w:gridCol w:w="{TYPE_WIDTH.twips}"/></w:tblGrid>{rows}</w:tbl>{paragraph("GwAnchor")}'
    )

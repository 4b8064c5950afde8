"""信函格式: mark 30 mm from the page's top, red double lines, number at the right (R80–R85)."""

from __future__ import annotations

from generate.lengths import Length, Mm, Pt
from generate.office.head import LINE, mark_em, mark_line, mark_run
from generate.office.page import CHARACTERS
from generate.office.styles import STEP
from generate.office.widths import width_in_zi
from generate.office.wml import TAB, exact, paragraph, run, text

MARK_TOP = Mm(30)
"""R80: the glyphs' top from the page's edge."""
_GLYPH, _BELOW_MARK = 0.92, Mm(4)
"""R81: the first line is 4 mm below the mark's glyphs, which are 0.92 em high."""
SECOND_LINE = Mm(277)
"""R81: 20 mm above the page's bottom."""
LINE_LEFT, LINE_WIDTH = Mm(21), Mm(170)
"""R81: 170 mm, centred on the type area as in the standard's figure 11."""
_THICK, _THIN, _BETWEEN = 18, 6, Pt("1.5")
_LINES_HIGH = Pt("4.5")
"""A thick rule of 2.25 pt, a gap of 1.5 pt and a thin rule of 0.75 pt."""
_FIRST_ITEM = Pt(24)
"""The exact line of the first item: with its slack the glyphs begin where R82 wants them."""
_BELOW = Mm("2.9")
"""R82, R83: with the slack an exact line carries above its glyphs, 7/8 of a 3号 Hanzi (4.9 mm) below the lines."""


def letter_head(mark: str, number: str, *, copy_number: str = "", secrecy: str = "", urgency: str = "") -> str:
    """Mark, upper double line, left items and number.  The mark is the host organ's name alone, without 文件 (R80)."""
    em = mark_em(width_in_zi(mark))
    return (
        _mark(mark, em)
        + _upper_line(MARK_TOP + em.times(_GLYPH) + _BELOW_MARK)
        + _items([copy_number, secrecy, urgency], number)
    )


def _mark(name: str, em: Length) -> str:
    frame = _frame(Mm(28), Mm(156), MARK_TOP, em.times(LINE))
    return paragraph("GwLetterMark", mark_run(name, em), frame + mark_line(em))


def _upper_line(top: Length) -> str:
    """R81: thick over thin."""
    frame = _frame(LINE_LEFT, LINE_WIDTH, top, _LINES_HIGH, f'w:vSpace="{_BELOW.twips}" ')
    return text("GwLine", "", f"{frame}{_double_line(_THICK, _THIN)}{exact(_BETWEEN)}")


def lower_line() -> str:
    """R81: thin over thick, 20 mm above the page's bottom; it stands in the first page's footer."""
    frame = _frame(LINE_LEFT, LINE_WIDTH, SECOND_LINE - _LINES_HIGH, _LINES_HIGH)
    return text("GwLine", "", f"{frame}{_double_line(_THIN, _THICK)}{exact(_BETWEEN)}")


def _frame(left: Length, width: Length, top: Length, height: Length, space: str = "") -> str:
    return (
        f'<w:framePr w:w="{width.twips}" w:h="{height.twips}" w:hRule="exact" {space}w:wrap="around" w:vAnchor="page" '
        f'w:hAnchor="page" w:x="{left.twips}" w:y="{top.twips}"/>'
    )


def _double_line(upper: int, lower: int) -> str:
    """Two red rules round a paragraph as thin as the gap between them."""
    rules = (("top", upper), ("bottom", lower))
    drawn = "".join(
        f'<w:{side} w:val="single" w:sz="{weight}" w:space="0" w:color="FF0000"/>' for side, weight in rules
    )
    return f"<w:pBdr>{drawn}</w:pBdr>"


def _items(left: list[str], number: str) -> str:
    """R82, R83: copy number, secrecy, urgency under each other; the number ends at the right of the first of them."""
    given = [item for item in left if item]
    stop = f'<w:tabs><w:tab w:val="right" w:pos="{STEP.times(CHARACTERS).twips}"/></w:tabs>'
    if not given:
        return text("GwLetterNumber", number)
    first = paragraph("GwLetterHead", run(given[0]) + TAB + run(number), stop + exact(_FIRST_ITEM))
    return first + "".join(text("GwLetterHead", item) for item in given[1:])

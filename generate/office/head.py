"""版头: copy number, secrecy, urgency, mark, document number, signers and the red rule (R20–R34)."""

from __future__ import annotations

from collections.abc import Sequence

from generate.lengths import Length, Mm, Pt
from generate.office.fonts import KAITI
from generate.office.page import CHARACTERS, LEFT, TYPE_BOTTOM, TYPE_WIDTH, W1, Profile
from generate.office.signature import spread
from generate.office.styles import GAP_ABOVE_TITLE, GAP_BELOW_MARK, GAP_BELOW_TITLE, STEP, TITLE_PITCH
from generate.office.widths import width_in_zi
from generate.office.wml import TAB, aligned, exact, indent, paragraph, run, text

WIDE_SPACE = "\N{IDEOGRAPHIC SPACE}"
MARK_TOP = Mm(72)
"""R24: 37 mm of margin and 35 mm below the type area's top, from the page's edge."""
MARK_EM = Pt(40)
"""R25: the size is free; 40 pt gives glyphs 13 mm high, as in the standard's figure 2."""
_LEFT_ITEMS = 3
"""R20–R22: the lines that copy number, secrecy and urgency may take above the mark."""
LINE, _STACKED_LINE, _BELOW_STACK = 1.075, 1.3, 0.0925
"""R26, in em: the line of a name alone, which puts the glyphs' top on its own, the line of a name under another, and
the white that this has below its glyphs beyond that of a single name."""
_MARK_EMS = (MARK_EM, Pt(36), Pt(32), Pt(28), Pt(26))
"""R25: the sizes of a mark, down to 一号."""
_NARROWEST = 0.5
"""R25: a mark is made smaller before its characters are narrowed more than to this share of their height."""
_TEXT_ON_FIRST_PAGE = 3
"""R44: a line of addressees and two of text."""
_GAP_BESIDE = 0.5
"""R26: between the names and 文件, in characters of the mark."""
_MARK_ROOM = TYPE_WIDTH - Mm(6)
_RULE_WEIGHT = 10
"""R34: 1.25 pt = 0.44 mm, as in figure 2; in eighths of a point."""
_ABREAST = 2
"""R32: signers in a row."""
_RULE_SPACE = 7
"""R34: 7 pt below an exact line of 28.95 pt leaves 4 mm between number and rule."""


def head(  # noqa: PLR0913 - the elements of the 版头
    marks: Sequence[str],
    number: str,
    *,
    signers: Sequence[str] | None = None,
    copy_number: str = "",
    secrecy: str = "",
    urgency: str = "",
    title_lines: int = 2,
    profile: Profile = W1,
) -> str:
    """The whole 版头, for several ``marks`` or one.

    One is the mark as printed (``("湖南省机关事务管理局文件",)``); several organs are given without 文件 and are
    stacked with it (R26), smaller where the text under a title of ``title_lines`` would leave the first page (R44), the
    host's alone where even that is too much.  ``signers`` given, even empty, makes it an 上行文 (R30–R33).
    """
    room = _room_for_mark(title_lines, 1 if signers is None else _rows_of(signers), profile)
    parts = [_left_items(copy_number, secrecy, urgency), _mark(marks, room, profile)]
    parts.append(text("GwHeadGap", "") * 2)
    if signers is None:
        parts.append(text("GwNumber", number, _rule()))
    else:
        parts.append(_signer_lines(number, signers))
    return "".join(parts)


def _left_items(copy_number: str, secrecy: str, urgency: str) -> str:
    """R20–R22: one a line from the first line, in this order; always three lines, so that the mark has its place."""
    given = [
        text(style, words)
        for style, words in (("GwCopyNumber", copy_number), ("GwSecrecy", secrecy), ("GwUrgency", urgency))
        if words
    ]
    return "".join(given) + text("GwBlank", "") * (_LEFT_ITEMS - len(given))


def _room_for_mark(title_lines: int, rows: int, profile: Profile) -> Length:
    """R44: how high a mark may be above number or signers in so many ``rows``, title and the first lines of text."""
    gaps = (GAP_BELOW_MARK + GAP_ABOVE_TITLE).times(2) + GAP_BELOW_TITLE + Pt(_RULE_SPACE) + Pt(_RULE_WEIGHT / 8)
    lines = profile.pitch.times(rows + _TEXT_ON_FIRST_PAGE) + TITLE_PITCH.times(title_lines)
    return TYPE_BOTTOM - MARK_TOP - gaps - lines


def _mark(marks: Sequence[str], room: Length, profile: Profile) -> str:
    if len(marks) == 1:
        return _mark_alone(marks[0], profile)
    wide = max(map(width_in_zi, marks)) + _GAP_BESIDE + 2
    most = mark_em(wide)
    em = next((em for em in _MARK_EMS if em <= most and _stack_height(len(marks), em) <= room), None)
    return _marks_stacked(marks, em, profile) if em else _mark_alone(f"{marks[0]}文件", profile)


def _mark_alone(name: str, profile: Profile) -> str:
    """R24: a frame anchored to the margin, whatever stands above it."""
    em = mark_em(width_in_zi(name))
    return paragraph("GwMark", mark_run(name, em), _frame(LEFT, TYPE_WIDTH, em.times(LINE), profile) + mark_line(em))


def mark_em(characters: float) -> Length:
    """R25: how large a mark of so many characters is: smaller where it would be narrowed beyond recognition."""
    return next((em for em in _MARK_EMS if em.times(characters) * _NARROWEST <= _MARK_ROOM), _MARK_EMS[-1])


def mark_run(words: str, em: Length, scale: int | None = None, tracking: int | None = None) -> str:
    """The words of a mark in their size, narrowed to the type area's width where no ``scale`` is given."""
    size = None if em == MARK_EM else em
    return run(words, scale=scale or mark_scale(width_in_zi(words), em), tracking=tracking, size=size)


def mark_line(em: Length) -> str:
    """The exact line of a mark whose size is not its style's."""
    return "" if em == MARK_EM else exact(em.times(LINE))


def _stack_height(count: int, em: Length) -> Length:
    return em.times(LINE + _STACKED_LINE * (count - 1) - _BELOW_STACK)


def _marks_stacked(names: Sequence[str], em: Length, profile: Profile) -> str:
    """R26: names under each other, spread to one width, 文件 to their right in the middle of their height.

    Two frames beside each other, together as wide and as high as the whole mark, so that no text runs beside it.
    """
    wide = max(map(width_in_zi, names))
    scale = mark_scale(wide + _GAP_BESIDE + 2, em)
    step = em.times((scale or 100) / 100)
    side = (TYPE_WIDTH - step.times(wide + _GAP_BESIDE + 2)).times(0.5)
    split, height = side + step.times(wide + _GAP_BESIDE), _stack_height(len(names), em)
    stack, beside = _frame(LEFT, split, height, profile), _frame(LEFT + split, TYPE_WIDTH - split, height, profile)
    line = em.times(LINE)
    stacked = "".join(
        paragraph("GwMark", mark_run(name, em, scale, spread(name, wide, step, 0)), stack + layout)
        for place, name in enumerate(names)
        for layout in [f"{exact(em.times(_STACKED_LINE) if place else line)}{indent(left=side)}{aligned('left')}"]
    )
    above = paragraph("GwMark", layout=beside + exact((height - line).times(0.5)))
    below = paragraph("GwMark", mark_run("文件", em, scale), beside + mark_line(em) + aligned("left"))
    return stacked + above + below + _close_below(profile)


def _close_below(profile: Profile) -> str:
    """R27: the text goes on right below the two frames.

    LibreOffice seeks its way past frames that stand beside each other in steps of the line's own height, so the first
    line that meets them is a point high; the white above them is filled before it.
    """
    white = profile.below_margin(MARK_TOP) - profile.pitch.times(_LEFT_ITEMS) - Pt("0.5")
    return paragraph("GwAnchor", layout=exact(white)) + text("GwAnchor", "")


def _frame(left: Length, width: Length, height: Length, profile: Profile) -> str:
    """R24: a frame whose top is the mark's, whatever stands above it."""
    return (
        f'<w:framePr w:w="{width.twips}" w:h="{height.twips}" w:hRule="exact" w:wrap="around" w:vAnchor="margin" '
        f'w:hAnchor="page" w:x="{left.twips}" w:y="{profile.below_margin(MARK_TOP).twips}"/>'
    )


def mark_scale(characters: float, em: Length = MARK_EM) -> int | None:
    """R25: characters are narrowed, in percent, where the mark would be wider than the type area; None when it fits."""
    wide = em.times(characters)
    return None if wide <= _MARK_ROOM else int(100 * _MARK_ROOM / wide)


def _rule() -> str:
    """R34: a red rule as wide as the type area, 4 mm below the number."""
    return f'<w:pBdr><w:bottom w:val="single" w:sz="{_RULE_WEIGHT}" w:space="{_RULE_SPACE}" w:color="FF0000"/></w:pBdr>'


def _rows_of(signers: Sequence[str]) -> int:
    return max(1, -(-len(signers) // _ABREAST))


def _signer_lines(number: str, signers: Sequence[str]) -> str:
    """R30–R32: two signers a row, aligned, ending 1字 from the right; the number on the last row, 1字 from the left."""
    names = [_evened(name) for name in signers] or [WIDE_SPACE * 3]
    room = max(map(width_in_zi, names))
    rows = [names[at : at + _ABREAST] for at in range(0, len(names), _ABREAST)]
    first = STEP.times(CHARACTERS - 1 - _signers_width(room, len(rows[0])))
    tabs = [STEP, first, *(first + STEP.times(4 + (room + 1) * place) for place in range(len(rows[0])))]
    stops = "".join(f'<w:tab w:val="left" w:pos="{stop.twips}"/>' for stop in tabs)
    return "".join(
        paragraph("GwSigners", _signer_row(row, number if last else "", first=at == 0), layout)
        for at, row in enumerate(rows)
        for last in [at == len(rows) - 1]
        for layout in [f"{_rule() if last else ''}<w:tabs>{stops}</w:tabs>"]
    )


def _signers_width(room: float, abreast: int) -> float:
    return 4 + room * abreast + (abreast - 1)


def _signer_row(names: Sequence[str], number: str, *, first: bool) -> str:
    label = run("签发人：") if first else TAB
    return TAB + run(number) + TAB + label + TAB.join(run(name, face=KAITI) for name in names)


def _evened(name: str) -> str:
    """张三 becomes 张　三: names of two and three characters are equally wide."""
    return WIDE_SPACE.join(name) if len(name) == 2 and width_in_zi(name) == 2 else name

"""署名 and date: sealed and unsealed, one organ and several (R48–R51, R53)."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor
from typing import TypedDict

from generate.lengths import Length, Mm
from generate.office.fonts import SIZE_3
from generate.office.page import CHARACTERS, TYPE_WIDTH
from generate.office.styles import STEP, TRACKING
from generate.office.widths import width_in_zi
from generate.office.wml import aligned, indent, paragraph, run, text

_SEAL_ROW = Mm(45)
"""R49: a seal is at most 42 mm wide; rows of names lie this far apart, so that seals neither touch nor cross."""
_ROOM = 2.5
"""字 by which an organ must be wider than the date for the date to be set from the left."""
_BESIDE = 0.7
"""R49: 字 between two names under their seals at least."""
_SEAL_GAP = 2
"""R48: blank lines above a name under its seal, so that the seal's top is within one line of the text."""


def signature(organs: Sequence[str], date: str, *, sealed: bool = True) -> str:
    """Organs in their order and the date, which stay together with the end of the text."""
    gap = text("GwSignGap", "") * (_SEAL_GAP if sealed else 1)
    if len(organs) == 1:
        return gap + (_sealed_alone if sealed else _unsealed_alone)(organs[0], date)
    return gap + (_sealed_rows(organs, date) if sealed else _unsealed_stack(organs, date))


def _sealed_alone(organ: str, date: str) -> str:
    """R48: the date 4字 from the right, the organ centred on the date, moved left where it would leave the page."""
    wide, narrow = min(width_in_zi(organ), CHARACTERS), width_in_zi(date)
    organ_right = 4 + (narrow - wide) / 2
    if organ_right >= 0:
        return _pair(organ, organ_right, date, 4)
    return _pair(organ, 0, date, (wide - narrow) / 2)


def _unsealed_alone(organ: str, date: str) -> str:
    """R50: the organ 2字 from the right, the date begins 2字 after it; a longer date pushes the organ left."""
    wide, narrow = min(width_in_zi(organ), CHARACTERS - 2), width_in_zi(date)
    if narrow <= wide:
        return _right("GwOrgan", organ, 2) + _date_under(date, wide)
    return _pair(organ, 4 + narrow - wide, date, 2)


def _pair(organ: str, organ_right: float, date: str, date_right: float) -> str:
    return _right("GwOrgan", organ, organ_right) + _right("GwDate", date, date_right)


def _right(style: str, words: str, right: float, tracking: int | None = None) -> str:
    narrowed = _narrowed(words, CHARACTERS - right, tracking)
    return paragraph(style, run(words, **narrowed), indent(right=STEP.times(right)))


class _Narrowed(TypedDict):
    scale: int | None
    tracking: int | None


def _narrowed(name: str, room: float, tracking: int | None = None) -> _Narrowed:
    """R55: how a name of more than ``room`` 字 is set, so that it fills them and stays on its line; others as told."""
    wide = width_in_zi(name)
    if wide <= room:
        return {"scale": None, "tracking": tracking}
    scale = int(100 * (STEP.times(room).twips - TRACKING * len(name)) / (SIZE_3.twips * wide))
    left = STEP.times(room).twips - SIZE_3.twips * wide * scale / 100
    return {"scale": scale, "tracking": floor(left / len(name))}


def _date_under(date: str, wide: float) -> str:
    """R50: a date that begins 2字 after an organ ``wide`` 字 wide, which ends 2字 from the right.

    It is set from the left, so that it begins there in every word processor, however wide its digits are; where they
    might not find room, it is set from the right.
    """
    narrow = width_in_zi(date)
    if wide < narrow + _ROOM:
        return _right("GwDate", date, wide - narrow)
    return paragraph("GwDate", run(date), indent(left=STEP.times(CHARACTERS - wide)) + aligned("left"))


def _unsealed_stack(organs: Sequence[str], date: str) -> str:
    """R51: host first, shorter names spread to the width of the longest; the date as under one organ (R50)."""
    wide, narrow = min(max(map(width_in_zi, organs)), CHARACTERS - 2), width_in_zi(date)
    organ_right = 2 if narrow <= wide else 4 + narrow - wide
    names = [_right("GwOrgan", organ, organ_right, spread(organ, wide, STEP, TRACKING)) for organ in organs]
    return "".join(names) + (_date_under(date, wide) if narrow <= wide else _right("GwDate", date, 2))


def spread(name: str, wide: float, step: Length, tracking: int) -> int:
    """The tracking in twips that makes ``name`` as wide as ``wide`` 字 of ``step`` each.

    Word processors put it behind the last character too, so a spread name reaches a little less far than its frame.
    """
    gaps = len(name) - 1
    if gaps < 1 or width_in_zi(name) > wide:
        return tracking
    return tracking + round(step.twips * (wide - width_in_zi(name)) / gaps)


def _sealed_rows(organs: Sequence[str], date: str) -> str:
    return seal_table(organs, date, _abreast(organs)) + text("GwAnchor", "")


def seal_table(organs: Sequence[str], date: str, abreast: int) -> str:
    """R49: names in rows, each under its own seal; the date under the last name, in the last seal's reach.

    Names that would touch those beside them are narrowed.
    """
    rows = [organs[at : at + abreast] for at in range(0, len(organs), abreast)]
    made = "".join(_seal_row(row, abreast, date if row is rows[-1] else "") for row in rows)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in _columns(abreast))
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TableNormal"/><w:tblW w:w="{TYPE_WIDTH.twips}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{made}</w:tbl>'
    )


def _abreast(organs: Sequence[str]) -> int:
    """Three in a row while their names fit beside each other, else two, else one; two and four stand two abreast."""
    widest = max(map(width_in_zi, organs))
    for abreast in (2, 1) if len(organs) in (2, 4) else (3, 2, 1):
        if STEP.times(widest + 1) * abreast <= TYPE_WIDTH:
            return abreast
    return 1


def _columns(abreast: int) -> list[int]:
    return [TYPE_WIDTH.twips // abreast] * abreast


def _seal_row(names: Sequence[str], abreast: int, date: str) -> str:
    kept = '<w:keepNext w:val="0"/>' if date else ""
    room = CHARACTERS / abreast - (_BESIDE if abreast > 1 else 0)
    cells = [paragraph("GwSealCell", run(name, **_narrowed(name, room)), kept) for name in names]
    if date:
        cells[-1] += text("GwDate", date, '<w:jc w:val="center"/>')
    cells = [text("GwSealCell", "", kept)] * (abreast - len(cells)) + cells if date else cells
    width = _columns(abreast)[0]
    made = "".join(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>' for cell in cells)
    height = "" if date else f'<w:trHeight w:val="{_SEAL_ROW.twips}" w:hRule="exact"/>'
    return f"<w:tr><w:trPr><w:cantSplit/>{height}</w:trPr>{made}</w:tr>"

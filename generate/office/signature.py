"""署名 and date: sealed and unsealed, one organ and several (R48–R51)."""

from __future__ import annotations

from collections.abc import Sequence

from generate.lengths import Length
from generate.office.styles import STEP
from generate.office.widths import width_in_zi
from generate.office.wml import indent, text


def signature(organs: Sequence[str], date: str, *, sealed: bool = True) -> str:
    """Organs in their order and the date, which stay together with the end of the text."""
    gap = text("GwSignGap", "")
    if sealed:
        return gap * 2 + _sealed_alone(organs[0], date)
    return gap + _unsealed_alone(organs[0], date)


def _sealed_alone(organ: str, date: str) -> str:
    """R48: the date 4字 from the right, the organ centred on the date."""
    wide, narrow = width_in_zi(organ), width_in_zi(date)
    organ_right = max(0.0, 4 + (narrow - wide) / 2)
    return _pair(organ, organ_right, date, 4)


def _unsealed_alone(organ: str, date: str) -> str:
    """R50: the organ 2字 from the right, the date beginning 2字 after the organ; a longer date pushes the organ left."""
    wide, narrow = width_in_zi(organ), width_in_zi(date)
    if narrow <= wide:
        return _pair(organ, 2, date, wide - narrow)
    return _pair(organ, 4 + narrow - wide, date, 2)


def _pair(organ: str, organ_right: float, date: str, date_right: float) -> str:
    return text("GwOrgan", organ, indent(right=_zi(organ_right))) + text("GwDate", date, indent(right=_zi(date_right)))


def _zi(count: float) -> Length:
    return STEP.times(count)

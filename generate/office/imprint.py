"""版记: copies, printing organ and date between rules at the foot of the last page (R60–R65)."""

from __future__ import annotations

from collections.abc import Sequence

from generate.lengths import Mm
from generate.office.page import CHARACTERS, TYPE_WIDTH
from generate.office.styles import IMPRINT_PITCH
from generate.office.widths import width_in_zi
from generate.office.wml import TAB, paragraph, run, text
from generate.office.fonts import SIZE_4

_THICK, _THIN = 8, 6
"""R60: 0.35 mm and 0.25 mm in eighths of a point, the next Word can say."""


def imprint(copies: Sequence[str], printed_by: str, printed_on: str, *, addressees: Sequence[str] = ()) -> str:
    """The imprint as a table anchored to the bottom of the type area; ``addressees`` are those moved here (R43, R62)."""
    rows = []
    if addressees:
        rows.append(_listed("主送：", addressees))
    if copies:
        rows.append(_listed("抄送：", copies))
    return ""

"""Formulas as text, shared ones (共享公式) moved to the cell that shares them."""

from __future__ import annotations

import re

from lxml import etree

from extract.readers.references import MAX_COLUMNS, column_index, column_letters

_FORMULA = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}f"
_MAX_FORMULA = 10_000
_PART = re.compile(r"\"[^\"]*\"|'[^']*'|(?<![A-Za-z0-9_.$])(\$?)([A-Z]{1,3})(\$?)(\d{1,7})(?![A-Za-z0-9_(.])")


def is_in_group(cell: etree._Element) -> bool:
    """True for a cell whose formula other cells share."""
    return any(holder.get("t") == "shared" for holder in cell.iterchildren(_FORMULA))


class SharedFormulas:
    """The masters of one worksheet's shared formulas."""

    def __init__(self) -> None:
        self._masters: dict[str, tuple[str, int, int]] = {}

    def text(self, holder: etree._Element, row: int, column: int) -> str | None:
        """The formula of a cell with its ``=``, or None where there is none."""
        text = (holder.text or "")[:_MAX_FORMULA]
        group = holder.get("si")
        if holder.get("t") != "shared" or group is None:
            return f"={text}" if text else None
        if text:
            self._masters[group] = (text, row, column)
            return f"={text}"
        if group not in self._masters:
            return None
        master, first_row, first_column = self._masters[group]
        return f"={moved(master, row - first_row, column - first_column)}"


def moved(formula: str, rows: int, columns: int) -> str:
    """The formula as it reads ``rows`` further down and ``columns`` further right; ``$`` keeps its place."""
    return _PART.sub(lambda found: _moved_reference(found, rows, columns), formula)


def _moved_reference(found: re.Match[str], rows: int, columns: int) -> str:
    if found[2] is None or (len(found[2]) == 3 and found[2] > "XFD"):
        return found[0]
    column = column_index(found[2]) + (0 if found[1] else columns)
    row = int(found[4]) + (0 if found[3] else rows)
    if row < 1 or not 0 <= column < MAX_COLUMNS:
        return "#REF!"
    return f"{found[1]}{column_letters(column)}{found[3]}{row}"

"""Cells of an old workbook as values: exact numbers under their formats, errors, formulas and whether to trust them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from extract.grid import CellKind
from extract.readers.biff import Formula, SheetFacts
from extract.readers.number_format import BUILT_IN
from extract.readers.references import Span
from extract.readers.sheet_grid import Entry
from extract.readers.signs import SMALL
from extract.readers.xlsx_values import NOTHING, Value, number_value
from jieyue.safe.guard import Budget

_EMPTY, _TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR = range(6)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_ARITHMETIC = re.compile(r"=SUM\([^()\"]{0,1000}\)|=[A-Z0-9$:.()]{1,40}(?:[-+*/][A-Z0-9$:.()]{1,40}){1,50}")
_WHOLE_NUMBER = re.compile(r"\"[^\"]*\"|'[^']*'|(?<![\w.])(\d+)\.0(?![\d.])")
"""Whole numbers, which xlrd writes with a decimal; texts and names of sheets are passed over."""
_UNKNOWN_FORMULA = "=?"
_MOST_DECODED = 20_000
_CALCULATE_ON_LOAD = 2
_SHARED, _ARRAY = 0x4BC, 0x221
Runs = Sequence[tuple[int, int]]
"""Where in a text another font begins, and which."""
_POINTS_TO_GROUP = 1


class CellReader:
    """Turns the cells of one book into entries of the grid."""

    def __init__(self, book: Any, budget: Budget, zeros_doubtful: bool) -> None:
        self._book = book
        self._budget = budget
        self._zeros_doubtful = zeros_doubtful
        self._epoch_1904 = bool(book.datemode)
        self._stored = {form.format_key for form in book.format_list}
        self._codes: dict[int, str] = {}
        self._fonts = book.font_list
        self.struck: list[str] = []
        """Crossed-out text that was met and left out."""
        self._decoded = 0

    def entries(self, sheet: Any, facts: SheetFacts) -> Iterator[Entry]:
        """The cells of a sheet in reading order, stored blanks among them."""
        runs = sheet.rich_text_runlist_map
        for row in range(sheet.nrows):
            types, values, styles = sheet.row_types(row), sheet.row_values(row), sheet._cell_xf_indexes[row]
            for column, kind in enumerate(types):
                if kind == _EMPTY:
                    continue
                value = self._value(kind, values[column], styles[column], runs.get((row, column), ()))
                formula = facts.formulas.get((row, column))
                if formula is None:
                    yield row, column, value, None
                    continue
                text = self._formula_text((row, column), formula, facts)
                if self._never_calculated(formula, value, text):
                    value = Value(CellKind.FORMULA, text)
                yield row, column, value, text

    def _value(self, kind: int, stored: Any, style: int, runs: Runs) -> Value:
        value = self._stored_value(kind, self._shown(stored, runs) if runs and kind == _TEXT else stored, style)
        styles = self._book.xf_list
        font = self._font(styles[style].font_index) if value.text and 0 <= style < len(styles) else None
        if font is not None and font.struck_out:
            self.struck.append(value.text)
            return NOTHING
        return value

    def _font(self, index: int) -> Any:
        return self._fonts[index] if 0 <= index < len(self._fonts) else None

    def _shown(self, text: str, runs: Runs) -> str:
        """A text of several fonts: what is crossed out is left out, raised and lowered digits stay so."""
        bounds = [0, *(run[0] for run in runs), len(text)]
        fonts = [None, *(self._font(run[1]) for run in runs)]
        parts = []
        for begins, ends, font in zip(bounds, bounds[1:], fonts, strict=False):
            part = text[begins:ends]
            if font is not None and font.struck_out:
                self.struck.append(part)
            else:
                parts.append(part.translate(SMALL) if font is not None and font.escapement in (1, 2) else part)
        return "".join(parts)

    def _stored_value(self, kind: int, stored: Any, style: int) -> Value:
        if kind in (_NUMBER, _DATE):
            value = number_value(format(stored, ".15g"), self._code(style), self._epoch_1904)
        elif kind == _TEXT:
            text = _CONTROLS.sub("", stored.replace("\r\n", "\n").replace("\r", "\n"))
            value = Value(CellKind.TEXT, text) if text else NOTHING
        elif kind == _BOOLEAN:
            value = Value(CellKind.BOOLEAN, "TRUE" if stored else "FALSE")
        elif kind == _ERROR:
            value = Value(CellKind.ERROR, _error_text(stored))
        else:
            return NOTHING
        self._budget.text(len(value.text))
        return value

    def _code(self, style: int) -> str:
        """The number format of a cell style; one that the file names by number only is a Chinese Excel's."""
        known = self._codes.get(style)
        if known is None:
            known = self._codes[style] = self._find_code(style)
        return known

    def _find_code(self, style: int) -> str:
        styles = self._book.xf_list
        key = styles[style].format_key if 0 <= style < len(styles) else 0
        if key in BUILT_IN and (key not in self._stored or key < 50):
            return BUILT_IN[key]
        form = self._book.format_map.get(key)
        code = str(form.format_str) if form is not None else "General"
        return "General" if code.lower() == "general" else code

    def _formula_text(self, at: Span, formula: Formula, facts: SheetFacts) -> str:
        """The formula with its ``=``; shared and array formulas from the cell where they begin."""
        self._decoded += 1
        if self._decoded > _MOST_DECODED:
            return _UNKNOWN_FORMULA
        tokens = formula.tokens
        if tokens[:1] == bytes((_POINTS_TO_GROUP,)) and len(tokens) >= 5:
            begins = int.from_bytes(tokens[1:3], "little"), int.from_bytes(tokens[3:5], "little")
            group = facts.groups.get(begins)
            return self._decompiled(group, at) if group is not None else _UNKNOWN_FORMULA
        return self._decompiled(formula, at)

    def _never_calculated(self, formula: Formula, value: Value, text: str) -> bool:
        """Whether a stored result is only a filler: programs that do not calculate store nothing, or 0.

        A formula that spells out an empty text may well have it as its result; sums and sums alone are numbers.
        """
        if value is NOTHING:
            return '"' not in text
        if value.number != 0:
            return False
        return bool(formula.options & _CALCULATE_ON_LOAD) or (self._zeros_doubtful and not _ARITHMETIC.fullmatch(text))

    def _decompiled(self, formula: Formula, at: Span) -> str:
        from xlrd.formula import FMLA_TYPE_ARRAY, FMLA_TYPE_CELL, FMLA_TYPE_SHARED, decompile_formula

        kind = {_SHARED: FMLA_TYPE_SHARED, _ARRAY: FMLA_TYPE_ARRAY}.get(formula.kind, FMLA_TYPE_CELL)
        try:
            text = decompile_formula(
                self._book, formula.tokens, len(formula.tokens), fmlatype=kind, browx=at[0], bcolx=at[1]
            )
        except Exception:  # noqa: BLE001 - xlrd asserts its way through tokens; the stored result stands without them
            return _UNKNOWN_FORMULA
        if not text or "?" in text:
            return _UNKNOWN_FORMULA
        return "=" + _WHOLE_NUMBER.sub(lambda found: found[1] or found[0], text)


def _error_text(code: int) -> str:
    from xlrd import error_text_from_code

    return str(error_text_from_code.get(code, "#N/A"))

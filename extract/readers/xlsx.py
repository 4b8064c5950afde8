"""Workbooks (xlsx, xlsm): every sheet a Table, in the order of the tabs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from extract.active_content import active_content, active_parts, has_dde_formula
from extract.grid import Document, Line, Table
from extract.readers.marking import mark_of
from extract.readers.sheet_grid import hidden_content
from extract.readers.xlsx_extras import comments, text_boxes
from extract.readers.xlsx_folded import folded
from extract.readers.xlsx_sheet import Sheet
from extract.readers.xlsx_values import MAIN, Values, shared_strings, styles_of
from jieyue.model import Problem
from jieyue.problems import problem
from jieyue.safe.guard import Budget
from jieyue.safe.package import Package, admitted, main_part, open_package, root_of

_MOST_NAMED, _SHOWN = 20, 30
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def read(path: Path, package: Package | None = None) -> Document:
    """The workbook at ``path``.

    Formulas keep their text with ``=``; one without a stored result is ``CellKind.FORMULA`` and shows that text.
    A date carries no number.  Raises :class:`~jieyue.safe.refusal.Refused`.
    """
    package = open_package(path) if package is None else admitted(package)
    return _Workbook(package, main_part(package)).document()


class _Book(NamedTuple):
    """What the main part says: whether days count from 1904, and each sheet's name, relationship and hiding."""

    epoch_1904: bool
    sheets: tuple[tuple[str, str | None, bool], ...]


def _book_in(data: bytes, name: str) -> _Book:
    root = root_of(data, name)
    properties = root.find(f"{MAIN}workbookPr")
    return _Book(
        properties is not None and properties.get("date1904") in ("1", "true"),
        tuple(
            (entry.get("name") or "工作表", entry.get(_RELATION), entry.get("state") in ("hidden", "veryHidden"))
            for entry in root.iterfind(f"{MAIN}sheets/{MAIN}sheet")
        ),
    )


class _Workbook:
    """One workbook while it is read."""

    def __init__(self, package: Package, name: str) -> None:
        self._package = package
        self._name = name
        self._book = package.said(name, _book_in)
        self._budget = Budget(package.limits)
        self._active = active_parts(package)
        self._struck: list[str] = []

    def document(self) -> Document:
        """The sheets, text boxes, headers and footers, and what was noticed."""
        blocks = tuple(self._blocks())
        return Document(
            "xlsm" if "macroenabled" in self._package.type_of(self._name) else "xlsx",
            blocks,
            mark_of(self._package),
            (*active_content(self._active), *hidden_content(blocks), *self._crossed_out()),
        )

    def _crossed_out(self) -> Iterator[Problem]:
        for text in list(dict.fromkeys(self._struck))[:_MOST_NAMED]:
            yield problem("content-unplaced", about="file", found=text.strip()[:_SHOWN], what="删除线处")

    def _blocks(self) -> Iterator[Table | Line]:
        strings = shared_strings(self._package, self._name)
        values = Values(strings, styles_of(self._package, self._name), self._book.epoch_1904, self._budget)
        self._struck = values.struck
        kinds = {relation.id: relation.kind for relation in self._package.relations(self._name)}
        for name, relation, hidden in self._book.sheets:
            part = self._package.target(self._name, relation)
            if part is not None and kinds.get(relation or "") == "worksheet":
                yield from self._sheet(part, name, hidden, values)

    def _sheet(self, part: str, name: str, hidden: bool, values: Values) -> Iterator[Table | Line]:
        data, notes = self._package.content(part), comments(self._package, part)
        limits = self._package.limits
        sheet = folded(data, name, values, hidden, limits) if not notes else None
        sheet = sheet or Sheet(root_of(data, part, limits), name, values, notes).read(hidden=hidden)
        if has_dde_formula(sheet.formulas):
            self._active.add("DDE公式")
        yield from self._lines(sheet.above, hidden)
        if sheet.table.cells:
            yield sheet.table
        yield from self._lines(text_boxes(self._package, part, name), hidden)
        yield from self._lines(sheet.below, hidden)

    def _lines(self, lines: Iterable[Line], hidden: bool) -> Iterator[Line]:
        for line in lines:
            self._budget.text(len(line.text))
            yield replace(line, hidden=True) if hidden else line

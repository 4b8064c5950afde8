"""What two readers say of one form, laid side by side."""

from __future__ import annotations

from collections.abc import Iterator

from extract.grid import Cell, CellKind, Document, Table


def all_cells(table: Table) -> Iterator[Cell]:
    """The cells of a table and of the tables inside them."""
    for cell in table.cells:
        yield cell
        for inner in cell.nested:
            yield from all_cells(inner)


def seen(document: Document, *, formulas: bool = True) -> dict[str, tuple[object, ...]]:
    """Every cell that says something, by its place; without ``formulas``, cells that hold one are left out."""
    return {
        cell.place: (
            "".join(cell.text.split()),
            cell.number,
            cell.date,
            cell.rows,
            cell.columns,
            cell.hidden,
            cell.comment,
        )
        for table in document.tables
        for cell in all_cells(table)
        if (not cell.blank and cell.kind is not CellKind.FORMULA) and (formulas or cell.formula is None)
    }


def lines(document: Document) -> list[str]:
    """The texts of the lines, without spaces."""
    return ["".join(line.text.split()) for line in document.lines]


def codes(document: Document) -> list[str]:
    """The codes of the problems."""
    return [problem.code for problem in document.problems]

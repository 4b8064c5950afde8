"""Tables of text: head rows repeated on every page, rows never split, numbers aligned."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generate.lengths import Length, Pt
from generate.office.page import TYPE_WIDTH
from generate.office.wml import aligned, exact, paragraph, text

_GAP = Pt(6)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what its head says, its width and how its cells are aligned (left, center, right)."""

    title: str
    width: Length
    align: str = "left"


def table(columns: Sequence[Column], rows: Iterable[Sequence[str] | str], width: Length = TYPE_WIDTH) -> str:
    """A table as wide as ``width``: the columns share it in the proportion of theirs.

    A row is its cells' texts, or one text: a tag row (``{%tr for 行 in 名单 %}``) spanning all columns.
    """
    fitted = _fitted(columns, width)
    grid = "".join(f'<w:gridCol w:w="{column.width.twips}"/>' for column in fitted)
    head = _row([text("GwCellHead", column.title) for column in fitted], fitted, "<w:cantSplit/><w:tblHeader/>")
    body = "".join(_tag_row(row, len(fitted)) if isinstance(row, str) else _text_row(row, fitted) for row in rows)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="GwTable"/><w:tblW w:w="{width.twips}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{head}{body}</w:tbl>'
    )


def gap_above() -> str:
    """A little white between a line of text and the table right below it."""
    return paragraph("GwAnchor", layout=f"<w:keepNext/>{exact(_GAP)}")


def _fitted(columns: Sequence[Column], width: Length) -> list[Column]:
    whole = sum(column.width for column in columns)
    return [Column(column.title, width.times(column.width / whole), column.align) for column in columns]


def _text_row(cells: Sequence[str], columns: Sequence[Column]) -> str:
    texts = [
        text("GwCell", cell, aligned(column.align) if column.align != "left" else "")
        for cell, column in zip(cells, columns, strict=True)
    ]
    return _row(texts, columns, "<w:cantSplit/>")


def _row(cells: Sequence[str], columns: Sequence[Column], layout: str) -> str:
    made = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{column.width.twips}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f"{cell}</w:tc>"
        for cell, column in zip(cells, columns, strict=True)
    )
    return f"<w:tr><w:trPr>{layout}</w:trPr>{made}</w:tr>"


def _tag_row(words: str, span: int) -> str:
    return (
        f'<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="0" w:type="auto"/><w:gridSpan w:val="{span}"/>'
        f"</w:tcPr>{text('GwCell', words)}</w:tc></w:tr>"
    )

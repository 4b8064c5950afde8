"""Tables for people: columns as wide as what stands in them and as the window allows, long cells folded, none cut.

Ten thousand rows are written in a fraction of a second; a general library takes as many milliseconds for each.
"""

from __future__ import annotations

import shutil
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain, zip_longest
from typing import NamedTuple

import click

_PIPED = 160
"""Characters to a line in a file or a pipe, or more if ``COLUMNS`` says so: what is folded is not found by a search."""
_GAP = 2
_SPACE = " " * _GAP
_NARROWEST = 8


class Coloured(NamedTuple):
    """A cell with its colour, which only a terminal shows."""

    text: str
    colour: str


Cell = str | Coloured
_Measured = tuple[str, int, str]
"""The text of a cell, its width, its colour."""
_EMPTY: _Measured = ("", 0, "")


def shown(title: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]], across: int = 0) -> str:
    """The table as text of at most ``across`` characters to a line (default: as many as the output has)."""
    across = across or _across()
    known = {cell: _measured(cell) for cell in set(chain(columns, *rows))}
    table = [[known[cell] for cell in row] for row in (columns, *rows)]
    wanted = [max(width for _, width, _ in column) for column in zip(*table, strict=True)]
    widths = _fitted(wanted, across - _GAP * len(columns))
    head, *body = (line for row in table for line in _lines(row, widths))
    rule = _SPACE + "─" * (sum(widths) + _GAP * (len(widths) - 1))
    return "\n".join([*([title] if title else []), click.style(head, bold=True), rule, *body])


def _across() -> int:
    columns = shutil.get_terminal_size((_PIPED, 0)).columns
    return columns if sys.stdout.isatty() else max(columns, _PIPED)


def _measured(cell: Cell) -> _Measured:
    """The text of a cell, its width, its colour."""
    text, colour = (cell, "") if isinstance(cell, str) else cell
    if not text.isprintable():
        text = _plain(text)
    return text, _width(text), colour


def _fitted(widths: Sequence[int], room: int) -> list[int]:
    """The widths, the widest of them made narrower until they fit; none narrower than can be read."""
    fitted = [min(width, room) for width in widths]
    for _ in range(sum(fitted) - room):
        widest = max(fitted)
        if widest > _NARROWEST:
            fitted[fitted.index(widest)] -= 1
    return fitted


def _lines(row: Sequence[_Measured], widths: Sequence[int]) -> Iterator[str]:
    """The lines of one row: the first, and those of its folded cells below."""
    folded = [_folded(cell, width) for cell, width in zip(row, widths, strict=True)]
    lines = zip_longest(*folded, fillvalue=_EMPTY) if any(len(pieces) > 1 for pieces in folded) else (row,)
    for line in lines:
        cells = (
            (click.style(text, colour) if colour else text) + " " * (width - taken)
            for (text, taken, colour), width in zip(line, widths, strict=True)
        )
        yield (_SPACE + _SPACE.join(cells)).rstrip()


def _folded(cell: _Measured, width: int) -> list[_Measured]:
    """The cell in pieces that fit."""
    text, taken, colour = cell
    if taken <= width and "\n" not in text:
        return [cell]
    pieces: list[_Measured] = []
    for part in text.split("\n"):
        piece, taken = "", 0
        for letter in part:
            if taken + _letter(letter) > width:
                pieces.append((piece, taken, colour))
                piece, taken = "", 0
            piece += letter
            taken += _letter(letter)
        pieces.append((piece, taken, colour))
    return pieces


def _plain(text: str) -> str:
    """Without what would move the cursor or turn the writing round."""
    return "".join(letter if letter == "\n" or unicodedata.category(letter)[0] != "C" else " " for letter in text)


def _width(text: str) -> int:
    return len(text) if text.isascii() else sum(map(_letter, text))


@cache
def _letter(letter: str) -> int:
    """The places that a letter takes: two for a Chinese one, none for one that lies over the one before."""
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1

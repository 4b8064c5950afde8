"""Columns of figures set right: with as many decimals each, their decimal points stand below each other."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generate.values import Rows

_FIGURE = re.compile(r"(\d+)(?:\.(\d+))?(%?)")


def aligned(table: Rows, *columns: str) -> Rows:
    """The table with the figures of each of these columns evened; words among them stay."""
    places = [table.columns.index(column) for column in columns]
    evened = {place: even([row[place] for row in table.rows]) for place in places}
    return Rows(
        table.columns,
        [
            tuple(evened[place][number] if place in evened else cell for place, cell in enumerate(row))
            for number, row in enumerate(table.rows)
        ],
    )


def even(figures: Sequence[str]) -> list[str]:
    """The figures of one column with as many decimals as the one with most: 93.0 beside 95.5; 60.0% beside 62.5%."""
    most = max((len(text.partition(".")[2].rstrip("%")) for text in figures), default=0)
    return [_to(most, text) for text in figures] if most else list(figures)


def _to(decimals: int, text: str) -> str:
    figure = _FIGURE.fullmatch(text)
    return f"{figure[1]}.{(figure[2] or '').ljust(decimals, '0')}{figure[3]}" if figure else text

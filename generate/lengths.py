"""Lengths as types: a bare number never says whether it is millimetres, points, 字 or 行.

Every length is a whole number of EMU (914,400 to the inch), so that sums are exact; read it in the unit a file wants.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Self

_EMU_PER_MM = 36_000
_EMU_PER_POINT = 12_700
_EMU_PER_TWIP = 635

Number = int | float | str | Decimal


class Length(int):
    """A length in EMU; sums and differences of lengths are lengths."""

    @property
    def emu(self) -> int:
        """Whole EMU, as DrawingML wants them."""
        return int(self)

    @property
    def twips(self) -> int:
        """Twentieths of a point, rounded, as WordprocessingML wants them."""
        return round(self / _EMU_PER_TWIP)

    @property
    def pt(self) -> float:
        """Points."""
        return self / _EMU_PER_POINT

    @property
    def mm(self) -> float:
        """Millimetres."""
        return self / _EMU_PER_MM

    @property
    def half_points(self) -> int:
        """Half points, rounded, as font sizes are written."""
        return round(2 * self / _EMU_PER_POINT)

    def __add__(self, other: int) -> Length:
        return Length(int(self) + int(other))

    def __sub__(self, other: int) -> Length:
        return Length(int(self) - int(other))

    __radd__ = __add__

    def __rsub__(self, other: int) -> Length:
        return Length(int(other) - int(self))

    def times(self, factor: Number) -> Length:
        """The length taken ``factor`` times."""
        return Length(round(Decimal(int(self)) * Decimal(str(factor))))


class _Unit(Length):
    """A length given in one unit of ``_emu`` EMU."""

    _emu: Decimal

    def __new__(cls, number: Number) -> Self:
        """``number`` of the unit, rounded to whole EMU."""
        return super().__new__(cls, round(Decimal(str(number)) * cls._emu))


class Mm(_Unit):
    """Millimetres."""

    _emu = Decimal(_EMU_PER_MM)


class Pt(_Unit):
    """Points (磅)."""

    _emu = Decimal(_EMU_PER_POINT)


class Twip(_Unit):
    """Twentieths of a point."""

    _emu = Decimal(_EMU_PER_TWIP)


class Zi(_Unit):
    """字: the width of one Hanzi of the text, 156 mm / 28 (R01)."""

    _emu = Decimal(156 * _EMU_PER_MM) / 28


class Hang(_Unit):
    """行: the height of one Hanzi and 7/8 of a 3号 Hanzi, so that 22 lines fill 225 mm: 15/8 of 5.573 mm (R02)."""

    _emu = Decimal(225 * _EMU_PER_MM) / Decimal("40.375") * 15 / 8

"""单位名录: every unit that counts in the denominator, read with Problems that name row and remedy.

One sheet, headers in one row (any order, a title row above is no harm), one unit a row.  Only 单位名称 must be filled.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

from jieyue.model import Problem, Severity, Unit
from jieyue.problems import problem
from jieyue.units.matching import NameIndex, is_valid, predecessors
from jieyue.units.names import cleaned
from jieyue.units.regions import load_regions
from jieyue.units.register_doubts import doubts, overlap
from jieyue.units.register_rows import RowReader, columns_of, table_of

if TYPE_CHECKING:
    from extract.grid import Document


@dataclass(frozen=True)
class Register:
    """The units of a 单位名录 in its order, and what is wrong with it; a faulty row is left out or read in part."""

    units: tuple[Unit, ...] = ()
    problems: tuple[Problem, ...] = ()

    @cached_property
    def index(self) -> NameIndex:
        """The names, laid out for :func:`jieyue.units.matching.match`."""
        return NameIndex(self.units, load_regions())

    @property
    def faulty(self) -> bool:
        """Whether a person has to correct something before the figures can be trusted."""
        return any(found.severity is Severity.ERROR for found in self.problems)

    def named(self, name: str, on: date | None = None) -> Unit | None:
        """The unit of exactly that full name; among namesakes the one valid on the day."""
        units = [unit for unit in self._by_name.get(cleaned(name), ()) if on is None or is_valid(unit, on)]
        return units[0] if units else None

    @cached_property
    def _by_name(self) -> dict[str, list[Unit]]:
        names: dict[str, list[Unit]] = {}
        for unit in self.units:
            names.setdefault(cleaned(unit.name), []).append(unit)
        return names


def read_register(path: Path, own_level: str = "省级") -> Register:
    """Reads 单位名录.xlsx; an empty 层级 is ``own_level``.  Raises what the reader raises when it cannot be opened."""
    from extract.readers import read
    from jieyue.safe.guard import OWN
    from jieyue.safe.package import open_package

    return register_of(read(path, "xlsx", open_package(path, OWN)), own_level)


def register_of(document: Document, own_level: str = "省级") -> Register:
    """The register that a workbook's cells hold."""
    table, header = table_of(document)
    if table is None or header is None:
        why = "没有找到“单位名称”一列；表头应在第一行，可用 new 生成的空白名录对照"
        return Register((), (problem("register-row", about="file", why=why),))
    columns, problems = columns_of(table, header)
    reader = RowReader(table.name, columns, load_regions(), own_level)
    units: list[Unit] = []
    by_row: list[tuple[int, Problem]] = []
    for row in table.by_row():
        if row[0].row <= header:
            continue
        unit, faults = reader.unit(row)
        by_row.extend((row[0].row + 1, fault) for fault in faults)
        if unit:
            units.append(unit)
    kept, doubles = _without_doubles(units, table.name)
    register = Register(tuple(kept))
    by_row += (*doubles, *_doubtful(register, table.name, own_level))
    by_row.sort(key=itemgetter(0))
    return replace(register, problems=(*problems, *(found for _, found in by_row)))


def counting(register: Register, day: date) -> tuple[tuple[Unit, ...], tuple[tuple[Unit, str], ...]]:
    """``(units, left_out)``: who counts in the denominator on ``day``, and the others each with the reason."""
    counted: list[Unit] = []
    left_out: list[tuple[Unit, str]] = []
    heirs: dict[str, list[Unit]] = {}
    for unit in register.units:
        for name in predecessors(unit):
            heirs.setdefault(name, []).append(unit)
    for unit in register.units:
        reason = _absence(unit, day, heirs.get(unit.name, ()))
        if reason:
            left_out.append((unit, reason))
        else:
            counted.append(unit)
    return tuple(counted), tuple(left_out)


def starter_register(path: Path, bureaus: bool = False) -> None:
    """Writes an empty 单位名录.xlsx to fill; with ``bureaus`` the names of all 市州 and 县市区 bureaus stand in it."""
    from generate.register_book import register_book

    path.write_bytes(register_book(bureau_units() if bureaus else ()))


def bureau_units(form_set: str = "hunan-2020") -> tuple[Unit, ...]:
    """The bureaus of every 市州 and 县市区, names and regions only."""
    return tuple(
        Unit(name=name, level="县级" if district else "市级", city=city, district=district)
        for name, city, district in load_regions(form_set).bureaus()
    )


def _absence(unit: Unit, day: date, heirs: Sequence[Unit]) -> str:
    """Why the unit does not count on ``day``; empty if it does.  ``heirs`` name it as their predecessor."""
    if unit.valid_from and day < unit.valid_from:
        return f"{unit.valid_from:%Y-%m-%d}起生效，未到日期"
    if is_valid(unit, day):
        return ""
    there = [heir.name for heir in heirs if is_valid(heir, day)]
    heir = f"，由{'、'.join(there)}承接" if there else ""
    return f"已于{unit.valid_to:%Y-%m-%d}失效{heir}"


def _without_doubles(units: Iterable[Unit], sheet: str) -> tuple[list[Unit], list[tuple[int, Problem]]]:
    """The first of each name valid at a time; the others are Problems, each with its row."""
    kept: list[Unit] = []
    problems: list[tuple[int, Problem]] = []
    by_name: dict[str, list[Unit]] = {}
    for unit in units:
        namesakes = by_name.setdefault(cleaned(unit.name), [])
        twin = next((other for other in namesakes if overlap(other, unit)), None)
        if twin:
            why = f"“{unit.name}”与第{twin.row}行重复，同一时间只能有一行，已按第{twin.row}行计"
            found = problem("register-row", place=f"{sheet} 第{unit.row}行", about="unit", why=why)
            problems.append((unit.row or 0, found))
            continue
        namesakes.append(unit)
        kept.append(unit)
    return kept, problems


def _doubtful(register: Register, sheet: str, own_level: str) -> Iterator[tuple[int, Problem]]:
    for row, about, found, why in doubts(register.units, register.index, own_level):
        place = f"{sheet} 第{row}行"
        yield row, problem("register-doubtful", place=place, about=about, found=found or None, why=why)

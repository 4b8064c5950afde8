"""The 单位名录 as it was understood last time, kept by the bytes of its workbook: a long one takes a second to read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import astuple, fields
from datetime import date
from pathlib import Path
from typing import Any

from generate.organs import NATURES
from jieyue.derived import derived
from jieyue.durable import digest
from jieyue.model import Problem, Severity, Unit
from jieyue.units.regions import regions_file
from jieyue.units.register import Register, read_register
from jieyue.workspace import Workspace

WORTH_KEEPING = 500
"""Units; a shorter register is read in less time than a person notices."""
_NAMES = tuple(field.name for field in fields(Unit))


def register_kept(workspace: Workspace, own_level: str) -> Register:
    """As :func:`jieyue.units.register.read_register`, from what was kept where the workbook has the same bytes."""
    sha256 = _digest(workspace.register)
    kept = derived(workspace, "register.json", sha256, own_level, regions_file().read_bytes(), repr(NATURES))
    found = kept.recall() if sha256 else None
    if found:
        return Register(tuple(map(_unit, found["units"])), tuple(map(_problem, found["problems"])))
    register = read_register(workspace.register, own_level)
    if len(register.units) >= WORTH_KEEPING and sha256 == _digest(workspace.register):
        units = [[_written(getattr(unit, name)) for name in _NAMES] for unit in register.units]
        kept.keep({"units": units, "problems": list(map(astuple, register.problems))})
    return register


def _digest(path: Path) -> str:
    """The hash of the workbook; empty for one that cannot be read, whose reader will say why."""
    try:
        return digest(path.read_bytes())
    except OSError:
        return ""


def _written(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


_READ: Mapping[str, Callable[[Any], Any]] = {
    "former_names": tuple,
    "aliases": tuple,
    "facts": lambda pairs: tuple(map(tuple, pairs)),
    "valid_from": date.fromisoformat,
    "valid_to": date.fromisoformat,
}
_PLACES = tuple((_NAMES.index(name), read) for name, read in _READ.items())
"""Where a unit's values are not as JSON has them, and how they are made."""


def _unit(values: list[Any]) -> Unit:
    for place, read in _PLACES:
        value = values[place]
        if value is not None:
            values[place] = read(value) if value else ()
    return Unit(*values)


def _problem(written: list[Any]) -> Problem:
    code, weight, *rest = written
    return Problem(code, Severity(weight), *rest)

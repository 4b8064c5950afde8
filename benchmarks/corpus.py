"""Forms to read: the printed table as fillers return it, each with its own unit and scores; same seed, same files."""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from samples import numbers
from samples.printed import Filling, Look, as_docx, as_xlsx
from samples.year import FORM_SET

_WRITINGS = (numbers.plain, numbers.number, numbers.points, numbers.wide, numbers.tenths)
_LOOKS = (
    Look(),
    Look(columns=("自评得分", "核查得分", "备注"), kinds=("self", "verified", "note")),
    Look(columns=("自查得分", "佐证材料"), kinds=("self", "evidence")),
)


def scores(dice: random.Random) -> dict[str, Decimal]:
    """A score for every rule in half points, mostly full."""
    return {rule.id: max(Decimal(0), rule.max - Decimal(dice.choice((0, 0, 0, 1, 2))) / 2) for rule in FORM_SET.rules()}


def unit_name(number: int) -> str:
    """A unit that exists only here."""
    return f"湖南省某厅第{number}处"


def form(number: int, ending: str) -> bytes:
    """Form ``number`` as ``xlsx`` or ``docx``."""
    dice = random.Random(number)  # noqa: S311 - a repeatable corpus
    look = Look(**{**vars(dice.choice(_LOOKS)), "writing": dice.choice(_WRITINGS)})
    filling = Filling(unit_name(number), "李某", "0731-80000000", f"2026年10月{number % 30 + 1}日", scores(dice))
    return as_xlsx(filling, look) if ending == "xlsx" else as_docx(filling, look)


def write_forms(folder: Path, count: int, endings: tuple[str, ...] = ("xlsx", "docx")) -> list[Path]:
    """``count`` forms in ``folder``, formats by turns."""
    return list(_written(folder, count, endings))


def _written(folder: Path, count: int, endings: tuple[str, ...]) -> Iterator[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        ending = endings[number % len(endings)]
        path = folder / f"自评表{number:05}.{ending}"
        path.write_bytes(form(number, ending))
        yield path

"""Damaged old files: whatever the damage, a reader answers with a Document or a Refused, and in time."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from extract.grid import Document
from extract.readers import doc, xls
from jieyue.safe.refusal import Refused
from tests.readers.biff_books import number, shared_string, stream_of

HERE = Path(__file__).parent / "legacy"
ALONE = stream_of(number(0, 0, 4.5), shared_string(1, 0, 0), strings=("长沙市财政局",))
SEEDS: dict[str, tuple[bytes, Callable[[Path], Document]]] = {
    "doc": ((HERE / "document.doc").read_bytes(), doc.read),
    "xls": ((HERE / "workbook.xls").read_bytes(), xls.read),
    "xls without container": (ALONE, xls.read),
}
EXTREMES = (b"\xff\xff\xff\xff", b"\0\0\0\0", b"\xff\xff\xff\x7f", b"\1\0\0\0", b"\0\0\0\x80")
ANSWERS = {"doc", "xls", "file-damaged", "file-encrypted", "file-too-large", "file-unsupported"}
SECONDS = 5.0


def overwritten(data: bytearray, chance: random.Random) -> bytearray:
    for _ in range(chance.choice((1, 1, 4, 30))):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return data


def extreme(data: bytearray, chance: random.Random) -> bytearray:
    for _ in range(chance.choice((1, 2, 8))):
        place = chance.randrange(len(data))
        data[place : place + 4] = chance.choice(EXTREMES)
    return data


def shortened(data: bytearray, chance: random.Random) -> bytearray:
    return data[: chance.randrange(8, len(data))]


def holed(data: bytearray, chance: random.Random) -> bytearray:
    place = chance.randrange(len(data))
    del data[place : place + chance.choice((1, 2, 64, 512))]
    return data


def muddled(data: bytearray, chance: random.Random) -> bytearray:
    for _ in range(chance.choice((1, 3))):
        here, there, size = chance.randrange(len(data)), chance.randrange(len(data)), chance.choice((2, 4, 64, 512))
        data[here : here + size] = data[there : there + size]
    return data


WAYS = (overwritten, extreme, shortened, holed, muddled)


def answer(read: Callable[[Path], Document], path: Path) -> str:
    try:
        return read(path).format
    except Refused as refused:
        return refused.problem.code


def survive(name: str, seed: int, count: int, path: Path) -> None:
    data, read = SEEDS[name]
    chance = random.Random(f"{name}/{seed}")  # noqa: S311 - chance must repeat itself
    for turn in range(count):
        way = WAYS[turn % len(WAYS)]
        path.write_bytes(way(bytearray(data), chance))
        began = time.process_time()
        assert answer(read, path) in ANSWERS, (way.__name__, turn)
        assert time.process_time() - began < SECONDS, (way.__name__, turn)


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("name", SEEDS)
def test_damage_is_refused_or_read_and_never_more(name: str, seed: int, tmp_path: Path) -> None:
    survive(name, seed, 60, tmp_path / "damaged")


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 110))
@pytest.mark.parametrize("name", SEEDS)
def test_much_more_damage_is_refused_or_read_too(name: str, seed: int, tmp_path: Path) -> None:
    survive(name, seed, 500, tmp_path / "damaged")

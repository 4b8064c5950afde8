"""T24: mutated files of every format.  Each is answered; nothing escapes but as a Problem that says what to ask for.

``file-poison`` is the answer of the last resort: a reader met what it did not foresee.  Those that are known stand
in ``EXPECTED``; one that occurs and is not listed fails, and so does one that is listed and occurs no more: the files
of a kind and a seed are the same every time.
"""

from __future__ import annotations

import random
import zlib
from decimal import Decimal
from pathlib import Path

import pytest

from extract import extract
from generate.blank import blank_docx, blank_xlsx
from jieyue.formset import load_form_set
from jieyue.model import Kind, Unit
from jieyue.record import dumps, to_record
from jieyue.schema import faults_of
from tests.forms.filling import filled_docx, filled_xlsx
from tests.hostile.mutations import twin
from tests.readers.ofds import ofd
from tests.readers.ofds import table as ofd_table
from tests.readers.pdfs import pdf_bytes, table, text

FORM_SET = load_form_set()
SETS = (FORM_SET,)
UNIT = Unit("湖南省水利厅", "省级")
BATCH = 125
ROOT = Path(__file__).resolve().parents[2]
EXPECTED: dict[tuple[str, int], set[str]] = {}
"""By kind and seed, what is said of files that are not answered better."""


def scores() -> dict[str, Decimal]:
    return {rule.id: rule.max for item in FORM_SET.items for rule in item.rules}


def as_docx(_: Path) -> bytes:
    fill = {f"rule:{rule}:self_score": str(score) for rule, score in scores().items()}
    return filled_docx(blank_docx(FORM_SET, 2026, UNIT, "province"), fill | {"field:filled_on": "2026年10月12日"})


def as_xlsx(_: Path) -> bytes:
    fill = {(rule, "自评得分"): score for rule, score in scores().items()}
    return filled_xlsx(blank_xlsx(FORM_SET, 2026, UNIT, "province"), fill)


def rows() -> list[tuple[str, str, str, str]]:
    items = ((item.title, item.requirement[:12], item.max) for item in FORM_SET.items)
    return [
        ("项目", "评分要求", "分值", "自评得分"),
        *((title, words, f"{most}", f"{most}") for title, words, most in items),
    ]


def as_pdf(_: Path) -> bytes:
    head = text(40, 30, "2026年度节约型机关评价自评表") + text(40, 50, "填报单位：湖南省水利厅")
    return pdf_bytes(head + table(rows(), widths=[150, 200, 60, 80]), text(40, 30, "填报日期：2026年10月12日"))


def as_ofd(folder: Path) -> bytes:
    return ofd(folder / "sound.ofd", ofd_table(rows(), width=60)).read_bytes()


def as_legacy(ending: str) -> bytes:
    found = sorted((ROOT / "tests" / "readers" / "legacy").rglob(f"*.{ending}"), key=lambda path: path.stat().st_size)
    if not found:
        pytest.skip(f"no .{ending} among the test files of the readers")
    return found[-1].read_bytes()


SOUND = {
    "docx": as_docx,
    "xlsx": as_xlsx,
    "pdf": as_pdf,
    "ofd": as_ofd,
    "xls": lambda _: as_legacy("xls"),
    "doc": lambda _: as_legacy("doc"),
}
ROUNDS = {"docx": 5, "xlsx": 3, "pdf": 3, "ofd": 2, "xls": 2, "doc": 2}
"""Batches of each format: 17 of 125 files in a run of the tests."""


def answers(tmp_path: Path, kind: str, seed: int, number: int) -> set[str]:
    """Reads ``number`` mutated files; what was said as the last resort."""
    chance = random.Random(zlib.crc32(f"{kind}{seed}".encode()))  # noqa: S311 - the same files every time
    sound = SOUND[kind](tmp_path)
    path = tmp_path / f"表.{kind}"
    poisoned: set[str] = set()
    for _ in range(number):
        path.write_bytes(twin(sound, chance))
        found = extract(path, SETS)
        record = to_record(found)
        dumps(record).encode("utf-8")
        assert not faults_of(record, "submission")
        assert found.kind is not Kind.UNKNOWN or found.problems
        poisoned.update(one.message for one in found.problems if one.code == "file-poison")
    return poisoned


@pytest.mark.parametrize(("kind", "seed"), [(kind, seed) for kind, times in ROUNDS.items() for seed in range(times)])
def test_every_mutated_file_is_answered(tmp_path: Path, kind: str, seed: int) -> None:
    assert answers(tmp_path, kind, seed, BATCH) == EXPECTED.get((kind, seed), set())


@pytest.mark.hazard("T24", sum(ROUNDS.values()) * BATCH, "mutated files")
def test_there_are_two_thousand_in_a_run(figure: int) -> None:
    assert figure >= 2000


@pytest.mark.parametrize("kind", SOUND)
def test_the_sound_file_itself_is_a_form_or_sound(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"表.{kind}"
    path.write_bytes(SOUND[kind](tmp_path))
    assert {"file-damaged", "file-poison"}.isdisjoint(one.code for one in extract(path, SETS).problems)


@pytest.mark.slow
@pytest.mark.parametrize("kind", SOUND)
@pytest.mark.parametrize("seed", range(100, 120))
@pytest.mark.hazard("T24", len(SOUND) * 20 * 500, "mutated files")
def test_many_more_mutated_files_are_answered(tmp_path: Path, kind: str, seed: int) -> None:
    assert answers(tmp_path, kind, seed, 500) == EXPECTED.get((kind, seed), set())

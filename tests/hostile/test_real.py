"""All of ../shared/real: real files of other projects, odd and damaged ones too, none of them one of our forms."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from extract import extract
from jieyue.formset import load_form_set
from jieyue.model import Kind

REAL = Path(__file__).resolve().parents[2].parent / "shared" / "real"
FILES = sorted(path for path in REAL.rglob("*") if path.is_file() and path.suffix.lower() not in (".md", ".tsv"))
SETS = (load_form_set(),)
SECONDS = 10
NO_FORM = (Kind.UNKNOWN, Kind.STAMPED_COPY)

if not FILES:
    pytest.skip("the folder ../shared/real is not there", allow_module_level=True)


def check(path: Path) -> None:
    start = time.process_time()
    found = extract(path, SETS)
    took = time.process_time() - start
    assert took < SECONDS
    assert found.kind in NO_FORM
    assert found.problems
    assert "file-poison" not in {one.code for one in found.problems}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_real_file_is_answered_in_time_and_is_no_form(path: Path) -> None:
    check(path)

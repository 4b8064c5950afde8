"""No text, however long or odd, holds a pattern up."""

from __future__ import annotations

import re
import time
from importlib import import_module

import pytest

from extract.labels import Labels
from jieyue.formset import load_form_set

MODULES = [
    "breakdown",
    "classified",
    "columns",
    "dates",
    "formulas",
    "head",
    "labels",
    "narrative",
    "places",
    "rows",
    "titles",
    "totals",
    "values",
    "words",
]
SIZE = 40_000
NASTY = [
    " " * SIZE,
    "1" * SIZE,
    "1." * (SIZE // 2),
    "(" * SIZE,
    "单位" + " " * SIZE,
    "单 位 " * (SIZE // 4),
    "联系人及" * (SIZE // 4),
    "得" * SIZE,
    "一" * SIZE,
    "4分+" * (SIZE // 3),
    "\n1、" * (SIZE // 3),
    "2026年" * (SIZE // 5),
    "机密" * (SIZE // 2),
    "局" * SIZE,
    "_" * SIZE + "x",
    "；" * SIZE,
    "A1:" * (SIZE // 3),
]


def patterns() -> list[re.Pattern[str]]:
    found = [value for name in MODULES for value in vars(import_module(f"extract.{name}")).values()]
    labels = Labels(load_form_set())
    return [one for one in found if isinstance(one, re.Pattern)] + [labels.pattern, labels.bare]


@pytest.mark.parametrize("pattern", patterns(), ids=lambda pattern: pattern.pattern[:30])
def test_no_pattern_takes_long_over_forty_kilobytes(pattern: re.Pattern[str]) -> None:
    for text in NASTY:
        start = time.process_time()
        pattern.search(text)
        pattern.fullmatch(text)
        assert time.process_time() - start < 0.05, text[:20]

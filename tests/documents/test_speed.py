"""One template rendered many times against docxtpl as its manual shows it, a fresh template a letter."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from typing import Any

import pytest
from docxtpl import DocxTemplate

from benchmarks.papers import as_docxtpl_takes_it
from generate.documents import papers_of, template_path
from generate.fence import open_template
from tests.documents.years import FORM_SET, Result, settings, year

LETTERS = 100


def _contexts() -> list[dict[str, Any]]:
    book = year([Result(f"某单位第{n}处", verified="72.5") for n in range(LETTERS)])
    return [{**paper.context, **chrome} for paper, chrome in papers_of("rectification", book, settings(), FORM_SET)]


def _seconds(work: Callable[[dict[str, Any]], object], contexts: list[dict[str, Any]]) -> float:
    work(contexts[0])
    started = time.perf_counter()
    for context in contexts:
        work(context)
    return (time.perf_counter() - started) / len(contexts)


@pytest.mark.slow
def test_rendering_a_letter_takes_a_fifteenth_of_plain_docxtpl() -> None:
    path, contexts = template_path("整改"), _contexts()
    template = open_template(path)

    def usual(context: dict[str, Any]) -> None:
        letter = DocxTemplate(path)
        letter.render(context)
        letter.save(io.BytesIO())

    plain = [as_docxtpl_takes_it(context) for context in contexts[:20]]
    assert _seconds(template.render, contexts) * 15 < _seconds(usual, plain)

"""A printed table met before is known again, and reading it then says what reading it for the first time does."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest

from extract.grid import Cell, CellKind, Document
from extract.pattern import PATTERNS, recalled
from extract.understand import understand
from extract.view import views
from extract.words import vocabulary
from jieyue.formset import load_form_set
from jieyue.model import Submission
from tests.understanding.tables import SOURCE, by_item, by_rule, document

FORM_SET = load_form_set()
WORDS = vocabulary(FORM_SET)


def form(table: str) -> Document:
    """A table with its title and unit in its own first rows, and the signature in its last, as worksheets have them."""
    rows = "\n".join(line for line in table.splitlines() if line.startswith("|"))
    return document(f"| 节约型机关自评表 | < | < |\n| 填报单位 | 某局 | |\n{rows}\n| 填报人：李某 | 审核人：赵某 | |")


FORMS = [form(by_item(total="100")), form(by_rule(subtotals={}, total="100"))]
TEXTS = (
    *(
        "",
        " ",
        "4",
        "得4分",
        "自评得分",
        "核查得分",
        "分值",
        "评分要求",
        "评分规则",
        "备注",
        "合计",
        "小计",
        "管理机构",
    ),
    *(rule.text for rule in list(FORM_SET.rules())[:4]),
    "很长的说明" * 20,
)
"""What may come into a cell: answers, and words that make something else of a row."""


def with_cells(whole: Document, cells: list[Cell]) -> Document:
    return replace(whole, blocks=(replace(whole.tables[0], cells=tuple(cells)),))


def changed(whole: Document, dice: random.Random) -> Document:
    """``whole`` with one to three cells that say, span or are something else."""
    cells = list(whole.tables[0].cells)
    for _ in range(dice.randint(1, 3)):
        at = dice.randrange(len(cells))
        change = dice.choice(("text", "text", "text", "text", "kind", "hidden", "rows", "columns", "gone"))
        if change == "gone":
            del cells[at]
        else:
            others = {"text": TEXTS, "kind": tuple(CellKind), "hidden": (True,)}.get(change, range(1, 5))
            other: Any = {change: dice.choice(others)}
            cells[at] = replace(cells[at], **other)
    return with_cells(whole, cells)


def understood(whole: Document) -> Submission:
    return understand(whole, SOURCE, [FORM_SET])


def understood_first(whole: Document) -> Submission:
    PATTERNS.clear()
    return understood(whole)


@pytest.mark.parametrize("whole", FORMS, ids=["by item", "by rule"])
def test_a_form_with_other_answers_and_another_unit_is_known_again(whole: Document) -> None:
    understood_first(whole)
    others = {"10": "9.5", "4": "3", "某局": "另一个局", "审核人：赵某": ""}
    scores = {cell.column for cell in whole.tables[0].cells if "得分" in cell.text}
    cells = [
        replace(cell, text=others.get(cell.text, cell.text)) if cell.column in {1, 2, *scores} else cell
        for cell in whole.tables[0].cells
    ]
    assert all(recalled(view, WORDS, None) for view in views(with_cells(whole, cells)))


@pytest.mark.parametrize("text", ["自评得分", "评分规则", "核查得分"])
def test_an_answer_that_reads_like_a_heading_is_looked_at_anew(text: str) -> None:
    whole = FORMS[0]
    understood_first(whole)
    cells = list(whole.tables[0].cells)
    score = next(number for number, cell in enumerate(cells) if cell.text == "10" and cell.column == 6)
    cells[score] = replace(cells[score], text=text)
    assert not any(recalled(view, WORDS, None) for view in views(with_cells(whole, cells)))


@pytest.mark.parametrize("seed", range(200))
@pytest.mark.parametrize("whole", FORMS, ids=["by item", "by rule"])
def test_a_form_read_after_another_says_what_it_says_alone(whole: Document, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - the same changes each time
    one, other = changed(whole, dice), changed(whole, dice)
    alone = understood_first(one)
    understood_first(whole)
    understood(other)
    assert understood(one) == alone

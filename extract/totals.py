"""总分 as stated, in the table's last row or on a line by itself, against the sum of the items."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from extract.answers import Answers
from extract.grid import Cell, CellKind, Line
from extract.numerals import number_in
from extract.row import Row
from extract.told import Told, read_cell
from extract.values import DOUBTFUL, MISSING, Reading
from extract.words import Vocabulary, close_up, key
from jieyue.model import ItemAnswer, Problem
from jieyue.problems import problem

_OWN = re.compile("得|评|自")
_NOTHING = ("/", "-", "—", "——", "--", "\\", "无")


def stated_total(
    answers: Answers, words: Vocabulary, around: Iterable[Line | Cell]
) -> tuple[Decimal | None, list[Problem]]:
    """The total a form states, and what is wrong with it; None without a problem where there is none.

    ``around`` are the short lines and cells outside the table.
    """
    told = [one for row in answers.scores.rows if row.kind == "total" for one in _in_row(answers, row)]
    told += [one for holder in around for one in _on_line(holder, answers, words)]
    told = [one for one in told if one.raw and one.reading is not MISSING and close_up(one.raw) not in _NOTHING]
    if not told:
        return None, []
    problems = [found for one in told for found in one.problems]
    unread = [one for one in told if one.value is None]
    if unread:
        one = unread[0]
        code = "formula-without-value" if one.reading.code == "formula-without-value" else "score-not-a-number"
        return None, [*problems, problem(code, place=one.place, about="stated_total", found=one.raw)]
    values = {one.value for one in told}
    if len(values) > 1:
        found = "、".join(f"{one.raw}（{one.place}）" for one in told)
        return None, [*problems, problem("total-conflict", place=told[-1].place, about="stated_total", found=found)]
    return told[0].value, [*problems, *_compared(answers, told[0])]


def _compared(answers: Answers, told: Told) -> list[Problem]:
    scores = [_score(answers, item) for item in answers.items]
    if told.value is None or None in scores or len(scores) != len(answers.form_set.items):
        return []
    total = sum((score for score in scores if score is not None), Decimal(0))
    if total == told.value:
        return []
    expected = format(total.normalize(), "f")
    return [problem("total-mismatch", place=told.place, about="stated_total", found=told.raw, expected=expected)]


def _score(answers: Answers, item: ItemAnswer) -> Decimal | None:
    return item.self_score if answers.role == "self_score" else item.verified_score


def _in_row(answers: Answers, row: Row) -> list[Told]:
    """The total under the score column, else the number written behind the label itself."""
    told = answers.scores.told(row, answers.form_set.total)
    if told.raw is not None and (told.value is not None or not _is_label(told.raw, row)):
        return [told]
    for cell in row.view.rows[row.number]:
        found = _behind_label(close_up(cell.text), row.label)
        if found is not None:
            return [read_cell(_number_cell(cell, found), answers.form_set.total, None, row)]
    return []


def _is_label(raw: str, row: Row) -> bool:
    return close_up(raw) == close_up(row.label)


def _behind_label(tight: str, label: str) -> str | None:
    """``92.5`` of ``总分：92.5分``; None where the number is in brackets (满分) or absent."""
    bare = tight.rstrip("分")
    _, colon, tail = bare.replace("：", ":").rpartition(":")
    return tail if colon and tight == close_up(label) and number_in(tail) is not None else None


def _number_cell(cell: Cell, text: str) -> Cell:
    return Cell(cell.row, cell.column, text, cell.place, CellKind.TEXT)


def _on_line(holder: Line | Cell, answers: Answers, words: Vocabulary) -> list[Told]:
    """``自评总分：92.5分`` on a line or in a cell of its own.

    A bare 总分 that gives the table's own 100, or no number, speaks of the table and not of a score.
    """
    if not 4 <= len(holder.text) <= 40:
        return []
    label, colon, tail = close_up(holder.text).replace("：", ":").partition(":")
    if not colon or key(label) not in words.totals or not tail:
        return []
    value = number_in(tail)
    if not _OWN.search(label) and value in (None, answers.form_set.total):
        return []
    return [Told(Reading(value) if value is not None else DOUBTFUL, tail, holder.place)]

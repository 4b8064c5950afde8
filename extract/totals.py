"""总分 as stated, in the table's last row or on a line by itself, against the sum of the items."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from extract.answers import Answers
from extract.grid import Cell, Line
from extract.numerals import number_in
from extract.row import Row
from extract.told import Told
from extract.values import DOUBTFUL, MISSING, Reading
from extract.words import Vocabulary, close_up, key
from jieyue.formset import FormSet
from jieyue.model import Problem
from jieyue.problems import problem

_OWN = re.compile("得|评|自")
_OF_UNIT = re.compile("自[评查]")
"""Whose a total in words is: 自评得分 is the unit's, on a 核查表 too."""
_OF_ALL = re.compile(r"\((?:满分)?[\d.]+分?\)")
_ASIDE = re.compile(r"\([^()]*\)")
_BETWEEN = re.compile(r"[,;。]")
_BEFORE_DIGITS = re.compile(r"([\u4e00-\u9fff]{2,10}?(?:\([^()]{0,12}\))?)(?:为|是)?:?(\d.*)")
_NOTHING = ("/", "-", "—", "——", "--", "\\", "无")


def stated_total(
    answers: Answers, words: Vocabulary, around: Iterable[Line | Cell]
) -> tuple[Decimal | None, list[Problem]]:
    """The total a form states, and what is wrong with it; None without a problem where there is none.

    ``around`` are the short lines and cells outside the table.  On a 核查表 without one it is that of the unit's own.
    """
    rows = [row for row in answers.scores.rows if row.kind == "total"]
    every = _said([one for row in rows for one in _in_row(answers, row, words)])
    every += _said([one for holder in around for one in _on_line(holder, answers, words)])
    role = answers.role
    own = [one for one in every if role == "verified_score" and _OF_UNIT.search(one.raw or "")]
    told = [one for one in every if one not in own]
    if not told and role == "verified_score":
        beside = [answers.scores.told_beside(row, answers.form_set.total) for row in rows]
        role, told = "self_score", own or _said(beside)
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
    return told[0].value, [*problems, *_compared(answers, told[0], role)]


def _said(told: list[Told]) -> list[Told]:
    return [one for one in told if one.raw and one.reading is not MISSING and close_up(one.raw) not in _NOTHING]


def _compared(answers: Answers, told: Told, role: str) -> list[Problem]:
    scores = [item.self_score if role == "self_score" else item.verified_score for item in answers.items]
    if told.value is None or None in scores or len(scores) != len(answers.form_set.items):
        return []
    total = sum((score for score in scores if score is not None), Decimal(0))
    if total == told.value:
        return []
    expected = format(total.normalize(), "f")
    return [problem("total-mismatch", place=told.place, about="stated_total", found=told.raw, expected=expected)]


def _in_row(answers: Answers, row: Row, words: Vocabulary) -> list[Told]:
    """The total under the score column, else the number written behind the label itself."""
    told = _of_all(answers.scores.told(row, answers.form_set.total), answers.form_set.total)
    if told.raw is not None and (told.value is not None or not _is_label(told.raw, row)):
        return [told]
    for cell in row.view.rows[row.number]:
        found = _behind_label(close_up(cell.text), answers.form_set, words) if _is_label(cell.text, row) else None
        if found is not None:
            return [Told(Reading(found), cell.text.strip(), cell.place)]
    return []


def _of_all(told: Told, total: Decimal) -> Told:
    """A total as a part of the table's own: ``92.5/100``."""
    score, slash, whole = close_up(told.raw or "").partition("/")
    if told.value is not None or not slash or number_in(whole) != total:
        return told
    return replace(told, reading=Reading(number_in(score)) if number_in(score) is not None else DOUBTFUL)


def _is_label(text: str, row: Row) -> bool:
    return close_up(text) == close_up(row.label)


def _behind_label(tight: str, form_set: FormSet, words: Vocabulary) -> Decimal | None:
    """``92.5`` of ``总分：92.5分``, ``总计92.5分``, ``总分100分，自评得分92.5分``; None where none or several are said.

    A bare 总分 that gives the table's own 100 speaks of the table; 自评得分 is a total where no 项目 gives so much.
    """
    found: list[Decimal] = []
    for clause in _BETWEEN.split(tight.rstrip("。")):
        label, value = _parted(clause)
        if value is None:
            return None
        if label in words.totals:
            if _OWN.search(label) or value != form_set.total:
                found.append(value)
        elif words.columns.get(label) == "self_score" and value > max(item.max for item in form_set.items):
            found.append(value)
        else:
            return None
    return found[0] if len(found) == 1 else None


def _parted(clause: str) -> tuple[str, Decimal | None]:
    """The label of a clause and the number behind it, with or without a colon."""
    label, colon, tail = _OF_ALL.sub("", clause).partition(":")
    if not colon and (found := _BEFORE_DIGITS.fullmatch(label)):
        label, tail = found.groups()
    return key(_ASIDE.sub("", label)), number_in(tail)


def _on_line(holder: Line | Cell, answers: Answers, words: Vocabulary) -> list[Told]:
    """``自评总分：92.5分`` on a line or in a cell of its own; what stands there instead of a number is said."""
    if not 4 <= len(holder.text) <= 40:
        return []
    tight = close_up(holder.text)
    found = _behind_label(tight, answers.form_set, words)
    if found is not None:
        return [Told(Reading(found), holder.text.strip(), holder.place)]
    label, colon, tail = tight.partition(":")
    if not colon or key(label) not in words.totals or not tail or not _OWN.search(label):
        return []
    value = number_in(tail)
    return [Told(Reading(value) if value is not None else DOUBTFUL, tail, holder.place)]

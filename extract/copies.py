"""A stamped copy (盖章件) beside the editable form of the same unit and year: where they say different things."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from extract.statements import SCORES, shown
from extract.words import close_up
from jieyue.formset import FormSet
from jieyue.model import ItemAnswer, Problem, RuleAnswer, Submission
from jieyue.problems import problem

COPY_FORMATS = ("pdf", "ofd")
"""What a unit prints and stamps; a form in one of them is a copy as soon as the editable form is there."""

_UNREAD = "未填或无法确定"
Answer = ItemAnswer | RuleAnswer


def compare(copy: Submission, form: Submission, form_set: FormSet) -> tuple[Problem, ...]:
    """``copy-differs`` for each thing that both say and say differently, in the order of the form.

    A score that only one of them gives is a difference.  Where both give the rules of an item these are compared,
    else the item's score.
    """
    return (*_head(copy, form), *_scores(copy, form, form_set), *_total(copy, form))


def _head(copy: Submission, form: Submission) -> Iterator[Problem]:
    if copy.unit and form.unit and not _same_unit(copy.unit, form.unit):
        yield _differs("unit", "填报单位", copy.unit, form.unit, _place(copy, "unit"))
    if copy.year and form.year and copy.year != form.year:
        yield _differs("year", "年度", str(copy.year), str(form.year), _place(copy, "year"))
    if copy.filled_on and form.filled_on and copy.filled_on != form.filled_on:
        said = copy.filled_on.isoformat(), form.filled_on.isoformat()
        yield _differs("filled_on", "填报日期", *said, _place(copy, "filled_on"))


def _same_unit(one: str, other: str) -> bool:
    """The same name, or one the short form of the other: its characters in order, the last one the same."""
    short, long = sorted((close_up(one), close_up(other)), key=len)
    rest = iter(long)
    return short == long or (short[-1:] == long[-1:] and all(character in rest for character in short))


def _scores(copy: Submission, form: Submission, form_set: FormSet) -> Iterator[Problem]:
    copied = {answer.item: answer for answer in copy.items}
    for answer in form.items:
        other = copied.get(answer.item)
        if other is None:
            if any(getattr(answer, score) is not None for score in SCORES):
                yield from _answers(ItemAnswer(answer.item), answer, answer.item, form_set)
            continue
        rules = {rule.rule: rule for rule in other.rules}
        if answer.rules and rules:
            for rule in answer.rules:
                yield from _answers(rules.get(rule.rule, RuleAnswer(rule.rule)), rule, rule.rule, form_set)
        else:
            yield from _answers(other, answer, answer.item, form_set)


def _answers(copied: Answer, answer: Answer, about: str, form_set: FormSet) -> Iterator[Problem]:
    for score, name in SCORES.items():
        one: Decimal | None = getattr(copied, score)
        other: Decimal | None = getattr(answer, score)
        if one != other:
            words = f"“{form_set.name_of(about)}”{name}"
            yield _differs(about, words, _shown(one), _shown(other), copied.place)


def _total(copy: Submission, form: Submission) -> Iterator[Problem]:
    one, other = copy.stated_total, form.stated_total
    if one is not None and other is not None and one != other:
        yield _differs("stated_total", "总分", _shown(one), _shown(other), None)


def _shown(score: Decimal | None) -> str:
    return shown(score) or _UNREAD


def _place(copy: Submission, name: str) -> str | None:
    return next((field.place for field in copy.fields if field.name == name), None)


def _differs(about: str, name: str, found: str, expected: str, place: str | None) -> Problem:
    return problem("copy-differs", place=place, about=about, found=found, name=name, expected=expected)

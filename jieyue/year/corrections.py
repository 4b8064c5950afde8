"""People's values laid over a record: what was read is never overwritten, the overlay is made anew each time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from jieyue.model import ItemAnswer, Kind, RuleAnswer, Submission

_Answer = TypeVar("_Answer", ItemAnswer, RuleAnswer)


def value_of(submission: Submission, name: str) -> str | None:
    """The value named ``self_score:2.2``, ``verified_score:2.2.1`` or by a field of the head, as text."""
    column, colon, about = name.partition(":")
    if not colon:
        found = getattr(submission, name)
    else:
        answers: list[ItemAnswer | RuleAnswer] = []
        for item in submission.items:
            answers += [item] if item.item == about else [rule for rule in item.rules if rule.rule == about]
        found = getattr(answers[0], column) if answers else None
    return None if found is None else str(found)


def with_value(submission: Submission, name: str, value: str | None) -> Submission:
    """The record with that one value replaced."""
    column, colon, about = name.partition(":")
    if not colon:
        field: dict[str, Any] = {name: _typed(name, value)}
        return replace(submission, **field)
    score = None if value is None else Decimal(value)
    if not any(about == item.item or about.startswith(f"{item.item}.") for item in submission.items):
        return replace(submission, items=(*submission.items, _new_item(column, about, score)))
    return replace(submission, items=tuple(_item_with(item, column, about, score) for item in submission.items))


def _scored(answer: _Answer, column: str, score: Decimal | None) -> _Answer:
    changes: dict[str, Any] = {column: score}
    return replace(answer, **changes)


def _new_item(column: str, about: str, score: Decimal | None) -> ItemAnswer:
    if about.count(".") == 1:
        return _scored(ItemAnswer(about), column, score)
    rule = _scored(RuleAnswer(about), column, score)
    return ItemAnswer(about.rpartition(".")[0], rules=(rule,))


def only_whole(submission: Submission, name: str) -> Decimal | None:
    """The score of the item that the rule in ``name`` belongs to, where the item alone is scored; else None."""
    column, _, about = name.partition(":")
    item = next((one for one in submission.items if about.startswith(f"{one.item}.")), None)
    if item is None or any(getattr(rule, column) is not None for rule in item.rules):
        return None
    whole: Decimal | None = getattr(item, column)
    return whole


def _item_with(item: ItemAnswer, column: str, about: str, score: Decimal | None) -> ItemAnswer:
    """The item with one value replaced.

    Where a rule's changes, the item's score is the sum of its rules again; a person's score for the whole item counts
    instead of those of its rules.
    """
    if item.item == about:
        return _scored(replace(item, rules=tuple(_scored(rule, column, None) for rule in item.rules)), column, score)
    if not about.startswith(f"{item.item}."):
        return item
    rules = tuple(_scored(rule, column, score) if rule.rule == about else rule for rule in item.rules)
    if not any(rule.rule == about for rule in rules):
        rules = (*rules, _scored(RuleAnswer(about), column, score))
    scores = [getattr(rule, column) for rule in rules]
    whole = None if any(value is None for value in scores) else sum(scores, Decimal(0))
    return _scored(replace(item, rules=rules), column, whole)


def _typed(name: str, value: str | None) -> Any:
    if value is None or name in ("person", "phone"):
        return value
    if name == "filled_on":
        return date.fromisoformat(value)
    return int(value) if name == "year" else Decimal(value)


def adds_up(submission: Submission) -> bool:
    """Whether every item has a score and the stated total, if any, is their sum; a 核查表 by its verified scores."""
    column = "verified_score" if submission.kind is Kind.VERIFICATION else "self_score"
    scores: list[Decimal | None] = [getattr(item, column) for item in submission.items]
    known = [score for score in scores if score is not None]
    complete = len(known) == len(scores)
    return complete and submission.stated_total in (None, sum(known, Decimal(0)))

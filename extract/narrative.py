"""自评报告 in running text: the score of a 项目 where its own passage states exactly one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from extract.answers import Told, weigh
from extract.grid import Document, Line
from extract.values import DOUBTFUL, MISSING, Reading, number_in
from extract.words import close_up, key
from jieyue.formset import FormSet, Item
from jieyue.model import ItemAnswer, Kind, Problem
from jieyue.problems import problem

_SCORED = re.compile(
    r"(?<![应可未不多])(?:自评得分为?|自评分为?|自评得?|得分为?|得)[:：]?(\d{1,3}(?:\.\d{1,2})?|[一二两三四五六七八九十]{1,3}(?:点五)?)分"
)
_ENOUGH = 0.4


def read_narrative(
    document: Document, form_sets: Sequence[FormSet]
) -> tuple[FormSet, tuple[ItemAnswer, ...], list[Problem]] | None:
    """Items and problems of a report in sentences, or None where it is none."""
    lines = [line for line in document.lines if not line.hidden and line.text.strip()]
    for form_set in form_sets:
        layout = form_set.layouts.get(Kind.SELF_ASSESSMENT.value)
        titles = [key(word) for word in layout.titles] if layout else []
        if not any(word in key(line.text) for line in lines[:12] for word in titles if len(line.text) <= 60):
            continue
        passages = _passages(lines, form_set)
        scored = [item for item in passages if _SCORED.search(passages[item][1])]
        if len(scored) >= max(2, _ENOUGH * len(form_set.items)):
            return form_set, *_answers(passages, form_set)
    return None


def _passages(lines: list[Line], form_set: FormSet) -> dict[str, tuple[str, str]]:
    """By item, place and text from its title to the next item's title; an item named twice has both passages."""
    found: dict[str, tuple[str, str]] = {}
    current: Item | None = None
    for line in lines:
        rest = close_up(line.text)
        for item, start in _titles_in(rest, form_set):
            head = rest[:start]
            if current and head:
                _add(found, current, line.place, head)
            current, rest = item, rest[start:]
        if current:
            _add(found, current, line.place, rest)
    return found


def _titles_in(text: str, form_set: FormSet) -> list[tuple[Item, int]]:
    """Items whose title begins a sentence of the text; a later position counts from the one before."""
    places = []
    for item in form_set.items:
        found = re.search(rf"(?:^|[。;；,，、]|[)）.、:：]){re.escape(item.title)}(?=[(（:：,，。得自]|$)", text)
        if found:
            places.append((found.end() - len(item.title), item))
    places.sort(key=lambda pair: pair[0])
    shift, result = 0, []
    for start, item in places:
        result.append((item, start - shift))
        shift = start
    return result


def _add(found: dict[str, tuple[str, str]], item: Item, place: str, text: str) -> None:
    before = found.get(item.id)
    found[item.id] = (before[0], f"{before[1]}\n{text}") if before else (place, text)


def _answers(passages: dict[str, tuple[str, str]], form_set: FormSet) -> tuple[tuple[ItemAnswer, ...], list[Problem]]:
    answers, problems = [], []
    for item in form_set.items:
        name = form_set.name_of(item.id)
        if item.id not in passages:
            problems.append(problem("rows-missing", about=item.id, name=name))
            answers.append(ItemAnswer(item.id))
            continue
        place, text = passages[item.id]
        told = _told(text, place)
        rule = item.rules[0] if len(item.rules) == 1 else None
        problems.extend(weigh(told, item.id, item.max, rule, form_set))
        answers.append(ItemAnswer(item.id, told.value, place=place, raw=told.raw))
    return tuple(answers), problems


def _told(text: str, place: str) -> Told:
    found = list(_SCORED.finditer(text))
    if not found:
        return Told(MISSING, None, place)
    values = {number_in(one.group(1)) for one in found}
    value: Decimal | None = values.pop() if len(found) == 1 else None
    raw = "、".join(one.group() for one in found)
    return Told(Reading(value) if value is not None else DOUBTFUL, raw, place)

"""自评报告 in running text: the score of a 项目 where its own passage states exactly one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from extract.grid import Document, Line
from extract.numerals import number_in
from extract.told import Told, weigh
from extract.values import DOUBTFUL, MISSING, Reading
from extract.words import close_up, key
from jieyue.formset import FormSet, Item
from jieyue.model import ItemAnswer, Kind, Problem
from jieyue.problems import problem

_DIGITS = "0-9.〇零一二两三四五六七八九十百点半"
_SCORED = re.compile(
    r"(?<![应可未不多总做])(?:(?:自评|自查)?得分|自评分|自评得|自查得|自评|自查|得)(?:为|是)?:?"
    rf"((?:大约|大概|约|近)?[{_DIGITS}~\-—至到或几余]{{1,9}})(?:分|(?<=[\d.])(?=[。;\s]|$))"
    r"(左右|上下|多|以上|以下|之间)?(?=[,。;、:)\]\s(]|$)"
)
"""What a sentence claims as a score, vague claims included; 做得十分扎实 is none, 满分10分 neither."""
_TOTAL = re.compile(
    rf"(?:自评|自查)?(?:总得分|总分|合计得分|得分合计)(?:为|是)?:?([{_DIGITS}]{{1,6}})分(?=[,。;、)]|$)"
)
_OVER = re.compile(r"(?:综上|总之|综合|合计|总体|下一步|存在|主要问题|联系人)|[一二三四五六七八九十]{1,2}、")
_NUMBERED = r"(?:[(]?[0-9一二三四五六七八九十]{1,3}[)、.]){0,4}"
_ENOUGH = 0.4
_WORDS = 8
"""Characters before a score by which the table's own words are known."""
_A_TABLE = 2
"""So many 项目 with scores in the table's own words: a printed table whose lines were lost, and no sentences."""


@dataclass(frozen=True, slots=True)
class Narrative:
    """Items, stated total and problems of a report in sentences."""

    form_set: FormSet
    items: tuple[ItemAnswer, ...]
    total: Decimal | None
    problems: tuple[Problem, ...]


def read_narrative(document: Document, form_sets: Sequence[FormSet]) -> Narrative | None:
    """What a report in sentences says, or None where it is none."""
    lines = [line for line in document.lines if not line.hidden and line.text.strip()]
    for form_set in form_sets:
        layout = form_set.layouts.get(Kind.SELF_ASSESSMENT.value)
        titles = [key(word) for word in layout.titles] if layout else []
        if not any(word in key(line.text) for line in lines[:12] for word in titles if len(line.text) <= 60):
            continue
        passages = _passages(lines, form_set)
        scored = [item for item in passages if _SCORED.search(passages[item][1])]
        printed = [item for item in scored if _offers(passages[item][1], form_set)]
        if len(scored) >= max(2, _ENOUGH * len(form_set.items)) and len(printed) < _A_TABLE:
            items, problems = _answers(passages, form_set)
            total, more = narrative_total(lines, items)
            return Narrative(form_set, items, total, (*problems, *more))
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
        if rest == close_up(line.text) and _OVER.match(rest):
            current = None
        if current:
            _add(found, current, line.place, rest)
    return found


@cache
def _said(title: str) -> re.Pattern[str]:
    """An item's title where a paragraph begins with it, or a sentence that goes on as one about it."""
    title = re.escape(title)
    return re.compile(
        rf"^{_NUMBERED}在?{title}|[。;,、).:]在?{title}(?:方面|工作|情况|部分|项){{0,2}}(?=[(:,。得自]|$)"
    )


def _titles_in(text: str, form_set: FormSet) -> list[tuple[Item, int]]:
    """Items whose title begins a sentence of the text; a later position counts from the one before."""
    places = []
    for item in form_set.items:
        found = _said(item.title).search(text)
        if found:
            places.append((text.index(item.title, found.start()), item))
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
    """What each passage says; the score in one that names a 项目 without a passage may be that one's."""
    answers, problems = [], []
    for item in form_set.items:
        name = form_set.name_of(item.id)
        if item.id not in passages:
            problems.append(problem("rows-missing", about=item.id, name=name))
            answers.append(ItemAnswer(item.id))
            continue
        place, text = passages[item.id]
        told = _told(text, place)
        if told.value is not None and _offers(text, form_set):
            told = Told(DOUBTFUL, told.raw, place)
        if told.value is not None and any(one.title in text for one in form_set.items if one.id not in passages):
            told = Told(DOUBTFUL, told.raw, place)
        rule = item.rules[0] if len(item.rules) == 1 else None
        problems.extend(weigh(told, item.id, item.max, rule, form_set))
        answers.append(ItemAnswer(item.id, told.value, place=place, raw=told.raw))
    return tuple(answers), problems


def _told(text: str, place: str) -> Told:
    found = list(_SCORED.finditer(text))
    if not found:
        return Told(MISSING, None, place)
    value = number_in(found[0].group(1)) if len(found) == 1 and not found[0].group(2) else None
    raw = "、".join(one.group() for one in found)
    return Told(Reading(value) if value is not None else DOUBTFUL, raw, place)


def _offers(text: str, form_set: FormSet) -> bool:
    """Whether a score stands in words of the indicator table itself, 一次性塑料制品,得3.5分: what a rule may give."""
    printed = [key(rule.text) for rule in form_set.rules()]
    claims = (key(text[max(0, found.start() - _WORDS) : found.end()]) for found in _SCORED.finditer(text))
    return any(claim in rule for claim in claims for rule in printed)


def narrative_total(lines: list[Line], items: Sequence[ItemAnswer]) -> tuple[Decimal | None, list[Problem]]:
    """The total that the sentences state, compared with the items; None where they state none or several."""
    told = [(found, line.place) for line in lines for found in _TOTAL.finditer(close_up(line.text))]
    values = {number_in(found.group(1)) for found, _ in told}
    if len(values) != 1 or (value := values.pop()) is None:
        return None, []
    scores = [item.self_score for item in items if item.self_score is not None]
    expected = sum(scores, Decimal(0))
    if len(scores) < len(items) or expected == value:
        return value, []
    words = {"expected": format(expected.normalize(), "f")}
    found, place = told[0]
    return value, [problem("total-mismatch", place=place, about="stated_total", found=found.group(), **words)]

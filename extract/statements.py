"""Two files of one unit, year and kind side by side: what each says, what they say differently, which says more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from extract.words import close_up, key
from jieyue.formset import FormSet
from jieyue.model import ItemAnswer, RuleAnswer, Submission, SummaryCount, SummaryRow

SCORES = {"self_score": "自评得分", "verified_score": "核查得分"}
"""The scores of an answer and what they are called."""
_ROW = ("city", "district", "level", "nature", "self_score", "verified_score", "passed", "failed_last_year", "note")
_ROW_SCORES = ("self_score", "verified_score", "passed")
_LISTED = "listed"
"""That a summary has a line for a unit at all."""

Key = tuple[str, str]
"""What a statement is about (an item, a rule, a unit of a summary, ...) and which of its values it gives."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing a file says: in a person's words, its value as shown, and where it stands."""

    words: str
    value: str
    place: str | None = None

    def same_as(self, other: Statement) -> bool:
        """Spaces, widths and punctuation do not count, but where nothing else is said."""
        return (key(self.value) or close_up(self.value)) == (key(other.value) or close_up(other.value))


@dataclass(frozen=True, slots=True)
class Comparison:
    """An earlier file and a later one: what differs, in words; what only the earlier or only the later says."""

    differences: tuple[Difference, ...]
    only_earlier: tuple[Key, ...]
    only_later: tuple[Key, ...]

    @property
    def scores_left_out(self) -> bool:
        """Whether the later summary has units without a score or conclusion that the earlier one gives."""
        return any(name in _ROW_SCORES for _, name in self.only_earlier)


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing told differently; an empty value where one of the two has no such line."""

    words: str
    earlier: str
    later: str
    place: str | None

    def __str__(self) -> str:
        where = f"（{self.place}）" if self.place else ""
        return f"{self.words}“{self.earlier or '无此行'}”→“{self.later or '无此行'}”{where}"


def compared(earlier: Submission, later: Submission, form_set: FormSet) -> Comparison:
    """The two side by side, in the order of the earlier; a value that only one gives is no difference.

    A unit that only one of two summaries lists is one, as long as both list units.
    """
    before, after = (dict(_statements(one, form_set)) for one in (earlier, later))
    lists = bool(earlier.summary and later.summary)
    found = [
        Difference(one.words, one.value, after[about].value, after[about].place)
        for about, one in before.items()
        if about in after and not one.same_as(after[about])
    ]
    only = _only(before, after), _only(after, before)
    if lists:
        found += [Difference(before[one].words, "有", "", None) for one in only[0] if one[1] == _LISTED]
        found += [Difference(after[one].words, "", "有", after[one].place) for one in only[1] if one[1] == _LISTED]
    return Comparison(tuple(found), *only)


def _only(one: Mapping[Key, Statement], other: Mapping[Key, Statement]) -> tuple[Key, ...]:
    return tuple(about for about in one if about not in other)


def _statements(submission: Submission, form_set: FormSet) -> Iterator[tuple[Key, Statement]]:
    places = {field.name: field.place for field in submission.fields}
    if not submission.summary and not submission.counts:
        yield from _head(submission, places)
    for item in submission.items:
        yield from _answer(item, item.item, form_set)
        for rule in item.rules:
            yield from _answer(rule, rule.rule, form_set)
    for row in submission.summary:
        yield from _row(row, form_set)
    for line in submission.counts:
        yield from _count(line, form_set)


def _head(submission: Submission, places: Mapping[str, str | None]) -> Iterator[tuple[Key, Statement]]:
    """The head of a form; a summary and the report around it have days and contacts of their own."""
    day = submission.filled_on.isoformat() if submission.filled_on else None
    total = shown(submission.stated_total)
    said = (("person", "联系人", submission.person), ("phone", "联系电话", submission.phone))
    for name, words, value in (*said, ("filled_on", "填报日期", day), ("stated_total", "总分", total)):
        if value:
            yield ("", name), Statement(words, value, places.get(name))


def _answer(answer: ItemAnswer | RuleAnswer, about: str, form_set: FormSet) -> Iterator[tuple[Key, Statement]]:
    called = f"“{form_set.name_of(about)}”"
    for name, words in SCORES.items():
        value = shown(getattr(answer, name))
        if value:
            yield (about, name), Statement(f"{called}{words}", value, answer.place)
    if isinstance(answer, RuleAnswer) and answer.count is not None:
        yield (about, "count"), Statement(f"{called}项数", str(answer.count), answer.place)
    if answer.not_applicable:
        yield (about, "self_score"), Statement(f"{called}自评得分", "不适用", answer.place)
    if answer.note:
        yield (about, "note"), Statement(f"{called}备注", answer.note, answer.place)


def _row(row: SummaryRow, form_set: FormSet) -> Iterator[tuple[Key, Statement]]:
    headings = form_set.layouts["city_summary"].columns
    unit = close_up(row.name)
    yield (unit, _LISTED), Statement(f"“{row.name}”一行", "有", row.place)
    for name in _ROW:
        value = shown(getattr(row, name))
        if value:
            yield (unit, name), Statement(f"“{row.name}”{headings[name][0]}", value, row.place)


def _count(line: SummaryCount, form_set: FormSet) -> Iterator[tuple[Key, Statement]]:
    headings = form_set.layouts["city_summary"].counts
    for name, value in line.counts:
        if value is not None:
            words = f"分级统计“{line.level}”{headings[name][0]}"
            yield (f"分级统计{line.level}", name), Statement(words, str(value), line.place)


def shown(value: Decimal | bool | str | None) -> str:
    """A value in a person's words; empty for none."""
    if isinstance(value, bool):
        return "是" if value else "否"
    return format(value.normalize(), "f") if isinstance(value, Decimal) else value or ""

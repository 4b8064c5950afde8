"""From answers to points: one Scorecard per form, each number with the sentence that says how it came about.

Nothing is clamped, rounded up or guessed.  A rule kind is one small function in :data:`KINDS`; the form set says which
rule is of which kind, and nothing of a table stands here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Decimal
from functools import lru_cache

from jieyue.figures import plain
from jieyue.formset import FormSet, Item, Rule
from jieyue.frozen import frozen
from jieyue.model import (
    Basis,
    ItemAnswer,
    ItemScore,
    Problem,
    RuleAnswer,
    RuleScore,
    Scorecard,
    Submission,
)
from jieyue.problems import problem

POLICIES = ("none", "full", "rescale")
"""What 不适用 counts: nothing known (``none``), full marks (``full``), or out of the whole (``rescale``)."""

POLICY_WORDS = {"none": "不计分，由人工处理", "full": "给满分", "rescale": "不计入总分，按比例折算"}
"""The same in a clerk's words."""
_CENT = Decimal("0.01")
_COLUMNS = {Basis.SELF: "self_score", Basis.VERIFIED: "verified_score", Basis.CORRECTED: "self_score"}
_WORDS = {Basis.SELF: "自评", Basis.VERIFIED: "核查", Basis.CORRECTED: "更正后"}


@frozen
class Counted:
    """The points of one line of the table; ``excluded`` are points that 不适用 takes out of the whole."""

    score: Decimal | None
    working: str
    problems: tuple[Problem, ...] = ()
    excluded: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Scale:
    """What every line is scored by: the basis and the bureau's policy for 不适用."""

    form_set: FormSet
    basis: Basis
    policy: str


def scorecard(submission: Submission, form_set: FormSet, basis: Basis = Basis.SELF, policy: str = "") -> Scorecard:
    """The points of ``submission`` on one basis; ``policy`` (default: the form set's) says what 不适用 counts.

    ``passed`` is None until every item has a score; 80 of 80 passes, 79.5 does not.
    """
    scale = Scale(form_set, basis, policy or form_set.not_applicable)
    answers = {answer.item: answer for answer in submission.items}
    scored = [_item(item, answers.get(item.id), scale) for item in form_set.items]
    items = tuple(item for item, _ in scored)
    excluded = sum((line.excluded for _, line in scored), Decimal(0))
    total, passed, working = _total(items, excluded, scale)
    problems = tuple(found for _, line in scored for found in line.problems)
    return Scorecard(
        submission.unit, submission.year, basis, items, total, form_set.pass_mark, passed, working, problems
    )


def _total(items: tuple[ItemScore, ...], excluded: Decimal, scale: Scale) -> tuple[Decimal | None, bool | None, str]:
    scores = [item.score for item in items]
    known = [score for score in scores if score is not None]
    missing = [item.item for item in items if item.score is None]
    if missing:
        return None, None, f"{'、'.join(missing)}还没有得分，不能得出总分和结论"
    points, mark, whole = sum(known, Decimal(0)), scale.form_set.pass_mark, scale.form_set.total
    vetoed = _vetoed(items, scale.form_set)
    passed = points * whole >= mark * (whole - excluded) and not vetoed
    total = points if not excluded else (points * whole / (whole - excluded)).quantize(_CENT, rounding=ROUND_DOWN)
    share = f"，不适用的{plain(excluded)}分不计入，按{plain(whole)}分折算为{plain(total)}分" if excluded else ""
    verdict = f"必须完成的{'、'.join(vetoed)}为0分，不达标" if vetoed else _verdict(passed, total, mark)
    return total, passed, f"各项目相加为{plain(points)}分{share}；{verdict}"


def _verdict(passed: bool, total: Decimal, mark: Decimal) -> str:
    if passed:
        return f"达到{plain(mark)}分，达标"
    gap = f"，差{plain(mark - total)}分" if total < mark else ""
    return f"未达到{plain(mark)}分{gap}，不达标"


def _vetoed(items: tuple[ItemScore, ...], form_set: FormSet) -> list[str]:
    """The 必须完成项 that got nothing; where only the item was scored, an item of 0 leaves none of its rules done."""
    scores = {rule.rule: rule.score for item in items for rule in item.rules}
    for item in items:
        if not item.rules and item.score == 0:
            scores |= {rule.id: Decimal(0) for rule in form_set.item_by_id[item.item].rules}
    return [rule.id for rule in form_set.rules() if rule.veto and scores.get(rule.id) == 0]


def _item(item: Item, answer: ItemAnswer | None, scale: Scale) -> tuple[ItemScore, Counted]:
    word = _WORDS[scale.basis]
    if answer is None:
        line = Counted(None, f"表中没有这一项的{word}得分")
    elif answer.rules and _speaks(answer, scale):
        return _by_rules(item, answer, scale)
    elif answer.not_applicable:
        line = _not_applicable(item.id, item.max, answer, scale)
        line = replace(line, score=Decimal(0)) if line.excluded else line
    else:
        line = _in_range(getattr(answer, _COLUMNS[scale.basis]), item.id, item.max, answer, scale)
    return ItemScore(item.id, item.max, line.score, line.working), line


def _speaks(answer: ItemAnswer, scale: Scale) -> bool:
    """Whether the rules carry points of their own: a form may print all rules and score the item alone."""
    column = _COLUMNS[scale.basis]
    if getattr(answer, column) is None:
        return True
    return any(getattr(rule, column) is not None for rule in answer.rules)


def _by_rules(item: Item, answer: ItemAnswer, scale: Scale) -> tuple[ItemScore, Counted]:
    answers = {rule.rule: rule for rule in answer.rules}
    lines = [(rule, _rule(rule, answers.get(rule.id), scale)) for rule in item.rules]
    rules = tuple([_alike(rule.id, rule.max, _exactly(line.score), line.working) for rule, line in lines])
    line = _sum(item, answer, lines, scale)
    return ItemScore(item.id, item.max, line.score, line.working, rules), line


@lru_cache(maxsize=65536)
def _alike(rule: str, most: Decimal, score: str | None, working: str) -> RuleScore:
    """The points of a rule; thousands of units have the same, to the digit, and share them."""
    return RuleScore(rule, most, None if score is None else Decimal(score), working)


def _exactly(score: Decimal | None) -> str | None:
    """Every digit: 4 and 4.0 are equal, and not the same."""
    return None if score is None else str(score)


def _sum(item: Item, answer: ItemAnswer, lines: list[tuple[Rule, Counted]], scale: Scale) -> Counted:
    problems = tuple(found for _, line in lines for found in line.problems)
    excluded = sum((line.excluded for _, line in lines), Decimal(0))
    missing = [rule.id for rule, line in lines if line.score is None and not line.excluded]
    if missing:
        return Counted(None, f"{'、'.join(missing)}没有得分，项目得分不能确定", problems, excluded)
    known = [line.score for _, line in lines if line.score is not None]
    points = sum(known, Decimal(0))
    stated = getattr(answer, _COLUMNS[scale.basis])
    adjusted = any(rule.not_applicable for rule in answer.rules)
    if stated is not None and stated != points and not adjusted:
        found = problem(
            "item-rules-mismatch",
            place=answer.place,
            about=item.id,
            found=plain(stated),
            name=scale.form_set.name_of(item.id),
            expected=plain(points),
        )
        return Counted(None, f"项目填{plain(stated)}分，各条相加为{plain(points)}分，待核对", (*problems, found))
    terms = "＋".join(plain(score) for score in known) or "0"
    return Counted(
        points,
        f"各条相加：{terms}＝{plain(points)}分" if len(known) > 1 else f"得{plain(points)}分",
        problems,
        excluded,
    )


def _rule(rule: Rule, answer: RuleAnswer | None, scale: Scale) -> Counted:
    if answer is None:
        return Counted(None, f"表中没有这一条的{_WORDS[scale.basis]}得分")
    if answer.not_applicable:
        return _not_applicable(rule.id, rule.max, answer, scale)
    return KINDS[rule.kind](rule, answer, scale)


def _up_to(rule: Rule, answer: RuleAnswer, scale: Scale) -> Counted:
    return _in_range(getattr(answer, _COLUMNS[scale.basis]), rule.id, rule.max, answer, scale)


def _all_or_nothing(rule: Rule, answer: RuleAnswer, scale: Scale) -> Counted:
    line = _up_to(rule, answer, scale)
    if line.score is None:
        return line
    if line.score == rule.max:
        return replace(line, working=f"完成，得{plain(rule.max)}分")
    if line.score == 0:
        return replace(line, working="没有完成，不得分")
    found = problem(
        "score-partial",
        place=answer.place,
        about=rule.id,
        found=plain(line.score),
        name=scale.form_set.name_of(rule.id),
        max=plain(rule.max),
    )
    return replace(line, working=f"{line.working}（此条只有{plain(rule.max)}分或0分，请核实）", problems=(found,))


def _per_count(rule: Rule, answer: RuleAnswer, scale: Scale) -> Counted:
    line = _up_to(rule, answer, scale)
    if answer.count is None or scale.basis is Basis.VERIFIED or rule.each is None or rule.count is None:
        return line
    earned = min(rule.each * answer.count, rule.max)
    capped = f"，最高{plain(rule.max)}分" if rule.each * answer.count > rule.max else ""
    working = f"{rule.count.thing}{answer.count}{rule.count.unit}，每{rule.count.unit}{plain(rule.each)}分{capped}，"
    if line.score is None and getattr(answer, _COLUMNS[scale.basis]) is None:
        return Counted(earned, f"{working}得{plain(earned)}分")
    if line.score in (None, earned):
        return replace(line, working=f"{working}得{plain(earned)}分") if line.score is not None else line
    found = problem(
        "count-mismatch",
        place=answer.place,
        about=rule.id,
        found=plain(line.score),
        name=scale.form_set.name_of(rule.id),
        count=answer.count,
        unit=rule.count.unit,
        expected=plain(earned),
    )
    return Counted(None, f"{working}应得{plain(earned)}分，表中为{plain(line.score)}分，待核对", (found,))


KINDS: Mapping[str, Callable[[Rule, RuleAnswer, Scale], Counted]] = {
    "all-or-nothing": _all_or_nothing,
    "up-to": _up_to,
    "per-count": _per_count,
}
"""How each kind of rule counts; a form set names the kind, never a function."""


def _not_applicable(about: str, whole: Decimal, answer: ItemAnswer | RuleAnswer, scale: Scale) -> Counted:
    if scale.policy == "full":
        return Counted(whole, f"不适用，按本局口径计{plain(whole)}分")
    if scale.policy == "rescale":
        return Counted(None, f"不适用，{plain(whole)}分不计入总分", excluded=whole)
    found = problem(
        "not-applicable",
        place=answer.place,
        about=about,
        found=answer.raw or "不适用",
        name=scale.form_set.name_of(about),
    )
    return Counted(None, "填不适用，本局尚未定如何计分", (found,))


def _in_range(
    score: Decimal | None, about: str, whole: Decimal, answer: ItemAnswer | RuleAnswer, scale: Scale
) -> Counted:
    """The score as it stands; outside 0 to the maximum it is not counted, and said."""
    if score is None:
        return Counted(None, f"没有{_WORDS[scale.basis]}得分")
    if 0 <= score <= whole:
        return Counted(score, f"{_WORDS[scale.basis]}得{plain(score)}分（满分{plain(whole)}分）")
    code = "score-negative" if score < 0 else "score-above-maximum"
    found = problem(code, place=answer.place, about=about, found=answer.raw or plain(score), max=plain(whole))
    name = scale.form_set.name_of(about)
    return Counted(None, f"{name}填{plain(score)}分，不在0到{plain(whole)}分之间，不计", (found,))

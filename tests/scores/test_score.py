from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from jieyue.formset import FormSet, load_form_set, read_form_set
from jieyue.model import Basis, ItemAnswer, RuleAnswer, Source, Submission
from jieyue.record import card_record, dumps, loads
from jieyue.schema import faults_of
from jieyue.score import scorecard

HERE = Path(__file__).parent
SETS = {"hunan-2020": load_form_set(), "invented-2030": read_form_set(HERE / "invented-2030")}
_VERDICTS = {True: "达标", False: "不达标", None: "未定"}


class _Plain(yaml.SafeLoader):
    """Numbers and ids stay text, so that ids keep their dots and scores their digits."""


_Plain.yaml_implicit_resolvers = {}


def _load() -> dict[str, Any]:
    text = (HERE / "cases.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.load(text, _Plain)  # noqa: S506 - a SafeLoader
    return found


CASES = [pytest.param(SETS[name], case, id=f"{name} {case['名']}") for name, cases in _load().items() for case in cases]


def _score(case: dict[str, Any], about: str, whole: Decimal) -> Decimal | None:
    told = case.get("得", {})
    if about in told:
        return None if told[about] == "null" else Decimal(told[about])
    return None if about in case.get("数", {}) or about in case.get("不适用", ()) else whole


def _items(form_set: FormSet, case: dict[str, Any]) -> tuple[ItemAnswer, ...]:
    if "项目" in case:
        return tuple(ItemAnswer(item, Decimal(score)) for item, score in case["项目"].items())
    counts = {about: int(count) for about, count in case.get("数", {}).items()}
    excused = case.get("不适用", ())
    return tuple(
        ItemAnswer(
            item.id,
            rules=tuple(
                RuleAnswer(
                    rule.id,
                    _score(case, rule.id, rule.max),
                    count=counts.get(rule.id),
                    not_applicable=rule.id in excused,
                )
                for rule in item.rules
            ),
        )
        for item in form_set.items
    )


def _submission(form_set: FormSet, items: tuple[ItemAnswer, ...]) -> Submission:
    return Submission(Source("例.xlsx", "0" * 64, "xlsx"), form_set.id, year=2026, unit="某单位", items=items)


@pytest.mark.parametrize(("form_set", "case"), CASES)
def test_a_case_scores_as_written(form_set: FormSet, case: dict[str, Any]) -> None:
    card = scorecard(_submission(form_set, _items(form_set, case)), form_set, Basis.SELF, case.get("口径", ""))
    assert card.total == (Decimal(case["总分"]) if "总分" in case else None)
    assert _VERDICTS[card.passed] == case["结论"]
    assert [found.code for found in card.problems] == case.get("问题", [])
    workings = {rule.rule: rule.working for item in card.items for rule in item.rules}
    assert {about: workings[about] for about in case.get("由来", {})} == case.get("由来", {})


@pytest.mark.parametrize(("form_set", "case"), CASES)
def test_every_scorecard_satisfies_its_schema_and_says_how_each_number_came(
    form_set: FormSet, case: dict[str, Any]
) -> None:
    card = scorecard(_submission(form_set, _items(form_set, case)), form_set, Basis.SELF, case.get("口径", ""))
    assert faults_of(loads(dumps(card_record(card))), "scorecard") == []
    assert all(item.working for item in card.items)
    assert card.working


def test_verified_scores_alone_decide_and_the_self_score_stays_beside() -> None:
    form_set = SETS["hunan-2020"]
    items = tuple(ItemAnswer(item.id, item.max, item.max - 2) for item in form_set.items)
    submission = _submission(form_set, items)
    assert scorecard(submission, form_set, Basis.SELF).total == 100
    verified = scorecard(submission, form_set, Basis.VERIFIED)
    assert (verified.total, verified.passed) == (Decimal(78), False)


def test_a_form_that_prints_every_rule_and_scores_the_item_keeps_the_item_score() -> None:
    form_set = SETS["hunan-2020"]
    items = tuple(
        ItemAnswer(item.id, item.max, rules=tuple(RuleAnswer(rule.id) for rule in item.rules))
        for item in form_set.items
    )
    assert scorecard(_submission(form_set, items), form_set).total == 100


def test_an_item_whose_rules_do_not_add_up_to_it_has_no_score() -> None:
    form_set = SETS["hunan-2020"]
    rules = (RuleAnswer("2.1.1", Decimal(4)), RuleAnswer("2.1.2", Decimal(3)))
    card = scorecard(_submission(form_set, (ItemAnswer("2.1", Decimal(8), rules=rules),)), form_set)
    assert card.items[1].score is None
    assert [found.code for found in card.problems] == ["item-rules-mismatch"]

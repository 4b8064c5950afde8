"""整改: one letter to each unit of the desk that failed, with only what was verified."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from generate.decimals import aligned
from generate.listing import scorecard, with_its_sum
from generate.paper import Annex, Desk, NothingToReport, Paper
from generate.phrases import (
    contact,
    not_applicable_sentence,
    own_basis,
    receiving_office,
    titled,
    we,
)
from generate.values import Rows
from generate.wording import enumerated, full_day, quoted
from jieyue.errors import WrongUsage
from jieyue.figures import plain
from jieyue.formset import FormSet, Item
from jieyue.model import Scorecard, Standing, Submission

_NO_REASON = "核查表未注明"
_HOW_MUCH = re.compile(r"扣\s*\d+(?:\.\d+)?\s*分[。；]?")
_MOST = 3
"""So many 项目 are named as where most points went."""


def papers(desk: Desk) -> Iterator[Paper]:
    """One letter per failing unit, in register order; only the one asked for when the desk names a unit."""
    failing = [one for one in desk.book.standings if one.passed is False and one.verified_card]
    if desk.unit:
        failing = [one for one in failing if one.unit.name == desk.unit]
    if not failing:
        raise NothingToReport(_nothing(desk))
    for standing in failing:
        yield _letter(desk, standing)


def _nothing(desk: Desk) -> str:
    if desk.unit is None:
        return "没有经核查未达标的单位，无需发整改文书"
    if all(desk.unit != one.unit.name for one in desk.book.standings):
        raise WrongUsage(f"单位名录中没有“{desk.unit}”；请核对单位全称")
    return f"“{desk.unit}”没有未达标的核查结论，无需发整改文书"


def _letter(desk: Desk, standing: Standing) -> Paper:
    settings, form_set = desk.settings, desk.form_set
    card, unit = _card(standing), standing.unit.name
    notice = settings.policy.rectification_kind == "通知"
    you = "你单位" if notice else "贵单位"
    total = card.total or Decimal(0)
    lost = lost_points(form_set, settings.level.value, card, standing.verification)
    return Paper(
        template="整改",
        title=titled(settings, f"{unit}{settings.year}年度节约型机关创建整改事项的{'通知' if notice else '函'}"),
        file_name=f"整改-{unit}",
        format="letter",
        unit=unit,
        addressees=(standing.unit.addressee or unit,),
        annexes=(Annex("评分表", f"{unit}{settings.year}年度节约型机关创建核查评分表"),),
        context={
            "依据": own_basis(settings),
            "核查经过": _visit(desk, standing, you) + not_applicable_sentence(desk, [standing]),
            "你单位": you,
            "核查分": plain(card.total),
            "满分": plain(form_set.total),
            "达标线": plain(card.pass_mark),
            "差分": plain(card.pass_mark - total),
            "告知": "通知" if notice else "函告",
            "问题概述": _overview(lost, form_set, card),
            "扣分": lost,
            "整改期限": full_day(settings.deadline("rectification", form_set)),
            "接收处室": receiving_office(settings),
            "下一年度": settings.year + 1,
            "本机关": we(settings),
            "结语": "特此通知。" if notice else "特此函达。",
            **with_its_sum(scorecard(form_set, settings.level.value, card, standing.self_card)),
            **contact(desk),
        },
    )


def _card(standing: Standing) -> Scorecard:
    if standing.verified_card is None:
        raise WrongUsage(f"“{standing.unit.name}”没有核查评分，不能发整改文书")
    return standing.verified_card


def _visit(desk: Desk, standing: Standing, you: str) -> str:
    visit = standing.verification.filled_on if standing.verification else None
    when = f"于{full_day(visit)}" if visit else ""
    return f"{we(desk.settings)}{when}对{you}{desk.settings.year}年度节约型机关创建情况进行了现场核查。"


def lost_points(form_set: FormSet, level: str, card: Scorecard, sheet: Submission | None) -> Rows:
    """Every rule (or item scored whole) marked down: number, words, possible, given, lost, why."""
    reasons = _reasons(sheet)
    lines: list[tuple[str, str, Decimal, Decimal]] = []
    for item in card.items:
        if item.rules:
            lines.extend(
                (rule.rule, form_set.rule_by_id[rule.rule].wording(level), rule.max, rule.score)
                for rule in item.rules
                if rule.score is not None and rule.score < rule.max
            )
        elif item.score is not None and item.score < item.max:
            lines.append((item.item, _whole(form_set.item_by_id[item.item]), item.max, item.score))
    table = Rows(
        ("序号", "编号", "规则", "分值", "得分", "扣分", "原因"),
        [
            (n, about, words, plain(whole), plain(given), plain(whole - given), reasons.get(about, _NO_REASON))
            for n, (about, words, whole, given) in enumerate(lines, 1)
        ],
    )
    return aligned(table, "分值", "得分", "扣分")


def _whole(item: Item) -> str:
    """An item scored as a whole, with the rules it is made of."""
    first, last = item.rules[0].id, item.rules[-1].id
    return item.title if first == last else f"{item.title}（{first}～{last}按项目合并评分）"


def _reasons(sheet: Submission | None) -> dict[str, str]:
    """The note the verifiers wrote beside each rule; an item's note stands for its rules without one."""
    reasons: dict[str, str] = {}
    for item in sheet.items if sheet else ():
        for rule in item.rules:
            reasons[rule.rule] = _why(rule.note) or _why(item.note)
        reasons[item.item] = _why(item.note)
    return {about: reason for about, reason in reasons.items() if reason}


def _why(note: str | None) -> str:
    """A note that says why; 扣2分 alone says only how much, and of what the unit gave itself."""
    return "" if note is None or _HOW_MUCH.fullmatch(note) else note


def _overview(lost: Rows, form_set: FormSet, card: Scorecard) -> str:
    total = plain(form_set.total - (card.total or Decimal(0)))
    one = len(lost.rows) == 1
    text = f"核查共有{len(lost.rows)}处扣分，{'' if one else '合计'}扣{total}分"
    zeros = [rule.id for rule in form_set.rules() if rule.highlight_zero and _score(card, rule.id) == 0]
    titles = dict.fromkeys(form_set.item_of_rule[about].title for about in zeros)
    worst = [] if one else _worst(form_set, card)
    text += f"，其中{enumerated([f'{quoted(title)}扣{plain(points)}分' for title, points in worst])}" if worst else ""
    text += f"；{enumerated([quoted(title) for title in titles])}未得分，应重点整改" if titles else ""
    return f"{text}。"


def _worst(form_set: FormSet, card: Scorecard) -> list[tuple[str, Decimal]]:
    """The 项目 that lost most, the most first; nothing where the loss is in one 项目 alone."""
    losses = [
        (form_set.item_by_id[item.item].title, item.max - item.score) for item in card.items if item.score is not None
    ]
    losses = sorted((loss for loss in losses if loss[1] > 0), key=lambda loss: -loss[1])
    return losses[:_MOST] if len(losses) > 1 else []


def _score(card: Scorecard, about: str) -> Decimal | None:
    for item in card.items:
        for rule in item.rules:
            if rule.rule == about:
                return rule.score
        if about.startswith(f"{item.item}.") and not item.rules and item.score == 0:
            return item.score
    return None

"""What the scores tell: the rules most often marked down, and how far self-assessment and verification lie apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from generate.paper import Desk
from generate.values import hanzi
from generate.wording import percentage, quoted
from jieyue.figures import Inflation, Loss, inflation, marked_down, plain
from jieyue.formset import FormSet

_POINTS = re.compile(r"得[\d.]+分")
_MOST = 3
_A_GROUP = 3


def faults_found(desk: Desk) -> list[str]:
    """Paragraphs for 存在的问题, from the verified scores only."""
    losses = marked_down(desk.book, desk.form_set)
    paragraphs = [common_shortfalls(desk, losses[:_MOST])] if losses else [_without_losses(desk)]
    difference = self_and_verified(desk)
    return [*paragraphs, *([difference] if difference else [])]


def _without_losses(desk: Desk) -> str:
    scored = any(standing.verified_card for standing in desk.book.standings)
    return "从核查评分看，各条评分规则均未扣分。" if scored else "各地汇总表未列分项得分，失分情况由各地自行分析。"


def common_shortfalls(desk: Desk, losses: tuple[Loss, ...]) -> str:
    """从核查评分看，失分较多的是：…."""
    if all(loss.scored == 1 for loss in losses):
        named = [called(desk.form_set, loss.about, desk.settings.level.value) for loss in losses]
        return f"从核查评分看，失分的{'是' if len(named) == 1 else '主要有：'}{counted_off(named)}。"
    parts = [
        f"{called(desk.form_set, loss.about, desk.settings.level.value)}，{loss.units}家单位失分，"
        f"占已评分单位的{percentage(loss.share)}"
        for loss in losses
    ]
    if len(parts) == 1:
        return f"从核查评分看，失分的是{parts[0]}。"
    return f"从核查评分看，失分单位较多的评分规则依次为：{counted_off(parts)}。"


def counted_off(parts: Sequence[str]) -> str:
    """一是甲；二是乙: the way a text lists what is too long for 、 alone."""
    if len(parts) == 1:
        return parts[0]
    return "；".join(f"{hanzi(number)}是{part}" for number, part in enumerate(parts, 1))


def called(form_set: FormSet, about: str, level: str) -> str:
    """A rule by its own words without its points, an item by its title."""
    if about in form_set.item_by_id:
        return f"{quoted(form_set.item_by_id[about].title)}项目"
    title = form_set.item_of_rule[about].title
    return f"{quoted(title)}项目中{quoted(without_points(form_set.rule_by_id[about].wording(level)))}一条"


def without_points(text: str) -> str:
    """The rule's words up to the clause that gives points."""
    points = _POINTS.search(text)
    if not points:
        return text.rstrip("。")
    head = text[: points.start()]
    cut = max(head.rfind(mark) for mark in "，。；,")
    return head[:cut] if cut > 0 else head


def self_and_verified(desk: Desk) -> str:
    """How far self-assessment lies above or below verification; empty when no unit has both."""
    rows = inflation(desk.book)
    if not rows:
        return ""
    whole = rows[-1]
    who = "该单位" if whole.units == 1 else f"{whole.units}家单位"
    if not whole.mean and not whole.largest:
        return f"{who}的自评得分与核查得分一致。"
    if not whole.mean:
        return f"{who}的自评得分与核查得分总体持平，自评偏高最多的高出{plain(whole.largest)}分。"
    if whole.units == 1:
        return f"该单位自评得分比核查得分{_way(whole.mean)}{plain(abs(whole.mean))}分。"
    text = f"{who}自评得分比核查得分平均{_way(whole.mean)}{plain(abs(whole.mean))}分"
    if whole.mean < 0:
        return f"{text}。"
    return f"{text}，最多的高出{plain(whole.largest)}分{_widest(rows[:-1])}，自评的准确性有待提高。"


def _way(difference: Decimal) -> str:
    return "高" if difference > 0 else "低"


def _widest(groups: Sequence[Inflation]) -> str:
    """The kind of unit that overrates itself most; a group of one or two is nobody to point at."""
    large = [group for group in groups if group.units >= _A_GROUP and group.mean > 0]
    if len(large) < 2:
        return ""
    worst = max(large, key=lambda group: group.mean)
    return f"，其中{worst.name}平均高{plain(worst.mean)}分"

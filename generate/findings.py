"""What the scores tell: the rules most often marked down, and how far self-assessment and verification lie apart."""

from __future__ import annotations

import re

from generate.paper import Desk
from generate.wording import percentage, quoted
from jieyue.figures import Loss, inflation, marked_down, plain
from jieyue.formset import FormSet

_POINTS = re.compile(r"得[\d.]+分")
_MOST = 5


def faults_found(desk: Desk) -> list[str]:
    """Paragraphs for 存在的问题, from the verified scores only."""
    losses = marked_down(desk.book, desk.form_set)
    paragraphs = [common_shortfalls(desk, losses[:_MOST])] if losses else ["从核查评分看，各条评分规则均未扣分。"]
    difference = self_and_verified(desk)
    return [*paragraphs, *([difference] if difference else [])]


def common_shortfalls(desk: Desk, losses: tuple[Loss, ...]) -> str:
    """从核查评分看，失分较多的是：…."""
    parts = [
        f"{called(desk.form_set, loss.about, desk.settings.level.value)}，{loss.units}家单位失分，"
        f"占参评单位的{percentage(loss.share)}"
        for loss in losses
    ]
    if len(parts) == 1:
        return f"从核查评分看，失分的是{parts[0]}。"
    return f"从核查评分看，失分较多的依次是：{'；'.join(parts)}。"


def called(form_set: FormSet, about: str, level: str) -> str:
    """A rule by its own words without its points, an item by its title."""
    if about in form_set.item_by_id:
        return f"{quoted(form_set.item_by_id[about].title)}项目"
    title = form_set.item_of_rule[about].title
    return f"{quoted(title)}中{quoted(without_points(form_set.rule_by_id[about].wording(level)))}"


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
    if not whole.mean and not whole.largest:
        return f"自评与核查结果一致：{whole.units}家单位的自评得分与核查得分没有差异。"
    way = "高于" if whole.mean >= 0 else "低于"
    text = f"{whole.units}家单位自评得分平均{way}核查得分{plain(abs(whole.mean))}分"
    if whole.largest > 0:
        text += f"，自评偏高最多的相差{plain(whole.largest)}分"
    worst = max(rows[:-1], key=lambda row: row.mean)
    if len(rows) > 2 and worst.mean > 0:
        text += f"；其中{worst.name}平均偏高{plain(worst.mean)}分，差距最大"
    return f"{text}，自评的准确性有待提高。" if whole.mean > 0 else f"{text}。"

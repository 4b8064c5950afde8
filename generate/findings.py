"""What the scores tell: the rules most often marked down, and how far self-assessment and verification lie apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from generate.paper import Desk
from generate.values import hanzi
from generate.wording import percentage, quoted
from jieyue.figures import Inflation, Loss, inflation, marked_down, percent, plain, rounded
from jieyue.formset import FormSet
from jieyue.model import Standing

_POINTS = re.compile(r"得[\d.]+分")
_MOST = 3
_A_GROUP = 3


def faults_found(desk: Desk) -> list[str]:
    """Paragraphs for 存在的问题, from records only; each begins with a short sentence that says what it is about."""
    losses = marked_down(desk.book, desk.form_set)
    shortfalls = f"部分评分要求落实不到位。{common_shortfalls(desk, losses[:_MOST])}" if losses else ""
    found = [shortfalls, overrated(desk), *_of_units(desk)]
    return [paragraph for paragraph in found if paragraph] or [_nothing_found(desk)]


def _nothing_found(desk: Desk) -> str:
    scored = any(standing.verified_card for standing in desk.book.standings)
    if scored:
        return "从核查评分看，各条评分规则均未扣分，没有发现突出问题。"
    return "各地汇总表未列分项得分，失分情况由各地自行分析。"


def _of_units(desk: Desk) -> Iterator[str]:
    """Who failed again, who came late, who did not report."""
    standings = desk.book.standings
    again = sum(one.unit.failed_last_year and one.passed is False for one in standings)
    late = sum(one.late for one in standings)
    missing = sum(one.submission is None and one.summary is None and not one.passed_before for one in standings)
    if again:
        yield f"整改不够到位。上年度未达标的单位中，有{again}家本年度仍未达标。"
    if late:
        yield f"报送不够及时。有{late}家单位逾期报送自评材料。"
    if missing:
        yield f"创建覆盖面有待扩大。尚有{missing}家单位未开展自评。"


def common_shortfalls(desk: Desk, losses: tuple[Loss, ...]) -> str:
    """从核查评分看，失分较多的是：…."""
    if all(loss.scored == 1 for loss in losses):
        named = [called(desk.form_set, loss.about, desk.settings.level.value) for loss in losses]
        return f"从核查评分看，失分的{'是' if len(named) == 1 else '主要有：'}{counted_off(named)}。"
    parts = [f"{called(desk.form_set, loss.about, desk.settings.level.value)}，{_how_many(loss)}" for loss in losses]
    if len(parts) == 1:
        return f"从核查评分看，失分的是{parts[0]}。"
    return f"从核查评分看，失分单位较多的依次为：{counted_off(parts)}。"


def _how_many(loss: Loss) -> str:
    if loss.units == loss.scored:
        return f"{loss.scored}家已评分单位均失分"
    return f"{loss.units}家单位失分，占已评分单位的{percentage(loss.share)}"


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


def overrated(desk: Desk) -> str:
    """自评不够准确…, where self-assessment lies above verification; empty otherwise."""
    rows = inflation(desk.book)
    whole = rows[-1] if rows else None
    if whole is None or whole.largest <= 0:
        return ""
    if whole.units == 1:
        return f"自评不够准确。该单位自评得分比核查得分高{plain(whole.largest)}分。"
    if whole.mean <= 0:
        return f"个别单位自评偏高。最多的自评得分比核查得分高出{plain(whole.largest)}分。"
    return f"自评不够准确。{_apart(desk, whole)}{_by_group(rows[:-1])}。"


def _apart(desk: Desk, whole: Inflation) -> str:
    if len({one.self_total - one.verified_total for one in _both(desk)}) == 1:  # type: ignore[operator]
        return f"{whole.units}家单位自评得分均比核查得分高{plain(whole.mean)}分"
    return f"{whole.units}家单位自评得分比核查得分平均高{plain(whole.mean)}分，最多的高出{plain(whole.largest)}分"


def _by_group(groups: Sequence[Inflation]) -> str:
    """By the kind of unit, the most overrated first; a group of one or two is nobody to point at."""
    large = sorted((one for one in groups if one.units >= _A_GROUP and one.mean > 0), key=lambda one: -one.mean)
    if len(large) < 2:
        return ""
    return f"；按单位性质看，{'，'.join(f'{one.name}平均高{plain(one.mean)}分' for one in large)}"


def agreement(desk: Desk) -> str:
    """How many self-assessments verification bears out, within the tolerance of the spot check; empty without any."""
    both = _both(desk)
    if not both:
        return ""
    tolerance = desk.settings.policy.spot_check_tolerance
    within = f"自评得分与核查得分相差{plain(tolerance)}分以内"
    close = sum(abs(one.self_total - one.verified_total) <= tolerance for one in both)  # type: ignore[operator]
    if len(both) == 1:
        return f"该单位{within}。" if close else f"该单位自评得分与核查得分相差超过{plain(tolerance)}分。"
    if close == len(both):
        return f"{len(both)}家单位的{within}。"
    if not close:
        return f"{len(both)}家单位的自评得分与核查得分相差均超过{plain(tolerance)}分。"
    share = percentage(percent(close, len(both)))
    return f"{len(both)}家两项得分齐全的单位中，自评与核查相差{plain(tolerance)}分以内的有{close}家，占{share}。"


def on_last_year(desk: Desk) -> str:
    """How the verified scores moved against last year's, where several units have both; empty otherwise."""
    before = dict(desk.book.previous)
    pairs = [
        (before[one.unit.name], one.verified_total)
        for one in desk.book.standings
        if one.unit.name in before and one.verified_total is not None
    ]
    if len(pairs) < 2:
        return ""
    was, now = (rounded(sum(scores, Decimal(0)) / len(pairs)) for scores in zip(*pairs, strict=True))
    up, down = sum(new > old for old, new in pairs), sum(new < old for old, new in pairs)
    moved = f"由{plain(was)}分{'提高到' if now > was else '下降到'}{plain(now)}分"
    means = moved if now != was else f"与上年度持平，为{plain(now)}分"
    parts = "、".join([*([f"{up}家提高"] if up else []), *([f"{down}家下降"] if down else [])])
    tail = f"，其中{parts}" if parts else ""
    return f"上年度已评分的{len(pairs)}家单位，平均核查得分{means}{tail}。"


def _both(desk: Desk) -> list[Standing]:
    return [one for one in desk.book.standings if one.self_total is not None and one.verified_total is not None]

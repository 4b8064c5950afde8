"""备案: the year's overall situation, reported to the bureau above (province to 国管局, city to province)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generate.chart import Chart
from generate.decimals import aligned
from generate.findings import agreement, faults_found, on_last_year
from generate.listing import counts_by_level, counts_by_region, region, region_name, units
from generate.organs import in_organ_order
from generate.paper import Annex, Desk, NothingToReport, Paper
from generate.phrases import (
    again_sentence,
    area,
    full_basis,
    level_sentence,
    lower_desks,
    own_units,
    remark_contact,
    result_sentence,
    superior,
    target_paragraph,
    titled,
)
from generate.points import points
from generate.values import Rows
from generate.wording import full_day
from jieyue.figures import Tally, by_city, by_level, plain, tally
from jieyue.model import Level, Standing
from jieyue.spot_check import agrees


def papers(desk: Desk) -> Iterator[Paper]:
    """One report with chart and annexes."""
    book, settings = desk.book, desk.settings
    if not tally(book.standings).verified:
        raise NothingToReport("还没有单位完成核查，没有可以备案的总体情况；请先录入核查表")
    year = f"{settings.year}年度"
    passed = units((one for one in book.standings if one.passed), desk)
    failed = [one for one in book.standings if one.passed is False]
    annexes = {
        "统计": Annex("统计", f"{year}{area(settings)}节约型机关创建情况统计表"),
        "达标": Annex("达标", f"{year}节约型机关达标单位名单") if passed.rows else None,
        "未达标": Annex("未达标", f"{year}节约型机关未达标单位及整改安排") if failed else None,
    }
    regions = counts_by_region(desk)
    several = len(regions.rows) > 2
    yield Paper(
        template="备案",
        title=titled(settings, f"{year}{area(settings)}节约型机关创建总体情况的报告"),
        file_name="总体情况报告",
        addressees=(superior(settings),),
        annexes=tuple(annex for annex in annexes.values() if annex),
        absent=tuple(key for key, annex in annexes.items() if annex is None),
        signers=settings.signers.get("filing", ()),
        remark=remark_contact(desk),
        replaced=_chart(desk).parts(),
        context={
            "依据": full_basis(settings),
            "年度": settings.year,
            "区域": area(settings),
            "评价结果": result_sentence(desk) + again_sentence(desk) + on_last_year(desk),
            "目标完成情况": target_paragraph(desk),
            "分级情况": level_sentence(desk),
            "主要做法": points(desk.narrative.paragraphs("主要做法")),
            "核查抽查": _checks(desk),
            "存在问题": points([*faults_found(desk), *desk.narrative.paragraphs("存在问题")]),
            "下一步工作": points(desk.narrative.paragraphs("下一步工作")),
            "分地区": regions if several else Rows(regions.columns),
            "统计口径": "分地区、分层级" if several else "统计",
            "分层级": counts_by_level(desk),
            "达标": passed,
            "未达标": _failed(desk, failed),
        },
    )


def _chart(desk: Desk) -> Chart:
    """Registered, passed this year and passed in all, by level, or by region where there is one level only."""
    groups, what = by_level(desk.book), "层级"
    if len(groups) < 2:
        groups, what = by_city(desk.book), "地区"
    names = tuple(region_name(name, desk) for name, _ in groups)
    return Chart(
        f"各{what}节约型机关创建情况（单位：家）",
        names,
        (
            ("纳入创建范围", tuple(count.registered for _, count in groups)),
            ("当年达标", tuple(count.passed for _, count in groups)),
            ("累计达标", tuple(count.passed_in_all for _, count in groups)),
        ),
    )


def _checks(desk: Desk) -> list[str]:
    """What the desk verified itself, what the desks below did, and the second look at those."""
    own, word = tally(desk.own), own_units(desk.settings)
    mine = {standing.unit.name for standing in desk.own}
    below = tally(one for one in desk.book.standings if one.unit.name not in mine)
    text = f"对{own.verified}家{word}单位进行了现场核查，{_outcome(own)}。" if own.verified else ""
    if below.verified:
        who = lower_desks(desk.settings) or "各地"
        text += f"{who}对本地区{below.verified}家单位进行了核查，{_outcome(below)}。"
    text = text or f"本年度没有对{word}单位进行现场核查。"
    return [text + agreement(desk), *_spot_check(desk)]


def _outcome(count: Tally) -> str:
    if count.verified == 1:
        return "达到节约型机关标准" if count.passed else "未达到节约型机关标准"
    if not count.failed:
        return "全部达标"
    return f"达标{count.passed}家，未达标{count.failed}家" if count.passed else "均未达标"


def _spot_check(desk: Desk) -> list[str]:
    """What the second look at lower desks' results found, as far as it has been recorded."""
    if desk.settings.level is Level.COUNTY:
        return []
    drawn = [one for one in desk.book.standings if one.unit.name in desk.book.drawn]
    if not drawn:
        return ["本年度未组织复核抽查。"]
    text = f"对{lower_desks(desk.settings).removeprefix('各')}的核查结果组织了复核抽查，共抽取{len(drawn)}家单位"
    tolerance = desk.settings.policy.spot_check_tolerance
    looked_at = [(one, agrees(one.summary, one.verified_card, tolerance)) for one in drawn]
    checked = [(one, same) for one, same in looked_at if same is not None]
    if not checked:
        return [f"{text}，复核尚未完成。"]
    agreed = sum(same for _, same in checked)
    left = len(drawn) - len(checked)
    text += f"，已复核{len(checked)}家，{_agreed(agreed, len(checked), plain(tolerance))}；{_passed_again(checked)}"
    return [f"{text}；其余{left}家尚未完成复核。" if left else f"{text}。"]


def _passed_again(checked: Sequence[tuple[Standing, bool]]) -> str:
    failed = sum(one.passed is False for one, _ in checked)
    if failed in (0, len(checked)):
        return f"复核{'均' if len(checked) > 1 else ''}{'未' if failed else ''}达标"
    return f"{failed}家复核未达标"


def _agreed(agreed: int, checked: int, tolerance: str) -> str:
    """How many second looks bear the first one out: the same conclusion, and scores within the tolerance."""
    within = f"与原核查结论一致且得分相差{tolerance}分以内"
    if agreed == checked:
        return f"均{within}" if checked > 1 else within
    apart = f"结论不一致或得分相差超过{tolerance}分"
    if not agreed:
        return f"与原核查{apart}" if checked == 1 else f"均与原核查{apart}"
    return f"{agreed}家{within}，{checked - agreed}家{apart}"


def _failed(desk: Desk, failed: list[Standing]) -> Rows:
    until = full_day(desk.settings.deadline("rectification", desk.form_set))
    table = Rows(
        ("序号", "单位", "地区", "层级", "核查分", "整改"),
        [
            (n, one.unit.name, region(one, desk), one.unit.level, plain(one.verified_total), f"{until}前完成整改")
            for n, one in enumerate(in_organ_order(failed), 1)
        ],
    )
    return aligned(table, "核查分")

"""Sentences that several documents share, for any level of desk."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from generate.paper import Blank, Desk
from generate.values import hanzi
from generate.wording import (
    NATIONAL_BASIS,
    WIDE_SPACE,
    blank_day,
    cited,
    full_day,
    joined,
    percentage,
    points_apart,
)
from jieyue.figures import Tally, by_level, tally
from jieyue.model import Level, Standing, Submission
from jieyue.settings import Settings

_WE = {"局": "我局", "中心": "我中心", "办公室": "我办", "处": "我处", "委": "我委", "委员会": "我委", "厅": "我厅"}
_MANY = 3
"""So many organs are no longer all named in a title."""
_OWN = {Level.PROVINCE: "省直", Level.CITY: "市直", Level.COUNTY: "县直"}
_LOWER = {Level.PROVINCE: "各市州机关事务管理局", Level.CITY: "各县市区机关事务管理局"}
_SUPERIOR = {Level.PROVINCE: "国家机关事务管理局", Level.CITY: "省机关事务管理局", Level.COUNTY: "市机关事务管理局"}


def area(settings: Settings) -> str:
    """全省, 全市, 全州, 全县 or 全区, by the region's own name."""
    last = settings.organ.region[-1:]
    if last in "省市州县区":
        return f"全{last}"
    return {Level.PROVINCE: "全省", Level.CITY: "全市", Level.COUNTY: "全县"}[settings.level]


def own_units(settings: Settings) -> str:
    """省直, 市直 (州直) or 县直 (区直)."""
    last = settings.organ.region[-1:]
    if settings.level is not Level.PROVINCE and last in "市州县区":
        return f"{last}直"
    return _OWN[settings.level]


def titled(settings: Settings, matter: str) -> str:
    """发文机关 + 关于 + 事由和文种 (R41)."""
    return f"{organs_in_title(settings)}关于{matter}"


def organs_in_title(settings: Settings) -> str:
    """The organ, or both of two; of more the host with 等三部门."""
    organs = (settings.organ.name, *settings.organ.joint)
    return " ".join(organs) if len(organs) < _MANY else f"{organs[0]}等{hanzi(len(organs))}部门"


def we(settings: Settings) -> str:
    """我局, 我中心, 我办: how the organ speaks of itself; several organs say 我们."""
    if settings.organ.joint:
        return "我们"
    for ending, word in sorted(_WE.items(), key=lambda pair: -len(pair[0])):
        if settings.organ.name.endswith(ending):
            return word
    return "我单位"


def lower_desks(settings: Settings) -> str:
    """各市州机关事务管理局 and so on; empty for a county, which has none."""
    return _LOWER.get(settings.level, "")


def superior(settings: Settings) -> str:
    """Whom the desk reports to."""
    return settings.organ.superior_addressee or settings.organ.superior or _SUPERIOR[settings.level]


def receiving_office(settings: Settings) -> str:
    """我局公共机构节能管理处: where papers are to be sent; of several organs the host's, by its name."""
    organ = settings.organ
    office = organ.office
    for name in (organ.name, organ.short):
        office = office.removeprefix(name)
    return f"{organ.short or organ.name if organ.joint else we(settings)}{office}"


def everyone(settings: Settings) -> tuple[str, ...]:
    """The addressees of a document to the whole area."""
    if settings.organ.addressees:
        return settings.organ.addressees
    lower = lower_desks(settings)
    return (*([lower] if lower else []), f"{own_units(settings)}各单位")


def own_basis(settings: Settings) -> str:
    """《…》（文号）: the plan in force in the area."""
    return cited(settings.basis.title, settings.basis.number)


def full_basis(settings: Settings) -> str:
    """National documents first, then the plan in force in the area."""
    return joined([*(cited(*basis) for basis in NATIONAL_BASIS), own_basis(settings)])


def indicators(desk: Desk) -> str:
    """《湖南省节约型机关评价指标》."""
    return cited(desk.form_set.title)


def contact(desk: Desk) -> dict[str, str]:
    """The office's own contact; what the settings do not give is a visible blank."""
    given = desk.settings.contact
    return {
        "联系人": given.person or Blank(WIDE_SPACE * 4, "联系人"),
        "联系电话": given.phone or Blank(WIDE_SPACE * 6, "联系电话"),
    }


def remark_contact(desk: Desk) -> tuple[str, ...]:
    """附注 of an upward document, in pieces: 联系人：…；联系电话：…."""
    words = contact(desk)
    return ("联系人：", words["联系人"], "；联系电话：", words["联系电话"])


def until(day: date | None, name: str, year: int) -> str:
    """The day as documents write it, or a visible blank."""
    return full_day(day) if day else Blank(blank_day(year), name)


def target_sentence(desk: Desk) -> str:
    """Whether the year's target is met, and by how much it is missed; empty without a target."""
    target = desk.settings.target_percent(desk.form_set)
    if target is None:
        return ""
    rate = tally(desk.book.standings).rate_in_all
    goal = f"{desk.settings.year}年{percentage(target)}的目标"
    if rate == target:
        return f"达到{goal}"
    if rate > target:
        return f"完成{goal}，超出{points_apart(rate - target)}"
    return f"距{goal}还差{points_apart(target - rate)}"


def procedure(desk: Desk) -> str:
    """单位自评、现场核查和复核抽查: what was really done."""
    return joined(["单位自评", "现场核查", *(["复核抽查"] if desk.book.drawn else [])])


def result_sentence(desk: Desk) -> str:
    """Registered, reported, verified, passed, failed; a group that is empty is not counted out."""
    count = tally(desk.book.standings)
    text = f"纳入创建范围的单位共{count.registered}家"
    text += f"，往年已达标{count.passed_before}家" if count.passed_before else ""
    text += f"；{desk.settings.year}年度{_reported(count)}"
    if not count.verified:
        return f"{text}，尚未完成核查。"
    if count.verified == 1:
        return f"{text}。经核查，该单位{'达到' if count.passed else '未达到'}节约型机关标准。"
    if not count.failed:
        return f"{text}。经核查，{count.verified}家单位全部达到节约型机关标准。"
    if not count.passed:
        return f"{text}。经核查，{count.verified}家单位均未达到节约型机关标准。"
    return (
        f"{text}。经核查，{count.passed}家达到节约型机关标准，占完成核查单位的{percentage(count.pass_rate)}；"
        f"{count.failed}家未达到标准。"
    )


def again_sentence(desk: Desk) -> str:
    """What became of those that failed last year; empty when none of them was verified."""
    back = [one for one in desk.book.standings if one.unit.failed_last_year and one.passed is not None]
    if not back:
        return ""
    passed = sum(one.passed is True for one in back)
    head = f"上年度未达标、纳入本年度评价的{len(back)}家单位"
    if passed == len(back):
        return f"{head}{'均已' if passed > 1 else '已'}达标。"
    if not passed:
        return f"{head}{'均' if len(back) > 1 else ''}仍未达标。"
    return f"{head}中，{passed}家达标，{len(back) - passed}家仍未达标。"


def _reported(count: Tally) -> str:
    """Who reported and how far verification has come."""
    declared = f"{count.declared}家开展自评" if count.missing else "全部开展自评"
    if not count.verified:
        return declared
    if count.verified == count.declared:
        return f"{declared}并{'全部' if count.missing and count.declared > 1 else ''}完成核查"
    return f"{declared}，{count.verified}家完成核查"


def level_sentence(desk: Desk) -> str:
    """By level, where more than one was verified."""
    groups = [(name, count) for name, count in by_level(desk.book) if count.verified]
    if len(groups) < 2:
        return ""
    return f"从层级看，{'；'.join(_of_level(name, count) for name, count in groups)}。"


def _of_level(name: str, count: Tally) -> str:
    head = f"{name}单位核查{count.verified}家"
    if count.passed == count.verified:
        return f"{head}，{'已' if count.verified == 1 else '全部'}达标"
    if not count.passed:
        return f"{head}，{'' if count.verified == 1 else '均'}未达标"
    return f"{head}，达标{count.passed}家"


def target_paragraph(desk: Desk) -> str:
    """Passed in all against the register, and against the target where there is one."""
    count = tally(desk.book.standings)
    where = f"截至{full_day(desk.book.as_of)}，{area(desk.settings)}"
    if not count.passed_in_all:
        return f"{where}尚无单位达到节约型机关标准。"
    before = f"（含往年达标{count.passed_in_all - count.passed}家）" if count.passed_in_all > count.passed else ""
    text = (
        f"{where}累计{count.passed_in_all}家单位达到节约型机关标准{before}，"
        f"占纳入创建范围单位的{percentage(count.rate_in_all)}"
    )
    target = target_sentence(desk)
    return f"{text}，{target}。" if target else f"{text}。"


_NOT_APPLICABLE = {
    "full": "经{we}确认不适用的评分规则按满分计分。",
    "rescale": "经{we}确认不适用的评分规则不计分，其余得分按比例折算为百分制。",
}


def not_applicable_sentence(desk: Desk, standings: Iterable[Standing]) -> str:
    """How rules that do not apply were counted, where any of these units has one; empty otherwise."""
    policy = desk.settings.policy.not_applicable or desk.form_set.not_applicable
    forms = (form for one in standings for form in (one.verification, one.submission) if form)
    if policy not in _NOT_APPLICABLE or not any(map(_has_not_applicable, forms)):
        return ""
    return _NOT_APPLICABLE[policy].format(we=we(desk.settings))


def _has_not_applicable(form: Submission) -> bool:
    return any(item.not_applicable or any(rule.not_applicable for rule in item.rules) for item in form.items)

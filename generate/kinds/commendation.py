"""通报: the year's result for the whole area.  表彰 stands in it only when the settings name the approval."""

from __future__ import annotations

from collections.abc import Iterator

from generate.findings import faults_found, on_last_year
from generate.listing import scores, units
from generate.paper import Annex, Desk, NothingToReport, Paper
from generate.phrases import (
    again_sentence,
    area,
    everyone,
    full_basis,
    level_sentence,
    lower_desks,
    not_applicable_sentence,
    procedure,
    receiving_office,
    result_sentence,
    target_paragraph,
    titled,
    we,
)
from generate.points import points
from generate.wording import full_day, named
from jieyue.figures import tally


def papers(desk: Desk) -> Iterator[Paper]:
    """One notice to the area."""
    book, settings = desk.book, desk.settings
    count = tally(book.standings)
    if not count.verified:
        raise NothingToReport("还没有单位完成核查，不能通报；请先录入核查表")
    passed = units((one for one in book.standings if one.passed), desk)
    failed = units((one for one in book.standings if one.passed is False), desk)
    annexes = {
        "达标": Annex("达标", f"{settings.year}年度节约型机关达标单位名单") if passed.rows else None,
        "未达标": Annex("未达标", f"{settings.year}年度节约型机关未达标单位名单") if failed.rows else None,
        "得分": Annex("得分", f"{settings.year}年度节约型机关创建评价得分表"),
    }
    yield Paper(
        template="通报",
        title=_title(desk, bool(passed.rows)),
        file_name="通报",
        addressees=everyone(settings),
        copied=True,
        annexes=tuple(annex for annex in annexes.values() if annex),
        absent=tuple(key for key, annex in annexes.items() if annex is None),
        context={
            "依据": full_basis(settings),
            "本机关": we(settings),
            "年度": settings.year,
            "区域": area(settings),
            "程序": procedure(desk),
            "认定情况": _decision(desk, [str(row[1]) for row in passed.rows]),
            "评价结果": _result(desk),
            "分级情况": level_sentence(desk),
            "目标完成情况": target_paragraph(desk),
            "主要做法": points(desk.narrative.paragraphs("主要做法")),
            "存在问题": points([*faults_found(desk), *desk.narrative.paragraphs("存在问题")]),
            "工作要求": points(desk.narrative.paragraphs("工作要求"), alone=True),
            "有达标": bool(passed.rows),
            "有未报": any(
                one.submission is None and one.summary is None and not one.passed_before for one in book.standings
            ),
            "整改期限": full_day(settings.deadline("rectification", desk.form_set)),
            "接收处室": receiving_office(settings),
            "下一年度": settings.year + 1,
            "推进要求": _onward(desk),
            "达标": passed,
            "未达标": failed,
            "得分": scores((one for one in book.standings if one.passed is not None), desk),
        },
    )


def _result(desk: Desk) -> str:
    """Counts, those that failed last year, the change on last year, and how rules that do not apply were counted."""
    parts = (result_sentence(desk), again_sentence(desk), on_last_year(desk))
    return "".join(parts) + not_applicable_sentence(desk, desk.book.standings)


def _title(desk: Desk, any_passed: bool) -> str:
    year = f"{desk.settings.year}年度节约型机关"
    commends = desk.settings.approval and any_passed
    return titled(desk.settings, f"表彰{year}的通报" if commends else f"{year}创建评价情况的通报")


def _decision(desk: Desk, names: list[str]) -> str:
    if not names:
        return "本年度没有单位达到节约型机关标准。"
    who = named(names, "个单位")
    if desk.settings.approval:
        return f"根据{desk.settings.approval}，决定对{who}予以表彰。"
    return f"确定{who}达到{desk.settings.year}年度节约型机关标准。"


def _onward(desk: Desk) -> str:
    lower = lower_desks(desk.settings)
    if lower:
        return f"{lower}要加强对本地区创建工作的督促指导，各单位要对照评价指标补齐短板，不断提高创建质量。"
    return "各单位要对照评价指标补齐短板，不断提高创建质量。"

"""汇总表: a lower desk's counts and list, reported to the desk above it, as a document and as the table it reads."""

from __future__ import annotations

from collections.abc import Iterator

from generate.listing import counts_by_level, scores
from generate.paper import Annex, Desk, NothingToReport, Paper, Ready
from generate.phrases import (
    area,
    level_sentence,
    own_basis,
    remark_contact,
    result_sentence,
    superior,
    target_paragraph,
    titled,
    we,
)
from jieyue.figures import tally


def papers(desk: Desk) -> Iterator[Paper | Ready]:
    """One report with the counts by level and the list of all units, and the workbook the desk above reads."""
    from generate.summary import summary_xlsx

    book, settings = desk.book, desk.settings
    if not tally(book.standings).declared:
        raise NothingToReport("还没有单位报送自评表，没有可以汇总的情况")
    year = f"{settings.year}年度"
    yield Paper(
        template="汇总表",
        title=titled(settings, f"报送{year}{area(settings)}节约型机关创建评价汇总情况的报告"),
        file_name="汇总情况报告",
        addressees=(superior(settings),),
        annexes=(
            Annex("统计", f"{year}{area(settings)}节约型机关创建情况统计表"),
            Annex("名单", f"{year}{area(settings)}节约型机关创建评价结果汇总表"),
        ),
        signers=settings.signers.get("summary", ()),
        remark=remark_contact(desk),
        context={
            "依据": own_basis(settings),
            "本机关": we(settings),
            "年度": settings.year,
            "区域": area(settings),
            "评价结果": result_sentence(desk),
            "目标完成情况": target_paragraph(desk),
            "分级情况": level_sentence(desk),
            "统计": counts_by_level(desk),
            "名单": scores(book.standings, desk),
        },
    )
    yield Ready(f"{year}节约型机关创建评价汇总表.xlsx", summary_xlsx(book, settings, desk.form_set))

"""The trail in the 台账: files received, changes and decisions of people, documents written."""

from __future__ import annotations

from datetime import datetime

from generate.ledgerwriter import Heading, LedgerBook
from generate.workbook_content import Ledger

_NUMBER = Heading("序号", 6, "count")


def moment(when: datetime | None) -> str:
    """A moment as the desk reads it, to the minute."""
    return when.strftime("%Y-%m-%d %H:%M") if when else ""


def received(written: LedgerBook, ledger: Ledger) -> None:
    """收文登记: every file seen, and what became of it; the whole SHA-256 stands in 记录.jsonl."""
    sheet = written.sheet("收文登记")
    headings = (
        _NUMBER,
        Heading("收到时间", 17, "centre"),
        Heading("文件名", 40),
        Heading("单位", 32),
        Heading("类别", 12, "centre"),
        Heading("格式", 8, "centre"),
        Heading("结果", 12, "centre"),
        Heading("问题", 7, "count"),
        Heading("说明", 44, "words"),
        Heading("文件指纹（前16位）", 19, "centre"),
    )
    sheet.widths(heading.width for heading in headings)
    sheet.titled("收文登记", ledger.remark)
    rows = (
        (
            number,
            moment(file.received),
            file.name,
            file.unit,
            file.kind,
            file.format,
            file.outcome,
            file.problems or None,
            file.note,
            file.sha256[:16],
        )
        for number, file in enumerate(ledger.files, 1)
    )
    sheet.listing(headings, rows, "还没有收到文件。")


def changed(written: LedgerBook, ledger: Ledger) -> None:
    """更正与决定: who changed or decided what, and why."""
    sheet = written.sheet("更正与决定")
    headings = (
        _NUMBER,
        Heading("时间", 17, "centre"),
        Heading("操作人", 11, "centre"),
        Heading("事项", 12, "centre"),
        Heading("单位", 32),
        Heading("对象", 26, "words"),
        Heading("原值", 26, "words"),
        Heading("新值", 26, "words"),
        Heading("理由", 40, "words"),
    )
    sheet.widths(heading.width for heading in headings)
    sheet.titled("人工更正与决定", ledger.remark)
    rows = (
        (number, moment(one.when), one.who, one.action, one.unit, one.about, one.before, one.after, one.reason)
        for number, one in enumerate(ledger.changes, 1)
    )
    sheet.listing(headings, rows, "没有人工更正或决定。")


def issued(written: LedgerBook, ledger: Ledger) -> None:
    """公文: every document written, its number and state."""
    sheet = written.sheet("公文")
    headings = (
        _NUMBER,
        Heading("生成时间", 17, "centre"),
        Heading("种类", 10, "centre"),
        Heading("标题", 56),
        Heading("文号", 22, "centre"),
        Heading("文件", 40),
        Heading("单位", 32),
        Heading("状态", 10, "centre"),
        Heading("待补", 30, "words"),
    )
    sheet.widths(heading.width for heading in headings)
    sheet.titled("已生成的公文", ledger.remark)
    rows = (
        (number, moment(one.when), one.kind, one.title, one.number, one.file, one.unit, one.state, one.missing)
        for number, one in enumerate(ledger.documents, 1)
    )
    sheet.listing(headings, rows, "还没有生成公文。")

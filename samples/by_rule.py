"""Tables with a row for each of the 32 rules: offices' own, and our blank form filled in."""

from __future__ import annotations

import io
import re
from xml.sax.saxutils import escape
from zipfile import ZipFile

from openpyxl import load_workbook

from generate.blank import blank_docx, blank_xlsx
from jieyue.model import Unit
from samples.numbers import Writing, number, plain
from samples.parcels import zipped
from samples.printed import Filling
from samples.sheets import Value, add_sheet, filled, new_book, saved
from samples.year import FORM_SET, YEAR, total


def own_table(filling: Filling, title: str, score: str, writing: Writing = number, verified: str = "") -> bytes:
    """An office's own sheet: head in cells, a row a rule, subtotals by 项目; with ``verified`` a 核查表."""
    rows: list[list[Value]] = [
        [title],
        ["单位名称", filling.unit, None, None, "填报日期", filling.day],
        ["联系人", filling.person, None, None, "联系电话", filling.phone],
        ["编号", "项目", "评分规则", "分值", score, *([verified, "扣分原因"] if verified else ["备注"])],
    ]
    for item in FORM_SET.items:
        for rule in item.rules:
            row: list[Value] = [
                rule.id,
                item.title,
                f"{rule.number}.{rule.text}",
                rule.max,
                writing(filling.own[rule.id]),
            ]
            if verified and filling.verified:
                lost = filling.own[rule.id] - filling.verified[rule.id]
                row += [writing(filling.verified[rule.id]), f"现场查看不到位，扣{plain(lost)}分" if lost else None]
            rows.append(row)
    sums = [total(filling.own)] + ([total(filling.verified)] if filling.verified else [])
    rows.append(["合计", None, None, FORM_SET.total, *map(writing, sums)])
    if verified:
        rows.append(["核查人", "核查组成员", None, None, "核查日期", "2026年11月18日"])
    book = new_book()
    add_sheet(book, "核查表" if verified else "自评打分表", rows, ("B2:D2", "B3:D3"), (10, 20, 70, 8, 14, 14, 30))
    return saved(book)


def our_xlsx(filling: Filling, unit: Unit) -> bytes:
    """Our blank workbook filled in and saved by another program."""
    blank = blank_xlsx(FORM_SET, YEAR, unit, "province", "湖南省机关事务管理局")
    sheet = load_workbook(io.BytesIO(blank))["自评表"]
    values: dict[str, Value] = {}
    for cells in sheet.iter_rows():
        for cell in cells:
            if cell.value == "填报日期":
                values[_next_block(sheet, cell.row, cell.column)] = filling.day
    heads = {
        cell.value: cell for cells in sheet.iter_rows() for cell in cells if cell.value in ("编号", "自评得分", "计数")
    }
    for cells in sheet.iter_rows(min_row=heads["编号"].row + 1):
        rule = str(cells[heads["编号"].column - 1].value or "")
        if rule not in FORM_SET.rule_by_id:
            continue
        score = filling.own[rule]
        values[f"{heads['自评得分'].column_letter}{cells[0].row}"] = score
        each = FORM_SET.rule_by_id[rule].each
        if each:
            values[f"{heads['计数'].column_letter}{cells[0].row}"] = int(score / each)
    return filled(blank, "自评表", values)


def _next_block(sheet: object, row: int, column: int) -> str:
    """The cell right of a label, past the label's own merged block."""
    for block in sheet.merged_cells.ranges:  # type: ignore[attr-defined]
        if block.min_row <= row <= block.max_row and block.min_col <= column <= block.max_col:
            column = block.max_col
    return str(sheet.cell(row, column + 1).coordinate)  # type: ignore[attr-defined]


def our_docx(filling: Filling, unit: Unit) -> bytes:
    """Our blank Word form with its content controls filled in."""
    blank = blank_docx(FORM_SET, YEAR, unit, "province", "湖南省机关事务管理局")
    with ZipFile(io.BytesIO(blank)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = parts["word/document.xml"].decode("utf-8")
    answers = {"field:filled_on": filling.day}
    for rule in FORM_SET.rules():
        score = filling.own[rule.id]
        answers[f"rule:{rule.id}:self_score"] = plain(score)
        if rule.each:
            answers[f"rule:{rule.id}:count"] = str(int(score / rule.each))
    for tag, answer in answers.items():
        text = _answered(text, tag, answer)
    parts["word/document.xml"] = text.encode("utf-8")
    return zipped(parts)


def _answered(text: str, tag: str, answer: str) -> str:
    """The content control of that tag with the answer in place of its grey prompt."""
    start = text.index(f'<w:tag w:val="{tag}"/>')
    end = text.index("</w:sdt>", start)
    inside = text[start:end].replace("<w:showingPlcHdr/>", "")
    inside = re.sub(r"(<w:t[ >][^<]*?>|<w:t>)[^<]*(</w:t>)", rf"\g<1>{escape(answer)}\2", inside, count=1)
    return text[:start] + inside + text[end:]

"""The notice's printed table with columns appended, as most units fill it: one row for each of the 11 项目."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from openpyxl import Workbook

from samples import numbers, word
from samples.numbers import Writing, plain
from samples.sheets import Value, add_sheet, new_book, saved
from samples.word import Box
from samples.year import FORM_SET, YEAR, Scores, by_item, total

TITLE = f"{YEAR}年度湖南省节约型机关评价自评表"
_HEAD = ("序号", "单元", "项目", "评分要求", "评分规则", "分值")
_EVIDENCE = {
    "1.1": "能源资源消耗统计年报、定额通知",
    "2.1": "成立节能工作领导小组的通知、岗位职责",
    "2.2": "节能管理制度汇编、计量器具台账",
    "3.1": "无纸化办公系统截图、灯具更换清单",
    "3.2": "政府采购合同、绿色产品清单",
    "3.3": "车辆油耗登记表",
    "4.1": "光盘行动倡议书、办公用品领用登记",
    "4.2": "分类容器照片",
    "4.3": "收运处置协议、清运台账",
    "5.1": "节能宣传周活动方案、照片、报道链接",
    "5.2": "培训通知、签到表",
}


@dataclass(frozen=True)
class Look:
    """How one filler's copy of the printed table looks.

    ``columns`` are the appended headings: the score's first, then ``evidence``, ``verified``, ``note`` or empty ones by
    the names in ``kinds``.  ``odd`` writes the score of single items otherwise; ``runs`` gives ready-made Word runs.
    """

    title: str = TITLE
    columns: tuple[str, ...] = ("自评得分", "佐证材料")
    kinds: tuple[str, ...] = ("self", "evidence")
    writing: Writing = numbers.plain
    total_label: str = "总分"
    total: str | None = None
    head: str = "填报单位（盖章）：{unit}　　填报日期：{day}"
    foot: str = "联系人：{person}　　联系电话：{phone}"
    odd: Mapping[str, str] = field(default_factory=dict)
    runs: Mapping[str, str] = field(default_factory=dict)
    head_runs: str = ""
    break_before: str = ""
    notes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Filling:
    """What is filled in: who, when, and the scores by rule (``verified`` on 核查表 only)."""

    unit: str
    person: str
    phone: str
    day: str
    own: Scores
    verified: Scores | None = None

    def words(self, pattern: str) -> str:
        """A head line with its blanks filled."""
        return pattern.format(unit=self.unit, person=self.person, phone=self.phone, day=self.day)


def as_docx(filling: Filling, look: Look) -> bytes:
    """The printed table as a Word file; ``break_before`` an item splits it in two with the heading repeated."""
    first: list[list[Box]] = []
    second: list[list[Box]] = []
    for item_id, row in _rows(filling, look):
        (second if second or item_id == look.break_before else first).append(_boxes(item_id, row, look))
    heading = [Box(text) for text in (*_HEAD, *look.columns)]
    last = [Box(look.total_label, span=5), Box(plain(FORM_SET.total)), *map(Box, map(_shown, _totals(filling, look)))]
    widths = [600, 900, 1200, 2400, 4800, 700, *[1300] * len(look.columns)]
    tables = [[heading, *_merged(first)], [heading, *_merged(second)]] if second else [[heading, *_merged(first)]]
    tables[-1].append(last)
    blocks = [word.table(rows, widths) for rows in tables]
    body = blocks if len(blocks) == 1 else [blocks[0], word.paragraph(), blocks[1]]
    return word.word_file(
        word.paragraph(look.title, "center", 36),
        word.paragraph(filling.words(look.head), runs=look.head_runs),
        *body,
        word.paragraph(filling.words(look.foot)),
        landscape=True,
    )


def as_xlsx(filling: Filling, look: Look, sheet: str = "自评表") -> bytes:
    """The printed table as a workbook."""
    book = new_book()
    put_sheet(book, filling, look, sheet)
    return saved(book)


def put_sheet(book: Workbook, filling: Filling, look: Look, sheet: str) -> None:
    """The printed table as a worksheet: title, head line, heading, 11 rows, total, foot line."""
    rows: list[list[Value]] = [[look.title], [filling.words(look.head)], [*_HEAD, *look.columns]]
    merges: list[str] = []
    start, section = 4, ""
    for number, (item_id, row) in enumerate(_rows(filling, look), 4):
        if row[1] != section:
            if number - start > 1:
                merges += [f"A{start}:A{number - 1}", f"B{start}:B{number - 1}"]
            start, section = number, str(row[1])
        else:
            row[0] = row[1] = None
        row[6] = look.odd.get(item_id, row[6])
        rows.append(row)
    end = len(rows)
    merges += [f"A{start}:A{end}", f"B{start}:B{end}", f"A{end + 1}:E{end + 1}"]
    rows.append([look.total_label, None, None, None, None, FORM_SET.total, *_totals(filling, look)])
    rows.append([filling.words(look.foot)])
    add_sheet(book, sheet, rows, merges, (6, 12, 14, 28, 60, 8, *[14] * len(look.columns)))


def _rows(filling: Filling, look: Look) -> Iterator[tuple[str, list[Value]]]:
    """The 11 rows with the printed words and the appended columns."""
    own = by_item(filling.own)
    verified = by_item(filling.verified) if filling.verified else None
    for item in FORM_SET.items:
        row: list[Value] = [item.section_number, item.section, item.title, item.requirement, item.printed_rules()]
        row.append(item.max)
        row += [_appended(kind, item.id, own, verified, look) for kind in look.kinds]
        yield item.id, row


def _appended(kind: str, item: str, own: Scores, verified: Scores | None, look: Look) -> Value:
    if kind == "self":
        return look.writing(own[item])
    if kind == "verified":
        return look.writing(verified[item]) if verified else None
    if kind == "lost":
        return f"扣{plain(own[item] - verified[item])}分" if verified and own[item] != verified[item] else None
    if kind == "evidence":
        return _EVIDENCE[item]
    return look.notes.get(item) if kind == "note" else None


def _totals(filling: Filling, look: Look) -> list[Value]:
    sums = {"self": filling.own, "verified": filling.verified}
    cells: list[Value] = []
    for kind in look.kinds:
        scores = sums.get(kind)
        stated = look.total if kind == "self" else None
        cells.append((stated if stated is not None else look.writing(total(scores))) if scores else None)
    return cells


def _boxes(item: str, row: list[Value], look: Look) -> list[Box]:
    boxes = [Box(_shown(value)) for value in row]
    if item in look.odd:
        boxes[6] = Box(look.odd[item])
    if item in look.runs:
        boxes[6] = Box(runs=look.runs[item])
    return boxes


def _merged(rows: list[list[Box]]) -> list[list[Box]]:
    """序号 and 单元 merged down over the rows of one 单元."""
    merged: list[list[Box]] = []
    for place, row in enumerate(rows):
        above = place > 0 and rows[place - 1][1].text == row[1].text
        below = place + 1 < len(rows) and rows[place + 1][1].text == row[1].text
        mark = "continue" if above else "restart" if below else ""
        group = [Box("" if above else box.text, mark) for box in row[:2]]
        merged.append([*group, *row[2:]])
    return merged


def _shown(value: Value) -> str:
    return plain(value) if isinstance(value, Decimal) else "" if value is None else str(value)

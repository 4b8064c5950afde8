"""One messy form from one seed: layout, head, mishaps, container, and what is true of it."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from random import Random

from tests.messy import heads, others, scores, tables, words
from tests.messy.books import write_book
from tests.messy.laid_out import tables_of
from tests.messy.mess import mess_up
from tests.messy.paper import ABOVE, LEFT, Box, Form, Line, Place, Sheet, Table, Truth
from tests.messy.words import write_word

BOOKS = ("xlsx-strict", "xlsx-openpyxl", "xlsx-writer", "xlsx-raw", "xlsx-raw", "xlsx-raw", "xlsx-prefixed")
WORDS = ("docx-strict", "docx-raw", "docx-raw", "docx-raw", "docx-raw", "docx-python")
LAYOUTS = ("项目", "项目", "项目", "逐条", "逐条", "逐条小计", "逐条合并")


def form(seed: int) -> Form:
    """The form of ``seed``; the same seed gives the same form."""
    rng = Random(seed)  # noqa: S311 - not for secrets
    container = rng.choice(BOOKS if rng.random() < 0.5 else WORDS)
    book = container.startswith("xlsx")
    made = _other(rng, book) if rng.random() < 0.14 else _scored(rng, book, container)
    sheets, truth, labels = made
    if container in ("xlsx-openpyxl", "xlsx-writer"):
        _only_raw([block for sheet in sheets for block in sheet.blocks if isinstance(block, Table)])
    if book:
        sheets = _in_book(rng, sheets, truth, labels)
    return Form(sheets, truth, [f"容器：{container}", *labels], container)


def written(seed: int, folder: Path) -> tuple[Form, Path]:
    """The form of ``seed`` as a file in ``folder``."""
    made = form(seed)
    path = folder / f"{seed}{made.suffix}"
    if made.container.startswith("xlsx"):
        write_book(made, path)
    else:
        write_word(made, path, Random(seed))  # noqa: S311
    return made, path


def _other(rng: Random, book: bool) -> others.Made:
    kinds: list[Callable[[], others.Made]] = [
        lambda: others.verification(rng, book=book),
        lambda: others.summary(rng),
        lambda: others.letter(rng),
        lambda: others.foreign(rng),
        lambda: others.printed_only(rng),
    ]
    if not book:
        kinds += [
            lambda: others.narrative(rng),
            lambda: others.narrative(rng),
            lambda: others.work_plan(rng),
            lambda: others.rectification(rng),
        ]
    return rng.choice(kinds)()


def _scored(rng: Random, book: bool, container: str) -> others.Made:
    faulty = rng.random() < 0.55
    layout = rng.choice(LAYOUTS)
    head, facts, labels = heads.head(rng, faulty=faulty, book=book)
    draft = tables.draft(rng, book=book, layout=layout, faulty=faulty, truth=facts.truth)
    mess_up(draft, layout, faulty)
    if not book and container in ("docx-raw", "docx-strict"):
        _word_looks(rng, draft, faulty)
    found = tables_of(draft)
    if container in ("docx-raw", "docx-strict"):
        _word_rows(rng, found, facts.truth, draft.labels)
    if draft.extra_total:
        _total_line(rng, draft, head, found)
    if not book and rng.random() < 0.5:
        _one_table(head, found, draft.labels)
    sheet = heads.as_sheet(rng, head, found, rng.choice(["自评表", "Sheet1", "节约型机关自评表", "附件"]))
    return [sheet], facts.truth, [*labels, *draft.labels]


def _only_raw(found: list[Table]) -> None:
    """What only a file written part by part can hold is crossed out or raised in words instead."""
    for table in found:
        table.rows = [
            [replace(p, text="1²", kind="text") if isinstance(p, Box) and p.kind == "raised" else p for p in row]
            for row in table.rows
        ]
        table.rows = [
            [replace(p, text="", kind="text") if isinstance(p, Box) and p.kind == "font" else p for p in row]
            for row in table.rows
        ]


def _total_line(rng: Random, draft: tables.Draft, head: heads.Head, found: list[Table]) -> None:
    """The total on a line of its own, above or below."""
    truth, column = draft.truth, draft.columns.index("score")
    if truth.total is None or not isinstance(found[-1].rows[-1][column], Box):
        return
    found[-1].rows[-1][column] = Box()
    line = Line(
        rng.choice(
            ["自评总分：{v}分", "总分：{v}", "自评总得分：{v} 分", "合计得分：{v}分", "自评得分合计：{v}分"]
        ).format(v=scores.plain(truth.total))
    )
    (head.above if rng.random() < 0.5 else head.below).append(line)


def _one_table(head: heads.Head, found: list[Table], labels: list[str]) -> None:
    """In Word: the head as the first rows of the same table."""
    if not head.above:
        return
    above = head.above[-1]
    if not isinstance(above, Table):
        return
    width = len(found[0].squared()[0])
    rows = [[*row, *[LEFT] * (width - len(row))] for row in above.squared()]
    if all(len(row) == width for row in rows):
        found[0].rows = [*rows, *found[0].rows]
        found[0].row_looks = {row + len(rows): look for row, look in found[0].row_looks.items()}
        head.above.pop()
        labels.append("结构：表头在表内")


# Word


def _word_looks(rng: Random, draft: tables.Draft, faulty: bool) -> None:
    """Wraps some score cells as Word does; a few hold a tick or only seem to hold something."""
    for row in draft.rows:
        if row.kind in ("item", "rule") and rng.random() < 0.2:
            _word_look(rng, draft, row)
    if faulty and rng.random() < 0.25:
        _word_faults(rng, draft)
    draft.labels += [label for label in ("结构：网格缩进", "结构：自动编号") if rng.random() < 0.15]
    if rng.random() < 0.12 and not {"结构：拆成几张表", "结构：分表合计"} & set(draft.labels):
        draft.labels.append(rng.choice(["结构：整表控件", "结构：整表嵌套", "结构：整表文本框", "结构：旧表已删"]))
        if draft.labels[-1] == "结构：旧表已删":
            draft.truth.need.append(("tracked-changes", "file"))


def _about(draft: tables.Draft, row: tables.Row) -> str:
    """The id whose score a row holds, or an empty text."""
    names = (row.rule.id if row.rule else "", row.item.id if row.item else "")
    return next((one for one in names if one in draft.values), "")


def _word_look(rng: Random, draft: tables.Draft, row: tables.Row) -> None:
    box, value = row.boxes.get("score"), draft.values.get(_about(draft, row))
    if not isinstance(box, Box) or value is None or value.box != box or not box.text.strip():
        return
    look = rng.choice(words.LOOKS)
    if look in words.OPEN and value.code:
        return
    row.boxes["score"] = replace(box, look=look, old=rng.choice(["9", "1", "0.5", "满分"]))
    draft.labels.append(f"Word：{look}")
    if look in words.TRACKED:
        draft.truth.need.append(("tracked-changes", "file"))
    if look in words.HIDDEN:
        draft.truth.need.append(("hidden-content", "file"))


def _word_faults(rng: Random, draft: tables.Draft) -> None:
    """One score cell that shows a tick, or nothing once changes are accepted."""
    truth = draft.truth
    rows = [row for row in draft.rows if isinstance(row.boxes.get("score"), Box) and row.kind in ("item", "rule")]
    row = rng.choice(rows)
    about = _about(draft, row)
    if (
        not about
        or draft.values[about].box != row.boxes["score"]
        or {"结构：格内分条", "结构：重复行", "结构：部分合并", "结构：跨项目合并", "结构：勾不适用"}
        & set(draft.labels)
    ):
        return
    look = rng.choice([*words.NO_VALUE, *words.BLANKS])
    row.boxes["score"] = Box("x", look=look)
    draft.labels.append(f"Word：{look}")
    code = "score-missing" if look in words.BLANKS else "score-not-a-number"
    if code == "score-missing" and isinstance(row.boxes.get("remark"), Box) and "分" in row.boxes["remark"].text:
        row.boxes["remark"] = Box()
    truth.need = [one for one in truth.need if one[1] != about]
    truth.need.append((code, about))
    (truth.rules if about.count(".") == 2 else truth.items)[about] = None
    if row.item:
        truth.items[row.item.id] = None
    tables.unsure_total(truth)
    truth.may |= {"total-mismatch", "item-rules-mismatch"}


def _word_rows(rng: Random, found: list[Table], truth: Truth, labels: list[str]) -> None:
    """Tracked rows, rows in content controls."""
    if rng.random() > 0.2:
        return
    table = found[0]
    whole = [
        n
        for n, row in enumerate(table.rows)
        if n and ABOVE not in row and (n + 1 == len(table.rows) or ABOVE not in table.rows[n + 1])
    ]
    if not whole:
        return
    number = rng.choice(whole)
    look = rng.choice(["插入行", "删除行", "行控件"])
    labels.append(f"Word：{look}")
    if look == "删除行":
        wrong = [
            replace(place, text="9", kind="text")
            if isinstance(place, Box) and place.text[:1].isdigit() and len(place.text) < 5
            else place
            for place in table.rows[number]
        ]
        table.rows.insert(number, wrong)
        truth.need.append(("tracked-changes", "file"))
    elif look == "插入行":
        truth.need.append(("tracked-changes", "file"))
    table.row_looks[number] = look


# workbooks


def _in_book(rng: Random, sheets: list[Sheet], truth: Truth, labels: list[str]) -> list[Sheet]:
    """Other sheets, hidden ones, hidden rows and columns, a table that does not begin in A1."""
    sheet = sheets[0]
    if rng.random() < 0.25:
        sheet.top, sheet.left = rng.randrange(4), rng.randrange(3)
        labels.append("结构：不在A1")
    if truth.kind == "self_assessment" and rng.random() < 0.15:
        _hidden_decoy(rng, sheet, truth, labels)
    if rng.random() < 0.15:
        labels.append("结构：填表说明在前")
        lines = [
            "填表说明",
            "1.本表由各单位填写，得分不得超过分值。",
            "2.单位名称填写全称。",
            "3.填报日期请按“2026年10月12日”格式填写。",
            "4.每年10月底前报送。",
            "单位名称：填写单位全称",
            "填报日期：填写实际填报日期",
            "联系人：请填写经办人员",
        ]
        sheets = [Sheet("填表说明", [Line(text) for text in lines]), *sheets]
    if rng.random() < 0.15:
        sheets = [*sheets, Sheet("Sheet2", []), Sheet("Sheet3", [])]
    if truth.kind == "self_assessment" and rng.random() < 0.1:
        sheets = _hidden_copy(rng, sheets, sheet, truth, labels)
    elif truth.kind == "self_assessment" and rng.random() < 0.03:
        sheets = _two_forms(sheets, sheet, truth, labels)
    return sheets


def _changed(sheet: Sheet) -> Sheet:
    """A copy with other scores."""
    copy = deepcopy(sheet)
    for block in copy.blocks:
        if isinstance(block, Table):
            block.rows = [[_aged(place) for place in row] for row in block.rows]
    return copy


def _aged(place: Place) -> Place:
    if not isinstance(place, Box) or not place.score:
        return place
    return replace(place, text="0.5" if place.text.strip() != "0.5" else "1", kind="text")


def _hidden_copy(rng: Random, sheets: list[Sheet], sheet: Sheet, truth: Truth, labels: list[str]) -> list[Sheet]:
    copy = _changed(sheet)
    copy.name, copy.state = "旧表", rng.choice(["hidden", "veryHidden"])
    truth.need.append(("hidden-content", "file"))
    labels.append("结构：隐藏旧表")
    return [copy, *sheets] if rng.random() < 0.5 else [*sheets, copy]


def _two_forms(sheets: list[Sheet], sheet: Sheet, truth: Truth, labels: list[str]) -> list[Sheet]:
    """Two filled forms: the file is nobody's until one is taken out."""
    copy = _changed(sheet)
    copy.name = "第二份"
    truth.need = [("form-ambiguous", "file")]
    truth.refused = True
    labels.append("结构：两份表")
    return [*sheets, copy]


def _hidden_decoy(rng: Random, sheet: Sheet, truth: Truth, labels: list[str]) -> None:
    """A hidden column with an older score, or a hidden row."""
    table = max((block for block in sheet.blocks if isinstance(block, Table)), key=lambda one: len(one.rows))
    if len([block for block in sheet.blocks if isinstance(block, Table)]) > 1:
        return
    if rng.random() < 0.5:
        rows: list[list[Place]] = [[*row, Box("1")] for row in table.squared()]
        rows[0][-1] = Box("自评得分")
        table.rows = rows
        table.hidden_columns.add(len(rows[0]) - 1)
        labels.append("结构：隐藏列")
    else:
        width = len(table.rows[0])
        row: list[Place] = [Box("旧", "text") for _ in range(width)]
        table.rows.append(row)
        table.hidden_rows.add(len(table.rows) - 1)
        labels.append("结构：隐藏行")
    truth.need.append(("hidden-content", "file"))

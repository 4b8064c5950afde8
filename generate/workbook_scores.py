"""Every score in the 台账: 得分明细 (a line a unit; self, verified, difference by rule), 扣分明细 (with reasons)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from generate.ledger_rows import Value, sheetfuls
from generate.ledgerwriter import Face, Heading, LedgerBook
from generate.workbook_content import Ledger
from jieyue.figures import plain
from jieyue.formset import FormSet
from jieyue.model import Scorecard, Standing, Submission

_FIXED = 4


def groups(form_set: FormSet) -> tuple[tuple[str, str], ...]:
    """The groups of three columns: id and heading, each 项目 before its rules; a single rule has its item's group."""
    found: list[tuple[str, str]] = []
    for item in form_set.items:
        found.append((item.id, f"{item.id} {item.title}（{plain(item.max)}分）"))
        if len(item.rules) > 1:
            found.extend((rule.id, f"{rule.id}（{plain(rule.max)}分）") for rule in item.rules)
    return tuple(found)


def scores(written: LedgerBook, ledger: Ledger) -> None:
    """得分明细: a line for every unit that has a card."""
    shown = groups(ledger.form_set)
    sheet = written.sheet("得分明细", tab="#5B9F62")
    sheet.widths((6, 34, 8, 8, *[7] * (3 * len(shown))))
    sheet.titled("各单位逐条得分：自评、核查、多报（自评－核查）", ledger.remark)
    first = sheet.row
    sheet.over((_FIXED + 3 * at, _FIXED + 3 * at + 2, heading) for at, (_, heading) in enumerate(shown))
    sheet.headings(["序号", "单位", "自评分", "核查分", *["自评", "核查", "多报"] * len(shown)])
    plain_faces = [Face("count"), Face(), *[Face("score")] * (2 + 3 * len(shown))]
    items = ledger.form_set.item_by_id
    strong = {_FIXED + 3 * at + part for at, (name, _) in enumerate(shown) if name in items for part in range(3)}
    faces = [Face(face.kind, strong=at in strong) for at, face in enumerate(plain_faces)]
    about = [name for name, _ in shown]
    carded = [one for one in ledger.book.standings if one.self_card or one.verified_card]
    number = sheet.lines((_scores(number, one, about) for number, one in enumerate(carded, 1)), faces)
    if number:
        sheet.worksheet.autofilter(first + 1, 0, first + 1 + number, _FIXED + 3 * len(shown) - 1)
    sheet.worksheet.freeze_panes(first + 2, 2)
    sheet.print_on_a4((first, first + 1))
    sheet.worksheet.repeat_columns(0, 1)
    sheet.worksheet.fit_to_pages(0, 0)
    sheet.worksheet.set_print_scale(70)


def _points(card: Scorecard | None) -> Mapping[str, Decimal | None]:
    return card.points if card else {}


def _scores(number: int, standing: Standing, shown: Sequence[str]) -> list[Value]:
    own, checked = _points(standing.self_card), _points(standing.verified_card)
    line: list[Value] = [number, standing.unit.name, standing.self_total, standing.verified_total]
    for about in shown:
        self_score, verified = own.get(about), checked.get(about)
        both = self_score is not None and verified is not None
        line += [self_score, verified, self_score - verified if both else None]  # type: ignore[operator]
    return line


def deductions(written: LedgerBook, ledger: Ledger) -> None:
    """扣分明细: every rule (or item) on which a verified unit lost points or differs from its own score."""
    headings = (
        Heading("序号", 6, "count"),
        Heading("单位", 34),
        Heading("编号", 8, "centre"),
        Heading("项目", 18),
        Heading("评分规则", 50, "words"),
        Heading("分值", 7, "score"),
        Heading("自评", 7, "score"),
        Heading("核查", 7, "score"),
        Heading("失分", 7, "score"),
        Heading("多报", 7, "score"),
        Heading("扣分原因", 40, "words"),
    )
    for again, lines in sheetfuls(_deductions(ledger)):
        sheet = written.sheet(f"扣分明细{again}", tab="#5B9F62")
        sheet.widths(heading.width for heading in headings)
        sheet.titled("核查扣分和自评不符的条目", ledger.remark)
        sheet.listing(headings, lines, "还没有核查得分，或核查均为满分。")


def _deductions(ledger: Ledger) -> Iterator[tuple[Value, ...]]:
    number = 0
    level = ledger.settings.level.value
    for standing in ledger.book.standings:
        own, reasons = _points(standing.self_card), _reasons(standing.verification)
        for about, most, verified in _verified(standing.verified_card):
            self_score = own.get(about)
            if verified == most and self_score in (None, verified):
                continue
            number += 1
            item, words = _words(ledger.form_set, about, level)
            over = self_score - verified if self_score is not None else None
            lost = most - verified
            yield (
                number,
                standing.unit.name,
                about,
                item,
                words,
                most,
                self_score,
                verified,
                lost,
                over,
                reasons.get(about),
            )


def _verified(card: Scorecard | None) -> Iterator[tuple[str, Decimal, Decimal]]:
    """Id, maximum and score of every rule; of the item where only that was scored."""
    for about, most, score in card.lines if card else ():
        if score is not None:
            yield about, most, score


def _reasons(verification: Submission | None) -> dict[str, str]:
    found: dict[str, str] = {}
    for item in verification.items if verification else ():
        found |= {item.item: item.note} if item.note else {}
        found |= {rule.rule: rule.note for rule in item.rules if rule.note}
    return found


def _words(form_set: FormSet, about: str, level: str) -> tuple[str, str]:
    """The 项目 and the words of a rule; an item stands for itself."""
    if about in form_set.item_by_id:
        item = form_set.item_by_id[about]
        return item.title, item.requirement
    return form_set.item_of_rule[about].title, form_set.rule_by_id[about].wording(level)

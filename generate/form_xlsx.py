"""A scoring form as a worksheet: head, table, sums, notes; only what is to be filled in is open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from generate.form_content import Column, Form, HeadField, Value, is_item_alone, limit_words
from generate.line_count import lines_in
from generate.sheetwriter import (
    CENTRE,
    DATE_FORMAT,
    HEADING,
    LABEL,
    NUMBER,
    PLAIN,
    SUM,
    TEXT,
    TITLE,
    Book,
    Look,
    Sheet,
    Span,
    filled_in,
    reference,
)
from jieyue.formset import Item, Rule

_LINE = 13.5
_MAX_COUNT = Decimal(999)
_GROUP = replace(CENTRE, vertical="top")
"""单元 and 项目 begin at the top: a page break through a merged cell must not cut their words."""
_LOOKS = {"rule": TEXT, "self_note": TEXT, "evidence": TEXT, "note": TEXT}


def form_xlsx(form: Form) -> bytes:
    """The whole form as the bytes of an xlsx file."""
    book = Book()
    sheet = book.sheet(form.sheet)
    writer = _FormWriter(form, sheet)
    writer.write()
    if form.signatures:
        _signature_page(book, form)
    return book.saved(form.title, form.organ, form.year, form.mark)


class _FormWriter:
    """Writes one form from top to bottom; ``row`` is the next free row."""

    def __init__(self, form: Form, sheet: Sheet) -> None:
        self.form = form
        self.sheet = sheet
        self.row = 1
        self.at = {column.name: number for number, column in enumerate(form.columns, 1)}
        self.scored: list[Span] = []

    def write(self) -> None:
        sheet, form = self.sheet, self.form
        sheet.widths(column.width for column in form.columns)
        sheet.put(Span(1, 1, 1, len(form.columns)), form.title, TITLE)
        sheet.height(1, 34)
        self.row = 2
        for fields in form.head:
            self._head_row(fields)
        header = self.row
        self._table()
        self._notes()
        sheet.freeze(header + 1, self.at["rule"] + 1)
        sheet.print_on_a4(header_rows=(header, header))
        sheet.protect()

    def _blocks(self, fields: int) -> list[Span]:
        """Label and value blocks of a head row; the last value takes what is left of the row."""
        blocks = [Span(self.row, column, 1, width) for column, width in self._pairs()[: fields * 2]]
        last = blocks[-1]
        blocks[-1] = replace(last, columns=len(self.form.columns) - last.column + 1)
        return blocks

    def _pairs(self) -> tuple[tuple[int, int], ...]:
        """First column and width of label and value, three pairs to a row; the table has at least nine columns."""
        last = len(self.form.columns)
        return (1, 2), (3, 2), (5, 2), (7, last - 8), (last - 1, 1), (last, 1)

    def _head_row(self, fields: tuple[HeadField, ...]) -> None:
        blocks = self._blocks(len(fields))
        for number, entry in enumerate(fields):
            self.sheet.put(blocks[2 * number], entry.label, replace(CENTRE, fill=LABEL))
            self._field(blocks[2 * number + 1], entry)
        self.sheet.height(self.row, 22)
        self.row += 1

    def _field(self, where: Span, entry: HeadField) -> None:
        look = replace(
            TEXT, format=DATE_FORMAT if entry.is_date else "@" if isinstance(entry.value, str) else "General"
        )
        if entry.name in ("phone", "code"):
            look = replace(look, format="@")
        self.sheet.put(where, entry.value, look if entry.printed else filled_in(look))
        if entry.choices and not entry.printed:
            self.sheet.choose(where, entry.choices, f"请从列表中选：{'、'.join(entry.choices)}")
        if entry.is_date:
            first, last = date(self.form.year, 1, 1), date(self.form.year + 1, 12, 31)
            self.sheet.days(where, first, last, f"{entry.prompt}；应在{first.year}至{last.year}年之间")

    def _table(self) -> None:
        for number, column in enumerate(self.form.columns, 1):
            self.sheet.put(Span(self.row, number), column.heading, HEADING)
        self.sheet.height(self.row, 24)
        self.row += 1
        sections: dict[str, int] = {}
        for item in self.form.form_set.items:
            sections.setdefault(item.section, self.row)
            self._item(item)
            if item is self.form.form_set.items[-1] or self._next(item).section != item.section:
                first = sections[item.section]
                text = f"{item.section_number} {item.section}"
                self.sheet.put(Span(first, self.at["section"], self.row - first), text, _GROUP)
        self._total_row()

    def _next(self, item: Item) -> Item:
        items = self.form.form_set.items
        return items[items.index(item) + 1]

    def _item(self, item: Item) -> None:
        first = self.row
        for rule in item.rules:
            self._rule_row(item, rule)
        if not is_item_alone(item):
            self._subtotal_row(item, first)
        text = f"{item.title}\n（{item.max.normalize():f}分）"
        self.sheet.put(Span(first, self.at["item"], self.row - first), text, _GROUP)

    def _rule_row(self, item: Item, rule: Rule) -> None:
        lines = 2
        for column in self.form.columns:
            if column.name in ("section", "item"):
                continue
            value = self._value(rule, column)
            where = Span(self.row, self.at[column.name])
            self.sheet.put(where, value, self._look(rule, column))
            if column.fill:
                self._guard(where, rule, column)
            if isinstance(value, str):
                lines = max(lines, lines_in(value, column.width))
        if len(item.rules) == 1:
            lines = max(lines, lines_in(item.title, 9) + 1)
        self.scored.append(Span(self.row, self.at[self.form.score]))
        self.sheet.height(self.row, lines * _LINE + 4, grows=True)
        self.row += 1

    def _value(self, rule: Rule, column: Column) -> Value:
        own: dict[str, Value] = {"number": rule.id, "rule": rule.wording(self.form.level), "max": rule.max}
        return own.get(column.name, self.form.printed.get((rule.id, column.name)))

    def _look(self, rule: Rule, column: Column) -> Look:
        look = _LOOKS.get(column.name, CENTRE)
        if column.name in ("max", "self_score", "verified_score"):
            look = NUMBER
        asked = column.fill and (column.name != "count" or rule.count is not None)
        return filled_in(look) if asked else look

    def _guard(self, where: Span, rule: Rule, column: Column) -> None:
        """Drop-downs and limits of one cell to be filled in."""
        if column.name == self.form.score:
            words = limit_words(rule)
            if rule.kind == "all-or-nothing":
                self.sheet.choose(where, ("0", format(rule.max, "f")), words)
            else:
                self.sheet.limit(where, Decimal(0), rule.max, words)
        elif column.name == "count" and rule.count:
            self.sheet.limit(where, Decimal(0), _MAX_COUNT, f"填{rule.count.thing}的{rule.count.unit}数", whole=True)
            self._compare_count(where, rule)
        elif column.name == "not_applicable":
            self.sheet.choose(where, ("不适用",), "确实不涉及的选“不适用”，并在“说明”栏写明理由")
            chosen, reason = reference(self.row, where.column), reference(self.row, self.at["note"])
            self.sheet.warn(Span(self.row, self.at["note"]), f'AND({chosen}="不适用",{reason}="")')

    def _compare_count(self, where: Span, rule: Rule) -> None:
        score = Span(self.row, self.at[self.form.score])
        expected = f"MIN({where}*{rule.each},{rule.max})"
        self.sheet.warn(score, f"AND(ISNUMBER({where}),ISNUMBER({score}),{score}<>{expected})")

    def _subtotal_row(self, item: Item, first: int) -> None:
        self._sum_row("小计", item.max, item.id, [Span(first, 0, self.row - first)], range(self.at["rule"], 99))
        self.sheet.put(Span(self.row - 1, self.at["number"]), None, replace(CENTRE, fill=SUM))

    def _total_row(self) -> None:
        parts = _joined(self.scored)
        self._sum_row("总分", self.form.form_set.total, "total", parts, range(1, 99))

    def _sum_row(self, label: str, maximum: Decimal, about: str, parts: list[Span], columns: range) -> None:
        """One row of sums: over the column to be scored, and over printed self scores beside it."""
        grey = replace(NUMBER, fill=SUM, bold=True)
        start, end = columns[0], self.at["max"]
        self.sheet.put(
            Span(self.row, start, 1, end - start), label, replace(grey, align="right" if start > 1 else "center")
        )
        self.sheet.put(Span(self.row, end), maximum, grey)
        lines = 1
        for column in self.form.columns[end:]:
            where = Span(self.row, self.at[column.name])
            value = self.form.printed.get((about, column.name))
            if column.name == self.form.score:
                own = [replace(part, column=where.column) for part in parts]
                self.sheet.total(where, own, self._result(own, column), grey)
            elif isinstance(value, str):
                self.sheet.put(where, value, replace(TEXT, fill=SUM))
                lines = max(lines, lines_in(value, column.width))
            else:
                self.sheet.put(where, value, grey)
        self.sheet.height(self.row, max(20, lines * _LINE + 4), grows=lines > 1)
        self.row += 1

    def _result(self, parts: list[Span], column: Column) -> Decimal:
        """The sum of what stands in the column now."""
        rows = {row for part in parts for row in range(part.row, part.last_row + 1)}
        values = (
            self.form.printed.get((rule.id, column.name))
            for rule, cell in zip(self.form.form_set.rules(), self.scored, strict=False)
            if cell.row in rows
        )
        return sum((value for value in values if isinstance(value, Decimal)), Decimal(0))

    def _notes(self) -> None:
        width = sum(column.width for column in self.form.columns)
        for note in self.form.notes:
            self.sheet.put(Span(self.row, 1, 1, len(self.form.columns)), note, PLAIN)
            self.sheet.height(self.row, lines_in(note, width) * _LINE + 3)
            self.row += 1


def _joined(cells: list[Span]) -> list[Span]:
    """Neighbouring cells of one column as ranges."""
    ranges: list[Span] = []
    for cell in cells:
        if ranges and ranges[-1].last_row + 1 == cell.row:
            ranges[-1] = replace(ranges[-1], rows=ranges[-1].rows + 1)
        else:
            ranges.append(cell)
    return ranges


def _signature_page(book: Book, form: Form) -> None:
    """A page of its own for 意见, signatures and seals."""
    sheet = book.sheet("签字页")
    sheet.widths((22, 66))
    sheet.put(Span(1, 1, 1, 2), f"{form.title}（签字页）", TITLE)
    sheet.height(1, 40)
    sheet.put(Span(2, 1), "单位", replace(CENTRE, fill=LABEL))
    sheet.put(Span(2, 2), form.unit, TEXT)
    sheet.height(2, 26)
    for row, (label, text) in enumerate(form.signatures, 3):
        sheet.put(Span(row, 1), label, replace(CENTRE, fill=LABEL))
        sheet.put(Span(row, 2), text, filled_in(replace(TEXT, vertical="bottom", align="right" if text else "left")))
        sheet.height(row, 110)
    sheet.print_on_a4(landscape=False)
    sheet.protect()

"""A scoring form as a Word file: whatever is to be filled in is a content control with a tag.

Tags are ``field:<name>`` in the head, ``rule:<id>:<column>``, ``item:<id>:<column>`` for a 小计 and
``field:stated_total`` for the 总分.  Word does not add up, so sums are asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from generate.form_content import Column, Form, HeadField, Value, is_item_alone
from generate.word_form import A4_LONG, MARGIN, Cell, Control, Writer
from jieyue.figures import plain
from jieyue.formset import Item, Rule

_LABEL, _SUM = "EEF2F6", "F5F5F5"
_ROOM = A4_LONG - 2 * MARGIN
_CENTRED = {"number", "section", "item", "max", "count", "self_score", "verified_score", "not_applicable"}
_HINTS = {"count": "填数", "self_score": "填分", "verified_score": "填分"}
_ROOM_TO_WRITE = "\u3000" * 4
"""The hint where nothing needs saying: room that can be clicked, and prints as empty."""


def form_docx(form: Form) -> bytes:
    """The whole form as the bytes of a docx file."""
    writer = Writer()
    writer.paragraph(form.title, "Title")
    _head(writer, form)
    writer.paragraph("", "Note")
    writer.table(_widths(form), _TableRows(form).rows(), headed=True)
    for note in form.notes:
        writer.paragraph(note, "Note")
    if form.signatures:
        _signature_page(writer, form)
    return writer.saved(form.title, form.organ, form.year, form.mark)


def _widths(form: Form) -> list[int]:
    """Column widths in twips that fill the line."""
    whole = sum(column.width for column in form.columns)
    widths = [int(column.width / whole * _ROOM) for column in form.columns]
    widths[3] += _ROOM - sum(widths)
    return widths


def _head(writer: Writer, form: Form) -> None:
    label, value = 1500, (_ROOM - 3 * 1500) // 3
    widths = [label, value] * 3
    rows = []
    for fields in form.head:
        cells = []
        for number, entry in enumerate(fields, 1):
            columns = 1 if number < len(fields) else 7 - 2 * len(fields)
            content = shown(entry.value) if entry.printed else _head_control(entry)
            cells += [Cell(entry.label, label, align="center", fill=_LABEL), Cell(content, value, columns)]
        rows.append(cells)
    writer.table(widths, rows)


def _head_control(entry: HeadField) -> Control:
    hint = "请选择" if entry.choices else "选日期" if entry.is_date else "填写"
    return Control(f"field:{entry.name}", entry.label, shown(entry.value), hint, entry.choices, entry.is_date)


def shown(value: Value) -> str:
    """A value as a person reads it."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return plain(value)
    return f"{value.year}年{value.month}月{value.day}日" if isinstance(value, date) else str(value)


class _TableRows:
    """The rows of the score table."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.widths = dict(zip((column.name for column in form.columns), _widths(form), strict=True))

    def rows(self) -> Iterator[list[Cell]]:
        yield [
            Cell(column.heading, self.widths[column.name], align="center", bold=True, fill=_LABEL)
            for column in self.form.columns
        ]
        section = ""
        for item in self.form.form_set.items:
            merge = "continue" if item.section == section else "restart"
            section = item.section
            for number, rule in enumerate(item.rules):
                yield self._rule(item, rule, merge, "continue" if number else "restart")
                merge = "continue"
            if not is_item_alone(item):
                yield self._subtotal(item)
        yield self._sums("总分", self.form.form_set.total, "total", 0)

    def _rule(self, item: Item, rule: Rule, section: str, part: str) -> list[Cell]:
        cells = []
        for column in self.form.columns:
            align = "center" if column.name in _CENTRED else "left"
            merge = {"section": section, "item": part}.get(column.name, "")
            content = "" if merge == "continue" else self._content(item, rule, column)
            cells.append(Cell(content, self.widths[column.name], merge=merge, align=align))
        return cells

    def _content(self, item: Item, rule: Rule, column: Column) -> str | Control:
        own = {
            "number": rule.id,
            "section": f"{item.section_number} {item.section}",
            "item": f"{item.title}\n（{plain(item.max)}分）",
            "rule": rule.wording(self.form.level),
            "max": plain(rule.max),
        }
        if column.name in own:
            return own[column.name]
        value = shown(self.form.printed.get((rule.id, column.name)))
        if not column.fill or (column.name == "count" and rule.count is None):
            return value
        return self._control(rule, column, value)

    def _control(self, rule: Rule, column: Column, value: str) -> Control:
        choices: tuple[str, ...] = ()
        if column.name == "not_applicable":
            choices = ("不适用",)
        elif column.name == self.form.score and rule.kind == "all-or-nothing":
            choices = ("0", plain(rule.max))
        hint = "请选择" if choices else _HINTS.get(column.name, _ROOM_TO_WRITE)
        return Control(f"rule:{rule.id}:{column.name}", f"{rule.id} {column.heading}", value, hint, choices)

    def _subtotal(self, item: Item) -> list[Cell]:
        continued = [
            Cell("", self.widths["number"], fill=_SUM),
            Cell("", self.widths["section"], merge="continue"),
            Cell("", self.widths["item"], merge="continue"),
        ]
        return [*continued, *self._sums("小计", item.max, item.id, 3)]

    def _sums(self, label: str, maximum: Decimal, about: str, start: int) -> list[Cell]:
        columns = self.form.columns
        end = [column.name for column in columns].index("max")
        width = sum(self.widths[column.name] for column in columns[start:end])
        align = "right" if start else "center"
        cells = [
            Cell(label, width, end - start, align=align, bold=True, fill=_SUM),
            Cell(plain(maximum), self.widths["max"], align="center", bold=True, fill=_SUM),
        ]
        rest = columns[end + 1 :]
        return cells + [Cell(self._sum(about, one), self.widths[one.name], align="center", fill=_SUM) for one in rest]

    def _sum(self, about: str, column: Column) -> str | Control:
        value = shown(self.form.printed.get((about, column.name)))
        if column.name != self.form.score:
            return value
        tag = "field:stated_total" if about == "total" else f"item:{about}:{column.name}"
        name = "总分" if about == "total" else f"{about} 小计"
        return Control(tag, name, value, "填分")


def _signature_page(writer: Writer, form: Form) -> None:
    """A page of its own for 意见, signatures and seals."""
    writer.paragraph(f"{form.title}（签字页）", "Title", new_page=True)
    widths = [2600, _ROOM - 2600]
    writer.table(widths, [[Cell("单位", widths[0], align="center", fill=_LABEL), Cell(form.unit or "", widths[1])]])
    rows = [
        [Cell(label, widths[0], align="center", fill=_LABEL), Cell(text, widths[1], align="right" if text else "left")]
        for label, text in form.signatures
    ]
    writer.paragraph("", "Note")
    writer.table(widths, rows, tall=1500)

"""What a template may be given: text and numbers, records, tables of rows, ready XML, and running numbers.

A shape says what a value offers to placeholders, so that a template can be asked before anything is rendered.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from jieyue.errors import JieyueError

ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters that no Word file can hold, or that nobody can see."""
_NOTABLE = re.compile(rf"{ILLEGAL.pattern}|\r")


class ValueRefused(JieyueError):
    """A value cannot be written into a document as it is; the message names the field and the character."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """Ready WordprocessingML of whole paragraphs or tables, put in by ``{{p 名称 }}``; made by our own code only."""

    xml: str


@dataclass(frozen=True, slots=True)
class Rows:
    """A table: the column names and, in the same order, the cells of each row."""

    columns: tuple[str, ...]
    rows: Sequence[Sequence[Any]] = ()


@dataclass(slots=True)
class Numbering:
    """``{{节}}`` prints 一、 二、 … and ``{{条}}`` prints （一） （二） …, beginning anew in every section."""

    section: int = 0
    item: int = 0

    def next_section(self) -> str:
        """一、 and so on; items begin anew."""
        self.section, self.item = self.section + 1, 0
        return f"{hanzi(self.section)}、"

    def next_item(self) -> str:
        """（一） and so on."""
        self.item += 1
        return f"（{hanzi(self.item)}）"


SECTION, ITEM = "节", "条"
"""The two running numbers every template may use."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a value offers: plain text (no ``members``), a record, a list of records, ready XML or a flag."""

    kind: str = "text"
    members: Mapping[str, Shape] = field(default_factory=dict)


TEXT = Shape()


def shape_of(value: Any) -> Shape:
    """The shape of a context value; a list's rows are alike, so its first one speaks for all."""
    if isinstance(value, bool):
        return Shape("flag")
    if isinstance(value, Fragment):
        return Shape("fragment" if value.xml else "nothing")
    if isinstance(value, Rows):
        first = value.rows[0] if value.rows else (None,) * len(value.columns)
        return Shape("list", {name: shape_of(cell) for name, cell in zip(value.columns, first, strict=True)})
    if isinstance(value, Mapping):
        return Shape("record", {name: shape_of(part) for name, part in value.items()})
    if isinstance(value, list | tuple):
        return Shape("list", shape_of(value[0]).members if value else {})
    return TEXT


def prepared(value: Any, place: str) -> Any:
    """The value as the template engine sees it, every text checked.  Raises :class:`ValueRefused`."""
    if isinstance(value, str):
        return _checked(value, place)
    if isinstance(value, Rows):
        return _prepared_rows(value, place)
    if isinstance(value, Mapping):
        return {name: prepared(part, f"{place}“{name}”") for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [prepared(part, f"{place}第{number}项") for number, part in enumerate(value, 1)]
    if isinstance(value, bool | int | Decimal | Fragment):
        return value
    raise ValueRefused(f"{place}的值不能写入文书（{type(value).__name__}）；请报告开发者")


def _prepared_rows(table: Rows, place: str) -> list[dict[str, Any]]:
    """Long tables are searched as one text; only one with something to say about it goes cell by cell."""
    cells = [cell for row in table.rows for cell in row if type(cell) is not int]
    if all(type(cell) is str for cell in cells) and not _NOTABLE.search("".join(cells)):
        return [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    return [
        {name: prepared(cell, f"{place}第{number}行“{name}”") for name, cell in zip(table.columns, row, strict=True)}
        for number, row in enumerate(table.rows, 1)
    ]


def _checked(text: str, place: str) -> str:
    bad = ILLEGAL.search(text)
    if bad:
        code = f"U+{ord(bad.group()):04X}"
        raise ValueRefused(
            f"{place}第{bad.start() + 1}个字是不能写入文书的字符（{code}）；请在数据来源处删去该字符后重试"
        )
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def hanzi(number: int) -> str:
    """1–99 in Chinese numerals: 一, 十, 十二, 二十, 三十五."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    if not tens:
        return digits[ones]
    return ("" if tens == 1 else digits[tens]) + "十" + (digits[ones] if ones else "")

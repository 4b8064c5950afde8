"""The indicator table as the notice prints it: plain data, read here without any code of the reader."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

import yaml

_FILE = Path(__file__).parents[2] / "forms" / "hunan-2020" / "indicators.yaml"


@dataclass(frozen=True)
class PrintedRule:
    id: str
    text: str
    max: Decimal


@dataclass(frozen=True)
class PrintedItem:
    id: str
    number: int
    section: str
    title: str
    requirement: str
    max: Decimal
    rules: tuple[PrintedRule, ...]

    @property
    def lines(self) -> str:
        """All rules in one cell, numbered where there are several."""
        if len(self.rules) == 1:
            return self.rules[0].text
        return "\n".join(f"{number}.{rule.text}" for number, rule in enumerate(self.rules, 1))


@cache
def printed_items() -> tuple[PrintedItem, ...]:
    """The 11 项目 in printed order."""
    data = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return tuple(
        PrintedItem(
            str(item["id"]),
            int(section["number"]),
            section["title"],
            item["title"],
            item["requirement"],
            Decimal(str(item["max"])),
            tuple(PrintedRule(str(rule["id"]), rule["text"], Decimal(str(rule["max"]))) for rule in item["rules"]),
        )
        for section in data["sections"]
        for item in section["items"]
    )


def item_of(about: str) -> str:
    """``2.1.3`` belongs to ``2.1``."""
    return ".".join(about.split(".")[:2])

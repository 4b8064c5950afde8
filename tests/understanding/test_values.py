"""Every shape of one score: what a careful clerk takes, and what she would phone about."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extract.breakdown import earned_alone, read_breakdown
from extract.grid import Cell, CellKind
from extract.values import read_count, read_score, read_text
from jieyue.formset import load_form_set

FOUR = Decimal(4)
TAKEN = """
4|4
4.0|4
４|4
4分|4
４分|4
 4 分 |4
得4分|4
得 4 分|4
四分|4
四点五分|4.5
两分|2
三分半|3.5
3.5|3.5
3．5|3.5
满分|4
得满分|4
4（满分）|4
自评4分|4
自评得分：4分|4
得分：4|4
+4|4
十分|10
十二|12
0|0
零分|0
不得分|0
-2|-2
－2|-2
负2分|-2
'4'|4
4。|4
（4分）|4
实得3分|3
此项得4分|4
计3分|3
叁点伍分|3.5
4分（已完成）|4
3.5分（满分4分）|3.5
应得4分，实得3分|3
扣0.5分，得3.5分|3.5
扣0.5得3.5|3.5
得3.5分，扣0.5分|3.5
得4分，未扣分|4
3分，扣1分|3
3.5（扣0.5分）|3.5
4-1=3|3
3（分）|3
0分（未开展）|0
未开展，得0分|0
已印发制度3份，得3分|3
共得3分|3
"""
DOUBTED = """
自评0得4
得2得4
/
—
-
√
×
无
约3
3-4
3～4
90%
4/4
3。5
3,5
3、5
1 0
4.
.5
05
4+
≥3
扣1分
3项
1,000
半分
3或4
见附件
待定
4??
二〇
一二
一
〇
4①
4¹
④
½
4+2
（4）
3（4）
3分（4分）
3（满分）
应得3分，实得3分
得3.5分，扣1分
3.5分，扣1分
4（扣1分）
5-1=4
4-1=2
4-1
3分，得3分
未完成，得4分
已完成，得0分
3分（未开展）
4分（待核查）
4分（暂定）
去年得4分
建议得3分
未落实2项，得2分
1、已完成，得4分
每项得2分
"""
NOT_APPLICABLE = [
    "不适用",
    "无此项",
    "不涉及",
    "N/A",
    "n/a",
    "不适用（无食堂）",
    "不适用，本单位无公务用车",
    "（不适用）",
    "本单位不适用",
]


def lines(table: str) -> list[str]:
    return [line for line in table.strip("\n").splitlines() if line]


@pytest.mark.parametrize("case", lines(TAKEN))
def test_what_a_careful_clerk_takes_is_read(case: str) -> None:
    text, _, value = case.partition("|")
    assert read_text(text, FOUR).value == Decimal(value)


@pytest.mark.parametrize("text", lines(DOUBTED))
def test_what_she_would_phone_about_is_no_number(text: str) -> None:
    read = read_text(text, FOUR)
    assert (read.value, read.code) == (None, "score-not-a-number")


@pytest.mark.parametrize("text", ["", "  ", "____", "\u3000", "\n", "填分", "单击此处输入文字。"])
def test_a_blank_cell_is_missing_and_not_a_zero(text: str) -> None:
    assert read_text(text, FOUR).code == "score-missing"


@pytest.mark.parametrize("text", NOT_APPLICABLE)
def test_not_applicable_is_neither_a_zero_nor_full_marks(text: str) -> None:
    read = read_text(text, FOUR)
    assert (read.value, read.code) == (None, "not-applicable")


@pytest.mark.parametrize("kind", [CellKind.DATE, CellKind.ERROR, CellKind.BOOLEAN])
def test_a_cell_that_is_no_number_to_the_spreadsheet_is_none_here(kind: CellKind) -> None:
    assert read_score(Cell(0, 0, "4", "G7", kind), FOUR).code == "score-not-a-number"


def test_dust_of_binary_fractions_is_wiped_off() -> None:
    cell = Cell(0, 0, "9.3", "G7", CellKind.NUMBER, number=Decimal("9.299999999999999"))
    assert read_score(cell, Decimal(10)).value == Decimal("9.3")


def test_a_number_shown_otherwise_than_stored_is_doubtful() -> None:
    cell = Cell(0, 0, "9", "G7", CellKind.NUMBER, number=Decimal("8.5"))
    assert read_score(cell, Decimal(10)).value is None


@pytest.mark.parametrize(
    ("text", "count"), [("3", 3), ("3项", 3), ("三项", 3), ("3个", 3), ("约3项", None), ("", None)]
)
def test_a_count_is_read_with_its_measure_word(text: str, count: int | None) -> None:
    assert read_count(Cell(0, 0, text, "F7"), "项") == count


BREAKDOWNS = """
1.得4分；2.得2分|4 2
1、得4分，2、得2分|4 2
1. 4分；2. 2分|4 2
①4 ②3.5|4 3.5
①4分②3分|4 3
（1）4分；（2）2分|4 2
1）4；2）2|4 2
第一条4分，第二条2分|4 2
4\\n2|4 2
4分\\n2分|4 2
6分（其中：1.得4分；2.得2分）|4 2
合计6分：1、得4分；2、得2分|4 2
1.得4分；2.不得分|4 0
"""
NO_BREAKDOWN = [
    "1.4；2.4",
    "1.4分；2.4分",
    "1.4\n2.2",
    "4+2=7",
    "4\n2\n1",
    "1.得4分；3.得2分",
    "4；2",
    "4 2",
    "1.得4分；2.约2分",
]


@pytest.mark.parametrize("case", lines(BREAKDOWNS))
def test_a_clear_breakdown_gives_each_rule_its_score(case: str) -> None:
    text, _, parts = case.partition("|")
    found = read_breakdown(text.replace("\\n", "\n"), load_form_set().item_by_id["2.1"])
    assert found is not None
    assert found.parts == tuple(map(Decimal, parts.split()))


@pytest.mark.parametrize("text", NO_BREAKDOWN)
def test_a_breakdown_that_reads_two_ways_is_none(text: str) -> None:
    assert read_breakdown(text, load_form_set().item_by_id["2.1"]) is None


@pytest.mark.parametrize(
    ("text", "score"), [("得4分", FOUR), ("自评4分。", FOUR), ("4分", None), ("已建台账，得4分", None), ("扣1分", None)]
)
def test_a_remark_counts_only_when_it_says_nothing_but_the_score(text: str, score: Decimal | None) -> None:
    assert earned_alone(text) == score

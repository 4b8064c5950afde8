"""What outside examiners found: each a form that a careful clerk reads, or a value she would ask about."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extract.understand import understand
from jieyue.formset import load_form_set
from jieyue.model import Status, Submission
from tests.understanding.tables import SOURCE, by_item, codes, document, read, scores

ITEMS = load_form_set().items
FULL = {item.id: str(item.max) for item in ITEMS}


@pytest.mark.parametrize("words", ["创建项目", "指标", "某某内容"])
def test_a_header_is_known_by_its_points_and_scores_whatever_the_rest_is_called(words: str) -> None:
    found = read(by_item().replace("项目", words, 1).replace("评分要求", "某种要求").replace("评分规则", "某种办法"))
    assert (found.status, scores(found)) == (Status.ACCEPTED, FULL)


@pytest.mark.parametrize("words", ["共{}分", "合计{}分", "共计{}"])
def test_a_sum_in_words_is_the_score(words: str) -> None:
    found = read(by_item({item.id: words.format(item.max) for item in ITEMS}))
    assert scores(found) == FULL


def test_a_total_in_words_over_the_whole_table_is_the_forms() -> None:
    lines = by_item().splitlines()
    found = read("\n".join([*lines[:-1], "| 合计：100分 | < | < | < | < | < | < | < |"]))
    assert found.stated_total == 100


@pytest.mark.parametrize("header", ["2025年得分", "初评得分"])
def test_a_score_of_another_time_is_asked_about_where_a_strange_column_has_scores_too(header: str) -> None:
    found = read(by_item({item.id: f"3 | {item.max}" for item in ITEMS}, header=f"{header} | 本次"))
    assert codes(found) == ["columns-ambiguous"]
    assert found.items == ()


@pytest.mark.parametrize(("header", "known"), [("初评得分", False), ("初步自评得分", True)])
def test_a_provisional_score_alone_is_asked_about(header: str, known: bool) -> None:
    assert (scores(read(by_item(header=header))) == FULL) is known


def test_scores_headed_by_another_year_than_the_form_are_not_its_own() -> None:
    found = read(by_item(header="2025年得分"))
    assert (found.year, codes(found), found.items) == (2026, ["columns-ambiguous"], ())


def test_scores_headed_by_the_forms_year_are_its_own() -> None:
    found = read(by_item(header="2026年得分"))
    assert (found.year, scores(found)) == (2026, FULL)


def test_a_header_whose_rows_all_stand_overleaf_is_theirs() -> None:
    lines = by_item().splitlines()
    at = next(number for number, line in enumerate(lines) if "评分规则" in line)
    found = read("\n".join([*lines[: at + 1], "续表", *lines[at + 1 :]]))
    assert (found.status, scores(found)) == (Status.ACCEPTED, FULL)


def contact(*lines: str) -> tuple[str | None, str | None, list[str]]:
    text = by_item().splitlines()
    rest = [line for line in text if "联系" not in line]
    found = understand(document("\n".join([*lines, *rest])), SOURCE, [load_form_set()])
    return found.person, found.phone, [one for one in codes(found) if one.startswith("contact")]


@pytest.mark.parametrize(
    "guidance",
    [
        "3.联系人：省局节能处　联系电话：0731-80000000",
        "填报中如有疑问，请与省局联系。联系人：周某　联系电话：0731-80000000",
        "| 填表说明 |\n| 联系人：周某　联系电话：0731-80000000 |",
    ],
)
def test_whom_to_ask_is_not_who_fills_the_form_in(guidance: str) -> None:
    own = "填报人：李某　联系电话：0731-12345678"
    assert contact(guidance, own) == ("李某", "0731-12345678", [])


def test_the_number_beside_the_contact_is_the_contacts() -> None:
    lines = ("单位负责人：赵某　电话：0731-11111111", "联系人：李某　电话：0731-22222222")
    assert contact(*lines) == ("李某", "0731-22222222", [])


def test_two_contacts_of_equal_standing_are_asked_about() -> None:
    person, _, said = contact("联系人：李某　电话：0731-11111111", "联系人：王某　电话：0731-22222222")
    assert (person, said) == (None, ["contact-conflict"])


def test_two_days_of_filling_in_are_asked_about() -> None:
    found = read("填报日期：2026年10月12日\n填报日期：2026年10月15日\n" + by_item())
    assert (found.filled_on, "date-unreadable" in codes(found)) == (None, True)


def test_two_torn_rows_of_an_item_do_not_make_its_points_those_of_rows_for_rules() -> None:
    rows = ["| 序号 | 项目 | 评分规则 | 分值 | 自评得分 |"]
    for number, item in enumerate(ITEMS, 1):
        kept = item.rules[1:3] if item.id == "3.1" else item.rules[-1:]
        rows += [f"| {number} | {item.title} | {rule.text} | {item.max} | {item.max} |" for rule in kept]
    found = read("湖南省节约型机关自评表\n单位名称：湖南省水利厅\n" + "\n".join(rows))
    (answer,) = [one for one in found.items if one.item == "5.1"]
    assert (str(answer.self_score), answer.rules) == ("11", ())


def test_the_only_row_left_of_an_item_is_its_rules_where_the_points_of_items_stand_over_rows_of_rules() -> None:
    rows = ["| 序号 | 项目 | 评分规则 | 分值 | 自评得分 |"]
    for number, item in enumerate(ITEMS, 1):
        for rule in item.rules:
            first = rule.number == 1
            head = f"| {number if first else '^'} | {item.title if first else '^'} | {rule.text} |"
            rows.append(f"{head} {item.max if first else '^'} | {rule.max} |")
    found = read("湖南省节约型机关自评表\n单位名称：湖南省水利厅\n" + "\n".join(rows[:-1]))
    (answer,) = [one for one in found.items if one.item == "5.2"]
    assert (answer.self_score, [str(rule.self_score) for rule in answer.rules]) == (None, ["3", "None"])
    assert "rows-missing" in codes(found)


def report(*passages: str) -> Submission:
    return read("\n".join(["湖南省水利厅节约型机关创建自评报告", *passages, "湖南省水利厅", "2026年10月12日"]))


def sentences(**other: str) -> list[str]:
    """A passage an item, full marks; ``i4_2`` is the passage of 4.2."""
    plain = "{title}：工作扎实。自评得分：{max}分。"
    return [other.get("i" + item.id.replace(".", "_"), plain).format(title=item.title, max=item.max) for item in ITEMS]


def test_the_tables_own_words_in_a_report_are_asked_about() -> None:
    quoted = "{title}：停止使用不可降解一次性塑料制品，得3.5分。"
    (item,) = [one for one in report(*sentences(i4_1=quoted)).items if one.item == "4.1"]
    assert (item.self_score, item.raw) == (None, "得3.5分")


def test_a_printed_table_whose_lines_are_lost_is_no_report() -> None:
    quoted = {
        "i4_1": "{title} 推动源头减量 10 停止使用不可降解一次性塑料制品，得3.5分。 5 材料齐全",
        "i4_2": "{title} 按标准配备 6 干部职工分类投放生活垃圾，得2分。 5.5 材料齐全",
    }
    assert codes(report(*sentences(**quoted))) == ["form-unrecognised"]


@pytest.mark.parametrize(
    "passage",
    [
        "{title}项目满分{max}分，我单位自评{max}分。",
        "7.{title}工作情况：扎实。自评得{max}分。",
        "{title}。扎实。自评分：{max}",
    ],
)
def test_a_paragraph_that_begins_with_an_items_title_is_its_passage(passage: str) -> None:
    found = report(*sentences(i4_2=passage, i4_3=passage))
    assert scores(found) == FULL


def test_a_score_beside_the_name_of_an_item_without_a_passage_is_nobodys() -> None:
    found = report(*sentences(i4_2="分类投放：基本到位。", i4_3="关于分类收运，自评得8分。"))
    assert (scores(found)["4.2"], scores(found)["4.3"]) == (None, None)


SUMMARY = """岳阳市节约型机关创建情况汇总表
填报单位：岳阳市机关事务管理局
| 序号 | 县市区 | {name} | 层级 | {self} | {verified} | 是否达标 |
| 1 | 市本级 | 岳阳市财政局 | 市级 | #90 | {first} | 是 |
| 2 | 市本级 | 岳阳市统计局 | 市级 | 88分 | {second} | 是 |
"""


def summary(first: str = "#85", second: str = "#82.5", **words: str) -> Submission:
    headings = {"name": "单位全称", "self": "自评分", "verified": "核查分"} | words
    return read(SUMMARY.format(first=first, second=second, **headings))


@pytest.mark.parametrize(
    "words", [{"name": "机关名称"}, {"self": "自评分数"}, {"self": "单位自评得分"}, {"verified": "市州核查得分"}]
)
def test_a_summary_calls_its_columns_by_the_words_of_the_forms(words: dict[str, str]) -> None:
    found = summary(**words)
    assert [(row.name, row.self_score, row.verified_score) for row in found.summary] == [
        ("岳阳市财政局", Decimal(90), Decimal(85)),
        ("岳阳市统计局", Decimal(88), Decimal("82.5")),
    ]
    assert codes(found) == []


def test_scores_of_a_summary_under_strange_words_are_asked_about() -> None:
    found = summary(verified="某分")
    assert (codes(found), [row.verified_score for row in found.summary]) == (["columns-ambiguous"], [None, None])


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [("#85", "^", "score-shared"), ("约85", "#80", "score-not-a-number"), ("-5", "#80", "score-negative")],
)
def test_a_doubtful_score_of_a_summary_is_asked_about(first: str, second: str, code: str) -> None:
    assert code in codes(summary(first, second))


def test_a_scored_line_of_a_summary_without_a_name_is_asked_about() -> None:
    found = read(
        SUMMARY.format(first="#85", second="#80", name="单位全称", self="自评分", verified="核查分").replace(
            "岳阳市统计局", ""
        )
    )
    assert "row-unknown" in codes(found)


def test_a_sum_gives_the_item_its_score_and_no_rule_any() -> None:
    item = next(one for one in read(by_item({"3.3": "2.5+1=3.5"})).items if one.item == "3.3")
    assert (item.self_score, item.rules) == (Decimal("3.5"), ())


@pytest.mark.parametrize("words", ["4/4", "1.5+2.5", "不扣分", "03", "10/10"])
def test_what_may_be_a_ratio_a_sum_a_deduction_or_a_number_is_asked_about(words: str) -> None:
    assert scores(read(by_item({"2.1": words})))["2.1"] is None

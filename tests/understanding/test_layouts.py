"""Tables as they come back: columns moved and renamed, rows repeated, lost, torn and merged."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from extract.grid import Mark
from jieyue.formset import load_form_set
from jieyue.model import Kind, Status, Submission
from tests.understanding.tables import by_item, by_rule, codes, read, scores

ITEMS = load_form_set().items
FULL = {item.id: str(item.max) for item in ITEMS}


def about(found: Submission, code: str) -> list[str | None]:
    return [problem.about for problem in found.problems if problem.code == code]


def test_the_printed_table_with_a_score_an_item_is_accepted() -> None:
    found = read(by_item(total="100"))
    assert found.status is Status.ACCEPTED
    assert (found.kind, found.form_set, found.stated_total) == (Kind.SELF_ASSESSMENT, "hunan-2020", Decimal(100))
    assert scores(found) == FULL
    assert all(item.rules == () for item in found.items)


def test_our_own_form_with_a_score_a_rule_is_accepted() -> None:
    found = read(by_rule(subtotals={}, total="100"))
    assert found.status is Status.ACCEPTED
    assert sum(len(item.rules) for item in found.items) == 32
    assert [item.self_score for item in found.items] == [item.max for item in ITEMS]


@pytest.mark.parametrize(
    "header",
    ["自评得分", "自评分", "得分", "单位自评", "自查得分", "自评得分（分）", "自 评 得 分", "单位自评得分情况"],
)
def test_the_score_column_goes_by_many_names(header: str) -> None:
    assert scores(read(by_item(header=header))) == FULL


@pytest.mark.parametrize("header", ["评定", "", "扣分", "上年得分", "应得分"])
def test_a_column_of_unknown_name_is_never_taken_for_the_score(header: str) -> None:
    found = read(by_item(header=header))
    assert "columns-ambiguous" in codes(found)
    assert not any(value for value in scores(found).values())


def test_two_score_columns_that_differ_are_ambiguous() -> None:
    found = read(by_item({"2.1": "8 | 7"}, header="得分 | 自评得分"))
    assert codes(found) == ["columns-ambiguous"]
    assert found.items == ()


def test_last_years_scores_beside_this_years_are_left_alone() -> None:
    found = read(by_item({item.id: f"3 | {item.max}" for item in ITEMS}, header="上年得分 | 自评得分"))
    assert (found.status, scores(found)) == (Status.ACCEPTED, FULL)


def test_an_empty_column_for_the_verifiers_changes_nothing() -> None:
    found = read(by_item({item.id: f" | {item.max}" for item in ITEMS}, header="核查得分 | 自评得分"))
    assert (found.kind, found.status, scores(found)) == (Kind.SELF_ASSESSMENT, Status.ACCEPTED, FULL)


def test_a_heading_over_two_columns_is_read_with_the_one_below() -> None:
    text = by_item({item.id: f"{item.max} | " for item in ITEMS}, header="得分 | <")
    lines = text.splitlines()
    header = next(number for number, line in enumerate(lines) if "评分要求" in line)
    lines.insert(header + 1, "| ^ | ^ | ^ | ^ | ^ | ^ | 自评 | 核查 | ^ |")
    found = read("\n".join(lines))
    assert (found.status, scores(found)) == (Status.ACCEPTED, FULL)


def test_filled_scores_of_the_verifiers_make_it_a_verification() -> None:
    found = read(by_item({item.id: f"{item.max} | {item.max - 1}" for item in ITEMS}, header="自评得分 | 核查得分"))
    assert found.kind is Kind.VERIFICATION
    assert [item.verified_score for item in found.items] == [item.max - 1 for item in ITEMS]
    assert [item.self_score for item in found.items] == [item.max for item in ITEMS]


def test_a_header_repeated_at_a_page_break_is_no_row() -> None:
    lines = by_item(total="100").splitlines()
    header = next(line for line in lines if "评分要求" in line)
    for extra in ([header], ["", header], [""]):
        found = read("\n".join([*lines[:9], *extra, *lines[9:]]))
        assert (found.status, scores(found)) == (Status.ACCEPTED, FULL)


def test_a_deleted_item_is_named() -> None:
    found = read("\n".join(line for line in by_item().splitlines() if "绿色出行" not in line))
    assert about(found, "rows-missing") == ["3.3"]
    assert scores(found)["3.3"] is None


def test_a_deleted_rule_is_named() -> None:
    found = read("\n".join(line for line in by_rule().splitlines() if not line.startswith("| 2.2.3")))
    assert about(found, "rows-missing") == ["2.2.3"]
    assert scores(found)["2.2"] is None


def test_a_row_given_twice_with_other_scores_has_none() -> None:
    lines = by_item().splitlines()
    row = next(number for number, line in enumerate(lines) if "绿色采购" in line)
    found = read("\n".join([*lines[: row + 1], lines[row].replace("| 6 | 6 |", "| 6 | 5 |"), *lines[row + 1 :]]))
    assert about(found, "rows-repeated") == ["3.2"]
    assert scores(found)["3.2"] is None


def test_one_cell_over_all_rules_is_the_items_score() -> None:
    found = read(by_rule({"2.1.1": "7", "2.1.2": "^"}))
    item = next(item for item in found.items if item.item == "2.1")
    assert (item.self_score, item.rules, found.status) == (Decimal(7), (), Status.ACCEPTED)


def test_one_cell_over_some_rules_is_nobodys_score() -> None:
    found = read(by_rule({"2.2.1": "8", "2.2.2": "^"}))
    assert about(found, "score-shared") == ["2.2.1", "2.2.2"]
    assert scores(found)["2.2"] is None


def test_blank_is_missing_row_by_row() -> None:
    found = read(by_rule({"2.1.1": "", "5.2.2": ""}))
    assert about(found, "score-missing") == ["2.1.1", "5.2.2"]


def test_scores_against_the_table() -> None:
    found = read(by_item({"1.1": "5", "2.2": "24", "3.1": "-1", "4.1": "8.3"}))
    assert codes(found) == ["score-partial", "score-above-maximum", "score-negative", "score-step"]


def test_a_subtotal_that_is_no_sum_is_said() -> None:
    assert about(read(by_rule(subtotals={"2.1": "7"})), "item-rules-mismatch") == ["2.1"]


def test_a_total_that_is_no_sum_is_said() -> None:
    assert about(read(by_item(total="99")), "total-mismatch") == ["stated_total"]


def test_counts_are_compared_with_scores() -> None:
    found = read(by_rule({"2.2.5": "4"}, {"2.2.5": "3项"}))
    assert about(found, "count-mismatch") == ["2.2.5"]


def test_a_count_without_a_score_is_kept_and_asked_about() -> None:
    found = read(by_rule({"5.1.1": ""}, {"5.1.1": "2"}))
    rule = next(rule for item in found.items for rule in item.rules if rule.rule == "5.1.1")
    assert (rule.count, rule.self_score, codes(found)) == (2, None, ["score-missing"])


def test_a_breakdown_in_the_remarks_is_read_and_compared() -> None:
    found = read(by_item({"2.1": "", "3.2": "5"}, remarks={"2.1": "1.得4分；2.得2分", "3.2": "1.得3分；2.得3分"}))
    assert scores(found)["2.1"] == "6"
    assert about(found, "item-rules-mismatch") == ["3.2"]


def test_a_simple_formula_is_computed_and_said() -> None:
    numbers = {item.id: f"#{item.max}" for item in ITEMS}
    found = read(by_item(numbers, total="=SUM(G2:G12)"))
    assert (found.stated_total, codes(found)) == (Decimal(100), ["formula-computed"])


def test_any_other_formula_has_no_value() -> None:
    found = read(by_item({"2.1": "=VLOOKUP(A1,B:C,2)"}))
    assert about(found, "formula-without-value") == ["2.1"]


def test_a_scored_row_of_no_rule_is_said() -> None:
    lines = by_item().splitlines()
    extra = "| 6 | 加分项 | 特色工作 | 有特色做法 | 省级以上表彰的，得5分 | 5 | 5 | |"
    found = read("\n".join([*lines[:-1], extra, lines[-1]]))
    assert codes(found) == ["row-unknown"]


def test_small_edits_do_not_hide_a_rule() -> None:
    text = by_rule().replace("台账", "台帐").replace("推进无纸化办公，得2分。", "积极推进 无纸化办公(得2分)")
    assert read(text).status is Status.ACCEPTED


def test_rows_are_found_without_their_numbers() -> None:
    text = "\n".join(f"|{line.split('|', 2)[2]}" if line.startswith("|") else line for line in by_rule().splitlines())
    assert scores(read(text)) == scores(read(by_rule()))


def test_two_filled_forms_are_named() -> None:
    other = by_item({"2.2": "19"}).replace("水利厅", "财政厅")
    found = read(f"{by_item()}\n\n{other}")
    assert (codes(found), found.items, found.unit) == (["form-ambiguous"], (), None)


def test_an_empty_copy_beside_the_filled_form_is_nothing() -> None:
    empty = by_item({item.id: "" for item in ITEMS})
    assert scores(read(f"{empty}\n\n{by_item()}")) == FULL


FOREIGN = """
2026年文明单位自评表
单位：湖南省水利厅
| 序号 | 项目 | 评分标准 | 分值 | 自评得分 |
| 1 | 组织领导 | 领导重视，责任落实 | 20 | 18 |
| 2 | 管理制度 | 各项制度健全 | 10 | 10 |
| 3 | 教育培训 | 定期开展道德教育 | 20 | 18 |
| 4 | 宣传实践 | 宣传到位 | 20 | 18 |
| 5 | 管理机构 | 机构健全 | 8 | 8 |
| 6 | 志愿服务 | 常年开展志愿服务 | 22 | 20 |
"""


@pytest.mark.parametrize("text", [FOREIGN, "会议通知\n请各单位参加。", "| 姓名 | 电话 |\n| 李某 | 1 |"])
def test_another_offices_form_is_refused(text: str) -> None:
    found = read(text)
    assert (found.status, codes(found), found.items) == (Status.REFUSED, ["form-unrecognised"], ())


def test_a_marked_file_that_holds_another_table_is_refused() -> None:
    assert read(FOREIGN, Mark("hunan-2020", "self_assessment", 2026)).status is Status.REFUSED


def test_a_classified_file_gives_nothing_away() -> None:
    found = read(f"机密★1年\n{by_item()}")
    assert (found.status, codes(found), found.unit, found.items) == (Status.REFUSED, ["classified-marking"], None, ())


def test_a_work_plan_and_a_report_of_rectification_are_registered() -> None:
    plan = "湖南省水利厅创建节约型机关工作方案\n为创建节约型机关，制定本方案。\n湖南省水利厅\n2026年10月12日"
    found = read(plan)
    assert (found.kind, found.unit, found.filled_on) == (Kind.WORK_PLAN, "湖南省水利厅", date(2026, 10, 12))
    report = "关于节约型机关创建整改情况的报告\n现将节约型机关整改情况报告如下。\n湖南省水利厅\n2026年10月12日"
    assert read(report).kind is Kind.RECTIFICATION_REPORT


def test_a_report_in_sentences_is_read_where_each_item_states_one_score() -> None:
    told = "\n".join(f"（{item.id}）{item.title}（{item.max}分）。工作扎实，自评得{item.max}分。" for item in ITEMS)
    text = f"湖南省水利厅节约型机关自评报告\n{told}\n联系人：李某　电话：0731-80000000"
    assert scores(read(text)) == FULL
    doubtful = read(text.replace("自评得8分", "一条得4分，二条得3分"))
    assert about(doubtful, "score-not-a-number") == ["2.1", "4.3"]


def test_a_label_that_explains_itself_is_no_value() -> None:
    found = read(
        f"{by_item()}\n填表说明\n1.单位名称：填写单位全称。\n2.填报日期：填写实际日期。\n3.联系人：请填写经办人。"
    )
    assert (found.status, found.unit, found.person) == (Status.ACCEPTED, "湖南省水利厅", "李某")


def test_a_name_on_the_line_below_its_label_is_read() -> None:
    found = read(
        by_item().replace(
            "填报单位（盖章）：湖南省水利厅　　填报日期：", "填报单位（盖章）：\n湖南省水利厅\n填报日期："
        )
    )
    assert (found.status, found.unit) == (Status.ACCEPTED, "湖南省水利厅")


def test_parts_of_a_table_may_be_added_up_by_themselves() -> None:
    lines = by_item(total="100").splitlines()
    header = next(line for line in lines if "评分要求" in line)
    place = next(number for number, line in enumerate(lines) if "行为节约" in line)
    part = ["| 合计 | < | < | < | < | 38 | 38 | |", "", header]
    found = read("\n".join([*lines[:place], *part, *lines[place:]]))
    assert (found.status, found.stated_total) == (Status.ACCEPTED, Decimal(100))


def test_what_the_unit_gave_itself_is_weighed_on_a_verification_too() -> None:
    scored = {item.id: f"{'/' if item.id == '2.1' else item.max} | {item.max}" for item in ITEMS}
    found = read(by_item(scored, header="自评得分 | 核查得分"))
    assert (found.kind, about(found, "score-not-a-number")) == (Kind.VERIFICATION, ["2.1"])


def test_the_total_of_a_report_in_sentences_is_compared() -> None:
    told = "\n".join(f"（{item.id}）{item.title}（{item.max}分）。工作扎实，自评得{item.max}分。" for item in ITEMS)
    found = read(f"湖南省水利厅节约型机关自评报告\n{told}\n综上，自评总分99分。\n联系人：李某　电话：0731-80000000")
    assert (found.stated_total, codes(found)) == (Decimal(99), ["total-mismatch"])


def test_work_done_very_well_is_no_score() -> None:
    told = "\n".join(f"{item.title}。工作做得十分扎实，自评得{item.max}分。" for item in ITEMS)
    assert scores(read(f"湖南省水利厅节约型机关自评报告\n{told}")) == FULL


def test_one_score_beside_the_first_rule_of_each_item_is_the_items() -> None:
    first = {rule.id: str(item.max) if rule.number == 1 else "" for item in ITEMS for rule in item.rules}
    found = read(by_rule(first))
    assert found.status is Status.ACCEPTED
    assert scores(found) == FULL
    assert [item.item for item in found.items if item.rules] == ["1.1"]


def test_scores_beside_first_rules_that_no_rule_forbids_stay_the_rules() -> None:
    first = {rule.id: str(rule.max) if rule.number == 1 else "" for item in ITEMS for rule in item.rules}
    found = read(by_rule(first))
    assert "score-missing" in codes(found)
    assert scores(found)["2.2"] is None


def test_a_second_header_row_of_unknown_words_belongs_to_the_headings_above_it() -> None:
    head = "| 编号 | 项目 | 评分规则 | 分值 | 单位自评 | < |\n| ^ | ^ | ^ | ^ | 得分 | 开展情况 |\n"
    rows = [f"| {r.id} | {i.title} | {r.text} | {r.max} | {r.max} | 已印发 |" for i in ITEMS for r in i.rules]
    found = read(head + "\n".join(rows))
    assert [item.self_score for item in found.items] == [item.max for item in ITEMS]


def test_a_line_merged_over_the_whole_table_is_searched_for_labels() -> None:
    foot = "\n| 联系人：王某　联系电话：0731-81111111 | < | < | < | < | < | < | < |"
    found = read(by_item().replace("联系人：李某　联系电话：0731-80000000", "") + foot)
    assert (found.person, found.phone) == ("王某", "0731-81111111")


def test_a_total_in_a_line_merged_over_the_whole_table_is_read() -> None:
    text = by_item().rpartition("\n")[0] + "\n| 总分：99分 | < | < | < | < | < | < | < |"
    found = read(text)
    assert found.stated_total == Decimal(99)
    assert "total-mismatch" in codes(found)


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("长沙市财政局湖南省党政机关创建节约型机关自评表", "长沙市财政局"),
        ("衡阳县人民法院党政机关节约型机关创建自查表", "衡阳县人民法院"),
        ("二〇二六年度湖南省统计局节约型机关自评表", "湖南省统计局"),
        ("永州市审计局节约型机关评价指标（2026年度）", "永州市审计局"),
    ],
)
def test_a_unit_in_the_title_ends_where_the_tables_own_name_begins(title: str, unit: str) -> None:
    text = by_item().replace("2026年度湖南省节约型机关评价自评表", title).replace("填报单位（盖章）：湖南省水利厅", "")
    assert read(text).unit == unit


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("2026湖南省节约型机关自评表", 2026),
        ("湖南省节约型机关自评表（2026）", 2026),
        ("湖南省节约型机关自评表（2020年版）", None),
        ("湖南省节约型机关2026年度自评表（2020年版）", 2026),
    ],
)
def test_the_year_of_an_edition_is_not_the_forms(title: str, year: int | None) -> None:
    assert read(by_item().replace("2026年度湖南省节约型机关评价自评表", title)).year == year


def test_of_two_score_columns_that_name_their_years_the_last_is_read() -> None:
    found = read(by_item({item.id: f"{item.max} | 3" for item in ITEMS}, header="2026年得分 | 2025年得分"))
    assert scores(found) == FULL


def test_an_item_row_that_keeps_the_words_of_its_first_rule_alone_is_the_items() -> None:
    item = next(item for item in ITEMS if item.id == "5.1")
    text = by_item().replace(item.printed_rules().replace("\n", "\\n"), f"1.{item.rules[0].text}")
    found = read(text)
    assert found.status is Status.ACCEPTED
    assert scores(found) == FULL


def test_an_empty_copy_of_another_layout_beside_the_filled_form_is_nothing() -> None:
    found = read(by_rule(total="100") + "\n\n填表说明\n" + by_item({item.id: "" for item in ITEMS}))
    assert scores(found)["1.1"] == "10"
    assert codes(found) == []


@pytest.mark.parametrize("example", ["填报日期：如2026年10月1日", "填报日期：例如2026年10月1日"])
def test_an_example_in_the_instructions_is_no_value(example: str) -> None:
    found = read(f"填表说明\n{example}\n" + by_item())
    assert (found.filled_on, codes(found)) == (date(2026, 10, 12), [])


def test_a_latin_label_ends_the_value_before_it() -> None:
    found = read(by_item().replace("联系人：李某　联系电话：0731-80000000", "联系人: 李某   Tel: 0731-80000000"))
    assert (found.person, found.phone) == ("李某", "0731-80000000")


def test_the_hint_of_an_empty_control_as_a_print_shows_it_is_no_subtotal() -> None:
    found = read(by_rule(subtotals={item.id: "填分" for item in ITEMS}, total="填分"))
    assert (found.status, codes(found)) == (Status.ACCEPTED, [])


def test_the_row_of_a_section_with_its_own_score_is_no_strange_row() -> None:
    head, *rows = [line for line in by_item().splitlines() if line.startswith("|")]
    rows.insert(0, "| 一 | 强化目标管理 | < | < | < | 10 | 10 | |")
    assert codes(read("\n".join([*by_item().splitlines()[:3], head, *rows]))) == []


def test_a_unit_that_stands_in_front_of_the_tables_name_leaves_the_year_readable() -> None:
    title = "岳阳市岳阳楼区教育局节约型机关评价指标（2026年度）"
    assert read(by_item().replace("2026年度湖南省节约型机关评价自评表", title)).year == 2026


def test_what_the_unit_gave_itself_in_a_breakdown_is_read_on_a_verification_too() -> None:
    header = "自评得分 | 核查得分"
    found = read(
        by_item({item.id: f"{item.max} | {item.max}" for item in ITEMS} | {"2.1": "1.得4分；2.得3分 | 6"}, header)
    )
    assert next(item for item in found.items if item.item == "2.1").self_score == Decimal(7)


def test_a_row_torn_between_two_of_its_rules_misses_none_of_them() -> None:
    item = next(item for item in ITEMS if item.id == "4.1")
    words = [f"{rule.number}.{rule.text}" for rule in item.rules]
    text = by_item().replace(item.printed_rules().replace("\n", "\\n"), "\\n".join(words[:2]))
    found = read(text.replace("| 总分", f"| | | | | {words[2]} | | | |\n| 总分"))
    assert (scores(found), codes(found)) == (FULL, [])


def test_a_blank_rest_of_a_merged_score_takes_nothing_from_the_items_row() -> None:
    item = next(item for item in ITEMS if item.id == "4.3")
    words = [f"{rule.number}.{rule.text}" for rule in item.rules]
    text = by_item().replace(item.printed_rules().replace("\n", "\\n"), "\\n".join(words[:2]))
    rest = f"| | | | | {words[2]} | | | |\n| ^ | ^ | ^ | ^ | {words[3]} | ^ | ^ | ^ |\n| 总分"
    found = read(text.replace("| 总分", rest))
    assert (scores(found), codes(found)) == (FULL, [])


@pytest.mark.parametrize("maximum", ["权重分", "配分", "标准分值", "本项最多"])
def test_a_score_headed_in_the_second_tier_alone_is_found(maximum: str) -> None:
    head = (
        f"| 序号 | 项目 | 评分要求 | 评分规则 | {maximum} | 自评情况 | < |\n| ^ | ^ | ^ | ^ | ^ | 得分 | 完成情况 |\n"
    )
    rows = [f"| {n} | {i.title} | {i.requirement} | | {i.max} | {i.max} | 已落实 |" for n, i in enumerate(ITEMS, 1)]
    assert scores(read(head + "\n".join(rows))) == FULL

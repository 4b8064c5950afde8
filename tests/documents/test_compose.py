"""Composing: numbers, drafts, final documents, nothing to report, same bytes, speed."""

from __future__ import annotations

import io
import time
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from generate.documents import (
    KINDS,
    NotFinal,
    NothingToReport,
    compose,
    kind_named,
    papers_of,
    template_path,
)
from generate.fence import TemplateFault, open_template
from generate.make_templates import make
from generate.numbers import next_number
from jieyue.data import data_folder
from jieyue.errors import Exit, JieyueError, WrongUsage
from jieyue.model import ItemAnswer, RuleAnswer
from jieyue.settings import OfficeContact, Policy
from tests.documents.templates import lines_of, parts_of
from tests.documents.years import FORM_SET, NARRATIVE, Result, settings, year

DAY = date(2026, 12, 28)
NUMBER = "湘管发〔2026〕12号"
FAILING = [Result(f"某市{n}局", verified="70") for n in range(3)]


def test_a_number_and_a_date_given_make_the_document_complete() -> None:
    (one,) = compose("commendation", year(), settings(), FORM_SET, narrative=NARRATIVE, number=NUMBER, day=DAY)
    assert (one.draft, one.blanks, one.number) == (False, (), NUMBER)
    assert NUMBER in lines_of(one.content)


def test_without_a_number_the_official_blank_stays_visible() -> None:
    (one,) = compose("commendation", year(), settings(), FORM_SET, narrative=NARRATIVE)
    assert one.blanks == ("发文字号", "成文日期")
    assert "湘管发〔2026〕　号" in lines_of(one.content)
    assert "2026年　月　日" in "".join(lines_of(one.content))


def test_a_draft_carries_no_number_even_when_one_was_given() -> None:
    (one,) = compose("commendation", year(), settings(), FORM_SET, number=NUMBER, day=DAY)
    assert one.number is None
    assert one.blanks == ("主要做法",)
    assert "〔待补充：主要做法〕" in lines_of(one.content)
    assert NUMBER not in "".join(lines_of(one.content))


def test_final_refuses_while_anything_is_blank_and_names_it() -> None:
    given = settings(contact=OfficeContact(), signers={})
    with pytest.raises(
        NotFinal, match=r"总体情况报告》缺发文字号、主要做法、下一步工作、联系人、联系电话、成文日期、签发人"
    ):
        compose("filing", year(), given, FORM_SET, final=True)


def test_final_writes_a_complete_document() -> None:
    (one,) = compose("filing", year(), settings(), FORM_SET, narrative=NARRATIVE, number=NUMBER, day=DAY, final=True)
    assert one.number == NUMBER


def test_number_and_date_of_the_settings_are_used() -> None:
    given = settings(numbers={"filing": NUMBER}, dates={"filing": DAY})
    (one,) = compose("备案", year(), given, FORM_SET, narrative=NARRATIVE)
    assert one.number == NUMBER
    assert "2026年12月28日" in "".join(lines_of(one.content))


def test_letters_count_on_from_the_number_given() -> None:
    made = compose("整改", year(FAILING), settings(), FORM_SET, number="湘管函〔2026〕9号", day=DAY)
    assert [one.number for one in made] == ["湘管函〔2026〕9号", "湘管函〔2026〕10号", "湘管函〔2026〕11号"]
    assert [one.unit for one in made] == ["某市0局", "某市1局", "某市2局"]


def test_a_letter_takes_the_letter_code_for_its_blank_number() -> None:
    (one, *_) = compose("整改", year(FAILING), settings(), FORM_SET)
    assert "湘管函〔2026〕　号" in lines_of(one.content)


@pytest.mark.parametrize("number", ["湘管发12号", "湘管发[2026]12号", "湘管发〔2026〕012号", "第12号"])
def test_what_is_no_document_number_is_refused(number: str) -> None:
    with pytest.raises(WrongUsage, match="不是发文字号"):
        next_number(number)


def test_one_unit_alone_can_be_written_to() -> None:
    (one,) = compose("整改", year(FAILING), settings(), FORM_SET, unit="某市1局")
    assert one.unit == "某市1局"


def test_an_unknown_unit_is_refused_and_a_passing_one_has_nothing_to_report() -> None:
    with pytest.raises(WrongUsage, match="单位名录中没有“无此单位”"):
        compose("整改", year(), settings(), FORM_SET, unit="无此单位")
    with pytest.raises(NothingToReport, match="没有未达标的核查结论"):
        compose("整改", year(), settings(), FORM_SET, unit="湖南省水利厅")


def test_a_letter_goes_to_the_addressee_the_register_names() -> None:
    book = year(FAILING[:1])
    (standing,) = book.standings
    other = replace(standing, unit=replace(standing.unit, addressee="某市0局办公室"))
    (one,) = compose("整改", replace(book, standings=(other,)), settings(), FORM_SET)
    assert "某市0局办公室：" in lines_of(one.content)


def test_a_letter_names_only_what_was_verified_with_the_verifiers_reason() -> None:
    (one,) = compose("整改", year([Result("某市局", verified="79")]), settings(), FORM_SET)
    lines = lines_of(one.content)
    first = lines.index("扣分原因") + 1
    rows = [lines[at : at + 7] for at in range(first, lines.index("二、整改要求"), 7)]
    assert rows[0] == ["1", "4.3.3", FORM_SET.rule_by_id["4.3.3"].text, "2", "0", "2", "核查表未注明"]
    assert [row[6] for row in rows[-2:]] == ["未纳入培训计划", "未见培训记录"]
    assert sum(Decimal(row[5]) for row in rows) == 21


def test_rectification_may_be_a_notice() -> None:
    given = settings(policy=Policy(rectification_kind="通知"))
    (one, *_) = compose("整改", year(FAILING), given, FORM_SET)
    assert one.title.endswith("整改事项的通知")
    assert "特此通知。" in lines_of(one.content)
    assert not any("贵单位" in line for line in lines_of(one.content))


def test_exactly_80_passes_and_79_5_does_not() -> None:
    book = year([Result("甲局", verified="80"), Result("乙局", verified="79.5")])
    made = compose("整改", book, settings(), FORM_SET)
    assert [one.unit for one in made] == ["乙局"]
    assert any("核查得分79.5分" in line and "相差0.5分" in line for line in lines_of(made[0].content))


def test_nothing_to_report_is_no_failure() -> None:
    with pytest.raises(NothingToReport) as caught:
        compose("整改", year([Result("甲局", verified="80")]), settings(), FORM_SET)
    assert caught.value.exit is Exit.DONE


@pytest.mark.parametrize("kind", KINDS)
def test_kinds_go_by_both_names(kind: str) -> None:
    assert kind_named(kind) == kind_named(KINDS[kind]) == kind


def test_an_unknown_kind_lists_the_kinds() -> None:
    with pytest.raises(WrongUsage, match=r"没有“决定”这种文书；可用的有催报（reminder）"):
        kind_named("决定")


@pytest.mark.parametrize("kind", ["reminder", "inspection", "commendation", "rectification", "filing"])
def test_same_records_same_bytes(kind: str) -> None:
    first, *others = ([one.content for one in compose(kind, year(), settings(), FORM_SET)] for _ in range(3))
    assert all(other == first for other in others)


def test_totals_that_do_not_add_up_stop_the_command() -> None:
    from generate import listing
    from generate.paper import Desk
    from jieyue.figures import Tally

    groups = [("长沙市", Tally(registered=3))]
    with pytest.raises(JieyueError, match="相加与总数不符"):
        listing._counts(groups, Desk(year(), settings(), FORM_SET), "地区")


def test_the_shipped_templates_are_the_ones_built_anew(tmp_path: Path) -> None:
    shipped = data_folder("templates") / "docx"
    built = {path.name: path.read_bytes() for path in make(tmp_path)}
    assert built == {path.name: path.read_bytes() for path in shipped.glob("*.docx")}


def _edited(folder: Path, before: str, after: str) -> None:
    """The 通报 template of ``folder`` with one text changed, as a clerk would in WPS."""
    path = folder / "通报.docx"
    parts = parts_of(path.read_bytes())
    text = parts["word/document.xml"].decode()
    assert before in text
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in {**parts, "word/document.xml": text.replace(before, after).encode()}.items():
            archive.writestr(name, content)


def test_the_offices_own_template_is_used_and_the_others_are_the_shipped_ones(tmp_path: Path) -> None:
    make(tmp_path)
    (tmp_path / "公示.docx").unlink()
    _edited(tmp_path, "特此通报。", "特此通报，请遵照执行。")
    (notice,) = compose("通报", year(), settings(), FORM_SET, templates=tmp_path)
    assert "特此通报，请遵照执行。" in lines_of(notice.content)
    assert compose("公示", year(), settings(), FORM_SET, templates=tmp_path)


def test_a_broken_template_of_the_office_is_refused_with_the_paragraphs_text(tmp_path: Path) -> None:
    make(tmp_path)
    _edited(tmp_path, "特此通报。", "特此通报。{{ 领导 }}")
    with pytest.raises(TemplateFault, match=r"特此通报。\{\{ 领导 \}\}.*没有“领导”"):
        compose("通报", year(), settings(), FORM_SET, templates=tmp_path)


def test_generated_files_carry_nothing_active_or_foreign() -> None:
    for kind in ("commendation", "rectification", "filing"):
        for one in compose(kind, year(), settings(), FORM_SET, narrative=NARRATIVE):
            with zipfile.ZipFile(io.BytesIO(one.content)) as archive:
                assert archive.testzip() is None
                names = archive.namelist()
                text = b"".join(archive.read(name) for name in names if name.endswith((".xml", ".rels")))
            assert not [name for name in names if "vba" in name or "oleObject" in name or "comments" in name]
            for word in (b"External", b"attachedTemplate", b"DDE", b"<w:ins ", b"<w:del ", b"docxtpl", b"python"):
                assert word not in text


def test_a_ten_thousand_row_annex_renders_in_at_most_one_and_a_half_seconds() -> None:
    results = [Result(f"某市{n}局", level="市级", city=f"第{n % 14}市") for n in range(10_000)]
    ((paper, chrome),) = papers_of("publicity", year(results), settings(), FORM_SET)
    template = open_template(template_path(paper.template))
    started = time.process_time()
    content = template.render({**paper.context, **chrome})
    assert time.process_time() - started < 1.5
    assert sum(line.startswith("某市") for line in lines_of(content)) == 10_000


def test_a_group_names_its_units_and_the_rest_are_shared_out_in_order() -> None:
    from generate.kinds.inspection import shared_out
    from jieyue.settings import Group

    groups = (Group("一", units=("丙",)), Group("二"), Group("三"))
    assert shared_out(groups, ["甲", "乙", "丙", "丁"]) == {"一": ["丙"], "二": ["甲", "乙"], "三": ["丁"]}
    assert shared_out(groups[:1], ["甲", "丙"]) == {"一": ["丙", "甲"]}


def test_the_summary_comes_as_report_and_as_the_workbook_the_desk_above_reads() -> None:
    report, table = compose("汇总表", year(), settings(), FORM_SET, day=DAY)
    assert (report.file_name, table.file_name) == ("汇总情况报告.docx", "2026年度节约型机关创建评价汇总表.xlsx")
    assert "xl/workbook.xml" in parts_of(table.content)


def test_each_unit_that_reported_gets_its_sheet_as_workbook_and_word_file() -> None:
    made = compose("核查表", year(), settings(), FORM_SET)
    assert [one.file_name for one in made[:2]] == ["核查表-湖南省委宣传部.xlsx", "核查表-湖南省委宣传部.docx"]
    assert {one.unit for one in made} == {"湖南省水利厅", "湖南省委宣传部", "湖南省总工会", "湖南省人民检察院"}
    assert not any(one.draft for one in made)
    with pytest.raises(WrongUsage, match="没有报送自评表"):
        compose("核查表", year(), settings(), FORM_SET, unit="湖南省地质院")


@pytest.mark.parametrize(("policy", "words"), [("none", ""), ("full", "按满分计分"), ("rescale", "按比例折算为百分制")])
def test_how_rules_that_do_not_apply_were_counted_is_named_in_the_conclusion(policy: str, words: str) -> None:
    book = year([Result("某市局", verified="70")])
    (standing,) = book.standings
    assert standing.verification is not None
    answer = ItemAnswer("3.2", rules=(RuleAnswer("3.2.2", not_applicable=True),))
    standing = replace(standing, verification=replace(standing.verification, items=(answer,)))
    given = settings(policy=Policy(not_applicable=policy))
    (one,) = compose("整改", replace(book, standings=(standing,)), given, FORM_SET)
    assert ("不适用" in "".join(lines_of(one.content))) is bool(words)
    assert words in "".join(lines_of(one.content))

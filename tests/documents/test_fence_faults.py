"""T28: a broken template is refused with all its faults at once, in Chinese, each with the paragraph's text."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from generate.fence import TemplateFault, open_template
from generate.sandbox import Known, RenderFault, Run, compiled
from generate.values import Fragment, Rows
from tests.documents.templates import lines_of, of_body, of_lines, of_parts, paragraph, parts_of, table

DATA = {"单位": "某局", "年度": 2026, "表": Rows(("序号", "名称"), [(1, "甲")]), "段": Fragment("<w:p/>")}
USED = paragraph("{{ 单位 }}{{ 年度 }}{% for 行 in 表 %}{{ 行.名称 }}{% endfor %}") + paragraph("{{p 段 }}")


@dataclass(frozen=True)
class Broken:
    """A body with one fault, the paragraph's text that must be shown, and words of the finding."""

    body: str
    shown: str
    words: str


BROKEN: dict[str, Broken] = {
    "a tag without its end": Broken(paragraph("{{ 单位 请填"), "{{ 单位 请填", "没有写完，缺“}}”"),
    "one brace missing": Broken(paragraph("{{ 单位 }报送"), "{{ 单位 }报送", "没有写完，缺“}}”"),
    "a statement without its end": Broken(paragraph("{% if 单位 "), "{% if 单位", "没有写完，缺“%}”"),
    "a tag begun in one paragraph and ended in the next": Broken(
        paragraph("{{ 单") + paragraph("位 }}"), "{{ 单", "没有写完"
    ),
    "an end without a beginning": Broken(paragraph("单位 }}"), "单位 }}", "前面没有对应的开头"),
    "a tag inside a tag": Broken(paragraph("{{ 单位 {{ 年度 }}"), "{{ 单位 {{ 年度 }}", "没有写完"),
    "full-width braces": Broken(paragraph("｛｛单位｝｝"), "｛｛单位｝｝", "全角"),
    "an empty tag": Broken(paragraph("报送{{ }}"), "报送{{ }}", "标记里没有内容"),
    "a misspelt name": Broken(paragraph("{{ 单位名 }}"), "{{ 单位名 }}", "是否应为“单位”"),
    "a misspelt column": Broken(
        paragraph("{% for 行 in 表 %}{{ 行.名字 }}{% endfor %}"), "{{ 行.名字 }}", "是否应为“名称”"
    ),
    "a column of a plain text": Broken(paragraph("{{ 单位.名称 }}"), "{{ 单位.名称 }}", "没有下一级"),
    "a whole table as one value": Broken(paragraph("{{ 表 }}"), "{{ 表 }}", "一组数据"),
    "a name used after its loop": Broken(
        paragraph("{% for 列 in 表 %}{{ 列.名称 }}{% endfor %}{{ 列.名称 }}"), "{{ 列.名称 }}", "没有“列”"
    ),
    "an unknown filter": Broken(paragraph("{{ 单位|upper }}"), "{{ 单位|upper }}", "不认识的过滤器“upper”"),
    "an unknown statement": Broken(paragraph("{% fro 行 in 表 %}"), "{% fro 行", "是否应为“for”"),
    "a for without endfor": Broken(paragraph("{%p for 行 in 表 %}"), "{%p for 行", "请在后面补上“endfor”"),
    "an if without endif": Broken(paragraph("{% if 单位 %}有"), "{% if 单位 %}有", "请在后面补上“endif”"),
    "an endfor without for": Broken(paragraph("{%p endfor %}"), "{%p endfor %}", "前面没有对应的“for”"),
    "an else without if": Broken(paragraph("{% else %}"), "{% else %}", "前面没有对应的“if”"),
    "a for closed by endif": Broken(
        paragraph("{% for 行 in 表 %}{% endif %}{% endfor %}"), "{% endif %}", "应先用“endfor”结束"
    ),
    "a paragraph block closed inside a text": Broken(
        paragraph("{%p if 单位 %}") + paragraph("有{% endif %}"), "有{% endif %}", "也要用“{%p”"
    ),
    "a block closed in another cell": Broken(
        table(("{%p if 单位 %}", "{%p endif %}")), "{%p endif %}", "不在同一单元格"
    ),
    "a row tag outside a table": Broken(
        paragraph("{%tr for 行 in 表 %}") + paragraph("{%tr endfor %}"), "{%tr for 行", "不在表格里"
    ),
    "a row tag in the row it repeats": Broken(
        table(("{%tr for 行 in 表 %}", "{{ 行.名称 }}"), ("{%tr endfor %}", "")), "{%tr for 行", "还有别的内容"
    ),
    "a row loop closed in another table": Broken(
        table(("{%tr for 行 in 表 %}",), ("{{ 行.名称 }}",)) + paragraph("") + table(("{%tr endfor %}",)),
        "{%tr endfor %}",
        "不在同一张表",
    ),
    "text beside a paragraph tag": Broken(paragraph("附：{{p 段 }}"), "附：{{p 段 }}", "生成时会丢失"),
    "ready paragraphs inside a text": Broken(paragraph("{{ 段 }}"), "{{ 段 }}", "请单独成段并写成“{{p 段 }}”"),
    "a text as ready paragraphs": Broken(paragraph("{{p 单位 }}"), "{{p 单位 }}", "请写成“{{ 单位 }}”"),
    "a run tag": Broken(paragraph("{{r 单位 }}"), "{{r 单位 }}", "不支持"),
    "broken quotes in a condition": Broken(paragraph("{% if 单位 == '某 %}{% endif %}"), "{% if 单位", "写法有误"),
    "words after endif": Broken(paragraph("{% if 单位 %}有{% endif 单位 %}"), "{% endif 单位 %}", "不能再写别的"),
    "a loop over a text": Broken(paragraph("{% for 字 in 单位 %}{% endfor %}"), "{% for 字", "可循环的有表"),
}


def test_there_are_at_least_twenty_five_broken_templates() -> None:
    assert len(BROKEN) >= 25


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.hazard("T28", len(BROKEN), "broken templates")
def test_a_broken_template_is_refused_with_the_paragraphs_text(tmp_path: Path, name: str) -> None:
    broken = BROKEN[name]
    with pytest.raises(TemplateFault) as caught:
        of_body(tmp_path, USED + broken.body).render(DATA)
    assert any(broken.shown in fault and broken.words in fault for fault in caught.value.faults), caught.value.faults


def test_all_faults_come_at_once_and_in_reading_order(tmp_path: Path) -> None:
    body = USED + "".join(
        BROKEN[name].body for name in ("a misspelt name", "an unknown filter", "a for without endfor")
    )
    faults = of_body(tmp_path, body).faults({**DATA, "未用": "x"})
    found = [
        next(n for n, words in enumerate(("单位名", "upper", "endfor", "没有用到数据“未用”")) if words in fault)
        for fault in faults
    ]
    assert found == [0, 1, 2, 3]


def test_every_fault_names_template_and_is_chinese(tmp_path: Path) -> None:
    body = USED + "".join(broken.body for broken in BROKEN.values())
    for fault in of_body(tmp_path, body).faults(DATA):
        assert fault.startswith("模板《试样》")
        assert "Error" not in fault
        assert "expected" not in fault


def test_a_tag_split_over_runs_is_whole_to_a_reader_and_works(tmp_path: Path) -> None:
    body = USED + paragraph("报送", "{", "{ 单", "位 ", "}", "}", "。")
    assert "报送某局。" in lines_of(of_body(tmp_path, body).render(DATA))


def test_chinese_quotes_in_a_condition_work(tmp_path: Path) -> None:
    body = USED + paragraph("{% if 单位 == “某局” %}是{% else %}否{% endif %}")
    assert "是" in lines_of(of_body(tmp_path, body).render(DATA))


def test_a_value_the_template_does_not_use_is_named(tmp_path: Path) -> None:
    faults = of_lines(tmp_path, "{{ 甲 }}").faults({"甲": "1", "乙": "2"})
    assert len(faults) == 1
    assert "没有用到数据“乙”" in faults[0]


def test_columns_of_an_empty_table_are_still_checked(tmp_path: Path) -> None:
    template = of_lines(tmp_path, "{% for 行 in 表 %}{{ 行.丙 }}{% endfor %}")
    assert "没有“丙”" in template.faults({"表": Rows(("甲", "乙"))})[0]


UNWELCOME = {
    "macros": ({"word/vbaProject.bin": b"x"}, "宏"),
    "comments": ({"word/comments.xml": b"<x/>"}, "批注"),
    "an external link": (
        {"word/_rels/settings.xml.rels": b'<x><Relationship Target="http://x" TargetMode="External"/></x>'},
        "外部",
    ),
    "embedded objects": ({"word/embeddings/oleObject1.bin": b"x"}, "嵌入"),
}


@pytest.mark.parametrize("name", UNWELCOME)
def test_a_template_with_active_content_is_refused(tmp_path: Path, name: str) -> None:
    more, words = UNWELCOME[name]
    assert any(words in fault for fault in of_body(tmp_path, USED, more).faults(DATA))


def test_a_template_with_tracked_changes_is_refused(tmp_path: Path) -> None:
    tracked = "<w:p><w:ins w:id='1' w:author='x'><w:r><w:t>改</w:t></w:r></w:ins></w:p>"
    assert any("修订痕迹" in fault for fault in of_body(tmp_path, USED + tracked).faults(DATA))


MISPLACED = {
    "a field code": "<w:p><w:r><w:instrText>MERGEFIELD {{ 单位 }}</w:instrText></w:r></w:p>",
    "an attribute": '<w:p><w:bookmarkStart w:id="1" w:name="{{ 单位 }}"/></w:p>',
    "a comment": "<w:p><!-- {{ 单位 }} --></w:p>",
    "text between elements": "<w:p>{% if 单位 %}</w:p>",
}


@pytest.mark.parametrize("where", MISPLACED)
def test_a_tag_where_no_text_is_gets_named(tmp_path: Path, where: str) -> None:
    assert any("请移到文字中" in fault for fault in of_body(tmp_path, USED + MISPLACED[where]).faults(DATA))


def test_a_flag_is_for_conditions_only(tmp_path: Path) -> None:
    template = of_lines(tmp_path, "{% if 有 %}有{% endif %}{{ 有 }}")
    (fault,) = template.faults({"有": True})
    assert "只用来判断有没有" in fault


def test_a_template_with_far_too_much_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TemplateFault, match="文字过多"):
        of_body(tmp_path, paragraph("字" * 700_000)).render({})


@pytest.mark.parametrize("data", [b"", b"no zip", b"PK\x03\x04broken"])
def test_a_file_that_is_no_docx_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "坏.docx"
    path.write_bytes(data)
    with pytest.raises(TemplateFault, match="打不开"):
        open_template(path)


def test_a_missing_template_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TemplateFault, match="请恢复随附的模板"):
        open_template(tmp_path / "无.docx")


def test_a_template_whose_xml_is_broken_is_refused(tmp_path: Path) -> None:
    parts = parts_of(of_body(tmp_path, USED).parcel.with_parts({}))
    with pytest.raises(TemplateFault, match="内容损坏"):
        of_parts(tmp_path, {**parts, "word/document.xml": b"<w:document"}).render(DATA)


def test_a_row_without_one_of_its_values_is_a_fault_of_the_data() -> None:
    template = compiled("{% for 行 in 表 %}<w:t>{{ 行.名称 }}</w:t>{% endfor %}")
    with pytest.raises(RenderFault, match=r"数据不齐（.名称.）"):
        Run(Known()).render(template, {"表": [{"名称": "湖南省水利厅"}, {}]})

"""T26: whatever a field holds, the text that comes out is the text that went in, or it is refused in Chinese."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from generate.documents import KINDS, compose, papers_of
from generate.fence import Template, open_template
from generate.values import ILLEGAL, Fragment, Rows, ValueRefused
from jieyue.data import data_folder
from tests.documents.nasty import KEPT, REFUSED
from tests.documents.templates import lines_of, of_lines
from tests.documents.years import FORM_SET, MIXED, NARRATIVE, PROVINCE, Result, settings, year

WRITTEN = tuple(kind for kind in KINDS if kind != "inspection-sheets")
BOOK = year(drawn=("长沙市财政局",), draw_method="分层随机抽取。")


def test_there_are_at_least_sixty_nasty_texts() -> None:
    assert len(KEPT) + len(REFUSED) >= 60


@pytest.mark.parametrize("text", KEPT, ids=range(len(KEPT)))
def test_a_nasty_text_comes_out_as_it_went_in(tmp_path: Path, text: str) -> None:
    template = of_lines(
        tmp_path,
        "前{{ 值 }}后",
        "{表 20 20 左左}",
        "|甲|乙|",
        "{%tr for 行 in 表 %}",
        "|{{ 行.甲 }}|x|",
        "{%tr endfor %}",
        "{表完}",
    )
    lines = lines_of(template.render({"值": text, "表": Rows(("甲",), [(text,), (text,)])}))
    assert lines[0] == f"前{text}后"
    assert lines[3:7] == [text, "x", text, "x"]


@pytest.mark.parametrize("text", REFUSED, ids=range(len(REFUSED)))
def test_a_character_word_cannot_hold_is_refused_naming_the_field(tmp_path: Path, text: str) -> None:
    template = of_lines(tmp_path, "{%p for 行 in 表 %}", "{{ 行.甲 }}", "{%p endfor %}")
    with pytest.raises(ValueRefused, match=r"“表”第1行“甲”第\d+个字.*U\+[0-9A-F]{4}.*请"):
        template.render({"表": Rows(("甲",), [(text,)])})


def test_windows_line_ends_become_one_break(tmp_path: Path) -> None:
    assert lines_of(of_lines(tmp_path, "{{ 值 }}").render({"值": "甲\r\n乙\r丙"}))[0] == "甲\n乙\n丙"


@pytest.mark.parametrize("kind", WRITTEN)
@pytest.mark.hazard("T26", len(KEPT), "texts kept in every field of every template")
def test_every_field_of_every_template_keeps_every_nasty_text(kind: str) -> None:
    for template, context, chrome in _papers(kind):
        for text in KEPT:
            filled = {**_filled(context, text), **chrome}
            assert "".join(lines_of(template.render(filled))).count(text) >= _texts(filled)


@pytest.mark.parametrize("kind", WRITTEN)
@pytest.mark.hazard("T26", len(REFUSED), "texts refused in every field of every template")
def test_every_field_of_every_template_refuses_what_word_cannot_hold_naming_the_field(kind: str) -> None:
    for template, context, chrome in _papers(kind):
        for name, value in context.items():
            for text in REFUSED if _texts({name: value}) else ():
                with pytest.raises(ValueRefused, match=f"“{name}”"):
                    template.render({**context, name: _with(value, text), **chrome})


def _papers(kind: str) -> Iterator[tuple[Template, Mapping[str, Any], Mapping[str, Any]]]:
    for paper, chrome in papers_of(kind, BOOK, settings(), FORM_SET, narrative=NARRATIVE):
        yield open_template(data_folder("templates") / "docx" / f"{paper.template}.docx"), paper.context, chrome


def _filled(context: Mapping[str, Any], text: str) -> dict[str, Any]:
    return {name: _with(value, text) for name, value in context.items()}


def _with(value: Any, text: str) -> Any:
    if isinstance(value, str):
        return text
    if isinstance(value, Rows):
        return Rows(value.columns, [tuple(_with(cell, text) for cell in row) for row in value.rows[:2]])
    if isinstance(value, list):
        return [_with(part, text) for part in value]
    if isinstance(value, Mapping):
        return {name: _with(part, text) for name, part in value.items()}
    return value


def _texts(context: Any) -> int:
    """How many texts there are: values, list items, and one row's cells of a table (a template may leave one out)."""
    if isinstance(context, str):
        return 1
    if isinstance(context, Rows):
        return bool(context.rows) and any(isinstance(cell, str) for cell in context.rows[0])
    if isinstance(context, Mapping):
        return sum(map(_texts, context.values()))
    return sum(map(_texts, context)) if isinstance(context, list) else 0


@pytest.mark.parametrize("text", KEPT[:26])
def test_a_nasty_organ_and_unit_name_pass_through_head_title_and_signature(text: str) -> None:
    from dataclasses import replace

    organ = replace(PROVINCE, name=f"湖南省{text}局")
    results = (*MIXED[:2], Result(f"某{text}厅", verified="70"))
    (letter,) = compose("rectification", year(results), settings(organ), FORM_SET, day=date(2026, 12, 28))
    words = "\n".join(lines_of(letter.content)).replace("\n", "")
    assert words.count(f"湖南省{text}局".replace("\n", "")) >= 2
    assert f"某{text}厅".replace("\n", "") in words


@hypothesis_settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(min_size=1, max_size=40))
def test_any_text_is_kept_or_refused(tmp_path: Path, text: str) -> None:
    template = of_lines(tmp_path, "前{{ 值 }}后")
    if ILLEGAL.search(text):
        with pytest.raises(ValueRefused):
            template.render({"值": text})
    else:
        wanted = text.replace("\r\n", "\n").replace("\r", "\n")
        assert lines_of(template.render({"值": text}))[0] == f"前{wanted}后"


def test_a_number_is_printed_without_exponent(tmp_path: Path) -> None:
    from decimal import Decimal

    template = of_lines(tmp_path, "{{ 甲 }}和{{ 乙 }}")
    assert lines_of(template.render({"甲": Decimal("1E+3"), "乙": 12}))[0] == "1000和12"


def test_ready_paragraphs_replace_their_own_paragraph(tmp_path: Path) -> None:
    template = of_lines(tmp_path, "甲", "{{p 段 }}", "乙")
    xml = "<w:p><w:r><w:t>一</w:t></w:r></w:p><w:p><w:r><w:t>二</w:t></w:r></w:p>"
    assert lines_of(template.render({"段": Fragment(xml)})) == ["甲", "一", "二", "乙"]


def test_sections_and_items_number_themselves(tmp_path: Path) -> None:
    lines = ("# {{节}}甲", "{%p if 有 %}", "{{条}}略", "{%p endif %}", "{{条}}丙", "# {{节}}乙", "{{条}}丁")
    template = of_lines(tmp_path, *lines)
    assert lines_of(template.render({"有": False})) == ["一、甲", "（一）丙", "二、乙", "（一）丁"]
    assert lines_of(template.render({"有": True})) == ["一、甲", "（一）略", "（二）丙", "二、乙", "（一）丁"]

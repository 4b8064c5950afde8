"""T27: nothing in a template or in a value is ever run, and a template cannot work without end."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from generate import fence
from generate.fence import RenderFault, TemplateFault
from generate.values import Rows
from tests.documents.templates import lines_of, of_body, of_lines, paragraph

INJECTIONS: tuple[str, ...] = (
    "{{ 7 * 7 }}",
    "{{ 7 ** 9999999 }}",
    "{{ '甲' * 1000000000 }}",
    "{{ 单位 + 单位 }}",
    "{{ 单位 ~ 单位 }}",
    "{{ -1 }}",
    "{{ [1, 2, 3] }}",
    "{{ (1, 2) }}",
    "{{ {'甲': 1} }}",
    "{{ 单位[0] }}",
    "{{ 单位[0:2] }}",
    "{{ 单位.__class__ }}",
    "{{ 单位.__class__.__mro__[1].__subclasses__() }}",
    "{{ ''.__class__.__base__.__subclasses__() }}",
    "{{ 单位.upper() }}",
    "{{ 单位.format }}",
    "{{ '{0.__class__}'.format(单位) }}",
    "{{ 单位|attr('__class__') }}",
    "{{ 单位|map('upper')|list }}",
    "{{ 单位|safe }}",
    "{{ 单位|e }}",
    "{{ range(1000000) }}",
    "{{ lipsum() }}",
    "{{ cycler.__init__.__globals__.os.popen('id') }}",
    "{{ self._TemplateReference__context }}",
    "{{ _run }}",
    "{{ loop }}",
    "{{ 单位 is defined }}",
    "{% set 甲 = 单位 %}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}",
    "{% extends 'x' %}",
    "{% macro f() %}{% endmacro %}",
    "{% call f() %}{% endcall %}",
    "{% filter upper %}x{% endfilter %}",
    "{% raw %}{{ 单位 }}{% endraw %}",
    "{% autoescape false %}{{ 单位 }}{% endautoescape %}",
    "{% with 甲 = 1 %}{% endwith %}",
    "{% block 甲 %}{% endblock %}",
    "{% do 单位.append(1) %}",
    "{% for 甲 in range(99999999) %}{% endfor %}",
    "{% for 甲 in '一二三' %}{% endfor %}",
    "{% for 甲 in 表 if 单位 %}{% endfor %}",
    "{% for 甲, 乙 in 表 %}{% endfor %}",
    "{% for 甲 in 表 recursive %}{% endfor %}",
)


@pytest.mark.parametrize("code", INJECTIONS)
@pytest.mark.hazard("T27", len(INJECTIONS), "injections")
def test_an_injection_is_refused_before_anything_is_rendered(tmp_path: Path, code: str) -> None:
    template = of_body(tmp_path, paragraph("{{ 单位 }}{% for 行 in 表 %}{% endfor %}") + paragraph(code))
    with pytest.raises(TemplateFault) as caught:
        template.render({"单位": "某局", "表": Rows(("甲",), [("乙",)])})
    assert any("第2段" in fault for fault in caught.value.faults)


@pytest.mark.parametrize("code", INJECTIONS)
def test_the_same_code_in_a_value_is_only_text(tmp_path: Path, code: str) -> None:
    template = of_lines(tmp_path, "{{ 单位 }}")
    assert lines_of(template.render({"单位": code}))[0] == code


def test_nested_loops_stop_at_the_limit(tmp_path: Path) -> None:
    loops = "{% for 甲 in 表 %}{% for 乙 in 表 %}{% for 丙 in 表 %}{% endfor %}{% endfor %}{% endfor %}"
    template = of_lines(tmp_path, loops)
    started = time.monotonic()
    with pytest.raises(RenderFault, match="循环超过"):
        template.render({"表": Rows(("列",), [("值",)] * 3_000)})
    assert time.monotonic() - started < 5


def test_a_fourth_loop_inside_another_is_refused(tmp_path: Path) -> None:
    four = "".join(f"{{% for 行{n} in 表 %}}" for n in range(4)) + "{% endfor %}" * 4
    assert any("嵌套过深" in fault for fault in of_lines(tmp_path, four).faults({"表": Rows(("列",))}))


def test_an_output_beyond_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    template = of_lines(tmp_path, "{%p for 行 in 表 %}", "{{ 行.列 }}", "{%p endfor %}")
    monkeypatch.setattr(fence, "_LARGEST_RESULT", 40_000)
    with pytest.raises(RenderFault, match="过大"):
        template.render({"表": Rows(("列",), [("长" * 1000,)] * 100)})


def test_a_template_that_unpacks_beyond_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fence, "_LARGEST", 30_000)
    with pytest.raises(TemplateFault, match="打不开"):
        of_body(tmp_path, paragraph("一" * 20_000))


def test_an_external_entity_in_a_template_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "秘密.txt"
    secret.write_text("不可见", encoding="utf-8")
    document = (
        f'<?xml version="1.0"?><!DOCTYPE w:document [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
        "<w:p><w:r><w:t>{{ 单位 }}&x;</w:t></w:r></w:p></w:body></w:document>"
    )
    template = of_body(tmp_path, paragraph("x"), {"word/document.xml": document.encode()})
    with pytest.raises(TemplateFault, match="DOCTYPE"):
        template.render({"单位": "某局"})

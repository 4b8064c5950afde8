"""The words of every document, kept as readable text; ``python -m tests.documents.golden`` writes them anew."""

from __future__ import annotations

import re
from functools import cache

import pytest

from tests.documents.golden import FOLDER, SITUATIONS, text_of_situation


@cache
def words_of(name: str) -> str:
    """The words of every KIND in a situation, made once for all who look at them."""
    return text_of_situation(name)


@pytest.mark.parametrize("name", SITUATIONS)
def test_the_words_are_the_ones_that_were_read(name: str) -> None:
    assert words_of(name) == (FOLDER / f"{name}.txt").read_text(encoding="utf-8")


def _body(name: str) -> list[str]:
    return [line for line in words_of(name).splitlines() if not line.startswith(("|", "━"))]


@pytest.mark.parametrize("name", SITUATIONS)
def test_no_sentence_counts_nothing(name: str) -> None:
    assert not [line for line in _body(name) if re.search(r"(?<![\d.])0(家|个|处|分|%)", line)]


@pytest.mark.parametrize("name", SITUATIONS)
def test_no_mark_stands_between_adjacent_titles_or_quotations(name: str) -> None:
    assert not [line for line in _body(name) if re.search(r"[》”]、[《“]", line)]


@pytest.mark.parametrize("name", SITUATIONS)
def test_headings_annex_names_and_ordinals_follow_the_text_rules(name: str) -> None:
    for line in _body(name):
        if re.match(r"[一二三四五六七八九十]+、", line):
            assert not line.endswith("。"), line
        if re.match(r"(附件：)?\d\. |附件：", line):
            assert not line.endswith(("。", "；", "，")), line
        assert not re.search(r"（[一二三四五六七八九十]+）、|\d、|第\d+、", line), line
        assert "（（" not in line
        assert "。。" not in line
        assert "，，" not in line


@pytest.mark.parametrize("name", SITUATIONS)
def test_basis_is_cited_by_title_and_right_number(name: str) -> None:
    assert "1619" not in words_of(name)
    for title, number in re.findall(r"《([^》]+)》（([^）]*〔\d{4}〕\d+号)）", words_of(name)):
        assert number in {
            "发改环资〔2019〕1696号",
            "国管节能〔2020〕39号",
            "湘管发〔2020〕12号",
            "湘评组〔2026〕3号",
        }, title


@pytest.mark.parametrize("name", [name for name in SITUATIONS if name != "省局-经批准表彰"])
def test_nothing_is_called_a_commendation_without_its_approval(name: str) -> None:
    assert "表彰" not in words_of(name)
    assert "表扬" not in words_of(name)


def test_the_approval_a_commendation_rests_on_is_named() -> None:
    assert (
        "根据《湖南省评比达标表彰工作协调小组关于同意开展节约型机关表彰的批复》（湘评组〔2026〕3号），决定对"
        in words_of("省局-经批准表彰")
    )


@pytest.mark.parametrize(
    ("name", "wrong"),
    [("市局", ("全省", "省直", "国家机关事务管理局：")), ("县局", ("全省", "省直", "各市州", "各县市区", "市州机关"))],
)
def test_a_lower_desk_does_not_speak_as_the_province(name: str, wrong: tuple[str, ...]) -> None:
    for words in wrong:
        assert not [line for line in _body(name) if words in line and "加强对市州" not in line], words


CLOSINGS = {
    "催报": "特此通知。",
    "核查通知": "特此通知。",
    "抽查通知": "特此通知。",
    "通报": "特此通报。",
    "整改": "特此函达。",
    "汇总表": "特此报告。",
    "备案": "特此报告。",
}


@pytest.mark.parametrize("kind", CLOSINGS)
def test_every_kind_closes_in_its_own_form(kind: str) -> None:
    part = words_of("省局-常见").split(f"━━ {kind}：")[1].split("━━")[0]
    assert f"\n{CLOSINGS[kind]}\n" in part


def test_units_phone_numbers_are_never_printed() -> None:
    text = "".join(map(words_of, SITUATIONS))
    assert "13800000000" not in text
    assert "联络员甲" not in text

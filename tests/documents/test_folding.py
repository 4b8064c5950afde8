"""Rows of long tables stand aside as text, and no byte of a document changes by that; what they say is still proved."""

from __future__ import annotations

from pathlib import Path

import pytest

from generate.documents import compose
from generate.office.folding import Folded, apart, fold, row_of
from generate.office.part import Part
from generate.office.wml import DECLARED
from generate.proof import prove
from generate.values import Rows
from tests.documents.nasty import KEPT
from tests.documents.templates import lines_of, of_lines
from tests.documents.years import FORM_SET, NARRATIVE, Result, settings, year

_MANY = tuple(
    Result(f"湖南省第{number}{'节约能源资源' * (number % 7)}中心", verified="70" if number % 9 == 0 else "91")
    for number in range(1, 200)
)


def _row(*texts: str) -> str:
    cells = "".join(f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text in texts)
    return f"<w:tr>{cells}</w:tr>"


def _table(*rows: str) -> str:
    return f"<w:document {DECLARED}><w:body><w:tbl>{''.join(rows)}</w:tbl><w:p/></w:body></w:document>"


def _all(rows: object) -> list[bool]:
    return [True] * len(rows)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["rectification", "commendation", "publicity", "filing"])
@pytest.mark.parametrize("profile", ["W1", "W2"])
def test_documents_are_the_same_to_the_byte_with_nothing_folded(kind, profile, monkeypatch):
    given = settings(format=type(settings().format)(profile=profile))
    book = year(_MANY)
    folded = compose(kind, book, given, FORM_SET, narrative=NARRATIVE)
    monkeypatch.setattr("generate.office.rendered.fold", lambda part, _: Folded(part.xml))
    assert [one.content for one in folded] == [
        one.content for one in compose(kind, book, given, FORM_SET, narrative=NARRATIVE)
    ]


def test_a_folded_part_unfolds_to_what_it_was():
    xml = _table(*(_row(str(number), "A&amp;B") for number in range(20)))
    folded = fold(apart(xml), _all)
    assert folded.unfolded(folded.xml.encode()) == xml.encode()
    assert sum(map(len, folded.folds)) == 18
    assert len(folded.xml) < len(xml) / 3


def test_the_first_and_the_last_row_of_a_table_are_never_folded():
    folded = fold(apart(_table(_row("首"), _row("中"), _row("尾"))), _all)
    assert [row.texts for fold_ in folded.folds for row in fold_] == [("中",)]


def test_tables_within_rows_are_left_alone():
    inner = f"<w:tr><w:tc><w:tbl>{_row('里')}{_row('里')}{_row('里')}</w:tbl><w:p/></w:tc></w:tr>"
    folded = fold(apart(_table(_row("首"), inner, _row("二"), _row("尾"))), _all)
    assert folded.unfolded(folded.xml.encode()).decode() == _table(_row("首"), inner, _row("二"), _row("尾"))


@pytest.mark.parametrize(
    "sign", ["<!-- </w:tr> -->", "<![CDATA[<w:tr>]]>", "<?x ?>", "\ue001", '<w:p xmlns:w="urn:x"/>']
)
def test_a_part_in_which_text_could_pass_for_markup_stays_as_it_is(sign):
    xml = _table(_row("首"), _row("中"), _row("尾")).replace("<w:p/>", f"<w:p/>{sign}")
    assert fold(apart(xml), _all) == Folded(xml)


@pytest.mark.parametrize("text", ["&bogus;", "a & b", "\x01"])
def test_a_row_whose_text_is_no_xml_is_never_folded(text):
    assert row_of(_row(text)) is None


def test_texts_of_a_row_are_as_people_read_them():
    found = row_of(_row("A&amp;B &lt;c&gt; &quot;&#39;", "&amp;lt;"))
    assert found is not None
    assert found.texts == ("A&B <c> \"'", "&lt;")


def test_a_value_changed_in_the_middle_of_a_long_table_is_noticed():
    values = [f"单位{number}" for number in range(30)]
    rows = [_row(value) for value in values]
    assert prove(Part(_table(*rows)), values) is None
    rows[15] = _row("单位十五")
    assert prove(Part(_table(*rows)), values) == "缺少或改变了内容“单位15”"
    rows[15], rows[16] = _row("单位16"), _row("单位15")
    assert prove(Part(_table(*rows)), values) is not None


def test_a_broken_row_in_the_middle_of_a_long_table_is_noticed():
    rows = [_row(f"单位{number}") for number in range(30)]
    rows[15] = rows[15].replace("</w:p>", "", 1)
    assert prove(Part(_table(*rows)), []) == "不是完整的文档结构"


def test_nasty_texts_in_a_long_table_come_out_as_they_went_in(tmp_path: Path):
    lines = ("{表 20 20 左左}", "|甲|乙|", "{%tr for 行 in 表 %}", "|{{ 行.甲 }}|x|", "{%tr endfor %}", "{表完}")
    template = of_lines(tmp_path, *lines)
    found = lines_of(template.render({"表": Rows(("甲",), [(text,) for text in KEPT])}))
    assert found[2 : 2 + 2 * len(KEPT)] == [part for text in KEPT for part in (text, "x")]

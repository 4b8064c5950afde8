"""Whatever a cell holds, no row is set below the edge of its page."""

from __future__ import annotations

import pytest
from lxml import etree

from generate.documents import compose
from generate.lengths import Mm
from generate.office import attachment, imprint, signature, tables
from tests.documents.templates import W, parts_of
from tests.documents.years import FORM_SET, Result, settings, year
from tests.geometry.cases import COPIES, DAY, ORGAN, TEXT, notice

_COLUMNS = [tables.Column("单位名称", Mm(116)), tables.Column("原因", Mm(40))]


def _rows(content: bytes) -> list[etree._Element]:
    return list(etree.fromstring(parts_of(content)["word/document.xml"]).iter(f"{W}tr"))


def _whole(row: etree._Element) -> bool:
    return row.find(f"{W}trPr/{W}cantSplit") is not None


@pytest.mark.parametrize(("reason", "whole"), [(TEXT[:60], True), (TEXT * 5, False)])
def test_a_row_stays_whole_unless_no_page_holds_it(reason: str, whole: bool) -> None:
    made = notice(3).add(signature.signature((ORGAN,), DAY)).add(attachment.attachment_head("附件", "扣分情况表"))
    made.add(tables.table(_COLUMNS, [("甲厅", "未建台账"), ("乙厅", reason), ("丙厅", "未见记录")]))
    made.add(imprint.imprint(COPIES, f"{ORGAN}办公室", DAY))
    said = {"".join(row.itertext()): _whole(row) for row in _rows(made.save_bytes())}
    assert said.pop(f"乙厅{reason}") is whole
    assert all(said.values())


def test_a_group_that_visits_many_units_has_a_row_for_each() -> None:
    book = year([Result(f"湖南省第{number}厅", verified=None) for number in range(1, 131)])
    (made,) = compose("核查通知", book, settings(), FORM_SET)
    rows = _rows(made.content)
    assert all(map(_whole, rows))
    assert len([row for row in rows if "湖南省第" in "".join(row.itertext())]) == 130
    assert max(len(row.findall(f"{W}tc/{W}p")) for row in rows) <= 6

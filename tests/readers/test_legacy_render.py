"""Our own forms, filled in and saved by LibreOffice in the old formats, read as they did in the new ones."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from extract import extract
from extract.readers import read
from generate.blank import blank_docx, blank_xlsx
from jieyue.model import Submission
from tests.forms.filling import filled_docx, filled_xlsx
from tests.forms.year import FORM_SET, UNIT, YEAR
from tests.readers.alike import seen
from tests.readers.legacy.make import converted, make

pytestmark = [
    pytest.mark.render,
    pytest.mark.skipif(
        shutil.which("soffice") is None and os.environ.get("JIEYUE_REQUIRE_RENDER") != "1",
        reason="LibreOffice (soffice) is not installed",
    ),
]


def scores(path: Path) -> Submission:
    return extract(path, [FORM_SET])


def test_a_filled_workbook_keeps_every_score_and_its_mark_as_xls(tmp_path: Path) -> None:
    fill = {(rule.id, "自评得分"): rule.max for rule in FORM_SET.rules()}
    new = tmp_path / "form.xlsx"
    new.write_bytes(filled_xlsx(blank_xlsx(FORM_SET, YEAR, UNIT, "province"), fill))
    old = converted(new, "xls", tmp_path)
    assert seen(read(old, "xls"), formulas=False) == seen(read(new, "xlsx"), formulas=False)
    assert read(old, "xls").mark == read(new, "xlsx").mark
    assert [item.self_score for item in scores(old).items] == [item.self_score for item in scores(new).items]
    assert (scores(old).unit, scores(old).problems) == (scores(new).unit, ())


def test_a_filled_document_keeps_every_score_and_its_mark_as_doc(tmp_path: Path) -> None:
    fill = {f"rule:{rule.id}:self_score": str(rule.max) for rule in FORM_SET.rules()}
    new = tmp_path / "form.docx"
    new.write_bytes(filled_docx(blank_docx(FORM_SET, YEAR, UNIT, "province"), fill))
    old = converted(new, "doc", tmp_path)
    assert seen(read(old, "doc")) == seen(read(new, "docx"))
    assert read(old, "doc").mark == read(new, "docx").mark
    assert [item.self_score for item in scores(old).items] == [item.self_score for item in scores(new).items]
    assert (scores(old).unit, scores(old).problems) == (scores(new).unit, ())


def test_the_committed_fixtures_say_what_libreoffice_writes_today(tmp_path: Path) -> None:
    make(tmp_path)
    for name in ("document.doc", "workbook.xls"):
        kept = Path(__file__).parent / "legacy" / name
        assert seen(read(tmp_path / name, name[-3:])) == seen(read(kept, name[-3:]))

"""T25: what fillers put into Word forms and readers lose: each is read where it stands, or said; no column shifts."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.readers.docx import read
from tests.readers.packages import p, r, sdt, tbl, tc, tr, word

BOX = f"<w:txbxContent>{p('9.5')}</w:txbxContent>"
FORM_FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:textInput/></w:ffData></w:fldChar></w:r>'
    '<w:r><w:instrText>FORMTEXT</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    f'{r("9.5")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
CELLS = {
    "block control": tc(sdt(p("9.5"))),
    "inline control": tc(p(sdt(r("9.5")))),
    "cell control": sdt(tc("9.5")),
    "repeating control": sdt(sdt(tc("9.5"))),
    "insertion": tc(p(f'<w:ins w:id="1">{r("9.5")}</w:ins>')),
    "insertion for deletion": tc(
        p(f'<w:del w:id="1"><w:r><w:delText>8</w:delText></w:r></w:del><w:ins w:id="2">{r("9.5")}</w:ins>')
    ),
    "moved here": tc(p(f'<w:moveTo w:id="1">{r("9.5")}</w:moveTo>')),
    "form field": tc(p(FORM_FIELD)),
    "smart tag": tc(p(f'<w:smartTag w:element="x">{r("9.5")}</w:smartTag>')),
    "custom xml": tc(p(f'<w:customXml w:element="x">{r("9.5")}</w:customXml>')),
    "custom xml round the cell": f'<w:customXml w:element="x">{tc("9.5")}</w:customXml>',
    "nested table": tc(p() + tbl(tr(tc("9.5"))) + p()),
    "text box": tc(p(f"<w:r><w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict></w:r>")),
}


@pytest.mark.parametrize("name", CELLS)
@pytest.mark.hazard("T25", len(CELLS), "fill-ins read or said")
def test_a_fill_in_is_read_or_said_and_shifts_nothing(tmp_path: Path, name: str) -> None:
    found = read(word(tmp_path / "表.docx", tbl(tr(tc("项目"), CELLS[name], tc("备注")))))
    cells = {(one.row, one.column): one for one in found.tables[0].cells}
    assert (cells[0, 0].text, cells[0, 2].text) == ("项目", "备注")
    inside = [inner.text for table in cells[0, 1].nested for inner in table.cells]
    said = [one.found for one in found.problems if one.code == "content-unplaced"]
    assert cells[0, 1].text == "9.5" or inside == ["9.5"] or said == ["9.5"]


TICKS = {
    "Wingdings symbol": '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>',
    "Wingdings letter": r("ü", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'),
    "check box": sdt(r("☒"), '<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>'),
}


@pytest.mark.parametrize("name", TICKS)
@pytest.mark.hazard("T25", len(TICKS), "ticks seen")
def test_a_tick_is_seen(tmp_path: Path, name: str) -> None:
    found = read(word(tmp_path / "表.docx", tbl(tr(tc("项目"), tc(p(TICKS[name])), tc("备注")))))
    assert next(one.text for one in found.tables[0].cells if one.column == 1) in ("✓", "☑")


def test_there_are_thirteen() -> None:
    assert len(CELLS) == 13

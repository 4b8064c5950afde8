"""Our forms and the 台账 in LibreOffice: they open, they print on A4, and what was filled in survives a round trip."""

from __future__ import annotations

import shutil
import subprocess
from decimal import Decimal
from pathlib import Path

import pdfplumber
import pytest
from openpyxl import load_workbook

from generate.blank import blank_docx, blank_xlsx
from generate.sheets import sheet_docx, sheet_xlsx
from generate.summary import summary_xlsx
from generate.workbook import ledger_workbook
from tests.forms.filling import W, filled_docx, filled_xlsx, parts_of, table_of
from tests.forms.year import FORM_SET, SETTINGS, UNIT, YEAR, small_year, verified

pytestmark = [
    pytest.mark.render,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed"),
]


def converted(files, target: str, folder: Path) -> dict[str, Path]:
    """Each file (by its name with ending) as LibreOffice writes it, in one run with a profile of its own."""
    (folder / "in").mkdir()
    originals = [folder / "in" / name for name in files]
    for path, data in zip(originals, files.values(), strict=True):
        path.write_bytes(data)
    profile = (folder / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", target]
    subprocess.run(
        [*command, "--outdir", str(folder), *map(str, originals)], check=True, capture_output=True, timeout=240
    )
    return {path.name: folder / f"{path.stem}.{target}" for path in originals}


_STANDING = verified(UNIT, {}, {})
_PRINTED = {
    "自评表.xlsx": lambda: blank_xlsx(FORM_SET, YEAR, UNIT, "province"),
    "自评表（Word）.docx": lambda: blank_docx(FORM_SET, YEAR, UNIT, "province"),
    "核查表.xlsx": lambda: sheet_xlsx(FORM_SET, YEAR, _STANDING, SETTINGS),
    "核查表（Word）.docx": lambda: sheet_docx(FORM_SET, YEAR, _STANDING, SETTINGS),
    "汇总表.xlsx": lambda: summary_xlsx(small_year(), SETTINGS, FORM_SET),
}
_LEDGER = "台账.xlsx"


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """Every form and the 台账 as a PDF."""
    files = {name: make() for name, make in _PRINTED.items()}
    files[_LEDGER] = ledger_workbook(small_year(), SETTINGS, FORM_SET)
    return converted(files, "pdf", tmp_path_factory.mktemp("printed"))


@pytest.mark.parametrize("name", _PRINTED)
def test_it_prints_on_at_most_four_a4_pages_with_nothing_cut_off(name, printed):
    with pdfplumber.open(printed[name]) as pdf:
        assert 1 <= len(pdf.pages) <= 4
        for page in pdf.pages:
            assert sorted((round(page.width), round(page.height))) == [595, 842]
            assert all(char["x0"] >= 0 and char["x1"] <= page.width for char in page.chars)
        text = "".join(page.extract_text() for page in pdf.pages).replace("\n", "")
        assert "第1页共" in text.replace(" ", "")


def test_every_rule_is_printed_and_the_header_stands_on_every_page_of_the_table(printed):
    with pdfplumber.open(printed["自评表.xlsx"]) as pdf:
        pages = [page.extract_text().replace(" ", "") for page in pdf.pages]
    for rule in FORM_SET.rules():
        assert any(rule.id in page for page in pages)
    assert all("评分规则" in page for page in pages)


def test_mark_and_scores_survive_a_workbook_saved_by_libreoffice(tmp_path):
    fill = {(rule.id, "自评得分"): rule.max for rule in FORM_SET.rules()}
    data = filled_xlsx(blank_xlsx(FORM_SET, YEAR, UNIT, "province"), fill)
    saved = converted({"表.xlsx": data}, "xlsx", tmp_path)["表.xlsx"]
    book = load_workbook(saved, data_only=True)
    assert {entry.name: entry.value for entry in book.custom_doc_props.props} == {
        "表单标识": "hunan-2020|self_assessment|2026",
        "表单单位": UNIT.name,
    }
    columns, rows = table_of(book.active)
    for rule in FORM_SET.rules():
        assert Decimal(str(book.active.cell(rows[rule.id], columns["自评得分"]).value)) == rule.max
    assert book.active.cell(rows["总分"], columns["自评得分"]).value == 100


def test_mark_scores_and_placeholders_survive_a_word_file_saved_by_libreoffice(tmp_path):
    from lxml import etree

    fill = {f"rule:{rule.id}:self_score": f"{rule.max}" for rule in FORM_SET.rules() if rule.id != "2.2.1"}
    data = filled_docx(blank_docx(FORM_SET, YEAR, UNIT, "province"), fill)
    parts = parts_of(converted({"表.docx": data}, "docx", tmp_path)["表.docx"].read_bytes())
    assert "hunan-2020|self_assessment|2026" in parts["docProps/custom.xml"].decode()
    root = etree.fromstring(parts["word/document.xml"])
    shown = {"real": [], "placeholder": []}
    for control in root.iter(f"{W}sdt"):
        empty = control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None
        shown["placeholder" if empty else "real"].append("".join(control.find(f"{W}sdtContent").itertext()))
    scores = [text for text in shown["real"] if text.replace(".", "").isdigit()]
    assert scores == [str(rule.max) for rule in FORM_SET.rules() if rule.id != "2.2.1"]
    assert shown["placeholder"].count("填分") == 1 + 10 + 1


def test_the_ledger_opens_and_prints_with_its_charts(printed):
    with pdfplumber.open(printed[_LEDGER]) as pdf:
        first = pdf.pages[0].extract_text()
        assert "各层级创建情况" in first
        assert "核查得分分布" in first
        assert "Err:" not in "".join(page.extract_text() for page in pdf.pages)

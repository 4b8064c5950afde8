"""Quiet rows of long tables are not read, and nothing that lint says changes by that."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

import pytest

from generate.lengths import Mm
from generate.lint import lint
from generate.lint.identify import identified
from generate.lint.reading import opened
from generate.office import attachment, body, head, imprint, signature, tables, title
from generate.office.document import OfficialDocument
from generate.office.finish import Facts
from generate.office.folding import Folded
from tests.documents.years import PROVINCE
from tests.lint.faults import FAULTS, Fault
from tests.lint.good import every_kind, situations

_ROWS = 60
_QUIET = ("1", "湖南省水利厅", "达标", "96.5")
_FAULTY = (
    *(
        "根据湘管发[2020]12号文件",
        "湘管发〔20〕12号",
        "〔2020〕12号《通知》",
        "《通知》湘管发〔2020〕12号",
        "26年度",
        "2026年03月5日",
    ),
    *(
        "二〇二六年三月",
        "2026-03-05",
        "《甲》、《乙》",
        "10-20人",
        "2020-2026年",
        "（甲（乙）丙）",
        "《甲《乙》》",
        "“甲“乙””",
    ),
    *("好,的", "结束.", "(试行)", '甲"乙"', "等等...", "好。。", "（此页无正文）", "……", "1.好,的"),
)


def _unfolded(monkeypatch, data: bytes):
    with monkeypatch.context() as patch:
        patch.setattr("generate.lint.reading.fold", lambda part, _: Folded(part.xml))
        return lint(data)


def _document(cell: str = "", *, style: str = "") -> bytes:
    """A notice with a list of units as its annex; ``cell`` stands in the middle of it, with ``style`` as its markup."""
    rows = [list(_QUIET) for _ in range(_ROWS)]
    rows[_ROWS // 2][1] = cell or rows[0][1]
    made = OfficialDocument(Facts(organ=PROVINCE.name, title="通知"))
    made.add(head.head((f"{PROVINCE.name}文件",), "湘管发〔2026〕12号"))
    made.add(title.title(f"{PROVINCE.name}关于公布名单的通知", (PROVINCE.name,))).add(body.addressees(("省直各单位",)))
    made.add(body.plain_paragraph("现将名单予以公布。")).add(attachment.attachment_note(["名单"]))
    made.add(signature.signature((PROVINCE.name,), "2026年12月28日"))
    columns = [tables.Column(name, Mm(39)) for name in ("序号", "单位", "结论", "得分")]
    made.add(attachment.attachment_head("附件", "名单") + tables.table(columns, rows))
    made.add(imprint.imprint(("省委办公厅",), f"{PROVINCE.name}办公室", "2026年12月28日"))
    return _styled(made.save_bytes(), cell, style) if style else made.save_bytes()


def _styled(data: bytes, cell: str, style: str) -> bytes:
    """The run with the text ``cell`` with ``style`` in its properties."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name).decode()
            at = content.find(f">{escape(cell)}<")
            before = content.rfind("</w:rPr>", 0, at)
            new.writestr(name, content[:before] + style + content[before:] if name == "word/document.xml" else content)
    return out.getvalue()


@pytest.mark.parametrize("situation", situations())
def test_every_kind_is_judged_alike_with_its_quiet_rows_read(situation, monkeypatch):
    for name, data in every_kind(situation).items():
        assert lint(data) == _unfolded(monkeypatch, data), name


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.name for fault in FAULTS])
def test_every_fault_is_found_alike_with_quiet_rows_read(fault: Fault, monkeypatch):
    assert lint(fault.broken()) == _unfolded(monkeypatch, fault.broken())


@pytest.mark.parametrize("cell", _FAULTY)
def test_a_faulty_text_in_the_middle_of_a_long_table_is_found_where_it_stands(cell, monkeypatch):
    found = lint(_document(cell))
    assert found == _unfolded(monkeypatch, _document(cell))
    assert cell == "……" or any(f"第{_ROWS // 2 + 2}行第2列" in one.place for one in found)


@pytest.mark.parametrize(
    "style", ['<w:color w:val="FF0000"/>', "<w:vanish/>", '<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/>']
)
def test_other_formatting_in_the_middle_of_a_long_table_is_seen(style, monkeypatch):
    data = _document("湖南省“某”厅", style=style)
    assert lint(data) == _unfolded(monkeypatch, data)


@pytest.mark.parametrize(
    "cell", ["抄送：省委办公厅。", "湖南省机关事务管理局办公室　2026年1月5日印发", "签发人：李某", "2026年1月5日"]
)
def test_words_by_which_elements_are_found_are_never_passed_over(cell, monkeypatch):
    assert lint(_document(cell)) == _unfolded(monkeypatch, _document(cell))


def test_a_table_of_sixty_rows_is_read_as_a_few():
    paras = identified(opened(_document())).file.paras
    assert sum(para.folded for para in paras) > (_ROWS - 4) * len(_QUIET)
    assert len([para for para in paras if para.cell is not None]) < 40

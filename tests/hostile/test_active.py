"""T31: whatever in a returned file could act is named, and such a file is never accepted; nothing of it is run."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from extract import extract
from jieyue.formset import load_form_set
from jieyue.model import Severity
from tests.readers.packages import DOCUMENT_TYPE, WORKBOOK_TYPE, R, W, book, p, r, relationships, word, written

SETS = (load_form_set(),)
CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'
MACROS = "application/vnd.ms-office.vbaProject"
MAIN = f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{p("x")}</w:body></w:document>'
Made = Callable[[Path], Path]


def related(kind: str, target: str, content: bytes = b"x", more_types: str = "") -> Made:
    """A Word file whose main part relates to ``target``."""

    def made(path: Path) -> Path:
        parts: dict[str, str | bytes] = {
            "word/document.xml": MAIN,
            "word/_rels/document.xml.rels": relationships(("rId9", kind, target)),
        }
        if not target.startswith("!"):
            parts[f"word/{target}"] = content
        return written(path, "word/document.xml", DOCUMENT_TYPE, parts, more_types)

    return made


def book_related(kind: str, target: str, content: bytes = b"x") -> Made:
    parts: dict[str, str | bytes] = {} if target.startswith("!") else {f"xl/{target}": content}
    return lambda path: book(path, CELL, parts=parts, related=(("rId9", kind, target),))


def field(instruction: str) -> Made:
    run = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    inner = run.format("begin") + f"<w:r><w:instrText>{instruction}</w:instrText></w:r>" + run.format("separate")
    return lambda path: word(path, p(inner + r("x") + run.format("end")))


def formula(text: str) -> Made:
    return lambda path: book(path, f'<row r="1"><c r="A1"><f>{text}</f><v>1</v></c></row>')


def ole(path: Path) -> Path:
    """An encrypted OOXML file, as far as its container tells."""
    sector = 512
    head = bytearray(sector)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", head, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<LLLLLLLLL", head, 40, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    struct.pack_into("<109L", head, 76, 0, *[0xFFFFFFFF] * 108)
    fat = struct.pack("<128L", 0xFFFFFFFD, 0xFFFFFFFE, *[0xFFFFFFFF] * 126)
    entries = bytearray()
    links = [(0xFFFFFFFF, 0xFFFFFFFF, 1), (0xFFFFFFFF, 2, 0xFFFFFFFF), (0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF)]
    for name, kind, (left, right, child) in zip(
        ("Root Entry", "EncryptionInfo", "EncryptedPackage"), (5, 2, 2), links, strict=True
    ):
        raw = (name + "\0").encode("utf-16-le")
        entry = raw.ljust(64, b"\0") + struct.pack("<HBBLLL", len(raw), kind, 1, left, right, child)
        entries += entry.ljust(116, b"\0") + struct.pack("<LQ", 0xFFFFFFFE, 0)
    path.write_bytes(bytes(head) + fat + bytes(entries).ljust(sector, b"\0"))
    return path


MACRO_DOCUMENT = DOCUMENT_TYPE.replace(
    "openxmlformats-officedocument.wordprocessingml.document.main", "ms-word.document.macroEnabled.main"
)
MACRO_BOOK = WORKBOOK_TYPE.replace(
    "openxmlformats-officedocument.spreadsheetml.sheet.main", "ms-excel.sheet.macroEnabled.main"
)
ACTIVE: dict[str, Made] = {
    "macros.docm": related("http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vbaProject.bin"),
    "macros by type.docx": related("x", "a.bin", more_types=f'<Default Extension="bin" ContentType="{MACROS}"/>'),
    "macros nothing points to.docx": lambda path: written(
        path, "word/document.xml", DOCUMENT_TYPE, {"word/document.xml": MAIN, "word/vbaProject.bin": b"x"}
    ),
    "macro-enabled without macros.docm": lambda path: word(path, p("x"), main_type=MACRO_DOCUMENT),
    "macros.xlsm": book_related("http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vbaProject.bin"),
    "macro-enabled without macros.xlsm": lambda path: book(path, CELL, main_type=MACRO_BOOK),
    "macro sheet.xlsm": book_related(
        "http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet", "macrosheets/s.xml"
    ),
    "international macro sheet.xlsm": book_related(
        "http://schemas.microsoft.com/office/2006/relationships/xlIntlMacrosheet", "macrosheets/s.xml"
    ),
    "ole object.docx": related("oleObject", "embeddings/o.bin"),
    "linked ole object.docx": related("oleObject", "!file:///c:/x.doc"),
    "embedded workbook.docx": related("package", "embeddings/b.xlsx"),
    "activex.docx": related("control", "activeX/a.xml"),
    "remote template.docx": related("attachedTemplate", "!http://example.invalid/t.dotm"),
    "template on a share.docx": related("attachedTemplate", "!\\\\host\\share\\Normal.dotm"),
    "foreign document.docx": related("aFChunk", "a.html"),
    "picture from the network.docx": related("image", "!http://example.invalid/i.png"),
    "frame.docx": related("frame", "!http://example.invalid/f.htm"),
    "sub-document.docx": related("subDocument", "!file:///c:/x.docx"),
    "dde field.docx": field('DDE cmd "/c calc"'),
    "automatic dde field.docx": field('DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"'),
    "link field.docx": field("LINK Excel.Sheet c:\\\\x.xlsx"),
    "included text.docx": field('INCLUDETEXT "http://example.invalid/x"'),
    "included picture.docx": field('INCLUDEPICTURE "http://example.invalid/x.png" \\\\d'),
    "simple dde field.docx": lambda path: word(path, p(f'<w:fldSimple w:instr="DDEAUTO cmd x">{r("x")}</w:fldSimple>')),
    "ole object.xlsx": book_related("oleObject", "embeddings/o.bin"),
    "activex.xlsx": book_related("control", "activeX/a.xml"),
    "other workbook.xlsx": book_related("externalLink", "externalLinks/e.xml"),
    "connection.xlsx": book_related("connections", "connections.xml"),
    "external link.xlsx": book_related("externalLinkPath", "!file:///c:/x.xlsx"),
    "dde formula.xlsx": formula("cmd|'/c calc'!A1"),
    "dde formula with sign.xlsx": formula("+cmd|'/c calc'!A1"),
    "encrypted.xlsx": ole,
}


def test_an_old_office_file_cut_off_before_its_directory_is_damaged(tmp_path: Path) -> None:
    whole = ole(tmp_path / "表.xls").read_bytes()
    (tmp_path / "表.xls").write_bytes(whole[:1024])
    found = extract(tmp_path / "表.xls", SETS)
    assert [one.code for one in found.problems] == ["file-damaged"]


@pytest.mark.parametrize("marked", ["绝密", "机密★1年"])
def test_a_hidden_marking_marks_the_file(tmp_path: Path, marked: str) -> None:
    found = extract(word(tmp_path / "表.docx", p(r(marked, "<w:vanish/>")) + p("自评表")), SETS)
    assert [one.code for one in found.problems] == ["classified-marking"]


@pytest.mark.parametrize("name", ACTIVE)
@pytest.mark.hazard("T31", len(ACTIVE), "carriers of what could act, each named")
def test_what_could_act_is_named_and_never_accepted(tmp_path: Path, name: str) -> None:
    found = extract(ACTIVE[name](tmp_path / name), SETS)
    said = {one.code: one.severity for one in found.problems}
    code = "file-encrypted" if name.startswith("encrypted") else "active-content"
    assert said.get(code) is Severity.ERROR
    assert found.status.value != "accepted"


HARMLESS: dict[str, Made] = {
    "a hyperlink.docx": related("hyperlink", "!http://example.invalid/"),
    "the writer's own template.docx": related("attachedTemplate", "!file:///C:/Users/x/Normal.dotm"),
    "a picture inside.docx": related("image", "media/i.png"),
    "a page number.docx": field("PAGE"),
    "a sum.xlsx": formula("SUM(A2:A3)"),
    "text with a bar.xlsx": formula('"a|b"'),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_what_cannot_act_is_no_alarm(tmp_path: Path, name: str) -> None:
    found = extract(HARMLESS[name](tmp_path / name), SETS)
    assert "active-content" not in {one.code for one in found.problems}

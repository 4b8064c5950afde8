from __future__ import annotations

import struct
from pathlib import Path

import pytest

from extract.ole_properties import custom_properties
from extract.readers.doc import read
from extract.readers.doc_aside import template_path
from extract.readers.doc_drawings import lettering
from extract.readers.doc_form_fields import shown_field
from extract.readers.doc_rows import RowShape, columns_of, row_shape
from extract.readers.doc_sprms import sprms
from extract.readers.doc_styles import shown_hidden
from extract.readers.docx import read as read_docx
from extract.readers.word_fields import shown_formula
from extract.sniff import sniff
from jieyue.safe.refusal import Refused
from tests.readers.alike import codes, lines, seen
from tests.readers.legacy.sources import CELLS, document
from tests.readers.ole_edit import with_bytes

DOC = Path(__file__).parent / "legacy" / "document.doc"


def test_a_document_saved_as_doc_reads_as_it_did_as_docx(tmp_path: Path) -> None:
    old, new = read(DOC), read_docx(document(tmp_path / "a.docx"))
    assert seen(old) == seen(new)
    assert lines(old) == lines(new)
    assert codes(old) == codes(new)


def test_lines_and_cells_know_their_places() -> None:
    found = read(DOC)
    assert [(line.place, line.text) for line in found.lines] == [
        ("页眉", "湖南省机关事务管理局"),
        ("第1段", "节约型机关自评表"),
        ("第2段", "填报单位：湖南省水利厅"),
        ("第3段", "说明"),
        ("第4段", "负责人：李某"),
        ("页脚", "第一联"),
    ]
    assert found.tables[0].cells[1].place == "表1 第1行第2列"


def test_merged_cells_have_spans_and_inner_tables_their_own_places() -> None:
    cells = {cell.text: cell for cell in read(DOC).tables[0].cells}
    assert (cells["管理"].rows, cells["管理"].columns) == (2, 1)
    assert (cells["内容"].column, cells["内容"].columns) == (1, 2)
    assert (cells["合计"].column, cells["合计"].columns) == (0, 3)
    inner = cells[""].nested[0]
    assert [(cell.text, cell.place) for cell in inner.cells][1] == ("1.5", "表1 第3行第4列 内表1 第1行第2列")


SEEN = {
    "inserted and deleted": "9.5",
    "hidden": "7.5",
    "struck": "6",
    "field": "92",
    "ticked": "☑是",
    "symbol": "✓",
    "breaks": "4\t5\n6",
    "hyphen": "0731-88",
    "paragraphs": "1.得4分\n2.得2分",
    "beyond the basic plane": "𠮷野家",
    "commented": "4",
    "noted": "3",
    "numbered": "（1） 节约用电",
    "numbered next": "（2） 节约用水",
}


@pytest.mark.parametrize("name", CELLS)
def test_a_cell_says_what_a_person_sees(name: str) -> None:
    rows = {row[0].text: row[1].text for row in read(DOC).tables[1].by_row()}
    assert rows[name] == SEEN[name]


def test_what_is_not_read_is_said() -> None:
    found = read(DOC)
    assert [problem.found for problem in found.problems if problem.code == "content-unplaced"] == ["8", "见附件三"]
    assert "tracked-changes" in codes(found)
    assert "999" in next(problem.message for problem in found.problems if problem.code == "hidden-content")


def test_a_comment_hangs_on_its_cell() -> None:
    assert [cell.comment for cell in read(DOC).tables[1].cells if cell.comment] == ["与办公室核对过"]


def refusal(path: Path) -> tuple[str, str]:
    with pytest.raises(Refused) as refused:
        read(path)
    return refused.value.problem.code, refused.value.problem.message


def test_a_document_with_a_password_is_refused_as_encrypted(tmp_path: Path) -> None:
    path = with_bytes(DOC, tmp_path / "a.doc", "WordDocument", 0x0B, b"\x13")
    assert refusal(path)[0] == "file-encrypted"


def test_a_document_of_word_95_is_named_as_such(tmp_path: Path) -> None:
    path = with_bytes(DOC, tmp_path / "a.doc", "WordDocument", 2, struct.pack("<H", 104))
    assert refusal(path) == ("file-unsupported", "不是可以读取的文件：是Word 95或更早版本的文档")


@pytest.mark.parametrize("kept", [600, 2000, 6000, 12000, 15000])
def test_a_document_cut_short_is_damaged(tmp_path: Path, kept: int) -> None:
    (tmp_path / "a.doc").write_bytes(DOC.read_bytes()[:kept])
    assert refusal(tmp_path / "a.doc")[0] == "file-damaged"


def test_text_beyond_the_end_of_the_file_is_damage(tmp_path: Path) -> None:
    path = with_bytes(DOC, tmp_path / "a.doc", "WordDocument", 0x1A2, struct.pack("<I", 0x7FFFFFF0))
    assert refusal(path)[0] == "file-damaged"


@pytest.mark.parametrize("story", range(8))
def test_a_story_longer_than_the_text_is_damage(story: int, tmp_path: Path) -> None:
    path = with_bytes(DOC, tmp_path / "a.doc", "WordDocument", 0x4C + 4 * story, struct.pack("<i", 8_000_000))
    assert refusal(path) == ("file-damaged", "文件打不开：文字比文档自己记的少，文件不完整")


def test_one_text_told_many_times_is_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.readers.doc_body._MOST_PARAGRAPHS", 10)
    assert refusal(DOC)[0] == "file-too-large"


def test_bytes_decide_and_not_the_name(tmp_path: Path) -> None:
    (tmp_path / "a.xls").write_bytes(DOC.read_bytes())
    assert sniff(tmp_path / "a.xls") == "doc"


FORMULAS = {
    r' EQ \* jc2 \* "Font:宋体" \* hps10 \o\ad(\s\up 9(zhang),张) ': "张",
    r"eq \o\ac(○,1)": "1",
    r" EQ \o(\s\up 5(中),\s\do 2(国))": "中国",
    r" EQ \f(1,2)": "\ufffd",
    " PAGE ": "",
}


@pytest.mark.parametrize("instruction", FORMULAS)
def test_an_equation_field_shows_its_characters_or_that_there_are_some(instruction: str) -> None:
    assert shown_formula(instruction) == FORMULAS[instruction]


def definition(*edges: int, flags: tuple[int, ...] = ()) -> tuple[int, bytes]:
    cells = b"".join(struct.pack("<H18x", flag) for flag in flags)
    return 0xD608, bytes((len(edges) - 1,)) + struct.pack(f"<{len(edges)}h", *edges) + cells


def test_edges_that_nearly_meet_are_one_column() -> None:
    rows = [row_shape([definition(0, 1000, 2000)], 2), row_shape([definition(12, 990, 1500, 2000)], 3)]
    assert columns_of(rows) == {0: 0, 12: 0, 990: 1, 1000: 1, 1500: 2, 2000: 3}


@pytest.mark.parametrize(("first", "other"), [(1, 2), (2, 1)])
def test_the_first_of_cells_merged_across_is_the_leftmost(first: int, other: int) -> None:
    shape = row_shape([definition(0, 10, 20, 30, 40, flags=(0, first, other, other))], 4)
    assert [shape.continues_left(cell) for cell in range(4)] == [False, False, True, True]


def test_vertical_merges_are_told_apart() -> None:
    shape = RowShape([0, 1, 2, 3], [0x60, 0x20, 0])
    assert [shape.continues_above(cell) for cell in range(3)] == [False, True, False]
    assert [shape.continued_below(cell) for cell in range(3)] == [True, True, False]


def test_a_row_without_definition_still_has_its_cells() -> None:
    assert row_shape([], 3).edges == [0, 1440, 2880, 4320]
    assert len(row_shape([definition(0, 1000)], 3).edges) == 4


def test_changes_laid_over_a_definition_count() -> None:
    changed = [definition(0, 10, 20, 30), (0xD62B, b"\x01\x03"), (0x5624, b"\x01\x03"), (0x5622, b"\x00\x01")]
    shape = row_shape(changed, 2)
    assert shape.edges == [0, 10, 20]
    assert [shape.continues_left(cell) for cell in range(2)] == [False, True]


def test_a_list_of_properties_ends_where_it_breaks_off() -> None:
    data = struct.pack("<HB", 0x2416, 1) + struct.pack("<HI", 0x6649, 2) + b"\x08\xd6\xff\xff\x01"
    assert list(sprms(data)) == [(0x2416, b"\x01"), (0x6649, b"\x02\0\0\0")]


@pytest.mark.parametrize(("stored", "styled", "hidden"), [
    (None, True, True), (0, True, False), (1, False, True), (0x80, True, True),
    (0x81, True, False), (0x81, False, True),
])  # fmt: skip
def test_hidden_text_follows_its_style_or_denies_it(stored: int | None, styled: bool, hidden: bool) -> None:
    assert shown_hidden(stored, styled) is hidden


def form_field(kind: int, result: int, default: int, *entries: str) -> bytes:
    def text(words: str) -> bytes:
        return struct.pack("<H", len(words)) + words.encode("utf-16-le") + b"\0\0"

    head = struct.pack("<IHHH", 0xFFFFFFFF, kind | result << 2, 0, 0) + text("甲")
    listed = b"".join(struct.pack("<H", len(entry)) + entry.encode("utf-16-le") for entry in entries)
    tail = struct.pack("<H", default) + 5 * text("") + struct.pack("<HHH", 0xFFFF, len(entries), 0) + listed
    return struct.pack("<IH", 0, 68) + bytes(62) + head + tail


def test_old_form_fields_show_what_was_chosen() -> None:
    assert shown_field(form_field(1, 1, 0), 0) == "☑"
    assert shown_field(form_field(1, 25, 0), 0) == "☐"
    assert shown_field(form_field(2, 1, 0, "有", "无"), 0) == "无"
    assert shown_field(form_field(2, 9, 0, "有", "无"), 0) == ""
    assert shown_field(b"\0" * 5, 0) is None


def test_lettering_of_headers_is_found() -> None:
    words = "机密".encode("utf-16-le") + b"\0\0"
    options = struct.pack("<HHI", 1 << 4 | 3, 0xF00B, 6 + len(words)) + struct.pack("<HI", 0xC0C0, len(words)) + words
    drawing = struct.pack("<HHI", 0xF, 0xF002, len(options)) + options
    group = struct.pack("<HHI", 0xF, 0xF000, 4) + bytes(4)
    assert list(lettering(group + b"\0" + drawing + b"\1" + drawing)) == [(False, "机密"), (True, "机密")]


def test_a_template_is_named_second_and_one_elsewhere_is_active() -> None:
    def listed(*texts: str) -> bytes:
        return (
            b"\xff\xff"
            + struct.pack("<HH", len(texts), 0)
            + b"".join(struct.pack("<H", len(text)) + text.encode("utf-16-le") for text in texts)
        )

    assert template_path(listed("", "http://a/x.dotm", "")) == "http://a/x.dotm"
    assert template_path(b"") == ""


def test_damaged_properties_are_no_mark() -> None:
    class Torn:
        names = ("\x05DocumentSummaryInformation",)

        def read(self, _: str, __: int) -> bytes:
            return bytes(24) + b"\1\0\0\0"

    assert custom_properties(Torn()) == {}  # type: ignore[arg-type]

"""叙述.txt: what the clerk writes, and how a slip in it is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from generate.narrative import parsed, read_narrative, starter
from jieyue.errors import DataFault


def test_sections_hold_their_paragraphs() -> None:
    narrative = parsed("# 说明\n【主要做法】\n　　第一段。\n\n第二段。\n[下一步工作]\n第三段。")
    assert narrative.paragraphs("主要做法") == ("第一段。", "第二段。")
    assert narrative.paragraphs("下一步工作") == ("第三段。",)


def test_an_empty_section_is_a_visible_blank_unless_it_is_optional() -> None:
    narrative = parsed(starter())
    assert narrative.paragraphs("主要做法") == ("〔待补充：主要做法〕",)
    assert narrative.paragraphs("存在问题") == ()


def test_every_slip_is_named_at_once_with_its_line() -> None:
    with pytest.raises(DataFault) as caught:
        parsed("开头的话\n【主要作法】\n内容\n【下一步工作】\n【下一步工作】")
    assert [fault.split("：")[0] for fault in caught.value.faults] == [f"叙述.txt 第{n}行" for n in (1, 2, 5)]
    assert "是否应为【主要做法】" in caught.value.faults[1]
    assert "写了两次" in caught.value.faults[2]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_file_saved_by_any_notepad_is_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "叙述.txt"
    path.write_bytes("【主要做法】\r\n一段。\r\n".encode(encoding))
    assert read_narrative(path).paragraphs("主要做法") == ("一段。",)


def test_a_missing_file_is_an_empty_one(tmp_path: Path) -> None:
    assert read_narrative(tmp_path / "叙述.txt").paragraphs("主要做法") == ("〔待补充：主要做法〕",)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "叙述.txt"
    path.write_bytes(b"\xff\xfe\x00\xff\xff\x80\x80")
    with pytest.raises(DataFault, match="不是文本文件"):
        read_narrative(path)

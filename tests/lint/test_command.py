"""The command: what it prints and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jieyue import pdf
from jieyue.cli.main import run
from tests.lint import good
from tests.lint.breaking import Copy, said
from tests.lint.foreign import web_notice


def _file(folder: Path, content: bytes, name: str = "通知.docx") -> str:
    path = folder / name
    path.write_bytes(content)
    return str(path)


def _broken() -> bytes:
    copy = Copy.of(good.unsealed())
    said("湘管发〔2026〕12号", "湘管发[2026]第12号")(copy)
    return copy.bytes()


def test_a_good_document_ends_with_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["lint", _file(tmp_path, good.unsealed())]) == 0
    assert "通知.docx：未见不符" in capsys.readouterr().out


def test_a_departure_is_told_with_rule_place_remedy_and_clause(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["lint", _file(tmp_path, _broken())]) == 1
    told = capsys.readouterr().out
    assert "✗ R28 第7段“湘管发[2026]第12…”" in told
    assert "（7.2.5，必）" in told


def test_json_has_one_object_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [_file(tmp_path, _broken()), _file(tmp_path, good.unsealed(), "好.docx")]
    assert run(["lint", "--json", *files]) == 1
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert first["departures"][0]["rule"] == "R28"
    assert set(first["departures"][0]) >= {"clause", "place", "found", "wanted", "remedy", "severity", "message"}
    assert (second["name"], second["departures"], second["refused"]) == ("好.docx", [], None)


def test_warnings_need_a_person_only_when_asked_for(tmp_path: Path) -> None:
    name = _file(tmp_path, web_notice())
    assert run(["lint", name]) == 0
    assert run(["lint", "--strict", name]) == 1


@pytest.mark.parametrize("content", [b"%PDF-1.7 ...", b"", b"text", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_what_is_no_docx_is_wrong_usage(content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["lint", _file(tmp_path, content)]) == 2
    assert "不是 docx 文件" in capsys.readouterr().err


def test_a_missing_file_or_a_folder_is_wrong_usage_and_nothing_is_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["lint", _file(tmp_path, _broken()), str(tmp_path / "没有.docx")]) == 2
    assert run(["lint", str(tmp_path)]) == 2
    assert capsys.readouterr().out == ""


def test_a_damaged_docx_is_told_and_the_others_are_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    damaged = _file(tmp_path, good.unsealed()[:-4000], "坏.docx")
    assert run(["lint", damaged, _file(tmp_path, good.unsealed())]) == 1
    told = capsys.readouterr().out
    assert "坏.docx：" in told
    assert "通知.docx：未见不符" in told


def test_without_libreoffice_the_rest_is_checked_and_the_lack_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf.shutil, "which", lambda _: None)
    assert run(["lint", "--render", _file(tmp_path, _broken())]) == 1
    told = capsys.readouterr().out
    assert "R28" in told
    assert "没有找到 LibreOffice" in told

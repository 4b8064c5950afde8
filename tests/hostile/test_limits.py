"""What is known not to be read, each with its reason: answered with a Problem today; a row fails when it is mended."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from extract import extract
from jieyue.formset import load_form_set
from jieyue.model import Status

FORM_SET = load_form_set()
ROWS = [(item.title, f"{item.max}") for item in FORM_SET.items]
HEAD = ("项目", "自评得分")


def _text(separator: str, end: str) -> str:
    return end.join(separator.join(row) for row in (("2026年度节约型机关评价自评表",), HEAD, *ROWS))


def _html() -> bytes:
    rows = "".join(f"<tr><td>{title}</td><td>{score}</td></tr>" for title, score in (HEAD, *ROWS))
    return f"<html><meta charset='utf-8'><table>{rows}</table></html>".encode()


def _open_document(kind: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("content.xml", "<office:document-content xmlns:office='x'/>")
    return out.getvalue()


LIMITS: dict[str, bytes] = {
    "文本.txt": _text("\t", "\n").encode(),
    "逗号分隔.csv": _text(",", "\r\n").encode("gb18030"),
    "网页冒充.xls": _html(),
    "富文本.rtf": b"{\\rtf1\\ansi " + _text("\\cell ", "\\row ").encode("ascii", "replace") + b"}",
    "开放文档.odt": _open_document("text"),
    "开放表格.ods": _open_document("spreadsheet"),
    "压缩.rar": b"Rar!\x1a\x07\x01\x00" + bytes(64),
    "压缩.7z": b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(64),
}


@pytest.mark.hazard("T24", len(LIMITS), "kinds of file known not to be read, each answered")
@pytest.mark.parametrize("name", LIMITS)
def test_what_is_not_read_is_answered(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(LIMITS[name])
    found = extract(tmp_path / name, (FORM_SET,))
    assert found.status is Status.REFUSED
    assert [one.remedy for one in found.problems if one.code.startswith(("file-", "form-"))]


@pytest.mark.xfail(strict=True, reason="not read yet; when this passes, take the row out and say so in CHANGELOG.md")
@pytest.mark.parametrize("name", LIMITS)
def test_it_is_read(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(LIMITS[name])
    assert extract(tmp_path / name, (FORM_SET,)).status is not Status.REFUSED

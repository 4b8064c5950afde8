"""T21: a DOCTYPE in any part of an OOXML file refuses it; no socket is opened, no file outside is read."""

from __future__ import annotations

import builtins
import io
import os
import socket
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from extract import extract
from jieyue.formset import load_form_set
from tests.readers.packages import R, S, W, book, p, word

SETS = (load_form_set(),)
INSIDE = "what stands in the file outside"
PAYLOADS: dict[str, str] = {
    "bare": "<!DOCTYPE a>",
    "system": '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd">',
    "public": '<!DOCTYPE a PUBLIC "-//X//Y" "http://127.0.0.1:9/x.dtd">',
    "outside file": '<!DOCTYPE a [<!ENTITY x SYSTEM "file://{secret}">]>',
    "outside file as parameter": '<!DOCTYPE a [<!ENTITY % x SYSTEM "file://{secret}"> %x;]>',
    "over the network": '<!DOCTYPE a [<!ENTITY x SYSTEM "http://127.0.0.1:9/">]>',
    "by ftp": '<!DOCTYPE a [<!ENTITY x SYSTEM "ftp://127.0.0.1:9/">]>',
    "windows share": '<!DOCTYPE a [<!ENTITY x SYSTEM "\\\\127.0.0.1\\c$\\x">]>',
    "laughs": '<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;"><!ENTITY z "&y;&y;&y;">]>',
    "quadratic": '<!DOCTYPE a [<!ENTITY x "' + "a" * 50_000 + '">]>',
    "after a comment": "<!-- x --><?y z?>\n\n<!DOCTYPE a [<!ENTITY x 'y'>]>",
    "behind spaces": " " * 5000 + "<!DOCTYPE a [<!ENTITY x 'y'>]>",
}
ENCODINGS = ("utf-8", "utf-16")
WORD_PARTS = (
    "[Content_Types].xml",
    "_rels/.rels",
    "word/_rels/document.xml.rels",
    "word/document.xml",
    "word/styles.xml",
    "word/numbering.xml",
    "word/comments.xml",
    "word/header1.xml",
    "word/customXml.xml",
    "docProps/custom.xml",
)
BOOK_PARTS = (
    "[Content_Types].xml",
    "_rels/.rels",
    "xl/_rels/workbook.xml.rels",
    "xl/workbook.xml",
    "xl/worksheets/sheet1.xml",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
    "xl/drawings/vmlDrawing1.vml",
)
CASES = [("docx", part) for part in WORD_PARTS] + [("xlsx", part) for part in BOOK_PARTS]


def sound(path: Path, kind: str) -> dict[str, bytes]:
    """The parts of a sound file."""
    if kind == "docx":
        style = f'<w:styles xmlns:w="{W}"/>'
        made = word(path, p("x"), styles=style, numbering=style, comments=style, header1=style)
    else:
        made = book(path, '<row r="1"><c r="A1"><v>1</v></c></row>')
    with zipfile.ZipFile(made) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def poisoned(path: Path, parts: dict[str, bytes], part: str, doctype: str, encoding: str) -> Path:
    content = parts.get(part, f'<x xmlns="{R}" xmlns:s="{S}"/>'.encode()).decode("utf-8")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in {**parts, part: b""}:
            archive.writestr(name, (doctype + content).encode(encoding) if name == part else parts[name])
    return path


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A file outside that must stay closed, and a machine without sockets."""
    secret = tmp_path / "outside.txt"
    secret.write_text(INSIDE, encoding="utf-8")
    opened: list[str] = []

    def no_socket(*_: object, **__: object) -> socket.socket:
        raise AssertionError("a socket was opened")

    really = io.open

    def noting(file: object, *more: object, **named: object) -> object:
        opened.append(str(file))
        return really(file, *more, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "socket", no_socket)
    monkeypatch.setattr(socket, "create_connection", no_socket)
    monkeypatch.setattr(builtins, "open", noting)
    yield secret
    assert str(secret) not in opened
    assert os.stat(secret).st_size == len(INSIDE)  # noqa: PTH116 - Path.open is watched


@pytest.mark.parametrize(("kind", "part"), CASES)
@pytest.mark.hazard("T21", len(PAYLOADS) * len(CASES), "payloads in parts, in two encodings each")
def test_a_document_type_refuses_the_file(tmp_path: Path, watched: Path, kind: str, part: str) -> None:
    parts = sound(tmp_path / f"sound.{kind}", kind)
    for number, (name, payload) in enumerate(PAYLOADS.items()):
        for encoding in ENCODINGS:
            path = tmp_path / f"{number}{encoding}.{kind}"
            doctype = payload.replace("{secret}", watched.as_posix())
            found = extract(poisoned(path, parts, part, doctype, encoding), SETS)
            assert (found.status.value, [one.code for one in found.problems]) == ("refused", ["file-damaged"]), (
                name,
                encoding,
            )
            assert INSIDE not in repr(found)


def test_there_are_twelve_payloads() -> None:
    assert len(PAYLOADS) == 12

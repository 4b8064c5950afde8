"""T18: hostile zips.  Nothing is written outside, no entry leads there, no name breaks what comes after it."""

from __future__ import annotations

import io
import json
import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from extract.bundle import Member, members
from jieyue.safe.refusal import Refused

FORM = b"%PDF-1.4 a form"
Entries = list[tuple[str | zipfile.ZipInfo, bytes]]


def link(name: str, to: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.create_system = 3
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    entry.comment = to.encode()
    return entry


def device(name: str, kind: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.create_system = 3
    entry.external_attr = (kind | 0o644) << 16
    return entry


NAMES: dict[str, str] = {
    "up": "../自评表.pdf",
    "far up": "../../../../../../etc/passwd",
    "up inside": "水利厅/../../自评表.pdf",
    "up by backslash": "..\\..\\自评表.pdf",
    "up mixed": "a\\../..\\自评表.pdf",
    "absolute": "/etc/cron.d/自评表",
    "absolute backslash": "\\Windows\\自评表.pdf",
    "network": "//server/share/自评表.pdf",
    "network backslash": "\\\\server\\share\\自评表.pdf",
    "drive": "C:\\自评表.pdf",
    "drive relative": "C:自评表.pdf",
    "small drive": "c:/自评表.pdf",
    "only dots": "..",
    "dots and spaces": ".. /自评表.pdf",
    "current": "./././自评表.pdf",
    "stream": "自评表.pdf:隐藏",
    "reserved": "CON.pdf",
    "reserved folder": "AUX/自评表.pdf",
    "turned direction": "自评表\u202efdp.exe",
    "control characters": "自评\x07表\x1b[2J.pdf",
    "line break": "自评表\n.pdf",
    "trailing dot": "自评表.pdf.",
    "trailing space": "自评表.pdf ",
    "very long": "长" * 4000 + ".pdf",
    "many folders": "a/" * 5000 + "自评表.pdf",
    "empty folder names": "////自评表.pdf",
    "percent": "%2e%2e%2f自评表.pdf",
    "tilde": "~/自评表.pdf",
    "lookalike dots": "．．/自评表.pdf",
    "wildcards": '*?<>|".pdf',
}


def packed(entries: Entries) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return out.getvalue()


def opened(tmp_path: Path, data: bytes) -> list[Member]:
    """The members; nothing but the archive may lie in its folder afterwards."""
    folder = tmp_path / "收件箱"
    folder.mkdir()
    path = folder / "材料.zip"
    path.write_bytes(data)
    found = list(members(path))
    assert list(folder.iterdir()) == [path]
    assert list(tmp_path.iterdir()) == [folder]
    for member in found:
        check_name(member.name)
    assert len({member.name for member in found}) == len(found)
    return found


def check_name(name: str) -> None:
    parts = name.split("/")
    assert ".." not in parts
    assert all(parts), name
    assert not any(ord(one) < 32 or one in "\u202e\x7f\\" for one in name)
    json.dumps(name).encode("utf-8")
    name.encode("utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_a_name_leads_nowhere(tmp_path: Path, name: str) -> None:
    found = opened(tmp_path, packed([(NAMES[name], FORM), ("自评表2.pdf", FORM)]))
    assert found[-1].data == FORM
    assert found[0].data == FORM or found[0].problem is not None


def raw_name(data: bytes, old: bytes, new: bytes) -> bytes:
    """The archive with a name exchanged for one of the same length, in both places, without its UTF-8 flag."""
    assert len(old) == len(new)
    return data.replace(old, new)


def test_a_name_in_gbk_is_read_and_bytes_that_are_no_text_break_nothing(tmp_path: Path) -> None:
    chinese = "水利厅.pdf".encode("gbk")
    plain = packed([("abcdefghij"[: len(chinese) - 4] + ".pdf", FORM)])
    old = ("abcdefghij"[: len(chinese) - 4] + ".pdf").encode()
    assert [one.name for one in opened(tmp_path, raw_name(plain, old, chinese))] == ["水利厅.pdf"]
    (tmp_path / "b").mkdir()
    odd = b"\xff\xfe\x80\x81\xff\xff"[: len(chinese) - 4] + b".pdf"
    assert len(opened(tmp_path / "b", raw_name(plain, old, odd))) == 1


ODD_ENTRIES: dict[str, Entries] = {
    "link out": [(link("自评表.pdf", "/etc/passwd"), b"/etc/passwd")],
    "link to folder": [(link("厅", ".."), b".."), ("厅/自评表.pdf", FORM)],
    "fifo": [(device("管道.pdf", stat.S_IFIFO), b"")],
    "device": [(device("设备.pdf", stat.S_IFBLK), b"")],
}


@pytest.mark.parametrize("name", ODD_ENTRIES)
def test_what_is_no_plain_file_is_no_file(tmp_path: Path, name: str) -> None:
    found = opened(tmp_path, packed(ODD_ENTRIES[name]))
    assert found[0].data is None
    assert found[0].problem is not None


def test_a_name_that_comes_twice_is_two_files(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = packed([("自评表.pdf", FORM), ("自评表.pdf", FORM + b"2"), ("自评表（2）.pdf", FORM + b"3")])
    found = opened(tmp_path, data)
    assert sorted(one.data or b"" for one in found) == [FORM, FORM + b"2", FORM + b"3"]


def overlapping() -> bytes:
    """Two directory entries that mean the same bytes."""
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = bytearray(packed([("a.pdf", FORM), ("a.pdf", FORM)]))
    second = data.rindex(b"PK\x01\x02")
    struct.pack_into("<L", data, second + 42, 0)
    return bytes(data)


def lying_size(offset: int, size: int) -> bytes:
    data = bytearray(packed([("a.pdf", FORM * 100)]))
    entry = data.rindex(b"PK\x01\x02")
    struct.pack_into("<L", data, entry + offset, size)
    return bytes(data)


def many(number: int) -> bytes:
    return packed([(f"{n}.pdf", b"") for n in range(number)])


WHOLE: dict[str, tuple[Callable[[], bytes], str]] = {
    "overlapping": (overlapping, "file-damaged"),
    "65,535 entries": (lambda: many(65_535), "file-too-large"),
    "1,001 entries": (lambda: many(1001), "file-too-large"),
    "a bomb": (lambda: packed([("a.pdf", bytes(150 * 1024 * 1024))]), "file-too-large"),
    "three half bombs": (lambda: packed([(f"{n}.pdf", bytes(90 * 1024 * 1024)) for n in range(3)]), "file-too-large"),
    "cut off": (lambda: packed([("a.pdf", FORM * 100)])[:-30], "file-damaged"),
    "no entries in its directory": (lambda: b"PK\x05\x06" + bytes(18), ""),
    "a directory that points beyond": (lambda: lying_size(42, 0x7FFFFFFF), "file-damaged"),
}


def answer(tmp_path: Path, data: bytes) -> set[str]:
    """The codes of the whole archive, or of its members."""
    try:
        found = opened(tmp_path, data)
    except Refused as refused:
        return {refused.problem.code}
    assert all(one.data is None and one.problem is not None for one in found)
    return {one.problem.code for one in found if one.problem}


@pytest.mark.parametrize("name", WHOLE)
def test_a_hostile_archive_is_refused(tmp_path: Path, name: str) -> None:
    made, code = WHOLE[name]
    assert answer(tmp_path, made()) == ({code} if code else set())


SIZES = {
    "larger than said": (24, 100),
    "smaller than said": (24, 5000),
    "packed size wrong": (20, 10**9),
    "checksum": (16, 1),
}


@pytest.mark.parametrize("name", SIZES)
def test_an_entry_that_lies_about_itself_stays_closed(tmp_path: Path, name: str) -> None:
    assert answer(tmp_path, lying_size(*SIZES[name])) <= {"file-damaged", "file-too-large"}


CASES = len(NAMES) + len(ODD_ENTRIES) + len(WHOLE) + len(SIZES) + 3
"""Three stand in tests of their own."""


@pytest.mark.hazard("T18", CASES, "archives")
def test_there_are_forty_cases() -> None:
    assert CASES >= 40

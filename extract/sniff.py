"""What a file is, by its bytes alone; the extension is not looked at."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from jieyue.safe.archive import archive_of
from jieyue.safe.guard import MAX_FILE, file_bytes
from jieyue.safe.package import Package
from jieyue.safe.refusal import Refused

ENCRYPTED = "encrypted"
"""An OOXML file behind a password: the container is OLE, the content unknown."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"{\\rtf", "rtf"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
)
_BIFF_STARTS = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
_MAIN_TYPES = (
    ("ms-excel.sheet.macroenabled", "xlsm"),
    ("ms-excel.template.macroenabled", "xlsm"),
    ("ms-excel.addin.macroenabled", "xlsm"),
    ("spreadsheetml.sheet.main", "xlsx"),
    ("spreadsheetml.template.main", "xlsx"),
    ("ms-excel.sheet.binary", "xlsb"),
    ("ms-word.document.macroenabled", "docm"),
    ("ms-word.template.macroenabled", "docm"),
    ("wordprocessingml.document.main", "docx"),
    ("wordprocessingml.template.main", "docx"),
    ("presentationml", "pptx"),
)
_OLE_STREAMS = (
    ("encryptedpackage", ENCRYPTED),
    ("encryptioninfo", ENCRYPTED),
    ("workbook", "xls"),
    ("book", "xls"),
    ("worddocument", "doc"),
    ("powerpoint document", "ppt"),
)


class Sniffed(NamedTuple):
    """What a file is, and the package that was opened to learn it, so that its reader need not open it again."""

    format: str
    package: Package | None = None


def sniff(path: Path) -> str:
    """What the bytes are; never raises for what is in the file.

    ``xlsx xlsm docx docm xls doc pdf ofd zip png jpeg tiff bmp gif rtf html xml text empty encrypted``, and, to say
    so to the unit, ``xlsb pptx ppt odf rar 7z ole``; else ``unknown``.
    """
    try:
        return sniff_bytes(file_bytes(path))
    except Refused:
        return "unknown" if _size(path) else "empty"


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return MAX_FILE


def sniff_bytes(data: bytes) -> str:
    """What ``data`` is; see :func:`sniff`."""
    return recognise(data).format


def recognise(data: bytes) -> Sniffed:
    """What ``data`` is, see :func:`sniff`, with its package where it is one of Office Open XML."""
    if not data[:1].strip(b"\x00 \t\r\n") and not data.strip(b"\x00 \t\r\n"):
        return Sniffed("empty")
    if data.startswith(b"PK"):
        return _zip_family(data)
    if data.startswith(_OLE):
        return Sniffed(_ole_family(data))
    return Sniffed(_plain_family(data) or _text_family(data))


def _plain_family(data: bytes) -> str | None:
    """Formats that are known by their first bytes."""
    for magic, name in _MAGIC:
        if data.startswith(magic):
            return name
    if data.startswith(b"BM") and data[6:10] == b"\x00\x00\x00\x00":
        return "bmp"
    if data[:2] in _BIFF_STARTS and data[3:4] == b"\x00":
        return "xls"
    return "pdf" if b"%PDF-" in data[:1024] else None


def _zip_family(data: bytes) -> Sniffed:
    try:
        archive = archive_of(data)
    except Refused:
        return Sniffed(_torn_zip(data))
    package = Package(archive)
    if "[content_types].xml" in package:
        return _office(package)
    if "ofd.xml" in package:
        return Sniffed("ofd")
    return Sniffed("odf") if "mimetype" in package and "content.xml" in package else Sniffed("zip")


def _torn_zip(data: bytes) -> str:
    """A guess from the names at the front and at the back, good enough for the record's ``format``."""
    ends = data[:65536] + data[-65536:]
    for mark, name in ((b"word/", "docx"), (b"xl/", "xlsx"), (b"ppt/", "pptx"), (b"OFD.xml", "ofd")):
        if mark in ends:
            return name
    return "zip"


def _office(package: Package) -> Sniffed:
    try:
        mains = [package.type_of(name) for name in package.related("officeDocument")]
    except Refused:
        return Sniffed(_torn_zip(package.archive.data))
    for kind in mains:
        for mark, name in _MAIN_TYPES:
            if mark in kind:
                return Sniffed(name, package)
    return Sniffed(_torn_zip(package.archive.data))


def _ole_family(data: bytes) -> str:
    from extract.ole import Container

    try:
        names = [name.lower() for name in Container(data).names]
    except Refused:
        return _torn_ole(data)
    for stream, found in _OLE_STREAMS:
        if stream in names:
            return found
    return "ole"


def _torn_ole(data: bytes) -> str:
    for mark, name in (("EncryptedPackage", ENCRYPTED), ("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls")):
        if mark.encode("utf-16-le") in data:
            return name
    return "ole"


def _text_family(data: bytes) -> str:
    head = data[:4096]
    text = _decoded(head)
    if text is None:
        return "unknown"
    start = text.lstrip("\ufeff \t\r\n").lower()
    if start.startswith("<?xml") or start.startswith("<workbook"):
        return "html" if "<html" in start else "xml"
    if start.startswith(("<!doctype html", "<html", "<table", "<head", "<meta")) or "<table" in start[:2048]:
        return "html"
    if start.startswith("mime-version:"):
        return "html"
    return "text"


def _decoded(head: bytes) -> str | None:
    """The beginning as text in one of the encodings of Chinese offices, or None when it is none."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[: len(head) // 2 * 2].decode("utf-16", "replace")
    if any(byte < 9 or 13 < byte < 32 for byte in head if byte != 27):
        return None
    for encoding in ("utf-8", "gb18030"):
        for cut in range(4):
            try:
                return head[: len(head) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
    return None

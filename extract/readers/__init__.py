"""One module a format, each with ``read(path) -> Document``; :func:`read` picks it and loads only it."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import cast

from extract.grid import Document
from jieyue.problems import problem
from jieyue.safe.package import Package
from jieyue.safe.refusal import refuse

READERS = {
    "xlsx": "extract.readers.xlsx",
    "xlsm": "extract.readers.xlsx",
    "docx": "extract.readers.docx",
    "docm": "extract.readers.docx",
    "xls": "extract.readers.xls",
    "doc": "extract.readers.doc",
    "pdf": "extract.readers.pdf",
    "ofd": "extract.readers.ofd",
}
"""Which module reads a format; a new format is one line here and one module."""

PACKAGED = ("xlsx", "xlsm", "docx", "docm")
"""Formats whose readers take an opened package too."""
PICTURES = ("png", "jpeg", "tiff", "bmp", "gif")

_WHY = {
    "zip": "是压缩包，应先解压",
    "rar": "是RAR压缩包",
    "7z": "是7z压缩包",
    "xlsb": "是二进制工作簿（xlsb）",
    "pptx": "是演示文稿",
    "ppt": "是演示文稿",
    "odf": "是OpenDocument文件",
    "rtf": "是RTF文件",
    "html": "实际内容是网页（HTML），只是改了扩展名",
    "xml": "实际内容是XML",
    "text": "是纯文本",
    "ole": "是无法识别的旧版Office或Works文件",
}


def read(path: Path, format: str, package: Package | None = None) -> Document:  # noqa: A002 - the contract's word
    """The file as cells and lines; ``format`` is what :func:`extract.sniff.sniff` said, ``package`` what it opened.

    A picture gives an empty document with ``copy-unread``.  Raises :class:`~jieyue.safe.refusal.Refused`.
    """
    if format in PACKAGED and package is not None:
        return cast(Document, import_module(READERS[format]).read(path, package))
    if format in READERS:
        return cast(Document, import_module(READERS[format]).read(path))
    if format in PICTURES:
        return Document(format, (), problems=(problem("copy-unread", about="file"),))
    if format == "encrypted":
        raise refuse("file-encrypted")
    if format == "empty":
        raise refuse("file-damaged", why="文件是空的")
    if format == "ole":
        from extract.ole import open_container

        open_container(path)  # one torn before its directory is damaged, whatever it was
    raise refuse("file-unsupported", why=_WHY.get(format, "内容无法识别"))

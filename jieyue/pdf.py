"""PDF copies of documents, made by LibreOffice where it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from jieyue.errors import Exit, JieyueError

_PROGRAMS = ("soffice", "libreoffice")
_AS_PDF = {".docx": 'pdf:writer_pdf_Export:{"IsSkipEmptyPages":{"type":"boolean","value":"false"}}'}
"""As printed on both sides: the blank page before an imprint on an even page is a page of the PDF too."""
_START, _EACH = 120, 20
"""Seconds allowed for the program, and for each document."""


class NoPdf(JieyueError):
    """LibreOffice is not installed, or did not make the file; the documents themselves are written."""

    exit = Exit.NEEDS_A_PERSON


def pdfs_of(documents: Sequence[Path]) -> Mapping[Path, bytes]:
    """The PDF of each document, in one run of the program for each format.  Raises :class:`NoPdf`."""
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise NoPdf("没有找到 LibreOffice，未生成 PDF；请装上 LibreOffice，或用 WPS 打开文书另存为 PDF")
    with tempfile.TemporaryDirectory(prefix="jieyue-pdf-") as name:
        folder = Path(name)
        sources = [folder / f"{number}{document.suffix}" for number, document in enumerate(documents)]
        for document, source in zip(documents, sources, strict=True):
            source.write_bytes(document.read_bytes())
        for suffix in sorted({source.suffix for source in sources}):
            _convert(program, [source for source in sources if source.suffix == suffix], folder)
        made = [folder / "out" / f"{source.stem}.pdf" for source in sources]
        missing = [document.name for document, pdf in zip(documents, made, strict=True) if not pdf.is_file()]
        if missing:
            raise NoPdf(f"LibreOffice 没有转换出PDF：{'、'.join(missing)}；请用 WPS 打开文书另存为 PDF")
        return {document: pdf.read_bytes() for document, pdf in zip(documents, made, strict=True)}


def _convert(program: str, sources: Sequence[Path], folder: Path) -> None:
    """One run for files of one format, with a profile of its own, so that an open LibreOffice is not disturbed."""
    profile = (folder / "profile").as_uri()
    command = [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to"]
    command += [_AS_PDF.get(sources[0].suffix, "pdf"), "--outdir", str(folder / "out"), *map(str, sources)]
    try:
        subprocess.run(  # noqa: S603 - the program found above, our own files
            command, capture_output=True, check=False, timeout=_START + _EACH * len(sources), env={**os.environ}
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NoPdf("LibreOffice 没有响应，未生成 PDF；请稍后重试，或用 WPS 打开文书另存为 PDF") from error

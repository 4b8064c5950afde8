"""LibreOffice → PDF: many documents in one run, with typefaces in which every Hanzi is one em wide."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

_SUBSTITUTES = {
    "仿宋_GB2312": "Noto Serif CJK SC",
    "楷体_GB2312": "Noto Serif CJK SC",
    "宋体": "Noto Serif CJK SC",
    "黑体": "Noto Sans CJK SC",
    "方正小标宋简体": "Noto Serif CJK SC",
}
"""Typefaces of the standard that a machine may not have, and what stands for them."""
_AS_PDF = 'pdf:writer_pdf_Export:{"IsSkipEmptyPages":{"type":"boolean","value":"false"}}'
"""As printed: the blank page before a section that begins on an even page is a page too."""


def require_renderer() -> None:
    """Skips, or fails where rendering is demanded, with the reason."""
    if shutil.which("soffice"):
        return
    reason = "soffice (LibreOffice) not found: positions cannot be measured"
    if os.environ.get("JIEYUE_REQUIRE_RENDER"):
        pytest.fail(reason)
    pytest.skip(reason)


def to_pdf(documents: Mapping[str, bytes], folder: Path) -> dict[str, Path]:
    """Every document as a PDF, in one run of LibreOffice with a profile of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in documents.items():
        (folder / f"{name}.docx").write_bytes(data)
    fonts = folder / "fonts.conf"
    fonts.write_text(font_rules(), encoding="utf-8")
    profile = (folder / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", _AS_PDF]
    subprocess.run(
        [*command, "--outdir", str(folder), *(str(folder / f"{name}.docx") for name in documents)],
        env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
        capture_output=True,
        check=True,
        timeout=300,
    )
    return {name: folder / f"{name}.pdf" for name in documents}


def font_rules() -> str:
    """Rules of fontconfig that name a substitute for each typeface of the standard."""
    rules = "".join(
        f'<match target="pattern"><test name="family"><string>{asked}</string></test>'
        f'<edit name="family" mode="assign" binding="strong"><string>{given}</string></edit></match>'
        for asked, given in _SUBSTITUTES.items()
    )
    return (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f'<include ignore_missing="yes">/etc/fonts/fonts.conf</include>{rules}</fontconfig>'
    )

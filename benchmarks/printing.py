"""Forms as PDF, as an office program prints them; none where LibreOffice is absent."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path


def as_pdf(paths: list[Path], folder: Path) -> list[Path]:
    """The files printed to PDF in ``folder``."""
    office = shutil.which("soffice")
    if office is None:
        return []
    with tempfile.TemporaryDirectory() as profile:
        command = [office, f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "pdf"]
        subprocess.run(
            [*command, "--outdir", str(folder), *map(str, paths)], check=True, capture_output=True, timeout=300
        )
    return [folder / f"{path.stem}.pdf" for path in paths]

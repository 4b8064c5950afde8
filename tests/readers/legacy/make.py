"""Makes the fixtures of the old formats anew, with LibreOffice."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from tests.readers.legacy.sources import document, workbook

HERE = Path(__file__).parent


def converted(source: Path, target: str, folder: Path) -> Path:
    """``source`` as LibreOffice writes it in the format ``target``, with a profile of its own."""
    profile = (folder / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", target]
    subprocess.run([*command, "--outdir", str(folder), str(source)], check=True, capture_output=True, timeout=120)
    return folder / f"{source.stem}.{target}"


def make(folder: Path) -> None:
    """Writes both fixtures into ``folder``."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        for build, source, target in ((document, "document.docx", "doc"), (workbook, "workbook.xlsx", "xls")):
            made = converted(build(work / source), target, work)
            (folder / made.name).write_bytes(made.read_bytes())


if __name__ == "__main__":
    make(HERE)

"""Builds ``samples/`` anew: ``python -m samples.build [FOLDER]``.  The same program gives the same bytes."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

from generate.register_book import register_book
from samples import returned, visited
from samples.returned import Returned
from samples.year import YEAR, province, regions

HERE = Path(__file__).resolve().parent
INBOX = "收件箱"
BATCHES = (
    ("1-十月报送", "2026-10-30", returned.october),
    ("2-补报重报", "2026-11-06", returned.november),
    ("3-核查表", "2026-11-27", visited.verification),
    ("4-市州汇总", "2027-03-02", visited.city_summaries),
    ("5-复核表", "2027-03-12", visited.second_looks),
    ("6-整改报告", "2027-03-18", visited.rectification_reports),
)


def build(folder: Path) -> list[Path]:
    """Writes register, returned files, manifest and expected records under ``folder``; gives the files written."""
    for old in (folder / INBOX, folder / "expected"):
        shutil.rmtree(old, ignore_errors=True)
    files = [folder / "单位名录.xlsx"]
    units = [judged.unit for judged in province().values()] + [reported.unit for reported in regions().values()]
    _write(files[0], register_book(units, YEAR))
    lines = ["# Which folder of 收件箱 arrives on which day, in this order.", "batches:"]
    for name, day, make in BATCHES:
        lines.append(f'  - {{folder: {INBOX}/{name}, received: "{day}"}}')
        for one in make():
            files += _put(folder, name, one)
    files.append(folder / "manifest.yaml")
    _write(files[-1], ("\n".join(lines) + "\n").encode("utf-8"))
    return files


def _put(folder: Path, batch: str, one: Returned) -> list[Path]:
    """The file and, where known, its expected record beside it under ``expected``."""
    written = [folder / INBOX / batch / one.name]
    _write(written[0], one.data)
    if one.expected is not None:
        written.append(folder / "expected" / batch / f"{one.name}.json")
        text = json.dumps(one.expected, ensure_ascii=False, indent=1) + "\n"
        _write(written[1], text.encode("utf-8"))
    return written


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


if __name__ == "__main__":
    made = build(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
    sys.stdout.write(f"{len(made)} files, {sum(path.stat().st_size for path in made) // 1024} KB\n")

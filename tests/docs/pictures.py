"""The pictures of the manual, from the demonstration year: ``python -m tests.docs.pictures`` (``make pictures``).

Documents are printed by LibreOffice with substitute typefaces, terminals and notes drawn as text; all are small PNGs.
"""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from rich.cells import cell_len

from jieyue.cli.main import run
from jieyue.demo import demo
from jieyue.pdf import pdfs_of
from tests.docs.clock import Clock, own_clock
from tests.geometry.rendering import font_rules

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "pictures"
_FONT = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
_SIMPLIFIED_MONO = 7
"""Which face of the collection is the monospaced one for simplified Chinese."""
_SIZE, _LINE, _EDGE = 14, 21, 12
"""Of drawn text: the em, the line and the margin, in pixels."""
_GREYS, _COLOURS = 16, 32


@dataclass(frozen=True, slots=True)
class Page:
    """A printed page: the file in the workspace, and its page."""

    file: str
    page: int = 1
    dpi: int = 56


PAGES = {
    "自评表": Page("发文/空白自评表/自评表-湖南省水利厅.xlsx", dpi=70),
    "催报": Page("发文/催报通知（自评材料）.docx"),
    "核查通知": Page("发文/核查通知.docx"),
    "核查表": Page("发文/核查表/核查表-湖南省水利厅.xlsx", dpi=70),
    "公示": Page("发文/公示.docx"),
    "通报": Page("发文/通报.docx"),
    "整改": Page("发文/整改-湖南省林业局.docx"),
    "备案": Page("发文/总体情况报告.docx"),
    "台账": Page("台账/2026年度节约型机关创建台账.xlsx", dpi=60),
    "台账-单位": Page("台账/2026年度节约型机关创建台账.xlsx", 2, dpi=60),
}
SCREENS = {
    "intake --received 2026-10-30": ("收件", 24),
    "status --on 2026-11-02": ("状态", 24),
    "generate 催报 --date 2026-11-02": ("草稿", 12),
    "generate 通报": ("定稿", 12),
    "draw --seed 735219": ("抽签", 40),
    "draw --results": ("抽查结果", 20),
    "status 湖南省林业局": ("一家的经过", 60),
    "check --on 2027-03-29": ("核对", 20),
    "undo": ("撤销", 20),
}
"""By how the command begins: the picture, and how many lines of it are shown."""
AFTERWARDS = ("status 湖南省林业局", "check --on 2027-03-29", "undo")
BEFORE = {"generate 催报 --number": "generate 催报 --date 2026-11-02"}
"""What the manual types before a command of the demonstration: the draft that has no number yet."""
NOTE = ("说明", "农业农村厅自评表.xlsx.说明.txt")


def main() -> None:
    """Plays the year and draws every picture anew."""
    with tempfile.TemporaryDirectory(prefix="jieyue-") as name:
        folder = Path(name) / "示例年度"
        screens = dict(_played(folder))
        FOLDER.mkdir(exist_ok=True)
        if missing := {picture for picture, _ in SCREENS.values()} - set(screens):
            raise SystemExit(f"no command of the year draws {'、'.join(sorted(missing))}")
        for picture, lines in screens.items():
            _save(drawn(lines), picture)
        _save(drawn((folder / "待处理" / NOTE[1]).read_text(encoding="utf-8").splitlines(), bold=False), NOTE[0])
        _print(folder, Path(name))


def _played(folder: Path) -> Iterator[tuple[str, Sequence[str]]]:
    """The year's terminals, as they were, cut to the lines that are shown."""
    told: list[tuple[str, str]] = []

    def noted(arguments: Sequence[str]) -> int:
        for begin, earlier in BEFORE.items():
            if " ".join(arguments[2:]).startswith(begin):
                noted([*arguments[:2], *earlier.split()])
        Clock.reach(arguments)
        with contextlib.redirect_stdout(io.StringIO()) as out:
            status = run(arguments)
        told.append((" ".join(arguments[2:]), out.getvalue()))
        return status

    os.environ["LOGNAME"] = "周某"
    with own_clock():
        demo(folder, noted, lambda _text: None)
        for command in AFTERWARDS:
            noted(["-C", str(folder), *command.split()])
    for command, text in told:
        for begin, (picture, most) in SCREENS.items():
            if command == begin or command.startswith(f"{begin} "):
                lines = [line.rstrip() for line in text.replace(f"{folder}/", "").splitlines()]
                more = ["　　……"] if len(lines) > most else []
                yield picture, [f"$ jieyue {command}", *lines[:most], *more]


def drawn(lines: Sequence[str], *, bold: bool = True) -> Image.Image:
    """The lines as a terminal shows them: Hanzi two columns wide; a command stands out."""
    font, small = (ImageFont.truetype(_FONT, size, index=_SIMPLIFIED_MONO) for size in (_SIZE, _SIZE // 2))
    width = max(map(cell_len, lines)) * _SIZE // 2 + 2 * _EDGE
    image = Image.new("L", (width, len(lines) * _LINE + 2 * _EDGE), 250)
    pen = ImageDraw.Draw(image)
    for row, line in enumerate(lines):
        column = 0
        for letter in line:
            narrow = letter in "—…"
            left = _EDGE + column * _SIZE // 2 - (_SIZE // 2 if letter in "“‘" else 0)
            place = (left, _EDGE + row * _LINE + (_SIZE // 2 if narrow else 0))
            weight = 0.3 if bold and line.startswith("$ ") else 0
            pen.text(place, letter, font=small if narrow else font, fill=0, stroke_width=weight)
            column += cell_len(letter)
    return image


def _print(folder: Path, scratch: Path) -> None:
    """Every page, from one run of LibreOffice."""
    rules = scratch / "fonts.conf"
    rules.write_text(font_rules(), encoding="utf-8")
    os.environ["FONTCONFIG_FILE"] = str(rules)
    files = {page.file: folder / page.file for page in PAGES.values()}
    made = pdfs_of(list(files.values()))
    for picture, page in PAGES.items():
        pdf = scratch / "page.pdf"
        pdf.write_bytes(made[files[page.file]])
        number = str(page.page)
        command = ["pdftoppm", "-r", str(page.dpi * 2), "-f", number, "-l", number, "-singlefile", "-png"]
        subprocess.run([*command, str(pdf), str(scratch / "page")], check=True)
        with Image.open(scratch / "page.png") as whole:
            _save(whole.resize((whole.width // 2, whole.height // 2), Image.Resampling.LANCZOS), picture)


def _save(image: Image.Image, name: str) -> None:
    """A small PNG: few colours, a thin frame as the page's edge."""
    grey = image.mode == "L"
    edge = (0, 0, image.width - 1, image.height - 1)
    ImageDraw.Draw(image).rectangle(edge, outline=190 if grey else "silver")
    few = image.quantize(_GREYS if grey else _COLOURS)
    few.save(FOLDER / f"{name}.png", optimize=True)
    sys.stdout.write(f"{name}.png {(FOLDER / f'{name}.png').stat().st_size // 1024} KB\n")


if __name__ == "__main__":
    main()

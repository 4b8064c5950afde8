"""LibreOffice → PDF → positions in millimetres: what a ruler on the printed page would say.

Text is found by pdfplumber; ink is measured on the page drawn at 254 dpi, ten dots to the millimetre.  Fonts of the
standard that a machine does not have are replaced by name, so that every Hanzi is one em wide everywhere.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from PIL import Image, ImageChops

DOTS = 10
_POINT = 25.4 / 72
_SUBSTITUTES = {
    "仿宋_GB2312": "Noto Serif CJK SC",
    "楷体_GB2312": "Noto Serif CJK SC",
    "宋体": "Noto Serif CJK SC",
    "黑体": "Noto Sans CJK SC",
    "方正小标宋简体": "Noto Serif CJK SC",
}


def require_renderer() -> None:
    """Skips, or fails where rendering is demanded, with the reason."""
    missing = [tool for tool in ("soffice", "pdftoppm") if not shutil.which(tool)]
    if missing:
        reason = f"{' and '.join(missing)} not found: positions cannot be measured"
        if os.environ.get("JIEYUE_REQUIRE_RENDER"):
            pytest.fail(reason)
        pytest.skip(reason)


def libreoffice_version() -> str:
    """The version that measured, as it names itself."""
    answer = subprocess.run(["soffice", "--version"], capture_output=True, text=True, check=True, timeout=60)
    return " ".join(answer.stdout.split()[:2])


def to_pdf(documents: Mapping[str, bytes], folder: Path) -> dict[str, Path]:
    """Every document as a PDF, in one run of LibreOffice with a profile of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in documents.items():
        (folder / f"{name}.docx").write_bytes(data)
    fonts = folder / "fonts.conf"
    fonts.write_text(_font_rules(), encoding="utf-8")
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", str(folder), *(str(folder / f"{name}.docx") for name in documents)],
        env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
        capture_output=True,
        check=True,
        timeout=180,
    )
    return {name: folder / f"{name}.pdf" for name in documents}


def _font_rules() -> str:
    rules = "".join(
        f'<match target="pattern"><test name="family"><string>{asked}</string></test>'
        f'<edit name="family" mode="assign" binding="strong"><string>{given}</string></edit></match>'
        for asked, given in _SUBSTITUTES.items()
    )
    return (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f'<include ignore_missing="yes">/etc/fonts/fonts.conf</include>{rules}</fontconfig>'
    )


@dataclass(frozen=True)
class Box:
    """A rectangle on the page in millimetres from its top left corner."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True)
class Line:
    """One line of text: its words and where its characters stand."""

    text: str
    box: Box
    chars: int
    size: float
    font: str


class Page:
    """One page of a PDF, measured when asked."""

    def __init__(self, page: Any, path: Path) -> None:
        self._page, self._path = page, path
        self.number = page.page_number
        self.width, self.height = float(page.width) * _POINT, float(page.height) * _POINT

    @cached_property
    def chars(self) -> list[dict[str, Any]]:
        return [char for char in self._page.chars if char["text"].strip()]

    @cached_property
    def lines(self) -> list[Line]:
        """Horizontal text from top to bottom; characters on one baseline are one line."""
        rows: dict[int, list[dict[str, Any]]] = {}
        for char in self.chars:
            if char["upright"]:
                rows.setdefault(round(float(char["matrix"][5])), []).append(char)
        made = []
        for _, chars in sorted(rows.items(), reverse=True):
            chars.sort(key=lambda char: char["x0"])
            box = _around(chars)
            text = "".join(char["text"] for char in chars)
            made.append(Line(text, box, len(chars), float(chars[0]["size"]), str(chars[0]["fontname"])))
        return made

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)

    def line(self, words: str) -> Line:
        """The first line that holds ``words`` (spaces left out)."""
        wanted = words.replace(" ", "").replace("　", "")
        for line in self.lines:
            if wanted in line.text:
                return line
        raise AssertionError(f"no line with {words!r} on page {self.number}: {self.text}")

    def words(self, words: str) -> Box:
        """Where ``words`` stand."""
        wanted = words.replace(" ", "").replace("　", "")
        for line in self.lines:
            at = line.text.find(wanted)
            if at >= 0:
                return _around(self._of_line(line)[at : at + len(wanted)])
        raise AssertionError(f"no {words!r} on page {self.number}: {self.text}")

    def _of_line(self, line: Line) -> list[dict[str, Any]]:
        chars = [
            char
            for char in self.chars
            if char["upright"] and abs(float(char["top"]) * _POINT - line.box.top) < 1.2 * line.size * _POINT
        ]
        baseline = min(
            {round(float(char["matrix"][5])) for char in chars},
            key=lambda y: 0 if self._text_at(y) == line.text else 1,
        )
        return sorted((c for c in chars if round(float(c["matrix"][5])) == baseline), key=lambda c: c["x0"])

    def _text_at(self, baseline: int) -> str:
        chars = [c for c in self.chars if c["upright"] and round(float(c["matrix"][5])) == baseline]
        return "".join(c["text"] for c in sorted(chars, key=lambda c: c["x0"]))

    @cached_property
    def image(self) -> Image.Image:
        """The page drawn at ten dots to the millimetre."""
        stem = self._path.with_name(f"{self._path.stem}@{self.number}")
        if not stem.with_suffix(".png").exists():
            number = str(self.number)
            subprocess.run(
                [
                    "pdftoppm",
                    "-r",
                    "254",
                    "-png",
                    "-singlefile",
                    "-f",
                    number,
                    "-l",
                    number,
                    str(self._path),
                    str(stem),
                ],
                check=True,
                timeout=60,
            )
        return Image.open(stem.with_suffix(".png")).convert("RGB")

    def ink(self, area: Box, colour: str = "any") -> Box:
        """The ink within an area: ``red``, ``black`` or any."""
        left, top = max(area.left, 0), max(area.top, 0)
        corner = tuple(round(value * DOTS) for value in (left, top, area.right, area.bottom))
        found = _mask(self.image.crop(corner), colour).getbbox()
        assert found, f"no {colour} ink on page {self.number} within {area}"
        return Box(left + found[0] / DOTS, top + found[1] / DOTS, left + found[2] / DOTS, top + found[3] / DOTS)

    def ink_of(self, words: str) -> Box:
        """The ink of some words."""
        box = self.words(words)
        return self.ink(Box(box.left - 0.5, box.top - 0.5, box.right + 0.5, box.bottom + 0.5))

    def rules(self, area: Box, colour: str = "any") -> list[tuple[float, float]]:
        """Horizontal rules across a narrow strip in the middle of an area: top and bottom of each."""
        middle = (area.left + area.right) / 2
        corner = tuple(round(v * DOTS) for v in (middle, area.top, middle + 0.1, area.bottom))
        mask = _mask(self.image.crop(corner), colour)
        dark = [bool(mask.getpixel((0, y))) for y in range(mask.height)]
        return [(area.top + a / DOTS, area.top + b / DOTS) for a, b in _spans(dark)]


def _spans(dark: Iterable[bool]) -> list[tuple[int, int]]:
    spans, start = [], None
    for at, here in enumerate([*dark, False]):
        if here and start is None:
            start = at
        elif not here and start is not None:
            spans.append((start, at))
            start = None
    return spans


def _mask(image: Image.Image, colour: str) -> Image.Image:
    red, green, _ = image.split()
    if colour == "red":
        return ImageChops.subtract(red, green).point(lambda value: 255 if value > 80 else 0)
    dark = green.point(lambda value: 255 if value < 140 else 0)
    if colour == "black":
        return ImageChops.multiply(dark, red.point(lambda value: 255 if value < 140 else 0))
    return dark


def _around(chars: list[dict[str, Any]]) -> Box:
    return Box(
        min(float(char["x0"]) for char in chars) * _POINT,
        min(float(char["top"]) for char in chars) * _POINT,
        max(float(char["x1"]) for char in chars) * _POINT,
        max(float(char["bottom"]) for char in chars) * _POINT,
    )


class Print:
    """A rendered document: its pages."""

    def __init__(self, path: Path) -> None:
        self._pdf = pdfplumber.open(path)
        self.pages = [Page(page, path) for page in self._pdf.pages]

    def close(self) -> None:
        self._pdf.close()

    def __getitem__(self, number: int) -> Page:
        """The page of that number, the first being 1."""
        return self.pages[number - 1]

    def __len__(self) -> int:
        return len(self.pages)

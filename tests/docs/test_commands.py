"""Every command that the documentation gives is one the program takes; the manual's year runs as it is written."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from jieyue.cli.main import run
from jieyue.data import data_folder
from jieyue.demo import steps
from tests.docs.commands import inline_of, lines_of, parse, words_of

ROOT = Path(__file__).parents[2]
MANUAL = ROOT / "docs" / "手册"
PAGES = [ROOT / "README.md", ROOT / "README.zh-CN.md", ROOT / "docs" / "forms.md", *sorted(MANUAL.glob("*.md"))]
MONTHS = sorted(MANUAL.glob("[1-9]-*.md"))
NEEDS_A_PERSON = "有事要人办"
"""In a comment behind a command of the manual: it ends with 1, not 0."""
LONG_AGO = 1_700_000_000


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_command_of_a_page_is_taken(page: Path) -> None:
    for line in lines_of(page):
        parse(line)
    for line in inline_of(page):
        if "…" not in line:
            parse(line)


def test_a_command_that_the_program_does_not_take_is_found() -> None:
    for line in ("jieyue statsu", "jieyue status --of 未报送", "jieyue status --state 没报", "jieyue correct 甲 2.2"):
        with pytest.raises(click.ClickException):
            parse(line)


def test_every_page_of_the_manual_is_reached_from_its_index() -> None:
    index = (MANUAL / "README.md").read_text(encoding="utf-8")
    assert [
        page.name for page in MANUAL.glob("*.md") if page.name != "README.md" and f"({page.name})" not in index
    ] == []


def test_every_picture_is_shown_somewhere() -> None:
    text = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    pictures = (ROOT / "docs" / "pictures").glob("*.png")
    assert [one.name for one in pictures if f"pictures/{one.name})" not in text] == []


def _drop(batch: str) -> None:
    target = Path("收件箱", batch)
    shutil.copytree(data_folder("samples") / "收件箱" / batch, target)
    for path in target.rglob("*"):
        os.utime(path, (LONG_AGO, LONG_AGO))


def _typed() -> Iterator[tuple[str, str]]:
    """Each line of the months' code blocks, with the page it stands on."""
    for page in MONTHS:
        for line in lines_of(page, also=("cd ",)):
            yield page.name, line


def test_the_manuals_year_runs_in_its_order_and_ends_as_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    arrivals = iter([step.arrives for step in steps() if step.arrives])
    wrong = []
    for page, line in _typed():
        if line.startswith("cd "):
            monkeypatch.chdir(line.removeprefix("cd "))
            continue
        if line.startswith("jieyue intake"):
            _drop(next(arrivals))
        status = run(words_of(line))
        if line.startswith("jieyue new 2026"):
            for name in ("设置.toml", "单位名录.xlsx", "叙述.txt"):
                shutil.copyfile(data_folder("samples") / name, Path("2026年度", name))
        if status != (1 if NEEDS_A_PERSON in line else 0):
            wrong.append((page, line, status, capsys.readouterr()))
        capsys.readouterr()
    assert wrong == []
    assert next(arrivals, None) is None

"""What the documentation promises stands in the code, and the other way round."""

import re
from pathlib import Path

import pytest

from jieyue.cli.main import COMMANDS
from jieyue.problems import CATALOGUE
from tests.docs.errors_page import PAGE, page

ROOT = Path(__file__).parents[2]
PAGES = sorted((*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "templates").rglob("*.md")))
_LINK = re.compile(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)")


def test_every_problem_code_has_its_heading() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: make docs"
    headings = re.findall(r"^## (.+)$", page(), re.MULTILINE)
    assert headings == list(CATALOGUE)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(path: Path) -> None:
    targets = _LINK.findall(path.read_text(encoding="utf-8"))
    assert [target for target in targets if not (path.parent / target).exists()] == []


def test_every_command_stands_in_the_manual() -> None:
    manual = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "手册").glob("*.md"))
    assert [name for name in COMMANDS if f"jieyue {name}" not in manual] == []


def test_every_target_of_the_makefile_is_explained() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z]+):", text, re.MULTILINE)
    explained = re.findall(r"^([a-z]+):.*## ", text, re.MULTILINE)
    assert targets == explained

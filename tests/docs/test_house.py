"""The house stands as docs/house.md draws it: imports point one way, and each format library has one door."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("jieyue", "extract", "generate")
FLOORS = ("jieyue.units", "jieyue.receiving", "jieyue.year", "jieyue.upkeep", "jieyue.cli")
"""From the ground up: a room may ask those below it."""
DOORS = {
    "docx": {"generate.reread"},
    "docxtpl": {"generate.fence"},
    "jsonschema": {"jieyue.schema"},
    "olefile": {"extract.ole"},
    "openpyxl": {"generate.sheetwriter"},
    "pdfminer": {"extract.readers.pdf_file", "extract.readers.pdf_streams"},
    "pdfplumber": {"generate.lint.printed"},
    "rich": {"jieyue.cli.frame"},
    "xlrd": {"extract.readers.xls", "extract.readers.xls_cells"},
    "xlsxwriter": {"generate.ledgerwriter"},
    "yaml": {"jieyue.strict_yaml"},
}


@cache
def imports() -> tuple[tuple[str, str], ...]:
    """``(module, what it imports)`` for every import of the three packages, wherever in the file it stands."""
    return tuple(_imports())


def _imports() -> Iterator[tuple[str, str]]:
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ImportFrom) and node.module:
                    yield module, node.module
                elif isinstance(node, ast.Import):
                    yield from ((module, name.name) for name in node.names)


def room(module: str) -> str:
    """The floor a module lies on, else its package."""
    package, _, inside = module.partition(".")
    floor = f"{package}.{inside.partition('.')[0]}"
    return floor if floor in FLOORS else package


def test_reading_and_writing_never_import_each_other() -> None:
    between = {(one, other) for one, other in imports() if {room(one), room(other)} == {"extract", "generate"}}
    assert not between


def test_no_room_imports_from_a_room_above_it() -> None:
    height = {name: number for number, name in enumerate(("extract", "generate", *FLOORS))}
    above = len(height)
    upward = {(one, other) for one, other in imports() if height.get(room(one), above) < height.get(room(other), -1)}
    assert not upward


def test_no_modules_of_extract_import_each_other_in_a_circle() -> None:
    asked: dict[str, set[str]] = {}
    for one, other in imports():
        if room(one) == room(other) == "extract":
            asked.setdefault(one, set()).add(other)
    TopologicalSorter(asked).prepare()


@pytest.mark.parametrize("library", DOORS)
def test_a_format_library_is_imported_by_its_own_module_alone(library: str) -> None:
    found = {one for one, other in imports() if other.split(".")[0] == library}
    assert found == DOORS[library]


def test_every_module_that_the_page_names_is_there() -> None:
    named = re.findall(r"`((?:jieyue|extract|generate)(?:\.[a-z_]+)*)`", (ROOT / "docs/house.md").read_text("utf-8"))
    assert named
    assert not [name for name in named if find_spec(name) is None]

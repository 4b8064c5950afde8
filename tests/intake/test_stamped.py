"""Pdf copies beside editable forms, as intake files them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from jieyue.ledger import open_ledger
from jieyue.model import Submission
from jieyue.receiving.intake import intake
from jieyue.workspace import Workspace
from tests.intake.forms import OPTIONS, drop, form, read_text, workspace


def read_as_told(path: Path) -> Submission:
    """The text reader, for files that say what format they are."""
    read = read_text(path)
    said = path.read_text(encoding="utf-8").split("格式：")[1].split()[0]
    return replace(read, source=replace(read.source, format=said))


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    return workspace(tmp_path)


def taken(desk: Workspace, name: str, score: str = "10") -> tuple[str, list[str], str, bool]:
    """Outcome, codes, kind and whether figures may rest on it."""
    drop(desk, name, form(score=score, 格式=name.rsplit(".", maxsplit=1)[-1]))
    (file,) = intake(desk, read_as_told, OPTIONS).files
    with open_ledger(desk.ledger) as ledger:
        filed = next(one for one in ledger.submissions() if one.name == name)
    return file.outcome, [one.code for one in file.problems], filed.kind.value, filed.usable


def test_a_pdf_alone_is_the_form(desk: Workspace) -> None:
    assert taken(desk, "水利厅.pdf") == ("accepted", [], "self_assessment", True)


def test_a_pdf_that_says_the_same_as_the_form_is_kept_as_its_copy(desk: Workspace) -> None:
    taken(desk, "水利厅.xlsx")
    assert taken(desk, "盖章件.pdf") == ("accepted", [], "stamped_copy", True)


def test_a_pdf_that_says_otherwise_goes_to_a_person_and_the_form_still_counts(desk: Workspace) -> None:
    taken(desk, "水利厅.xlsx", "9")
    outcome, codes, kind, usable = taken(desk, "盖章件.ofd", "10")
    assert (outcome, codes, kind, usable) == ("review", ["copy-differs"], "stamped_copy", False)
    with open_ledger(desk.ledger) as ledger:
        assert [one.usable for one in ledger.submissions() if one.name == "水利厅.xlsx"] == [True]


def test_a_form_that_comes_after_its_copy_is_no_newer_version_of_it(desk: Workspace) -> None:
    taken(desk, "盖章件.pdf")
    assert taken(desk, "水利厅.xlsx") == ("accepted", [], "self_assessment", True)


def test_a_form_that_differs_from_the_copy_before_it_goes_to_a_person(desk: Workspace) -> None:
    taken(desk, "盖章件.pdf", "9")
    outcome, codes, *_ = taken(desk, "水利厅.xlsx", "10")
    assert (outcome, codes) == ("review", ["copy-differs"])


def test_two_editable_forms_are_versions_as_before(desk: Workspace) -> None:
    taken(desk, "水利厅.xlsx", "9")
    outcome, codes, *_ = taken(desk, "水利厅2.xlsx", "10")
    assert (outcome, codes) == ("review", ["newer-version"])

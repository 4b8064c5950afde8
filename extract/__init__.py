"""Returned file in, Submission out: sniff, guard, read into one grid, understand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jieyue.formset import FormSet
    from jieyue.model import Submission


def extract(path: Path, form_sets: Sequence[FormSet]) -> Submission:
    """The Submission of one returned file.  Never raises for what is in a file; a refusal is its Problem."""
    from extract.reading import read_file

    return read_file(path, form_sets)

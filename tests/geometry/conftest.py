"""The press that all tests of geometry share."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.geometry.printing import Press
from tests.geometry.rendering import require_renderer


@pytest.fixture(scope="session")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Press]:
    """One print of every document for all processes of the run; skips where nothing can print."""
    require_renderer()
    base = tmp_path_factory.getbasetemp()
    press = Press((base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "geometry")
    yield press
    press.close()

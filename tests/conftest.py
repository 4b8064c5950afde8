"""What holds for every test.

Temporary files lie in memory where there is room: small durable writes wait for no disk there.  How long an example
takes says more of the machine than of the program, so hypothesis does not judge it.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.reliability.results import Results, pytest_runtest_setup

__all__ = ["pytest_runtest_setup"]

MEMORY = Path("/dev/shm")  # noqa: S108 - the system's own file system in memory
ROOM = 4 << 30
"""Bytes that must be free there; the whole suite takes a fraction of it."""


def _in_memory() -> bool:
    return MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free >= ROOM


if "TMPDIR" not in os.environ and _in_memory():
    os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)

settings.register_profile("any-machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any-machine")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--results", type=Path, metavar="FILE", help="notes there how each test ended, and when")


def pytest_configure(config: pytest.Config) -> None:
    path = config.getoption("results")
    if path and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Results(path))


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> int | float:
    """What the test's ``hazard`` demands: docs/reliability.md prints the same."""
    demanded: int | float = request.node.get_closest_marker("hazard").args[1]
    return demanded

"""Runs one intake in a process of its own, to be killed at will."""

from __future__ import annotations

import sys
from pathlib import Path

from jieyue.intake import intake
from jieyue.workspace import find_workspace
from tests.intake.forms import OPTIONS, read_text

if __name__ == "__main__":
    intake(find_workspace(Path(sys.argv[1])), read_text, OPTIONS)
